"""The mirror's motion: one range at a time, a reorganisation; `follow` goes on with every new head.

A head below the cursor is a node behind, never a reorganisation; that is another hash at a kept height, and the new
branch is fetched before anything is undone. What is final is never undone: another hash there stops the mirror.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from torrens_anchor.chain.layout import journal_slot
from torrens_contracts.errors import NodeRefused
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.rpc_types import Header
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address
from torrens_registry.errors import Diverged, LeaseHeld, NodeBehind, ReorgTooDeep
from torrens_registry.jobs.lease import Lease
from torrens_registry.mirror.apply import apply_blocks
from torrens_registry.mirror.fetch import Block, fetch
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.start import start
from torrens_registry.store import mirror_queries, mirror_rows, rows
from torrens_registry.store.chain_tables import BlockRow, CursorRow, EventLogRow
from torrens_registry.store.db import Store

LOGS_A_RANGE: Final = 8000
"""How many logs a range aims at."""
MOST_BLOCKS: Final = 500
"""Blocks a range holds at most, so that its headers fit one request."""


class Moved(StrEnum):
    """What a step did."""

    CAUGHT_UP = "caught-up"
    FORWARD = "forward"
    REORG = "reorg"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the mirror stands after a step.

    Attributes:
        moved: What the step did.
        block: Newest block folded.
        final_block: Newest final block folded.
        head: The node's newest block.
        events: Logs kept in all.
    """

    moved: Moved
    block: int
    final_block: int
    head: int
    events: int


class Mirror:
    """A mirror of one chain into one store. One at a time may run; the lease says which.

    Args:
        store: The database.
        wire: The node; used by this thread only.
        profile: Which chain it must be.
        lease: Renewed in every transaction; None where nothing else can run.
    """

    def __init__(self, store: Store, wire: Wire, profile: ChainProfile, lease: Lease | None = None) -> None:
        self._store, self._wire, self._profile, self._lease = store, wire, profile, lease
        self._span = MOST_BLOCKS

    def start(self) -> CursorRow:
        """Checks that node, database and profile are of one chain; see `torrens_registry.mirror.start.start`."""
        return start(self._store, self._wire, self._profile)

    def step(self, until: int | None = None) -> Progress:
        """Takes in one range, or one reorganisation, if there is any.

        Args:
            until: Go no further than this block; the node's head when absent.

        Returns:
            Where the mirror stands.

        Raises:
            NodeBehind: The node's head is below the cursor.
            ReorgTooDeep: A final block has another hash.
            Diverged: The logs that the node gave do not fold to the journal that it holds.
            WordWithoutEvent: A word lacks its event.
            WireError: The node does not answer, or its answers do not hold together; try again.
        """
        with self._store.read() as session:
            cursor = mirror_queries.need_cursor(session)
        head = self._wire.head()
        if head.number < cursor.block:
            raise NodeBehind(
                f"the node is at block {head.number}, the mirror at {cursor.block}",
                head=int(head.number),
                cursor=cursor.block,
            )
        if cursor.block >= 0 and self._hash_at(cursor.block, head) != cursor.hash:
            return self._reorganise(cursor, head)
        if cursor.block == (head.number if until is None else min(until, head.number)):
            return self._note_final(cursor, head)
        return self._advance(cursor, head, head.number if until is None else until)

    def catch_up(self, told: Callable[[Progress], None] | None = None, until: int | None = None) -> Progress:
        """Steps until the mirror is at the node's head.

        Args:
            told: Called after each step, for a progress bar.
            until: Go no further than this block; the node's head when absent.

        Returns:
            Where it stands.
        """
        with _without_collection():
            while True:
                progress = self.step(until)
                if told is not None:
                    told(progress)
                if progress.moved is Moved.CAUGHT_UP:
                    return progress

    def _hash_at(self, number: int, head: Header) -> str:
        return head.hash if head.number == number else self._wire.header(number).hash

    def _final_of(self, head: Header) -> int:
        finality = self._profile.finality
        if finality.kind == "tag":
            return int(self._wire.header("finalized").number)
        return int(head.number) - finality.depth

    def _note_final(self, cursor: CursorRow, head: Header) -> Progress:
        """Moves finality without a new block: a `finalized` tag may come later than its block."""
        final = min(self._final_of(head), cursor.block)
        if final > cursor.final_block:
            cursor = cursor.model_copy(update={"final_block": final})
            with self._store.write() as session:
                self._renew(session)
                mirror_queries.keep_cursor(session, cursor)
                mirror_rows.prune_undo(session, final)
        return _progress(Moved.CAUGHT_UP, cursor, head)

    def _advance(self, cursor: CursorRow, head: Header, until: int) -> Progress:
        """Takes in the next range: final blocks by range, those above finality one by one."""
        final, first = self._final_of(head), cursor.block + 1
        last = min(int(head.number), until, first + self._span - 1)
        if first <= final:
            last = min(last, final)
        blocks = self._fetch(cursor.block, cursor.hash, last, final=first <= final)
        journal = self._journal_at(blocks[-1])
        with self._store.write() as session:
            self._renew(session)
            _require_still(session, cursor)
            moved = apply_blocks(session, self._profile.register_hex, cursor, blocks, final)
            _require_journal(moved, journal)
        self._size(moved.events - cursor.events)
        return _progress(Moved.FORWARD, moved, head)

    def _reorganise(self, cursor: CursorRow, head: Header) -> Progress:
        """Leaves a branch: the new one is fetched first, then undone, inserted and moved at once."""
        ancestor = self._ancestor(cursor)
        last = min(int(head.number), ancestor.number + MOST_BLOCKS)
        blocks = self._fetch(ancestor.number, ancestor.hash, last, final=False)
        journal, new = self._journal_at(blocks[-1]), blocks[-1]
        with self._store.write() as session:
            self._renew(session)
            _require_still(session, cursor)
            mirror_rows.undo_above(session, ancestor.number)
            base = cursor.model_copy(
                update={
                    "block": ancestor.number,
                    "hash": ancestor.hash,
                    "timestamp": ancestor.timestamp,
                    "journal": ancestor.journal,
                    "events": rows.count(session, EventLogRow),
                }
            )
            moved = apply_blocks(session, self._profile.register_hex, base, blocks, self._final_of(head))
            _require_journal(moved, journal)
            mirror_queries.add_reorg(session, ancestor.number, cursor, new.number, new.hash)
        return _progress(Moved.REORG, moved, head)

    def _ancestor(self, cursor: CursorRow) -> BlockRow:
        """Gives the newest kept block that the node has too, not below finality."""
        with self._store.read() as session:
            kept = mirror_queries.blocks_down(session, cursor.final_block - 1)
        for block in kept:
            if self._wire.header(block.number).hash == block.hash:
                return block
        raise ReorgTooDeep(
            f"block {cursor.final_block} is final here, and the node has another one at its height",
            final_block=cursor.final_block,
            cursor=cursor.block,
        )

    def _fetch(self, base: int, parent: str, last: int, *, final: bool) -> list[Block]:
        with self._store.read() as session:
            modules = mirror_queries.module_addresses(session, base)
        watched = [self._profile.register, *(Address(bytes.fromhex(one[2:])) for one in modules)]
        while True:
            try:
                return fetch(self._wire, parent, base + 1, last, watched, final=final)
            except NodeRefused:
                if last == base + 1:
                    raise
                self._span = max(1, (last - base) // 2)
                last = base + self._span

    def _journal_at(self, block: Block) -> bytes | None:
        """Asks for the journal that the node holds after a block; None when it has forgotten that state."""
        try:
            return self._wire.storage_at(self._profile.register, journal_slot(), bytes.fromhex(block.hash[2:]))
        except NodeRefused:
            return None

    def _size(self, logs: int) -> None:
        """Aims the next range at LOGS_A_RANGE logs."""
        if logs > LOGS_A_RANGE:
            self._span = max(1, self._span // 2)
        elif logs < LOGS_A_RANGE // 2:
            self._span = min(MOST_BLOCKS, self._span * 2)

    def _renew(self, session: Session) -> None:
        if self._lease is not None:
            self._lease.require(session)


def _require_still(session: Session, cursor: CursorRow) -> None:
    """Checks, inside the transaction, that nobody moved the cursor since the range was fetched."""
    now = mirror_queries.need_cursor(session)
    if (now.block, now.hash) != (cursor.block, cursor.hash):
        raise LeaseHeld(
            f"another mirror moved the cursor from {cursor.block} to {now.block}", cursor=cursor.block, found=now.block
        )


def _require_journal(cursor: CursorRow, held: bytes | None) -> None:
    if held is not None and to_hex(held) != cursor.journal:
        raise Diverged(
            f"the logs up to block {cursor.block} fold to {cursor.journal}, the register holds {to_hex(held)}",
            remedy="ask another node: this one leaves out logs, or runs another kernel",
            block=cursor.block,
            folded=cursor.journal,
            held=to_hex(held),
        )


def _progress(moved: Moved, cursor: CursorRow, head: Header) -> Progress:
    return Progress(moved, cursor.block, cursor.final_block, int(head.number), cursor.events)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Holds the garbage collector: millions of small rows would trigger full collections, which find nothing."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
