"""Who may review a listing, which passes count, and until when a verdict may last; the chain asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from torrens_contracts.codes import LinkKind, ListingFlag, ReviewKind, Role, Verdict
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, Id, ListingId, link_id, party_id
from torrens_contracts.structs import Product
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import Kind, LinkWord, ListingState, ReviewState
from torrens_registry.cases import actors, paths
from torrens_registry.cases.actors import Actor
from torrens_registry.cases.listings.listings import listed
from torrens_registry.errors import FieldOutOfRange, NotAllowed, RoleMissing, WrongState
from torrens_registry.keys import Signer
from torrens_registry.office import Office
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
        As many as the listing asks for beside the one who asks, or all when fewer; ascending.
    """
    now = office.next_time()
    with office.store.read() as session:
        found = rows.listed(session, ReviewRow, rows.column(ReviewRow, "listing_id") == row.id)
    live = [
        one
        for one in found
        if one.kind == ReviewKind.COMPLIANCE and one.state == ReviewState.PASSED
        if one.reviewer != apart_from and one.until > now and one.since > row.since
    ]
    live.sort(key=lambda one: (-one.until, one.reviewer))
    return party_ids(sorted(one.reviewer for one in live[: row.reviews]))


def party_ids(numbers: Sequence[int]) -> tuple[PartyId, ...]:
    """Gives party numbers as calls take them."""
    return tuple(map(PartyId, numbers))


def judge(office: Office, by: Signer, roles: Role) -> Actor:
    """Gives a live key that has at least one of the roles; RoleMissing otherwise."""
    found = actors.require(office, by.address, Role(0))
    if not found.roles & roles:
        raise RoleMissing(f"key {to_hex(by.address)} of party {found.party} has none of {roles!r}", party=found.party)
    return found


def reviewable(office: Office, by: Signer, listing: ListingId, roles: Role) -> tuple[ListingRow, Actor]:
    """Gives a listing and who may judge it: of its exchange, neither the holder nor, as the exchange, its affiliate."""
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
    if found.party == found.exchange and _affiliated(office, found.exchange, holder):
        raise NotAllowed(
            f"party {holder}, who holds the right, is a declared affiliate of exchange {found.exchange}",
            remedy="let a reviewer judge who is not the exchange itself",
            party=holder,
            exchange=found.exchange,
        )
    if row.state == ListingState.DELISTED:
        raise WrongState(f"listing {to_hex(listing)} is delisted for good", id=to_hex(listing), state="DELISTED")
    return row, found


def _affiliated(office: Office, exchange: int, party: int) -> bool:
    name = link_id(LinkKind.AFFILIATE, party_id(exchange), party_id(party))
    link = LinkWord.unpack(office.word(Kind.LINK, name))
    return bool(link.since) and (not link.until or office.next_time() < link.until)


def check_end(office: Office, verdict: Verdict, until: int) -> None:
    """Refuses an end that the verdict cannot have."""
    refused = until != 0 if verdict is Verdict.FAILED else until <= office.next_time()
    if refused:
        raise FieldOutOfRange(
            f"a verdict {verdict.name} cannot end at {until}: FAILED has no end, any other ends in the future",
            field="until",
            value=until,
        )


def grant(row: ListingRow) -> GrantId:
    """Gives the id of a listing's grant."""
    return GrantId(Id(from_hex(row.grant_id, "grant", 32)))


def product(row: ListingRow) -> Product:
    """Gives the listing as it stands: what the reviewer saw in the mirror."""
    return Product(
        exchange=ExchangeId(row.exchange),
        product_digest=Digest32(from_hex(row.product_digest, "product", 32)),
        nonce=row.nonce,
        until=Timestamp(row.until),
        flags=row.flags & ~int(ListingFlag.SCENARIO),
        reviewers=row.reviews,
        content_digest=Digest32(from_hex(row.content_digest, "content", 32)),
    )
