"""The outside of an RFC 3161 token (CMS SignedData in DER): in its one form, with nothing that nobody signs.

A token is checked by `rfc3161-client`; what that library does not read is refused here, so that no byte of a token
can change unseen: lengths that are not the shortest, bytes after the end, revocation lists and unsigned attributes.
Authorities write the set of certificates in any order, DER in one; who fetches a token puts it in order.
Sources: RFC 5652 sections 3, 5.1 and 5.3; ITU-T X.690 section 10.
"""

from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, Mismatch

MAX_TOKEN: Final = 65_536
"""Bytes of the largest token read; with a long chain of certificates one has about 7,000."""
_SEQUENCE, _SET, _INTEGER, _OID = 0x30, 0x31, 0x02, 0x06
_FIRST = 0xA0
_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_RSA, _ECDSA = bytes.fromhex("2a864886f70d0101"), bytes.fromhex("2a8648ce3d0403")
_SHA2 = bytes.fromhex("6086480165030402")
_NAMES: Final = {
    _SHA2 + b"\1": (_RSA + b"\1", _RSA + b"\x0b", _ECDSA + b"\2"),
    _SHA2 + b"\2": (_RSA + b"\1", _RSA + b"\x0c", _ECDSA + b"\3"),
    _SHA2 + b"\3": (_RSA + b"\1", _RSA + b"\x0d", _ECDSA + b"\4"),
}
"""Digests (SHA-256, 384, 512) with what a signature by them is called: RSA by one of two names, or ECDSA (RFC 5754)."""
_GRANTED: Final = bytes.fromhex("3003020100")

Part = tuple[int, bytes]
"""A tag and the content under it."""


def check_form(token: bytes) -> None:
    """Refuse a token with anything in it that its signature and its certificates do not fix.

    Args:
        token: ContentInfo in DER.

    Raises:
        MalformedInput: No CMS SignedData with one signer in DER, or with revocation lists or unsigned attributes, or
            an algorithm that is not read here.
        LimitExceeded: Longer than any token.
    """
    if len(token) > MAX_TOKEN:
        raise LimitExceeded(f"a time token of {len(token)} bytes; at most {MAX_TOKEN}", size=len(token))
    ((tag, content),) = _exactly(parts(token), 1, "time token")
    _expect(tag, _SEQUENCE, "time token")
    kind, (explicit, inner) = _exactly(parts(content), 2, "time token")
    if kind != (_OID, _SIGNED_DATA[2:]) or explicit != _FIRST:
        raise MalformedInput("the time token is no CMS SignedData")
    ((tag, signed),) = _exactly(parts(inner), 1, "SignedData")
    _expect(tag, _SEQUENCE, "SignedData")
    if parts(signed)[:1] != [(_INTEGER, b"\3")]:
        raise MalformedInput("the time token's SignedData is not of version 3", version=signed[:3].hex())
    tags = [tag for tag, _ in parts(signed)]
    if tags not in ([_INTEGER, _SET, _SEQUENCE, _FIRST, _SET], [_INTEGER, _SET, _SEQUENCE, _SET]):
        raise MalformedInput("the time token's SignedData carries what a token needs not, or lacks what it needs")
    ((tag, signer),) = _exactly(parts(parts(signed)[-1][1]), 1, "signers")
    _expect(tag, _SEQUENCE, "signer")
    _check_signer(parts(signer))


def _check_signer(signer: list[Part]) -> None:
    tags = [tag for tag, _ in signer]
    if tags != [_INTEGER, _SEQUENCE, _SEQUENCE, _FIRST, _SEQUENCE, 0x04] or signer[0][1] != b"\1":
        raise MalformedInput("the time token's signer has unsigned attributes, or none that are signed")
    digest, algorithm = parts(signer[2][1])[0][1], parts(signer[4][1])[0][1]
    if algorithm not in _NAMES.get(digest, ()):
        raise MalformedInput("the time token names no signature algorithm that goes with its digest")


def as_response(token: bytes) -> bytes:
    """Put a token into the response that a time authority gives it in.

    Args:
        token: ContentInfo in DER.

    Returns:
        TimeStampResp in DER, status granted.
    """
    return _value(_SEQUENCE, _GRANTED + token)


def token_of(response: bytes) -> bytes:
    """Take the token out of an authority's response, and put its certificates in DER's order.

    Args:
        response: TimeStampResp.

    Returns:
        The token.

    Raises:
        MalformedInput: Another form.
        Mismatch: The authority did not grant it; facts carry its status.
    """
    ((tag, content),) = _exactly(parts(response), 1, "response")
    _expect(tag, _SEQUENCE, "response")
    inside = parts(content)
    status = parts(inside[0][1]) if inside else []
    if not status or status[0][0] != _INTEGER:
        raise MalformedInput("the response has no status")
    if status[0][1] != b"\0" or len(inside) != 2:
        number = int.from_bytes(status[0][1], "big")
        raise Mismatch(f"the time authority refused: status {number}", status=number)
    return ordered(_value(*inside[1]))


def ordered(token: bytes) -> bytes:
    """Put a token's certificates in DER's order; nobody signs their order.

    Args:
        token: ContentInfo, DER but for that order.

    Returns:
        The token in its one form.

    Raises:
        MalformedInput: Another form.
    """
    ((_, content),) = _exactly(parts(token), 1, "time token")
    kind, (explicit, inner) = _exactly(parts(content), 2, "time token")
    ((tag, signed),) = _exactly(parts(inner), 1, "SignedData")
    values = []
    for each, body in parts(signed):
        if each == _FIRST:
            body = b"".join(sorted(_value(*certificate) for certificate in parts(body)))  # noqa: PLW2901 - its one form
        values.append(_value(each, body))
    return _value(_SEQUENCE, _value(*kind) + _value(explicit, _value(tag, b"".join(values))))


def _value(tag: int, body: bytes) -> bytes:
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag]) + (bytes([len(body)]) if len(body) < 0x80 else bytes([0x80 + len(size)]) + size) + body


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


def _exactly(found: list[Part], count: int, what: str) -> list[Part]:
    if len(found) != count:
        raise MalformedInput(f"{what} has {len(found)} parts, not {count}", parts=len(found))
    return found


def _expect(tag: int, wanted: int, what: str) -> None:
    if tag != wanted:
        raise MalformedInput(f"{what} has tag 0x{tag:02x}, not 0x{wanted:02x}", tag=tag)
