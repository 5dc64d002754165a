"""Who may act: the key of a party as the register has it now, checked before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.codes import LinkKind, Role
from torrens_contracts.ids import key_id, link_id, party_id
from torrens_contracts.revert_values import named
from torrens_contracts.words import KeyWord, Kind, LinkWord, PartyState, PartyWord
from torrens_registry.errors import KeyNotLive, NotEnrolled, RoleMissing
from torrens_registry.ids import ExchangeNo, PartyNo
from torrens_registry.office import Office
from torrens_registry.rules import calendar
from torrens_registry.rules.predicates import MAX_HOPS


@dataclass(frozen=True, slots=True)
class Actor:
    """A live key.

    Attributes:
        address: The key.
        party: The party it serves.
        exchange: The exchange that enrolled the party, or the exchange itself.
        roles: Bits of `codes.Role`.
    """

    address: Address
    party: PartyNo
    exchange: ExchangeNo
    roles: int


def require(office: Office, address: Address, role: Role) -> Actor:
    """Gives the party of a key that may act in a role now.

    Args:
        office: The exchange's office.
        address: The key.
        role: The role that the verb needs.

    Returns:
        The key, live.

    Raises:
        NotEnrolled: No party has this key.
        KeyNotLive: It is rotated, ended, expired, or not yet live.
        RoleMissing: It lacks the role.
    """
    word = KeyWord.unpack(office.word(Kind.KEY, key_id(address)))
    shown = "0x" + address.hex()
    if not word.party:
        raise NotEnrolled(f"key {shown} is not enrolled on this register", key=shown)
    now = office.next_time()
    if now < word.from_ or (word.until and now >= word.until):
        raise KeyNotLive(
            f"key {shown} of party {word.party} is live from {calendar.shown(word.from_)} until "
            f"{calendar.shown(word.until) if word.until else 'open'}, not at {calendar.shown(now)}",
            key=shown,
            party=word.party,
            until=word.until,
        )
    if word.roles & role != role:
        raise RoleMissing(
            f"key {shown} of party {word.party} has roles {named(Role, word.roles)} and lacks {role.name}",
            key=shown,
            party=word.party,
            role=role.name,
        )
    return Actor(address, PartyNo(word.party), ExchangeNo(PartyNo(word.exchange)), word.roles)


def last_hop(office: Office, number: int) -> int:
    """Gives the party whose keys act for a party now: itself, or the last of its successors.

    Args:
        office: The exchange's office.
        number: The party.

    Returns:
        The party's number, or that of its last successor.
    """
    for _ in range(MAX_HOPS):
        following = PartyWord.unpack(office.word(Kind.PARTY, party_id(number))).successor
        if not following:
            break
        number = following
    return number


def may_undo(office: Office, caller: int, authority: int) -> bool:
    """Says whether a party may undo what an authority ordered: that authority, its successor, the superior of either.

    Args:
        office: The exchange's office.
        caller: The party that acts.
        authority: Who ordered.

    Returns:
        Whether it may.
    """
    last = last_hop(office, authority)
    return caller in (authority, last) or any(_is_superior(office, caller, below) for below in (authority, last))


def party(office: Office, number: int) -> PartyWord:
    """Gives an active party's word.

    Args:
        office: The exchange's office.
        number: The party.

    Returns:
        Its word.

    Raises:
        NotEnrolled: There is no such party, or it has ended.
    """
    word = PartyWord.unpack(office.word(Kind.PARTY, party_id(number)))
    if word.state != PartyState.ACTIVE:
        raise NotEnrolled(
            f"party {number} is not enrolled, or has ended",
            remedy="enrol the party first, or name one that is enrolled",
            party=number,
            state=word.state,
        )
    return word


def _is_superior(office: Office, above: int, below: int) -> bool:
    link = LinkWord.unpack(office.word(Kind.LINK, link_id(LinkKind.SUPERIOR, party_id(below), party_id(above))))
    return bool(link.since) and (not link.until or office.next_time() < link.until)
