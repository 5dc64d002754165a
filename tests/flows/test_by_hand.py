"""Act 1 by hand: every verb a command of its own process, at three exchanges; the same states as the demo's."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from flows.demo_kit import Ran, digests
from flows.terminal_kit import Terminal, at_once, iso, key_names

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.registering import CAPTURE, SOURCE, TITLE_UNTIL
from torrens_cli.demo.acts.trading import AMOUNT_FEN, SPLIT
from torrens_cli.demo.cast import House
from torrens_registry.rules.split import SplitRole

Facts = dict[str, str]
State = dict[str, str | int]


def test_act_one_by_hand_reaches_the_states_of_the_demo(tmp_path: Path, finished: tuple[Path, Ran]) -> None:
    by_hand = _act_one(Terminal(tmp_path / "hand"))
    assert by_hand == json.loads(digests(finished[0]))


def _act_one(at: Terminal) -> dict[str, State]:
    at.run("key", "new", *key_names(), "--development", cast.SEED, "--home", at.out)
    with at.chains() as urls:
        at_once(*(partial(_founded, at, house, urls[house.name]) for house in cast.HOUSES))
        at.until(schedule.LIVE)
        at_once(partial(_hangzhou_opens, at), *(partial(_admitted, at, house) for house in cast.PARTNERS))
        facts = _registered(at)
        _licensed_and_listed(at, facts)
        at.until(schedule.ANCHORED)
        assert _anchored(at) == 0
        _sold(at, facts)
        at.until(schedule.ANCHORED_AGAIN)
        assert _anchored(at) > 0
        _stated(at, facts)
        at.until(schedule.RECOGNISED)
        at_once(*(partial(_recognised, at, house) for house in cast.PARTNERS))
        return {house.name: _digest(at, house) for house in cast.HOUSES}


def _founded(at: Terminal, house: House, url: str) -> None:
    number = house.player.number
    at.at(house, "init", "--exchange", number, "--chain-id", house.chain_id, "--rpc-url", url, "--clock-file", at.clock)
    salt = sha256(f"{cast.SEED}/{house.name}".encode()).hexdigest()
    staff = ("--deployer", f"{house.name}-deployer", "--council", f"{house.name}-council")
    at.at(house, "deploy", *staff, "--salt", f"0x{salt}")


def _admitted(at: Terminal, house: House) -> None:
    council, exchange = (f"{house.name}-{role}" for role in ("council", "exchange"))
    at.at(house, "party", "calendar", "--year", 2026, "--key", council)
    named = ("--exchange", house.player.number, "--first", exchange, "--uscc", house.player.uscc)
    at.at(house, "party", "admit", *named, "--key", council)
    for role in ("registrar", "logger", "relayer"):
        at.at(house, "party", "addkey", "--new", f"{house.name}-{role}", "--roles", role.upper(), "--key", exchange)


def _hangzhou_opens(at: Terminal) -> None:
    _admitted(at, cast.HANGZHOU)
    for player in (*cast.HOLDERS, cast.REVIEWER):
        roles = "SIGN,REVIEWER" if player is cast.REVIEWER else "SIGN"
        named = ("--party", player.number, "--first", player.name, "--uscc", player.uscc, "--roles", roles)
        at.hangzhou("party", "enrol", *named, "--key", "hangzhou-exchange")
    court = ("--party", cast.COURT.number, "--first", cast.COURT.name, "--uscc", cast.COURT.uscc)
    at.hangzhou("party", "authority", *court, "--key", "hangzhou-council")
    names = [word for name in cast.WITNESSES for word in ("--witness", name)]
    at.hangzhou("log", "init", *names, "--development", cast.SEED)


def _registered(at: Terminal) -> Facts:
    capture = at.out / CAPTURE
    who = ("--by", cast.HANGZHOU.player.number, "--source", SOURCE)
    at.hangzhou("data", "capture", at.table, *who, "--out", capture)
    at.until(schedule.FILED)
    registrar = ("--key", "hangzhou-registrar")
    term = ("--holder", cast.PROVIDER.number, "--until", iso(TITLE_UNTIL))
    [noticed] = at.hangzhou("case", "notice", at.table, *term, *registrar, "--capture", capture)
    root = at.run("data", "fingerprint", at.table)[-1]["proof"]["contentRoot"]
    assert noticed["contentRoot"] == root
    at.until(schedule.REGISTERED)
    [done] = at.hangzhou("case", "register", noticed["title"], *registrar)
    assert done["certificate"].startswith("SJ331")
    return {"title": noticed["title"]}


def _licensed_and_listed(at: Terminal, facts: Facts) -> None:
    at.until(schedule.LICENSED)
    license_ = partial(at.hangzhou, "right", "license", facts["title"], "--key", cast.PROVIDER.name)
    use = (
        "--terms",
        at.paper("use"),
        "--rights",
        "USE",
        "--region",
        "33",
        "--until",
        iso(schedule.LICENSED + 2 * schedule.YEAR),
    )
    license_("--holder", cast.PROCESSOR.number, *use)
    operate = (
        "--terms",
        at.paper("operate"),
        "--rights",
        "USE,OPERATE",
        "--action",
        "PROCESS,SUBLICENSE,ASSIGN,RESALE",
    )
    end = ("--until", iso(schedule.LICENSED + 3 * schedule.YEAR))
    [licensed] = license_("--holder", cast.OPERATOR.number, *operate, *end)
    at.until(schedule.LISTED)
    product = ("--product", at.paper("product"), "--content", at.table, "--until", iso(schedule.LISTED + schedule.YEAR))
    [made] = at.hangzhou("listing", "add", licensed["grant"], *product, "--key", cast.OPERATOR.name)
    facts["listing"] = made["listing"]
    passed = ("--verdict", "passed", "--until", iso(schedule.LISTED + schedule.YEAR))
    at.hangzhou(
        "listing", "scenario", facts["listing"], *passed, "--paper", at.paper("scenario"), "--key", "hangzhou-exchange"
    )
    verdict = ("--verdict", "passed", "--until", iso(schedule.LISTED + schedule.YEAR // 2))
    report = ("--report", at.paper("report"), "--key", cast.REVIEWER.name)
    at.hangzhou("listing", "review", facts["listing"], *verdict, *report)


def _anchored(at: Terminal) -> int:
    """Anchor the log; give the hashes of the proof that it extends the anchor before."""
    [signed] = at.hangzhou("log", "checkpoint")
    [done] = at.hangzhou("log", "anchor", "--key", "hangzhou-logger")
    assert done["size"] == signed["size"]
    return int(done["proofHashes"])


def _sold(at: Terminal, facts: Facts) -> None:
    at.until(schedule.SOLD)
    shares = [f"{one.party}:{SplitRole(one.role).name}:{one.weight}" for one in SPLIT.weights]
    money = ["--fen", AMOUNT_FEN, *(word for share in shares for word in ("--share", share))]
    papers = [word for name in ("agreement", "compliance", "delivery", "settlement") for word in _paper(at, name)]
    times = {"until": schedule.SOLD + schedule.YEAR, "agreed-at": schedule.SOLD}
    times["deadline"] = schedule.SOLD + 30 * 86_400
    when = [word for name, second in times.items() for word in (f"--{name}", iso(second))]
    trade, seller, buyer = (at.out / f"voucher.{name}.json" for name in ("terms", "seller", "buyer"))
    at.hangzhou(
        "voucher", "terms", facts["listing"], "--buyer", cast.BUYER.number, *money, *papers, *when, "--out", trade,
        "--residual", f"{cast.PROVIDER.number}:PROVIDER", "--nonce", 1,
    )  # fmt: skip
    at_once(
        partial(_signed, at, trade, cast.OPERATOR, seller),
        partial(_signed, at, trade, cast.BUYER, buyer),
    )
    sides = ("--seller", seller, "--buyer", buyer, "--check-split", "--capture", at.out / CAPTURE)
    [issued] = at.hangzhou("voucher", "issue", trade, *sides, "--key", "hangzhou-exchange")
    facts |= {"voucher": issued["voucher"], "licence": issued["licence"]}


def _paper(at: Terminal, name: str) -> tuple[str, Path]:
    return f"--{name}", at.paper(name)


def _signed(at: Terminal, trade: Path, side: cast.Player, out: Path) -> None:
    at.hangzhou("voucher", "sign", trade, "--party", side.number, "--key", side.name, "--out", out)


def _stated(at: Terminal, facts: Facts) -> None:
    at.until(schedule.STATED)
    asked = ("--voucher", facts["voucher"], "--grant", facts["licence"], "--listing", facts["listing"])
    lane, statement = ("--lane", cast.HANGZHOU.player.number), at.out / "standing.statement.json"
    [stated] = at.hangzhou("standing", "state", *asked, *lane, "--key", "hangzhou-relayer", "--out", statement)
    assert [one["state"] for one in stated["answers"]] == ["GOOD", "GOOD", "GOOD"]
    block = stated["proof"]["block"]
    proof: Callable[[], object] = partial(
        at.hangzhou, "standing", "prove", statement, "--out", at.out / "standing.proof.json"
    )
    seals = (
        partial(at.hangzhou, "standing", "seal", block, "--key", name, "--out", at.out / f"standing.{name}.seal.json")
        for name in cast.NOTARIES[: cast.NOTARY_THRESHOLD]
    )
    at_once(proof, *seals)


def _recognised(at: Terminal, house: House) -> None:
    notaries = [word for name in cast.NOTARIES for word in ("--notary", name)]
    terms = ("--threshold", cast.NOTARY_THRESHOLD, "--key", f"{house.name}-council")
    manifest = at.home(cast.HANGZHOU) / "deployment.json"
    [peer] = at.at(house, "recognize", "accredit", manifest, *notaries, *terms)
    paper, until = ("--agreement", at.paper("recognition")), iso(schedule.RECOGNISED + schedule.YEAR)
    members = [word for one in cast.HOUSES for word in ("--member", at.home(one) / "deployment.json")]
    club = ("--club", at.out / f"{house.name}.club.json")
    at.run("recognize", "club", *members, *paper, "--until", until, "--out", club[1])
    exchange, relayer = ("--key", f"{house.name}-exchange"), ("--key", f"{house.name}-relayer")
    at.at(house, "recognize", "agree", peer["peer"], *club, *exchange)
    proof = at.out / "standing.proof.json"
    seals = [word for file in sorted(at.out.glob("standing.*.seal.json")) for word in ("--seal", file)]
    at.at(house, "recognize", "header", proof, *seals, *relayer)
    [proven] = at.at(house, "recognize", "prove", proof, *club, *relayer)
    assert {one["status"] for one in proven["facts"]} == {"RECOGNIZED"}


def _digest(at: Terminal, house: House) -> State:
    """The digest of an exchange's state, once its mirror was checked: as the demo keeps it."""
    at.at(house, "mirror", "sync")
    [checked] = at.at(house, "mirror", "check")
    assert checked["proof"]["degree"] == "proved"
    [[status]] = at.at(house, "mirror", "status")
    return {"words": status["wordsDigest"].removeprefix("0x"), "count": status["words"]}
