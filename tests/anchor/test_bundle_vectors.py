import json

import pytest
from bundle_case import FOLDER, Case
from bundle_vectors import cases

from torrens_anchor.errors import AnchorError
from torrens_anchor.verdicts.verify import verify_bytes

CASES = {case.name: case for case in cases()}


def test_the_published_folders_are_these_cases() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(CASES)
    assert len(CASES) >= 300
    assert sum(not name.endswith("_fail") for name in CASES) >= 50


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    folder = FOLDER / case.name
    published = {file.name: file.read_bytes() for file in folder.iterdir()}
    wanted = json.loads(published["case.json"])
    failures: list[str] = []
    code: str | None = None
    try:
        verdict = verify_bytes(published["bundle.json"], published["policy.json"], at=wanted["at"])
    except AnchorError as error:
        exit_code, code = error.exit_code, error.code
    else:
        exit_code = verdict.exit_code
        failures = sorted({f"{finding.fact}: {finding.outcome}" for finding in verdict.failures()})
    assert (exit_code, failures, code) == (wanted["exit"], wanted["failures"], wanted["error"])
    assert (exit_code != 0) == case.name.endswith("_fail")
    assert published == case.files(), "run python tests/bundle_vectors.py"
