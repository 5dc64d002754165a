"""Masks over the bits of a word, by the names of its fields: what a module may change, said and read in words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntFlag
from typing import Final

from torrens_contracts.codes import GrantFlag, PartyFlag
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.fields import Layout
from torrens_contracts.words import (
    AgreementWord,
    CalendarWord,
    FactWord,
    FreezeWord,
    GrantWord,
    InterestWord,
    KeyWord,
    Kind,
    LinkWord,
    ListingWord,
    LogWord,
    ObjectionWord,
    PartyWord,
    PeerWord,
    RedemptionWord,
    ReviewWord,
    SerialWord,
    VoucherWord,
)

EVERY_BIT: Final = (1 << 256) - 1

LAYOUTS: Final[dict[Kind, Layout]] = {
    Kind.KEY: KeyWord.LAYOUT,
    Kind.PARTY: PartyWord.LAYOUT,
    Kind.CALENDAR: CalendarWord.LAYOUT,
    Kind.GRANT: GrantWord.LAYOUT,
    Kind.OBJECTION: ObjectionWord.LAYOUT,
    Kind.FREEZE: FreezeWord.LAYOUT,
    Kind.INTEREST: InterestWord.LAYOUT,
    Kind.SERIAL: SerialWord.LAYOUT,
    Kind.LISTING: ListingWord.LAYOUT,
    Kind.VOUCHER: VoucherWord.LAYOUT,
    Kind.REDEMPTION: RedemptionWord.LAYOUT,
    Kind.LOG: LogWord.LAYOUT,
    Kind.LINK: LinkWord.LAYOUT,
    Kind.FACT: FactWord.LAYOUT,
    Kind.PEER: PeerWord.LAYOUT,
    Kind.AGREEMENT: AgreementWord.LAYOUT,
    Kind.REVIEW: ReviewWord.LAYOUT,
}
"""The layout of every word that a module may write; ORIGIN and MODULE are the register's own."""

_FLAGS: Final[dict[Kind, type[IntFlag]]] = {Kind.GRANT: GrantFlag, Kind.PARTY: PartyFlag}
"""The kinds whose flags several modules write, each its own."""


def mask_of(kind: Kind, fields: Sequence[str]) -> int:
    """Gives the bits of some fields.

    Args:
        kind: The kind of word.
        fields: Names as in `words`; a single flag of a grant or of a party as flags.NAME.

    Returns:
        The mask; 0 of no field.

    Raises:
        ArgumentRefused: The kind has no such field, or is the register's own.
    """
    bits = _bits_by_name(kind)
    if wrong := [one for one in fields if one not in bits]:
        raise ArgumentRefused(
            f"{wrong[0]!r} is no field of {kind.name}; one of {', '.join(bits)}", kind=kind.name, field=wrong[0]
        )
    mask = 0
    for one in fields:
        mask |= bits[one]
    return mask


def fields_of(kind: int, mask: int) -> tuple[str, ...]:
    """Gives the names of what a mask covers.

    Args:
        kind: The kind of word; one that this release does not know has no names.
        mask: The mask.

    Returns:
        The fields that it covers whole, and single flags of one that it does not; `all` for every bit. Bits without a
        name, or a field in part, stand as 0x-hex at the end.
    """
    if mask == EVERY_BIT:
        return ("all",)
    found, left = [], mask
    names = _bits_by_name(Kind(kind)) if kind in LAYOUTS else {}
    for name, bits in names.items():
        if left & bits == bits:
            found.append(name)
            left &= ~bits
    return (*found, *([f"0x{left:064x}"] if left else []))


def bits_said(kind: int, mask: int) -> str:
    """Says what a mask covers as people read it: as the command takes it: fields joined by commas, `none` for no bit.

    Args:
        kind: The kind of word.
        mask: The mask.

    Returns:
        As `fields_of` gives them.
    """
    return ",".join(fields_of(kind, mask)) or "none"


def _bits_by_name(kind: Kind) -> dict[str, int]:
    if kind not in LAYOUTS:
        raise ArgumentRefused(f"words of kind {kind.name} are the register's own", kind=kind.name)
    found, left = {}, 256
    for name, width in LAYOUTS[kind]:
        left -= width
        found[name] = ((1 << width) - 1) << left
        if name == "flags" and kind in _FLAGS:
            found |= {f"flags.{one.name}": int(one) << left for one in _FLAGS[kind]}
    return found
