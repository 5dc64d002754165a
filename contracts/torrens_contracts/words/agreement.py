"""AGREEMENT: That an exchange joined a club with a peer; the terms of a club are one digest. maxAge: for trades.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class AgreementState(IntEnum):
    """States of AGREEMENT words."""

    LIVE = 1
    ENDED = 2


@dataclass(frozen=True, slots=True)
class AgreementWord:
    """That an exchange joined a club with a peer; the terms of a club are one digest. maxAge: for trades."""

    KIND: ClassVar[int] = 18
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("exchange", 16),
        ("since", 36),
        ("until", 36),
        ("max_age", 32),
        ("digest", 128),
    )
    state: int = 0
    exchange: int = 0
    since: int = 0
    until: int = 0
    max_age: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
