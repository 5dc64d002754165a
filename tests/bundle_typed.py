"""Vectors of rows of a table by its values: cells hidden, cells opened, rows salted whole, and all that spoils them."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import bundle_kit as kit
from bundle_case import Case
from bundle_home import World

from torrens_anchor.bundles.path import Content, Path
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.chain.ids import GrantKey, data_id
from torrens_anchor.tables.columns import Column, ColumnType, Kind, Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import TypedHasher, csv_rows

SALTS = DerivedSalts(sha256(b"rows in bundles").digest())
TABLE = b"day,rain,phone\n2026-04-27,1.5,5550100\n2026-04-28,,5550101\n2026-04-29,0.0,5550102\n"


def schema(salting: Salting) -> TableSchema:
    phone = Column("phone", ColumnType(Kind.TEXT), salted=salting is Salting.CELLS)
    return TableSchema(
        (Column("day", ColumnType(Kind.DATE)), Column("rain", ColumnType.parse("decimal(4,1)")), phone), salting
    )


def proven(salting: Salting, columns: tuple[str, ...] | None = None) -> tuple[TypedFingerprint, TypedRowProof]:
    found = schema(salting)
    hasher = TypedHasher(found, None if salting is Salting.NONE else SALTS, 2)
    for batch in csv_rows([TABLE], found):
        hasher.update(batch)
    return hasher.finish(), hasher.row_proof(columns)


def world(salting: Salting, columns: tuple[str, ...] | None = None) -> World:
    """Give a row that is shown under the title of its table."""
    table, proof = proven(salting, columns)
    content = Content(table.root, b"\x45" * 32)
    right = kit.path()
    title = GrantKey(data_id(content.root, content.salt), kit.scope(7, 1), b"\x01" * 32)
    record = RowRecord(Path(right.origin, (title,), content), table, proof)
    return kit.right_world(record, kit.grant_word(70_003, 7, 0))


def _spoilt(**changes: object) -> World:
    made = world(Salting.CELLS)
    record = made.record
    assert isinstance(record, RowRecord)
    made.record = replace(record, **changes)  # type: ignore[arg-type]  # the cases' own changes
    return made


def typed_cases() -> Iterator[Case]:
    """Give the good rows, and the spoilt ones."""
    yield Case.of("dataset-row-values", "a row by its values", world(Salting.NONE))
    yield Case.of("dataset-row-salted", "a row of a table whose rows are salted", world(Salting.ROWS))
    yield Case.of("dataset-row-hidden", "a row whose salted cell stays hidden", world(Salting.CELLS, ()))
    yield Case.of("dataset-row-opened", "a row whose salted cell is shown", world(Salting.CELLS))
    table, proof = proven(Salting.CELLS)
    other, elsewhere = proven(Salting.ROWS)
    [cell] = proof.opened
    by_lines = TableHasher(2)
    by_lines.update(TABLE)
    lines = by_lines.finish()
    last = cell.cell[:-1] + b"9"
    spoils: dict[str, tuple[str, dict[str, object]]] = {
        "salt": ("another salt for the cell that is shown", _row(proof, opened=(replace(cell, salt=bytes(32)),))),
        "cell": ("another text in the cell that is shown", _row(proof, opened=(replace(cell, cell=last),))),
        "column": ("the cell is said to be of an unsalted column", _row(proof, opened=(replace(cell, column=0),))),
        "record": ("a row's record changed", _row(proof, record=proof.record[:-1] + b"\0")),
        "number": ("the row is said to be another", _row(proof, row=1)),
        "beyond": ("the row is beyond the table", _row(proof, row=4)),
        "row-salt": ("a salt where rows have none", _row(proof, salt=bytes(32))),
        "other-row": ("a row of the same table, salted otherwise", {"row": elsewhere}),
        "other-table": ("a table that is not the content", {"table": other, "row": elsewhere}),
        "rows": ("a table of more rows than it has", {"table": replace(table, rows=4)}),
        "lines-proof": ("a proof by lines beside a table by values", {"row": by_lines.row_proof()}),
        "lines-table": ("a table by lines beside a proof by values", {"table": lines}),
    }
    for name, (desc, changes) in spoils.items():
        yield Case.of(f"dataset-row-values-{name}_fail", desc, _spoilt(**changes))


def _row(proof: TypedRowProof, **changes: object) -> dict[str, object]:
    return {"row": replace(proof, **changes)}  # type: ignore[arg-type]  # the cases' own changes
