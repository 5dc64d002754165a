"""Folding the kept event log again, from nothing, into another database: what the rows ought to be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlmodel import Session

from torrens_contracts.errors import ContractsError
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.rpc_types import Log
from torrens_registry.errors import Diverged, MirrorError
from torrens_registry.mirror.apply import apply_blocks, log_of
from torrens_registry.mirror.fetch import Block
from torrens_registry.mirror.fold import first_journal
from torrens_registry.mirror.start import first_cursor
from torrens_registry.store import mirror_queries
from torrens_registry.store.chain_tables import BlockRow, CursorRow, EventLogRow
from torrens_registry.store.db import Store


def refold(kept: Session, into: Store) -> CursorRow:
    """Folds the event log of one database into an empty one, by the code that the mirror runs.

    Args:
        kept: A session on the mirror.
        into: An empty store.

    Returns:
        The cursor of the fold; its journal is the one that the kept logs give.

    Raises:
        NotStored: The mirror never ran.
        Diverged: The log cannot be folded: facts name the block; the cause is the error's own.
    """
    chain = mirror_queries.need_chain(kept)
    journal = to_hex(first_journal(bytes.fromhex(chain.origin[2:])))
    cursor = first_cursor(chain.first_block - 1, journal)
    for blocks in _pages(kept):
        with into.write() as session:
            cursor = _apply(session, chain.register_address, cursor, blocks)
    return cursor


def _apply(session: Session, register: str, cursor: CursorRow, blocks: list[Block]) -> CursorRow:
    first, last = blocks[0].number, blocks[-1].number
    try:
        return apply_blocks(session, register, cursor, blocks, last)
    except (ContractsError, MirrorError, ValueError, TypeError) as error:
        raise Diverged(
            f"the kept log does not fold between block {first} and {last}: {error}", first=first, last=last
        ) from error


def _pages(kept: Session) -> Iterator[list[Block]]:
    """Gives the blocks with events, some thousand logs at a time, never half a block."""
    place, waiting = (-1, -1), list[EventLogRow]()
    while page := mirror_queries.logs_after(kept, *place):
        place = (page[-1].block, page[-1].log_index)
        waiting += page
        whole = [one for one in waiting if one.block != place[0]]
        waiting = waiting[len(whole) :]
        if whole:
            yield _blocks(kept, whole)
    if waiting:
        yield _blocks(kept, waiting)


def _blocks(kept: Session, logs: list[EventLogRow]) -> list[Block]:
    heads = mirror_queries.blocks_between(kept, logs[0].block, logs[-1].block)
    return [
        _block(number, heads.get(number), tuple(map(log_of, some)))
        for number, some in groupby(logs, key=lambda one: one.block)
    ]


def _block(number: int, head: BlockRow | None, logs: tuple[Log, ...]) -> Block:
    if head is None:
        raise Diverged(f"the kept log has events in block {number}, which is not kept", first=number, last=number)
    return Block(number, head.hash, head.parent_hash, head.timestamp, logs)
