"""Names of roles: which may be given, and which role a name means; so that no name passes for another role.

The council's contract takes any text, so a label is somebody's word: it is looked for by its very letters, and where
another label differs from it by capitals alone it names nobody.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from torrens_contracts.calls.council import ADMIN, PUBLIC
from torrens_contracts.errors import ArgumentRefused
from torrens_registry.cases.council.rollbook import Rollbook

RESERVED: Final = {"admin": ADMIN, "public": PUBLIC}
"""Names that mean a role by themselves, and no other."""


def role_number(book: Rollbook, text: str) -> int | None:
    """Gives the role of a name or number as people write it; None for none.

    Args:
        book: What the council did.
        text: `admin`, `public`, a label, or 0 to 2^64 - 1.

    Returns:
        The role's number.
    """
    if text.casefold() in RESERVED:
        return RESERVED.get(text)
    if text.isdecimal() and len(text) <= len(str(1 << 64)) and int(text) < 1 << 64:
        return int(text)
    alike = [(role, label) for role, label in book.labels.items() if label.casefold() == text.casefold()]
    return alike[0][0] if len(alike) == 1 and alike[0][1] == text else None


def role_name(book: Rollbook, role: int) -> str:
    """Writes a role with its number, which alone nobody can choose: `ministry (1)`, `admin (0)`, `7`.

    Args:
        book: What the council did.
        role: The role.

    Returns:
        Its name, as it was given, and its number; the number alone where it has no name.
    """
    own = {number: name for name, number in RESERVED.items()}
    name = own.get(role) or book.labels.get(role)
    return f"{name} ({role})" if name else str(role)


def require_label(book: Rollbook, role: int, name: str) -> None:
    """Refuses a name by which a role would pass for another one.

    A name begins with a letter, and has ASCII and Chinese characters alone: what other scripts have besides is not
    told from these by eye.

    Args:
        book: What the council did.
        role: The role that is to have it.
        name: The name.

    Raises:
        ArgumentRefused: It is reserved, another role's, or not of such characters.
    """
    others = {label.casefold() for other, label in book.labels.items() if other != role}
    if name.casefold() in RESERVED or name.casefold() in others:
        raise ArgumentRefused(
            f"{name!r} would pass for another role", remedy="choose a name that no role has", value=name
        )
    letters = name[:1].isalpha() and all((c.isascii() and c.isprintable()) or _is_chinese(c) for c in name)
    if not letters or name != " ".join(name.split()):
        raise ArgumentRefused(
            f"{name!a} would pass for another role, or for more than a name",
            remedy="begin with a letter, write ASCII or Chinese characters, one blank between words and none around",
            value=name,
        )


def _is_chinese(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")
