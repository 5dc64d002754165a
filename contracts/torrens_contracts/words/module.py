"""MODULE: When a module may write; until 0 means no end is set. The code hash keeps its first 184 bits.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


@dataclass(frozen=True, slots=True)
class ModuleWord:
    """When a module may write; until 0 means no end is set. The code hash keeps its first 184 bits."""

    KIND: ClassVar[int] = 2
    LAYOUT: ClassVar[Layout] = (
        ("from_", 36),
        ("until", 36),
        ("code_hash", 184),
    )
    from_: int = 0
    until: int = 0
    code_hash: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
