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
    """A product was listed; good only once reviewed."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Listed(bytes32,bytes32,uint16,bytes32,uint64,uint40,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "grant_id", "exchange")
    listing_id: ListingId
    grant_id: GrantId
    exchange: ExchangeId
    product_digest: Digest32
    nonce: int
    until: Timestamp
    flags: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ListingChanged(Event):
    """The exchange changed the state of a listing."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "ListingChanged(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id",)
    listing_id: ListingId
    state: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class Reviewed(Event):
    """A reviewer's verdict, good until `until`."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Reviewed(bytes32,uint32,uint8,uint8,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    reviewer: PartyId
    verdict: int
    grade: int
    until: Timestamp
    report_digest: Digest32
    actor: Address
