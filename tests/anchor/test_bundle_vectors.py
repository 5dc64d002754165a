import json
from collections.abc import Iterator

import bundle_mutants
import bundle_proofs
import pytest
from bundle_case import FOLDER, Case
from bundle_mutants import Place, leaves
from bundle_vectors import cases

LIBRARIES = {"rfc3161": "rfc3161_client"}
"""What a case needs beside the base install; without it, it cannot be verified (SPEC-bundle.md 4)."""
CASES = {case.name: case for case in cases()}


def test_the_published_folders_are_these_cases() -> None:
    assert {folder.name for folder in FOLDER.iterdir()} == set(CASES)
    assert len(CASES) >= 300
    assert sum(not name.endswith("_fail") for name in CASES) >= 50


def test_every_article_is_answered_in_every_way() -> None:
    """So another implementation that answers one of them amiss meets a case that says so."""
    found: dict[tuple[int, str], set[str]] = {}
    for name in CASES:
        case = json.loads((FOLDER / name / "case.json").read_bytes())
        assert [one["article"] for one in case["articles"]] == ([] if case["error"] else [16, 17, 18])
        for one in case["articles"]:
            found.setdefault((one["article"], ""), set()).add(one["outcome"])
            for part, outcome in (text.split(": ") for text in one["parts"]):
                found.setdefault((one["article"], part), set()).add(outcome)
    assert {article for article, _ in found} == {16, 17, 18}
    assert all({"match", "cannot-verify"} <= outcomes for outcomes in found.values()), found
    assert "mismatch" in found[16, ""] & found[17, ""]


BY_NAME = {
    "record.path.content": "field-record-path-content-root_fail",
    "standing": "entry-with-statement_fail",
    "tokens.0.scheme": "token-scheme_fail",
    "tokens.0.bytes": "token-flipped_fail",
}
"""Fields that no case changes by rote, with the case that does: null as often as not, or a list that few carry."""


def test_every_field_of_a_true_bundle_is_changed_in_a_case() -> None:
    changed = {shape(place) for _, raw, wanted in bundle_mutants.bases() for place in places(raw) if wanted(place)}
    changed |= {shape(place) for _, raw, _, wanted in bundle_proofs.bases() for place in places(raw) if wanted(place)}
    true = {shape(place) for name, case in CASES.items() if not name.endswith("_fail") for place in places(case.bundle)}
    assert true - changed == set(BY_NAME)
    assert set(BY_NAME.values()) <= set(CASES)


def places(raw: bytes) -> Iterator[Place]:
    return leaves(json.loads(raw))


def shape(place: Place) -> str:
    return ".".join(map(str, place))


@pytest.mark.parametrize("case", CASES.values(), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    for needed in case.needs:
        pytest.importorskip(LIBRARIES[needed])
    published = {file.name: file.read_bytes() for file in (FOLDER / case.name).iterdir()}
    assert published == case.files(), "run python tests/bundle_vectors.py"  # case.json is what the verifier says now
    assert (json.loads(published["case.json"])["exit"] != 0) == case.name.endswith("_fail")
