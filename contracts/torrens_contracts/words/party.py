"""PARTY: A party; an exchange's number is its party number. What it signed before `since` is void.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class PartyState(IntEnum):
    """States of PARTY words."""

    ACTIVE = 1
    ENDED = 2


@dataclass(frozen=True, slots=True)
class PartyWord:
    """A party; an exchange's number is its party number. What it signed before `since` is void."""

    KIND: ClassVar[int] = 4
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("kind", 8),
        ("flags", 8),
        ("exchange", 16),
        ("successor", 32),
        ("since", 36),
        ("frozen_until", 36),
        ("freezes", 8),
        ("suspect_from", 36),
        ("suspect_to", 36),
        ("behind", 4),
    )
    state: int = 0
    kind: int = 0
    flags: int = 0
    exchange: int = 0
    successor: int = 0
    since: int = 0
    frozen_until: int = 0
    freezes: int = 0
    suspect_from: int = 0
    suspect_to: int = 0
    behind: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
