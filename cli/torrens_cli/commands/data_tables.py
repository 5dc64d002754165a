"""Tables, for `torrens data`: fingerprints by value, proofs of rows and cells, made and checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.errors import DigestMismatch
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.forms.members import as_text
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.columns import Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts, SaltSource
from torrens_anchor.tables.table import prove_row
from torrens_anchor.tables.tableproof import BYTES_MODE, RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import ROW_PROOF_VERSION, TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import TypedHasher, fingerprint_typed, prove_typed_row
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report
from torrens_log.arrowrows import SUFFIXES, arrow_schema, table_batches
from torrens_log.saltfile import NewSalts, SaltFile


@dataclass(frozen=True, slots=True)
class Values:
    """How a table's values are read: its schema, and where its salts come from.

    Attributes:
        schema: The schema file; None for a Parquet or Arrow file's own types.
        salts: A salt file.
        new_salts: A salt file to be made.
        secret: A file whose bytes salts are derived from.
    """

    schema: Path | None = None
    salts: Path | None = None
    new_salts: Path | None = None
    secret: Path | None = None

    def named(self) -> bool:
        """Says whether anything was named."""
        return any((self.schema, self.salts, self.new_salts, self.secret))


def is_typed(mode: str | None, file: Path, values: Values) -> bool:
    """Settles the mode of a table.

    Args:
        mode: As named; when left out, Parquet, Arrow and what has a schema are typed, CSV goes by its bytes.
        file: The table.
        values: What was named besides.

    Returns:
        True for mode `typed`.

    Raises:
        ArgumentRefused: No such mode, or one that does not go with the rest.
    """
    if mode not in (None, BYTES_MODE, "typed"):
        raise ArgumentRefused(f"mode {mode!r} is neither bytes nor typed", argument="mode", value=mode)
    arrow = file.suffix.lower() in SUFFIXES
    if mode == BYTES_MODE and (values.named() or arrow):
        raise ArgumentRefused(
            "mode bytes reads CSV as it stands: no schema, no salts, no Parquet", argument="mode", value=mode
        )
    return mode == "typed" or values.named() or arrow


def fingerprint(file: Path, values: Values, out: Path | None) -> Report:
    """Fingerprints a table by its values.

    Args:
        file: A CSV, Parquet or Arrow file.
        values: Its schema and salts.
        out: Where the fingerprint goes, if anywhere.

    Returns:
        What it hashes to.

    Raises:
        UnusableFile: The table, or the fingerprint's place, cannot be used; facts name row and field.
        ArgumentRefused: A CSV without a schema, or salts named twice.
        SaltMissing: The table is salted and no salts were named.
    """
    schema = read_schema(file, values)
    with _salts(schema, values) as salts:
        table = fingerprint_typed(schema, table_batches(file, schema), salts)
        _settle(salts, table)
    if out:
        files.write(out, table.encode())
    columns = [f"{one.name}: {one.type}{' (salted)' if one.salted else ''}" for one in schema.columns]
    return Report(
        "data.fingerprint",
        f"表 {file.name}(按值)",
        f"table by its values, {table.rows} rows of {len(columns)} columns, salts: {schema.salting}",
        {"tableRoot": bytes(table.root)},
        {"rows": table.rows, "columns": columns, "mode": "typed", "salts": schema.salting.value},
    )


def prove(file: Path, row: int, out: Path) -> Report:
    """Proves a row of a table as its bytes stand.

    Args:
        file: The table.
        row: The row, from 1.
        out: Where the proof goes.

    Returns:
        What was proved.

    Raises:
        UnusableFile: The table or the proof's place cannot be used.
        OutOfRange: There is no such row.
    """
    table, proof = prove_row(file, row)
    files.write(out, proof.encode())
    return _proved(row, table.rows, table.root, out)


def prove_values(file: Path, row: int, out: Path, values: Values, columns: Sequence[str] | None) -> Report:
    """Proves a row of a table by its values, or some of its salted cells.

    Args:
        file: A CSV, Parquet or Arrow file.
        row: The row, from 1.
        out: Where the proof goes.
        values: Its schema and salts.
        columns: Which salted cells to show; None for all.

    Returns:
        What was proved.

    Raises:
        UnusableFile: The table or the proof's place cannot be used.
        OutOfRange: There is no such row.
        SaltMissing: The row was erased, or no salts were named.
        FieldMismatch: A column that cannot be shown alone.
    """
    table, proof = proved_values(file, row, values, columns)
    files.write(out, proof.encode())
    return _proved(row, table.rows, table.root, out)


def proved_values(
    file: Path, row: int, values: Values, columns: Sequence[str] | None = None
) -> tuple[TypedFingerprint, TypedRowProof]:
    """Proves a row as `prove_values`, and gives the proof itself."""
    schema = read_schema(file, values)
    with _salts(schema, values) as salts:
        table, proof = prove_typed_row(schema, table_batches(file, schema), row, salts, columns)
        _settle(salts, table)
    return table, proof


def verify_row(path: Path, root: bytes) -> Report:
    """Checks a row's proof against a table root.

    Args:
        path: The proof.
        root: The root that is trusted.

    Returns:
        What the row says.

    Raises:
        UnusableFile: The proof cannot be read.
        MalformedInput: It is no row proof.
        ProofMismatch: It leads to another root.
    """
    data = files.read(path)
    if parse_canonical_object(data).get("v") == ROW_PROOF_VERSION:
        typed = TypedRowProof.parse(data)
        return _verified(typed.row, typed.rows, dict(typed.verify_root(Root(root))), root)
    proof = RowProof.parse(data)
    # The schema is leaf 0, so the root that is trusted commits to the columns that the proof names.
    schema = Members(parse_canonical_object(proof.schema), "schema", ("v", "hash", "mode", "columns"))
    names = schema.items("columns", as_text)
    cells = proof.verify(TableFingerprint(BYTES_MODE, names, proof.rows, Root(root)))
    return _verified(proof.row, proof.rows, dict(cells), root)


def verify_values(file: Path, values: Values, root: bytes, schema: TableSchema | None = None) -> Report:
    """Holds a table's values against a root that is trusted.

    Args:
        file: A CSV, Parquet or Arrow file.
        values: Its schema and salts.
        root: The root.
        schema: The schema of a fingerprint; instead of the one that is named.

    Returns:
        That they match, and how many rows were erased.

    Raises:
        DigestMismatch: They do not, or a row that was erased holds values.
        UnusableFile: The table cannot be read as its schema says.
    """
    schema = schema or read_schema(file, values)
    with _salts(schema, values) as salts:
        hasher = TypedHasher(schema, salts)
        for batch in table_batches(file, schema):
            hasher.update(batch)
        table = hasher.finish()
    if table.root != root:
        raise DigestMismatch(f"{file} has other values, types or salts: its root is 0x{table.root.hex()}")
    if hasher.uncovered is not None:
        raise DigestMismatch(
            f"{file}: row {hasher.uncovered} was erased, and holds values that nothing proves",
            remedy="leave every cell of an erased row empty (null); what stood there can be shown no more",
            row=hasher.uncovered,
        )
    zh, en, facts = f"数据相符:{file.name}", f"{file.name} matches", {"erased": hasher.erased}
    if hasher.erased:
        zh, en = f"{zh}(其中 {hasher.erased} 行已销毁)", f"{en}, but for {hasher.erased} rows that were erased"
    return Report("data.verify", zh, en, {"tableRoot": root}, facts)


def read_schema(file: Path, values: Values) -> TableSchema:
    """Reads the schema that was named, or derives a Parquet or Arrow file's own.

    Args:
        file: The table.
        values: What was named.

    Returns:
        The schema.

    Raises:
        ArgumentRefused: A CSV without a schema.
        MalformedInput: It is no schema.
    """
    if values.schema:
        return TableSchema.parse(files.read(values.schema))
    if file.suffix.lower() in SUFFIXES:
        return arrow_schema(file)
    raise ArgumentRefused(
        f"{file} says nothing of its columns' types: name a --schema",
        remedy='write {"columns":[{"name":…,"type":…},…],"v":"torrens/table-columns/1"}; types: anchor/SPEC-table.md',
        argument="schema",
    )


@contextmanager
def _salts(schema: TableSchema, values: Values) -> Iterator[SaltSource | None]:
    named = [one for one in (values.salts, values.new_salts, values.secret) if one]
    if len(named) > 1:
        raise ArgumentRefused("name one of --salts, --new-salts and --salt-secret", argument="salts")
    if named and schema.salting is Salting.NONE:
        raise ArgumentRefused(
            "the schema says that nothing is salted",
            remedy='give the schema "salts": "rows", or "salts": "cells" and its columns "salted": true',
            argument="salts",
        )
    if values.salts:
        with SaltFile(values.salts) as salts:
            yield salts
    elif values.new_salts:
        with NewSalts(values.new_salts) as drawn:
            yield drawn
    else:
        yield DerivedSalts(files.read(values.secret)) if values.secret else None


def _settle(salts: SaltSource | None, table: TypedFingerprint) -> None:
    """Write whose salts they are into a new file; hold an old one against the table."""
    if isinstance(salts, NewSalts):
        salts.finish(table)
    if isinstance(salts, SaltFile):
        salts.check(table)


def _proved(row: int, rows: int, root: bytes, out: Path) -> Report:
    return Report(
        "data.prove",
        f"已证明第 {row} 行(共 {rows} 行)",
        f"row {row} of {rows} proved",
        {"tableRoot": bytes(root), "file": str(out)},
        {"row": row, "rows": rows},
    )


def _verified(row: int, rows: int, cells: dict[str, str] | dict[str, str | None], root: bytes) -> Report:
    return Report(
        "data.verify",
        f"第 {row} 行在此表中",
        f"row {row} stands in the table",
        {"tableRoot": root},
        {"row": row, "rows": rows, "cells": cells},
    )
