"""Rows of freezes and interests, out of their events."""

from __future__ import annotations

from typing import Final

from torrens_contracts.events import Written
from torrens_contracts.events_gen import (
    Adjudged,
    AdjudgedAbove,
    Charged,
    FreezeLifted,
    FreezeRenewed,
    Frozen,
    InterestReleased,
    PrenoticeCompleted,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import freeze_id, interest_id
from torrens_contracts.words import FreezeWord, InterestWord, Kind
from torrens_registry.mirror.nouns.noun import Columns, Noun, require_id
from torrens_registry.store.encumbrance_tables import FreezeRow, InterestRow


def _freeze(event: Frozen, written: Written) -> Columns:
    require_id(written, freeze_id(event.target, event.ordinal), event)
    return {"target": to_hex(event.target), "ordinal": event.ordinal, "order_digest": to_hex(event.order_digest)}


def _lifted(event: FreezeLifted, written: Written) -> Columns:
    own = written.id == freeze_id(event.target, event.ordinal)
    return {"lift_digest": to_hex(event.order_digest)} if own else {}


def _renewed(event: FreezeRenewed, _: Written) -> Columns:
    return {"renewal_digest": to_hex(event.order_digest)}


def _judged_freeze(event: Adjudged | AdjudgedAbove, written: Written) -> Columns:
    own = any(written.id == freeze_id(event.grant_id, ordinal) for ordinal in event.lifted)
    return {"lift_digest": to_hex(event.order_digest)} if own else {}


def _outranked(event: PrenoticeCompleted, written: Written) -> Columns:
    own = any(written.id == freeze_id(event.grant_id, ordinal) for ordinal in event.lifted)
    return {"lift_digest": to_hex(event.terms_digest)} if own else {}


def _interest(event: Charged, written: Written) -> Columns:
    require_id(written, interest_id(event.grant_id, event.ordinal), event)
    return {
        "grant_id": to_hex(event.grant_id),
        "ordinal": event.ordinal,
        "agreement_digest": to_hex(event.digest),
        "receipt_digest": to_hex(event.receipt_digest),
    }


def _released(event: InterestReleased, _: Written) -> Columns:
    return {"settlement_digest": to_hex(event.release_digest)}


def _enforced(event: Adjudged | AdjudgedAbove, _: Written) -> Columns:
    return {"settlement_digest": to_hex(event.order_digest)}


def _fulfilled(event: PrenoticeCompleted, _: Written) -> Columns:
    return {"settlement_digest": to_hex(event.terms_digest)}


NOUNS: Final = {
    Kind.FREEZE: Noun(
        FreezeRow,
        FreezeWord.LAYOUT,
        opens={Frozen: _freeze},
        amends={
            FreezeLifted: _lifted,
            FreezeRenewed: _renewed,
            Adjudged: _judged_freeze,
            AdjudgedAbove: _judged_freeze,
            PrenoticeCompleted: _outranked,
        },
        anew=frozenset({Frozen}),
        renamed={"digest": "digest_prefix"},
        shown_as_hex={"digest_prefix": 16},
    ),
    Kind.INTEREST: Noun(
        InterestRow,
        InterestWord.LAYOUT,
        opens={Charged: _interest},
        amends={
            InterestReleased: _released,
            Adjudged: _enforced,
            AdjudgedAbove: _enforced,
            PrenoticeCompleted: _fulfilled,
        },
        renamed={"digest": "digest_prefix"},
        shown_as_hex={"digest_prefix": 16},
    ),
}
