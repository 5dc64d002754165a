"""Rows of grants and objections, out of their events."""

from __future__ import annotations

from typing import Final

from torrens_contracts.events import Written
from torrens_contracts.events_gen import (
    GrantSplit,
    LicenceReserved,
    Licensed,
    Noticed,
    NoticeRecounted,
    ObjectionFiled,
    ObjectionSettled,
    Registered,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantKey, grant_id, objection_id
from torrens_contracts.words import GrantWord, Kind, ObjectionWord, PackedWord
from torrens_registry.errors import WordWithoutEvent
from torrens_registry.mirror.nouns.noun import Columns, Noun, require_id
from torrens_registry.store.title_tables import GrantRow, ObjectionRow


def _packed(packed: bytes) -> Columns:
    key = PackedWord.unpack(packed)
    return {
        "packed": to_hex(packed),
        "purpose": key.purpose,
        "region": key.region,
        "action": key.action,
        "key_rights": key.rights,
        "basis": key.basis,
        "mode": key.mode,
        "not_before": key.not_before,
        "key_until": key.until,
        "nonce": key.nonce,
    }


def _title(event: Noticed, written: Written) -> Columns:
    require_id(written, event.title_id, event)
    return _packed(event.packed) | {
        "is_title": True,
        "parent": to_hex(event.data_id),
        "terms_digest": to_hex(event.terms_digest),
        "case_digest": to_hex(event.case_digest),
        "duplicate_search_digest": to_hex(event.duplicate_search_digest),
        "notice_until": event.notice_until,
        "opened_by": to_hex(event.actor),
    }


def _licence(event: Licensed | LicenceReserved, written: Written) -> Columns:
    require_id(written, event.grant_id, event)
    return _packed(event.packed) | {
        "is_title": False,
        "parent": to_hex(event.parent),
        "terms_digest": to_hex(event.terms_digest),
        "authorised_by": to_hex(event.authorised_by),
        "opened_by": to_hex(event.actor),
    }


def _part(event: GrantSplit, written: Written) -> Columns:
    """One event opens all parts: the one whose key hashes to the id that was written."""
    for packed, terms in zip(event.packed, event.terms_digests, strict=True):
        if grant_id(GrantKey(event.grant_id, PackedWord.unpack(packed), terms)) == written.id:
            return _packed(packed) | {
                "is_title": False,
                "parent": to_hex(event.grant_id),
                "terms_digest": to_hex(terms),
                "authorised_by": to_hex(event.authorised_by),
                "opened_by": to_hex(event.actor),
            }
    raise WordWithoutEvent(
        f"GrantSplit of {to_hex(event.grant_id)} has no part {to_hex(written.id)}", id=to_hex(written.id)
    )


def _registered(event: Registered, written: Written) -> Columns:
    return {"cert_no": event.cert_no} if event.title_id == written.id else {}


def _recounted(event: NoticeRecounted, _: Written) -> Columns:
    return {"notice_until": event.notice_until}


def _objection(event: ObjectionFiled, written: Written) -> Columns:
    require_id(written, objection_id(event.title_id, event.ordinal), event)
    return {"title_id": to_hex(event.title_id), "ordinal": event.ordinal, "objection_digest": to_hex(event.digest)}


def _settled(event: ObjectionSettled, _: Written) -> Columns:
    return {"settlement_digest": to_hex(event.digest)}


NOUNS: Final = {
    Kind.GRANT: Noun(
        GrantRow,
        GrantWord.LAYOUT,
        opens={Noticed: _title, Licensed: _licence, LicenceReserved: _licence, GrantSplit: _part},
        amends={Registered: _registered, NoticeRecounted: _recounted},
    ),
    Kind.OBJECTION: Noun(
        ObjectionRow,
        ObjectionWord.LAYOUT,
        opens={ObjectionFiled: _objection},
        amends={ObjectionSettled: _settled},
        anew=frozenset({ObjectionFiled}),
        renamed={"digest": "digest_prefix"},
        shown_as_hex={"digest_prefix": 16},
    ),
}
