"""ORIGIN: This register's own origin, and those of its recorded predecessors, so that a migration keeps every id.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class OriginState(IntEnum):
    """States of ORIGIN words."""

    OWN = 1
    PREDECESSOR = 2


@dataclass(frozen=True, slots=True)
class OriginWord:
    """This register's own origin, and those of its recorded predecessors, so that a migration keeps every id."""

    KIND: ClassVar[int] = 1
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("ordinal", 16),
        ("since", 36),
    )
    state: int = 0
    ordinal: int = 0
    since: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
