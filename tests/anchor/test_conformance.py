import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from torrens_anchor.conformance.door import KINDS, main, run
from torrens_anchor.errors import MalformedInput, TorrensError
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


def every_error(root: type[TorrensError]) -> set[type[TorrensError]]:
    return {root}.union(*(every_error(each) for each in root.__subclasses__()))


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


def small(kind: str) -> dict[str, Any]:
    """A vector file of few cases, which verify."""
    if kind == "tlog":
        return tlog()
    document: dict[str, Any]
    if kind == "table":
        return {name: json.loads((VECTORS / "tables" / f"{name}.json").read_bytes()) for name in TABLES}
    name = {"header": "besu-qbft-header.json", "wycheproof-ecdsa": "wycheproof-ecdsa-secp256k1-sha256.json"}
    document = json.loads((VECTORS / (name.get(kind) or FILES[kind])).read_bytes())
    if kind.startswith("wycheproof"):
        groups = (
            {"testGroups": [each | {"tests": [test]}]} for each in document["testGroups"] for test in each["tests"]
        )
        return next(one for one in groups if all(result["ok"] for result in run(kind, one)))
    if kind == "header":
        return document
    name_, case = next((name, case) for name, case in document.items() if not case.get("wantErr") and case != {})
    return {name_: case}


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any JSON
    """Where something stands in a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*at, key)
        yield from places(each, (*at, key))


def put(document: Any, at: tuple[str | int, ...], value: object) -> Any:  # noqa: ANN401 - any JSON
    """The document with another value at a place, or with none."""
    changed = json.loads(json.dumps(document))
    inside = changed
    for key in at[:-1]:
        inside = inside[key]
    if value is GONE:
        del inside[at[-1]]
    else:
        inside[at[-1]] = value
    return changed


TABLES = [path.stem for path in sorted((VECTORS / "tables").glob("*.json")) if not path.stem.endswith("_fail")][::17]
GONE = object()
ODD: tuple[object, ...] = (
    GONE,
    None,
    True,
    7,
    -1,
    2**70,
    1.5,
    "",
    "?",
    "0x",
    "\ud800",
    [],
    [[]],
    ["?"],
    {},
    {"a": None},
)
CODES = {error.code for error in every_error(TorrensError)}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_stands_in_a_file_is_answered_by_name_fail(kind: str) -> None:
    document = small(kind)
    assert all(result["ok"] for result in run(kind, document))
    for at in places(document):
        for odd in ODD:
            try:
                results = list(run(kind, put(document, at, odd)))
            except MalformedInput:  # another file than of this kind
                continue
            for result in results:
                error_ = result["error"]
                assert result["ok"] or str(error_).split(":")[0] in CODES, (at, odd, result)


@pytest.mark.parametrize(
    ("kind", "at", "odd", "text"),
    [
        ("rfc6962-inclusion", "leafIdx", "0", "malformed-input: case.leafIdx should be an integer"),
        ("rfc6962-inclusion", "root", GONE, "malformed-input: case.root is missing"),
        ("rfc6962-consistency", "proof", ["?"], "malformed-input: case.proof[0] should be base64"),
        ("rfc6962-consistency", "proof", 5, "malformed-input: case.proof should be a list"),
        ("jcs", "input", 3, "malformed-input: case.input should be text"),
        ("tlog", ("checkpoints", "1"), [], "malformed-input: checkpoints.1 should be text"),
        ("wycheproof-ed25519", ("testGroups", 0, "tests", 0, "sig"), "xy", "tests[0].sig should be hexadecimal"),
        ("wycheproof-ecdsa", ("testGroups", 0, "sha"), GONE, "file.testGroups[0].sha is missing"),
        ("header", ("header_rlp",), "0xzz", "malformed-input: case.header_rlp should be hexadecimal"),
        ("header", ("validators", 1), 5, "malformed-input: case.validators[1] should be text"),
    ],
)
def test_an_unreadable_case_names_its_member_fail(
    kind: str, at: str | tuple[str | int, ...], odd: object, text: str
) -> None:
    document = small(kind)
    place = (next(iter(document)), at) if isinstance(at, str) else at
    errors = [str(result["error"]) for result in run(kind, put(document, place, odd)) if not result["ok"]]
    assert any(text in error for error in errors), errors


def test_what_may_be_left_out_may_be_null() -> None:
    document = small("header")
    for name in document.keys() - {"header_rlp"}:
        assert [result["ok"] for result in run("header", document | {name: None})] == [True]
    case = {"input": "[]", "output": None}
    assert [result["ok"] for result in run("jcs", case)] == [True]


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


@pytest.mark.parametrize(
    ("kind", "data", "because"),
    [
        ("jcs", b'{"a":{"input":"1"},"a":{"input":"2"}}', "'a' stands twice"),
        ("jcs", b'{"a":{"input":"1","\\u0069nput":"2"}}', "'input' stands twice"),
        ("jcs", b'{"a":{"input":"\xff"}}', "utf-8"),
        ("jcs", b"[" * 100_000, "nested deeper than 256 levels"),
        ("jcs", b'{"a":' * 100_000, "nested deeper than 256 levels"),
        ("jcs", '{"a":1}'.encode("utf-16"), "utf-8"),
        ("jcs", b"", "Expecting value"),
        ("wycheproof-ecdsa", b'{"testGroups":[{"tests":[{}]},{"tests":7}]}', r"testGroups\[1\].tests should be a list"),
        ("tlog", b'{"vkey":"","entries":[],"checkpoints":[]}', "checkpoints should be an object"),
        ("header", b"7", "an object or a list"),
    ],
)
def test_an_unusable_file_has_not_one_line_fail(
    kind: str, data: bytes, because: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "vectors.json"
    path.write_bytes(data)
    assert main([kind, str(path)]) == 3
    printed = capsys.readouterr()
    assert not printed.out
    assert re.search(because, printed.err)


def test_an_absurd_integer_spoils_its_own_case_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vectors.json"
    good = json.dumps(small("rfc6962-inclusion"))
    path.write_text(f'{{"long":{{"leafIdx":{"9" * 5000}}},"nan":{{"treeSize":NaN}},{good[1:]}', "utf-8")
    assert main(["rfc6962-inclusion", str(path)]) == 0
    assert [json.loads(line)["ok"] for line in capsys.readouterr().out.splitlines()] == [False, False, True]


def test_other_curves_are_refused_case_by_case_fail() -> None:
    document = small("wycheproof-ecdsa")
    [group] = document["testGroups"]
    other = group | {"publicKey": (group.get("publicKey") or group["key"]) | {"curve": "secp521r1"}}
    keyless = {name: each for name, each in group.items() if name not in {"publicKey", "key"}}
    results = list(run("wycheproof-ecdsa", {"testGroups": [other, group, keyless, group]}))
    assert [result["ok"] for result in results] == [False, True, False, True]
    assert str(results[0]["error"]).startswith("algorithm-unavailable: secp521r1 is none of the curves")
    assert "publicKey is missing" in str(results[2]["error"])


def test_the_order_of_members_says_nothing() -> None:
    for kind in KINDS:
        turned = json.loads(json.dumps(small(kind)), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
        assert all(result["ok"] for result in run(kind, turned)), kind
