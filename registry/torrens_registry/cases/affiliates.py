"""Whose affiliate is whose, whomever either of them succeeded; the chain asks the same (libraries/Lines.sol).

What was declared of one of a line holds for the whole line. The chain reads a line back by FORMER links; here it is
found forward, by the successors that the mirror knows.
"""

from __future__ import annotations

from itertools import product
from typing import Final

from sqlmodel import Session

from torrens_contracts.codes import LinkKind
from torrens_contracts.ids import link_id, party_id
from torrens_contracts.words import Kind, LinkWord
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.party_tables import PartyRow

LAST_EXCHANGE: Final = 0xFFFF
"""Exchanges have the numbers up to here, and are succeeded by exchanges only."""


def line(session: Session, party: int) -> list[int]:
    """Gives a party and all that end in it by succession, in however many steps; itself first.

    Args:
        session: A session of the store.
        party: The party's number.

    Returns:
        Party numbers, the party's own first.
    """
    found = [party]
    for one in found:
        found += [row.party for row in rows.listed(session, PartyRow, rows.column(PartyRow, "successor") == one)]
    return found


def last(session: Session, party: int) -> int:
    """Gives the party whose keys act for a party now: itself, or the last of its successors.

    Args:
        session: A session of the store.
        party: The party's number.

    Returns:
        Its number.
    """
    while (row := rows.find(session, PartyRow, rows.column(PartyRow, "party") == party)) and row.successor:
        party = row.successor
    return party


def affiliated(office: Office, one: int, other: int) -> tuple[int, int] | None:
    """Finds two parties of two lines that are declared affiliates now, or one and the same.

    Args:
        office: The exchange's office; its mirror is brought to the head.
        one: A party; its last successor acts for it.
        other: Another.

    Returns:
        The two, of the line of `one` and of `other`; None when there are none. An exchange declares its affiliates: of
        two exchanges either may have declared the other.
    """
    office.sync()
    with office.store.read() as session:
        ones, others = (line(session, last(session, party)) for party in (one, other))
    if ones[0] == others[0]:
        return ones[0], others[0]
    pairs = list(product(ones, others))
    named = [pair for pair in pairs if pair[0] <= LAST_EXCHANGE]
    named += [(b, a) for a, b in pairs if b <= LAST_EXCHANGE]
    if not named:
        return None
    words = office.words(Kind.LINK, [link_id(LinkKind.AFFILIATE, party_id(a), party_id(b)) for a, b in named])
    now = office.next_time()
    for (a, b), raw in zip(named, words, strict=True):
        link = LinkWord.unpack(raw)
        if link.since and (not link.until or now < link.until):
            return (a, b) if (a, b) in pairs else (b, a)
    return None
