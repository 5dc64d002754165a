"""REVIEW: What one reviewer found on one listing: compliance, scenario, or the quality of one content version.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class ReviewState(IntEnum):
    """States of REVIEW words."""

    PASSED = 1
    CONDITIONAL = 2
    FAILED = 3
    WITHDRAWN = 4


@dataclass(frozen=True, slots=True)
class ReviewWord:
    """What one reviewer found on one listing: compliance, scenario, or the quality of one content version."""

    KIND: ClassVar[int] = 19
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("kind", 8),
        ("reviewer", 32),
        ("since", 36),
        ("until", 36),
        ("digest", 128),
    )
    state: int = 0
    kind: int = 0
    reviewer: int = 0
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
