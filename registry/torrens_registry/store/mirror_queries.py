"""What the mirror and its readers ask about the chain itself: cursor, blocks, logs, words, reorgs, audits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import select
from sqlmodel import Session

from torrens_registry.errors import NotStored
from torrens_registry.store import rows
from torrens_registry.store.chain_tables import (
    AuditFindingRow,
    AuditRunRow,
    BlockRow,
    ChainRow,
    CursorRow,
    EventLogRow,
    ReorgRow,
    WordRow,
)
from torrens_registry.store.party_tables import ModuleRow
from torrens_registry.store.tables import table_of

LOGS_A_PAGE: Final = 10_000


def chain(session: Session) -> ChainRow | None:
    """Returns which chain this mirror is of; None before its first start."""
    return rows.get(session, ChainRow, 1)


def need_chain(session: Session) -> ChainRow:
    """Returns which chain this mirror is of.

    Raises:
        NotStored: It never ran.
    """
    found = chain(session)
    if found is None:
        raise NotStored("this database mirrors no chain yet", remedy="run `torrens mirror sync`")
    return found


def cursor(session: Session) -> CursorRow | None:
    """Returns how far the mirror is; None before its first start."""
    return rows.get(session, CursorRow, 1)


def need_cursor(session: Session) -> CursorRow:
    """Returns how far the mirror is.

    Raises:
        NotStored: It never ran.
    """
    found = cursor(session)
    if found is None:
        raise NotStored("this database mirrors no chain yet", remedy="run `torrens mirror sync`")
    return found


def keep_cursor(session: Session, row: CursorRow) -> None:
    """Writes the cursor."""
    rows.upsert(session, [row])


def block(session: Session, number: int) -> BlockRow | None:
    """Returns a kept block."""
    return rows.get(session, BlockRow, number)


def blocks_down(session: Session, above: int) -> list[BlockRow]:
    """Returns kept blocks above a height, newest first."""
    number = rows.column(BlockRow, "number")
    return rows.listed(session, BlockRow, number > above, order=[number.desc()])


def blocks_between(session: Session, first: int, last: int) -> dict[int, BlockRow]:
    """Returns the kept blocks of a range, by height."""
    number = rows.column(BlockRow, "number")
    return {one.number: one for one in rows.listed(session, BlockRow, number >= first, number <= last)}


def module_addresses(session: Session, until: int) -> list[str]:
    """Returns the addresses of every module that was enabled up to a block."""
    return [one.address for one in rows.listed(session, ModuleRow, rows.column(ModuleRow, "opened_block") <= until)]


def word(session: Session, kind: int, identifier: str) -> WordRow | None:
    """Returns the newest word of (kind, id)."""
    return rows.get(session, WordRow, kind, identifier)


def words(session: Session) -> Iterator[tuple[int, str, str]]:
    """Gives every (kind, id, word), ordered by kind and id."""
    table = table_of(WordRow)
    chosen = select(table.c.kind, table.c.id, table.c.word).order_by(table.c.kind, table.c.id)
    for found in session.execute(chosen.execution_options(yield_per=5000)):
        yield found[0], found[1], found[2]


def logs_after(session: Session, number: int, index: int, limit: int = LOGS_A_PAGE) -> list[EventLogRow]:
    """Returns logs after a place, in order; (-1, -1) begins at the start.

    Args:
        session: A session.
        number: Block of the place.
        index: Log index of the place.
        limit: How many at most.
    """
    at, log_index = rows.column(EventLogRow, "block"), rows.column(EventLogRow, "log_index")
    return rows.listed(session, EventLogRow, (at > number) | ((at == number) & (log_index > index)), limit=limit)


def logs_of_subject(session: Session, identifier: str, topics0: Sequence[str] = ()) -> list[EventLogRow]:
    """Returns the logs whose first indexed argument is an id: the time line of a record.

    Args:
        session: A session.
        identifier: 32 bytes as hex.
        topics0: Only these events, when given.
    """
    conditions = [rows.column(EventLogRow, "topic1") == identifier]
    if topics0:
        conditions.append(rows.column(EventLogRow, "topic0").in_(topics0))
    return rows.listed(session, EventLogRow, *conditions)


def logs_of_events(session: Session, address: str, topics0: Sequence[str]) -> list[EventLogRow]:
    """Returns the logs of some events of one contract, in order."""
    mine = rows.column(EventLogRow, "address") == address
    return rows.listed(session, EventLogRow, mine, rows.column(EventLogRow, "topic0").in_(topics0))


def logs_of_transaction(session: Session, tx_hash: str) -> list[EventLogRow]:
    """Returns the logs of a transaction; none when the mirror has not seen it."""
    return rows.listed(session, EventLogRow, rows.column(EventLogRow, "tx_hash") == tx_hash)


def add_reorg(session: Session, ancestor: int, old: CursorRow, new_block: int, new_hash: str) -> None:
    """Notes that a branch was left."""
    seq = rows.next_number(session, ReorgRow, "seq")
    row = ReorgRow(
        seq=seq,
        ancestor=ancestor,
        old_block=old.block,
        old_hash=old.hash,
        new_block=new_block,
        new_hash=new_hash,
    )
    rows.insert(session, [row])


def reorgs(session: Session) -> list[ReorgRow]:
    """Returns every branch that was left."""
    return rows.listed(session, ReorgRow)


def last_audit(session: Session) -> AuditRunRow | None:
    """Returns the newest run of the mirror's check."""
    newest = rows.listed(session, AuditRunRow, order=[rows.column(AuditRunRow, "seq").desc()], limit=1)
    return newest[0] if newest else None


def findings(session: Session, run: int, table: str | None = None) -> list[AuditFindingRow]:
    """Returns what a run found, of one table or of all."""
    conditions = [rows.column(AuditFindingRow, "run") == run]
    if table is not None:
        conditions.append(rows.column(AuditFindingRow, "table_name") == table)
    return rows.listed(session, AuditFindingRow, *conditions)
