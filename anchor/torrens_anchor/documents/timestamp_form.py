"""The outside of an RFC 3161 token (CMS SignedData in DER): in its one form, with nothing that nobody signs.

A token is checked by `rfc3161-client`; what that library does not read is refused here, so that no byte of a token
can change unseen: lengths that are not the shortest, bytes after the end, revocation lists and unsigned attributes.
Authorities write the set of certificates in any order, DER in one; who fetches a token puts it in order.
Sources: RFC 5652 sections 3, 5.1 and 5.3.
"""

from typing import Final

from torrens_anchor.documents.der import (
    FIRST,
    INTEGER,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    Part,
    encode_value,
    exactly,
    expect,
    parts,
)
from torrens_anchor.errors import LimitExceeded, MalformedInput, Mismatch

MAX_TOKEN: Final = 65_536
"""Bytes of the largest token read; with a long chain of certificates one has about 7,000."""
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


def check_form(token: bytes) -> dict[bytes, bytes]:
    """Refuse a token with anything in it that its signature and its certificates do not fix.

    Args:
        token: ContentInfo in DER.

    Returns:
        Its signed attributes: the values of each, by object identifier. Their signature is not looked at here.

    Raises:
        MalformedInput: No CMS SignedData with one signer in DER, or with revocation lists or unsigned attributes, or
            an algorithm that is not read here.
        LimitExceeded: Longer than any token.
    """
    if len(token) > MAX_TOKEN:
        raise LimitExceeded(f"a time token of {len(token)} bytes; at most {MAX_TOKEN}", size=len(token))
    ((tag, content),) = exactly(parts(token), 1, "time token")
    expect(tag, SEQUENCE, "time token")
    kind, (explicit, inner) = exactly(parts(content), 2, "time token")
    if kind != (OID, _SIGNED_DATA[2:]) or explicit != FIRST:
        raise MalformedInput("the time token is no CMS SignedData")
    ((tag, signed),) = exactly(parts(inner), 1, "SignedData")
    expect(tag, SEQUENCE, "SignedData")
    if parts(signed)[:1] != [(INTEGER, b"\3")]:
        raise MalformedInput("the time token's SignedData is not of version 3", version=signed[:3].hex())
    tags = [tag for tag, _ in parts(signed)]
    if tags not in ([INTEGER, SET, SEQUENCE, FIRST, SET], [INTEGER, SET, SEQUENCE, SET]):
        raise MalformedInput("the time token's SignedData carries what a token needs not, or lacks what it needs")
    ((tag, signer),) = exactly(parts(parts(signed)[-1][1]), 1, "signers")
    expect(tag, SEQUENCE, "signer")
    return _signed_attributes(parts(signer))


def _signed_attributes(signer: list[Part]) -> dict[bytes, bytes]:
    tags = [tag for tag, _ in signer]
    if tags != [INTEGER, SEQUENCE, SEQUENCE, FIRST, SEQUENCE, OCTETS] or signer[0][1] != b"\1":
        raise MalformedInput("the time token's signer has unsigned attributes, or none that are signed")
    digest, algorithm = (b"".join(body for _, body in parts(signer[at][1])[:1]) for at in (2, 4))
    if algorithm not in _NAMES.get(digest, ()):
        raise MalformedInput("the time token names no signature algorithm that goes with its digest")
    found: dict[bytes, bytes] = {}
    for tag, attribute in parts(signer[3][1]):
        expect(tag, SEQUENCE, "a signed attribute")
        (kind, name), (values, inside) = exactly(parts(attribute), 2, "a signed attribute")
        if (kind, values) != (OID, SET) or name in found:
            raise MalformedInput("the time token has one signed attribute twice, or one that is none")
        found[name] = inside
    return found


def as_response(token: bytes) -> bytes:
    """Put a token into the response that a time authority gives it in.

    Args:
        token: ContentInfo in DER.

    Returns:
        TimeStampResp in DER, status granted.
    """
    return encode_value(SEQUENCE, _GRANTED + token)


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
    ((tag, content),) = exactly(parts(response), 1, "response")
    expect(tag, SEQUENCE, "response")
    inside = parts(content)
    status = parts(inside[0][1]) if inside else []
    if not status or status[0][0] != INTEGER:
        raise MalformedInput("the response has no status")
    if status[0][1] != b"\0" or len(inside) != 2:
        number = int.from_bytes(status[0][1], "big")
        raise Mismatch(f"the time authority refused: status {number}", status=number)
    return ordered(encode_value(*inside[1]))


def ordered(token: bytes) -> bytes:
    """Put a token's certificates in DER's order; nobody signs their order.

    Args:
        token: ContentInfo, DER but for that order.

    Returns:
        The token in its one form.

    Raises:
        MalformedInput: Another form.
    """
    ((_, content),) = exactly(parts(token), 1, "time token")
    kind, (explicit, inner) = exactly(parts(content), 2, "time token")
    ((tag, signed),) = exactly(parts(inner), 1, "SignedData")
    values = []
    for each, body in parts(signed):
        if each == FIRST:
            body = b"".join(sorted(encode_value(*certificate) for certificate in parts(body)))  # noqa: PLW2901 - its one form
        values.append(encode_value(each, body))
    return encode_value(SEQUENCE, encode_value(*kind) + encode_value(explicit, encode_value(tag, b"".join(values))))
