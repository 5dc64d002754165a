"""Measures what the forge tests reach of src/, and demands enough of it.

Prints lines and branches by file in JSON. Exit 1 when less than 98 % of the lines or of the branches are reached.
"""

# ruff: noqa: INP001, T201 - a script, run by its path; a command prints

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CONTRACTS: Final = Path(__file__).resolve().parent.parent
ENOUGH: Final = 0.98


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of one file.

    Attributes:
        file: Its path.
        lines: Lines reached, lines in all.
        branches: Branches reached, branches in all.
        missed: Numbers of the lines with code or a branch that no test reaches.
    """

    file: str
    lines: tuple[int, int]
    branches: tuple[int, int]
    missed: tuple[int, ...]


def measure(folder: Path) -> str:
    """Runs forge coverage; returns its report in lcov's format."""
    forge = next((CONTRACTS / "node_modules" / "@foundry-rs").glob("forge-*/bin/forge"))
    report = folder / "lcov.info"
    environment = os.environ | {
        "FOUNDRY_SOLC": str(CONTRACTS / "tools" / "solc-coverage"),
        "FOUNDRY_OUT": str(folder / "out"),
        "FOUNDRY_CACHE_PATH": str(folder / "cache"),
    }
    words = [
        str(forge),
        "coverage",
        "--report",
        "lcov",
        "--report-file",
        str(report),
        "--no-match-path",
        "test/invariant/**",
    ]
    run = subprocess.run(words, cwd=CONTRACTS, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    if run.returncode or not report.exists():
        sys.exit(run.stdout[-3000:] + run.stderr[-3000:])
    return report.read_text(encoding="utf-8")


def parse(report: str) -> Iterator[Reached]:
    """Cuts an lcov report into files."""
    file, lines, branches = "", {}, {}
    for row in report.splitlines():
        name, _, value = row.partition(":")
        if name == "SF":
            file, lines, branches = value, {}, {}
        elif name == "DA":
            line, hits, *_ = value.split(",")
            lines[int(line)] = int(hits) > 0
        elif name == "BRDA":
            line, block, branch, hits = value.split(",")
            branches[int(line), block, branch] = hits not in ("-", "0")
        elif row == "end_of_record":
            missed = {line for line, hit in lines.items() if not hit} | {
                key[0] for key, hit in branches.items() if not hit
            }
            yield Reached(file, _share(list(lines.values())), _share(list(branches.values())), tuple(sorted(missed)))


def _share(hits: list[bool]) -> tuple[int, int]:
    return sum(hits), len(hits)


def main() -> int:
    """Measures, prints, judges."""
    with tempfile.TemporaryDirectory() as folder:
        files = [one for one in parse(measure(Path(folder))) if one.file.startswith("src/")]
    shares = {}
    for what in ("lines", "branches"):
        counts = [getattr(one, what) for one in files]
        shares[what] = round(sum(hit for hit, _ in counts) / max(1, sum(of for _, of in counts)), 4)
    missed = {one.file: one.missed for one in files if one.missed}
    print(json.dumps({**shares, "files": len(files), "missed": missed}, indent=1))
    return 0 if files and min(shares.values()) >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
