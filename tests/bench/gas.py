"""`make bench-gas`: exact gas of whole transactions, compared with the committed snapshot.

forge runs contracts/bench on the rules of Prague with every call a transaction of its own (--isolate), once for the gas
and once for the least that such a transaction costs (contracts/bench/Floor.sol). `--write` accepts what moved.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.record import Row, merge

CONTRACTS: Final = Path(__file__).resolve().parent.parent.parent / "contracts"
SNAPSHOT: Final = CONTRACTS / "snapshots" / "gas.json"


@dataclass(frozen=True, slots=True)
class Bar:
    """What a row must not exceed, and what the nearest public contract costs (design.md section 3); peer 0 is none."""

    ceiling: int
    peer: int = 0


BARS: Final = {
    "notice": Bar(110_000, 272_973),
    "register": Bar(88_000, 272_973),
    "register_first_of_month": Bar(107_000, 272_973),
    "notice_batch_item_100": Bar(54_000, 234_405),
    "register_batch_item_100": Bar(26_000, 234_405),
    "license": Bar(122_000, 48_607),
    "license_depth_4": Bar(132_000, 48_607),
    "license_by_signature": Bar(136_000, 48_607),
    "transfer": Bar(92_000, 59_854),
    "freeze": Bar(98_000, 63_522),
    "voucher": Bar(218_000, 306_215),
    "anchor_1m": Bar(93_000, 45_869),
    "standing": Bar(82_000),
    "standing_batch_item_100": Bar(30_000),
    "fact_proof": Bar(140_000),
    "fact_item": Bar(44_000),
    "header_attest_3of5": Bar(185_000),
}


def measure(group: str) -> dict[str, int]:
    """Runs the bench and returns its rows: `gas`, or `floor` for the least that each could cost."""
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "FOUNDRY_SOLC": str(CONTRACTS / "tools" / "solc"),
            "FOUNDRY_TEST": "bench",
            "FOUNDRY_OUT": "out/bench",
            "FOUNDRY_CACHE_PATH": "cache/bench",
            "FOUNDRY_SNAPSHOTS": folder,
            "FORGE_SNAPSHOT_CHECK": "false",
            "BENCH_FLOORS": "true" if group == "floor" else "false",
        }
        # The npm shim exits 0 on failing tests: the binary itself is asked.
        forge = next(CONTRACTS.glob("node_modules/@foundry-rs/forge-*/bin/forge"))
        command = [str(forge), "test", "--isolate", "--evm-version", "prague"]
        subprocess.run(command, cwd=CONTRACTS, env=env, check=True, stdout=sys.stderr)
        return _load(Path(folder) / f"{group}.json")


def _load(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    return {name: int(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}


def rows(gas: dict[str, int], floors: dict[str, int]) -> list[Row]:
    """Makes a row of each figure; the baseline is the ceiling, or the floor where no ceiling is set."""
    return [_row(name, gas[name], floors[name]) for name in sorted(gas)]


def _row(name: str, value: int, floor: int) -> Row:
    bar = BARS.get(name)
    baseline = bar.ceiling if bar else floor
    row: Row = {
        "name": f"gas.{name}",
        "value": value,
        "unit": "gas",
        "baseline": baseline,
        "ratio": round(value / baseline, 3),
        "floor": floor,
    }
    if bar:
        row["ceiling"] = bar.ceiling
        if bar.peer:
            row["peer"] = bar.peer
    return row


def moved(committed: dict[str, int], fresh: dict[str, int]) -> list[str]:
    """Names every row that differs from the committed snapshot."""
    names = sorted(committed.keys() | fresh.keys())
    return [
        f"gas.{name}: {committed.get(name, 'new')} -> {fresh.get(name, 'gone')}"
        for name in names
        if committed.get(name) != fresh.get(name)
    ]


def over(gas: dict[str, int]) -> list[str]:
    """Names every row above its ceiling."""
    return [
        f"gas.{name}: {gas[name]} is over its ceiling {bar.ceiling}"
        for name, bar in sorted(BARS.items())
        if gas[name] > bar.ceiling
    ]


def main() -> int:
    """Measures, records, compares; returns 1 when a row moved."""
    parser = argparse.ArgumentParser(description="Gas of whole transactions, compared with the committed snapshot.")
    parser.add_argument("--write", action="store_true", help="accept what moved")
    write: bool = parser.parse_args().write
    gas, floors = measure("gas"), measure("floor")
    merge(rows(gas, floors))
    changes = moved(_load(SNAPSHOT), gas)
    for line in [*over(gas), *changes]:
        print(line, file=sys.stderr)  # noqa: T201 - telling what moved is what this is for
    if write:
        SNAPSHOT.parent.mkdir(exist_ok=True)
        text = json.dumps({name: str(gas[name]) for name in sorted(gas)}, indent=2)
        SNAPSHOT.write_text(text + "\n", encoding="utf-8")
    return 1 if changes and not write else 0


if __name__ == "__main__":
    sys.exit(main())
