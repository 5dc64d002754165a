"""Strict text forms of bytes: one spelling each, so that equal bytes are equal text."""

import binascii
import re
from base64 import b64decode, b64encode

from torrens_anchor.errors import MalformedInput

_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)\Z", re.ASCII)


def hex_bytes(text: str, size: int | None, what: str) -> bytes:
    """Read lower-case hexadecimal without a prefix.

    Args:
        text: The digits.
        size: Bytes demanded, or None for any number.
        what: Name of the field, for the error.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Upper case, a prefix, spaces, an odd count or the wrong size.
    """
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = None
    if value is None or value.hex() != text or (size is not None and len(value) != size):
        wanted = "" if size is None else f" of {size} bytes"
        raise MalformedInput(f"{what} is not lower-case hexadecimal{wanted}", field=what)
    return value


def base64_bytes(text: str, size: int | None, what: str) -> bytes:
    """Read standard base64 (RFC 4648 section 4) in its one canonical spelling.

    Args:
        text: The base64 text, padded.
        size: Bytes demanded, or None for any number.
        what: Name of the field, for the error.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Other characters, missing padding, stray low bits or the wrong size.
    """
    try:
        value = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedInput(f"{what} is not base64", field=what) from error
    if b64encode(value).decode("ascii") != text:
        raise MalformedInput(f"{what} is not canonical base64", field=what)
    if size is not None and len(value) != size:
        raise MalformedInput(f"{what} has {len(value)} bytes, not {size}", field=what, size=len(value))
    return value


def base64_text(value: bytes) -> str:
    """Write standard base64 (RFC 4648 section 4).

    Args:
        value: Any bytes.

    Returns:
        The padded text.
    """
    return b64encode(value).decode("ascii")


def decimal(text: str, limit: int, what: str) -> int:
    """Read an ASCII decimal without sign or leading zeros.

    Args:
        text: The digits.
        limit: Smallest integer that is too large.
        what: Name of the field, for the error.

    Returns:
        The integer.

    Raises:
        MalformedInput: Another spelling, or `limit` and above.
    """
    if not _DECIMAL.match(text) or len(text) > len(str(limit)) or int(text) >= limit:
        raise MalformedInput(f"{what} is not a decimal below {limit}", field=what)
    return int(text)
