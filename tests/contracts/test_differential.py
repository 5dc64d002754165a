"""The cases of the differential tests are fresh, and reach every answer that they are there for."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from differential_kit import FILES, FOLDER, rendered

from torrens_contracts.codes import Reason, SplitFault

ROOT = Path(__file__).resolve().parents[2]
OF_VALID = {
    Reason.NONE,
    Reason.NOT_FOUND,
    Reason.NOT_ACTIVE,
    Reason.NOT_YET,
    Reason.EXPIRED,
    Reason.EXERCISE_FROZEN,
    Reason.HOLDER_FROZEN,
    Reason.ANCESTOR_ENDED,
    Reason.HOLDER_CHAIN,
}
OF_FREE = OF_VALID | {
    Reason.DISPOSE_FROZEN,
    Reason.FREEZE_QUEUED,
    Reason.CERTIFICATE_LAPSED,
    Reason.ENCUMBERED,
    Reason.SUSPECT,
}


def _columns(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return found


def _named(column: list[str]) -> set[str]:
    return {bytes.fromhex(word[2:]).rstrip(b"\0").decode() for word in column}


@pytest.mark.parametrize("name", FILES)
def test_committed_cases_are_what_the_rules_answer(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text("utf-8") == rendered(name)


def test_forge_reads_every_file() -> None:
    tests = [next((ROOT / "contracts" / "test").rglob(f"{name}.t.sol")).read_text("utf-8") for name in _SUITES]
    assert all(any(f'open("{name}")' in text for text in tests) for name in FILES)


_SUITES = ("Differential", "DifferentialScope", "RecognitionLaw", "DifferentialPartition")


def test_every_reason_of_both_predicates_is_reached() -> None:
    columns = _columns("predicates")
    assert set(columns["validReason"]) == OF_VALID
    assert set(columns["freeReason"]) == OF_FREE


def test_splits_reach_every_fault() -> None:
    columns = _columns("partition")
    assert set(columns["fault"]) == set(SplitFault)


def test_scopes_reach_every_refusal() -> None:
    columns = _columns("scope")
    refusals = {"", "MaskRefused", "RightExceeded", "ScopeExceeded", "TermExceeded", "DepthExceeded"}
    assert _named(columns["refusal"]) == refusals
    assert _named(columns["malformed"]) == {"", "purpose", "region", "action", "rights"}
    assert _named(columns["wider"]) == {"", "purpose", "region", "action"}


@pytest.mark.parametrize(
    ("name", "column"),
    [("split", "refused"), ("rfc9162", "included"), ("rfc9162", "consistent"), ("calendar", "deadline")],
)
def test_both_answers_are_many(name: str, column: str) -> None:
    values = _columns(name)[column]
    counted = Counter(bool(value) for value in values)
    assert min(counted[True], counted[False]) > 50
