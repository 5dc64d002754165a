"""Tables, for `torrens data`: fingerprints by value, proofs of rows and cells, made and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.errors import DigestMismatch, UnusableFile
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.forms.members import as_text
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.table import fingerprint_table, prove_row
from torrens_anchor.tables.tableproof import BYTES_MODE, RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import ROW_PROOF_VERSION, TypedFingerprint, TypedRowProof
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report
from torrens_log.arrowrows import SUFFIXES, arrow_schema
from torrens_log.tablefiles import NOWHERE, SaltPlace, TableFile


@dataclass(frozen=True, slots=True)
class Values:
    """How a table's values are read: its schema, and where its salts come from.

    Attributes:
        schema: The schema file; None for a Parquet or Arrow file's own types.
        salts: Where its salts come from.
    """

    schema: Path | None = None
    salts: SaltPlace = NOWHERE

    def named(self) -> bool:
        """Says whether anything was named."""
        return self.schema is not None or self.salts.named()


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
        ArgumentRefused: A CSV without a schema.
        MalformedInput: Salts of a table whose schema salts nothing.
        SaltMissing: The table is salted and no salts were named.
    """
    table = read(file, values).fingerprint()
    schema = table.schema
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
    table, proof = read(file, values).prove(row, columns)
    files.write(out, proof.encode())
    return _proved(row, table.rows, table.root, out)


def read(file: Path, values: Values, schema: TableSchema | None = None) -> TableFile:
    """Says how a table is read.

    Args:
        file: A CSV, Parquet or Arrow file.
        values: Its schema and salts.
        schema: The schema of a fingerprint; instead of the one that is named.

    Returns:
        The table, unread.

    Raises:
        ArgumentRefused: A CSV without a schema.
        MalformedInput: It is no schema, or salts are named of a table that has none.
    """
    return TableFile(file, schema or read_schema(file, values), values.salts)


def verify_row(path: Path, stated: TableFingerprint | TypedFingerprint | Root) -> Report:
    """Checks a row's proof against a table's fingerprint, or its root alone.

    Args:
        path: The proof.
        stated: The fingerprint or the root that is trusted.

    Returns:
        What the row says.

    Raises:
        UnusableFile: The proof cannot be read.
        MalformedInput: It is no row proof.
        ArgumentRefused: The proof and the fingerprint are of tables of two modes.
        Mismatch: It leads to another root, or is of another table.
    """
    data = files.read(path)
    if parse_canonical_object(data).get("v") == ROW_PROOF_VERSION:
        typed = TypedRowProof.parse(data)
        if isinstance(stated, TableFingerprint):
            raise _other_mode("typed", BYTES_MODE)
        shown = typed.verify_root(stated) if isinstance(stated, bytes) else typed.verify(stated)
        return _verified(typed.row, typed.rows, dict(shown), stated)
    if isinstance(stated, TypedFingerprint):
        raise _other_mode(BYTES_MODE, "typed")
    proof = RowProof.parse(data)
    if isinstance(stated, TableFingerprint):
        return _verified(proof.row, proof.rows, dict(proof.verify(stated)), stated)
    # The schema is leaf 0, so the root that is trusted commits to the columns that the proof names.
    schema = Members(parse_canonical_object(proof.schema), "schema", ("v", "hash", "mode", "columns"))
    names = schema.items("columns", as_text)
    cells = proof.verify(TableFingerprint(BYTES_MODE, names, proof.rows, stated))
    return _verified(proof.row, proof.rows, dict(cells), stated)


def _other_mode(proof: str, fingerprint: str) -> ArgumentRefused:
    return ArgumentRefused(
        f"the proof is of a table in mode {proof}, the fingerprint of one in mode {fingerprint}",
        remedy="name the fingerprint that the proof was made with",
        argument="proof",
    )


def verify_table(file: Path, mode: str | None, values: Values, stated: TableFingerprint) -> Report:
    """Holds a CSV file's rows, as their bytes stand, against a table's fingerprint.

    Args:
        file: The data at hand.
        mode: The mode as named, if it was.
        values: The schema and salts as named, which have no place here.
        stated: The fingerprint that is trusted.

    Returns:
        That they match.

    Raises:
        ArgumentRefused: A schema, salts or a mode that this fingerprint is not of.
        UnusableFile: It is no CSV table, or cannot be read.
        DigestMismatch: It is another table; facts name what differs.
    """
    if mode not in (None, stated.mode) or is_typed(None, Path(), values):
        raise ArgumentRefused(
            f"the fingerprint is of a table in mode {stated.mode}: no other mode, no schema, no salts", argument="mode"
        )
    if file.is_dir():
        raise UnusableFile(f"{file} is a folder, and the fingerprint is of a table", path=str(file))
    found = fingerprint_table(file)
    if found != stated:
        pairs = ("columns", found.columns, stated.columns), ("rows", found.rows, stated.rows)
        unlike = [name for name, here, there in pairs if here != there] or ["root"]
        raise DigestMismatch(
            f"{file} is another table: its root is {found.root.hex()}, not {stated.root.hex()}",
            file=str(file),
            differing=", ".join(unlike),
        )
    return Report(
        "data.verify",
        f"数据相符:{file.name}",
        f"{file.name} matches, row by row",
        {"tableRoot": bytes(stated.root)},
        {"rows": stated.rows},
    )


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
    found = read(file, values, schema).reread()
    if found.table.root != root:
        raise DigestMismatch(f"{file} has other values, types or salts: its root is 0x{found.table.root.hex()}")
    if found.uncovered is not None:
        raise DigestMismatch(
            f"{file}: row {found.uncovered} was erased, and holds values that nothing proves",
            remedy="leave every cell of an erased row empty (null); what stood there can be shown no more",
            row=found.uncovered,
        )
    zh, en, facts = f"数据相符:{file.name}", f"{file.name} matches", {"erased": found.erased}
    if found.erased:
        zh, en = f"{zh}(其中 {found.erased} 行已销毁)", f"{en}, but for {found.erased} rows that were erased"
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


def _proved(row: int, rows: int, root: bytes, out: Path) -> Report:
    return Report(
        "data.prove",
        f"已证明第 {row} 行(共 {rows} 行)",
        f"row {row} of {rows} proved",
        {"tableRoot": bytes(root), "file": str(out)},
        {"row": row, "rows": rows},
    )


def _verified(
    row: int,
    rows: int,
    cells: dict[str, str] | dict[str, str | None],
    stated: TableFingerprint | TypedFingerprint | Root,
) -> Report:
    return Report(
        "data.verify",
        f"第 {row} 行在此表中",
        f"row {row} stands in the table",
        {"tableRoot": bytes(stated if isinstance(stated, bytes) else stated.root)},
        {"row": row, "rows": rows, "cells": cells},
    )
