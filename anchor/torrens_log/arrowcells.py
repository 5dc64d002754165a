"""What pyarrow reads of a column becomes the canonical bytes of cells (anchor/SPEC-table.md section 2).

It becomes the text that CSV would carry and then goes through the same law, so a table has one root in both forms.
"""

import struct
from importlib import import_module
from typing import Any, Final

from torrens_anchor.tables.cellcolumns import column_payloads
from torrens_anchor.tables.celltext import NAN, refuse
from torrens_anchor.tables.columns import Column, Kind
from torrens_log.errors import ExtraMissing

_DAY_MS: Final = 86_400_000
_FIRST_DAY: Final = -719_162
_LAST_DAY: Final = 2_932_896
_PER_SECOND: Final = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


def pyarrow_module(name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Import a part of pyarrow.

    Args:
        name: Its module.

    Returns:
        The module.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise ExtraMissing("Parquet and Arrow files are read by pyarrow, which is not installed", "table") from error


def arrow_payloads(column: Column, array: Any, first: int) -> list[bytes | None]:  # noqa: ANN401
    """Turn a column of a batch into canonical bytes.

    Args:
        column: Its name and type.
        array: Its values, as pyarrow gives them.
        first: Number of the first row.

    Returns:
        Canonical bytes a row; None for null.

    Raises:
        MalformedTable: A cell is no value of its column; facts name row and field.
    """
    pa = pyarrow_module("pyarrow")
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
    pa = pyarrow_module("pyarrow")
    texts = array.cast(pa.string()).cast(pa.binary()).to_pylist()
    if pa.types.is_decimal(array.type):
        cells = zip(texts, array.to_pylist(), strict=True)
        return [f"{cell:f}".encode() if text and b"E" in text else text for text, cell in cells]
    return list(texts)


def _texts_as_they_are(column: Column, array: Any, first: int) -> list[bytes | None]:  # noqa: ANN401
    """Take UTF-8 byte for byte; Arrow itself does not look at it before it is asked."""
    pa = pyarrow_module("pyarrow")
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
    if pyarrow_module("pyarrow.compute").any(array.is_nan()).as_py():
        for row, (cell, is_nan) in enumerate(zip(cells, array.is_nan().to_pylist(), strict=True), first):
            if is_nan and cell != NAN:
                raise refuse(column, row, "a NaN that carries a sign or a payload", "write it as the plain NaN or null")
    return cells


def _days(column: Column, array: Any, first: int) -> Any:  # noqa: ANN401
    pa = pyarrow_module("pyarrow")
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
    pa = pyarrow_module("pyarrow")
    unit = array.type.unit
    per_day = 86_400 * _PER_SECOND[unit]
    low, high = _FIRST_DAY * per_day, (_LAST_DAY + 1) * per_day - 1
    _check_range(column, array.cast(pa.int64()), first, low, high)
    return array.cast(pa.timestamp(unit, "UTC"))


def _check_range(column: Column, numbers: Any, first: int, low: int, high: int) -> None:  # noqa: ANN401
    bounds = pyarrow_module("pyarrow.compute").min_max(numbers)
    least, most = bounds["min"].as_py(), bounds["max"].as_py()
    if least is None or low <= least <= most <= high:
        return
    row = next(i for i, one in enumerate(numbers.to_pylist(), first) if one is not None and not low <= one <= high)
    raise refuse(column, row, "a time that is not in the years 1 to 9999", "mend it in a copy of the table")
