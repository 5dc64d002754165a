"""Unified social credit codes with both check characters (GB 32100-2015, GB 11714-1997; domain.md 3.8).

18 characters: authority 1, category 1, region 6, body 9 (an organisation code with its own mod-11 check
character in position 17), check 1 (mod 31). That a code is well formed does not say that the body exists.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Final, NewType

from torrens_registry.errors import BadCreditCode

CreditCode = NewType("CreditCode", str)
"""A unified social credit code whose form and both check characters hold."""

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS_18: Final = tuple(pow(3, i, 31) for i in range(17))
_WEIGHTS_9: Final = (3, 7, 9, 10, 5, 8, 4, 2)


def check_character(first17: str) -> str:
    """The last character, from the 17 before it: 31 minus the weighted sum mod 31, and 31 means 0 (GB 32100)."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first17, _WEIGHTS_18, strict=True))
    return ALPHABET[-total % 31]


def body_check_character(first8: str) -> str:
    """The check character of the organisation code, from its 8 characters: mod 11, 10 is X (GB 11714)."""
    total = sum(int(c, 36) * w for c, w in zip(first8, _WEIGHTS_9, strict=True))
    return "0123456789X"[-total % 11]


def parse(text: str) -> CreditCode:
    """Reads a code and checks form, character set and both check characters.

    Raises:
        BadCreditCode: One of them does not hold; the message names which.
    """
    if len(text) != 18:
        raise BadCreditCode(f"a credit code has 18 characters, {text!r} has {len(text)}", text=text, fault="length")
    for position, character in enumerate(text, start=1):
        if character not in ALPHABET:
            raise BadCreditCode(
                f"{character!r} in position {position} of {text!r} is not used in credit codes",
                text=text,
                fault="character",
                position=position,
            )
    if not text[2:8].isdigit():
        raise BadCreditCode(f"the region {text[2:8]!r} of {text!r} is not 6 digits", text=text, fault="region")
    _check(text, 17, body_check_character(text[8:16]), "body check")
    _check(text, 18, check_character(text[:17]), "check")
    return CreditCode(text)


def _check(text: str, position: int, expected: str, fault: str) -> None:
    found = text[position - 1]
    if found != expected:
        raise BadCreditCode(
            f"the {fault} character of {text!r} in position {position} is {found!r}, it should be {expected!r}",
            text=text,
            fault=fault,
            position=position,
            expected=expected,
        )


def enrolment_digest(code: CreditCode) -> bytes:
    """SHA-256 of the code's ASCII bytes: what a LEGAL party's enrolment carries (words.md section 8)."""
    return sha256(code.encode("ascii")).digest()
