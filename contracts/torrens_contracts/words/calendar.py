"""CALENDAR: One half-year: the published bit, then one bit a day from 1 January or 1 July, set on working days.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class CalendarWord:
    """One half-year: the published bit, then one bit a day from 1 January or 1 July, set on working days."""

    KIND: ClassVar[int] = 5
    LAYOUT: ClassVar[Layout] = (
        ("published", 1),
        ("days", 255),
    )
    published: int = 0
    days: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
