"""One cell of a typed table as it is hashed: type tag, length, canonical bytes (SPEC-table.md section 2)."""

import math
import struct
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.forms.esnumber import serialize_float
from torrens_anchor.tables.celltext import BOOLEANS, NAN, WORDS, NotOfType, canonical
from torrens_anchor.tables.columns import ColumnType, Kind
from torrens_anchor.tables.csvrecords import MAX_RECORD_BYTES

TAGS: Final = {
    Kind.BOOLEAN: 1,
    Kind.INTEGER: 2,
    Kind.DECIMAL: 3,
    Kind.FLOAT64: 4,
    Kind.TEXT: 5,
    Kind.BYTES: 6,
    Kind.DATE: 7,
    Kind.TIMESTAMP: 8,
}
"""First byte of a cell that is not null."""
HIDDEN_TAG: Final = 0x20
"""First byte of a salted cell in its row's leaf; its 32-byte commitment follows."""
NULL_CELL: Final = bytes(5)
"""Tag 0 and length 0."""


def cell_bytes(kind: ColumnType, value: bytes | None) -> bytes:
    """Write a cell as it is hashed: tag, length in four bytes (big end first), canonical bytes.

    Args:
        kind: The column's type.
        value: Canonical bytes, or None for null.

    Returns:
        The cell.

    Raises:
        LimitExceeded: Longer than 16 MiB.
    """
    if value is None:
        return NULL_CELL
    if len(value) > MAX_RECORD_BYTES:
        raise LimitExceeded(f"a cell of {len(value)} bytes; at most {MAX_RECORD_BYTES}", limit=MAX_RECORD_BYTES)
    return struct.pack(">BI", TAGS[kind.kind], len(value)) + value


def read_cell(kind: ColumnType, data: bytes, at: int) -> tuple[bytes | None, int]:
    """Read a cell out of a row, and demand that its bytes are canonical.

    Args:
        kind: The column's type.
        data: The row.
        at: Where the cell begins.

    Returns:
        Its canonical bytes, None for null, and where the next begins.

    Raises:
        MalformedInput: Another tag, a length past the end, or bytes that are not canonical.
    """
    if data[at : at + 5] == NULL_CELL:
        return None, at + 5
    value, end = read_tagged(data, at, TAGS[kind.kind])
    if not is_canonical(kind, value):
        raise MalformedInput(f"a cell's bytes are no canonical {kind}", field=str(kind))
    return value, end


def read_tagged(data: bytes, at: int, tag: int) -> tuple[bytes, int]:
    """Read tag, length and bytes.

    Args:
        data: The row.
        at: Where the cell begins.
        tag: The tag demanded.

    Returns:
        The bytes, and where the next cell begins.

    Raises:
        MalformedInput: Another tag, or a length past the end.
    """
    begin = at + 5
    end = begin + int.from_bytes(data[at + 1 : begin], "big")
    if len(data) < max(begin, end) or data[at] != tag:
        raise MalformedInput(f"byte {at} of the row begins no cell of tag {tag}", byte=at, tag=tag)
    return data[begin:end], end


def is_canonical(kind: ColumnType, value: bytes) -> bool:
    """Say whether bytes are the canonical form of a value.

    Args:
        kind: The column's type.
        value: The bytes.

    Returns:
        True for the one form that is hashed.
    """
    match kind.kind:
        case Kind.BOOLEAN:
            return value in BOOLEANS.values()
        case Kind.FLOAT64:
            return len(value) == 8 and value != b"\x80" + bytes(7) and (value == NAN or not _is_nan(value))
        case Kind.BYTES:
            return True
        case Kind.TEXT:
            return _is_utf8(value)
    try:
        return canonical(value, kind) == value
    except NotOfType:
        return False


def show(kind: ColumnType, value: bytes | None) -> str | None:
    """Write a cell's value for people.

    Args:
        kind: The column's type.
        value: Canonical bytes, or None for null.

    Returns:
        Its text, as CSV would carry it; None for null.
    """
    if value is None:
        return None
    match kind.kind:
        case Kind.BOOLEAN:
            return "true" if value == b"\x01" else "false"
        case Kind.BYTES:
            return value.hex()
        case Kind.FLOAT64:
            number: float = struct.unpack(">d", value)[0]
            if math.isfinite(number):
                return serialize_float(number)
            return next(word.decode() for word, known in WORDS.items() if known == value)
    return value.decode("utf-8")


def _is_nan(value: bytes) -> bool:
    return math.isnan(struct.unpack(">d", value)[0])


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
