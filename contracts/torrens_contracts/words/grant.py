"""GRANT: A right: a title at depth 0, a licence below. While NOTICED, certUntil holds the end of the notice.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


class GrantState(IntEnum):
    """States of GRANT words."""

    NOTICED = 1
    ACTIVE = 2
    SPLIT = 3
    SURRENDERED = 4
    VOID_SPARING = 5
    VOID = 6
    ENFORCED = 7
    RESERVED = 8
    LAPSED = 9


@dataclass(frozen=True, slots=True)
class GrantWord:
    """A right: a title at depth 0, a licence below. While NOTICED, certUntil holds the end of the notice."""

    KIND: ClassVar[int] = 6
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("rights", 8),
        ("depth", 4),
        ("flags", 12),
        ("holder", 32),
        ("registrar", 16),
        ("since", 36),
        ("until", 36),
        ("cert_until", 36),
        ("frozen_until", 36),
        ("freezes", 8),
        ("ranks", 8),
        ("live_ranks", 8),
        ("open_objections", 8),
    )
    state: int = 0
    rights: int = 0
    depth: int = 0
    flags: int = 0
    holder: int = 0
    registrar: int = 0
    since: int = 0
    until: int = 0
    cert_until: int = 0
    frozen_until: int = 0
    freezes: int = 0
    ranks: int = 0
    live_ranks: int = 0
    open_objections: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
