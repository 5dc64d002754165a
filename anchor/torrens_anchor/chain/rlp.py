"""RLP, the encoding of headers and trie nodes; strict in both directions.

Source: Ethereum Yellow Paper, appendix B. Each value has one encoding: a single byte below 0x80 stands for
itself, lengths are as short as they can be and have no leading zero, and nothing may follow the item.
"""

from typing import TypeAlias

from torrens_anchor.errors import LimitExceeded, MalformedInput

Item: TypeAlias = "bytes | tuple[Item, ...]"
"""A byte string, or a tuple of items."""

MAX_DEPTH = 32
"""Nesting beyond this is refused; a header with QBFT seals needs four."""


def encode(item: Item) -> bytes:
    """Encode an item.

    Args:
        item: Bytes, or a tuple of items.

    Returns:
        Its one RLP encoding.
    """
    if isinstance(item, bytes):
        return item if len(item) == 1 and item[0] < 0x80 else _prefix(len(item), 0x80) + item
    body = b"".join(encode(part) for part in item)
    return _prefix(len(body), 0xC0) + body


def _prefix(length: int, offset: int) -> bytes:
    if length < 56:
        return bytes([offset + length])
    size = uint_bytes(length)
    return bytes([offset + 55 + len(size)]) + size


def decode(data: bytes) -> Item:
    """Decode exactly one item.

    Args:
        data: Its encoding, with nothing after it.

    Returns:
        The item.

    Raises:
        MalformedInput: The bytes are cut short, not the shortest form, or something follows the item.
        LimitExceeded: Lists are nested deeper than `MAX_DEPTH`.
    """
    item, end = _item(data, 0, len(data), 0)
    if end != len(data):
        raise MalformedInput(f"RLP: {len(data) - end} bytes follow the item", trailing=len(data) - end)
    return item


def _item(data: bytes, at: int, limit: int, depth: int) -> tuple[Item, int]:
    """Decode the item at an offset; give it and the offset after it."""
    if depth > MAX_DEPTH:
        raise LimitExceeded(f"RLP: lists nested deeper than {MAX_DEPTH}", offset=at)
    if at < limit and data[at] < 0x80:
        return data[at : at + 1], at + 1
    start, end, is_list = _span(data, at, limit)
    if not is_list:
        if end - start == 1 and data[start] < 0x80:
            raise MalformedInput("RLP: a single byte below 0x80 must stand for itself", offset=at)
        return data[start:end], end
    parts: list[Item] = []
    while start < end:
        part, start = _item(data, start, end, depth + 1)
        parts.append(part)
    return tuple(parts), end


def _span(data: bytes, at: int, limit: int) -> tuple[int, int, bool]:
    """Read a length prefix; give the payload's start and end, and whether it is a list."""
    if at >= limit:
        raise MalformedInput("RLP: the input ends where an item should begin", offset=at)
    first = data[at]
    is_list = first >= 0xC0
    short = first - (0xC0 if is_list else 0x80)
    start = at + 1
    if short > 55:
        start, size = at + 1 + short - 55, data[at + 1 : at + 1 + short - 55]
        if start > limit or size[0] == 0:
            raise MalformedInput("RLP: a length that is cut short or has leading zeros", offset=at)
        length = int.from_bytes(size, "big")
        if length < 56:
            raise MalformedInput("RLP: a short length in long form", offset=at)
    else:
        length = short
    if start + length > limit:
        raise MalformedInput("RLP: an item reaches beyond its container", offset=at)
    return start, start + length, is_list


def uint_bytes(value: int) -> bytes:
    """Give a non-negative integer as big-endian bytes without leading zeros; 0 is no bytes.

    Args:
        value: The integer.

    Returns:
        Its shortest big-endian form.
    """
    return value.to_bytes((value.bit_length() + 7) // 8, "big")


def uint(item: Item, name: str, bits: int = 256) -> int:
    """Read an item as an unsigned integer.

    Args:
        item: A decoded item.
        name: What it is, for the error.
        bits: The widest integer allowed.

    Returns:
        The integer.

    Raises:
        MalformedInput: A list, leading zeros, or more than `bits` bits.
    """
    if not isinstance(item, bytes) or item[:1] == b"\0" or len(item) * 8 > bits:
        raise MalformedInput(f"RLP: {name} is not an integer of at most {bits} bits in shortest form", field=name)
    return int.from_bytes(item, "big")


def fixed(item: Item, name: str, size: int) -> bytes:
    """Read an item as a byte string of a fixed length.

    Args:
        item: A decoded item.
        name: What it is, for the error.
        size: Its length in bytes.

    Returns:
        The bytes.

    Raises:
        MalformedInput: A list, or another length.
    """
    if not isinstance(item, bytes) or len(item) != size:
        raise MalformedInput(f"RLP: {name} is not {size} bytes", field=name)
    return item


def sequence(item: Item, name: str) -> tuple[Item, ...]:
    """Read an item as a list.

    Args:
        item: A decoded item.
        name: What it is, for the error.

    Returns:
        Its parts.

    Raises:
        MalformedInput: A byte string.
    """
    if isinstance(item, bytes):
        raise MalformedInput(f"RLP: {name} is not a list", field=name)
    return item
