"""Two sets of rows, column by column: what is stored against what the events give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from torrens_anchor.chain.statement import Answer, Statement, answers_root
from torrens_anchor.errors import TorrensError
from torrens_registry.store import compare_queries, rows
from torrens_registry.store.columns import Row
from torrens_registry.store.evidence_tables import AnswerRow, StatementRow
from torrens_registry.store.tables import key_of, table_of


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference.

    Attributes:
        table: The mirrored table.
        key: The row's key.
        column: The column, or * for the whole row.
        stored: What the database holds; None when it holds no such row.
        folded: What the events of the chain give; None when they give no such row.
    """

    table: str
    key: tuple[object, ...]
    column: str
    stored: str | None
    folded: str | None

    @property
    def row_key(self) -> str:
        """The key as text, as findings keep it."""
        return json.dumps(self.key)


def differences(kept: Session, folded: Session, row: type[Row]) -> Iterator[Finding]:
    """Compares one table.

    Args:
        kept: The mirror.
        folded: What its events give.
        row: The row type.

    Yields:
        One finding for each column that differs, and for each row that one side lacks.
    """
    table, key = table_of(row).name, key_of(row)
    names = [column.name for column in table_of(row).columns if column.name not in key]
    ours, theirs = (compare_queries.raw_rows(session, row, (*key, *names)) for session in (kept, folded))
    width = len(key)
    left, right = next(ours, None), next(theirs, None)
    while left is not None or right is not None:
        here = None if left is None else left[:width]
        there = None if right is None else right[:width]
        if here == there and left is not None and right is not None:
            for name, stored, wanted in zip(names, left[width:], right[width:], strict=True):
                if stored != wanted:
                    yield Finding(table, left[:width], name, _shown(stored), _shown(wanted))
            left, right = next(ours, None), next(theirs, None)
        elif there is None or (here is not None and _order(here) < _order(there)):
            yield Finding(table, here or (), "*", "a row", None)
            left = next(ours, None)
        else:
            yield Finding(table, there, "*", None, "a row")
            right = next(theirs, None)


def statement_faults(folded: Session, origin: bytes) -> Iterator[Finding]:
    """Checks that each statement is the hash of its fields and of its answers: the journal does not hold them.

    Args:
        folded: What the events give.
        origin: The register's origin.

    Yields:
        One finding for each statement that is not.
    """
    lane, n = rows.column(AnswerRow, "lane"), rows.column(AnswerRow, "n")
    for row in rows.listed(folded, StatementRow):
        answers = rows.listed(folded, AnswerRow, lane == row.lane, n == row.n)
        for name, stored, wanted in (
            ("answers_root", row.answers_root, _root(answers)),
            ("statement", row.statement, _statement(row, origin)),
        ):
            if stored != wanted:
                yield Finding("statements", (row.block, row.log_index), name, stored, wanted)


def _root(answers: Sequence[AnswerRow]) -> str:
    try:
        made = answers_root(
            [
                Answer(one.kind, bytes.fromhex(one.subject[2:]), one.state, one.reason, one.flags, one.until)
                for one in answers
            ]
        )
    except TorrensError:
        return "no answers"
    return "0x" + made.hex()


def _statement(row: StatementRow, origin: bytes) -> str:
    made = Statement(
        origin=origin,
        council_seq=row.council_seq,
        lane=row.lane,
        number=row.n,
        as_of=row.as_of,
        challenge=bytes.fromhex(row.challenge[2:]),
        answers_root=bytes.fromhex(row.answers_root[2:]),
    )
    return "0x" + made.hash().hex()


def _order(key: tuple[object, ...]) -> tuple[tuple[bool, object], ...]:
    """Gives a key's place: a hand may have put text where a number belongs, and SQLite sorts text last."""
    return tuple((isinstance(one, str), one) for one in key)


def _shown(value: object) -> str:
    return "NULL" if value is None else str(value)
