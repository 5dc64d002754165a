"""Every event and custom error of the law says what it means, and what each of its values is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "contracts" / "src"
DECLARED = re.compile(r"((?:^[ \t]*///[^\n]*\n)*)^[ \t]*(?:event|error)\s+(\w+)\s*\(([^)]*)\)", re.MULTILINE)


def silent(source: str) -> list[str]:
    """Names each declaration that lacks a notice, and each value that lacks a word: `Error`, `Error.value`."""
    missing = []
    for said, name, values in DECLARED.findall(source):
        tags = [line.strip().removeprefix("///").strip() for line in said.splitlines()]
        named = [value.split()[-1] for value in values.split(",") if value.strip()]
        missing += [name] if not any(re.match(r"@notice \S", tag) for tag in tags) else []
        missing += [f"{name}.{one}" for one in named if not any(re.match(rf"@param {one} \S", tag) for tag in tags)]
    return missing


SAYING = sorted(path for path in SOURCES.rglob("*.sol") if DECLARED.search(path.read_text("utf-8")))


@pytest.mark.parametrize("path", SAYING, ids=lambda path: str(path.stem))
def test_events_and_errors_are_explained(path: Path) -> None:
    assert silent(path.read_text("utf-8")) == []


def test_there_are_declarations() -> None:
    assert sum(len(DECLARED.findall(path.read_text("utf-8"))) for path in SAYING) > 300


def test_what_is_left_out_is_named_fail() -> None:
    bare = "    error Odd(uint8 a);\n    /// @notice Said.\n    /// @param a One.\n    event Even(uint8 a, uint8 b);\n"
    assert silent(bare) == ["Odd", "Odd.a", "Even.b"]
