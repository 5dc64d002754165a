"""Events of Recognition, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.clubs import Club
from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import AgreementId, FactId, Id, PeerId
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp


@dataclass(frozen=True, slots=True)
class AgreementEnded(Event):
    """An exchange left a club; what was recognised under it is WITHDRAWN at the next fact."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "AgreementEnded(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id",)
    agreement_id: AgreementId
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class AgreementMade(Event):
    """An exchange joined a club with a peer. Under it, good answers are RECOGNIZED."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = (
        "AgreementMade(bytes32,bytes32,uint16,bytes32,(uint32,uint40,uint16,uint8,uint32,uint32,uint32,uint40,"
        "bytes32,bytes32),address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id", "peer", "exchange")
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {4: Club}
    agreement_id: AgreementId
    peer: PeerId
    exchange: ExchangeId
    digest: Digest32
    club: Club
    actor: Address


@dataclass(frozen=True, slots=True)
class FactDecided(Event):
    """The exchange decided on its fact by itself."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "FactDecided(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id",)
    fact_id: FactId
    decision: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class FactRecorded(Event):
    """A foreign record is known; the fact's word says what, as of when, until when."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "FactRecorded(bytes32,bytes32,bytes32,uint8,uint16,uint8,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id", "peer", "foreign_id")
    fact_id: FactId
    peer: PeerId
    foreign_id: Id
    kind: int
    exchange: ExchangeId
    decision: int
    statement: Digest32
    agreement_id: AgreementId
    actor: Address
