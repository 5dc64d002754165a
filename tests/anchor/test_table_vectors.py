import json
from pathlib import Path

import pytest
import table_vectors

from torrens_anchor.conformance.door import main, run
from torrens_anchor.errors import MalformedInput

FILES = sorted(table_vectors.FOLDER.glob("*.json"))


def test_the_published_vectors_are_what_is_written() -> None:
    assert {path.name: path.read_text("utf-8") for path in FILES} == table_vectors.texts()
    assert sum(path.stem.endswith("_fail") for path in FILES) > len(FILES) // 2


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_vector_verifies_unless_it_must_fail(path: Path) -> None:
    [result] = run("table", json.loads(path.read_bytes()))
    assert (result["case"], result["ok"]) == (path.stem, not path.stem.endswith("_fail")), result["error"]


def test_a_case_of_another_form_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for case in (1, {"proof": "", "root": ""}, {"csv": "", "columns": None, "secret": None}):
        [result] = run("table", {"a": case})
        assert (result["ok"], str(result["error"]).split(":")[0]) == (False, "malformed-input")
    with pytest.raises(MalformedInput, match="file should be an object"):
        list(run("table", []))
    path = tmp_path / "v.json"
    path.write_text("[]", "utf-8")
    assert main(["table", str(path)]) == 3
    assert "object" in capsys.readouterr().err
