"""A platform's statement by hand: its form filled in, stated, signed by two, shown; data captured. No chain runs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hand_kit import Refused
from platform_kit import NOTARIES, Clerk, Run, home_without_a_chain

from torrens_anchor.bundles.policy import Policy
from torrens_anchor.documents.capture import Capture
from torrens_anchor.documents.platformstatement import PlatformStatement
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.notes.note import Note
from torrens_cli import programs

Slug = Callable[..., tuple[int, str]]


@pytest.fixture
def slug(refused: Refused) -> Slug:
    def run(*words: object) -> tuple[int, str]:
        code, problem = refused(*words)
        return code, problem["type"].removeprefix("urn:torrens:")

    return run


@pytest.fixture
def clerk(run: Run, tmp_path: Path) -> Clerk:
    return Clerk(run, home_without_a_chain(run, tmp_path), tmp_path)


def test_a_form_becomes_a_statement_that_two_sign_and_anybody_checks(clerk: Clerk, slug: Slug) -> None:
    run, file, at_home = clerk.run, clerk.state(), ["--home", clerk.home]
    assert slug("platform", "show", file, "--vkey", clerk.vkey) == (2, "trust-missing")  # nobody signed
    [first] = run("platform", "sign", file, *at_home)
    [again] = run("platform", "sign", file, *at_home)
    assert (first["signatures"], again["signatures"]) == (1, 1)
    own = ["--signer", clerk.folder / "chain"]
    [made] = run("platform", "init", *own, "--name", "chain.example/platform", *clerk.secret)
    [second] = run("platform", "sign", file, *own, *clerk.secret, "--out", clerk.folder / "both")
    assert second["signatures"] == 2
    both = ["platform", "show", clerk.folder / "both"]
    assert slug(*both, "--vkey", clerk.vkey) == (2, "trust-missing")  # the other's key is not named
    [[shown, *rows]] = run(*both, "--vkey", clerk.vkey, "--vkey", made["proof"]["vkey"])
    assert (shown["signedBy"], shown["verified"]) == (["exchange-331.torrens/log", "chain.example/platform"], True)
    assert shown["sha256"] == second["proof"]["sha256"]
    assert {"tie": "shareholder, 12 %", "operator": "Hangzhou exchange", "party": 70_002} in rows
    stated = PlatformStatement.of_note(Note.parse(file.read_bytes()))
    assert [one.role for one in stated.keys] == ["log", *["witness"] * 3, *["notary"] * 5]
    assert stated.assessments[0].digest == str(Digest.of(b"the assessment"))
    hashed = {one.name: one.digest for one in stated.software}
    assert hashed["torrens_anchor"] == programs.package_digest("torrens_anchor")
    assert {"Register", "Vouchers"} <= hashed.keys()


def test_a_form_in_json_says_the_same(clerk: Clerk) -> None:
    said = PlatformStatement.of_note(Note.parse(clerk.signed().read_bytes()))
    value = said.json() | {"from": "2026-04-01", "until": "2027-04-01T00:00:00Z"}
    clerk.state(json.dumps(value, ensure_ascii=False), clerk.folder / "platform.json")
    assert clerk.statement.read_text("utf-8") == said.text()


FORMS = {
    "no-toml": ("level = 3", "level = = 3", (3, "malformed-input")),
    "missing": ('name = "Hangzhou exchange"', "", (3, "malformed-input")),
    "unknown": ('nature = "', 'since = "yesterday"\nnature = "', (3, "malformed-input")),
    "empty": ('number = "M-1"', 'number = ""', (3, "malformed-input")),
    "level": ("level = 3", "level = 6", (3, "malformed-input")),
    "role": ('role = "log"', 'role = "king"', (3, "malformed-input")),
    "no-list": ("[[filings]]", "[filings]", (3, "malformed-input")),
    "zone": ("2028-01-01T00:00:00Z", "2028-01-01T00:00:00+08:00", (3, "argument-refused")),
    "no-time": ("2028-01-01T00:00:00Z", '"soon"', (3, "argument-refused")),
    "ended": ("until = 2027-04-01T00:00:00Z", "until = 2026-03-01T00:00:00Z", (1, "out-of-range")),
    "no-file": ("report.pdf", "nowhere.pdf", (3, "unusable-file")),
    "both": ('file = "report.pdf"', 'file = "report.pdf"\ndigest = ""', (3, "malformed-input")),
    "no-digest": ('file = "report.pdf"', 'digest = "sha-256:00"', (3, "malformed-input")),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_not_filled_in_as_it_must_be_fail(name: str, clerk: Clerk, slug: Slug) -> None:
    old, new, expected = FORMS[name]
    clerk.form.write_text(clerk.changed(old, new), encoding="utf-8")
    assert slug("platform", "state", clerk.form, "--out", clerk.statement) == expected
    assert not clerk.statement.exists()


def test_a_form_that_names_a_key_twice_or_is_not_there_fail(clerk: Clerk, slug: Slug) -> None:
    begin = clerk.filled.index("[[keys]]")
    row = clerk.filled[begin : clerk.filled.index("[[keys]]", begin + 1)]
    clerk.form.write_text(clerk.filled + row, encoding="utf-8")
    assert slug("platform", "state", clerk.form, "--out", clerk.statement) == (1, "out-of-range")
    assert slug("platform", "state", clerk.folder / "none.toml", "--out", clerk.statement) == (3, "unusable-file")
    (clerk.folder / "list.json").write_text("[]", encoding="utf-8")
    assert slug("platform", "state", clerk.folder / "list.json", "--out", clerk.statement) == (3, "malformed-input")


def test_who_may_not_sign_and_what_may_not_be_signed_fail(clerk: Clerk, slug: Slug) -> None:
    sign: list[object] = ["platform", "sign", clerk.signed()]
    at_home: list[object] = ["--home", clerk.home]
    witness = clerk.home / "witness" / "witness1"
    assert slug(*sign, "--signer", witness, *clerk.secret) == (3, "argument-refused")  # it cosigns, and no more
    policy: list[object] = [word for name in NOTARIES for word in ("--notary", name)]
    policy += ["--threshold", 3, "--out", clerk.folder / "policy.json", "--council-seq", 0, *at_home]
    assert slug("log", "policy", *policy, "--platform", f"{witness}.vkey") == (3, "argument-refused")
    assert slug("log", "policy", *policy, "--platform", "no key") == (3, "malformed-input")
    assert slug("log", "policy", *policy, "--reliance", "lend") == (3, "argument-refused")
    assert slug(*sign, "--signer", clerk.folder / "nobody", *clerk.secret) == (3, "key-unusable")
    wrong = clerk.folder / "wrong"
    wrong.write_text("wrong", encoding="utf-8")
    assert slug(*sign, *at_home, "--password-file", wrong) == (3, "key-unusable")
    clerk.run("log", "policy", *policy, "--platform", clerk.vkey, "--reliance", "trade")
    assert Policy.parse((clerk.folder / "policy.json").read_bytes()).reliance == "trade"
    [[shown, *_]] = clerk.run("platform", "show", clerk.statement, "--policy", clerk.folder / "policy.json")
    assert shown["verified"]
    text = clerk.statement.read_text("utf-8")
    clerk.statement.write_text(text.replace('"level":3', '"level":4'), encoding="utf-8")
    assert slug(*sign, *at_home) == (1, "signature-mismatch")
    assert slug("platform", "show", clerk.statement, "--vkey", clerk.vkey) == (1, "signature-mismatch")
    assert slug("platform", "show", wrong, "--vkey", clerk.vkey) == (3, "malformed-input")
    clerk.state(clerk.changed("chainId = 3310001", "chainId = 3310002"))
    assert slug(*sign, *at_home) == (1, "field-mismatch")  # this home's key speaks of this home's platform


def test_what_a_capture_says_and_must_say_fail(run: Run, slug: Slug, tmp_path: Path) -> None:
    table, out, other = tmp_path / "rain.csv", tmp_path / "capture.json", tmp_path / "wind.csv"
    table.write_text("day,rain\n1,2\n", encoding="utf-8")
    other.write_text("day,wind\n1,2\n", encoding="utf-8")
    line: list[object] = ["data", "capture", table, "--out", out]
    who: list[object] = ["--by", "70001", "--source", "gauge", "--at", "2026-04-29"]
    assert slug(*line, "--by", "", "--source", "gauge") == (3, "argument-refused")
    assert slug(*line, "--by", "70001", "--source", "") == (3, "argument-refused")
    assert slug(*line, *who, "--tool-file", table) == (3, "argument-refused")
    assert slug(*line, *who, "--tool", "x", "--tool-file", tmp_path / "none") == (3, "unusable-file")
    assert slug("data", "capture", tmp_path / "none", *who, "--out", out) == (3, "unusable-file")
    assert slug(*line, *who[:-1], "noon") == (3, "argument-refused")
    assert not out.exists()
    run(*line, *who)
    said = Capture.parse(out.read_bytes())
    assert (said.captured_by, said.captured_at, said.source) == ("70001", 1_777_420_800, "gauge")
    assert (said.tool, said.tool_digest) == (
        f"torrens {programs.release()}",
        str(programs.package_digest("torrens_anchor")),
    )
    assert set(said.digests) == {"sha256", "chunkRoot", "tableRoot", "contentRoot"}
    run(*line, *who, "--tool", "sensor 1.2", "--tool-file", table)
    assert Capture.parse(out.read_bytes()).tool_digest == str(Digest.of(table.read_bytes()))
    run("data", "capture", table, other, *who, "--out", out)
    assert set(Capture.parse(out.read_bytes()).digests) == {"contentRoot", "sha256 rain.csv", "sha256 wind.csv"}
