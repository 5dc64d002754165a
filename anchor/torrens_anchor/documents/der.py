"""Values in DER, as certificates and time tokens have them: tags with what is under them, each in its one form.

Source: ITU-T X.690 section 10: lengths definite and in their shortest form.
"""

from torrens_anchor.errors import MalformedInput

INTEGER, OCTETS, OID, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
FIRST = 0xA0
"""The tag [0] of a constructed value."""

Part = tuple[int, bytes]
"""A tag and the content under it."""


def parts(data: bytes) -> list[Part]:
    """Read values in DER, one after the other, to the end.

    Args:
        data: The content of a constructed value.

    Returns:
        Tags with contents.

    Raises:
        MalformedInput: Not DER: cut short, a longer length than needed, an indefinite one, or a tag of many bytes.
    """
    found: list[Part] = []
    at = 0
    while at < len(data):
        tag, start, end = _span(data, at)
        found.append((tag, data[start:end]))
        at = end
    return found


def _span(data: bytes, at: int) -> tuple[int, int, int]:
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise MalformedInput("DER: a tag and a length were expected", offset=at)
    start, length = at + 2, data[at + 1]
    if length >= 0x80:
        size = length - 0x80
        digits = data[start : start + size]
        if not 1 <= size <= 4 or len(digits) != size or digits[0] == 0:
            raise MalformedInput("DER: a length is not in its shortest form", offset=at)
        start, length = start + size, int.from_bytes(digits, "big")
        if length < 0x80:
            raise MalformedInput("DER: a length is not in its shortest form", offset=at)
    if start + length > len(data):
        raise MalformedInput("DER: a value reaches beyond its container", offset=at)
    return data[at], start, start + length


def exactly(found: list[Part], count: int, what: str) -> list[Part]:
    """Demand a number of values.

    Args:
        found: Values.
        count: How many there must be.
        what: Of what they are, for the error.

    Returns:
        The same values.

    Raises:
        MalformedInput: There are more, or fewer.
    """
    if len(found) != count:
        raise MalformedInput(f"{what} has {len(found)} parts, not {count}", parts=len(found))
    return found


def expect(tag: int, wanted: int, what: str) -> None:
    """Demand a tag.

    Args:
        tag: The one that stands there.
        wanted: The one that must.
        what: What it tags, for the error.

    Raises:
        MalformedInput: It is another.
    """
    if tag != wanted:
        raise MalformedInput(f"{what} has tag 0x{tag:02x}, not 0x{wanted:02x}", tag=tag)


def encode_value(tag: int, body: bytes) -> bytes:
    """Write a value.

    Args:
        tag: Its tag.
        body: Its content.

    Returns:
        DER.
    """
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([len(body)]) if len(body) < 0x80 else bytes([0x80 + len(size)]) + size) + body
