"""Events of Listings, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import GrantId, ListingId
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Listed(Event):
    """A product was listed; good only once its scenario and its compliance are reviewed."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Listed(bytes32,bytes32,uint16,bytes32,uint64,uint40,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "grant_id", "exchange")
    listing_id: ListingId
    grant_id: GrantId
    exchange: ExchangeId
    product_digest: Digest32
    nonce: int
    until: Timestamp
    flags: int
    reviewers: int
    content_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ListingChanged(Event):
    """The exchange, or the holder who delists, changed the state of a listing."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "ListingChanged(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id",)
    listing_id: ListingId
    state: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class QualityRated(Event):
    """The grade of one content version."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "QualityRated(bytes32,uint32,bytes32,uint8,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    reviewer: PartyId
    content_digest: Digest32
    grade: int
    until: Timestamp
    report_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ReviewWithdrawn(Event):
    """A reviewer takes back what it found."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "ReviewWithdrawn(bytes32,uint8,uint32,bytes32,uint32[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    kind: int
    reviewer: PartyId
    digest: Digest32
    others: tuple[int, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class Reviewed(Event):
    """A reviewer's verdict on the compliance of a listing. `others` are the reviewers it showed as passed."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Reviewed(bytes32,uint32,uint8,uint40,bytes32,uint32[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    reviewer: PartyId
    verdict: int
    until: Timestamp
    report_digest: Digest32
    others: tuple[int, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class SandboxEnded(Event):
    """The product left the sandbox on a decision of this digest."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "SandboxEnded(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id",)
    listing_id: ListingId
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ScenarioReviewed(Event):
    """A verdict on the scenario of use; a passed one bounds the listing."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "ScenarioReviewed(bytes32,uint32,uint8,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    reviewer: PartyId
    verdict: int
    until: Timestamp
    scenario_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class VersionListed(Event):
    """The holder lists another content version; what was found of the one before counts no more."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "VersionListed(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id",)
    listing_id: ListingId
    content_digest: Digest32
    actor: Address
