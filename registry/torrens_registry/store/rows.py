"""Rows in and out of their tables: the few statements that every repository is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Insert, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from torrens_registry.store.columns import Row
from torrens_registry.store.tables import key_of, table_of

R = TypeVar("R", bound=Row)
_MANY: Final = 50
"""From so many rows on, preparing tuples pays."""

Key = tuple[Any, ...]
"""The values of a row's key columns, in the table's order."""


def values(row: Row) -> dict[str, Any]:
    """Returns a row's values by column."""
    return row.__dict__


def key_values(row: Row) -> Key:
    """Returns the values of a row's key columns."""
    held = row.__dict__
    return tuple(held[name] for name in key_of(type(row)))


def insert(session: Session, rows: Sequence[Row]) -> None:
    """Inserts rows of one type; a key that is there already is an error of the caller, and raised as such."""
    if rows:
        _write_many(session, table_of(type(rows[0])).insert(), rows)


def upsert(session: Session, rows: Sequence[Row]) -> None:
    """Inserts rows of one type, or replaces those of the same key."""
    if not rows:
        return
    table, key = table_of(type(rows[0])), key_of(type(rows[0]))
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    made = dialect.insert(table)
    fresh = {column.name: made.excluded[column.name] for column in table.columns if column.name not in key}
    _write_many(session, made.on_conflict_do_update(index_elements=list(key), set_=fresh), rows)


def _write_many(session: Session, statement: Insert, rows: Sequence[Row]) -> None:
    """Writes rows by tuples where the driver takes them: half the time of dictionaries, which SQLAlchemy unpacks."""
    dialect = session.get_bind().dialect
    if not dialect.positional or len(rows) < _MANY:
        session.execute(statement, [values(row) for row in rows])
        return
    columns = [column.name for column in statement.table.columns]
    compiled = statement.compile(dialect=dialect, column_keys=columns)
    read = attrgetter(*(compiled.positiontup or columns))
    tuples = [read(row) for row in rows]
    by_type = {column.name: column.type.bind_processor(dialect) for column in statement.table.columns}
    for at, name in enumerate(compiled.positiontup or columns):
        process = by_type[name]
        if process is not None:
            tuples = [(*one[:at], process(one[at]), *one[at + 1 :]) for one in tuples]
    session.connection().exec_driver_sql(str(compiled), tuples)


def find(session: Session, row: type[R], *where: ColumnElement[bool]) -> R | None:
    """Returns the one row that the conditions name; None when there is none."""
    found = session.execute(select(table_of(row)).where(*where)).mappings().one_or_none()
    return None if found is None else made(row, found)


def get(session: Session, row: type[R], *key: Any) -> R | None:  # noqa: ANN401 - key columns have many types
    """Returns the row of a key; None when there is none."""
    table = table_of(row)
    columns = [table.c[name] for name in key_of(row)]
    return find(session, row, *(column == value for column, value in zip(columns, key, strict=True)))


def listed(
    session: Session,
    row: type[R],
    *where: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
) -> list[R]:
    """Returns the rows that meet the conditions, in the key's order unless another is named."""
    table = table_of(row)
    by = list(order) or [table.c[name] for name in key_of(row)]
    found = session.execute(select(table).where(*where).order_by(*by).limit(limit)).mappings()
    return [made(row, one) for one in found]


def remove(session: Session, row: type[Row], *where: ColumnElement[bool]) -> None:
    """Deletes the rows that meet the conditions, of which there must be one at least."""
    session.execute(delete(table_of(row)).where(where[0], *where[1:]))


def count(session: Session, row: type[Row], *where: ColumnElement[bool]) -> int:
    """Returns how many rows meet the conditions."""
    return int(session.execute(select(func.count()).select_from(table_of(row)).where(*where)).scalar_one())


def next_number(session: Session, row: type[Row], column: str) -> int:
    """Returns one more than a column's greatest value; unique inside a writing transaction."""
    return int(session.execute(select(func.coalesce(func.max(table_of(row).c[column]), 0))).scalar_one()) + 1


def made(row: type[R], found: Mapping[Any, Any]) -> R:
    """Makes a row of what the database holds, unchecked: what a hand put there must be readable to be named."""
    return row.model_construct(None, **found)


def in_chunks(wanted: Iterable[str], size: int = 500) -> Iterable[list[str]]:
    """Cuts ids into lists that fit one statement."""
    chunk: list[str] = []
    for one in wanted:
        chunk.append(one)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def column(row: type[Row], name: str) -> ColumnElement[Any]:
    """Returns a column, for conditions and orders."""
    table: Table = table_of(row)
    return table.c[name]
