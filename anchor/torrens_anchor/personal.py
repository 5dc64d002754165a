"""Personal data in what is about to become public: identity, mobile and card numbers, email addresses.

Text and raw ASCII runs of bytes are scanned; words are not read as hex digits, since 0.4 % of random words would look
like one. A chain cannot forget, so a finding is an error before anything is signed, never a warning after.

Source: GB 11643-1999 (identity numbers; check character by ISO/IEC 7064 MOD 11-2), Luhn (ISO/IEC 7812-1, annex B),
the numbering plan of mobile numbers (1[3-9] and nine digits), RFC 5322 addr-spec in its everyday form.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from torrens_anchor.errors import PersonalDataFound


class PersonalKind(StrEnum):
    """What was found."""

    IDENTITY = "identity-number"
    MOBILE = "mobile-number"
    CARD = "bank-card-number"
    EMAIL = "email-address"


@dataclass(frozen=True, slots=True)
class PersonalFinding:
    """One finding; it never carries the datum itself.

    Attributes:
        kind: What it looks like.
        where: The field's name, and the offset in it: characters of a text, bytes of calldata.
        sample: The first and last characters, the rest masked.
    """

    kind: PersonalKind
    where: str
    sample: str


_PROVINCE: Final = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
"""GB/T 2260, and 83 for residents of Taiwan."""
_RUN: Final = re.compile(rb"[ -~]{6,}")
"""Printable ASCII; the shortest address that is looked for has six characters."""
_DIGITS: Final = re.compile(r"(?<![0-9A-Za-z])\+?[0-9](?:[ -]?[0-9]){10,20}[Xx]?(?![0-9A-Za-z])")
"""A number as people write it: single blanks or hyphens may part its digits, letters may not touch it."""
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}(?![A-Za-z0-9])")
_COMMON_ENDS: Final = (".com", ".cn", ".net", ".org", ".gov", ".edu", ".hk", ".mo", ".tw")
_SURE_LENGTH: Final = 16
"""In bytes, a shorter address counts with a common ending only: random bytes hold x@y.zz, once in a million words."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE: Final = re.compile(r"(?:\+?(?:00)?86)?1[3-9][0-9]{9}")
_CARD: Final = re.compile(
    r"62[0-9]{14,17}|4[0-9]{12}(?:[0-9]{3}){0,2}|(?:5[1-5]|2[2-7])[0-9]{14}|3[47][0-9]{13}|35[0-9]{14}"
)
"""UnionPay, Visa, Mastercard, American Express, JCB."""


def is_identity_number(number: str) -> bool:
    """Tells whether digits can be a resident identity number.

    Args:
        number: 18 characters with a check character, or the 15 digits of the first generation.

    Returns:
        True when province, date of birth and check character fit.
    """
    if not _PROVINCE.match(number):
        return False
    if re.fullmatch(r"[0-9]{15}", number):
        return _is_date("19" + number[6:12])
    if not re.fullmatch(r"[0-9]{17}[0-9Xx]", number) or not _is_date(number[6:14]):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True)) % 11
    return "10X98765432"[rest] == number[17].upper()


def is_card_number(number: str) -> bool:
    """Tells whether digits can be a bank card's number.

    Args:
        number: Its digits.

    Returns:
        True when a scheme issues numbers of this prefix and length, and the Luhn digit fits.
    """
    if not _CARD.fullmatch(number):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def scan_text(text: str, where: str) -> list[PersonalFinding]:
    """Scan a text.

    Args:
        text: The text; full-width digits count as digits.
        where: The field's name, for the findings.

    Returns:
        The findings, in order.
    """
    return list(_found(unicodedata.normalize("NFKC", text), where, 0, sure=True))


def scan_bytes(data: bytes, where: str) -> list[PersonalFinding]:
    """Scan the raw ASCII runs of bytes, such as calldata.

    Args:
        data: The bytes.
        where: The field's name, for the findings.

    Returns:
        The findings, in order.
    """
    return [
        finding
        for run in _RUN.finditer(data)
        for finding in _found(run.group().decode("ascii"), where, run.start(), sure=False)
    ]


def require_impersonal(findings: list[PersonalFinding]) -> None:
    """Refuse what holds personal data.

    Args:
        findings: What the scans found.

    Raises:
        PersonalDataFound: There is a finding; the error shows masked samples only.
    """
    if findings:
        shown = "; ".join(f"{one.kind.value} {one.sample} in {one.where}" for one in findings)
        raise PersonalDataFound(
            f"this would publish personal data for ever: {shown}",
            kinds=sorted({one.kind.value for one in findings}),
            places=[one.where for one in findings],
        )


def _found(text: str, where: str, offset: int, *, sure: bool) -> Iterator[PersonalFinding]:
    for match in _DIGITS.finditer(text):
        kind = _kind_of(re.sub(r"[ -]", "", match.group()))
        if kind is not None:
            yield _finding(kind, where, offset + match.start(), match.group())
    for match in _EMAIL.finditer(text):
        address = match.group()
        if sure or len(address) >= _SURE_LENGTH or address.lower().endswith(_COMMON_ENDS):
            yield _finding(PersonalKind.EMAIL, where, offset + match.start(), address)


def _kind_of(number: str) -> PersonalKind | None:
    if is_identity_number(number):
        return PersonalKind.IDENTITY
    if _MOBILE.fullmatch(number):
        return PersonalKind.MOBILE
    return PersonalKind.CARD if is_card_number(number) else None


def _finding(kind: PersonalKind, where: str, place: int, text: str) -> PersonalFinding:
    return PersonalFinding(kind, f"{where} at {place}", text[:2] + "*" * (len(text) - 3) + text[-1])


def _is_date(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if not (1880 <= year <= 2100 and 1 <= month <= 12):
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
