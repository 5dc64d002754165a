"""LINK: Two records that belong together; the ids are in the key. until 0: it stands. party: whom a FORMER link names.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class LinkWord:
    """Two records that belong together; the ids are in the key. until 0: it stands. party: whom a FORMER link names."""

    KIND: ClassVar[int] = 15
    LAYOUT: ClassVar[Layout] = (
        ("kind", 8),
        ("since", 36),
        ("until", 36),
        ("party", 32),
    )
    kind: int = 0
    since: int = 0
    until: int = 0
    party: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
