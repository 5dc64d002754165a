"""A schema to begin with, for `torrens data schema`: a file's own types, or all text, and what is to be salted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from torrens_anchor.errors import MalformedTable
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.tables.columns import Column, ColumnType, Kind, Salting, TableSchema
from torrens_anchor.tables.csvrecords import RecordReader, record_fields
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report
from torrens_log.arrowrows import SUFFIXES, arrow_schema

ALL = "all"
"""What stands for every column."""


def write_schema(file: Path, out: Path, salted: Sequence[str], *, rows: bool) -> Report:
    """Writes a schema file to begin with.

    Args:
        file: A Parquet or Arrow file, whose types are taken; or a CSV, whose columns are all text until changed.
        out: Where the schema goes.
        salted: Columns whose cells are salted; `all` for every one.
        rows: Salt whole rows instead.

    Returns:
        What it says.

    Raises:
        ArgumentRefused: Rows and columns both, or a column that is not there.
        UnusableFile: The table or the schema's place cannot be used.
    """
    if rows and salted:
        raise ArgumentRefused("salts are of rows or of cells: name one", argument="salted")
    files.place(out, inputs=[file])
    plain = arrow_schema(file) if file.suffix.lower() in SUFFIXES else _all_text(file)
    names = plain.names if list(salted) == [ALL] else salted
    if unknown := [name for name in names if name not in plain.names]:
        raise ArgumentRefused(f"{file} has no column {unknown[0]!r}", argument="salted", value=unknown[0])
    columns = tuple(replace(column, salted=column.name in names) for column in plain.columns)
    schema = TableSchema(columns, Salting.ROWS if rows else Salting.CELLS if names else Salting.NONE)
    files.write(out, schema.encode())
    told = [f"{one.name}: {one.type}{' (salted)' if one.salted else ''}" for one in schema.columns]
    return Report(
        "data.schema",
        f"{file.name} 的列类型已写入,请核对",
        f"the types of {len(told)} columns written; read them over",
        {"file": str(out)},
        {"columns": told, "salts": schema.salting.value},
    )


def _all_text(file: Path) -> TableSchema:
    reader = RecordReader()
    for block in stable_blocks(file):
        if records := reader.feed(block):
            return _texts(records[0])
    if records := reader.finish():
        return _texts(records[0])
    raise MalformedTable(f"{file} is empty", remedy="name a table with a header", path=str(file))


def _texts(header: bytes) -> TableSchema:
    names = [field.decode("utf-8") for field in record_fields(header, 0)]
    return TableSchema(tuple(Column(name, ColumnType(Kind.TEXT)) for name in names))
