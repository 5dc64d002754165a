"""Rows of peers, their headers, agreements and facts, out of their events."""

from __future__ import annotations

from typing import Final

from torrens_contracts.events import Event, Written
from torrens_contracts.events_gen import (
    AgreementMade,
    FactRecorded,
    HeaderAccepted,
    NotariesChanged,
    PeerAccredited,
    PeerTermsChanged,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import fact_id
from torrens_contracts.words import AgreementWord, FactWord, Kind, PeerWord
from torrens_registry.mirror.fold import Place
from torrens_registry.mirror.nouns.noun import Columns, Noun, Says, require_id
from torrens_registry.store.peer_tables import AgreementRow, FactRow, HeaderRow, PeerRow


def _peer(event: PeerAccredited, written: Written) -> Columns:
    require_id(written, event.peer, event)
    return (
        _notaries(event, written)
        | _standing(event, written)
        | {
            "chain_id": event.chain_id,
            "register_address": to_hex(event.register),
            "deployment_salt": to_hex(event.deployment_salt),
            "accredited_by": to_hex(event.actor),
        }
    )


def _standing(event: PeerAccredited | PeerTermsChanged, _: Written) -> Columns:
    return {"standing": to_hex(event.standing), "standing_code_hash": to_hex(event.standing_code_hash)}


def _notaries(event: PeerAccredited | NotariesChanged, _: Written) -> Columns:
    return {"notary_addresses": ",".join(map(to_hex, event.notaries))}


def _agreement(event: AgreementMade, written: Written) -> Columns:
    require_id(written, event.agreement_id, event)
    club = event.club
    return {
        "peer": to_hex(event.peer),
        "club_digest": to_hex(event.digest),
        "members_digest": to_hex(club.members_digest),
        "paper_digest": to_hex(club.terms_digest),
        "sectors": club.sectors,
        "regions": club.regions,
        "bases": club.bases,
        "conditions": club.conditions,
        "age_show": club.max_age_show,
        "age_finance": club.max_age_finance,
        "made_by": to_hex(event.actor),
    }


def _fact(event: FactRecorded, written: Written) -> Columns:
    require_id(written, fact_id(event.peer, event.kind, event.foreign_id, event.exchange), event)
    return _proven(event, written) | {
        "peer": to_hex(event.peer),
        "subject_kind": event.kind,
        "foreign_id": to_hex(event.foreign_id),
        "exchange": event.exchange,
    }


def _proven(event: FactRecorded, _: Written) -> Columns:
    return {"statement": to_hex(event.statement), "agreement_id": to_hex(event.agreement_id)}


def header(event: HeaderAccepted, place: Place) -> HeaderRow:
    """Returns the row of an accepted header.

    Args:
        event: What was told.
        place: Where it stands in the chain.

    Returns:
        Its row.
    """
    return HeaderRow(
        block=place.block,
        log_index=place.log_index,
        peer=to_hex(event.peer),
        number=event.number,
        block_hash=to_hex(event.block_hash),
        timestamp=event.timestamp,
        state_root=to_hex(event.state_root),
        storage_root=to_hex(event.storage_root),
        actor=to_hex(event.actor),
    )


NOUNS: Final = {
    Kind.PEER: Noun(
        PeerRow,
        PeerWord.LAYOUT,
        opens={PeerAccredited: _peer},
        amends={NotariesChanged: _notaries, PeerTermsChanged: _standing},
    ),
    Kind.AGREEMENT: Noun(
        AgreementRow,
        AgreementWord.LAYOUT,
        opens={AgreementMade: _agreement},
        renamed={"digest": "digest_prefix"},
        shown_as_hex={"digest_prefix": 16},
    ),
    Kind.FACT: Noun(
        FactRow,
        FactWord.LAYOUT,
        opens={FactRecorded: _fact},
        amends={FactRecorded: _proven},
        renamed={"statement": "statement_mark", "agreement": "agreement_mark"},
    ),
}
SAID: Final[dict[type[Event], Says]] = {HeaderAccepted: header}
