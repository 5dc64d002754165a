"""How long a court waits: one voucher bundle judged by a process that starts cold, installed and alone."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.record import Row, merge

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "tests" / "vectors" / "bundles" / "voucher"
ASKED = [str(CASE / "bundle.json"), "--policy", str(CASE / "policy.json"), "--at", "2026-02-02T03:40:00Z"]
RUNS = 7
CEILINGS = {"verify.cold_installed": 0.35, "verify.cold_alone": 0.6}
"""Seconds; a row's ratio is its own time over this."""


def _seconds(line: list[str]) -> float:
    """The median processor time of a process and its children: the wall on a machine that does nothing else."""
    taken = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(line, stdout=subprocess.DEVNULL, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode != 0:
            raise SystemExit(f"the verifier gave {done.returncode}, not 0: {line}")
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return median(taken)


def rows(folder: Path) -> list[Row]:
    """Measures both doors; the one alone by a Python without any package."""
    alone = folder / "torrens-verify.pyz"
    subprocess.run([sys.executable, ROOT / "cli/tools/verifier.py", alone], stdout=subprocess.DEVNULL, check=True)
    lines = {
        "verify.cold_installed": [sys.executable, "-m", "torrens_cli.entry", "verify", *ASKED],
        "verify.cold_alone": [sys.executable, "-I", "-S", str(alone), *ASKED],
    }
    found: list[Row] = []
    for name, line in lines.items():
        value, limit = _seconds(line), CEILINGS[name]
        found.append(
            {"name": name, "value": round(value, 3), "unit": "s", "baseline": limit, "ratio": round(value / limit, 3)}
        )
    return found


def main() -> None:
    """Measures and records."""
    with tempfile.TemporaryDirectory() as name:
        merge(rows(Path(name)))


if __name__ == "__main__":
    main()
