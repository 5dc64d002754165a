"""Parties by hand: a lost key, a merger, a suspect window, affiliates, a corrected calendar, an exchange gone."""

from __future__ import annotations

import pytest
from hand_kit import Hand, Refused


def test_keys_by_hand(founded: Hand) -> None:
    hand, paper = founded, founded.paper("paper")
    [opened] = hand.at_home("party", "recover", "--party", 70_003, "--new", "spare", "--order", paper)
    assert opened["from"] == "2026-05-15T16:00:00Z"
    hand.at_home("party", "endkey", "spare", "--key", "buyer")  # the party says no
    [[party, *keys]] = hand.at_home("party", "show", 70_003)
    assert party["kind"] == "LEGAL"
    assert [one.get("link") for one in keys] == [None, None, "RECOVERY"]
    hand.at_home("party", "roles", "buyer", "--roles", "SIGN,REVIEWER", "--reason", paper)
    [[_, *keys]] = hand.at_home("party", "show", 70_003)
    assert "SIGN,REVIEWER" in {one.get("roles") for one in keys}
    [voided] = hand.at_home("party", "void", "--key", "buyer")
    assert "作废" in voided["zh"]


def test_successions_by_hand(founded: Hand) -> None:
    hand, paper = founded, founded.paper("paper")
    line = ("party", "succeed", 70_001, "--successor", 70_002, "--successor-key", "operator", "--order", paper)
    hand.at_home(*line, "--key", "exchange", "--party-key", "provider")
    [[party, *_]] = hand.at_home("party", "show", 70_001)
    assert party["successor"] == 70_002
    line = ("party", "succeed", 70_002, "--successor", 70_003, "--successor-key", "buyer", "--order", paper)
    hand.at_home(*line, "--key", "court")
    [removed] = hand.at_home("party", "remove", 331, "--order", paper)
    assert removed["exchange"] == 331


def test_windows_links_and_calendar_by_hand(founded: Hand) -> None:
    hand, paper = founded, founded.paper("paper")
    window = ("--from", "2026-04-29T01:00:00Z", "--to", "2026-04-29T01:30:00Z", "--reason", paper)
    hand.at_home("party", "suspect", *window, "--key", "provider")
    [[party, *_]] = hand.at_home("party", "show", 70_001)
    assert party["suspect"] == "2026-04-29T01:00:00Z – 2026-04-29T01:30:00Z"
    hand.at_home("party", "suspect", "--clear", "--party", 70_001, "--reason", paper, "--key", "court")
    hand.at_home("party", "affiliate", 70_001, "--reason", paper)
    [[_, _, link]] = hand.at_home("party", "show", 70_001)
    assert (link["link"], link["until"]) == ("AFFILIATE", "–")
    hand.at_home("party", "affiliate", 70_001, "--exchange", 331, "--end", "--reason", paper, "--key", "court")
    identity = f"0x{80_002:064x}"
    hand.at_home("party", "authority", "--party", 80_002, "--first", "spare", "--identity", identity)
    hand.at_home("party", "superior", 80_001, "--above", 80_002, "--order", paper)
    hand.at_home("party", "superior", 80_001, "--above", 80_002, "--order", paper, "--end")
    [corrected] = hand.at_home("party", "correct", "--year", 2026, "--off", "2026-12-31", "--reason", paper)
    assert corrected["year"] == 2026


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (("suspect", "--key", "provider"), "argument-refused"),
        (("suspect", "--clear", "--key", "provider"), "argument-refused"),
        (("suspect", "--clear", "--from", "2026-04-29", "--to", "2026-04-29", "--key", "court"), "argument-refused"),
        (("affiliate", 70_001, "--end"), "argument-refused"),
        (("correct", "--year", 2026, "--off", "31 December"), "argument-refused"),
        (("correct", "--year", 2027, "--off", "2027-12-31"), "calendar-missing"),
    ],
)
def test_arguments_that_say_too_little_fail(
    founded: Hand, refused: Refused, line: tuple[object, ...], problem: str
) -> None:
    _, told = refused("party", *line, "--reason", founded.paper("paper"), "--home", founded.home)
    assert told["type"] == f"urn:torrens:{problem}"
