"""The meaning of each custom error, in plain words with the way out: `reverts.toml`, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Words:
    """What one error means.

    Attributes:
        why: The refusal in plain English, the end of a sentence.
        remedy: The one thing to do about it.
        zh: The refusal in Chinese.
    """

    why: str
    remedy: str
    zh: str


@cache
def words_by_error() -> dict[str, Words]:
    """Read the table.

    Returns:
        Words by the error's name.
    """
    text = (resources.files("torrens_contracts") / "reverts.toml").read_text(encoding="utf-8")
    return {name: Words(*row) for name, row in tomllib.loads(text).items()}
