"""Cases by hand: every form of notice, what becomes of it, later registrations, and ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Hand, Refused

UNTIL = ("--until", "2046-01-01")


def _table(hand: Hand, name: str) -> Path:
    path = hand.home / f"{name}.csv"
    path.write_text(f"day,rain\n2026-04-27,1\n{name},0\n", encoding="utf-8")
    return path


def _noticed(hand: Hand, name: str, *more: object, holder: int = 70_001) -> str:
    line = ("case", "notice", _table(hand, name), "--holder", holder, *UNTIL, *more)
    [noticed] = hand.at_home(*line)
    return str(noticed["title"])


def _exempted(hand: Hand, title: str) -> str:
    hand.at_home("case", "exempt", title, "--reason", hand.paper("why"), "--reviewer", "reviewer")
    hand.at_home("case", "register", title)
    return title


def test_forms_of_notice_by_hand(founded: Hand) -> None:
    hand, paper = founded, founded.paper("paper")
    fused = ("--basis", "fused-silent", "--participant", "operator", "--participant", "buyer")
    _exempted(hand, _noticed(hand, "fused", *fused))
    source = _exempted(hand, _noticed(hand, "source"))
    derived = _noticed(hand, "derived", "--basis", "derived", "--source", source)
    _exempted(hand, derived)
    hand.at_home("case", "cancel", source, "--reason", paper, "--holder", "provider")
    again = _noticed(hand, "source", "--predecessor", source)
    joint = _joint(hand)
    hand.at_home("case", "link", again, joint, "--decision", paper, "--near")
    [[shown, *_]] = hand.at_home("case", "show", derived)
    assert (shown["state"], shown["certificate"][:5]) == ("ACTIVE", "SJ331")


def _joint(hand: Hand) -> str:
    """Of a joint notice every applicant's title is told, by party number: to a person too."""
    line = ("case", "notice", _table(hand, "joint"), "--holder", 70_002, *UNTIL, "--joint", 70_001, "--joint", 70_003)
    [noticed] = hand.at_home(*line)
    holders = [hand.at_home("case", "show", one)[0][0]["holder"] for one in noticed["titles"]]
    assert (holders, noticed["title"]) == ([70_001, 70_002, 70_003], noticed["titles"][1])
    assert noticed["en"].endswith(f"titles {', '.join(noticed['titles'])}")
    assert noticed["zh"].endswith(f"产权 {'、'.join(noticed['titles'])}")
    return str(noticed["title"])


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ("source", ("--source", "0x" + "12" * 32)),
        ("participant", ("--participant", "operator")),
        ("participant", ("--basis", "fused-silent", "--participant", "operator", "--joint", 70_002)),
        ("joint", ("--basis", "derived", "--source", "0x" + "12" * 32, "--joint", 70_002)),
        ("predecessor", ("--predecessor", "0x" + "12" * 32, "--joint", 70_002)),
        ("predecessor", ("--predecessor", "0x" + "12" * 32, "--basis", "derived", "--source", "0x" + "34" * 32)),
    ],
)
def test_what_a_form_of_notice_would_leave_out_fail(
    hand: Hand, refused: Refused, named: str, line: tuple[object, ...]
) -> None:
    filed = ("case", "notice", _table(hand, "one"), "--holder", 70_001, *UNTIL)
    code, problem = refused(*filed, *line, "--home", hand.home)
    assert (code, problem["type"], problem["facts"]["argument"]) == (3, "urn:torrens:argument-refused", named)
    assert "leave" in problem["remedy"]


def test_what_becomes_of_a_notice_by_hand(founded: Hand, refused: Refused) -> None:
    hand, paper = founded, founded.paper("paper")
    one, two, three = (_noticed(hand, name) for name in ("one", "two", "three"))
    hand.at_home("case", "withdraw", one, "--statement", paper, "--key", "provider")
    _filed_again(hand, refused, one)
    hand.at_home("case", "withdraw", two, "--statement", paper, "--key", "provider", "--relayer", "spare")
    hand.at_home("case", "object", three, "--reason", 1, "--statement", paper, "--key", "buyer")
    hand.at_home("case", "unobject", three, "--ordinal", 1, "--key", "buyer")
    hand.at_home("party", "correct", "--year", 2026, "--off", "2026-05-07", "--reason", paper)
    [recounted] = hand.at_home("case", "recount", three, "--key", "spare")
    assert recounted["title"] == three
    [[shown, *_]] = hand.at_home("case", "show", three)
    assert shown["noticeUntil"] == "2026-05-11T16:00:00Z"
    hand.at_home("case", "refuse", three, "--reason", paper)
    [[shown, *_]] = hand.at_home("case", "show", three)
    assert shown["state"] == "LAPSED"
    code, problem = refused(
        "case", "refuse", three, "--reason", hand.paper("other"), "--once", "x", "--home", hand.home
    )
    assert (code, problem["type"]) == (1, "urn:torrens:wrong-state")


def _filed_again(hand: Hand, refused: Refused, withdrawn: str) -> None:
    """What was withdrawn is told as done before; another request for it stands already; a name files it anew."""
    line = ("case", "notice", _table(hand, "one"), "--holder", 70_001, *UNTIL)
    [before] = hand.at_home(*line)
    assert (before["before"], before["title"]) == (True, withdrawn)
    problem = refused(*line, "--public-code", "P-1", "--home", hand.home)[1]
    assert (problem["facts"]["error"], "--once" in problem["remedy"]) == ("TitleExists", True)
    [filed] = hand.at_home(*line, "--once", "again")
    assert (filed["before"], filed["title"] != withdrawn) == (False, True)
    hand.again([filed], *line, "--once", "again")


def test_later_registrations_by_hand(founded: Hand) -> None:
    hand, paper = founded, founded.paper("paper")
    title = _exempted(hand, _noticed(hand, "one"))
    hand.at_home("case", "change", title, "--document", paper, "--holder", "provider")
    hand.at_home("case", "annotate", title, "--kind", "condition", "--note", paper)
    [cleared] = hand.at_home("case", "annotate", title, "--kind", "condition", "--note", paper, "--clear")
    assert cleared["clear"] is True
    hand.clock("set", "2030-12-01T00:00:00Z")
    [renewed] = hand.at_home("case", "renew", title, "--holder", "provider", "--until", "2035-01-01")
    assert renewed["certUntil"] == 2_051_222_400
    hand.at_home("case", "revoke", title, "--state", "void-sparing", "--order", paper, "--key", "court")
    [[shown, *_]] = hand.at_home("case", "show", title)
    assert shown["state"] == "VOID_SPARING"


@pytest.mark.parametrize(
    "line",
    [
        ("annotate", "0x" + "12" * 32, "--kind", "praise", "--note"),
        ("revoke", "0x" + "12" * 32, "--state", "gone", "--key", "court", "--order"),
        ("recount", "0x12", "--key", "spare", "--home"),
    ],
)
def test_arguments_that_say_nothing_fail(founded: Hand, refused: Refused, line: tuple[object, ...]) -> None:
    last = founded.home if line[-1] == "--home" else founded.paper("paper")
    code, problem = refused("case", *line, last, "--home", founded.home)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")
