"""The published vectors of every kind of the conformance door: written as they stand, answered as they say."""

import json
from pathlib import Path

import conformance_vectors
import pytest
from conformance_vectors import FOLDER, expected

from torrens_anchor.conformance.door import main

FILES = sorted(FOLDER.rglob("*.json"))


def named(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def test_the_published_vectors_are_what_is_written() -> None:
    assert {f"{named(path)}.json": path.read_text("utf-8") for path in FILES} == conformance_vectors.texts()


def test_half_of_the_cases_must_fail() -> None:
    answers = [ok for path in FILES for ok in expected(named(path), json.loads(path.read_bytes())).values()]
    assert len(answers) > 500
    assert answers.count(False) > len(answers) // 2


@pytest.mark.parametrize("kind", sorted({named(path).split("/")[0] for path in FILES}))
def test_the_door_answers_a_line_a_case(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (path for path in FILES if named(path).split("/")[0] == kind):
        assert main([kind, str(path)]) == 0
        printed = capsys.readouterr()
        assert not printed.err
        answered = [json.loads(line) for line in printed.out.splitlines()]
        wanted = expected(named(path), json.loads(path.read_bytes()))
        assert [line["case"] for line in answered] == list(wanted)
        wrong = [line for line in answered if line["ok"] is not wanted[str(line["case"])]]
        assert not wrong, f"{path.name}: {wrong}"
        assert all((line["error"] is None) is line["ok"] for line in answered)
