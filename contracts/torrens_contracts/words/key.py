"""KEY: One key of one party. An address serves one party for ever.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class KeyWord:
    """One key of one party. An address serves one party for ever."""

    KIND: ClassVar[int] = 3
    LAYOUT: ClassVar[Layout] = (
        ("party", 32),
        ("roles", 32),
        ("exchange", 16),
        ("from_", 36),
        ("until", 36),
    )
    party: int = 0
    roles: int = 0
    exchange: int = 0
    from_: int = 0
    until: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
