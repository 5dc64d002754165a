"""Columns of cases for the differential tests, from one fixed seed."""

from __future__ import annotations

from random import Random

Columns = dict[str, list[int] | list[str]]


def seeded() -> Random:
    """Gives the same numbers every time."""
    return Random("torrens differential 1")  # noqa: S311 - test cases, not keys


class Rows:
    """Columns that grow: numbers, and words in hex."""

    def __init__(self) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._words: dict[str, list[bytes]] = {}

    def add(self, **values: int | bytes) -> None:
        """Adds a value to each named column."""
        for name, value in values.items():
            if isinstance(value, bytes):
                self._words.setdefault(name, []).append(value)
            else:
                self._numbers.setdefault(name, []).append(int(value))

    def columns(self, **more: list[int]) -> Columns:
        """Gives all columns."""
        return {
            **self._numbers,
            **{name: ["0x" + word.hex() for word in words] for name, words in self._words.items()},
            **more,
        }
