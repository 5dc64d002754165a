"""PACKED: The scope and term of a grant, bound by its key and so by every signature over an id.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class PackedWord:
    """The scope and term of a grant, bound by its key and so by every signature over an id."""

    LAYOUT: ClassVar[Layout] = (
        ("purpose", 32),
        ("region", 40),
        ("action", 24),
        ("rights", 8),
        ("basis", 8),
        ("mode", 8),
        ("not_before", 36),
        ("until", 36),
        ("nonce", 64),
    )
    purpose: int = 0
    region: int = 0
    action: int = 0
    rights: int = 0
    basis: int = 0
    mode: int = 0
    not_before: int = 0
    until: int = 0
    nonce: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
