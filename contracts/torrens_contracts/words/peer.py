"""PEER: An accredited foreign register, its newest header, and how long its statements count.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class PeerState(IntEnum):
    """States of PEER words."""

    ACCREDITED = 1
    FROZEN = 2
    WITHDRAWN = 3


@dataclass(frozen=True, slots=True)
class PeerWord:
    """An accredited foreign register, its newest header, and how long its statements count."""

    KIND: ClassVar[int] = 17
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("scheme", 8),
        ("threshold", 8),
        ("notaries", 8),
        ("set_epoch", 32),
        ("number", 64),
        ("timestamp", 36),
        ("max_age", 32),
        ("trade_age", 20),
        ("finance_age", 20),
        ("council_seq", 20),
    )
    state: int = 0
    scheme: int = 0
    threshold: int = 0
    notaries: int = 0
    set_epoch: int = 0
    number: int = 0
    timestamp: int = 0
    max_age: int = 0
    trade_age: int = 0
    finance_age: int = 0
    council_seq: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
