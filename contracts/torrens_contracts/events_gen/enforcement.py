"""Events of Enforcement, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import GrantId
from torrens_contracts.types import Address, Digest32, PartyId


@dataclass(frozen=True, slots=True)
class Adjudged(Event):
    """An authority disposed of a grant that it had frozen; `to` 0 ended the right.

    `interests` were enforced, the freezes `lifted` settled, and `promoted` (0: none) is who now is effective.
    """

    CONTRACT: ClassVar[str] = "Enforcement"
    SIGNATURE: ClassVar[str] = "Adjudged(bytes32,uint32,uint32,uint8,bytes32,uint8[],uint8[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "to", "authority")
    grant_id: GrantId
    to: PartyId
    authority: PartyId
    promoted: int
    order_digest: Digest32
    interests: tuple[int, ...]
    lifted: tuple[int, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class AdjudgedAbove(Event):
    """The judgment on the part that follows settled this too, on what the part was split from; `promoted` as above."""

    CONTRACT: ClassVar[str] = "Enforcement"
    SIGNATURE: ClassVar[str] = "AdjudgedAbove(bytes32,bytes32,uint32,uint8,bytes32,uint8[],uint8[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "part_id", "authority")
    grant_id: GrantId
    part_id: Digest32
    authority: PartyId
    promoted: int
    order_digest: Digest32
    interests: tuple[int, ...]
    lifted: tuple[int, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class PrenoticeCompleted(Event):
    """The pre-noticed disposal was made; the freezes `lifted` came after the pre-notice and are settled."""

    CONTRACT: ClassVar[str] = "Enforcement"
    SIGNATURE: ClassVar[str] = "PrenoticeCompleted(bytes32,uint8,uint32,uint8,bytes32,uint8[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "to")
    grant_id: GrantId
    ordinal: int
    to: PartyId
    promoted: int
    terms_digest: Digest32
    lifted: tuple[int, ...]
    actor: Address
