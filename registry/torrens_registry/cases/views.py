"""What the mirror holds of a noun, for whoever asks; every answer comes from SQL, after a look at the chain's head."""

from __future__ import annotations

from torrens_contracts.codes import LinkKind
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, ListingId, party_id
from torrens_registry.errors import NotStored
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.encumbrance_tables import FreezeRow, InterestRow
from torrens_registry.store.link_tables import LinkRow
from torrens_registry.store.market_tables import ListingRow, ReviewRow
from torrens_registry.store.party_tables import KeyRow, PartyRow
from torrens_registry.store.title_tables import GrantRow, ObjectionRow


def party(office: Office, number: int) -> tuple[PartyRow, list[KeyRow]]:
    """Gives a party and its keys.

    Args:
        office: The exchange's office.
        number: The party's number.

    Returns:
        Its row, and those of its keys.

    Raises:
        NotStored: The mirror knows no such party.
    """
    office.sync()
    with office.store.read() as session:
        found = rows.get(session, PartyRow, to_hex(party_id(number)))
        keys = rows.listed(session, KeyRow, rows.column(KeyRow, "party") == number)
    if found is None:
        raise NotStored(f"the mirror knows no party {number}", party=number)
    return found, keys


def links(office: Office, number: int) -> list[LinkRow]:
    """Gives the links of a party: its affiliations, superiors, recoveries, successions; ended ones too.

    Args:
        office: The exchange's office.
        number: The party's number.

    Returns:
        Their rows.
    """
    office.sync()
    shown = to_hex(party_id(number))
    with office.store.read() as session:
        first = rows.listed(session, LinkRow, rows.column(LinkRow, "first") == shown)
        second = rows.listed(session, LinkRow, rows.column(LinkRow, "second") == shown)
        succeeded = rows.column(LinkRow, "kind") == LinkKind.FORMER  # an annotation names its authority too
        former = rows.listed(session, LinkRow, rows.column(LinkRow, "party") == number, succeeded)
    others = [one for one in second if one.first != shown and one.kind != LinkKind.FORMER]
    return [*first, *others, *former]


def right(office: Office, grant: GrantId) -> tuple[GrantRow, list[ObjectionRow], list[FreezeRow]]:
    """Gives a title or grant, the objections against it and the freezes on it.

    Args:
        office: The exchange's office.
        grant: The right.

    Returns:
        Its row, those of the objections by number, and of the freezes in their order.

    Raises:
        NotStored: The mirror knows no such right.
    """
    office.sync()
    shown = to_hex(grant)
    with office.store.read() as session:
        found = rows.get(session, GrantRow, shown)
        objections = rows.listed(
            session,
            ObjectionRow,
            rows.column(ObjectionRow, "title_id") == shown,
            order=[rows.column(ObjectionRow, "ordinal")],
        )
        freezes = rows.listed(
            session, FreezeRow, rows.column(FreezeRow, "target") == shown, order=[rows.column(FreezeRow, "ordinal")]
        )
    if found is None:
        raise NotStored(f"the mirror knows no right {shown}", id=shown)
    return found, objections, freezes


def interests(office: Office, grant: GrantId) -> list[InterestRow]:
    """Gives the security interests and pre-notices ever registered in a right, by rank.

    Args:
        office: The exchange's office.
        grant: The right.

    Returns:
        Their rows.
    """
    office.sync()
    mine = rows.column(InterestRow, "grant_id") == to_hex(grant)
    with office.store.read() as session:
        return rows.listed(session, InterestRow, mine, order=[rows.column(InterestRow, "ordinal")])


def listing(office: Office, identifier: ListingId) -> tuple[ListingRow, list[ReviewRow]]:
    """Gives a listing and the verdicts on it.

    Args:
        office: The exchange's office.
        identifier: The listing.

    Returns:
        Its row, and those of the verdicts.

    Raises:
        NotStored: The mirror knows no such listing.
    """
    office.sync()
    shown = to_hex(identifier)
    with office.store.read() as session:
        found = rows.get(session, ListingRow, shown)
        reviews = rows.listed(session, ReviewRow, rows.column(ReviewRow, "listing_id") == shown)
    if found is None:
        raise NotStored(f"the mirror knows no listing {shown}", id=shown)
    return found, reviews
