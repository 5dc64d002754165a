"""What Standing says of one record, as its event carries it: all of an answer but the id, in one word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from torrens_contracts.fields import Layout, unpack_fields

LAYOUT: Layout = (
    ("kind", 8),
    ("state", 8),
    ("reason", 8),
    ("flags", 16),
    ("until", 40),
    ("lane", 16),
    ("n", 64),
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer but its id, and the statement that it is of.

    Attributes:
        kind: Kind of what was asked for.
        state: State as answered.
        reason: Why not, if not.
        flags: Bits of the answer.
        until: Until when it is good, UTC seconds; 0 for a negative answer.
        lane: The statement's lane.
        n: The statement's number in it.
    """

    kind: int
    state: int
    reason: int
    flags: int
    until: int
    lane: int
    n: int

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads the word of an Answered (IStanding); unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, LAYOUT))
