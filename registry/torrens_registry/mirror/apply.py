"""A range of blocks into SQL: verbatim logs, words, typed rows, undo images, journal and cursor in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session

from torrens_contracts.events import Written, topic0_of
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.rpc_types import Log, Quantity
from torrens_registry.mirror.fetch import Block
from torrens_registry.mirror.fold import Fold
from torrens_registry.mirror.projection import NOUNS, PROJECTION, project
from torrens_registry.store import mirror_rows, rows
from torrens_registry.store.chain_tables import BlockRow, CursorRow, EventLogRow
from torrens_registry.store.mirror_queries import keep_cursor

_WRITTEN = to_hex(topic0_of(Written))


def apply_blocks(
    session: Session, register: str, base: CursorRow, blocks: Sequence[Block], final_block: int
) -> CursorRow:
    """Folds blocks that follow a cursor, and moves it.

    Args:
        session: The writing transaction.
        register: Register's address, lower-case hex.
        base: The cursor before.
        blocks: The blocks, ascending, the first one right after the cursor.
        final_block: Newest final block; the blocks above it keep undo images.

    Returns:
        The cursor after.

    Raises:
        WordWithoutEvent: A word lacks its event; nothing of the range is kept.
        EventError: A log is no event of these contracts; nothing of the range is kept.
    """
    fold = Fold(register, bytes.fromhex(base.journal[2:]))
    under = mirror_rows.UnderFold(session, final_block)
    _preload(under, blocks)
    kept: list[BlockRow] = []
    logs: list[EventLogRow] = []
    for block in blocks:
        project(fold.block(block.logs, block.timestamp), under)
        logs += [_verbatim(log) for log in block.logs]
        if block.logs or block.number > final_block or block is blocks[-1]:
            kept.append(block_row(block, to_hex(fold.journal)))
    under.flush()
    rows.insert(session, logs)
    rows.upsert(session, kept)
    mirror_rows.prune_undo(session, final_block)
    last = blocks[-1]
    cursor = CursorRow(
        only=1,
        block=last.number,
        hash=last.hash,
        timestamp=last.timestamp,
        final_block=max(base.final_block, min(final_block, last.number)),
        journal=to_hex(fold.journal),
        events=base.events + len(logs),
        projection=PROJECTION,
    )
    keep_cursor(session, cursor)
    return cursor


def _preload(under: mirror_rows.UnderFold, blocks: Sequence[Block]) -> None:
    wanted: dict[int, list[str]] = defaultdict(list)
    for block in blocks:
        for log in block.logs:
            if log.topics and log.topics[0] == _WRITTEN and len(log.topics) == 4:
                wanted[int(log.topics[1], 16)].append(log.topics[2])
    for kind, ids in wanted.items():
        if kind in NOUNS:
            under.preload(NOUNS[kind].row, ids)


def block_row(block: Block, journal: str) -> BlockRow:
    """Returns the row of a block.

    Args:
        block: The block.
        journal: Register's journal word after it, as hex.
    """
    return BlockRow(
        number=block.number,
        hash=block.hash,
        parent_hash=block.parent_hash,
        timestamp=block.timestamp,
        journal=journal,
    )


def _verbatim(log: Log) -> EventLogRow:
    topics = (*log.topics, None, None, None, None)
    return EventLogRow(
        block=int(log.block_number),
        log_index=int(log.log_index),
        block_hash=log.block_hash,
        tx_hash=log.transaction_hash,
        tx_index=int(log.transaction_index),
        address=log.address,
        topic0=log.topics[0],
        topic1=topics[1],
        topic2=topics[2],
        topic3=topics[3],
        data=log.data,
    )


def log_of(row: EventLogRow) -> Log:
    """Returns a kept log as the node gave it."""
    return Log(
        address=row.address,
        topics=tuple(one for one in (row.topic0, row.topic1, row.topic2, row.topic3) if one is not None),
        data=row.data,
        block_number=Quantity(row.block),
        block_hash=row.block_hash,
        transaction_hash=row.tx_hash,
        transaction_index=Quantity(row.tx_index),
        log_index=Quantity(row.log_index),
    )
