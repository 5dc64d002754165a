"""Arguments as people write them, parsed once: times, masks, ids, addresses, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import IntEnum
from typing import TypeVar

from torrens_cli.errors import ArgumentRefused
from torrens_cli.instants import time as time  # noqa: PLC0414 - one of the arguments, by its name
from torrens_contracts.codes import Action, Right, ScopeMask
from torrens_registry.rules.split import SplitRole, Weight
from torrens_registry.rules.tables import INDUSTRIES, REGIONS, mask_of

E = TypeVar("E", bound=IntEnum)

_HEX32 = re.compile(r"0x[0-9a-fA-F]{64}")
_SLOT = re.compile(r"0x[0-9a-f]{1,64}|[0-9]{1,78}")
_MOST_ORDINAL = 255
_SPAN = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")
_HEX20 = re.compile(r"0x[0-9a-fA-F]{40}")


def optional_time(text: str | None, otherwise: int = 0) -> int:
    """Reads an instant that may be left out.

    Args:
        text: As in `time`; None or empty when left out.
        otherwise: What stands for it then.

    Returns:
        UTC seconds.

    Raises:
        ArgumentRefused: As in `time`.
    """
    return time(text) if text else otherwise


def dates(text: str) -> tuple[date, ...]:
    """Reads dates joined by commas, such as 2026-12-30,2026-12-31; none for an empty text.

    Raises:
        ArgumentRefused: One is no date.
    """
    try:
        return tuple(date.fromisoformat(one) for one in _parts(text))
    except ValueError:
        raise ArgumentRefused(f"{text!r}: dates are such as 2026-12-31", argument="date", value=text) from None


def numbers(text: str) -> tuple[int, ...]:
    """Reads numbers joined by commas; none when empty.

    Raises:
        ArgumentRefused: A part is no number of 8 bits.
    """
    parts = _parts(text)
    if wrong := [part for part in parts if not part.isdecimal() or int(part) > _MOST_ORDINAL]:
        raise ArgumentRefused(f"{wrong[0]!r} is no number from 0 to 255", argument="number", value=wrong[0])
    return tuple(int(part) for part in parts)


def ordinals(text: str) -> tuple[int, ...]:
    """Reads numbers and spans of them joined by commas, such as 1,4-40.

    Raises:
        ArgumentRefused: A part is no number of 8 bits or no rising span of them, or there is none.
    """
    found: list[int] = []
    for part in _parts(text):
        span = _SPAN.fullmatch(part)
        begins, ends = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
        if not 1 <= begins <= ends <= _MOST_ORDINAL:
            raise ArgumentRefused(
                f"{part!r} is no number from 1 to 255, and no rising span", argument="number", value=part
            )
        found += range(begins, ends + 1)
    if not found:
        raise ArgumentRefused("name numbers, such as 1,4-40", argument="number", value=text)
    return tuple(found)


def id32(text: str) -> bytes:
    """Reads 32 bytes of hex: an id or a digest.

    Raises:
        ArgumentRefused: Another form.
    """
    if not _HEX32.fullmatch(text):
        raise ArgumentRefused(f"{text!r} is not 0x and 64 hex digits", argument="id", value=text)
    return bytes.fromhex(text[2:])


def address(text: str) -> bytes:
    """Reads an account's 20 bytes of hex.

    Raises:
        ArgumentRefused: Another form.
    """
    if not _HEX20.fullmatch(text):
        raise ArgumentRefused(f"{text!r} is not 0x and 40 hex digits", argument="address", value=text)
    return bytes.fromhex(text[2:])


def is_address(text: str) -> bool:
    """Says whether a text is an account rather than a key's name."""
    return _HEX20.fullmatch(text) is not None


def slot(text: str) -> int:
    """Reads a place in a contract's storage, decimal or 0x-hex.

    Raises:
        ArgumentRefused: It is none, or beyond 256 bits.
    """
    number = int(text, 16 if text.startswith("0x") else 10) if _SLOT.fullmatch(text) else 2**256
    if number >= 2**256:
        raise ArgumentRefused(f"{text!r} is no storage slot: a number below 2^256", argument="slot", value=text)
    return number


def rights(text: str) -> int:
    """Reads a mask of rights: names joined by commas, or `all`.

    Raises:
        ArgumentRefused: A name is none.
    """
    return _flags(text, {str(one.name): int(one) for one in (Right.HOLD, Right.USE, Right.OPERATE)}, "right")


def actions(text: str) -> int:
    """Reads a mask of actions: names joined by commas, or `all`.

    Raises:
        ArgumentRefused: A name is none.
    """
    return _flags(text, {str(one.name): int(one) for one in Action}, "action")


def purposes(text: str) -> int:
    """Reads a mask of purposes: GB/T 4754 sections joined by commas, or `all`.

    Raises:
        UnknownBits: A section is none.
    """
    return int(ScopeMask.PURPOSE) if text == "all" else mask_of(INDUSTRIES, _parts(text))


def regions(text: str) -> int:
    """Reads a mask of regions: GB/T 2260 province codes joined by commas (00 is abroad), or `all`.

    Raises:
        UnknownBits: A code is none.
    """
    return int(ScopeMask.REGION) if text == "all" else mask_of(REGIONS, _parts(text))


def code(kind: type[E], text: str) -> E:
    """Reads a member of a table of codes, by name in any case, with - for _.

    Args:
        kind: The table.
        text: The name.

    Returns:
        The member.

    Raises:
        ArgumentRefused: The table has no such name.
    """
    name = text.upper().replace("-", "_")
    if name not in kind.__members__:
        known = ", ".join(kind.__members__)
        raise ArgumentRefused(f"{text!r} is no {kind.__name__}; one of {known}", argument=kind.__name__, value=text)
    return kind[name]


def place(text: str) -> tuple[int, int]:
    """Reads a party in its role of a revenue split: PARTY:ROLE, such as 65537:PROVIDER.

    Raises:
        ArgumentRefused: Another form, or a role that is none.
    """
    party, colon, role = text.partition(":")
    if not colon or not party.isdecimal():
        raise ArgumentRefused(f"{text!r} is not PARTY:ROLE, such as 65537:PROVIDER", argument="share", value=text)
    return int(party), int(code(SplitRole, role))


def share(text: str) -> Weight:
    """Reads a share of a revenue split: PARTY:ROLE:WEIGHT, such as 65537:PROVIDER:60.

    Raises:
        ArgumentRefused: Another form, or a role that is none.
    """
    where, colon, weight = text.rpartition(":")
    if not colon or not weight.isdecimal():
        raise ArgumentRefused(f"{text!r} is not PARTY:ROLE:WEIGHT, such as 65537:PROVIDER:60", argument="share")
    return Weight(*place(where), int(weight))


def flags(text: str, known: Iterable[tuple[str, int]], what: str) -> int:
    """Reads a mask of named bits joined by commas.

    Args:
        text: The names.
        known: The names and their bits.
        what: What they are, for the error.

    Returns:
        The mask.

    Raises:
        ArgumentRefused: A name is none.
    """
    return _flags(text, dict(known), what)


def _flags(text: str, bits: dict[str, int], what: str) -> int:
    if text == "all":
        return sum(bits.values())
    mask = 0
    for name in _parts(text.upper()):
        if name not in bits:
            known = ", ".join(bits)
            raise ArgumentRefused(f"{name!r} is no {what}; one of {known}", argument=what, value=name)
        mask |= bits[name]
    return mask


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
