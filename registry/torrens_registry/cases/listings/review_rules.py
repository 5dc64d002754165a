"""Who may review a listing, which passes count, and until when a verdict may last; the chain asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from torrens_contracts.codes import ListingFlag, ReviewKind, Role, Verdict
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, Id, ListingId
from torrens_contracts.revert_values import named
from torrens_contracts.structs import Product
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import ListingState, ReviewState
from torrens_registry.cases import actors, affiliates, paths
from torrens_registry.cases.actors import Actor
from torrens_registry.cases.listings.listings import listed
from torrens_registry.errors import FieldOutOfRange, NotAllowed, RoleMissing, WrongState
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.store import rows
from torrens_registry.store.market_tables import ListingRow, ReviewRow

JUDGES: Final = Role.REVIEWER | Role.EXCHANGE


def passed(office: Office, row: ListingRow, *, apart_from: int) -> tuple[PartyId, ...]:
    """Gives the reviewers whose passes of a listing's present version stand, the longest first to be taken.

    Args:
        office: The exchange's office; its mirror is at the head.
        row: The listing.
        apart_from: The reviewer who asks, and is not counted.

    Returns:
        As many as the listing asks for beside the one who asks, or all when fewer; ascending. Of those that one party
        succeeded, and of that party, one.
    """
    now = office.next_time()
    with office.store.read() as session:
        found = rows.listed(session, ReviewRow, rows.column(ReviewRow, "listing_id") == row.id)
        acting = {one.reviewer: affiliates.last(session, one.reviewer) for one in found}
    live = [
        one
        for one in found
        if one.kind == ReviewKind.COMPLIANCE and one.state == ReviewState.PASSED
        if one.reviewer != apart_from and one.until > now and one.since > row.since
    ]
    live.sort(key=lambda one: (-one.until, one.reviewer))
    longest: dict[int, int] = {}
    for one in live:
        longest.setdefault(acting[one.reviewer], one.reviewer)
    longest.pop(apart_from, None)
    return party_ids(sorted(list(longest.values())[: row.reviews]))


def party_ids(numbers: Sequence[int]) -> tuple[PartyId, ...]:
    """Gives party numbers as calls take them.

    Args:
        numbers: Party numbers.

    Returns:
        The same, typed.
    """
    return tuple(map(PartyId, numbers))


def judge(office: Office, by: Signer, roles: Role) -> Actor:
    """Gives a live key that has at least one of the roles; RoleMissing otherwise.

    Args:
        office: The exchange's office.
        by: The key.
        roles: Bits of `codes.Role`, of which one is enough.

    Returns:
        The key, its party and its roles.

    Raises:
        RoleMissing: It has none of them.
        NotEnrolled: The key is not enrolled; KeyNotLive likewise.
    """
    found = actors.require(office, by.address, Role(0))
    if not found.roles & roles:
        raise RoleMissing(
            f"key {to_hex(by.address)} of party {found.party} has none of {named(Role, roles)}", party=found.party
        )
    return found


def reviewable(office: Office, by: Signer, listing: ListingId, roles: Role) -> tuple[ListingRow, Actor]:
    """Gives a listing and who may judge it: of its exchange, neither the holder nor its affiliate, nor of one house.

    Args:
        office: The exchange's office.
        by: The key that judges.
        listing: The listing.
        roles: Bits of `codes.Role`, of which one is enough.

    Returns:
        Its row, and the key that judges.

    Raises:
        NotStored: The mirror knows no such listing.
        RoleMissing: The key has none of the roles.
        NotAllowed: It is of another exchange, of the holder, its affiliate, or of one house with it.
        NotEnrolled: The key is not enrolled; KeyNotLive likewise.
    """
    row = listed(office, listing)
    found = judge(office, by, roles)
    holder = paths.find(office, grant(row)).holder
    if found.exchange != row.exchange or found.party == holder:
        raise NotAllowed(
            f"the reviewer is party {found.party} of exchange {found.exchange}; the listing is at {row.exchange}",
            remedy="let a reviewer of the listing's exchange judge, who does not hold the right",
            party=found.party,
            exchange=found.exchange,
        )
    linked = affiliates.affiliated(office, found.party, holder)
    if linked is not None:
        raise NotAllowed(
            f"party {holder}, who holds the right, and the reviewer, party {found.party}, are declared affiliates"
            + ("" if linked == (found.party, holder) else f", as {linked[1]} and {linked[0]}"),
            remedy="let a reviewer judge who is not the holder's affiliate",
            party=holder,
            exchange=found.exchange,
        )
    _require_another_house(office, row.exchange, found.party, holder)
    if row.state == ListingState.DELISTED:
        raise WrongState(f"listing {to_hex(listing)} is delisted for good", id=to_hex(listing), state="DELISTED")
    return row, found


def _require_another_house(office: Office, exchange: int, reviewer: int, holder: int) -> None:
    """Refuses a reviewer and a holder who are both affiliates of the listing's exchange."""
    theirs = affiliates.affiliated(office, exchange, holder)
    ours = theirs and affiliates.affiliated(office, exchange, reviewer)
    if theirs and ours:
        raise NotAllowed(
            f"party {holder}, who holds the right, and the reviewer, party {reviewer}, are both declared affiliates of "
            f"exchange {exchange}, as {theirs[1]} and {ours[1]}",
            remedy="let a reviewer judge who is not of the exchange's house",
            party=holder,
            exchange=exchange,
        )


def check_end(office: Office, verdict: Verdict, until: int) -> None:
    """Refuses an end that the verdict cannot have.

    Args:
        office: The exchange's office.
        verdict: The verdict.
        until: Its end, UTC second; 0 for none.

    Raises:
        FieldOutOfRange: A FAILED one with an end, or another without one to come.
    """
    refused = until != 0 if verdict is Verdict.FAILED else until <= office.next_time()
    if refused:
        raise FieldOutOfRange(
            f"a verdict {verdict.name} cannot end at {shown(until) if until else 'no time'}: "
            "FAILED has no end, any other ends in the future",
            field="until",
            value=until,
        )


def grant(row: ListingRow) -> GrantId:
    """Gives the id of a listing's grant.

    Args:
        row: The listing's row.

    Returns:
        The id of the right that it sells from.
    """
    return GrantId(Id(from_hex(row.grant_id, "grant", 32)))


def product(row: ListingRow) -> Product:
    """Gives the listing as it stands: what the reviewer saw in the mirror.

    Args:
        row: The listing's row.

    Returns:
        The Solidity struct.
    """
    return Product(
        exchange=ExchangeId(row.exchange),
        product_digest=Digest32(from_hex(row.product_digest, "product", 32)),
        nonce=row.nonce,
        until=Timestamp(row.until),
        flags=row.flags & ~int(ListingFlag.SCENARIO),
        reviewers=row.reviews,
        content_digest=Digest32(from_hex(row.content_digest, "content", 32)),
    )
