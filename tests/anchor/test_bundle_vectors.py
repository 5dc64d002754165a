import json

import pytest
from bundle_case import FOLDER, Case
from bundle_vectors import cases

CASES = {case.name: case for case in cases()}


def test_the_published_folders_are_these_cases() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(CASES)
    assert len(CASES) >= 300
    assert sum(not name.endswith("_fail") for name in CASES) >= 50


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    published = {file.name: file.read_bytes() for file in (FOLDER / case.name).iterdir()}
    assert published == case.files(), "run python tests/bundle_vectors.py"  # case.json is what the verifier says now
    assert (json.loads(published["case.json"])["exit"] != 0) == case.name.endswith("_fail")
