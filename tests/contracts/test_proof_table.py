"""The tables of proof name tests that exist, and each invariant that touches the chain has its row and its mutant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = ROOT / "contracts"
PAGES = (CONTRACTS / "README.md", CONTRACTS / "PROOF.md")
NAME = re.compile(r"`((?:test|testFuzz|check|invariant)_\w+)`")
ON_CHAIN = [f"I{n}" for n in range(1, 20)]
IN_PYTHON = {"I19"}
TEXT = {"string", "string[]"}


def functions() -> set[str]:
    solidity = {
        name
        for path in (CONTRACTS / "test").rglob("*.sol")
        for name in re.findall(r"function (\w+)\(", path.read_text("utf-8"))
    }
    python = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M)
    }
    return solidity | python


def named() -> list[list[str]]:
    rows = (CONTRACTS / "tools" / "mutation" / "mutants.named").read_text("utf-8").splitlines()
    return [row.split(" | ") for row in rows if row and not row.startswith("#")]


def rows() -> dict[str, str]:
    return dict(re.findall(r"^\| (I\d+) \|(.*)$", PAGES[0].read_text("utf-8"), re.M))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_test_that_is_named_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    cited = set(NAME.findall(text))
    assert len(cited) > 20
    assert sorted(cited - functions()) == []
    files = set(re.findall(r"\b(\w+\.t\.sol)\b", text))
    assert sorted(files - {path.name for path in (CONTRACTS / "test").rglob("*.t.sol")}) == []


def test_every_invariant_on_chain_has_a_row() -> None:
    assert list(rows()) == ON_CHAIN


@pytest.mark.parametrize("invariant", [one for one in ON_CHAIN if one not in IN_PYTHON])
def test_its_mutant_is_seen_by_a_test_of_its_name(invariant: str) -> None:
    found = [row for row in named() if row[0] == invariant]
    assert found
    for _, test, file, old, new, *_ in found:
        assert re.search(rf"_{invariant}_", test)
        assert test in functions()
        assert f"`{test}`" in rows()[invariant]
        assert (CONTRACTS / file).read_text("utf-8").count(old.strip()) == 1
        assert old.strip() != new.strip()


@pytest.mark.parametrize(
    "row", [row for row in named() if row[0] not in ON_CHAIN], ids=lambda row: f"{row[0]} {row[1]}"
)
def test_a_rules_mutant_is_of_the_law_as_it_stands(row: list[str]) -> None:
    rule, test, file, old, new, *_ = row
    (told,) = re.findall(rf"^\| {rule}: (.*)$", PAGES[1].read_text("utf-8"), re.M)
    assert f"`{test}`" in told
    assert test in functions()
    assert (CONTRACTS / file).read_text("utf-8").count(old.strip()) == 1
    assert old.strip() != new.strip()


def test_every_rule_of_the_table_has_a_mutant() -> None:
    rules = set(re.findall(r"^\| ([A-Z]+): ", PAGES[1].read_text("utf-8"), re.M))
    assert rules == {row[0] for row in named()} - set(ON_CHAIN)


def test_I19_no_verb_or_event_carries_text() -> None:  # noqa: N802 - the invariant's name
    apart = {"Council.json", "index.json"}  # AccessManager as it is: the council may label its roles
    abis = [path for path in (CONTRACTS / "torrens_contracts" / "abi").glob("*.json") if path.name not in apart]
    assert len(abis) > 10
    for path in abis:
        content = json.loads(path.read_text("utf-8"))
        for entry in content["abi"] if isinstance(content, dict) else content:
            if entry["type"] in ("function", "event"):
                assert not TEXT & _types(entry.get("inputs", [])), (path.name, entry["name"])


def _types(parts: list[dict[str, object]]) -> set[object]:
    found: set[object] = set()
    for part in parts:
        inner = part.get("components", [])
        found |= {part["type"]} | (_types(inner) if isinstance(inner, list) else set())
    return found
