"""A log that stands alone and its witnesses, each a process: made, served, asked, checked by the commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hand_kit import Refused

from torrens_anchor.notes.auditentry import AuditEntry, Done
from torrens_anchor.notes.checkpoint import open_checkpoint
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_proof import TlogProof

Run = Callable[..., list[Any]]


@pytest.fixture
def password(tmp_path: Path) -> list[object]:
    (tmp_path / "password").write_text("correct horse\n", encoding="utf-8")
    return ["--password-file", tmp_path / "password"]


@contextmanager
def served(folder: Path, password: list[object], *more: object) -> Iterator[dict[str, Any]]:
    words = ["witness", "serve", "--folder", folder, "--port", 0, "--until-stdin-closes", *password, *more, "--json"]
    code = [sys.executable, "-m", "torrens_cli.main", *map(str, words)]
    with subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            assert process.wait(timeout=20) == 0


def test_a_log_of_its_own_and_three_witnesses_that_are_processes(
    run: Run, refused: Refused, password: list[object], tmp_path: Path
) -> None:
    log = ["--log", tmp_path / "log"]
    [made] = run("log", "init", *log, "--name", "court.example/log", *password)
    vkey = made["proof"]["vkey"]
    for name in ("one", "two"):
        (tmp_path / name).write_text(f"entry {name}", encoding="utf-8")
    [appended] = run("log", "append", tmp_path / "one", tmp_path / "two", *log, *password)
    assert (appended["first"], appended["size"], appended["notAuditEntries"]) == (0, 2, 2)
    [signed] = run("log", "checkpoint", *log, *password)
    assert signed["size"] == 2
    with ExitStack() as stack:
        asked = []
        for name in ("w1", "w2", "w3"):
            place = ["--folder", tmp_path / name]
            run("witness", "init", *place, "--name", f"{name}.example/witness", "--log", vkey, *password)
            told = stack.enter_context(served(tmp_path / name, password))
            asked.append(f"{told['proof']['vkey']} {told['url']}")
        three = _asking(asked, 3)
        _none_is_enough(refused, [*log, *password], asked)
        assert run("log", "cosign", *log, *three, *_OWN, *password)[-1]["size"] == 2
        (tmp_path / "lines").write_text("a\nb\n", encoding="utf-8")
        [appended] = run("log", "append", tmp_path / "lines", "--lines", *log, *password)
        assert appended["size"] == 4
        run("log", "checkpoint", *log, *password)
        policy = tmp_path / "witnesses.policy"
        names = [f"witness w{i} {text}" for i, text in enumerate(asked)]
        policy.write_text("\n".join([*names, "group enough 2 w0 w1 w2", "quorum enough", ""]), encoding="utf-8")
        answers = run("log", "cosign", *log, "--policy", policy, *password)
        assert [one["cosigned"] for one in answers[:-1]] == [True] * 3
        for lines, wanted in (
            ([*names[:1], *(" ".join(one.split()[:3]) for one in names[1:])], (3, "quorum-unreachable")),
            ([names[0], *(one.replace("http://", "http://me@") for one in names[1:])], (3, "witness-url")),
        ):
            policy.write_text("\n".join([*lines, "group enough 2 w0 w1 w2", "quorum enough", ""]), encoding="utf-8")
            code, problem = refused("log", "cosign", *log, "--policy", policy, *password)
            assert (code, problem["type"]) == (wanted[0], f"urn:torrens:{wanted[1]}")
    [rows] = run("witness", "status", "--folder", tmp_path / "w1")
    assert (rows[1]["log"], rows[1]["size"], rows[1]["forks"]) == ("court.example/log", 4, [])
    _is_proved_and_checked(run, log, vkey, tmp_path / "proof")
    _a_proof_is_verified(run, refused, tmp_path / "proof", vkey, [text.split()[0] for text in asked])
    _cosignatures_are_checked(run, refused, log, policy, [text.split()[0] for text in asked])


_OWN = [word for name in ("w1", "w2") for word in ("--own", f"{name}.example/witness")]


def _asking(asked: list[str], most: int) -> list[object]:
    return [word for text in asked[:most] for word in ("--witness", text)]


def _none_is_enough(refused: Refused, log: list[object], asked: list[str]) -> None:
    """Too few are asked, or they are all one's own, or one is away or at no URL: each is said, with what to do."""
    two = _asking(asked, 2)
    away = ["--witness", f"{asked[2].split()[0]} http://127.0.0.1:9"]
    for who, wanted, words in (
        (_asking(asked, 1), (3, "quorum-unreachable"), "2 witnesses must have cosigned, and 1 are asked"),
        ([*two, *_OWN], (3, "quorum-unreachable"), "0 of those asked are"),
        ([*two, *away, *_OWN], (2, "outside-missing"), "2 of 2 that are needed, 0 of 1 outside"),
        ([*two, *away, "--need", 3], (2, "quorum-missing"), "2 of 3 that are needed"),
        ([*two, "--witness", asked[2].replace("http:", "ftp:")], (3, "witness-url"), "w3.example/witness"),
    ):
        code, problem = refused("log", "cosign", *log, *who)
        assert (code, problem["type"]) == (wanted[0], f"urn:torrens:{wanted[1]}"), who
        assert words in problem["detail"]
        assert problem["remedy"]


def _is_proved_and_checked(run: Run, log: list[object], vkey: str, proof_file: Path) -> None:
    run("log", "prove", 3, *log, "--out", proof_file)
    proof = TlogProof.parse(proof_file.read_bytes())
    assert proof.verify(b"b", [VerifierKey.parse(vkey)]).size == 4
    assert len(proof.note.signatures) == 4
    run("log", "prove", 0, "--size", 2, *log, "--out", proof_file)
    assert open_checkpoint(TlogProof.parse(proof_file.read_bytes()).note, [VerifierKey.parse(vkey)]).size == 2
    [checked] = run("log", "check", *log)
    assert (checked["size"], checked["checkpoints"], checked["notAuditEntries"]) == (4, [2, 4], 4)
    assert "4 are not audit entries; their content is not interpreted (the first is 0)" in checked["en"]


def _a_proof_is_verified(run: Run, refused: Refused, proof: Path, vkey: str, keys: list[str]) -> None:
    """Of entry 0 under the checkpoint of 2: by the log's key, by witnesses that are named, by a policy's quorum."""
    entry, other, policy = proof.with_name("one"), proof.with_name("two"), proof.with_name("witnesses.policy")
    [shown] = run("log", "verify", proof, entry, "--vkey", vkey, "--witness", keys[0])
    assert (shown["origin"], shown["index"], shown["size"]) == ("court.example/log", 0, 2)
    assert [one["witness"] for one in shown["cosigned"]] == ["w1.example/witness"]
    assert "it is not an audit entry" in shown["en"]
    witnesses = policy.read_text(encoding="utf-8")
    policy.write_text(f"log {vkey}\n{witnesses}", encoding="utf-8")
    assert len(run("log", "verify", proof, entry, "--policy", policy)[0]["cosigned"]) == 3
    bare = proof.with_name("bare")
    bare.write_text("\n".join(proof.read_text(encoding="utf-8").split("\n")[:-4]) + "\n", encoding="utf-8")
    stranger = keys[0].replace("w1.example/witness", "court.example/log")
    for words, wanted in (
        ((proof, other, "--vkey", vkey), (1, "proof-mismatch")),
        ((proof, entry), (3, "argument-refused")),
        ((proof, entry, "--vkey", stranger), (3, "malformed-input")),
        ((proof, entry, "--vkey", keys[0]), (2, "trust-missing")),
        ((bare, entry, "--policy", policy), (2, "quorum-missing")),
        ((entry, entry, "--vkey", vkey), (3, "unknown-version")),
    ):
        code, problem = refused("log", "verify", *words)
        assert (code, problem["type"]) == (wanted[0], f"urn:torrens:{wanted[1]}"), words
    policy.write_text(witnesses, encoding="utf-8")


def _cosignatures_are_checked(run: Run, refused: Refused, log: list[object], policy: Path, keys: list[str]) -> None:
    """Two checkpoints of three cosignatures: who is named is verified, who is not is told; a changed line is found."""
    for words, told in (([], (0, 6)), (["--witness", keys[0]], (2, 4)), (["--policy", policy], (6, 0))):
        [checked] = run("log", "check", *log, *words)
        assert (checked["cosignatures"], checked["notVerified"]) == told
        assert ("were not verified" in checked["en"]) == (told[1] > 0)
    old = Path(str(log[1])) / "checkpoints" / "2"
    lines = old.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("— w1.example"))
    lines[at] = lines[at][:-8] + ("A" if lines[at][-8] != "A" else "B") + lines[at][-7:]
    old.write_text("".join(lines), encoding="utf-8")
    code, problem = refused("log", "check", *log, "--policy", policy)
    assert (code, problem["type"]) == (1, "urn:torrens:log-damaged")
    assert "the cosignature of w1.example/witness does not verify" in problem["detail"]


def test_what_is_no_audit_entry_is_said_to_be_none(run: Run, password: list[object], tmp_path: Path) -> None:
    log = ["--log", tmp_path / "log"]
    run("log", "init", *log, "--name", "court.example/log", *password)
    own, other = tmp_path / "own", tmp_path / "other"
    own.write_bytes(AuditEntry("dataset.redact", "331", "table:1", 1_780_000_000, {}, Done("salt-destroyed")).encode())
    other.write_bytes(own.read_bytes() + b"\n")  # not its canonical form: no audit entry
    [added] = run("log", "append", own, *log, *password)
    assert (added["notAuditEntries"], "audit" in added["en"]) == (0, False)
    [added] = run("log", "append", other, *log, *password)
    assert (added["notAuditEntries"], "1 is not an audit entry; its content is not" in added["en"]) == (1, True)
    run("log", "checkpoint", *log, *password)
    for index, told, words in ((0, True, "entry 0 (dataset.redact) proved"), (1, False, "is not an audit entry")):
        [proved] = run("log", "prove", index, *log, "--out", tmp_path / "proof")
        assert (proved["auditEntry"], words in proved["en"]) == (told, True)
    [checked] = run("log", "check", *log)
    assert (checked["notAuditEntries"], "(the first is 1)" in checked["en"]) == (1, True)


def test_what_must_be_refused_fail(run: Run, refused: Refused, password: list[object], tmp_path: Path) -> None:
    log = ["--log", tmp_path / "log"]

    def slug(*words: object) -> tuple[int, str]:
        code, problem = refused(*words)
        assert problem["remedy"]
        return code, str(problem["type"]).removeprefix("urn:torrens:")

    assert slug("log", "init", *log, *password) == (3, "argument-refused")
    assert slug("log", "init", *log, "--name", "bad name", *password) == (3, "malformed-input")
    assert slug("log", "append", tmp_path / "password", *log, *password) == (3, "key-unusable")
    run("log", "init", *log, "--name", "court.example/log", *password)
    assert slug("log", "init", *log, "--name", "court.example/log", *password) == (3, "key-unusable")
    assert slug("log", "append", tmp_path / "none", *log, *password) == (3, "unusable-file")
    (tmp_path / "long").write_bytes(bytes(2**16))
    assert slug("log", "append", tmp_path / "long", *log, *password) == (3, "limit-exceeded")
    assert slug("log", "append", tmp_path / "long", "--home", tmp_path) == (3, "argument-refused")
    assert slug("log", "append", tmp_path / "password", *log) == (3, "key-unusable")
    (tmp_path / "wrong").write_text("wrong\n", encoding="utf-8")
    assert slug("log", "checkpoint", *log, "--password-file", tmp_path / "wrong") == (3, "key-unusable")
    assert slug("log", "check", "--log", tmp_path / "none") == (3, "log-missing")
    assert slug("log", "cosign", *log, *password) == (3, "argument-refused")
    assert slug("log", "cosign", *log, *password, "--witness", "w1 http://w1") == (3, "malformed-input")

    place = ["--folder", tmp_path / "w"]
    assert slug("witness", "status", *place) == (3, "key-unusable")
    [made] = run("witness", "init", *place, "--name", "w.example/witness", *password)
    assert slug("witness", "init", *place, "--name", "w.example/witness", *password) == (3, "key-unusable")
    assert slug("witness", "watch", made["proof"]["vkey"], *place) == (3, "malformed-input")
    assert slug("witness", "watch", "log", *place) == (3, "malformed-input")
    with served(tmp_path / "w", password) as told:
        port = told["url"].rpartition(":")[2]
        assert slug("witness", "serve", *place, *password) == (2, "log-locked")
        run("witness", "init", "--folder", tmp_path / "v", "--name", "v.example/witness", *password)
        taken = ["witness", "serve", "--folder", tmp_path / "v", *password, "--port", port]
        assert slug(*taken) == (3, "address-taken")
        vkey = (tmp_path / "log.vkey").read_text(encoding="utf-8").strip()
        assert run("witness", "watch", vkey, *place)[0]["en"].endswith("watching from now")
        assert run("witness", "watch", vkey, *place)[0]["en"].endswith("watched already")
        run("log", "append", tmp_path / "password", *log, *password)
        run("log", "checkpoint", *log, *password)
        asked = ["--witness", f"{told['proof']['vkey']} {told['url']}", "--need", 1]
        assert slug("log", "cosign", *log, *asked, *password) == (
            2,
            "quorum-missing",
        )  # it knows the log when it restarts
    (tmp_path / "w" / "logs").write_text("no key\n", encoding="utf-8")
    assert slug("witness", "serve", *place, *password) == (1, "log-damaged")


def test_a_witness_needs_neither_the_registry_nor_httpx() -> None:
    code = """
import sys
from torrens_cli.commands import witness
heavy = {"web3", "sqlmodel", "eth_account", "coincurve", "httpx", "fastapi", "torrens_registry", "torrens_contracts"}
sys.exit(sorted(heavy & {name.split(".")[0] for name in sys.modules}) or 0)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
