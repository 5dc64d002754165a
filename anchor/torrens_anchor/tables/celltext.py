"""The text of a CSV cell into canonical bytes, type by type (SPEC-table.md section 2). This is the law."""

import math
import re
import struct
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from torrens_anchor.errors import MalformedTable
from torrens_anchor.tables.columns import MAX_DIGITS, Column, ColumnType, Kind

NAN: Final = bytes.fromhex("7ff8000000000000")
"""The only NaN: quiet, positive, without payload."""
BOOLEANS: Final = {b"true": b"\x01", b"false": b"\x00"}
"""The two words of a boolean."""
_INTEGER: Final = re.compile(rb"(-?)(0|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(rb"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_FLOAT: Final = re.compile(rb"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
WORDS: Final = {
    b"NaN": NAN,
    b"Infinity": struct.pack(">d", math.inf),
    b"-Infinity": struct.pack(">d", -math.inf),
}
"""What a float64 may be besides digits."""
_HEX: Final = re.compile(rb"(?:[0-9a-f]{2})*")
_DATE: Final = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP: Final = re.compile(
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    rb"((?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2})(?:\.([0-9]{1,9}))?(Z|[+-][0-9]{2}:[0-9]{2})"
)


class NotOfType(Exception):  # noqa: N818 - it is caught where row and field are known
    """Why a text is no value of a type."""

    def __init__(self, why: str, remedy: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def canonical(cell: bytes, kind: ColumnType) -> bytes:
    """Turn a text into canonical bytes.

    Args:
        cell: The text, unquoted.
        kind: Its column's type.

    Returns:
        The canonical bytes.

    Raises:
        NotOfType: The text is no value of the type.
    """
    return _READERS[kind.kind](cell, kind)


def payload(column: Column, cell: bytes, row: int) -> bytes:
    """Turn a CSV cell's text into canonical bytes.

    Args:
        column: Its column.
        cell: The text, unquoted; null never comes here.
        row: Its row, for the error.

    Returns:
        The canonical bytes.

    Raises:
        MalformedTable: The text is no value of the column's type; facts name row and field.
    """
    try:
        return canonical(cell, column.type)
    except NotOfType as refused:
        shown = cell[:40].decode("utf-8", "replace")
        raise refuse(column, row, f"{shown!a} {refused.why}", refused.remedy) from None


def refuse(column: Column, row: int, why: str, remedy: str | None = None) -> MalformedTable:
    """Make the error for a cell that is no value of its column.

    Args:
        column: The column.
        row: The row.
        why: What is wrong with it.
        remedy: The way out; the class's default when absent.

    Returns:
        The error, to be raised.
    """
    return MalformedTable(
        f"row {row}, field {column.name!a} ({column.type}): {why}", remedy=remedy, row=row, field=column.name
    )


def _boolean(cell: bytes, _: ColumnType) -> bytes:
    try:
        return BOOLEANS[cell]
    except KeyError:
        raise NotOfType("is neither true nor false") from None


def _integer(cell: bytes, _: ColumnType) -> bytes:
    found = _INTEGER.fullmatch(cell)
    if not found:
        raise NotOfType(
            "is no integer", "write digits without leading zeros, or state the column as text when zeros matter"
        )
    if len(found[2]) > MAX_DIGITS:
        raise NotOfType(f"has {len(found[2])} digits, more than {MAX_DIGITS}", "state the column as text")
    return b"0" if found[2] == b"0" else cell


def _decimal(cell: bytes, kind: ColumnType) -> bytes:
    found = _DECIMAL.fullmatch(cell)
    if not found:
        raise NotOfType("is no decimal", "write digits with at most one point, without leading zeros")
    sign, whole, fraction = found[1], found[2], found[3] or b""
    if fraction[kind.scale :].strip(b"0"):
        raise NotOfType(
            f"has more than {kind.scale} digits after the point", "state a larger scale; nothing is rounded"
        )
    if len(whole.lstrip(b"0")) > kind.precision - kind.scale:
        raise NotOfType(f"overflows {kind.precision} digits", "state a larger precision")
    fraction = fraction[: kind.scale].ljust(kind.scale, b"0")
    value = whole + (b"." + fraction if kind.scale else b"")
    return sign + value if value.strip(b"0.") else value


def _float(cell: bytes, _: ColumnType) -> bytes:
    if cell in WORDS:
        return WORDS[cell]
    if not _FLOAT.fullmatch(cell):
        raise NotOfType("is no float64", "write decimal digits, an exponent after e, or NaN, Infinity, -Infinity")
    number = float(cell)
    if math.isinf(number):
        raise NotOfType("is beyond the largest float64", "state the column as decimal(p,s) or text")
    return struct.pack(">d", number + 0.0)


def _hex(cell: bytes, _: ColumnType) -> bytes:
    if not _HEX.fullmatch(cell):
        raise NotOfType("is not lower-case hexadecimal")
    return bytes.fromhex(cell.decode("ascii"))


def _day(cell: bytes, _: ColumnType) -> bytes:
    if not _DATE.fullmatch(cell) or not is_day(cell):
        raise NotOfType("is no day from 0001-01-01 to 9999-12-31", "write YYYY-MM-DD of a day that was")
    return cell


def _timestamp(cell: bytes, _: ColumnType) -> bytes:
    found = _TIMESTAMP.fullmatch(cell)
    if not found:
        raise NotOfType(
            "is no timestamp with its zone",
            "write YYYY-MM-DDTHH:MM:SS, at most 9 digits of a second, and Z or an offset such as +08:00",
        )
    try:
        moment = datetime.fromisoformat(f"{found[1].decode()}T{found[2].decode()}").replace(tzinfo=_zone(found[4]))
        utc = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotOfType(
            "is no second from the year 1 to 9999", "write a second that was; leap seconds are not"
        ) from None
    text = utc.replace(tzinfo=None).isoformat(timespec="seconds").encode()
    return text + b"." + (found[3] or b"").ljust(9, b"0") + b"Z"


def _zone(offset: bytes) -> timezone:
    if offset == b"Z":
        return UTC
    hours, minutes = int(offset[1:3]), int(offset[4:6])
    if hours > 23 or minutes > 59:
        raise ValueError(offset)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if offset[:1] == b"-" else span)


def is_day(cell: bytes) -> bool:
    """Say whether ten characters of the form YYYY-MM-DD are a day of the calendar.

    Args:
        cell: The characters.

    Returns:
        True from 0001-01-01 to 9999-12-31.
    """
    try:
        date.fromisoformat(cell.decode("ascii"))
    except ValueError:
        return False
    return True


def _itself(cell: bytes, _: ColumnType) -> bytes:
    return cell


_READERS: Final = {
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.FLOAT64: _float,
    Kind.TEXT: _itself,
    Kind.BYTES: _hex,
    Kind.DATE: _day,
    Kind.TIMESTAMP: _timestamp,
}
