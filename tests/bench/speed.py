"""`make bench`: speeds of the ground floor, each beside its limit measured in the same run."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from bench.log import rows as log_rows
from bench.record import Row, merge, rate, seconds

from torrens_anchor.columns import Column, ColumnType, Salting, TableSchema
from torrens_anchor.filehash import fingerprint_file
from torrens_anchor.merkle import CompactRange, leaf_hash, verify_inclusion
from torrens_anchor.merkle_tree import Tree
from torrens_anchor.salting import DerivedSalts
from torrens_anchor.table import fingerprint_table
from torrens_anchor.typedtable import csv_batches, fingerprint_typed
from torrens_log.arrowrows import arrow_batches

MIB = 1 << 20
LEAVES = 200_000
ROWS = 200_000


def _file(folder: Path) -> list[Row]:
    path, block = folder / "file", os.urandom(MIB)
    path.write_bytes(block * 256)

    def raw() -> None:
        for _ in range(256):
            hashlib.sha256(block).digest()

    limit = 256 / seconds(raw)
    return [
        rate("anchor.file", value=256 / seconds(lambda: fingerprint_file(path)), baseline=limit, unit="MiB/s a core")
    ]


def _tree() -> list[Row]:
    entries = [i.to_bytes(32) for i in range(LEAVES)]
    leaves = [leaf_hash(entry) for entry in entries]

    def raw() -> None:
        for leaf in leaves:
            hashlib.sha256(leaf + leaf).digest()

    def build() -> None:
        tree = CompactRange()
        tree.extend([leaf_hash(entry) for entry in entries])
        tree.root()

    limit = LEAVES / seconds(raw)
    tree = Tree(leaves)
    root, proof = tree.root(), tree.inclusion_proof(LEAVES // 3)
    leaf = tree.node(0, LEAVES // 3)

    def check() -> None:
        for _ in range(2_000):
            verify_inclusion(leaf=leaf, index=LEAVES // 3, size=LEAVES, proof=proof, root=root)  # type: ignore[arg-type]  # a node at height 0 is a leaf hash

    def make() -> None:
        for index in range(2_000):
            tree.inclusion_proof(index)

    return [
        rate("anchor.tree", value=LEAVES / seconds(build), baseline=limit, unit="leaves/s a core"),
        rate(
            "anchor.proof_verify",
            value=2_000 / seconds(check),
            baseline=limit / (len(proof) + 1),
            unit="proofs/s a core",
        ),
        rate(
            "anchor.proof_make", value=2_000 / seconds(make), baseline=limit / (len(proof) + 1), unit="proofs/s a core"
        ),
    ]


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
        merge([*_file(folder), *_tree(), *_table(folder), *log_rows(folder)])


if __name__ == "__main__":
    main()
