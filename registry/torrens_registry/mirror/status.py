"""How far a mirrored row may be trusted when it is served: verified, not yet checked, or UNVERIFIED."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from torrens_contracts.errors import MalformedWord
from torrens_registry.mirror.nouns.noun import Noun
from torrens_registry.mirror.projection import NOUNS
from torrens_registry.store import mirror_queries, rows
from torrens_registry.store.chain_tables import AuditRunRow
from torrens_registry.store.columns import Said, Stated
from torrens_registry.store.tables import table_of


class Trust(StrEnum):
    """What is known of a row."""

    VERIFIED = "verified"
    UNCHECKED = "unchecked"
    UNVERIFIED = "UNVERIFIED"


@dataclass(frozen=True, slots=True)
class RowStatus:
    """How far a row may be trusted.

    Attributes:
        trust: VERIFIED by the newest check, UNCHECKED since it changed later, or UNVERIFIED.
        as_of: Block of the newest check; None when there was none.
        degree: proved or checked; None when there was no check.
        final: Whether the row's block is final.
        reason: Why it is not verified; empty when it is.
    """

    trust: Trust
    as_of: int | None
    degree: str | None
    final: bool
    reason: str


_BY_ROW: Final[dict[type[Stated], tuple[int, Noun]]] = {noun.row: (kind, noun) for kind, noun in NOUNS.items()}


def row_status(session: Session, row: Stated | Said) -> RowStatus:
    """Tells how far a row may be trusted; serve UNVERIFIED rows with this word beside them, never as facts.

    A row that differs from its own word is found at once; what a consistent edit changed is found by the check.

    Args:
        session: A session, best the one that read the row.
        row: The row as read.

    Returns:
        Its status.
    """
    run = mirror_queries.last_audit(session)
    final = row.block <= mirror_queries.need_cursor(session).final_block
    fault = _fault(session, row, run)
    if fault:
        trust = Trust.UNVERIFIED
    elif run is None or row.block > run.block:
        trust, fault = Trust.UNCHECKED, "written after the newest check" if run else "never checked"
    else:
        trust = Trust.VERIFIED
    return RowStatus(trust, run.block if run else None, run.degree if run else None, final, fault)


def _fault(session: Session, row: Stated | Said, run: AuditRunRow | None) -> str:
    if run is not None and run.whole:
        return f"check {run.seq} found a fault that is not confined to single rows"
    if run is not None and not run.good:
        key = json.dumps(rows.key_values(row))
        for one in mirror_queries.findings(session, run.seq, table_of(type(row)).name):
            if one.row_key == key:
                return f"check {run.seq}: {one.column_name} is {one.stored}, the chain gives {one.folded}"
    return _differs_from_word(session, row) if isinstance(row, Stated) else ""


def _differs_from_word(session: Session, row: Stated) -> str:
    kind, noun = _BY_ROW[type(row)]
    held = mirror_queries.word(session, kind, row.id)
    if held is None:
        return "there is no word of this id"
    try:
        columns = noun.word_columns(bytes.fromhex(held.word[2:])) | {"block": held.block, "log_index": held.log_index}
    except (MalformedWord, ValueError):
        return "the word is none of its kind"
    for name, value in columns.items():
        if getattr(row, name) != value:
            return f"{name} is {getattr(row, name)}, its word says {value}"
    return ""


@dataclass(frozen=True, slots=True)
class MirrorStatus:
    """Where the mirror stands.

    Attributes:
        chain_id: Its chain.
        register: Register's address.
        finality: The profile.
        block: Newest block folded.
        block_hash: Its hash.
        timestamp: Its time, UTC seconds.
        final_block: Newest final block folded.
        journal: Register's journal word there.
        events: Logs kept.
        reorgs: Branches left so far.
        check: The newest check.
    """

    chain_id: int
    register: str
    finality: str
    block: int
    block_hash: str
    timestamp: int
    final_block: int
    journal: str
    events: int
    reorgs: int
    check: AuditRunRow | None


def mirror_status(session: Session) -> MirrorStatus:
    """Returns where the mirror stands.

    Args:
        session: A session of the store.

    Returns:
        How far it is, and how far it was checked.

    Raises:
        NotStored: It never ran.
    """
    cursor, chain = mirror_queries.need_cursor(session), mirror_queries.need_chain(session)
    return MirrorStatus(
        chain_id=chain.chain_id,
        register=chain.register_address,
        finality=chain.finality,
        block=cursor.block,
        block_hash=cursor.hash,
        timestamp=cursor.timestamp,
        final_block=cursor.final_block,
        journal=cursor.journal,
        events=cursor.events,
        reorgs=len(mirror_queries.reorgs(session)),
        check=mirror_queries.last_audit(session),
    )
