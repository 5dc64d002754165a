"""The mirror's hand on its tables: rows under fold, undo images, and the way back to an ancestor. Nobody else's."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, TypeVar, cast

from sqlmodel import Session

from torrens_registry.store import rows
from torrens_registry.store.chain_tables import BlockRow, EventLogRow, UndoRow
from torrens_registry.store.columns import Row, Said
from torrens_registry.store.tables import BY_NAME, TYPED, key_of, table_of

R = TypeVar("R", bound=Row)
Slot = tuple[type[Row], rows.Key]

SAID: Final[tuple[type[Row], ...]] = tuple(row for row in TYPED if issubclass(row, Said))
"""Rows that an event puts there for good: a reorganisation deletes them by block, without an image."""


class UnderFold:
    """The rows that a range of blocks touches, held until the range is whole and then written at once.

    Args:
        session: The writing transaction.
        final_block: Blocks above it keep undo images.
    """

    def __init__(self, session: Session, final_block: int) -> None:
        self._session = session
        self._final = final_block
        self._held: dict[Slot, Row | None] = {}
        self._changed: dict[Slot, None] = {}
        self._said: dict[type[Row], list[Row]] = defaultdict(list)
        self._undo: dict[tuple[int, Slot], Row | None] = {}

    def preload(self, row: type[Row], ids: Iterable[str]) -> None:
        """Reads the rows of many ids at once, so that `get` need not ask one by one.

        Args:
            row: A type whose key is `id`.
            ids: The ids.
        """
        column = rows.column(row, "id")
        wanted = [one for one in dict.fromkeys(ids) if (row, (one,)) not in self._held]
        self._held.update(dict.fromkeys(((row, (one,)) for one in wanted), None))
        for chunk in rows.in_chunks(wanted):
            self._held.update(
                {(row, rows.key_values(one)): one for one in rows.listed(self._session, row, column.in_(chunk))}
            )

    def get(self, row: type[R], *key: object) -> R | None:
        """Returns a row as the fold has it now.

        Args:
            row: Its type.
            *key: Its key.
        """
        slot = (row, key)
        if slot not in self._held:
            self._held[slot] = rows.get(self._session, row, *key)
        return cast("R | None", self._held[slot])

    def put(self, row: Row, block: int) -> None:
        """Takes a row's new state.

        Args:
            row: The row.
            block: The block that changed it.
        """
        kind = type(row)
        slot = (kind, rows.key_values(row))
        if block > self._final and (block, slot) not in self._undo:
            self._undo[block, slot] = self.get(kind, *slot[1])
        self._held[slot] = row
        self._changed[slot] = None

    def say(self, row: Said) -> None:
        """Takes a row that an event puts there for good."""
        self._said[type(row)].append(row)

    def flush(self) -> None:
        """Writes everything that was taken, and the undo images."""
        changed: dict[type[Row], list[Row]] = defaultdict(list)
        for slot in self._changed:
            changed[slot[0]].append(cast("Row", self._held[slot]))
        for some in changed.values():
            rows.upsert(self._session, some)
        for some in self._said.values():
            rows.insert(self._session, some)
        rows.insert(
            self._session,
            [
                UndoRow(
                    block=block,
                    seq=seq,
                    table_name=table_of(kind).name,
                    key=json.dumps(key),
                    image=None if before is None else json.dumps(rows.values(before)),
                )
                for seq, ((block, (kind, key)), before) in enumerate(self._undo.items())
            ],
        )


def undo_above(session: Session, ancestor: int) -> None:
    """Takes every mirrored row back to what it was after a block.

    Args:
        session: The writing transaction.
        ancestor: The newest block that stays; every block above it must have kept its undo images.
    """
    above = rows.column(UndoRow, "block") > ancestor
    newest_first = [rows.column(UndoRow, "block").desc(), rows.column(UndoRow, "seq").desc()]
    for undo in rows.listed(session, UndoRow, above, order=newest_first):
        _restore(session, undo)
    rows.remove(session, UndoRow, above)
    told: tuple[type[Row], ...] = (*SAID, EventLogRow)
    for said in told:
        rows.remove(session, said, rows.column(said, "block") > ancestor)
    rows.remove(session, BlockRow, rows.column(BlockRow, "number") > ancestor)


def _restore(session: Session, undo: UndoRow) -> None:
    kind = BY_NAME[undo.table_name]
    key: list[Any] = json.loads(undo.key)
    if undo.image is None:
        conditions = (rows.column(kind, name) == one for name, one in zip(key_of(kind), key, strict=True))
        rows.remove(session, kind, *conditions)
    else:
        rows.upsert(session, [kind.model_validate(json.loads(undo.image))])


def prune_undo(session: Session, final_block: int) -> None:
    """Forgets the images of blocks that can no longer be left."""
    rows.remove(session, UndoRow, rows.column(UndoRow, "block") <= final_block)
