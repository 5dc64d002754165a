"""The check: whether the mirror is the chain, proven as far as the node lets it, and each row that is not, by name.

Three questions. Does the kept log fold to the journal that the register holds? That is one storage proof, and no edit
of the log survives it. Do all rows follow from the log? They are folded again from nothing and compared. And when the
log itself is not the chain's, or on demand: is it, log by log, what the node gives? Then rows are compared with a fold
of the chain's own events.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain as chained
from itertools import islice
from typing import Final

from sqlmodel import Session

from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.wire import Wire
from torrens_registry.errors import Diverged
from torrens_registry.mirror.compare import Finding, differences, statement_faults
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.prove import Degree, journal_of_chain
from torrens_registry.mirror.refold import refold
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store import compare_queries, mirror_queries, rows
from torrens_registry.store.chain_tables import AuditFindingRow, AuditRunRow, BlockRow, CursorRow, EventLogRow, WordRow
from torrens_registry.store.columns import Row
from torrens_registry.store.db import Store
from torrens_registry.store.tables import TYPED

MOST_FINDINGS: Final = 1000
"""Findings kept of one run; with more, no row counts as verified."""

DOES_NOT_FOLD: Final = "does not fold"
"""Stands for the journal of a log that has none."""

_FOLDED: Final[tuple[type[Row], ...]] = (BlockRow, WordRow, *TYPED)
_Compared = tuple[list[Finding], int]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found.

    Attributes:
        run: Number of the run, as kept.
        degree: Whether the journal was PROVED against a header or only CHECKED with the node.
        block: The block that the mirror stands at.
        block_hash: Its hash.
        journal_folded: The journal that the kept log gives.
        journal_chain: The journal that the register holds.
        events: Logs folded.
        rows: Rows compared.
        whole: Whether the fault is not confined to the named rows.
        findings: Every difference, at most MOST_FINDINGS.
    """

    run: int
    degree: Degree
    block: int
    block_hash: str
    journal_folded: str
    journal_chain: str
    events: int
    rows: int
    whole: bool
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Whether the mirror is the chain."""
        return not self.findings and self.journal_folded == self.journal_chain

    def require_good(self) -> None:
        """Raises what was found.

        Raises:
            Diverged: A row or the journal differs; facts name the first.
        """
        if self.good:
            return
        if not self.findings:
            raise Diverged(f"the kept log folds to {self.journal_folded}, the register holds {self.journal_chain}")
        first = self.findings[0]
        raise Diverged(
            f"{first.table} {first.row_key}, {first.column}: stored {first.stored}, the chain gives {first.folded}; "
            f"{len(self.findings)} differences",
            table=first.table,
            key=first.row_key,
            column=first.column,
            stored=first.stored,
            folded=first.folded,
            findings=len(self.findings),
        )


def check(
    store: Store, wire: Wire, profile: ChainProfile, *, header: bytes | None = None, deep: bool = False
) -> Report:
    """Checks a mirror and keeps the outcome, by which its rows are then served.

    Args:
        store: The mirror.
        wire: The node.
        profile: Which chain it is of.
        header: RLP of the header of the mirror's block, from who is trusted for it; the node's own when absent.
        deep: Compare every log with the node's too, not only when the journal differs.

    Returns:
        The report.

    Raises:
        NotStored: The mirror never ran.
        Unproven: The node has forgotten the state of the mirror's block.
        ProofMismatch: The node's proof does not lead to the header.
    """
    with store.read() as kept:
        cursor = mirror_queries.need_cursor(kept)
        held = journal_of_chain(wire, profile.register, cursor, header)
        journal = to_hex(held.word)
        with _scratch() as folded:
            log_journal = _refolded(kept, folded)
            compared = _compared(kept, folded, profile) if log_journal == journal and not deep else None
        if compared is None:
            compared = _against_chain(kept, wire, profile, cursor)
        found, count = compared
        found = [*_cursor_faults(cursor, log_journal), *found][:MOST_FINDINGS]
        report = Report(
            run=0,
            degree=held.degree,
            block=cursor.block,
            block_hash=cursor.hash,
            journal_folded=log_journal,
            journal_chain=journal,
            events=rows.count(kept, EventLogRow),
            rows=count,
            whole=len(found) == MOST_FINDINGS or (log_journal != journal and not found),
            findings=tuple(found),
        )
    return _keep(store, report)


@contextmanager
def _scratch() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, Store(f"sqlite:///{folder}/scratch.sqlite3") as store:
        yield store


def _refolded(kept: Session, folded: Store) -> str:
    """Gives the journal of the kept log; DOES_NOT_FOLD when it has none."""
    try:
        return refold(kept, folded).journal
    except Diverged:
        return DOES_NOT_FOLD


def _against_chain(kept: Session, wire: Wire, profile: ChainProfile, cursor: CursorRow) -> _Compared:
    """Compares log and rows with a fold of what the node gives now."""
    with _scratch() as fresh:
        mirror = Mirror(fresh, wire, profile)
        mirror.start()
        mirror.catch_up(until=cursor.block)
        found, count = _compared(kept, fresh, profile)
        with fresh.read() as session:
            of_log = list(islice(differences(kept, session, EventLogRow), MOST_FINDINGS))
        return [*of_log, *found], count + rows.count(kept, EventLogRow)


def _compared(kept: Session, folded: Store, profile: ChainProfile) -> _Compared:
    with folded.read() as session:
        every = chained(
            *(differences(kept, session, row) for row in _FOLDED), statement_faults(session, profile.origin)
        )
        found = list(islice(every, MOST_FINDINGS))
        return found, sum(rows.count(kept, row) for row in _FOLDED)


def _cursor_faults(cursor: CursorRow, folded: str) -> list[Finding]:
    if cursor.journal == folded:
        return []
    return [Finding("cursors", (1,), "journal", cursor.journal, folded)]


def _keep(store: Store, report: Report) -> Report:
    run = AuditRunRow(
        seq=0,
        block=report.block,
        block_hash=report.block_hash,
        degree=report.degree.value,
        journal_folded=report.journal_folded,
        journal_chain=report.journal_chain,
        good=report.good,
        events=report.events,
        rows=report.rows,
        whole=report.whole,
    )
    found = [
        AuditFindingRow(
            run=0,
            seq=seq,
            table_name=one.table,
            row_key=one.row_key,
            column_name=one.column,
            stored=one.stored,
            folded=one.folded,
        )
        for seq, one in enumerate(report.findings, 1)
    ]
    with store.write() as session:
        kept = compare_queries.add_audit(session, run, found)
    return replace(report, run=kept.seq)
