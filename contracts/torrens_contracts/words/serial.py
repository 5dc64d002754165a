"""SERIAL: How many certificate numbers a registrar has assigned in a month.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class SerialWord:
    """How many certificate numbers a registrar has assigned in a month."""

    KIND: ClassVar[int] = 10
    LAYOUT: ClassVar[Layout] = (("count", 16),)
    count: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
