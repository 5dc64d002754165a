"""REDEMPTION: A voucher used once for one purpose before one verifier.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class RedemptionState(IntEnum):
    """States of REDEMPTION words."""

    USED = 1


@dataclass(frozen=True, slots=True)
class RedemptionWord:
    """A voucher used once for one purpose before one verifier."""

    KIND: ClassVar[int] = 13
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("party", 32),
        ("at", 36),
    )
    state: int = 0
    party: int = 0
    at: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
