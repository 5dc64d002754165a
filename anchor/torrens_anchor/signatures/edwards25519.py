"""Just enough of edwards25519 (RFC 8032 section 5.1) to decode a point and to tell its order.

Public data only: nothing here is constant-time, and nothing here signs.
"""

from typing import Final, TypeAlias

P: Final = 2**255 - 19
"""The field's prime."""
ORDER: Final = 2**252 + 27742317777372353535851937790883648493
"""The prime order L of the base point."""
_D: Final = -121665 * pow(121666, -1, P) % P
_SQRT_MINUS_1: Final = pow(2, (P - 1) // 4, P)

Point: TypeAlias = tuple[int, int, int, int]
"""Extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z."""


def decode_point(encoded: bytes) -> Point | None:
    """Decode a point (RFC 8032 section 5.1.3).

    Args:
        encoded: 32 bytes.

    Returns:
        The point, or None when y is not below p, no x fits, or x is 0 with its sign bit set.
    """
    value = int.from_bytes(encoded, "little")
    sign, y = value >> 255, value & (2**255 - 1)
    if y >= P:
        return None
    x = _recover_x(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def is_prime_order(point: Point) -> bool:
    """Say whether a point lies in the group that the base point spans, and is not its identity.

    Args:
        point: A point on the curve.

    Returns:
        Whether its order is exactly L.
    """
    if _is_identity(point):
        return False
    total: Point = (0, 1, 1, 0)
    for bit in f"{ORDER:b}":
        total = _add(total, total)
        if bit == "1":
            total = _add(total, point)
    return _is_identity(total)


def _recover_x(y: int) -> int | None:
    u, v = (y * y - 1) % P, (_D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    square = v * x * x % P
    if square == u:
        return x
    return x * _SQRT_MINUS_1 % P if square == P - u else None


def _is_identity(point: Point) -> bool:
    x, y, z, _ = point
    return x % P == 0 and (y - z) % P == 0


def _add(a: Point, b: Point) -> Point:
    """Add two points with the complete formulas of RFC 8032 section 5.1.4."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * _D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P
