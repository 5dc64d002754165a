"""Rows as the database holds them, unread by any type: what a hand put there must come out as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session

from torrens_registry.store import rows
from torrens_registry.store.chain_tables import AuditFindingRow, AuditRunRow, BlockRow, EventLogRow
from torrens_registry.store.columns import Row
from torrens_registry.store.tables import key_of, table_of


def raw_rows(session: Session, row: type[Row], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Gives the named columns of every row, in the key's order; of blocks, only those with events.

    Where ranges began and ended is no fact of the chain, so the other blocks may differ between two mirrors.

    Args:
        session: A session.
        row: The row type.
        columns: The columns.

    Yields:
        Values as the driver gives them.
    """
    table = table_of(row)
    chosen = select(*(type_coerce(table.c[name], NullType()) for name in columns))
    if row is BlockRow:
        chosen = chosen.where(table.c.number.in_(select(table_of(EventLogRow).c.block)))
    ordered = chosen.order_by(*(table.c[name] for name in key_of(row)))
    for found in session.execute(ordered.execution_options(yield_per=5000)):
        yield tuple(found)


def add_audit(session: Session, run: AuditRunRow, found: Sequence[AuditFindingRow]) -> AuditRunRow:
    """Appends a run of the check with what it found.

    Args:
        session: A writing transaction.
        run: The run; its seq is given here.
        found: The findings; their run is given here.

    Returns:
        The run as kept.
    """
    seq = rows.next_number(session, AuditRunRow, "seq")
    kept = run.model_copy(update={"seq": seq})
    rows.insert(session, [kept])
    rows.insert(session, [one.model_copy(update={"run": seq}) for one in found])
    return kept
