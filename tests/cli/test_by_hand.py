"""The first half of act 1 by hand: from an empty folder to a reviewed listing, by the commands alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Hand, Refused
from worlds import signer

TABLE = "day,rain\n2026-04-27,1\n2026-04-28,0\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rain.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_from_an_empty_folder_to_a_reviewed_listing(founded: Hand, table: Path) -> None:
    hand = founded
    [noticed] = hand.at_home("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    assert noticed["case"] == "331-202604-0001"
    assert noticed["noticeUntil"] == 1_778_342_400
    assert "公告" in noticed["zh"]
    title = noticed["title"]
    [filed] = hand.at_home("case", "object", title, "--reason", 1, "--statement", hand.paper("mine"), "--key", "buyer")
    hand.at_home(
        "case", "settle", title, "--ordinal", filed["ordinal"], "--outcome", "rejected", "--answer", hand.paper("no")
    )
    hand.clock("set", "2026-05-11T01:00:00Z")
    [registered] = hand.at_home("case", "register", title)
    assert registered["certificate"] == "SJ3312026050001"
    [[case, objection]] = hand.at_home("case", "show", title)
    assert (case["state"], case["certificate"]) == ("ACTIVE", "SJ3312026050001")
    assert objection["state"] == "REJECTED"
    [licensed] = hand.at_home(
        "right", "license", title, "--holder", 70_002, "--rights", "OPERATE", "--action", "all",
        "--until", "2030-01-01", "--terms", hand.paper("contract"), "--key", "provider",
    )  # fmt: skip
    grant = licensed["grant"]
    [listed] = hand.at_home(
        "listing", "add", grant, "--product", hand.paper("product"), "--content", table, "--until", "2029-01-01",
        "--key", "operator", "--relayer", "exchange",
    )  # fmt: skip
    hand.at_home(
        "listing", "review", listed["listing"], "--verdict", "passed", "--until", "2027-01-01", "--report",
        hand.paper("report"),
    )  # fmt: skip
    [[shown, verdict]] = hand.at_home("listing", "show", listed["listing"])
    assert (shown["state"], verdict["verdict"]) == ("LISTED", "PASSED")
    hand.at_home("listing", "change", listed["listing"], "--state", "suspended")
    hand.at_home("listing", "change", listed["listing"], "--state", "listed")
    [[shown, _]] = hand.at_home("listing", "show", listed["listing"])
    assert shown["state"] == "LISTED"
    _freeze_and_lift(hand, grant)


def _freeze_and_lift(hand: Hand, grant: str) -> None:
    [frozen] = hand.at_home(
        "right", "freeze", grant, "--until", "2027-01-01", "--order", hand.paper("order"), "--key", "court"
    )
    assert frozen["state"] == "EFFECTIVE"
    [[shown, order]] = hand.at_home("right", "show", grant)
    assert shown["frozenUntil"] == "2027-01-01T00:00:00Z"
    [[_, _, valid, *free]] = hand.at_home("right", "show", grant, "--on-chain")
    assert (valid["onChain"], valid["yes"], valid["reason"]) == ("valid", True, "NONE")
    assert {(one["yes"], one["reason"]) for one in free} == {(False, "DISPOSE_FROZEN")}
    assert [one["onChain"] for one in free][:2] == ["free(LICENSE)", "free(TRANSFER)"]
    hand.at_home(
        "right", "lift", grant, "--ordinal", order["freeze"], "--order", hand.paper("lifted"), "--key", "court"
    )
    hand.at_home(
        "right", "transfer", grant, "--to", 70_003, "--receiver", "buyer", "--terms", hand.paper("sale"),
        "--key", "operator", "--relayer", "exchange",
    )  # fmt: skip
    [[shown, order]] = hand.at_home("right", "show", grant)
    assert (shown["holder"], order["state"]) == (70_003, "LIFTED")
    _charge_and_enforce(hand, grant)


def _charge_and_enforce(hand: Hand, grant: str) -> None:
    """The buyer (70003) holds: it pledges to the operator, a place is kept and given up, the court sells."""
    pledge = ("--agreement", hand.paper("loan"), "--receipt", hand.paper("receipt"), "--maturity", "2028-01-01")
    [charged] = hand.at_home("right", "charge", grant, "--secured", 70_002, *pledge, "--key", "buyer")
    hand.at_home(
        "right", "consent", grant, "--rank", charged["rank"], "--consents", "TRANSFER,RANK", "--key", "operator"
    )
    kept = ("--kind", "prenotice", "--agreement", hand.paper("sale"), "--maturity", "2026-06-10")
    [place] = hand.at_home(
        "right", "charge", grant, "--secured", 70_001, *kept, "--key", "buyer", "--relayer", "exchange"
    )
    hand.at_home("right", "complete", grant, "--rank", place["rank"], "--holder", "buyer", "--key", "provider")
    hand.at_home("right", "release", grant, "--rank", 1, "--release", hand.paper("paid"), "--key", "operator")
    order = ("--order", hand.paper("second order"), "--key", "court")
    [frozen] = hand.at_home("right", "freeze-holder", 70_001, "--until", "2027-01-01", *order)
    hand.at_home("right", "renew-freeze", 70_001, "--ordinal", frozen["ordinal"], "--until", "2028-01-01", *order)
    hand.at_home("right", "adjudge", grant, "--to", 70_002, "--order", hand.paper("judgment"), "--key", "court")
    hand.at_home("right", "lift", 70_001, "--ordinal", frozen["ordinal"], *order)
    [[shown, *rest]] = hand.at_home("right", "show", grant)
    assert (shown["holder"], [one["state"] for one in rest]) == (70_002, ["LIFTED", "RELEASED", "RELEASED"])


def test_the_same_command_again_sends_nothing(founded: Hand, table: Path) -> None:
    line = ("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    founded.again(founded.at_home(*line), *line)


def test_a_key_is_rotated_and_the_old_one_counts_no_more_fail(founded: Hand, refused: Refused, table: Path) -> None:
    founded.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "REGISTRAR")
    founded.at_home("party", "endkey", "registrar", "--key", "exchange")
    line = ("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01", "--home", founded.home)
    code, problem = refused(*line, "--key", "registrar")
    assert (code, problem["type"]) == (1, "urn:torrens:key-not-live")
    founded.run(*line, "--key", "spare")
    [[party, *keys]] = founded.at_home("party", "show", 331)
    assert party["kind"] == "EXCHANGE"
    ended = next(one for one in keys if one["key"] == f"0x{signer('registrar').address.hex()}")
    assert ended["until"] != "–"


def test_refusals_are_told_with_the_way_out_fail(founded: Hand, refused: Refused, table: Path, tmp_path: Path) -> None:
    home = ("--home", founded.home)
    notice = ("case", "notice", table, "--until", "2036-01-01", *home)
    wrong = tmp_path / "wrong"
    wrong.write_text("another\n", encoding="utf-8")
    ragged = tmp_path / "ragged.csv"
    ragged.write_text("a,b\n1\n", encoding="utf-8")
    cases: list[tuple[tuple[object, ...], int, str]] = [
        ((*notice, "--holder", 331), 1, "self-registration"),
        ((*notice, "--holder", 99_999), 1, "not-enrolled"),
        ((*notice, "--holder", 70_001, "--basis", "entrusted-processing"), 1, "basis-refused"),
        ((*notice, "--holder", 70_001, "--basis", "scraped-public"), 1, "basis-refused"),
        ((*notice, "--holder", 70_001, "--basis", "found"), 3, "argument-refused"),
        ((*notice, "--holder", 70_001, "--region", "99"), 3, "unknown-bits"),
        ((*notice, "--holder", 70_001, "--key", "provider"), 1, "role-missing"),
        ((*notice, "--holder", 70_001, "--key", "spare"), 1, "not-enrolled"),
        ((*notice, "--holder", 70_001, "--key", "nobody"), 3, "key-missing"),
        ((*notice, "--holder", 70_001, "--password-file", wrong), 3, "wrong-password"),
        (("case", "notice", ragged, "--holder", 70_001, "--until", "2036-01-01", *home), 3, "malformed-table"),
        (("case", "notice", table, "--holder", 70_001, "--until", "tomorrow", *home), 3, "argument-refused"),
        (("case", "register", "0x12", *home), 3, "argument-refused"),
        (("case", "register", "0x" + "12" * 32, *home), 3, "not-stored"),
        (("party", "calendar", "--year", 2027, *home), 2, "calendar-provisional"),
        (("party", "enrol", "--party", 70_009, "--first", "spare", "--uscc", "1", *home), 3, "bad-credit-code"),
        (("party", "enrol", "--party", 70_009, "--first", "spare", *home), 3, "argument-refused"),
        (("party", "enrol", "--party", 7, "--first", "spare", "--identity", "0x" + "01" * 32, *home), 3,
         "field-out-of-range"),
    ]  # fmt: skip
    for words, code, slug in cases:
        ended, problem = refused(*words)
        assert (ended, problem["type"]) == (code, f"urn:torrens:{slug}"), words
        assert problem["remedy"]


def test_a_home_that_is_not_where_it_should_be_fail(hand: Hand, refused: Refused, tmp_path: Path) -> None:
    show = ("party", "show", 331, "--home", hand.home)
    assert refused(*show)[1]["type"] == "urn:torrens:not-deployed"
    hand.at_home("deploy", "--deployer", "deployer", "--council", "council")
    manifest = (hand.home / "deployment.json").read_text(encoding="utf-8")
    settings = hand.home / "torrens.toml"
    kept = settings.read_text(encoding="utf-8")
    changes = [
        (settings, kept.replace(hand.chain.url, "http://127.0.0.1:9"), 2, "chain-unreachable"),
        (settings, kept.replace("3310001", "3310002"), 3, "wrong-chain"),
        (settings, kept + 'surprise = "x"\n', 3, "settings-refused"),
        (hand.home / "deployment.json", manifest.replace('"v":1', '"v":2'), 3, "malformed-deployment"),
        (hand.home / "deployment.json", _other_code(manifest), 1, "code-hash-differs"),
    ]
    for file, content, code, slug in changes:
        before = file.read_text(encoding="utf-8")
        file.write_text(content, encoding="utf-8")
        ended, problem = refused(*show)
        file.write_text(before, encoding="utf-8")
        assert (ended, problem["type"]) == (code, f"urn:torrens:{slug}")
    (tmp_path / "other").mkdir()
    assert refused("init", "--home", hand.home, "--exchange", 231, "--chain-id", 1)[0] == 3


def _other_code(manifest: str) -> str:
    at = manifest.index('"registerCodeHash":"0x') + len('"registerCodeHash":"0x')
    return manifest[:at] + "00" * 32 + manifest[at + 64 :]
