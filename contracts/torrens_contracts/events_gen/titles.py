"""Events of Titles, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import DataId, TitleId
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """Public notice of an application, until the end of the fifth working day."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Noticed(bytes32,bytes32,bytes32,bytes32,uint32,uint16,bytes32,bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "data_id", "holder")
    title_id: TitleId
    data_id: DataId
    packed: bytes
    terms_digest: Digest32
    holder: PartyId
    registrar: ExchangeId
    case_digest: Digest32
    duplicate_search_digest: Digest32
    notice_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class ObjectionFiled(Event):
    """Someone objects."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "ObjectionFiled(bytes32,uint8,uint32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "party")
    title_id: TitleId
    ordinal: int
    party: PartyId
    reason: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ObjectionSettled(Event):
    """The registrar settled an objection."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "ObjectionSettled(bytes32,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    ordinal: int
    outcome: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """The title is registered; certNo is registrar, month and serial as one decimal number (331 202611 0001)."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Registered(bytes32,uint32,uint16,uint64,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "holder", "registrar")
    title_id: TitleId
    holder: PartyId
    registrar: ExchangeId
    cert_no: int
    since: Timestamp
    cert_until: Timestamp
    actor: Address
