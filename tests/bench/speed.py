"""`make bench`: speeds of the ground floor, each beside its limit measured in the same run."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from bench.chain_speed import rows as chain_rows
from bench.ground import rows as ground_rows
from bench.log import rows as log_rows
from bench.record import Row, merge, rate, seconds

from torrens_anchor.tables.columns import Column, ColumnType, Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts
from torrens_anchor.tables.table import fingerprint_table
from torrens_anchor.tables.typedtable import csv_batches, fingerprint_typed
from torrens_log.arrowrows import arrow_batches

ROWS = 200_000


def _table(folder: Path) -> list[Row]:
    path = folder / "table.csv"
    kinds = ("date", "decimal(4,1)", "float64", "float64", "integer", "text", "text", "text")
    lines = [
        f"2012-01-{i % 28 + 1:02},{i % 300 / 10},{i / 7:.1f},{i % 97 / 8},{i},drizzle,abcdefghijklmnop,"
        f"0123456789abcdefghijklmnopqrstuvwxyz0123456789".encode()
        for i in range(ROWS)
    ]
    path.write_bytes(b"a,b,c,d,e,f,g,h\n" + b"\n".join(lines) + b"\n")
    columns = tuple(Column(name, ColumnType.parse(kind)) for name, kind in zip("abcdefgh", kinds, strict=True))
    schema = TableSchema(columns)
    salted = TableSchema(columns, Salting.ROWS)
    salts = DerivedSalts(bytes(32))

    def raw() -> None:
        for line in lines:
            hashlib.sha256(line).digest()

    limit = ROWS / seconds(raw)
    works: dict[str, Callable[[], object]] = {
        "anchor.table_bytes": lambda: fingerprint_table(path),
        "anchor.table_typed": lambda: fingerprint_typed(schema, csv_batches(path, schema)),
        "anchor.table_typed_salted": lambda: fingerprint_typed(salted, csv_batches(path, salted), salts),
    }
    with suppress(ModuleNotFoundError):
        works["anchor.table_parquet"] = _parquet(folder, lines, schema)
    return [
        rate(name, value=ROWS / seconds(work), baseline=limit, unit="rows/s a core") for name, work in works.items()
    ]


def _parquet(folder: Path, lines: list[bytes], schema: TableSchema) -> Callable[[], object]:
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    kinds = (pa.date32(), pa.decimal128(4, 1), pa.float64(), pa.float64(), pa.int64(), *[pa.string()] * 3)
    cells = zip(*(line.decode().split(",") for line in lines), strict=True)
    columns = [pa.array(list(column)).cast(kind) for column, kind in zip(cells, kinds, strict=True)]
    path = folder / "table.parquet"
    parquet.write_table(pa.table(columns, names=list(schema.names)), path)
    return lambda: fingerprint_typed(schema, arrow_batches(path, schema))


def main() -> None:
    """Measures and records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        merge([*ground_rows(folder), *_table(folder), *log_rows(folder), *chain_rows()])


if __name__ == "__main__":
    main()
