"""Events of Notices, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import DataId, GrantId, TitleId
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class ApplicationRefused(Event):
    """The registrar refused or terminated the case (G35 articles 18, 22)."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "ApplicationRefused(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    reason_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn(Event):
    """The applicant withdrew."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "ApplicationWithdrawn(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class FusionConsented(Event):
    """Every other participant in fused data consents to what is noticed."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "FusionConsented(bytes32,uint32[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    participants: tuple[PartyId, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class NoticeRecounted(Event):
    """The notice's days were counted anew, after a correction of the calendar."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "NoticeRecounted(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    notice_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """Public notice of an application, until the end of the fifth working day."""

    CONTRACT: ClassVar[str] = "Notices"
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

    CONTRACT: ClassVar[str] = "Notices"
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
    """An objection was settled, or withdrawn by its party (digest 0)."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "ObjectionSettled(bytes32,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    ordinal: int
    outcome: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class PublicityWaived(Event):
    """Publicity was waived, with the approval of a second key."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "PublicityWaived(bytes32,bytes32,address,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    reason_digest: Digest32
    approved_by: Address
    notice_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class SourcesNamed(Event):
    """The grants that derived data was made from; the title's termsDigest binds them."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "SourcesNamed(bytes32,bytes32[],bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    sources: tuple[GrantId, ...]
    inner_terms_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class TitlesLinked(Event):
    """Two titles belong together (LinkKind); `digest` is of the decision, or of the case that names its predecessor."""

    CONTRACT: ClassVar[str] = "Notices"
    SIGNATURE: ClassVar[str] = "TitlesLinked(uint8,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("kind", "title_id", "other_id")
    kind: int
    title_id: TitleId
    other_id: TitleId
    digest: Digest32
    actor: Address
