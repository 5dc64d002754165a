"""The gas bench has a row for every verb, and every committed row is measured there."""

from __future__ import annotations

import json
import re
from pathlib import Path

from torrens_contracts.artifacts import MODULES, load

CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
FIGURES = json.loads((CONTRACTS / "snapshots" / "gas.json").read_text("utf-8"))
BENCH = "".join(path.read_text("utf-8") for path in sorted((CONTRACTS / "bench").glob("*.t.sol")))
CARRIED = {
    "write": "notice",
    "writeMany": "register",
    "licenseForVoucher": "voucher",
    "transferByOrder": "adjudge",
}
"""What no key can call, but modules alone; a row of whom it serves carries it."""


def verbs() -> set[str]:
    return {
        entry.name
        for name in ("Register", *MODULES)
        for entry in load(name).abi
        if entry.type == "function" and entry.state_mutability not in ("view", "pure")
    }


def test_every_verb_has_a_row() -> None:
    called = set(re.findall(r"encodeCall\(\s*I\w+\.(\w+)", BENCH))
    assert len(verbs()) > 100
    assert sorted(verbs() - called - CARRIED.keys()) == []


def test_what_modules_alone_call_is_carried() -> None:
    assert sorted(CARRIED.keys() - verbs()) == []
    assert [row for row in CARRIED.values() if row not in FIGURES] == []


def test_every_committed_figure_is_measured() -> None:
    assert FIGURES
    assert [name for name in FIGURES if f'"{name}"' not in BENCH] == []
