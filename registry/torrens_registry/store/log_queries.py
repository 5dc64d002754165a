"""What logger and bundler ask: entries owed, entries logged, checkpoints, anchors, statements, bundles."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session

from torrens_registry.store import rows
from torrens_registry.store.evidence_tables import LogAnchorRow
from torrens_registry.store.vault_tables import BundleRow, CheckpointRow, IntentRow, PendingEntryRow


def owed(session: Session) -> list[tuple[PendingEntryRow, IntentRow | None]]:
    """Returns the entries that the log does not have yet, oldest first, each with its intent."""
    unlogged = rows.listed(session, PendingEntryRow, rows.column(PendingEntryRow, "leaf_index").is_(None))
    return [(row, None if row.intent_id is None else rows.get(session, IntentRow, row.intent_id)) for row in unlogged]


def logged(session: Session) -> int:
    """Returns how many entries the database knows to be in the log."""
    return rows.count(session, PendingEntryRow, rows.column(PendingEntryRow, "leaf_index").is_not(None))


def keep_entries(session: Session, entries: Sequence[PendingEntryRow]) -> None:
    """Writes entries with the place that they took in the log."""
    rows.upsert(session, entries)


def entries_by_transaction(session: Session, tx_hashes: Sequence[str]) -> list[PendingEntryRow]:
    """Returns the logged entries whose intents became these transactions, in the log's order."""
    intents = rows.listed(session, IntentRow, rows.column(IntentRow, "tx_hash").in_(tx_hashes))
    numbers = [row.intent_id for row in intents]
    found = rows.listed(session, PendingEntryRow, rows.column(PendingEntryRow, "intent_id").in_(numbers))
    return sorted((row for row in found if row.leaf_index is not None), key=lambda row: row.leaf_index or 0)


def keep_checkpoint(session: Session, row: CheckpointRow) -> None:
    """Writes a checkpoint, or what is new about one."""
    rows.upsert(session, [row])


def checkpoint(session: Session, size: int) -> CheckpointRow | None:
    """Returns the checkpoint of a size."""
    return rows.get(session, CheckpointRow, size)


def last_anchor(session: Session, exchange: int, block: int | None = None) -> LogAnchorRow | None:
    """Returns the newest anchor of an exchange's log, up to a block when one is named."""
    conditions = [rows.column(LogAnchorRow, "exchange") == exchange]
    if block is not None:
        conditions.append(rows.column(LogAnchorRow, "block") <= block)
    newest = [rows.column(LogAnchorRow, "block").desc(), rows.column(LogAnchorRow, "log_index").desc()]
    found = rows.listed(session, LogAnchorRow, *conditions, order=newest, limit=1)
    return found[0] if found else None


def keep_bundle(session: Session, row: BundleRow) -> None:
    """Keeps a bundle."""
    rows.upsert(session, [row])
