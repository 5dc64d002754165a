"""Writes tests/vectors/tables: one JSON a case, for anybody's implementation of SPEC-table.md and SPEC.md section 6.

`PYTHONPATH=tests python tests/table_vectors.py` writes them anew; a test compares.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.columns import Column, ColumnType, Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import csv_rows, prove_typed_row

FOLDER = Path(__file__).parent / "vectors" / "tables"
SECRET = sha256(b"torrens table vectors").digest()
ALL = ("boolean", "integer", "decimal(6,2)", "float64", "text", "bytes", "date", "timestamp")
HEADER = b"a,b,c,d,e,f,g,h\n"
PLAIN = HEADER + (
    b"true,0,1.50,0.1,plain,00ff,2026-02-28,2026-11-22T03:28:19Z\n"
    b'false,-12345678901234567890123456789012345678,-1234.56,-1e300,"a,""b""\nc",,1996-02-29,2026-11-22T03:28:19.123456789Z\n'
    b',,,,"","",,\n'
)
SAME = HEADER + (
    b'"true","0",1.5,0.10,"plain","00ff","2026-02-28",2026-11-22 11:28:19.000+08:00\r\n'
    b'false,-12345678901234567890123456789012345678,-1234.5600,-1.0E+300,"a,""b""\nc",,1996-02-29,2026-11-22T03:28:19.123456789Z\r\n'
    b',,,,"","",,'
)
REFUSED = {
    "boolean-word": ("boolean", "yes"),
    "integer-leading-zero": ("integer", "007"),
    "integer-plus": ("integer", "+7"),
    "integer-39-digits": ("integer", "1" * 39),
    "integer-line-feed": ("integer", '"1\n2"'),
    "decimal-overflow": ("decimal(4,2)", "100.00"),
    "decimal-rounding": ("decimal(4,2)", "1.005"),
    "decimal-exponent": ("decimal(4,2)", "1e1"),
    "float64-overflow": ("float64", "1e309"),
    "float64-nan-payload": ("float64", "NaN(0x1)"),
    "float64-underscore": ("float64", "1_0"),
    "bytes-upper-case": ("bytes", "FF"),
    "date-not-leap": ("date", "2026-02-29"),
    "date-year-0": ("date", "0000-01-01"),
    "date-year-10000": ("date", "10000-01-01"),
    "timestamp-no-zone": ("timestamp", "2026-11-22T03:28:19"),
    "timestamp-leap-second": ("timestamp", "2016-12-31T23:59:60Z"),
    "timestamp-ten-digits": ("timestamp", "2026-11-22T03:28:19.0000000001Z"),
    "timestamp-24": ("timestamp", "2026-11-22T24:00:00Z"),
    "quoted-empty-integer": ("integer", '""'),
    "nul": ("text", "\0"),
    "open-quote": ("text", '"x'),
    "two-fields": ("text", "x,y"),
}
Case = dict[str, Any]


def schema_of(types: tuple[str, ...], salting: Salting = Salting.NONE, salted: str = "") -> TableSchema:
    """Name columns a, b, c … by their types."""
    names = [chr(97 + i) for i in range(len(types))]
    columns = [Column(name, ColumnType.parse(kind), name in salted) for name, kind in zip(names, types, strict=True)]
    return TableSchema(tuple(columns), salting)


def table_case(what: str, data: bytes, schema: TableSchema | None, root: bytes) -> Case:
    """A case of a table."""
    salted = schema is not None and schema.salting is not Salting.NONE
    return {
        "what": what,
        "csv": b64encode(data).decode(),
        "columns": None if schema is None else schema.encode().decode(),
        "secret": SECRET.hex() if salted else None,
        "root": root.hex(),
    }


def proof_case(what: str, proof: TypedRowProof, table: TypedFingerprint, root: bytes | None = None) -> Case:
    """A case of a row proof; what it must show is what the unspoilt one shows."""
    cells = [list(cell) for cell in proved(table, proof.row)[1].verify(table)]
    shown = {schema_cell.column for schema_cell in proof.opened}
    salted = [column.name for i, column in enumerate(table.schema.columns) if column.salted and i not in shown]
    return {
        "what": what,
        "proof": proof.encode().decode(),
        "root": (root or table.root).hex(),
        "cells": [cell for cell in cells if cell[0] not in salted],
    }


def proved(
    like: TypedFingerprint | TableSchema, row: int, columns: list[str] | None = None
) -> tuple[TypedFingerprint, TypedRowProof]:
    """Prove a row of the plain table under a schema."""
    schema = like.schema if isinstance(like, TypedFingerprint) else like
    salts = None if schema.salting is Salting.NONE else DerivedSalts(SECRET)
    return prove_typed_row(schema, csv_rows([PLAIN], schema), row, salts, columns)


def cases() -> Iterator[tuple[str, Case]]:
    """Every case, by name."""
    hasher = TableHasher()
    hasher.update(PLAIN)
    yield (
        "bytes",
        table_case("mode bytes: raw records, a quoted line feed among them", PLAIN, None, hasher.finish().root),
    )
    plain = schema_of(ALL)
    root = proved(plain, 1)[0].root
    yield "typed", table_case("every type, null beside empty text and empty bytes", PLAIN, plain, root)
    yield (
        "typed-written-otherwise",
        table_case("the same values in another spelling, other line ends", SAME, plain, root),
    )
    yield "typed-other-root_fail", table_case("a root of another table", PLAIN, plain, root[::-1])
    emptied = PLAIN.replace(b',,,,"","",,', b',,,,,"",,')
    yield "typed-null-for-empty_fail", table_case("null where an empty text was", emptied, plain, root)
    wider = schema_of(tuple("decimal(7,2)" if kind == "decimal(6,2)" else kind for kind in ALL))
    yield "typed-other-precision_fail", table_case("equal values, another declared type", PLAIN, wider, root)
    for salting, salted in ((Salting.ROWS, ""), (Salting.CELLS, "beh")):
        schema = schema_of(ALL, salting, salted)
        table = proved(schema, 1)[0]
        yield f"salted-{salting}", table_case(f"salts of {salting}", PLAIN, schema, table.root)
        yield from proof_cases(f"salted-{salting}", table)
    yield from proof_cases("typed", proved(plain, 1)[0])
    yield from opened_cases(proved(schema_of(ALL, Salting.CELLS, "beh"), 1)[0])
    for name, (kind, cell) in REFUSED.items():
        schema = schema_of((kind,))
        yield f"refused-{name}_fail", table_case(f"{cell[:12]!a} is no {kind}", f"a\n{cell}\n".encode(), schema, root)
    other = schema_of(("text",))
    yield "refused-header_fail", table_case("another header than the schema's", b"b\nx\n", other, root)
    yield "refused-encoding_fail", table_case("bytes that are not UTF-8", b"a\n\xff\n", other, root)


def proof_cases(name: str, table: TypedFingerprint) -> Iterator[tuple[str, Case]]:
    """Proofs of each row, and the second one spoilt."""
    for row in (1, 2, 3):
        yield f"{name}-row-{row}", proof_case(f"proof of row {row}", proved(table, row)[1], table)
    good = proved(table, 2)[1]
    short = table.schema.leaf(2)
    spoilt: dict[str, tuple[str, TypedRowProof]] = {
        "row": ("another row's number", replace(good, row=3)),
        "row-0": ("row 0 is the schema", replace(good, row=0)),
        "rows": ("a schema that says fewer rows", replace(good, schema=short)),
        "path-short": ("a path without its last hash", replace(good, record_path=good.record_path[:-1])),
        "path-long": ("a path with one hash more", replace(good, record_path=(*good.record_path, bytes(32)))),
        "path-order": ("a path in reverse", replace(good, record_path=good.record_path[::-1])),
        "schema-path": ("the schema's path is the row's", replace(good, schema_path=good.record_path)),
        "record": ("a byte of the row changed", replace(good, record=good.record[:-1] + b"0")),
        "record-longer": ("a byte after the row", replace(good, record=good.record + b"\0")),
        "salt": ("another salt, or one where there is none", replace(good, salt=bytes(32))),
    }
    for slug, (what, proof) in spoilt.items():
        case = proof_case(what, replace(good, row=2), table)
        yield f"{name}-{slug}_fail", case | {"proof": proof.encode().decode()}
    yield f"{name}-root_fail", proof_case("under another root", good, table, Root(table.root[::-1]))


def opened_cases(table: TypedFingerprint) -> Iterator[tuple[str, Case]]:
    """Some salted cells shown, and shown wrongly."""
    one = proved(table, 1, ["e"])[1]
    yield "one-cell", proof_case("one salted cell shown, two kept back", one, table)
    yield "no-cell", proof_case("every salted cell kept back", proved(table, 1, [])[1], table)
    cell, other = one.opened[0], proved(table, 2, ["e"])[1].opened[0]
    spoilt = {
        "salt": replace(cell, salt=bytes(32)),
        "value": replace(cell, cell=cell.cell[:-1] + b"X"),
        "column": replace(cell, column=1),
        "unsalted-column": replace(cell, column=0),
        "no-column": replace(cell, column=8),
        "other-row": other,
    }
    for slug, bad in spoilt.items():
        case = proof_case(f"an opened cell of another {slug}", one, table)
        yield f"one-cell-{slug}_fail", case | {"proof": replace(one, opened=(bad,)).encode().decode()}
    twice = replace(one, opened=(cell, cell))
    case = proof_case("one cell opened twice", one, table)
    yield "one-cell-twice_fail", case | {"proof": twice.encode().decode()}


def texts() -> dict[str, str]:
    """Every file's text, by its name."""
    return {
        f"{name}.json": json.dumps({"name": name} | case, ensure_ascii=False, indent=1) + "\n" for name, case in cases()
    }


def main() -> None:
    """Write the folder anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
