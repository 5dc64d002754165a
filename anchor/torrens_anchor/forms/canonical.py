"""Canonical JSON (RFC 8785, JCS): one encoder and one strict parser.

A record is *made* with the encoder; from then on its exact bytes are stored and hashed, and a verifier
asks `parse_canonical` whether they equal their own re-encoding. I-JSON (RFC 7493) rules hold: UTF-8
without a byte order mark, no duplicate keys, no lone surrogates, no integers beyond 2^53 - 1.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring as _quote
from typing import Final, TypeAlias

from torrens_anchor.errors import LimitExceeded, MalformedInput, NotCanonical
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER, serialize_float, serialize_integer

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
"""What `parse` gives."""
JsonObject: TypeAlias = dict[str, JsonValue]
"""A parsed JSON object."""
JsonLike: TypeAlias = "bool | int | float | str | Sequence[JsonLike] | Mapping[str, JsonLike] | None"
"""What `encode` takes; sequences are lists or tuples."""

_Read: TypeAlias = Callable[[str], "JsonValue"]

MAX_DEPTH: Final = 64
"""Deepest nesting of arrays and objects that is read or written."""
MAX_BYTES: Final = 64 * 2**20
"""Longest JSON text that is read, in bytes."""
_ASTRAL: Final = re.compile(rb"[\xf0-\xff]")
"""Begins a character beyond U+FFFF in UTF-8: of those alone UTF-16 sorts otherwise than code points."""
_BRACKETS: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)
"""Strings, so that what stands in them is passed over, and brackets."""
_EXPONENT_FROM: Final = 1e21
"""From here on ECMAScript writes an exponent."""


def encode(value: JsonLike, *, max_depth: int = MAX_DEPTH, large_integers: bool = False) -> bytes:
    """Encode a value as canonical JSON (RFC 8785 section 3.2).

    Args:
        value: None, bool, int, float, str, list, tuple or a mapping with str keys.
        max_depth: Deepest nesting allowed.
        large_integers: Write doubles between 2^53 and 10^21 too, whose form is that of an integer which
            `parse` refuses by default. Only the conformance door asks for this.

    Returns:
        The canonical UTF-8 bytes; no final newline.

    Raises:
        MalformedInput: A lone surrogate, NaN, an infinity, an integer beyond 2^53 - 1, another type.
        LimitExceeded: Nested deeper than `max_depth`.
    """
    parts: list[str] = []
    _write(value, parts, max_depth, serialize_float if large_integers else _write_float)
    try:
        return "".join(parts).encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedInput("a string holds a lone surrogate, which is no Unicode text") from error


def _write(value: JsonLike, parts: list[str], depth: int, write_float: Callable[[float], str]) -> None:
    if isinstance(value, str):
        parts.append(_quote(value))
    elif value is None or isinstance(value, bool):
        parts.append(_LITERALS[value])
    elif isinstance(value, int):
        parts.append(serialize_integer(value))
    elif isinstance(value, float):
        parts.append(write_float(value))
    elif depth == 0 and isinstance(value, list | tuple | Mapping):
        raise LimitExceeded("the value is nested too deeply")
    elif isinstance(value, list | tuple):
        _write_list(value, parts, depth - 1, write_float)
    elif isinstance(value, Mapping):
        _write_dict(value, parts, depth - 1, write_float)
    else:
        raise MalformedInput(f"{type(value).__name__} has no JSON form", type=type(value).__name__)


_LITERALS: Final[dict[bool | None, str]] = {None: "null", True: "true", False: "false"}


def _write_float(value: float) -> str:
    if MAX_SAFE_INTEGER < abs(value) < _EXPONENT_FROM:
        raise MalformedInput(f"{value!r} would be written as an integer beyond 2^53 - 1", remedy="carry it as a string")
    return serialize_float(value)


def _write_list(items: Sequence[JsonLike], parts: list[str], depth: int, write_float: Callable[[float], str]) -> None:
    separator = "["
    for item in items:
        parts.append(separator)
        separator = ","
        _write(item, parts, depth, write_float)
    parts.append("[]" if separator == "[" else "]")


def _write_dict(
    members: Mapping[str, JsonLike], parts: list[str], depth: int, write_float: Callable[[float], str]
) -> None:
    separator = "{"
    for key in sorted(members, key=_utf16_order):
        parts.append(f"{separator}{_quote(key)}:")
        separator = ","
        _write(members[key], parts, depth, write_float)
    parts.append("{}" if separator == "{" else "}")


def _utf16_order(key: str) -> bytes:
    """Sort key of RFC 8785 section 3.2.3: UTF-16 code units, compared as unsigned numbers."""
    if not isinstance(key, str):
        raise MalformedInput(f"an object key is {type(key).__name__}, not text")
    try:
        return key.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise MalformedInput("an object key holds a lone surrogate") from error


def parse(data: bytes, *, max_depth: int = MAX_DEPTH, large_integers: bool = False) -> JsonValue:
    """Parse JSON strictly.

    Args:
        data: The whole JSON text.
        max_depth: Deepest nesting allowed.
        large_integers: Read integers beyond 2^53 - 1 as the nearest double, as ECMAScript does,
            in place of refusing them. Only the conformance door asks for this.

    Returns:
        The value; numbers with a point or an exponent are floats.

    Raises:
        MalformedInput: Not UTF-8, a byte order mark, trailing bytes, a duplicate key, a lone surrogate,
            NaN, a number no double holds, or no JSON at all.
        LimitExceeded: Too long or nested too deeply.
    """
    return _parse(data, max_depth, _read_large_integer if large_integers else _read_integer, _read_float)


def _parse(data: bytes, max_depth: int, read_integer: _Read, read_float: _Read) -> JsonValue:
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"JSON of {len(data)} bytes; at most {MAX_BYTES}", size=len(data), limit=MAX_BYTES)
    text = _decode(data)
    check_depth(text, max_depth)
    try:
        value: JsonValue = json.loads(
            text,
            parse_int=read_integer,
            parse_float=read_float,
            parse_constant=_refuse_constant,
            object_pairs_hook=_read_object,
        )
    except json.JSONDecodeError as error:
        raise MalformedInput(
            f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos}", at=error.pos
        ) from error
    _check_tree(value)
    return value


def parse_canonical(data: bytes, *, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Parse JSON that must equal its own canonical re-encoding.

    Args:
        data: The whole text, as it was received.
        max_depth: Deepest nesting allowed.

    Returns:
        The value.

    Raises:
        MalformedInput: What `parse` refuses.
        NotCanonical: It parses, but re-encodes to other bytes; facts name the first differing byte.
    """
    floats: list[str] = []

    def read_float(digits: str) -> JsonValue:
        floats.append(digits)
        return _read_float(digits)

    value = _parse(data, max_depth, _read_integer, read_float)
    if not floats and (data.isascii() or not _ASTRAL.search(data)):  # then the library's form, made in C, is ours
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if text.encode() == data:
            return value
    again = encode(value, max_depth=max_depth)
    if again != data:
        at = next((i for i, (a, b) in enumerate(zip(data, again, strict=False)) if a != b), min(len(data), len(again)))
        raise NotCanonical(f"not canonical JSON: differs from its re-encoding at byte {at}", at=at)
    return value


def parse_canonical_object(data: bytes, what: str = "") -> JsonObject:
    """Parse a canonical JSON object; the usual first step of every format of this house.

    Args:
        data: The whole text, as it was received.
        what: What it is, to begin an error's message with.

    Returns:
        The object's members.

    Raises:
        MalformedInput: What `parse_canonical` refuses, or a value that is no object.
    """
    prefix = f"{what}: " if what else ""
    try:
        value = parse_canonical(data)
    except MalformedInput as error:
        raise type(error)(f"{prefix}{error}", remedy=error.remedy, **error.facts) from error
    if not isinstance(value, dict):
        raise MalformedInput(f"{prefix}expected a JSON object at the top")
    return value


def _decode(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise MalformedInput("the JSON text begins with a byte order mark", at=0)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedInput(f"not UTF-8 at byte {error.start}", at=error.start) from error


def check_depth(text: str, max_depth: int) -> None:
    """Refuse depth before the reader recurses: a recursion limit that a package raised would overrun the stack.

    Args:
        text: What may be JSON.
        max_depth: Deepest nesting allowed.

    Raises:
        LimitExceeded: Nested deeper.
    """
    depth = 0
    for found in _BRACKETS.finditer(text):
        mark = found[0][0]
        depth += (mark in "[{") - (mark in "]}")
        if depth > max_depth:
            raise LimitExceeded(f"nested deeper than {max_depth} levels", limit=max_depth)


def _read_integer(digits: str) -> int:
    if len(digits) > 17 or not -MAX_SAFE_INTEGER <= int(digits) <= MAX_SAFE_INTEGER:
        raise MalformedInput(
            f"integer of {len(digits)} digits is beyond 2^53 - 1", remedy="carry large integers as decimal strings"
        )
    return int(digits)


def _read_large_integer(digits: str) -> int | float:
    if len(digits) <= 17 and -MAX_SAFE_INTEGER <= int(digits) <= MAX_SAFE_INTEGER:
        return int(digits)
    return _read_float(digits)


def _read_float(digits: str) -> float:
    value = float(digits)  # takes as long as the text is, however many digits a number has
    if value in {float("inf"), float("-inf")}:
        raise MalformedInput(f"number {digits[:30]} is larger than any double")
    return value


def _refuse_constant(name: str) -> JsonValue:
    raise MalformedInput(f"{name} is no JSON number", value=name)


def _read_object(pairs: list[tuple[str, JsonValue]]) -> JsonObject:
    members: JsonObject = {}
    for key, value in pairs:
        if key in members:
            raise MalformedInput(f"key {key!a} stands twice in one object", key=key)
        members[key] = value
    return members


def _check_tree(value: JsonValue) -> None:
    """Refuse lone surrogates without recursion, whatever the interpreter's own limit is."""
    level: list[JsonValue] = [value]
    while level:
        below: list[JsonValue] = []
        for item in level:
            if isinstance(item, str):
                _check_text(item)
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, dict):
                below.extend(item)
                below.extend(item.values())
        level = [item for item in below if isinstance(item, str | list | dict)]


def _check_text(text: str) -> None:
    if text.isascii():
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise MalformedInput("a string holds a lone surrogate, which is no Unicode text") from error
