import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from torrens_anchor.conformance.door import KINDS, main, run
from torrens_anchor.hashing.merkle import leaf_hash, tree_root
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_log.keys import signer_from_seed

VECTORS = Path(__file__).parents[1] / "vectors"
SHARED = Path(__file__).parents[2].parent / "shared" / "vectors"
FILES = {
    "rfc6962-inclusion": "rfc6962-inclusion.json",
    "rfc6962-consistency": "rfc6962-consistency.json",
    "jcs": "jcs.json",
    "wycheproof-ed25519": "wycheproof-ed25519.json",
}
LOG = signer_from_seed("example.com/log", b"l" * 32)


def expected(kind: str, document: dict[str, Any]) -> dict[str, bool]:
    if kind == "wycheproof-ed25519":
        cases = [case for group in document["testGroups"] for case in group["tests"]]
        return {str(case["tcId"]): case["result"] == "valid" for case in cases}
    return {name: not case.get("wantErr", False) for name, case in document.items()}


@pytest.mark.parametrize("folder", [VECTORS, SHARED], ids=["ours", "shared"])
@pytest.mark.parametrize("kind", FILES)
def test_published_vectors(kind: str, folder: Path) -> None:
    path = folder / FILES[kind]
    if not path.exists():
        pytest.skip(f"no {FILES[kind]} in {folder.name}")
    document = json.loads(path.read_bytes())
    found = {str(result["case"]): result["ok"] for result in run(kind, document)}
    assert found == expected(kind, document)
    assert len(found) > 2


def tlog() -> dict[str, Any]:
    entries = ["one", "two", "三", ""]
    leaves = [leaf_hash(entry.encode()) for entry in entries]
    checkpoints = {
        str(size): sign_checkpoint(Checkpoint(Origin(LOG.key.name), size, tree_root(leaves[:size])), LOG)
        .encode()
        .decode()
        for size in range(5)
    }
    return {"vkey": str(LOG.key), "entries": entries, "checkpoints": checkpoints}


def test_tlog_verifies_every_checkpoint() -> None:
    assert [result["ok"] for result in run("tlog", tlog())] == [True] * 5


def test_tlog_fail() -> None:
    document = tlog()
    swapped = document | {"checkpoints": {"1": document["checkpoints"]["2"]}}
    rewritten = document | {"entries": ["one", "2", "三", ""]}
    short = document | {"entries": ["one"]}
    other = document | {"vkey": str(signer_from_seed("example.com/log", b"x" * 32).key)}
    broken = document | {"vkey": "no key"}
    assert [result["ok"] for result in run("tlog", swapped)] == [False]
    assert [result["ok"] for result in run("tlog", rewritten)] == [True, True, False, False, False]
    assert [result["ok"] for result in run("tlog", short)] == [True, True, False, False, False]
    assert [result["ok"] for result in run("tlog", other)] == [False] * 5
    assert [result["ok"] for result in run("tlog", broken)] == [False] * 5


def test_jcs_fail() -> None:
    cases = {
        "wrong-output": {"input": "[1.0]", "output": "[1.0]"},
        "duplicate": {"input": '{"a":1,"a":1}', "output": '{"a":1}'},
        "surrogate": {"input": '"\\ud800"', "output": '"\ud800"'},
        "no-case": {"input": 3},
    }
    assert [result["ok"] for result in run("jcs", cases)] == [False] * 4
    assert all(result["error"] for result in run("jcs", cases))


def test_merkle_case_that_cannot_be_read_fail() -> None:
    good = base64.b64encode(bytes(32)).decode()
    cases = {
        "missing": {"leafIdx": 0},
        "not-base64": {"leafIdx": 0, "treeSize": 1, "root": "?", "leafHash": good, "proof": None},
        "not-integer": {"leafIdx": "0", "treeSize": 1, "root": good, "leafHash": good, "proof": None},
    }
    assert [result["ok"] for result in run("rfc6962-inclusion", cases)] == [False] * 3


def test_the_door_prints_one_json_line_a_case() -> None:
    command = [sys.executable, "-m", "torrens_anchor.conformance", "jcs", str(VECTORS / "jcs.json")]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["case"] for line in lines] == ["arrays.json", "structures.json", "values.json"]
    assert all(line.keys() == {"case", "ok", "error"} and line["ok"] for line in lines)


def test_unusable_input_exits_3_fail(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_bytes(b"not json")
    odd = tmp_path / "odd"
    odd.write_bytes(b"[1,2]")
    calls = [[], ["jcs"], ["no-kind", str(text)], ["jcs", str(tmp_path / "none")], ["jcs", str(text)]]
    calls += [[kind, str(odd)] for kind in KINDS if kind not in {"header"}]
    assert [main(arguments) for arguments in calls] == [3] * len(calls)
