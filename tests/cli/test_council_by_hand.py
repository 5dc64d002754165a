"""The council by hand: a change of law, bits widened and narrowed, roles, papers (its schedule: the file beside)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from council_kit import DAY, LATER, address, error, module, rows
from hand_kit import Hand, Refused

from torrens_cli.main import app
from torrens_contracts.calls import Council
from torrens_contracts.types import Address
from torrens_registry.cases.council.paper import CouncilPaper


@pytest.fixture
def title(founded: Hand, tmp_path: Path) -> str:
    """A case that was noticed under the old law; its notice ends on 10 May."""
    table = tmp_path / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    [noticed] = founded.at_home("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    return str(noticed["title"])


def test_new_versions_take_over_live_titles_by_one_act(founded: Hand, refused: Refused, title: str) -> None:
    hand, law = founded, founded.home / "law.json"
    created = hand.at_home("council", "deploy", "Titles", "Grants", "Vouchers", "Enforcement", "--deployer", "spare")
    at = {one["module"]: one["proof"]["address"] for one in created}
    assert list(at) == ["Titles", "Grants", "Enforcement", "Vouchers"]
    again = hand.at_home("council", "deploy", "Titles", "Grants", "Vouchers", "Enforcement", "--deployer", "spare")
    assert [one["fresh"] for one in again] == [False] * 4
    assert [one["proof"] for one in again] == [one["proof"] for one in created]
    for name, version in at.items():
        hand.at_home("council", "enable", name, version, "--from", "2026-05-11T00:00:00Z", "--into", law)
    [acts] = hand.run("council", "show", law, "--home", hand.home)
    assert [one["act"].partition("(")[0] for one in acts] == ["Register.enableModule"] * 4
    assert all("from 2026-05-11T00:00:00Z, until –, permissions [" in one["act"] for one in acts)
    assert "GRANT: state,flags.ANNOTATED,since,cert_until" in acts[0]["act"]
    [done] = hand.at_home("council", "together", law)
    hand.again([done], "council", "together", law)  # a paper is carried out once
    waiting = [one for one in rows(hand, "module") if one["state"] == "WAITING"]
    assert {one["address"] for one in waiting} == set(at.values())
    hand.clock("set", "2026-05-11T00:00:00Z")
    for name in at:
        hand.at_home("council", "retire", name, "--into", hand.home / "old.json")
    hand.at_home("council", "together", hand.home / "old.json")
    told = refused("case", "register", title, "--home", hand.home)[1]  # still spoken to: the old version
    assert (error(told), "council adopt" in told["remedy"]) == ("ModuleNotEnabled", True)
    hand.at_home("council", "adopt", *(f"{name}={version}" for name, version in at.items()))
    assert module(hand, "Titles")["may"]["GRANT"] == ["state", "flags.ANNOTATED", "since", "cert_until"]
    [registered] = hand.at_home("case", "register", title)
    assert registered["certificate"] == "SJ3312026050001"
    line = ("--holder", 70_002, "--rights", "OPERATE", "--action", "all", "--until", "2030-01-01", "--key", "provider")
    [licensed] = hand.at_home("right", "license", title, *line, "--terms", hand.paper("contract"))
    assert hand.at_home("right", "show", licensed["grant"])[0][0]["state"] == "ACTIVE"
    hand.at_home("mirror", "check")
    hand.at_home("mirror", "rebuild")
    assert hand.at_home("right", "show", licensed["grant"])[0][0]["state"] == "ACTIVE"


def test_bits_are_narrowed_at_once_and_widened_after_two_days(ruled: Hand, refused: Refused) -> None:
    hand, home = ruled, ("--home", ruled.home)
    hand.at_home("council", "narrow", "Titles", "GRANT", "state,since,cert_until")
    assert "flags.ANNOTATED" not in module(hand, "Titles")["may"]["GRANT"]
    line = ("Titles", "GRANT", "flags.ANNOTATED")
    code, told = refused("council", "widen", *line, *home)
    assert (code, error(told)) == (1, "WideningNotDue")
    [announced] = hand.at_home("council", "announce", *line)
    hand.at_home("council", "announce", "Titles", "GRANT", "flags")
    hand.again([announced], "council", "announce", *line)  # it waits no longer for being said again
    [shown, _] = rows(hand, "widening")
    assert (shown["widening"], shown["fields"], shown["until"][:10]) == ("Titles", ["flags.ANNOTATED"], "2026-05-31")
    hand.clock("advance", 2 * DAY + LATER)
    hand.at_home("council", "widen", *line)
    assert "flags.ANNOTATED" in module(hand, "Titles")["may"]["GRANT"]
    assert rows(hand, "widening") == []
    hand.at_home("council", "narrow", "Titles", "GRANT", "state,since,cert_until")  # again: it was undone since
    assert "flags.ANNOTATED" not in module(hand, "Titles")["may"]["GRANT"]


def test_no_text_of_a_paper_redraws_the_screen_fail(ruled: Hand) -> None:
    hand, paper = ruled, ruled.home / "paper.json"
    hand.at_home("council", "retire", "Listings", "--into", paper)
    council = Address(bytes.fromhex(json.loads((hand.home / "deployment.json").read_bytes())["council"][2:]))
    posing = Council(council).label_role(5, 'x")\n\x1b[1A\x1b[2KRegister.narrow(harmless  act y')
    endless = posing.data[:36] + (64).to_bytes(32) + b"\xff" * 32
    forged = CouncilPaper.parse(paper.read_bytes()).also(council, posing.data).also(council, endless)
    paper.write_bytes(forged.encode())
    hand.capture.readouterr()
    app(["council", "show", str(paper), "--home", str(hand.home)], standalone_mode=False)
    first, second, third = hand.capture.readouterr().out.split("\n")[:-1]
    assert all(line.isprintable() for line in (first, second, third))
    assert r"\n" in second
    assert r"\x1b[2K" in second
    assert "Council.labelRole(roleId 5, label " in second
    assert third.startswith(f"act 0x{council.hex()} 0x")


def test_roles_are_given_taken_and_given_again(ruled: Hand, refused: Refused) -> None:
    hand, home = ruled, ("--home", ruled.home)
    hand.at_home("council", "admin", 7, 8)
    hand.at_home("council", "grant", 8, "operator")
    given = ("council", "grant", 7, "buyer", "--key", "operator")
    [first] = hand.at_home(*given)
    hand.again([first], *given)
    taken = ("council", "revoke", 7, "buyer", "--key", "operator")
    hand.again(hand.at_home(*taken), *taken)
    [again] = hand.at_home(*given)
    assert (again["before"], again["proof"]["tx"] != first["proof"]["tx"]) == (False, True)
    members = {one["member"] for one in rows(hand, "member") if one["of"] == "7"}
    assert members == {address("buyer")}
    assert error(refused("council", "grant", 7, "spare", *home)[1]) == "AccessManagerUnauthorizedAccount"
    hand.at_home("council", "renounce", 7, "--key", "buyer")
    assert [one for one in rows(hand, "member") if one["of"] == "7"] == []
    hand.at_home("council", "wait", 7, 60)
    hand.at_home("council", "delay", "Register", DAY)
    hand.at_home("council", "close", "Register")
    assert rows(hand, "closed") == [{"closed": "Register"}]
    assert error(refused("council", "retire", "Vouchers", *home)[1]) == "NotCouncil"
    hand.at_home("council", "reopen", "Register")
    hand.at_home("council", "retire", "Vouchers")
    hand.at_home("log", "init")


def test_a_role_is_not_taken_from_who_does_not_have_it_fail(ruled: Hand, refused: Refused) -> None:
    hand, home = ruled, ("--home", ruled.home)
    hand.at_home("council", "label", 7, "ministry")
    hand.at_home("council", "grant", 7, "operator")
    for line in (("revoke", "7", "buyer"), ("renounce", "ministry", "--key", "buyer")):
        code, told = refused("council", *line, *home)
        assert (code, error(told), told["facts"]["account"]) == (1, "role-missing", address("buyer"))
        assert f"{address('buyer')} does not have role ministry (7)" in str(told)
        assert "council show" in told["remedy"]
    assert error(refused("council", "revoke", "admin", "buyer", *home)[1]) == "role-missing"
    assert error(refused("council", "revoke", "public", "buyer", *home)[1]) == "AccessManagerLockedRole"
    hand.at_home("council", "revoke", 7, "buyer", "--into", hand.home / "later")  # it may have the role by then
    [one] = [one["member"] for one in rows(hand, "member") if one["of"] == "ministry (7)"]
    assert one == address("operator")


_NOBODY = "0x" + "12" * 20
_ENABLE = ("enable", "Titles", _NOBODY, "--from")
_OF_MODULES: list[tuple[tuple[object, ...], int, str]] = [
    ((*_ENABLE, "2026-06-01"), 1, "NoCode"),
    ((*_ENABLE, "2026-04-30"), 1, "NoCode"),
    ((*_ENABLE, "tomorrow"), 3, "argument-refused"),
    (("enable", "Title", _NOBODY, "--from", "2026-06-01"), 3, "argument-refused"),
    ((*_ENABLE, "2026-06-01", "--may", "GRANT"), 3, "argument-refused"),
    ((*_ENABLE, "2026-06-01", "--may", "GRANT=colour"), 3, "argument-refused"),
    ((*_ENABLE, "2026-06-01", "--may", "MODULE=state"), 3, "argument-refused"),
    (("retire", "Title"), 3, "argument-refused"),
    (("retire", _NOBODY), 1, "ModuleUnknown"),
    (("retire", "Titles", "--key", "provider"), 1, "NotCouncil"),
    (("narrow", "Titles", "GRANT", "all"), 1, "NotNarrower"),
    (("narrow", "Titles", "COLOUR", "all"), 3, "argument-refused"),
    (("announce", "Titles", "GRANT", "0x12"), 3, "argument-refused"),
    (("deploy", "Title", "--deployer", "spare"), 3, "artifact-missing"),
    (("deploy", "Titles", "--deployer", "council"), 1, "code-hash-differs"),
    (("adopt", "Titles"), 3, "argument-refused"),
    (("adopt", f"Titles={_NOBODY}"), 3, "not-stored"),
    (("adopt", f"Title={_NOBODY}"), 3, "argument-refused"),
    (("retire", "Titles", "--schedule"), 1, "AccessManagerUnauthorizedCall"),
]
_OF_ROLES_AND_ACTS: list[tuple[tuple[object, ...], int, str]] = [
    (("grant", "ministry", "operator"), 3, "argument-refused"),
    (("grant", 1, "nobody"), 3, "key-missing"),
    (("grant", (1 << 64) - 1, "operator"), 1, "AccessManagerLockedRole"),
    (("label", 1, "7"), 3, "argument-refused"),
    (("label", 1, "Public"), 3, "argument-refused"),
    (("guardian", "admin", 1), 1, "AccessManagerLockedRole"),
    (("functions", "Register", "retire", 1), 3, "argument-refused"),
    (("functions", _NOBODY, "retire", 1), 3, "argument-refused"),
    (("execute", "0x" + "12" * 32, "--key", "council"), 3, "not-stored"),
    (("cancel", "0x12", "--key", "council"), 3, "argument-refused"),
    (("call", "Register", "retireModule", _NOBODY), 3, "argument-refused"),
    (("call", "Parties", "removeExchange", 331), 3, "argument-refused"),
    (("call", "Parties", "removeExchange", 331, "0x" + "12" * 32, "--key", "buyer"), 1, "NotCouncil"),
    (("may", "council", "Register", "read"), 3, "argument-refused"),
    (("may", "council", _NOBODY, "retireModule"), 3, "argument-refused"),
]


@pytest.mark.parametrize("cases", [_OF_MODULES, _OF_ROLES_AND_ACTS], ids=["modules", "roles and acts"])
def test_what_is_refused_before_anything_is_sent_fail(
    ruled: Hand, refused: Refused, cases: list[tuple[tuple[object, ...], int, str]]
) -> None:
    before = rows(ruled, "module")
    for line, code, slug in cases:
        ended, told = refused("council", *line, "--home", ruled.home)
        assert (ended, error(told)) == (code, slug), (line, told)
        assert told["remedy"]
    assert rows(ruled, "module") == before


def test_papers_of_others_or_of_no_form_fail(ruled: Hand, refused: Refused, tmp_path: Path) -> None:
    at = tmp_path
    ruled.at_home("council", "retire", "Vouchers", "--into", at / "twice")
    written = (at / "twice").read_bytes()
    (at / "foreign").write_bytes(written.replace(b'"chainId":3310001', b'"chainId":3310002'))
    (at / "broken").write_bytes(written.replace(b"torrens/council-paper/1", b"torrens/council-paper/2"))
    (at / "stranger").write_bytes(b"{}")
    ruled.at_home("council", "retire", "Listings", "--into", at / "mixed")
    ruled.at_home("council", "retire", _NOBODY, "--into", at / "mixed")
    cases: list[tuple[tuple[object, ...], int, str]] = [
        (("retire", "Vouchers", "--into", at / "twice"), 3, "malformed-input"),
        (("retire", "Titles", "--into", at / "foreign"), 3, "wrong-chain"),
        (("retire", "Titles", "--into", at / "broken"), 3, "unknown-version"),
        (("retire", "Titles", "--into", at / "new", "--schedule"), 3, "argument-refused"),
        (("together", at / "foreign"), 3, "wrong-chain"),
        (("together", at / "mixed"), 1, "ModuleUnknown"),
        (("together", at / "stranger"), 3, "unknown-version"),
        (("together", at / "missing"), 3, "unusable-file"),
    ]
    for line, code, slug in cases:
        ended, told = refused("council", *line, "--home", ruled.home)
        assert (ended, error(told)) == (code, slug), (line, told)
        assert told["remedy"]
    assert module(ruled, "Listings")["state"] == "ENABLED"  # of a paper all is done, or nothing
