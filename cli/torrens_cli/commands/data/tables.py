"""Tables, for `torrens data`: fingerprints by value, proofs of rows and cells, made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.table import prove_row
from torrens_anchor.tables.tableproof import BYTES_MODE
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
    if out:
        files.place(out, inputs=[file, *filter(None, [values.schema])])
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
        NothingThere: There is no such row.
    """
    files.place(out, inputs=[file])
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
        NothingThere: There is no such row.
        SaltMissing: The row was erased, or no salts were named.
        FieldMismatch: A column that cannot be shown alone.
    """
    files.place(out, inputs=[file, *filter(None, [values.schema])])
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
        return files.parsed(values.schema, TableSchema.parse)
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
