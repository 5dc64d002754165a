"""Rows of modules, parties, keys and calendars, out of their events."""

from __future__ import annotations

from typing import Final

from torrens_anchor.chain.abi import address_word, uint_word
from torrens_contracts.events import Written
from torrens_contracts.events_gen import (
    CalendarCorrected,
    CalendarPublished,
    ExchangeAdmitted,
    KeyAdded,
    KeyRecoveryOpened,
    ModuleEnabled,
    PartyEnrolled,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.words import CalendarWord, KeyWord, Kind, ModuleWord, PartyWord
from torrens_registry.mirror.nouns.noun import Columns, Noun, require_id
from torrens_registry.store.party_tables import CalendarRow, KeyRow, ModuleRow, PartyRow


def _module(event: ModuleEnabled, written: Written) -> Columns:
    require_id(written, address_word(event.module), event)
    return {"address": to_hex(event.module), "code_hash": to_hex(event.code_hash)}


def _party(event: PartyEnrolled, written: Written) -> Columns:
    require_id(written, uint_word(event.party), event)
    return {"party": event.party, "identity_digest": to_hex(event.identity_digest)}


def _exchange(event: ExchangeAdmitted, written: Written) -> Columns:
    require_id(written, uint_word(event.exchange), event)
    return {"party": event.exchange, "identity_digest": to_hex(event.identity_digest)}


def _key(event: KeyAdded | PartyEnrolled | ExchangeAdmitted | KeyRecoveryOpened, written: Written) -> Columns:
    require_id(written, address_word(event.key), event)
    return {"address": to_hex(event.key)}


def _calendar(event: CalendarPublished, written: Written) -> Columns:
    half = int.from_bytes(written.id) - event.year * 2
    require_id(written, uint_word(event.year * 2 + (half == 1)), event)
    return {"year": event.year, "half": half, "notice_digest": to_hex(event.notice_digest)}


def _corrected(event: CalendarCorrected, _written: Written) -> Columns:
    return {"notice_digest": to_hex(event.reason_digest)}


NOUNS: Final = {
    Kind.MODULE: Noun(
        ModuleRow,
        ModuleWord.LAYOUT,
        opens={ModuleEnabled: _module},
        renamed={"code_hash": "code_hash_prefix"},
        shown_as_hex={"code_hash_prefix": 23},
    ),
    Kind.PARTY: Noun(PartyRow, PartyWord.LAYOUT, opens={PartyEnrolled: _party, ExchangeAdmitted: _exchange}),
    Kind.KEY: Noun(
        KeyRow,
        KeyWord.LAYOUT,
        opens={KeyAdded: _key, PartyEnrolled: _key, ExchangeAdmitted: _key, KeyRecoveryOpened: _key},
    ),
    Kind.CALENDAR: Noun(
        CalendarRow,
        CalendarWord.LAYOUT,
        opens={CalendarPublished: _calendar},
        amends={CalendarCorrected: _corrected},
        shown_as_hex={"days": 32},
    ),
}
