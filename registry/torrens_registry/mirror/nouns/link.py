"""Rows of links, out of the events that tell which two records belong together."""

from __future__ import annotations

from typing import Any, Final

from torrens_contracts.codes import LinkKind
from torrens_contracts.events import Written
from torrens_contracts.events_gen import (
    AffiliateDeclared,
    Annotated,
    Changed,
    KeyRecoveryOpened,
    SourceLinked,
    Succeeded,
    SuperiorNamed,
    TitlesLinked,
)
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import link_id, party_id
from torrens_contracts.words import Kind, LinkWord
from torrens_registry.mirror.nouns.noun import Columns, Noun, require_id
from torrens_registry.store.link_tables import LinkRow


def _affiliate(event: AffiliateDeclared, written: Written) -> Columns:
    return _parties(LinkKind.AFFILIATE, (event.exchange, event.party), event, written)


def _superior(event: SuperiorNamed, written: Written) -> Columns:
    return _parties(LinkKind.SUPERIOR, (event.authority, event.superior), event, written)


def _recovery(event: KeyRecoveryOpened, written: Written) -> Columns:
    return _parties(LinkKind.RECOVERY, (event.party, event.party), event, written)


def _parties(
    kind: LinkKind,
    pair: tuple[int, int],
    event: AffiliateDeclared | SuperiorNamed | KeyRecoveryOpened,
    written: Written,
) -> Columns:
    first, second = (party_id(number) for number in pair)
    require_id(written, link_id(kind, first, second), event)
    return {"first": to_hex(first), "second": to_hex(second)}


def _former(event: Succeeded, written: Written) -> Columns:
    first, second = party_id(event.successor), party_id(event.number)
    require_id(written, link_id(LinkKind.FORMER, first, second), event)
    return {"first": to_hex(first), "second": to_hex(second)}


def _titles(event: TitlesLinked, written: Written) -> Columns:
    require_id(written, link_id(LinkKind(event.kind), event.title_id, event.other_id), event)
    return {"first": to_hex(event.title_id), "second": to_hex(event.other_id)}


def _source(event: SourceLinked, written: Written) -> Columns:
    require_id(written, link_id(LinkKind.SOURCE, event.title_id, event.source), event)
    return {"first": to_hex(event.title_id), "second": to_hex(event.source)}


def _annotation(event: Annotated, written: Written) -> Columns:
    kind = event.kind.to_bytes(32)
    require_id(written, link_id(LinkKind.ANNOTATION, event.title_id, kind), event)
    return {"first": to_hex(event.title_id), "second": to_hex(kind)}


def _change(event: Changed, written: Written) -> Columns:
    require_id(written, link_id(LinkKind.CHANGE, event.title_id, event.change_digest), event)
    return {"first": to_hex(event.title_id), "second": to_hex(event.change_digest)}


def _unnamed(_event: Any, _written: Written) -> Columns:  # noqa: ANN401 - any event
    """An event that covers several links names no pair; the id tells whoever knows both."""
    return {"first": None, "second": None}


NOUNS: Final = {
    Kind.LINK: Noun(
        LinkRow,
        LinkWord.LAYOUT,
        opens={
            AffiliateDeclared: _affiliate,
            SuperiorNamed: _superior,
            KeyRecoveryOpened: _recovery,
            Succeeded: _former,
            TitlesLinked: _titles,
            SourceLinked: _source,
            Annotated: _annotation,
            Changed: _change,
        },
        otherwise=_unnamed,
    )
}
