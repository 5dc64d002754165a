"""OBJECTION: An objection against a notice or a title.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class ObjectionState(IntEnum):
    """States of OBJECTION words."""

    OPEN = 1
    REJECTED = 2
    UPHELD = 3
    WITHDRAWN = 4
    INCOMPLETE = 5


@dataclass(frozen=True, slots=True)
class ObjectionWord:
    """An objection against a notice or a title."""

    KIND: ClassVar[int] = 7
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("reason", 8),
        ("party", 32),
        ("since", 36),
        ("settled", 36),
        ("digest", 128),
    )
    state: int = 0
    reason: int = 0
    party: int = 0
    since: int = 0
    settled: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
