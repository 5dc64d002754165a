"""Number serialisation of ECMAScript, as RFC 8785 section 3.2.2.3 demands it.

Python's `repr` of a float gives the shortest digits that read back to the same double, closest to its
value: the digits that ECMA-262 `Number::toString` asks for. Only their layout differs.
"""

import math

from torrens_anchor.errors import MalformedInput

MAX_SAFE_INTEGER = 2**53 - 1
"""Largest integer that every IEEE 754 double reader keeps exact (RFC 7493 section 2.2)."""


def serialize_integer(value: int) -> str:
    """Write an integer that a double keeps exact.

    Args:
        value: The integer.

    Returns:
        Its decimal digits.

    Raises:
        MalformedInput: Beyond ±(2^53 - 1); such amounts travel as strings.
    """
    if not -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
        raise MalformedInput(
            f"integer of {value.bit_length()} bits is beyond 2^53 - 1",
            remedy="carry large integers as decimal strings",
            bits=value.bit_length(),
        )
    return str(value)


def serialize_float(value: float) -> str:
    """Write a finite double as ECMA-262 `Number::toString` does.

    Args:
        value: The double.

    Returns:
        For example `1e+21`, `0.000001`, `333333333.3333333`; `0` for minus zero.

    Raises:
        MalformedInput: NaN or an infinity.
    """
    if not math.isfinite(value):
        raise MalformedInput(f"{value!r} is no JSON number", value=repr(value))
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    digits, point = _shortest(abs(value))
    return sign + _layout(digits, point)


def _shortest(value: float) -> tuple[str, int]:
    """Split a positive double into its shortest digits and the place of the point after them."""
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    stripped = digits.lstrip("0")
    point = len(whole) - (len(digits) - len(stripped)) + int(exponent or "0")
    return stripped.rstrip("0"), point


def _layout(digits: str, point: int) -> str:
    """Place the point as ECMA-262 section 6.1.6.1.20, steps 7 to 12, says."""
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    power = point - 1
    fraction = f".{digits[1:]}" if count > 1 else ""
    return f"{digits[0]}{fraction}e{'+' if power > 0 else '-'}{abs(power)}"
