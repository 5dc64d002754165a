"""INTEREST: A security interest by rank. Five bits of consents are verbs, three count narrowings.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class InterestState(IntEnum):
    """States of INTEREST words."""

    LIVE = 1
    RELEASED = 2
    ENFORCED = 3


@dataclass(frozen=True, slots=True)
class InterestWord:
    """A security interest by rank. Five bits of consents are verbs, three count narrowings."""

    KIND: ClassVar[int] = 9
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("kind", 8),
        ("secured", 32),
        ("since", 36),
        ("maturity", 36),
        ("consents", 8),
        ("digest", 128),
    )
    state: int = 0
    kind: int = 0
    secured: int = 0
    since: int = 0
    maturity: int = 0
    consents: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
