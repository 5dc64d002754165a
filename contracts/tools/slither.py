"""Runs slither and demands an answer to each finding: one line of slither.answers, by detector and function.

Exit 1 for a finding without an answer, or an answer without a finding. No finding of high or medium rank takes an
answer. What the detector left out by slither.json fears must stay out of the sources: see PREMISE.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

TOOLS: Final = Path(__file__).resolve().parent

# Why incorrect-equality is left out: nothing asks a balance, or equates the time or height of the block.
PREMISE: Final = re.compile(
    r"\bbalance(Of)?\b|[=!]=\s*block\.(timestamp|number)|block\.(timestamp|number)\s*[=!]=|\bselfbalance\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: how bad, which detector, in which function."""

    impact: str
    check: str
    where: str
    said: str

    def answerable(self) -> bool:
        """Says whether a line of slither.answers can answer it at all."""
        return self.impact not in ("High", "Medium")


@dataclass(frozen=True, slots=True)
class Answer:
    """One line: the detector, a pattern of functions, why it is no fault."""

    check: str
    where: str
    why: str

    def fits(self, finding: Finding) -> bool:
        """Says whether the finding is the one answered."""
        answered = self.check == finding.check and fnmatch.fnmatchcase(finding.where, self.where)
        return answered and finding.answerable()


def answers() -> list[Answer]:
    """Reads slither.answers."""
    lines = (TOOLS / "slither.answers").read_text(encoding="utf-8").splitlines()
    rows = [line.split(maxsplit=2) for line in lines if line and not line.startswith("#")]
    return [Answer(check, where, why) for check, where, why in rows]


def findings(slither: str) -> list[Finding]:
    """Runs slither over src."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [slither, ".", "--config-file", "tools/slither.json", "--fail-none", "--json", str(report)]
        run = subprocess.run(command, cwd=TOOLS.parent, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if not report.exists():
            sys.exit(run.stderr)
        content = json.loads(report.read_text(encoding="utf-8"))
    if not content["success"]:
        sys.exit(content["error"])
    return [
        Finding(one["impact"], one["check"], _where(one["elements"][0]), one["description"].strip())
        for one in content["results"].get("detectors", [])
    ]


def _where(element: dict[str, Any]) -> str:
    while element["type"] not in ("function", "contract"):
        element = element["type_specific_fields"]["parent"]
    name: str = element["name"]
    return f"{element['type_specific_fields']['parent']['name']}.{name}" if element["type"] == "function" else name


def _code(path: Path) -> str:
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def broken_premises() -> list[str]:
    """Names the sources that do what the detector left out looks for."""
    sources = sorted((TOOLS.parent / "src").rglob("*.sol"))
    return [f"{path.name}: {found[0]}" for path in sources for found in PREMISE.finditer(_code(path))]


def main() -> int:
    """Compares findings and answers."""
    found, known = findings(sys.argv[1]), answers()
    open_ = [one for one in found if not any(answer.fits(one) for answer in known)]
    idle = [answer for answer in known if not any(answer.fits(one) for one in found)]
    for one in open_:
        sys.stderr.write(f"{one.impact} {one.check} {one.where}: {one.said}\n")
    broken = broken_premises()
    for premise in broken:
        sys.stderr.write(f"incorrect-equality is left out, but {premise}\n")
    for answer in idle:
        sys.stderr.write(f"an answer without a finding: {answer.check} {answer.where}\n")
    sys.stdout.write(f"slither: {len(found)} findings, {len(open_)} without an answer\n")
    return 1 if open_ or idle or broken else 0


if __name__ == "__main__":
    sys.exit(main())
