"""The mutants that carry an invariant's name: the test of that name fails on it.

A line of `mutants.named`: `invariant | test | file | old text | new text`; the old text stands once in the file.
With `only` as a sixth part, no other test may fail on it.
"""

# ruff: noqa: INP001, T201 - a script, run by its path; a command prints

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from points import Mutant
from workshop import Fate, Workshop


@dataclass(frozen=True, slots=True)
class Named:
    """One line: which test stands for which invariant, and what it must notice."""

    invariant: str
    test: str
    mutant: Mutant
    only: bool


def read(contracts: Path, table: Path) -> list[Named]:
    """Reads the table.

    Raises:
        SystemExit: A line's old text does not stand once in its file.
    """
    found = []
    for row in table.read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        invariant, test, file, old, new, *rest = (part.strip() for part in row.split(" | "))
        text = (contracts / file).read_bytes()
        if text.count(old.encode()) != 1:
            sys.exit(
                f"{table.name}: {invariant}: the old text stands {text.count(old.encode())} times in {file}: {old}"
            )
        start = text.index(old.encode())
        mutant = Mutant(file, text.count(b"\n", 0, start) + 1, start, old, new, "named")
        found.append(Named(invariant, test, mutant, rest == ["only"]))
    return found


def check(contracts: Path, table: Path, invariants: list[str]) -> int:
    """Runs each named mutant; 1 when its test lets it live, or when another test fails where only this one may.

    Args:
        contracts: The folder with src/ and test/.
        table: The table.
        invariants: Only these; none is all.

    Returns:
        An exit code.
    """
    failures = 0
    wanted = [one for one in read(contracts, table) if not invariants or one.invariant in invariants]
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(contracts, Path(folder) / "named")
        for one in wanted:
            said = _judge(workshop, one)
            failures += said != "killed"
            print(f"{one.invariant}\t{one.test}\t{said}")
    return 1 if failures else 0


def _judge(workshop: Workshop, one: Named) -> str:
    if not workshop.build(one.mutant):
        return "does not compile"
    named = rf"^{one.test}\("  # forge compares signatures
    if workshop.test("--match-test", named).fate is Fate.SURVIVED:
        return "SURVIVED"
    if one.only and (other := workshop.test("--no-match-test", named)).fate is Fate.KILLED:
        return f"killed by another too: {other.by}"
    return "killed"
