"""Events of Recognition, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import AgreementId, FactId, Id, PeerId
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp


@dataclass(frozen=True, slots=True)
class AgreementEnded(Event):
    """An agreement ended; what was recognised under it is WITHDRAWN at the next fact."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "AgreementEnded(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id",)
    agreement_id: AgreementId
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class AgreementMade(Event):
    """A standing agreement with a peer: under it, good answers are RECOGNIZED (CONDITIONAL for a sandbox product)."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "AgreementMade(bytes32,bytes32,uint16,bytes32,uint40,uint32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id", "peer", "exchange")
    agreement_id: AgreementId
    peer: PeerId
    exchange: ExchangeId
    digest: Digest32
    until: Timestamp
    max_age: int
    actor: Address


@dataclass(frozen=True, slots=True)
class FactDecided(Event):
    """The exchange decided on a fact by itself."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "FactDecided(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id",)
    fact_id: FactId
    decision: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class FactRecorded(Event):
    """A foreign record is known, as of when, until when."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = (
        "FactRecorded(bytes32,bytes32,uint8,bytes32,uint8,uint8,uint16,uint8,uint40,uint40,bytes32,bytes32,address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id", "peer", "foreign_id")
    fact_id: FactId
    peer: PeerId
    kind: int
    foreign_id: Id
    answer: int
    reason: int
    flags: int
    decision: int
    as_of: Timestamp
    until: Timestamp
    statement: Digest32
    agreement_id: AgreementId
    actor: Address
