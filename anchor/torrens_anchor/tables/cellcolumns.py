"""Whole columns of CSV text into canonical bytes at once; what is not plainly canonical goes cell by cell.

Each check here asks a few questions of all the cells joined by line feeds, which cost a fraction of a question a cell.
They may only be too strict: `celltext.payload` decides then, and names row and field.
"""

import math
import re
import struct
from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Final, TypeAlias

from torrens_anchor.tables.cells import TAGS, cell_bytes
from torrens_anchor.tables.celltext import BOOLEANS, is_day, payload
from torrens_anchor.tables.columns import MAX_DIGITS, Column, ColumnType, Kind

_Quick: TypeAlias = Callable[[ColumnType, Sequence[bytes]], Sequence[bytes] | None]
_SHORT: Final = 256
_PREFIXES: Final = {
    kind: tuple(struct.pack(">BI", tag, length) for length in range(_SHORT)) for kind, tag in TAGS.items()
}
_ZEROS: Final = bytes.maketrans(b"123456789", b"0" * 9)
_DAY: Final = b"0000-00-00"
_SECOND: Final = b"0000-00-00T00:00:00"
_CLOCK: Final = re.compile(rb"(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}")
_pack = struct.Struct(">d").pack


def column_payloads(column: Column, cells: Sequence[bytes | None], first: int) -> Sequence[bytes | None]:
    """Turn a column's CSV cells into canonical bytes.

    Args:
        column: The column.
        cells: Their texts; None for null.
        first: Row of the first, for the error.

    Returns:
        Their canonical bytes; None for null.

    Raises:
        MalformedTable: A text is no value of the column's type; facts name row and field.
    """
    if column.type.kind is Kind.TEXT:
        return cells
    quick = _QUICK.get(column.type.kind)
    found: Sequence[bytes | None] | None = None
    if quick:
        try:
            found = quick(column.type, cells)  # type: ignore[arg-type]  # bytes.join refuses None
        except TypeError:
            found = _with_nulls(quick, column.type, cells)
    if found is None:
        return [None if cell is None else payload(column, cell, first + i) for i, cell in enumerate(cells)]
    return found


def _with_nulls(quick: _Quick, kind: ColumnType, cells: Sequence[bytes | None]) -> Sequence[bytes | None] | None:
    texts = [cell for cell in cells if cell is not None]
    found = quick(kind, texts) if texts else []
    if found is None:
        return None
    left = iter(found)
    return [None if cell is None else next(left) for cell in cells]


def column_cells(kind: ColumnType, payloads: Sequence[bytes | None]) -> list[bytes]:
    """Write a column's cells as they are hashed: tag, length, canonical bytes.

    Args:
        kind: The column's type.
        payloads: Canonical bytes; None for null.

    Returns:
        The cells.

    Raises:
        LimitExceeded: A cell is longer than 16 MiB.
    """
    prefixes = _PREFIXES[kind.kind]
    try:
        return [prefixes[len(one)] + one for one in payloads]  # type: ignore[arg-type,operator]  # len refuses None
    except (IndexError, TypeError):
        return [
            cell_bytes(kind, one) if one is None or len(one) >= _SHORT else prefixes[len(one)] + one for one in payloads
        ]


def column_parts(kind: ColumnType, payloads: Sequence[bytes | None]) -> tuple[Iterable[bytes], ...]:
    """Write a column's cells as `column_cells`, in parts that stand one after the other in each row.

    Args:
        kind: The column's type.
        payloads: Canonical bytes, at least one; None for null.

    Returns:
        Tags and lengths, then canonical bytes; or whole cells. What is alike in every row is given without end.

    Raises:
        LimitExceeded: A cell is longer than 16 MiB.
    """
    prefixes = _PREFIXES[kind.kind]
    try:
        lengths = set(map(len, payloads))  # type: ignore[arg-type]  # len refuses None
        heads = repeat(prefixes[lengths.pop()]) if len(lengths) == 1 else [prefixes[len(one)] for one in payloads]  # type: ignore[arg-type]  # same
    except (IndexError, TypeError):
        return (column_cells(kind, payloads),)
    return heads, payloads  # type: ignore[return-value]  # same


def _booleans(_: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    b"".join(texts)
    return [BOOLEANS[text] for text in texts] if BOOLEANS.keys() >= set(texts) else None


def _integers(_: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    joined = b"\n" + b"\n".join(texts) + b"\n"
    plain = (
        joined.count(b"\n") == len(texts) + 1
        and not joined.translate(None, b"0123456789-\n")
        and joined.count(b"-") == joined.count(b"\n-")
        and (b"\n0" not in joined or joined.count(b"\n0") == texts.count(b"0"))
        and not any(odd in joined for odd in (b"\n\n", b"-\n", b"\n-0"))
        and max(map(len, texts)) <= MAX_DIGITS
    )
    return texts if plain else None


def _decimals(kind: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    if not kind.scale:
        return _integers(kind, texts) if max(map(len, texts)) <= kind.precision else None
    joined = b"\n" + b"\n".join(texts) + b"\n"
    point = b"." + b"0" * kind.scale + b"\n"
    count = len(texts)
    plain = (
        joined.count(b"\n") == count + 1
        and not joined.translate(None, b"0123456789-.\n")
        and joined.count(b".") == count == joined.translate(_ZEROS).count(point)
        and joined.count(b"-") == joined.count(b"\n-")
        and joined.count(b"\n0") == joined.count(b"\n0.")
        and joined.count(b"\n-0") == joined.count(b"\n-0.")
        and not any(odd in joined for odd in (b"\n.", b"-.", b"\n-0" + point))
        and max(map(len, texts)) <= kind.precision + (kind.precision > kind.scale)
    )
    return texts if plain else None


def _floats(_: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    if b"".join(texts).translate(None, b"0123456789+-.eE"):
        return None
    try:
        numbers = list(map(float, texts))
    except ValueError:
        return None
    if not math.isfinite(sum(numbers)):
        return None
    return [_pack(number + 0.0) for number in numbers]


def _days(_: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    joined = b"\n".join(texts)
    shape = (_DAY + b"\n") * len(texts)
    plain = joined.translate(_ZEROS) == shape[:-1] and all(map(is_day, set(texts)))
    return texts if plain else None


def _timestamps(_: ColumnType, texts: Sequence[bytes]) -> Sequence[bytes] | None:
    digits = len(texts[0]) - len(_SECOND) - 2
    fraction = b"." + b"0" * digits if digits > 0 else b""
    shape = (_SECOND + fraction + b"Z\n") * len(texts)
    if digits > 9 or b"\n".join(texts).translate(_ZEROS) != shape[:-1]:
        return None
    if not all(map(is_day, {text[:10] for text in texts})):
        return None
    if not all(map(_CLOCK.fullmatch, {text[11:19] for text in texts})):
        return None
    if digits == 9:
        return texts
    end = (b"" if fraction else b".") + b"0" * (9 - max(digits, 0)) + b"Z"
    return [text[:-1] + end for text in texts]


_QUICK: Final[dict[Kind, _Quick]] = {
    Kind.BOOLEAN: _booleans,
    Kind.INTEGER: _integers,
    Kind.DECIMAL: _decimals,
    Kind.FLOAT64: _floats,
    Kind.DATE: _days,
    Kind.TIMESTAMP: _timestamps,
}
