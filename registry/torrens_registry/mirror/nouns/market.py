"""Rows of listings, reviews, vouchers and redemptions, out of their events."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from torrens_anchor.chain.eip712 import TradeTerms
from torrens_contracts.codes import ReviewKind
from torrens_contracts.events import Written
from torrens_contracts.events_gen import (
    Listed,
    QualityRated,
    Reviewed,
    ReviewWithdrawn,
    ScenarioReviewed,
    VersionListed,
    VoucherChanged,
    VoucherIssued,
    VoucherRedeemed,
    VoucherSuperseded,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import Id, TradeId, listing_id, redemption_id, review_id
from torrens_contracts.words import Kind, ListingWord, RedemptionWord, ReviewWord, VoucherWord
from torrens_registry.mirror.nouns.noun import Columns, Noun, require_id
from torrens_registry.store.market_tables import ListingRow, RedemptionRow, ReviewRow, VoucherRow


def _listing(event: Listed, written: Written) -> Columns:
    require_id(written, listing_id(event.grant_id, event.exchange, event.product_digest, event.nonce), event)
    return {
        "grant_id": to_hex(event.grant_id),
        "product_digest": to_hex(event.product_digest),
        "nonce": event.nonce,
        "listed_by": to_hex(event.actor),
        "content_digest": to_hex(event.content_digest),
    }


def _voucher(event: VoucherIssued, written: Written) -> Columns:
    require_id(written, event.voucher_id, event)
    terms = {one.name: getattr(event.terms, one.name) for one in fields(TradeTerms)}
    terms["trade_exchange"] = terms.pop("exchange")
    shown = {name: to_hex(value) if isinstance(value, bytes) else value for name, value in terms.items()}
    return shown | {"issued_by": to_hex(event.actor)}


def _version(event: VersionListed, _: Written) -> Columns:
    return {"content_digest": to_hex(event.content_digest)}


def _superseded(event: VoucherSuperseded, _: Written) -> Columns:
    return {"superseded_by": to_hex(event.by)}


def _changed(event: VoucherChanged, _: Written) -> Columns:
    return {"change_digest": to_hex(event.digest)}


def _found(event: Reviewed | ScenarioReviewed | QualityRated | ReviewWithdrawn, written: Written) -> Columns:
    """What any of the four leaves at the review; a withdrawal keeps no grade."""
    rated = event if isinstance(event, QualityRated) else None
    if isinstance(event, ReviewWithdrawn):
        kind, digest = event.kind, event.digest
    elif isinstance(event, ScenarioReviewed):
        kind, digest = int(ReviewKind.SCENARIO), event.scenario_digest
    else:
        kind, digest = int(ReviewKind.COMPLIANCE if rated is None else ReviewKind.QUALITY), event.report_digest
    require_id(written, review_id(event.listing_id, kind, event.reviewer), event)
    return {
        "listing_id": to_hex(event.listing_id),
        "report_digest": to_hex(digest),
        "grade": 0 if rated is None else rated.grade,
        "content_digest": None if rated is None else to_hex(rated.content_digest),
        "actor": to_hex(event.actor),
    }


def _redeemed(event: VoucherRedeemed, written: Written) -> Columns:
    require_id(written, redemption_id(TradeId(Id(event.trade)), event.purpose, event.verifier), event)
    return {
        "voucher_id": to_hex(event.voucher_id),
        "trade": to_hex(event.trade),
        "purpose": event.purpose,
        "verifier": to_hex(event.verifier),
    }


NOUNS: Final = {
    Kind.LISTING: Noun(
        ListingRow,
        ListingWord.LAYOUT,
        opens={Listed: _listing},
        amends={VersionListed: _version},
        shown_as_hex={"content": 12},
    ),
    Kind.REVIEW: Noun(
        ReviewRow,
        ReviewWord.LAYOUT,
        opens={Reviewed: _found, ScenarioReviewed: _found, QualityRated: _found},
        amends={Reviewed: _found, ScenarioReviewed: _found, QualityRated: _found, ReviewWithdrawn: _found},
        renamed={"digest": "digest_prefix"},
        shown_as_hex={"digest_prefix": 16},
    ),
    Kind.VOUCHER: Noun(
        VoucherRow,
        VoucherWord.LAYOUT,
        opens={VoucherIssued: _voucher},
        amends={VoucherSuperseded: _superseded, VoucherChanged: _changed},
    ),
    Kind.REDEMPTION: Noun(RedemptionRow, RedemptionWord.LAYOUT, opens={VoucherRedeemed: _redeemed}),
}
