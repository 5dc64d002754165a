"""Rows of listings, reviews and vouchers, out of their events."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from torrens_anchor.eip712 import TradeTerms
from torrens_contracts.events import Event, Written
from torrens_contracts.events_gen import Listed, Reviewed, VoucherIssued
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import listing_id
from torrens_contracts.words import Kind, ListingWord, VoucherWord
from torrens_registry.mirror.fold import Place
from torrens_registry.mirror.nouns import Columns, Noun, Says, require_id
from torrens_registry.store.market_tables import ListingRow, ReviewRow, VoucherRow


def _listing(event: Listed, written: Written) -> Columns:
    require_id(written, listing_id(event.grant_id, event.exchange, event.product_digest, event.nonce), event)
    return {
        "grant_id": to_hex(event.grant_id),
        "product_digest": to_hex(event.product_digest),
        "nonce": event.nonce,
        "listed_by": to_hex(event.actor),
    }


def _voucher(event: VoucherIssued, written: Written) -> Columns:
    require_id(written, event.voucher_id, event)
    terms = {one.name: getattr(event.terms, one.name) for one in fields(TradeTerms)}
    terms["trade_exchange"] = terms.pop("exchange")
    shown = {name: to_hex(value) if isinstance(value, bytes) else value for name, value in terms.items()}
    return shown | {"issued_by": to_hex(event.actor)}


def review(event: Reviewed, place: Place) -> ReviewRow:
    """Returns the row of a verdict."""
    return ReviewRow(
        block=place.block,
        log_index=place.log_index,
        listing_id=to_hex(event.listing_id),
        reviewer=event.reviewer,
        verdict=event.verdict,
        grade=event.grade,
        until=event.until,
        report_digest=to_hex(event.report_digest),
        actor=to_hex(event.actor),
    )


NOUNS: Final = {
    Kind.LISTING: Noun(ListingRow, ListingWord.LAYOUT, opens={Listed: _listing}),
    Kind.VOUCHER: Noun(VoucherRow, VoucherWord.LAYOUT, opens={VoucherIssued: _voucher}),
}
SAID: Final[dict[type[Event], Says]] = {Reviewed: review}
