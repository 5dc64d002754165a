"""Events of Titles, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import GrantId, TitleId
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Annotated(Event):
    """An annotation of this kind (Annotation) stands from now on."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Annotated(bytes32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "kind")
    title_id: TitleId
    kind: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class AnnotationCleared(Event):
    """The annotation of this kind stands no more."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "AnnotationCleared(bytes32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "kind")
    title_id: TitleId
    kind: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    """The holder ended the title; licences under it stay valid."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Cancelled(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    reason_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """A change was registered; what changed stands in the document.

    The word stays as it is; a LINK (CHANGE) of title and document begins, so that no document is registered twice.
    """

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Changed(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    change_digest: Digest32
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


@dataclass(frozen=True, slots=True)
class Renewed(Event):
    """The certificate runs on."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Renewed(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    cert_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class Revoked(Event):
    """An authority ended a grant: VOID ends what stands under it too, VOID_SPARING does not."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Revoked(bytes32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    state: int
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class SourceLinked(Event):
    """The title's data was made from this grant's, which was valid and held by the applicant."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "SourceLinked(bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "source")
    title_id: TitleId
    source: GrantId
    terms_digest: Digest32
    actor: Address
