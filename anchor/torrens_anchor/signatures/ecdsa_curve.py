"""ECDSA over the short Weierstrass curves that evidence uses: verify only, by two implementations.

`cryptography` where it is installed, `ecdsa` otherwise; asked for an independent opinion, both run and must agree.
The rules stand here, before either of them: the key an uncompressed point of the curve, r and s in 1..n-1, s in
the lower half. Sources: SEC 1 v2 section 4.1, FIPS 186-5, EIP-2. It never signs.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from torrens_anchor.errors import AlgorithmUnavailable, MalformedInput, SignatureMismatch


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve y² = x³ + ax + b over a prime field, of prime order, with 256-bit numbers.

    Attributes:
        name: As Wycheproof and SEC 2 call it.
        p: The field's prime.
        a: The coefficient of x.
        b: The constant.
        n: The group's order.
        cryptography_name: Its class in `cryptography`.
        ecdsa_name: Its object in `ecdsa`.
    """

    name: str
    p: int
    a: int
    b: int
    n: int
    cryptography_name: str
    ecdsa_name: str

    def y_squared(self, x: int) -> int:
        """Give the right side of the curve's equation.

        Args:
            x: A field element.

        Returns:
            x³ + ax + b mod p.
        """
        return (x**3 + self.a * x + self.b) % self.p


def check_range(curve: Curve, r: int, s: int) -> None:
    """Refuse numbers that no signature has, and the second form that every signature has.

    Args:
        curve: The curve.
        r: The nonce point's x.
        s: The proof.

    Raises:
        SignatureMismatch: Outside 1..n-1, or s > n/2.
    """
    if not (0 < r < curve.n and 0 < s < curve.n):
        raise SignatureMismatch("the signature's r or s lies outside 1..n-1")
    if s > curve.n // 2:
        raise SignatureMismatch("the signature's s lies in the upper half (EIP-2): a second form of another signature")


def verify(curve: Curve, digest: bytes, r: int, s: int, public_key: bytes, *, independent: bool = False) -> None:
    """Check a signature against a known public key.

    Args:
        curve: The curve.
        digest: Of any length; its leftmost 256 bits count.
        r: 1..n-1.
        s: 1..n/2.
        public_key: Uncompressed, 0x04 ‖ x ‖ y.
        independent: Ask both implementations; they must agree.

    Raises:
        MalformedInput: The key is not an uncompressed point of the curve.
        SignatureMismatch: It does not verify, or s is high.
        AlgorithmUnavailable: Both implementations are asked for and one is not installed.
    """
    x, y = _point(curve, public_key)
    check_range(curve, r, s)
    number = int.from_bytes(digest[:32], "big")
    compiled = _verify_with_cryptography(curve, number, r, s, (x, y))
    if compiled is None and independent:
        raise AlgorithmUnavailable(
            "a second opinion needs cryptography beside ecdsa", remedy="pip install cryptography", algorithm=curve.name
        )
    good = _verify_with_ecdsa(curve, number, r, s, (x, y)) if compiled is None or independent else compiled
    if compiled is not None and compiled != good:
        raise SignatureMismatch("cryptography and ecdsa do not agree about the signature", compiled=compiled)
    if not good:
        raise SignatureMismatch("the signature does not verify under the public key")


def _point(curve: Curve, public_key: bytes) -> tuple[int, int]:
    if len(public_key) != 65 or public_key[0] != 4:
        raise MalformedInput("a public key is 0x04 followed by 64 bytes", size=len(public_key))
    x, y = int.from_bytes(public_key[1:33], "big"), int.from_bytes(public_key[33:], "big")
    if x >= curve.p or y >= curve.p or y * y % curve.p != curve.y_squared(x):
        raise MalformedInput("the public key is no point of the curve")
    return x, y


@lru_cache(maxsize=1024)
def _compiled_key(curve: Curve, point: tuple[int, int]) -> Any:  # noqa: ANN401 - a type of an optional library
    """Give the key as `cryptography` has it; None where that is missing or was built without the curve."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - a verifier may lack it
        from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - same
    except ImportError:
        return None
    try:
        return ec.EllipticCurvePublicNumbers(*point, getattr(ec, curve.cryptography_name)()).public_key()
    except UnsupportedAlgorithm:
        return None


def _verify_with_cryptography(curve: Curve, number: int, r: int, s: int, point: tuple[int, int]) -> bool | None:
    """Verify with `cryptography`; None where that cannot."""
    key = _compiled_key(curve, point)
    if key is None:
        return None
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - installed, as the key shows
    from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - same
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - same

    try:
        key.verify(utils.encode_dss_signature(r, s), number.to_bytes(32, "big"), ec.ECDSA(utils.Prehashed(SHA256())))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=4)
def ecdsa_parts(curve: Curve) -> tuple[Any, Any, Any]:
    """Give ecdsa's curve, generator and point class; imported late, since it costs 40 ms.

    Args:
        curve: The curve.

    Returns:
        The three objects.

    Raises:
        AlgorithmUnavailable: `ecdsa` is not installed.
    """
    try:
        from ecdsa import curves  # noqa: PLC0415 - see above
        from ecdsa.ellipticcurve import PointJacobi  # noqa: PLC0415 - see above
    except ImportError as error:
        raise AlgorithmUnavailable(
            "ecdsa is not installed", remedy="pip install ecdsa", algorithm=curve.name
        ) from error
    named = getattr(curves, curve.ecdsa_name)
    return named.curve, named.generator, PointJacobi


def coordinates(point: Any) -> tuple[int, int] | None:  # noqa: ANN401 - ecdsa ships no types
    """Give a point's x and y.

    Args:
        point: A point of `ecdsa`.

    Returns:
        Both, or None at infinity.
    """
    from ecdsa.ellipticcurve import INFINITY  # noqa: PLC0415 - costs 40 ms, see ecdsa_parts

    return None if point == INFINITY else (int(point.x()), int(point.y()))


def _verify_with_ecdsa(curve: Curve, number: int, r: int, s: int, point: tuple[int, int]) -> bool:
    group, generator, jacobi = ecdsa_parts(curve)
    inverse = pow(s, -1, curve.n)
    u1, u2 = number * inverse % curve.n, r * inverse % curve.n
    found = coordinates(generator.mul_add(u1, jacobi(group, *point, 1, curve.n), u2))
    return found is not None and found[0] % curve.n == r
