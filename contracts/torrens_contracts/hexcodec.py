"""Hex as JSON-RPC writes it: DATA is 0x and two digits a byte, QUANTITY is 0x and no leading zero.

Source: Ethereum execution API specification, "Hex value encoding".
"""

from __future__ import annotations

import re

from torrens_contracts.errors import MalformedAnswer

_DATA = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_QUANTITY = re.compile(r"0x(?:0|[1-9a-fA-F][0-9a-fA-F]{0,63})")


def to_hex(data: bytes) -> str:
    """Write bytes as DATA, in lower case.

    Args:
        data: Any bytes.

    Returns:
        0x and two digits a byte.
    """
    return f"0x{data.hex()}"


def from_hex(text: object, what: str, size: int | None = None) -> bytes:
    """Read DATA.

    Args:
        text: What the node sent.
        what: What it is, for the error.
        size: How many bytes it must be, if that is known.

    Returns:
        The bytes.

    Raises:
        MalformedAnswer: Not DATA, or of another size.
    """
    if not isinstance(text, str) or not _DATA.fullmatch(text):
        raise MalformedAnswer(f"{what} is not 0x and two hex digits a byte", what=what)
    if size is not None and len(text) != 2 + 2 * size:
        raise MalformedAnswer(f"{what} is {len(text) // 2 - 1} bytes, not {size}", what=what)
    return bytes.fromhex(text[2:])


def to_quantity(value: int) -> str:
    """Write an integer as QUANTITY.

    Args:
        value: Not negative.

    Returns:
        0x and the shortest digits.
    """
    return hex(value)


def from_quantity(text: object, what: str) -> int:
    """Read QUANTITY of at most 256 bits.

    Args:
        text: What the node sent.
        what: What it is, for the error.

    Returns:
        The integer.

    Raises:
        MalformedAnswer: Not QUANTITY in shortest form.
    """
    if not isinstance(text, str) or not _QUANTITY.fullmatch(text):
        raise MalformedAnswer(f"{what} is not a hex quantity in shortest form", what=what)
    return int(text, 16)
