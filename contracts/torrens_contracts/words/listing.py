"""LISTING: A product listed since its content version was; `reviews` is how many reviewers must pass it.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class ListingState(IntEnum):
    """States of LISTING words."""

    LISTED = 1
    SUSPENDED = 2
    DELISTED = 3


@dataclass(frozen=True, slots=True)
class ListingWord:
    """A product listed since its content version was; `reviews` is how many reviewers must pass it."""

    KIND: ClassVar[int] = 11
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("flags", 8),
        ("exchange", 16),
        ("since", 36),
        ("until", 36),
        ("review_until", 36),
        ("reviews", 8),
        ("grade", 8),
        ("content", 96),
    )
    state: int = 0
    flags: int = 0
    exchange: int = 0
    since: int = 0
    until: int = 0
    review_until: int = 0
    reviews: int = 0
    grade: int = 0
    content: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
