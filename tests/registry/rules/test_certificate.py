"""Certificate numbers (G35 annex 6)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_registry.errors import BadCertificateNumber, SerialExhausted
from torrens_registry.rules.certificate import CertificateNumber

FORM = re.compile(r"^SJ\d{2}\d(?:20\d{2})(?:0[1-9]|1[0-2])(?!0000)\d{4}$")


@given(st.integers(0, 999), st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 9_999))
def test_round_trip_and_form(registrar: int, year: int, month: int, serial: int) -> None:
    number = CertificateNumber(registrar, year, month, serial)
    assert FORM.match(str(number))
    assert CertificateNumber.parse(str(number)) == number


def test_the_guide_example() -> None:
    assert CertificateNumber.parse("SJ3312026110001") == CertificateNumber(331, 2026, 11, 1)


@pytest.mark.parametrize("serial", [10_000, 10_001, 65_535])
def test_the_10000th_number_fail(serial: int) -> None:
    with pytest.raises(SerialExhausted, match="9999"):
        CertificateNumber(331, 2026, 11, serial)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "SJ331202611000",
        "SJ33120261100011",
        "sj3312026110001",
        "SJ3312026110000",
        "SJ3312026130001",
        "SJ3312026000001",
        "SJ3311926110001",
        "SJ331202611000１",
        "SJ3312026110001\n",
    ],
)
def test_malformed_number_fail(text: str) -> None:
    with pytest.raises(BadCertificateNumber):
        CertificateNumber.parse(text)


@pytest.mark.parametrize("parts", [(1000, 2026, 11, 1), (331, 1999, 11, 1), (331, 2026, 13, 1), (331, 2026, 11, 0)])
def test_parts_out_of_bounds_fail(parts: tuple[int, int, int, int]) -> None:
    with pytest.raises(BadCertificateNumber):
        CertificateNumber(*parts)
