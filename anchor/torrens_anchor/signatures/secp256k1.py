"""ECDSA over secp256k1: verify, and recover the signer's address. It never signs.

Curve arithmetic is that of libraries; the rules are ours: r and s in 1..n-1, s in the lower half (EIP-2), the
point on the curve. Sources: SEC 1 v2 section 4.1, EIP-2, Yellow Paper appendix F.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NewType

from torrens_anchor.errors import MalformedInput, SignatureMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed, Scheme, Signed, keep
from torrens_anchor.signatures import ecdsa_curve

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


SECP256K1: Final = ecdsa_curve.Curve(
    name="secp256k1", p=P, a=0, b=7, n=N, cryptography_name="SECP256K1", ecdsa_name="SECP256k1"
)
"""The curve."""


def recover(digest: bytes, signature: Signature, *, independent: bool = False) -> Address:
    """Recover who signed a digest.

    By libsecp256k1 where `coincurve` is installed (30 µs), else by `ecdsa` (3 ms); a refusal always names ecdsa's
    reason. Asked for an independent opinion, `ecdsa` recovers the key, `cryptography` verifies under it, and
    libsecp256k1, where installed, must find the same.

    Args:
        digest: 32 bytes.
        signature: The signature.
        independent: Ask every implementation; they must agree.

    Returns:
        The signer's address.

    Raises:
        SignatureMismatch: r, s or the point is outside its range, s is high, or two implementations disagree.
        AlgorithmUnavailable: Two implementations are asked for and one is not installed.
    """
    ecdsa_curve.check_range(SECP256K1, signature.r, signature.s)
    key = _recover_compiled(digest, signature)
    if key is None or independent:
        second = _recover_with_ecdsa(digest, signature)
        if key is not None and key != second:
            raise SignatureMismatch("libsecp256k1 and ecdsa recover different keys from the signature")
        key = second
        if independent:
            verify(digest, signature.r, signature.s, b"\4" + key, independent=True)
    keep(Signed(Scheme.SECP256K1, key, digest, signature.r.to_bytes(32, "big") + signature.s.to_bytes(32, "big")))
    return address_of(key)


@lru_cache(maxsize=1)
def _compiled() -> Callable[..., Any] | None:
    """Give libsecp256k1's recovery; None where `coincurve` is not installed."""
    try:
        from coincurve import PublicKey  # noqa: PLC0415 - optional: the base install does without
    except ImportError:
        return None
    return PublicKey.from_signature_and_message


def _recover_compiled(digest: bytes, signature: Signature) -> bytes | None:
    """Recover with libsecp256k1; None where it is missing or refuses, so that ecdsa gives the reason."""
    recover_key = _compiled()
    if recover_key is None:
        return None
    data = signature.r.to_bytes(32, "big") + signature.s.to_bytes(32, "big") + bytes([signature.parity])
    try:
        key: bytes = recover_key(data, digest, hasher=None).format(compressed=False)
    except ValueError:
        return None
    return key[1:]


def _recover_with_ecdsa(digest: bytes, signature: Signature) -> bytes:
    """Recover x ‖ y with `ecdsa` (SEC 1 v2 section 4.1.6)."""
    group, generator, jacobi = ecdsa_curve.ecdsa_parts(SECP256K1)
    x, square = signature.r, SECP256K1.y_squared(signature.r)
    y = pow(square, (P + 1) // 4, P)
    if y * y % P != square:
        raise SignatureMismatch("the signature's r is no point of the curve")
    if y & 1 != signature.parity:
        y = P - y
    inverse = pow(x, -1, N)
    u1, u2 = -int.from_bytes(digest, "big") * inverse % N, signature.s * inverse % N
    found = ecdsa_curve.coordinates(generator.mul_add(u1, jacobi(group, x, y, 1, N), u2))
    if found is None:
        raise SignatureMismatch("the signature leads to the point at infinity")
    return found[0].to_bytes(32, "big") + found[1].to_bytes(32, "big")


def address_of(public_key: bytes) -> Address:
    """Give the address of a public key.

    Args:
        public_key: x ‖ y, 64 bytes.

    Returns:
        The last 20 bytes of its Keccak-256.
    """
    return Address(keccak256(public_key, Hashed.ADDRESS)[12:])


def verify(digest: bytes, r: int, s: int, public_key: bytes, *, independent: bool = False) -> None:
    """Check a signature against a known public key.

    Args:
        digest: Of any length; its leftmost 256 bits count.
        r: 1..n-1.
        s: 1..n/2.
        public_key: Uncompressed, 0x04 ‖ x ‖ y.
        independent: Ask `cryptography` and `ecdsa`; they must agree.

    Raises:
        MalformedInput: The key is not an uncompressed point of the curve.
        SignatureMismatch: It does not verify, or s is high.
        AlgorithmUnavailable: Both implementations are asked for and one is not installed.
    """
    ecdsa_curve.verify(SECP256K1, digest, r, s, public_key, independent=independent)


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
