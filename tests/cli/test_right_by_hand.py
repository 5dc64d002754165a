"""A right as a whole by hand: many licences, parts, confirmation, giving up; freezes in line; what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Hand, Refused

SELLING = ["--chain", 2_310_001, "--register", "0x" + "ab" * 20, "--salt", "0x" + "cd" * 32]


@pytest.fixture
def title(founded: Hand, tmp_path: Path) -> str:
    """A registered title of party 70001."""
    table = tmp_path / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    [noticed] = founded.at_home("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    founded.clock("set", "2026-05-11T01:00:00Z")
    founded.at_home("case", "register", noticed["title"])
    return str(noticed["title"])


def _many(hand: Hand, title: str, *holders: int) -> list[str]:
    to = [word for one in holders for word in ("--holder", one)]
    line = ["--terms", hand.paper("contract"), "--rights", "OPERATE,USE", "--action", "all", "--until", "2030-01-01"]
    [done] = hand.at_home("right", "license-many", title, *to, *line, "--key", "provider")
    assert done["en"].endswith(f"parties: {', '.join(done['grants'])}")
    return [str(one) for one in done["grants"]]


def _state(hand: Hand, grant: str) -> str:
    return str(hand.at_home("right", "show", grant)[0][0]["state"])


def test_many_licences_are_cut_and_given_up(founded: Hand, title: str) -> None:
    first, second = _many(founded, title, 70_002, 70_003)
    cut = ["--by", "region", "--part", "33,31", "--part", "rest", "--key", "operator", "--relayer", "exchange"]
    [done] = founded.at_home("right", "split", first, *cut)
    assert _state(founded, first) == "SPLIT"
    west, east = done["parts"]
    assert (done["zh"], done["en"]) == (f"已分割为 2 份:{west}、{east}", f"split into 2 parts: {west}, {east}")
    assert [_state(founded, one) for one in (west, east)] == ["ACTIVE", "ACTIVE"]
    paper = ["--order", founded.paper("declaration"), "--key", "operator"]
    founded.at_home("right", "surrender", west, east, *paper)
    assert [_state(founded, one) for one in (west, east)] == ["SURRENDERED", "SURRENDERED"]
    assert _state(founded, second) == "ACTIVE"


def test_a_term_is_cut_in_three(founded: Hand, title: str) -> None:
    [grant] = _many(founded, title, 70_002)
    cut = ["--by", "term", "--part", "2027-01-01", "--part", "2028-01-01", "--key", "operator"]
    [done] = founded.at_home("right", "split", grant, *cut)
    ends = [founded.at_home("right", "show", one)[0][0]["until"] for one in done["parts"]]
    assert ends == ["2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]


def test_what_a_suspect_window_holds_is_confirmed(founded: Hand, title: str) -> None:
    [grant] = _many(founded, title, 70_002)
    window = ["--from", "2026-05-11T00:00:00Z", "--to", "2026-05-11T02:00:00Z"]
    founded.clock("set", "2026-05-11T03:00:00Z")
    founded.at_home("party", "suspect", *window, "--reason", founded.paper("report"), "--key", "provider")
    founded.at_home("right", "confirm", grant, "--order", founded.paper("finding"), "--key", "court")
    cut = ["--by", "rights", "--part", "USE", "--part", "rest", "--key", "operator"]
    assert len(founded.at_home("right", "split", grant, *cut)[0]["parts"]) == 2


def test_the_line_of_freezes_moves_up(founded: Hand, title: str) -> None:
    [grant] = _many(founded, title, 70_002)
    founded.at_home("party", "authority", "--party", 80_002, "--first", "spare", "--identity", f"0x{80_002:064x}")
    order = ["--order", founded.paper("order")]
    [ran] = founded.at_home("right", "freeze", grant, "--until", "2026-06-01", *order, "--key", "court")
    [waits] = founded.at_home("right", "freeze", grant, "--until", "2026-12-01", *order, "--key", "spare")
    assert (ran["state"], waits["state"]) == ("EFFECTIVE", "QUEUED")
    founded.clock("set", "2026-06-02T00:00:00Z")
    founded.at_home("right", "promote", grant, "--key", "buyer")
    [[shown, *orders]] = founded.at_home("right", "show", grant)
    assert shown["frozenUntil"] == "2026-12-22T22:59:56Z"  # the time that was asked for, from now on
    assert [one["state"] for one in orders] == ["EFFECTIVE", "EFFECTIVE"]  # the first has run out by its own time
    assert orders[0]["until"] == "2026-06-01T00:00:00Z"


def test_a_prenotice_lapses_by_its_deadline(founded: Hand, title: str, refused: Refused) -> None:
    [grant] = _many(founded, title, 70_002)
    kept = ["--kind", "prenotice", "--agreement", founded.paper("sale"), "--maturity", "2026-06-10"]
    [place] = founded.at_home("right", "charge", grant, "--secured", 70_003, *kept, "--key", "operator")
    line = ["right", "lapse-prenotice", grant, "--rank", place["rank"], "--key", "buyer", "--home", founded.home]
    code, problem = refused(*line)
    assert (code, bool(problem["remedy"])) == (1, True)
    founded.clock("set", "2026-06-11T00:00:00Z")
    founded.run(*line)
    [[_, charge]] = founded.at_home("right", "show", grant)
    assert charge["state"] == "RELEASED"


def test_a_licence_that_is_kept_lapses_by_its_time(founded: Hand, title: str, refused: Refused) -> None:
    [grant] = _many(founded, title, 70_002)
    line = ["--holder", 70_003, "--rights", "USE", "--until", "2027-01-01", *SELLING]
    line += ["--agreement", founded.paper("contract"), "--keep", "2026-05-20", "--key", "operator"]
    [kept] = founded.at_home("right", "reserve", grant, *line, "--relayer", "exchange")
    assert _state(founded, kept["grant"]) == "RESERVED"
    lapse = ["right", "lapse", kept["grant"], "--key", "buyer", "--home", founded.home]
    assert refused(*lapse)[0] == 1
    founded.clock("set", "2026-05-21T00:00:00Z")
    founded.run(*lapse)
    assert _state(founded, kept["grant"]) == "LAPSED"


def test_what_does_not_hold_is_refused_by_name_fail(founded: Hand, title: str, refused: Refused) -> None:
    [grant] = _many(founded, title, 70_002)
    home = ["--home", founded.home]
    paper, own = founded.paper("paper"), ["--key", "operator", *home]
    nothing = "0x" + "12" * 32
    reserve = ["--holder", 70_003, "--rights", "USE", "--until", "2027-01-01", "--agreement", paper]
    cases: list[tuple[list[object], int, str]] = [
        (["split", grant, "--by", "colour", "--part", "rest", *own], 3, "argument-refused"),
        (["split", grant, "--by", "region", "--part", "33", *own], 1, "partition-refused"),
        (["split", grant, "--by", "region", "--part", "33", "--part", "33,rest", *own], 3, "unknown-bits"),
        (["split", nothing, "--by", "region", "--part", "33", "--part", "rest", *own], 3, "not-stored"),
        (["surrender", title, "--order", paper, "--key", "provider", *home], 3, "field-out-of-range"),
        (["surrender", grant, "--order", paper, "--key", "buyer", *home], 1, "not-allowed"),
        (["confirm", grant, "--order", paper, "--key", "court", *home], 1, "reverted"),
        (["promote", grant, "--key", "buyer", *home], 1, "reverted"),
        (["license-many", title, "--holder", 99_999, "--rights", "USE", "--until", "2030-01-01", "--terms", paper,
          "--key", "provider", *home], 1, "batch-refused"),
        (["reserve", grant, *reserve, *SELLING, "--keep", "2026-12-01", *own], 3, "field-out-of-range"),
        (["reserve", grant, *reserve, *SELLING[:4], "--salt", "0x12", "--keep", "2026-05-20", *own], 3,
         "argument-refused"),
        (["lapse", grant, "--key", "buyer", *home], 1, "reverted"),
        (["activate", paper, "--key", "buyer", *home], 3, "malformed-input"),
    ]  # fmt: skip
    for words, code, slug in cases:
        ended, problem = refused("right", *words)
        assert (ended, problem["type"]) == (code, f"urn:torrens:{slug}"), (words, problem)
        assert problem["remedy"]
    assert _state(founded, grant) == "ACTIVE"
