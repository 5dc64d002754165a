"""Rows of log anchors, statements and answers, out of their events."""

from __future__ import annotations

from typing import Final

from torrens_contracts.events import Event
from torrens_contracts.events_gen import Anchored, Answered, Stated
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.said import Said
from torrens_registry.mirror.fold import Place
from torrens_registry.mirror.nouns.noun import Says
from torrens_registry.store.evidence_tables import AnswerRow, LogAnchorRow, StatementRow


def anchor(event: Anchored, place: Place) -> LogAnchorRow:
    """Returns the row of an anchor.

    Args:
        event: What was told.
        place: Where it stands in the chain.

    Returns:
        Its row.
    """
    return LogAnchorRow(
        block=place.block,
        log_index=place.log_index,
        exchange=event.exchange,
        size=event.size,
        root=to_hex(event.root),
        old_size=event.old_size,
        old_root=to_hex(event.old_root),
        note_digest=to_hex(event.note_digest),
        actor=to_hex(event.actor),
    )


def statement(event: Stated, place: Place) -> StatementRow:
    """Returns the row of a statement.

    Args:
        event: What was told.
        place: Where it stands in the chain.

    Returns:
        Its row.
    """
    return StatementRow(
        block=place.block,
        log_index=place.log_index,
        lane=event.lane,
        n=event.n,
        as_of=event.as_of,
        council_seq=event.council_seq,
        challenge=to_hex(event.challenge),
        answers_root=to_hex(event.answers_root),
        statement=to_hex(event.statement),
        actor=to_hex(event.actor),
    )


def answer(event: Answered, place: Place) -> AnswerRow:
    """Returns the row of an answer.

    Args:
        event: What was told.
        place: Where it stands in the chain.

    Returns:
        Its row.
    """
    said = Said.unpack(event.said)
    return AnswerRow(
        block=place.block,
        log_index=place.log_index,
        lane=said.lane,
        n=said.n,
        kind=said.kind,
        subject=to_hex(event.id),
        state=said.state,
        reason=said.reason,
        flags=said.flags,
        until=said.until,
    )


SAID: Final[dict[type[Event], Says]] = {Anchored: anchor, Stated: statement, Answered: answer}
