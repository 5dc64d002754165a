"""Rows of Parquet and Arrow files as typed cells (anchor/SPEC-table.md section 2), a batch at a time.

pyarrow is an extra: it is imported where a file is opened, and nowhere else in the house. Files and their columns stand
here, what becomes of a column's values in `arrowcells`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, MalformedTable
from torrens_anchor.files.filestream import stable_file
from torrens_anchor.tables.columns import Column, ColumnType, Kind, TableSchema
from torrens_anchor.tables.typedtable import Batch, csv_batches
from torrens_log.arrowcells import arrow_payloads, pyarrow_module

SUFFIXES: Final = (".parquet", ".arrow", ".arrows", ".feather")
"""Files of these suffixes are read here; .arrows is Arrow's stream format."""
_ROWS: Final = 4096


@dataclass(frozen=True, slots=True)
class ArrowFile:
    """An open file.

    Attributes:
        path: Where it is.
        fields: Its columns, as pyarrow names and types.
        batches: Its record batches, once.
    """

    path: Path
    fields: tuple[tuple[str, Any], ...]
    batches: Iterator[Any]


def arrow_schema(path: Path) -> TableSchema:
    """Derive a schema from a file's own types; nothing is salted.

    Args:
        path: A Parquet or Arrow file.

    Returns:
        The schema.

    Raises:
        ExtraMissing: pyarrow is not installed.
        UnusableFile: Missing, unreadable or no regular file.
        MalformedTable: It cannot be read, or a column's type is none that is hashed; facts name the field.
        MalformedInput: Two columns of one name.
        LimitExceeded: Too many columns.
    """
    with _named(path), _opened(path) as file:
        return TableSchema(tuple(Column(name, _derived(path, name, kind)) for name, kind in file.fields))


def arrow_batches(path: Path, schema: TableSchema) -> Iterator[Batch]:
    """Read a Parquet or Arrow file as typed cells.

    Args:
        path: The file.
        schema: Its columns, in order.

    Yields:
        Batches of rows, from the first.

    Raises:
        ExtraMissing: pyarrow is not installed.
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        MalformedTable: It cannot be read, has other columns or types, or a cell is no value of its column.
    """
    with _opened(path) as file:
        _check_fields(file, schema)
        first = 1
        for batch in file.batches:
            yield [arrow_payloads(one, array, first) for one, array in zip(schema.columns, batch.columns, strict=True)]
            first += batch.num_rows


@contextmanager
def _opened(path: Path) -> Iterator[ArrowFile]:
    """Open a file, and turn whatever pyarrow raises while it is read into an error that names it."""
    pa = pyarrow_module("pyarrow")
    with stable_file(path) as stream:
        try:
            if path.suffix.lower() == ".parquet":
                file = pyarrow_module("pyarrow.parquet").ParquetFile(stream, buffer_size=2**20, pre_buffer=False)
                schema, batches = file.schema_arrow, file.iter_batches(batch_size=_ROWS, use_threads=False)
            elif path.suffix.lower() == ".arrows":
                reader = pa.ipc.open_stream(stream)
                schema, batches = reader.schema, _sliced(reader)
            else:
                reader = pa.ipc.open_file(stream)
                schema, batches = reader.schema, _sliced(map(reader.get_batch, range(reader.num_record_batches)))
            yield ArrowFile(path, tuple((field.name, field.type) for field in schema), batches)
        except (pa.ArrowException, OSError) as error:
            raise MalformedTable(
                f"{path} is no whole {path.suffix[1:]} file: {str(error).splitlines()[0]}",
                remedy="ask for the file again; it is truncated, damaged or of another format",
                path=str(path),
            ) from error


def _sliced(batches: Iterator[Any]) -> Iterator[Any]:
    for batch in batches:
        for at in range(0, batch.num_rows, _ROWS):
            yield batch.slice(at, _ROWS)


def _check_fields(file: ArrowFile, schema: TableSchema) -> None:
    remedy = "give a schema that names this table's columns, in its order, with types that hold its values"
    names = tuple(name for name, _ in file.fields)
    if names != schema.names:
        raise MalformedTable(
            f"{file.path} has the columns {list(names)[:20]}, the schema {list(schema.names)[:20]}",
            remedy=remedy,
            path=str(file.path),
        )
    for column, (name, kind) in zip(schema.columns, file.fields, strict=True):
        if column.type.kind not in _kinds(kind):
            raise MalformedTable(
                f"{file.path}, field {name!a}: {kind} is not read as {column.type}",
                remedy=remedy,
                field=name,
                path=str(file.path),
            )


def _derived(path: Path, name: str, kind: Any) -> ColumnType:  # noqa: ANN401
    types = pyarrow_module("pyarrow").types
    known = _kinds(kind)
    if types.is_decimal(kind):
        return ColumnType(Kind.DECIMAL, kind.precision, kind.scale)
    if known and not types.is_null(kind):
        return ColumnType(known[0])
    raise MalformedTable(
        f"{path}, field {name!a}: {kind} is no type that is hashed",
        remedy="write the column, in a copy, as boolean, integer, decimal, float64, text, binary, date, or timestamp "
        "with a zone; nested columns as columns of their own",
        field=name,
        path=str(path),
    )


def _kinds(kind: Any) -> tuple[Kind, ...]:  # noqa: ANN401
    """Say as what an Arrow type may be hashed: nothing where its values are no cells."""
    types = pyarrow_module("pyarrow").types
    if types.is_dictionary(kind):
        return _kinds(kind.value_type)
    if types.is_integer(kind) or types.is_decimal(kind):
        return (Kind.DECIMAL,) if types.is_decimal(kind) and kind.scale > 0 else (Kind.INTEGER, Kind.DECIMAL)
    if types.is_null(kind):
        return tuple(Kind)
    if types.is_timestamp(kind):
        return (Kind.TIMESTAMP,) if kind.tz else ()
    for of_kind, names in _NAMES.items():
        if any(getattr(types, f"is_{name}")(kind) for name in names):
            return (of_kind,)
    return ()


_NAMES: Final = {
    Kind.BOOLEAN: ("boolean",),
    Kind.FLOAT64: ("float32", "float64"),
    Kind.TEXT: ("string", "large_string", "string_view"),
    Kind.BYTES: ("binary", "large_binary", "binary_view", "fixed_size_binary"),
    Kind.DATE: ("date32", "date64"),
}


def table_batches(path: Path, schema: TableSchema) -> Iterator[Batch]:
    """Read a table of any form as typed cells: Parquet and Arrow by their suffixes, else CSV.

    Args:
        path: The file.
        schema: Its columns, in order.

    Yields:
        Batches of rows, from the first.

    Raises:
        MalformedTable: As `arrow_batches` and `csv_batches`, and the message names the file.
        LimitExceeded: A record or the header is too large.
    """
    with _named(path):
        yield from (arrow_batches if path.suffix.lower() in SUFFIXES else csv_batches)(path, schema)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in an error that names only a row, a field or a number."""
    try:
        yield
    except (MalformedInput, MalformedTable, LimitExceeded) as error:
        if "path" in error.facts:
            raise
        raise type(error)(f"{path}: {error}", remedy=error.remedy, **error.facts, path=str(path)) from error
