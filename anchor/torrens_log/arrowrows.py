"""Rows of Parquet and Arrow files as typed cells (anchor/SPEC-table.md section 2), a batch at a time.

pyarrow is an extra: it is imported where a file is opened, and nowhere else in the house. What it reads becomes the
text that CSV would carry and then goes through the same law, so a table has one root in both forms.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, MalformedTable
from torrens_anchor.files.filestream import stable_file
from torrens_anchor.tables.cellcolumns import column_payloads
from torrens_anchor.tables.celltext import NAN, refuse
from torrens_anchor.tables.columns import Column, ColumnType, Kind, TableSchema
from torrens_anchor.tables.typedtable import Batch, csv_batches
from torrens_log.errors import ExtraMissing

SUFFIXES: Final = (".parquet", ".arrow", ".arrows", ".feather")
"""Files of these suffixes are read here; .arrows is Arrow's stream format."""
_ROWS: Final = 4096
_DAY_MS: Final = 86_400_000
_FIRST_DAY: Final = -719_162
_LAST_DAY: Final = 2_932_896
_PER_SECOND: Final = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


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
            yield [_payloads(one, array, first) for one, array in zip(schema.columns, batch.columns, strict=True)]
            first += batch.num_rows


@contextmanager
def _opened(path: Path) -> Iterator[ArrowFile]:
    """Open a file, and turn whatever pyarrow raises while it is read into an error that names it."""
    pa = _pyarrow("pyarrow")
    with stable_file(path) as stream:
        try:
            if path.suffix.lower() == ".parquet":
                file = _pyarrow("pyarrow.parquet").ParquetFile(stream, buffer_size=2**20, pre_buffer=False)
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


def _pyarrow(name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    try:
        return import_module(name)
    except ImportError as error:
        raise ExtraMissing("Parquet and Arrow files are read by pyarrow, which is not installed", "table") from error


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
    types = _pyarrow("pyarrow").types
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
    types = _pyarrow("pyarrow").types
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


def _payloads(column: Column, array: Any, first: int) -> list[bytes | None]:  # noqa: ANN401
    """Turn a column of a batch into canonical bytes."""
    pa = _pyarrow("pyarrow")
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_null(array.type):
        return [None] * len(array)
    match column.type.kind:
        case Kind.BOOLEAN:
            return [None if cell is None else bytes([cell]) for cell in array.to_pylist()]
        case Kind.FLOAT64:
            return _floats(column, array.cast(pa.float64()), first)
        case Kind.TEXT:
            return _texts_as_they_are(column, array, first)
        case Kind.BYTES:
            return list(array.to_pylist())
        case Kind.DATE:
            array = _days(column, array, first)
        case Kind.TIMESTAMP:
            array = _instants(column, array, first)
    return list(column_payloads(column, _texts(array), first))


def _texts(array: Any) -> list[bytes | None]:  # noqa: ANN401
    """Write exact values as text; zero of a large scale, which Arrow writes with an exponent, in full."""
    pa = _pyarrow("pyarrow")
    texts = array.cast(pa.string()).cast(pa.binary()).to_pylist()
    if pa.types.is_decimal(array.type):
        cells = zip(texts, array.to_pylist(), strict=True)
        return [f"{cell:f}".encode() if text and b"E" in text else text for text, cell in cells]
    return list(texts)


def _texts_as_they_are(column: Column, array: Any, first: int) -> list[bytes | None]:  # noqa: ANN401
    """Take UTF-8 byte for byte; Arrow itself does not look at it before it is asked."""
    pa = _pyarrow("pyarrow")
    array.validate()
    cells: list[bytes | None] = array.cast(pa.large_string()).cast(pa.large_binary()).to_pylist()
    try:
        array.validate(full=True)
    except pa.ArrowInvalid:
        for row, cell in enumerate(cells, first):
            try:
                (cell or b"").decode("utf-8")
            except UnicodeDecodeError as error:
                at = error.start
                remedy = "convert the column to UTF-8 in a copy of the table"
                raise refuse(column, row, f"bytes that are not UTF-8, from byte {at} of the cell", remedy) from error
        raise
    return cells


def _floats(column: Column, array: Any, first: int) -> list[bytes | None]:  # noqa: ANN401
    cells = [None if cell is None else struct.pack(">d", cell + 0.0) for cell in array.to_pylist()]
    if _pyarrow("pyarrow.compute").any(array.is_nan()).as_py():
        for row, (cell, is_nan) in enumerate(zip(cells, array.is_nan().to_pylist(), strict=True), first):
            if is_nan and cell != NAN:
                raise refuse(column, row, "a NaN that carries a sign or a payload", "write it as the plain NaN or null")
    return cells


def _days(column: Column, array: Any, first: int) -> Any:  # noqa: ANN401
    pa = _pyarrow("pyarrow")
    if pa.types.is_date32(array.type):
        _check_range(column, array.cast(pa.int32()), first, _FIRST_DAY, _LAST_DAY)
        return array
    numbers = array.cast(pa.int64())
    _check_range(column, numbers, first, _FIRST_DAY * _DAY_MS, _LAST_DAY * _DAY_MS)
    for row, number in enumerate(numbers.to_pylist(), first):
        if number is not None and number % _DAY_MS:
            raise refuse(column, row, "a date64 that is no whole day", "write it as date32, or as a timestamp")
    return array.cast(pa.date32())


def _instants(column: Column, array: Any, first: int) -> Any:  # noqa: ANN401
    pa = _pyarrow("pyarrow")
    unit = array.type.unit
    per_day = 86_400 * _PER_SECOND[unit]
    low, high = _FIRST_DAY * per_day, (_LAST_DAY + 1) * per_day - 1
    _check_range(column, array.cast(pa.int64()), first, low, high)
    return array.cast(pa.timestamp(unit, "UTC"))


def _check_range(column: Column, numbers: Any, first: int, low: int, high: int) -> None:  # noqa: ANN401
    bounds = _pyarrow("pyarrow.compute").min_max(numbers)
    least, most = bounds["min"].as_py(), bounds["max"].as_py()
    if least is None or low <= least <= most <= high:
        return
    row = next(i for i, one in enumerate(numbers.to_pylist(), first) if one is not None and not low <= one <= high)
    raise refuse(column, row, "a time that is not in the years 1 to 9999", "mend it in a copy of the table")


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
