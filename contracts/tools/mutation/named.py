"""The mutants that carry an invariant's name: the test of that name fails on it.

A line of `mutants.named`: `invariant | test | file | old text | new text`; the old text stands once in the file.
With `only` as a sixth part, no test of another name may fail on it, but for the handler, which asks all invariants.
"""

# ruff: noqa: INP001, T201 - a script, run by its path; a command prints

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from compiler import Compiler, RefusedError
from judge import Judge, Killers
from points import Mutant
from workshop import Workshop, only

HANDLER: Final = "test/invariant/**"


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
    with tempfile.TemporaryDirectory() as folder, Compiler() as compiler:
        judge = Judge(Workshop(contracts, Path(folder) / "named", compiler), Killers())
        for one in wanted:
            said = _judge(judge, one)
            failures += said != "killed"
            print(f"{one.invariant}\t{one.test}\t{said}", flush=True)
    return 1 if failures else 0


def _judge(judge: Judge, one: Named) -> str:
    shop = judge.workshop
    try:
        judge.put(one.mutant, shop.sources.reached(one.mutant.file))
        if not shop.failing("--match-test", only([one.test])):
            return "SURVIVED"
        rest = ("--no-match-path", HANDLER, "--no-match-test", only([one.test, *shop.blind]))
        others = shop.failing(*rest) if one.only else []
        strange = sorted({test for _, test in others if not test.startswith(f"test_{one.invariant}_")})
        return f"killed by others too: {', '.join(strange)}" if strange else "killed"
    except RefusedError as refused:
        return f"does not compile: {refused}"
    finally:
        shop.restore()
