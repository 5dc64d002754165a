"""How a verb reports: one line of what was done and what proves it, Chinese first; the same as data with --json.

Papers, labels and records are others' words: told to a person, what does not print is escaped; data stay as they are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from torrens_anchor.forms.printing import plain as printable
from torrens_anchor.forms.printing import quoted

LAST_SECOND: Final = (1 << 36) - 1
"""The last second that a word can hold: where a term is optional, it stands for no end."""
_COLUMN: Final = "  "
"""Stands between two columns of a row."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a verb did.

    Attributes:
        verb: noun.verb.
        zh: What was done, in Chinese.
        en: The same in English.
        proof: What proves it, by name: a transaction, a block, a digest. Bytes are shown as hex.
        facts: Everything else worth having as data; shown with --json only.
    """

    verb: str
    zh: str
    en: str
    proof: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)

    def line(self) -> str:
        """Gives the line that a person reads."""
        proof = ", ".join(f"{name} {_shown(value)}" for name, value in self.proof.items())
        return printable(f"{self.zh} | {self.en}" + (f" | 凭据 proof: {proof}" if proof else ""))

    def document(self) -> dict[str, object]:
        """Gives the same as plain JSON values."""
        return {
            "verb": self.verb,
            "zh": self.zh,
            "en": self.en,
            "proof": {name: plain(value) for name, value in self.proof.items()},
            **{name: plain(value) for name, value in self.facts.items()},
        }


def say(report: Report, *, as_json: bool) -> None:
    """Writes a report to standard output.

    Args:
        report: What was done.
        as_json: As one JSON object on one line.
    """
    text = json.dumps(report.document(), ensure_ascii=False) if as_json else report.line()
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def table(rows: list[dict[str, object]], *, as_json: bool) -> None:
    """Writes the rows of a reading verb.

    Args:
        rows: The rows, each by column.
        as_json: As one JSON array; else a line a row.
    """
    if as_json:
        sys.stdout.write(json.dumps([_members(row) for row in rows], ensure_ascii=False) + "\n")
        return
    for row in rows:
        sys.stdout.write(_COLUMN.join(f"{printable(name)} {_shown(value)}" for name, value in row.items()) + "\n")
    if not rows:
        sys.stdout.write("无记录 | none\n")


def plain(value: object) -> object:
    """Turns a value into one of JSON: bytes as 0x-hex, tuples as arrays, anything unknown as its text."""
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, Mapping):
        return _members(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def hexes(ids: Iterable[bytes]) -> list[str]:
    """Writes ids as 0x-hex, in order."""
    return [f"0x{one.hex()}" for one in ids]


def utc(second: int) -> str:
    """Writes a UTC second as ISO 8601; what stands for no end, 0 or the last second of 36 bits, as a dash."""
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}" if second not in (0, LAST_SECOND) else "–"


def _members(row: Mapping[str, object]) -> dict[str, object]:
    return {str(name): plain(value) for name, value in row.items()}


def _shown(value: object) -> str:
    """Writes a value for a person; a text that would pass for several columns stands between quotation marks."""
    found = plain(value)
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    return quoted(text) if _COLUMN in text or text != text.strip() else printable(text)
