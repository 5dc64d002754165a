"""Events of Standing, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import Id
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """One answer of the statement before it."""

    CONTRACT: ClassVar[str] = "Standing"
    SIGNATURE: ClassVar[str] = "Answered(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    said: bytes
    actor: Address


@dataclass(frozen=True, slots=True)
class Stated(Event):
    """A statement was made; the answers follow one by one."""

    CONTRACT: ClassVar[str] = "Standing"
    SIGNATURE: ClassVar[str] = "Stated(uint16,uint64,uint40,uint64,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("lane",)
    lane: int
    n: int
    as_of: Timestamp
    council_seq: int
    challenge: Digest32
    answers_root: Digest32
    statement: Digest32
    actor: Address
