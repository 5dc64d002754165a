"""`torrens verify` by its exit codes: published bundles, bad files, no network, nothing heavy imported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import bundle_kit as kit
import pytest
from typer.testing import CliRunner

from torrens_anchor.notes.notekey import KeyType
from torrens_cli.commands.verify import app

VECTORS = Path(__file__).resolve().parent.parent / "vectors" / "bundles"
CASES = sorted(path.name for path in VECTORS.iterdir() if b'"data":' not in (path / "case.json").read_bytes())
"""Those in which the reader has no data: of a vector's only digests are given."""
AT = "2026-02-02T03:40:00Z"
LONE = """
import socket, sys
def refuse(*_, **__): raise OSError("no network here")
socket.socket = refuse
sys.argv = ["torrens", *sys.argv[1:]]
from torrens_cli.main import main
try:
    main()
finally:
    heavy = {name.split(".")[0] for name in sys.modules} & {
        "web3", "sqlmodel", "sqlalchemy", "fastapi", "msgspec", "eth_abi", "eth_account", "httpx",
        "torrens_contracts", "torrens_registry", "torrens_devnet", "torrens_log"}
    print("HEAVY", sorted(heavy), file=sys.stderr)
"""


def run(*words: str) -> tuple[int, str]:
    """Run the command in this process; of a refusal, give the problem's name for the text."""
    result = CliRunner().invoke(app, list(words))
    if not result.stdout:
        told = json.loads(CliRunner().invoke(app, [*words, "--json"]).stderr)
        return result.exit_code, told["type"].removeprefix("urn:torrens:")
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout


def alone(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", LONE, "verify", *words], capture_output=True, text=True, check=False)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    bundle, policy = tmp_path / "voucher.bundle.json", tmp_path / "policy.json"
    bundle.write_bytes(kit.voucher().bundle().encode())
    policy.write_bytes(kit.policy().encode())
    return bundle, policy


@pytest.mark.parametrize("name", CASES)
def test_a_published_bundle_gives_its_published_exit_code(name: str) -> None:
    case = json.loads((VECTORS / name / "case.json").read_text("utf-8"))
    at = f"{datetime.fromtimestamp(case['at'], UTC):%Y-%m-%dT%H:%M:%SZ}"
    folder = VECTORS / name
    found, said = run(str(folder / "bundle.json"), "--policy", str(folder / "policy.json"), "--at", at, "--json")
    assert found == case["exit"]
    if case["error"]:
        assert said == case["error"]
    else:
        verdict = json.loads(said)
        wrong = [f for f in verdict["findings"] if f["outcome"] != "match" and f["required"]]
        assert bool(wrong) == bool(case["failures"])
        assert [
            {name: one[name] for name in ("article", "outcome")}
            | {"parts": [f"{part['part']}: {part['outcome']}" for part in one["parts"]]}
            for one in verdict["articles"]
        ] == case["articles"]


def test_the_verifier_runs_without_network_and_without_the_registry(files: tuple[Path, Path]) -> None:
    bundle, policy = files
    done = alone(str(bundle), "--policy", str(policy), "--at", AT)
    assert done.returncode == 0, done.stderr
    assert "HEAVY []" in done.stderr
    assert "以上各项必要事实均相符" in done.stdout
    assert "Every required fact above matches" in done.stdout


def test_the_report_for_a_court_is_written(files: tuple[Path, Path], tmp_path: Path) -> None:
    bundle, policy = files
    mine = tmp_path / "mine.csv"
    mine.write_bytes(kit.TABLE)
    code, said = run(str(bundle), "--policy", str(policy), "--at", AT, "--data", str(mine), "--explain")
    assert code == 0
    assert said.index("一、核验对象") < said.index("五、《人民法院在线诉讼规则》") < said.index("附录、自行复算")
    assert f"openssl dgst -sha256 -r {mine}" in said
    assert "      $ openssl dgst -sha256 -r voucher.bundle.json\n" in said


def test_one_changed_byte_names_what_failed_fail(files: tuple[Path, Path]) -> None:
    bundle, policy = files
    text = bundle.read_text("utf-8")
    assert '"amountFen":"10000001"' in text
    bundle.write_text(text.replace('"amountFen":"10000001"', '"amountFen":"10000002"'), "utf-8")
    code, said = run(str(bundle), "--policy", str(policy), "--at", AT, "--json")
    assert code == 1
    wrong = {f["fact"] for f in json.loads(said)["findings"] if f["outcome"] == "mismatch"}
    assert wrong == {"money.hash", "money.split"}


@pytest.mark.parametrize("text", ["{}", ""], ids=["empty policy", "empty file"])
def test_a_policy_that_believes_nobody_passes_nothing_fail(files: tuple[Path, Path], text: str) -> None:
    bundle, policy = files
    policy.write_text(text, "utf-8")
    code, said = run(str(bundle), "--policy", str(policy), "--at", AT, "--json")
    if not text:
        assert (code, said) == (3, "malformed-input")
        return
    assert code == 2
    assert "match" not in {f["outcome"] for f in json.loads(said)["findings"]}
    assert any("names no home with register" in f["why"] for f in json.loads(said)["findings"])


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "truncated": (lambda data: data[:-7], "malformed-input"),
    "empty": (lambda _: b"", "malformed-input"),
    "duplicate keys": (lambda data: b'{"kind":"voucher",' + data[1:], "malformed-input"),
    "trailing bytes": (lambda data: data + b"\n", "not-canonical"),
    "not canonical": (lambda data: data.replace(b'":', b'": ', 1), "not-canonical"),
    "unknown version": (lambda data: data.replace(b"torrens/bundle/1", b"torrens/bundle/9"), "unknown-version"),
    "not UTF-8": (lambda data: data + b"\xff", "malformed-input"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_an_unusable_bundle_exits_3_by_name_fail(files: tuple[Path, Path], what: str) -> None:
    bundle, policy = files
    change, slug = BROKEN[what]
    bundle.write_bytes(change(bundle.read_bytes()))
    assert run(str(bundle), "--policy", str(policy), "--at", AT) == (3, slug)


def test_an_unknown_signature_line_is_incomplete_fail(files: tuple[Path, Path]) -> None:
    bundle, policy = files
    world = kit.voucher()
    stranger = kit.note_signer("stranger.example/witness", KeyType.COSIGNATURE_V1)
    world.cosigners = (*kit.WITNESSES, stranger)
    bundle.write_bytes(world.bundle().encode())
    code, said = run(str(bundle), "--policy", str(policy), "--at", AT, "--json")
    assert code == 2
    assert [f["fact"] for f in json.loads(said)["findings"] if f["outcome"] == "cannot-verify" and f["required"]] == [
        "checkpoint.signers"
    ]


def test_a_missing_file_exits_3_fail(files: tuple[Path, Path], tmp_path: Path) -> None:
    bundle, policy = files
    assert run(str(tmp_path / "none"), "--policy", str(policy)) == (3, "unusable-file")
    assert run(str(bundle), "--policy", str(tmp_path / "none")) == (3, "unusable-file")
    assert run(str(bundle), "--policy", str(policy), "--at", "yesterday") == (3, "argument-refused")
    assert run(str(bundle), "--policy", str(policy), "--at", AT, "--data", str(tmp_path / "none"))[0] == 3


def test_the_data_at_hand_is_compared(files: tuple[Path, Path], tmp_path: Path) -> None:
    bundle, policy = files
    mine, other = tmp_path / "mine.csv", tmp_path / "other.csv"
    mine.write_bytes(kit.TABLE)
    other.write_bytes(kit.TABLE.replace(b"12.8", b"12.9"))
    code, said = run(str(bundle), "--policy", str(policy), "--at", AT, "--data", str(mine), "--json")
    assert code == 0
    data = next(f for f in json.loads(said)["findings"] if f["fact"] == "data.given")
    assert data["outcome"] == "match"
    assert run(str(bundle), "--policy", str(policy), "--at", AT, "--data", str(other))[0] == 1
