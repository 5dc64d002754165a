"""Packing fields into 32-byte words: the first field is the most significant, unused low bits are zero."""

from __future__ import annotations

from collections.abc import Iterable

from torrens_contracts.errors import MalformedWord

Layout = tuple[tuple[str, int], ...]
"""Name and width in bits of each field, most significant first."""


def unpack_fields(word: bytes, layout: Layout) -> list[int]:
    """Returns the fields of a word.

    Args:
        word: 32 bytes.
        layout: Names and widths, most significant first.

    Returns:
        One integer a field.

    Raises:
        MalformedWord: If the word is not 32 bytes, or its unused low bits are not zero.
    """
    if len(word) != 32:
        raise MalformedWord(word, f"is {len(word)} bytes, not 32")
    value, left = int.from_bytes(word), 256
    fields = []
    for _, bits in layout:
        left -= bits
        fields.append((value >> left) & ((1 << bits) - 1))
    if value & ((1 << left) - 1):
        raise MalformedWord(word, f"has bits set below its last field, in its low {left} bits")
    return fields


def pack_fields(fields: Iterable[tuple[int, int]]) -> bytes:
    """Returns the 32-byte word of fields given as (value, width in bits), most significant first.

    Raises:
        MalformedWord: If a value does not fit its field.
    """
    word, left = 0, 256
    for value, bits in fields:
        if not 0 <= value < 1 << bits:
            raise MalformedWord(b"", f"cannot hold {value} in {bits} bits")
        left -= bits
        word |= value << left
    return word.to_bytes(32)
