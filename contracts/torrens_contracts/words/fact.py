"""FACT: What one exchange knows of a foreign record, and decided; for trade and finance it counts so many seconds.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class FactWord:
    """What one exchange knows of a foreign record, and decided; for trade and finance it counts so many seconds."""

    KIND: ClassVar[int] = 16
    LAYOUT: ClassVar[Layout] = (
        ("answer", 8),
        ("reason", 8),
        ("flags", 16),
        ("decision", 8),
        ("decision_reason", 8),
        ("as_of", 36),
        ("until", 36),
        ("statement", 64),
        ("agreement", 32),
        ("trade_age", 20),
        ("finance_age", 20),
    )
    answer: int = 0
    reason: int = 0
    flags: int = 0
    decision: int = 0
    decision_reason: int = 0
    as_of: int = 0
    until: int = 0
    statement: int = 0
    agreement: int = 0
    trade_age: int = 0
    finance_age: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
