"""FREEZE: A freeze order. The full digest of the order stands in the event.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class FreezeState(IntEnum):
    """States of FREEZE words."""

    EFFECTIVE = 1
    QUEUED = 2
    LIFTED = 3


@dataclass(frozen=True, slots=True)
class FreezeWord:
    """A freeze order. The full digest of the order stands in the event."""

    KIND: ClassVar[int] = 8
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("scope", 8),
        ("flags", 8),
        ("authority", 32),
        ("since", 36),
        ("until", 36),
        ("digest", 128),
    )
    state: int = 0
    scope: int = 0
    flags: int = 0
    authority: int = 0
    since: int = 0
    until: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
