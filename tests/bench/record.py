"""Merges measured rows into bench.json."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NotRequired, TypedDict

FILE = Path(__file__).resolve().parent.parent.parent / "bench.json"


class Row(TypedDict):
    """One figure: what it is, its unit, and its ratio to what was measured beside it."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    floor: NotRequired[int]
    peer: NotRequired[int]
    ceiling: NotRequired[int]


def merge(rows: list[Row]) -> None:
    """Writes rows into bench.json in place of those of the same names, and prints them."""
    known: dict[str, Row] = {}
    if FILE.exists():
        known = {row["name"]: row for row in json.loads(FILE.read_text(encoding="utf-8"))}
    known.update({row["name"]: row for row in rows})
    ordered = [known[name] for name in sorted(known)]
    FILE.write_text(json.dumps(ordered, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(rows, indent=1))  # noqa: T201 - printing the figures is what this is for


def seconds(work: Callable[[], object], *, runs: int = 5) -> float:
    """Returns the median CPU time of some runs of `work`, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken)


def rate(name: str, *, value: float, baseline: float, unit: str) -> Row:
    """Returns a row whose ratio is value over baseline."""
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(value / baseline, 3),
    }
