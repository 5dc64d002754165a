"""The council's schedule by hand: what waits, who takes it off, who does it and when."""

from __future__ import annotations

from council_kit import DAY, LATER, address, error, module, rows
from hand_kit import Hand, Refused

from torrens_registry.cases.council.rollbook import read_rollbook
from torrens_registry.office import open_office
from torrens_registry.rules.calendar import halves
from torrens_registry.rules.state_council import SCHEDULES
from torrens_registry.settings import load


def test_an_act_waits_on_the_schedule_and_a_guardian_takes_it_off(ruled: Hand, refused: Refused) -> None:
    hand, home = ruled, ("--home", ruled.home)
    for number, name in ((1, "ministry"), (2, "guardian")):
        hand.at_home("council", "label", number, name)
    hand.at_home("council", "functions", "Register", "enableModule,retireModule", "ministry")
    hand.at_home("council", "guardian", "ministry", "guardian")
    hand.at_home("council", "grant", "ministry", "operator", "--delay", 3 * DAY)
    hand.at_home("council", "grant", "guardian", address("buyer"))
    asked = {name: _may(hand, name) for name in ("council", "operator", "buyer")}
    assert asked == {"council": "no", "operator": f"after {3 * DAY} seconds on the schedule", "buyer": "no"}
    line = ("council", "retire", "Vouchers", "--key", "operator")
    assert error(refused(*line, *home)[1]) == "NotCouncil"  # it has to wait
    assert error(refused(*line, "--when", "2026-04-30", *home)[1]) == "AccessManagerUnauthorizedCall"
    [planned] = hand.at_home(*line, "--schedule")
    assert f"on the schedule as {planned['operation']}, " in planned["en"]
    hand.again([planned], *line, "--schedule")
    [waiting] = rows(hand, "operation")
    assert waiting["by"] == address("operator")
    assert waiting["act"].startswith("Register.retireModule(module Vouchers (0x")
    assert waiting["due"] == planned["due"]
    run = ("council", "execute", planned["operation"], "--key", "operator")
    assert error(refused(*run, *home)[1]) == "not-due"
    cancel = ("council", "cancel", planned["operation"])
    assert error(refused(*cancel, "--key", "provider", *home)[1]) == "AccessManagerUnauthorizedCancel"
    hand.at_home(*cancel, "--key", "buyer")
    assert rows(hand, "operation") == []
    hand.clock("advance", 3 * DAY + LATER)
    assert error(refused(*run, *home)[1]) == "not-waiting"
    [planned] = hand.at_home(*line, "--schedule")  # anew
    hand.clock("advance", 3 * DAY + LATER)
    [done] = hand.at_home(*run)
    hand.again([done], *run)
    assert module(hand, "Vouchers")["state"] == "RETIRED"
    [role] = [one for one in rows(hand, "role") if one["role"] == 1]
    assert (role["label"], role["admin"], role["guardian"]) == ("ministry", "admin (0)", "guardian (2)")
    assert {(one["function"], one["role"]) for one in rows(hand, "function")} == {
        ("enableModule", "ministry (1)"),
        ("retireModule", "ministry (1)"),
    }
    hand.at_home("council", "functions", "Register", "enableModule", "admin")
    hand.at_home("council", "functions", "Register", "enableModule,retireModule", "ministry")  # anew
    assert {one["role"] for one in rows(hand, "function")} == {"ministry (1)"}
    hand.at_home("council", "functions", "Register", "retireModule", "admin")
    _a_paper_is_scheduled_and_done_together(hand)
    _the_book_is_the_same_however_many_blocks_are_asked_for_at_once(hand)


def _the_book_is_the_same_however_many_blocks_are_asked_for_at_once(hand: Hand) -> None:
    with open_office(load(home=hand.home)) as office:
        whole = read_rollbook(office)
        assert len({type(one) for one in whole.told}) > 5
        for span in (1, 7, int(office.wire.block_number())):
            assert read_rollbook(office, span=span) == whole


def test_what_is_cancelled_not_due_or_another_s_is_not_done_by_a_key_without_delay_fail(
    ruled: Hand, refused: Refused
) -> None:
    """The contract's own `execute` would do each at once: for a key without delay nothing has to wait."""
    hand, home = ruled, ("--home", ruled.home)
    hand.at_home("council", "grant", "admin", "operator", "--delay", 7 * DAY)
    [planned] = hand.at_home("council", "retire", "Vouchers", "--key", "operator", "--schedule")
    run = ("council", "execute", planned["operation"], "--key")
    for key, slug in (("council", "not-proposer"), ("operator", "not-due")):
        code, told = refused(*run, key, *home)
        assert (code, error(told)) == (1, slug)
        assert told["remedy"]
    hand.at_home("council", "cancel", planned["operation"], "--key", "council")
    for key, slug in (("council", "not-proposer"), ("operator", "not-waiting")):
        assert error(refused(*run, key, *home)[1]) == slug
    assert module(hand, "Vouchers")["state"] == "ENABLED"


def _may(hand: Hand, who: str) -> str:
    [[told]] = hand.at_home("council", "may", who, "Register", "retireModule")
    return str(told["may"])


def _a_paper_is_scheduled_and_done_together(hand: Hand) -> None:
    paper = hand.home / "paper.json"
    hand.at_home("council", "grant", "admin", "operator", "--delay", DAY)
    hand.at_home("council", "retire", "Peers", "--into", paper)
    [first, second] = [
        f"0x{half.to_word().hex()}" for half in halves(next(one for one in SCHEDULES if one.year == 2026))
    ]
    calendar = ("publishCalendar", 2026, first, second, "0x" + "12" * 32)
    [spelled] = hand.at_home("council", "call", "Parties", *calendar, "--into", paper)
    assert spelled["acts"] == 2
    planned = hand.at_home("council", "together", paper, "--key", "operator", "--schedule")
    hand.clock("advance", DAY + LATER)
    ids = [one["operation"] for one in planned]
    [done] = hand.at_home("council", "execute", *ids, "--key", "operator")
    assert done["operations"] == ids
    assert module(hand, "Peers")["state"] == "RETIRED"
    hand.at_home("party", "correct", "--year", 2026, "--off", "2026-12-31", "--reason", hand.paper("storm"))
