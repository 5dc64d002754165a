"""ECDSA over secp256k1: verify, and recover the signer's address. It never signs.

Curve arithmetic is that of `ecdsa`; the rules are ours: r and s in 1..n-1, s in the lower half (EIP-2), the
point on the curve. Sources: SEC 1 v2 section 4.1, EIP-2, Yellow Paper appendix F.
"""

from dataclasses import dataclass
from typing import Any, NewType

from torrens_anchor.errors import MalformedInput, SignatureMismatch
from torrens_anchor.keccak import keccak256

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFE_BAAEDCE6_AF48A03B_BFD25E8C_D0364141

Address = NewType("Address", bytes)
"""20 bytes: the low end of the Keccak-256 of a public key."""


@dataclass(frozen=True, slots=True)
class Signature:
    """An ECDSA signature.

    Attributes:
        r: The nonce point's x, 1..n-1.
        s: The proof, 1..n-1.
        parity: Of the nonce point's y, 0 or 1.
    """

    r: int
    s: int
    parity: int


def parse_signature(data: bytes) -> Signature:
    """Read a 65-byte signature r ‖ s ‖ v as `ecrecover` takes it.

    Args:
        data: 65 bytes; v is 27 or 28.

    Returns:
        The signature.

    Raises:
        MalformedInput: Another length, or another v.
    """
    if len(data) != 65 or data[64] not in (27, 28):
        raise MalformedInput("a signature has 65 bytes, the last of them 27 or 28", size=len(data))
    return Signature(int.from_bytes(data[:32], "big"), int.from_bytes(data[32:64], "big"), data[64] - 27)


def _curve() -> tuple[Any, Any, Any]:
    """Give ecdsa's curve, generator and point class; imported late, since it costs 40 ms."""
    from ecdsa import SECP256k1  # noqa: PLC0415 - see above
    from ecdsa.ellipticcurve import PointJacobi  # noqa: PLC0415 - see above

    return SECP256k1.curve, SECP256k1.generator, PointJacobi


def _check_range(r: int, s: int, *, low_s: bool = True) -> None:
    if not (0 < r < N and 0 < s < N):
        raise SignatureMismatch("the signature's r or s lies outside 1..n-1")
    if low_s and s > N // 2:
        raise SignatureMismatch("the signature's s lies in the upper half (EIP-2): a second form of another signature")


def recover(digest: bytes, signature: Signature) -> Address:
    """Recover who signed a digest.

    Args:
        digest: 32 bytes.
        signature: The signature.

    Returns:
        The signer's address.

    Raises:
        SignatureMismatch: r, s or the point is outside its range, or s is high.
    """
    _check_range(signature.r, signature.s)
    curve, generator, point = _curve()
    x = signature.r
    y = pow(x**3 + 7, (P + 1) // 4, P)
    if y * y % P != (x**3 + 7) % P:
        raise SignatureMismatch("the signature's r is no point of the curve")
    if y & 1 != signature.parity:
        y = P - y
    inverse = pow(x, -1, N)
    u1, u2 = -int.from_bytes(digest, "big") * inverse % N, signature.s * inverse % N
    key = generator.mul_add(u1, point(curve, x, y, 1, N), u2)
    return address_of(_coordinates(key))


def _coordinates(key: Any) -> bytes:  # noqa: ANN401 - ecdsa ships no types
    """Give a point as x ‖ y, refusing infinity."""
    from ecdsa.ellipticcurve import INFINITY  # noqa: PLC0415 - costs 40 ms, see _curve

    if key == INFINITY:
        raise SignatureMismatch("the signature leads to the point at infinity")
    return int(key.x()).to_bytes(32, "big") + int(key.y()).to_bytes(32, "big")


def address_of(public_key: bytes) -> Address:
    """Give the address of a public key.

    Args:
        public_key: x ‖ y, 64 bytes.

    Returns:
        The last 20 bytes of its Keccak-256.
    """
    return Address(keccak256(public_key)[12:])


def verify(digest: bytes, r: int, s: int, public_key: bytes) -> None:
    """Check a signature against a known public key.

    Args:
        digest: Of any length; its leftmost 256 bits count.
        r: 1..n-1.
        s: 1..n/2.
        public_key: Uncompressed, 0x04 ‖ x ‖ y.

    Raises:
        MalformedInput: The key is not an uncompressed point of the curve.
        SignatureMismatch: It does not verify, or s is high.
    """
    if len(public_key) != 65 or public_key[0] != 4:
        raise MalformedInput("a public key is 0x04 followed by 64 bytes", size=len(public_key))
    x, y = int.from_bytes(public_key[1:33], "big"), int.from_bytes(public_key[33:], "big")
    if x >= P or y >= P or (y * y - x**3 - 7) % P:
        raise MalformedInput("the public key is no point of the curve")
    _check_range(r, s)
    curve, generator, point = _curve()
    inverse = pow(s, -1, N)
    u1, u2 = int.from_bytes(digest[:32], "big") * inverse % N, r * inverse % N
    found = _coordinates(generator.mul_add(u1, point(curve, x, y, 1, N), u2))
    if int.from_bytes(found[:32], "big") % N != r:
        raise SignatureMismatch("the signature does not verify under the public key")


def parse_der(data: bytes) -> tuple[int, int]:
    """Read a DER signature, SEQUENCE of two INTEGERs, in its one strict form.

    Args:
        data: The bytes.

    Returns:
        r and s.

    Raises:
        MalformedInput: BER, padding, negative numbers, or anything after the end.
    """
    if len(data) < 2 or data[0] != 0x30 or data[1] != len(data) - 2 or data[1] > 0x7F:
        raise MalformedInput("DER: not one short SEQUENCE that fills the input")
    r, at = _der_integer(data, 2)
    s, at = _der_integer(data, at)
    if at != len(data):
        raise MalformedInput("DER: bytes follow the second INTEGER")
    return r, s


def _der_integer(data: bytes, at: int) -> tuple[int, int]:
    if at + 2 > len(data) or data[at] != 0x02 or data[at + 1] > 0x7F:
        raise MalformedInput("DER: an INTEGER was expected", offset=at)
    start, end = at + 2, at + 2 + data[at + 1]
    body = data[start:end]
    if not body or end > len(data):
        raise MalformedInput("DER: an INTEGER is empty or cut short", offset=at)
    if body[0] & 0x80 or (body[0] == 0 and len(body) > 1 and not body[1] & 0x80):
        raise MalformedInput("DER: an INTEGER is negative or padded", offset=at)
    return int.from_bytes(body, "big"), end
