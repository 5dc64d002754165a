"""Typed tables for tests: schemas, nasty cells, and the CSV that carries them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hypothesis import strategies as st

from torrens_anchor.tables.celltext import canonical
from torrens_anchor.tables.columns import Column, ColumnType, Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts, SaltSource
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_anchor.tables.typedtable import Batch, csv_batches, fingerprint_typed

RAIN = "day,rain,phone\n2026-04-27,1.5,5550100\n2026-04-28,0.0,5550101\n2026-04-29,,5550102\n"
"""A table as people have them, whose column of telephones is nobody's business."""
SECRET = sha256(b"salts of the tests").digest()
SALTS = DerivedSalts(SECRET)
TEXT = st.text(st.sampled_from('ab,"\n\r é中𐀀0-.\u0301'), max_size=6)
INTEGERS = st.one_of(st.integers(-3, 3), st.integers(-(10**38) + 1, 10**38 - 1)).map(str)
ODD_FLOATS = st.sampled_from(["-0.0", "NaN", "1E5", ".5", "-Infinity"])
FLOATS = st.one_of(st.floats(allow_nan=False, allow_infinity=False).map(repr), ODD_FLOATS)
DATES = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")
TIMES = st.datetimes().map(lambda at: f"{at.year:04}-{at:%m-%dT%H:%M:%S}.{at.microsecond:06}Z")
DECIMALS = st.integers(-99999, 99999).map(lambda n: f"{'-' if n < 0 else ''}{abs(n) // 100}.{abs(n) % 100:02}")
CELLS: dict[str, st.SearchStrategy[str]] = {
    "boolean": st.sampled_from(["true", "false"]),
    "integer": INTEGERS,
    "decimal(5,2)": DECIMALS,
    "float64": FLOATS,
    "text": TEXT,
    "bytes": st.binary(max_size=4).map(bytes.hex),
    "date": DATES,
    "timestamp": TIMES,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table: its schema, and its cells as CSV text, None for null."""

    schema: TableSchema
    rows: list[list[str | None]]

    def csv(self, end: str = "\n") -> bytes:
        """Write it as RFC 4180."""
        lines = [",".join(map(quoted, self.schema.names)), *(",".join(map(quoted, row)) for row in self.rows)]
        return "".join(line + end for line in lines).encode()

    def batch(self) -> Batch:
        """Give its rows as canonical cells, by the law for single cells."""
        return [
            [None if (cell := row[place]) is None else canonical(cell.encode(), column.type) for row in self.rows]
            for place, column in enumerate(self.schema.columns)
        ]


def schema_of(types: Sequence[str], salting: Salting = Salting.NONE, salted: Sequence[int] = (0,)) -> TableSchema:
    """Name columns a, b, c … by their types; with salts of cells, those in `salted` are marked."""
    marked = set(salted) if salting is Salting.CELLS else set()
    return TableSchema(
        tuple(Column(chr(97 + i), ColumnType.parse(name), i in marked) for i, name in enumerate(types)), salting
    )


def quoted(cell: str | None) -> str:
    """Write a field; null is nothing at all."""
    if cell is None:
        return ""
    special = not cell or set(cell) & set(',"\r\n')
    return '"' + cell.replace('"', '""') + '"' if special else cell


@st.composite
def tables(draw: st.DrawFn, types: Sequence[str] = tuple(CELLS)) -> Drawn:
    """Draw a table of random types with nasty cells."""
    names = draw(st.lists(st.sampled_from(types), min_size=1, max_size=4))
    salting = draw(st.sampled_from(Salting))
    salted = draw(st.sets(st.integers(0, len(names) - 1), min_size=1))
    row = st.tuples(*(st.one_of(st.none(), CELLS[name]) for name in names)).map(list)
    return Drawn(schema_of(names, salting, sorted(salted)), draw(st.lists(row, min_size=1, max_size=8)))


def rain_schema(folder: Path, salts: str) -> Path:
    """Write the schema of `RAIN`; with salts of cells the telephones are salted."""
    columns = [{"name": "day", "type": "date"}, {"name": "rain", "type": "decimal(4,1)"}]
    phone = {"name": "phone", "type": "text"} | ({"salted": True} if salts == "cells" else {})
    path = folder / f"{salts}.json"
    path.write_text(
        json.dumps({"v": "torrens/table-columns/1", "salts": salts, "columns": [*columns, phone]}, indent=1), "utf-8"
    )
    return path


def salts_of(schema: TableSchema) -> SaltSource | None:
    return None if schema.salting is Salting.NONE else SALTS


def csv_root(folder: Path, data: bytes, schema: TableSchema) -> TypedFingerprint:
    path = folder / "table.csv"
    path.write_bytes(data)
    return fingerprint_typed(schema, csv_batches(path, schema), salts_of(schema))
