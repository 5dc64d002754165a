"""The verifier alone: one file, Python's standard library, the same verdicts as the installed one."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import bundle_typed
import pytest

from torrens_anchor.tables.columns import Salting
from torrens_cli.alone import question
from torrens_cli.errors import ArgumentRefused
from torrens_cli.judging import judge
from torrens_log.saltfile import NewSalts

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "vectors" / "bundles"
BUILDER = ROOT / "cli" / "tools" / "verifier.py"


def _build(out: Path) -> str:
    done = subprocess.run([sys.executable, BUILDER, out], capture_output=True, text=True, check=True)
    return done.stdout.split()[0]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("alone") / "torrens-verify.pyz"
    assert _build(out) == hashlib.sha256(out.read_bytes()).hexdigest()
    return out


def _run(alone: Path, *words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """No site packages, no environment: what a bare Python has."""
    line = [sys.executable, "-I", "-S", str(alone), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, check=False, cwd=cwd)


def _asked(name: str) -> tuple[list[str], int]:
    case = json.loads((CASES / name / "case.json").read_text("utf-8"))
    files = CASES / name / "bundle.json", CASES / name / "policy.json"
    return [str(files[0]), "--policy", str(files[1]), "--at", _instant(case["at"])], int(case["exit"])


def _instant(second: int) -> str:
    from datetime import UTC, datetime  # noqa: PLC0415 - for this alone

    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_same_sources_give_the_same_bytes(alone: Path, tmp_path: Path) -> None:
    assert _build(tmp_path / "again.pyz") == hashlib.sha256(alone.read_bytes()).hexdigest()


def test_it_carries_no_compiled_code_and_no_tests(alone: Path) -> None:
    names = zipfile.ZipFile(alone).namelist()
    assert {Path(name).suffix for name in names} == {".py", ".txt"}
    assert [name for name in names if Path(name).name.startswith("test")] == []
    assert {"__main__.py", "licences/ecdsa.txt", "licences/six.txt"} <= set(names)


@pytest.mark.parametrize(
    "name",
    ["voucher", "title", "dataset-row", "recognition", "qbft-contract-trail", "one-fen_fail", "duplicate-key_fail"],
)
def test_a_bare_python_gives_the_verdict_of_the_installed_verifier(alone: Path, tmp_path: Path, name: str) -> None:
    words, code = _asked(name)
    done = _run(alone, *words, "--json", cwd=tmp_path)
    assert done.returncode == code, done.stderr
    if code != 3:
        text, own = judge(question([*words, "--json"]))
        assert (json.loads(done.stdout), own) == (json.loads(text), code)
    else:
        assert json.loads(done.stderr)["remedy"]


def test_it_says_of_a_time_token_that_it_cannot_verify_it_fail(alone: Path, tmp_path: Path) -> None:
    words, _ = _asked("token-checkpoint")
    done = _run(alone, *words, "--json", cwd=tmp_path)
    found = {one["fact"]: one for one in json.loads(done.stdout)["findings"] if one["outcome"] != "match"}
    assert (done.returncode, found["token.time"]["outcome"]) == (2, "cannot-verify")
    assert "torrens[timestamp]" in found["token.time"]["remedy"]
    assert {name for name, one in found.items() if one["required"]} == {"token.time"}


def test_it_reads_a_copy_by_its_values_with_its_salts(alone: Path, tmp_path: Path) -> None:
    words, _ = _asked("dataset-row-salted")
    copy, secret, parquet = tmp_path / "rain.csv", tmp_path / "secret", tmp_path / "rain.parquet"
    copy.write_bytes(bundle_typed.TABLE)
    secret.write_bytes(bytes(32))
    parquet.write_bytes(b"PAR1")
    table, _ = bundle_typed.proven(Salting.ROWS)
    with NewSalts(tmp_path / "salts") as salts:
        salts.finish(table)
    for more, code, wanted in (
        (("--data", copy, "--salt-secret", secret), 1, "mismatch"),  # other salts are other leaves
        (("--data", copy), 2, "cannot-verify"),
        (("--data", parquet, "--salt-secret", secret), 2, "cannot-verify"),
        (("--data", copy, "--salts", tmp_path / "salts"), 2, "cannot-verify"),  # it has the salts of no row
    ):
        done = _run(alone, *words, *more, "--json", cwd=tmp_path)
        assert done.returncode == code, (more, done.stdout, done.stderr)
        [given] = [one for one in json.loads(done.stdout)["findings"] if one["fact"] == "data.given"]
        assert given["outcome"] == wanted
    words, _ = _asked("dataset-row-values")
    assert _run(alone, *words, "--data", copy, cwd=tmp_path).returncode == 0


def test_it_explains_itself_to_a_clerk(alone: Path, tmp_path: Path) -> None:
    words, _ = _asked("voucher")
    done = _run(alone, *words, "--explain", cwd=tmp_path)
    assert done.returncode == 0
    assert "openssl dgst -keccak-256" in done.stdout
    assert "openssl pkeyutl -verify" in done.stdout
    assert done.stdout == judge(question([*words, "--explain"]))[0]


def test_it_hashes_by_keccak_for_who_has_an_older_openssl(alone: Path) -> None:
    """As the report's appendix says: the file is named by PYTHONPATH."""
    line = [sys.executable, "-S", "-m", "torrens_anchor.hashing", "keccak-256"]
    done = subprocess.run(line, input=b"", capture_output=True, check=True, env={"PYTHONPATH": str(alone)})
    assert done.stdout == b"c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470 *stdin\n"


def test_the_reader_says_what_a_recognition_is_relied_on_for(alone: Path, tmp_path: Path) -> None:
    words, _ = _asked("recognition")
    done = _run(alone, *words, "--reliance", "trade", "--json", cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    wrong = [each for each in json.loads(done.stdout)["findings"] if each["required"] and each["outcome"] != "match"]
    assert [each["fact"] for each in wrong] == ["fact.reliance"]
    assert wrong[0]["values"] == {"offered": "show", "demanded": "trade"}
    title, code = _asked("title")
    assert judge(question([*title, "--reliance", "finance", "--json"]))[1] == code == 0


def test_bad_arguments_are_unusable_input_fail(alone: Path, tmp_path: Path) -> None:
    words, _ = _asked("voucher")
    cases: list[list[str]] = [
        [],
        words[:1],
        [*words[:3], "--at", "tomorrow"],
        [*words, "--trust-me"],
        [*words, "--reliance", "lend"],
        ["none.json", *words[1:]],
        [words[0], "--policy", "none.json"],
        [*words, "--data", "none.csv"],
    ]
    for bad in cases:
        done = _run(alone, *bad, cwd=tmp_path)
        assert (done.returncode, done.stdout, bool(done.stderr)) == (3, "", True), bad
        assert "Traceback" not in done.stderr
    with pytest.raises(ArgumentRefused):
        question([*words[:3], "--at", "2026-13-01"])
