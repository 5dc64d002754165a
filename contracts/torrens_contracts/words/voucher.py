"""VOUCHER: A trade voucher; `authority`: whose order suspended or revoked it.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class VoucherState(IntEnum):
    """States of VOUCHER words."""

    ISSUED = 1
    SUSPENDED = 2
    SUPERSEDED = 3
    REVOKED = 4


@dataclass(frozen=True, slots=True)
class VoucherWord:
    """A trade voucher; `authority`: whose order suspended or revoked it."""

    KIND: ClassVar[int] = 12
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("flags", 8),
        ("exchange", 16),
        ("issued_at", 36),
        ("authority", 32),
    )
    state: int = 0
    flags: int = 0
    exchange: int = 0
    issued_at: int = 0
    authority: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
