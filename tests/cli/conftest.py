"""Commands run in this process, as main() runs them: standard output, the error, the exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hand_kit import CHAIN_ID, NAMES, Hand, Refused, Run
from shop_kit import NOTARIES, Shop
from table_kit import RAIN
from worlds import DEPLOYED, SEED, serve

PARTNER_CHAIN = 2_310_001


@pytest.fixture
def hand(tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest) -> Iterator[Hand]:
    """A home that was made by `init` and `key new`, on a fresh chain; `request.param` validators seal it, if any.

    Where it is "contract", four do, whom a contract names.
    """
    asked: int | str = getattr(request, "param", 0)
    validators, named = (4, True) if asked == "contract" else (int(asked), False)
    with serve(tmp_path, CHAIN_ID, NAMES, DEPLOYED, validators, contract=named) as chain:
        (tmp_path / "password").write_text("correct horse\n", encoding="utf-8")
        hand = Hand(tmp_path / "home", chain, capsys)
        where = ["--rpc-url", chain.url, "--clock-file", chain.clock.path, "--password-file", tmp_path / "password"]
        where += ["--finality", "instant", "--seal-scheme", "qbft"] if validators else []
        hand.at_home("init", "--exchange", 331, "--chain-id", CHAIN_ID, *where)
        hand.at_home("key", "new", *NAMES, "--development", SEED)
        yield hand


@pytest.fixture
def founded(hand: Hand) -> Hand:
    """The same, deployed, with calendar, exchange, staff and parties."""
    deployed = hand.at_home("deploy", "--deployer", "deployer", "--council", "council")[-1]
    hand.clock("set", "2026-04-29T01:30:00Z")
    assert hand.chain.clock.read() > deployed["live"]
    hand.at_home("party", "calendar", "--year", 2026)
    hand.at_home("party", "admit", "--exchange", 331, "--first", "exchange", "--identity", _digest(1))
    for name, role in (("registrar", "REGISTRAR"), ("reviewer", "REVIEWER")):
        hand.at_home("party", "addkey", "--new", name, "--key", "exchange", "--roles", role)
    for number, name in enumerate(("provider", "operator", "buyer"), start=70_001):
        hand.at_home("party", "enrol", "--party", number, "--first", name, "--identity", _digest(number))
    hand.at_home("party", "authority", "--party", 80_001, "--first", "court", "--identity", _digest(80_001))
    hand.clock("set", "2026-04-29T02:00:00Z")
    return hand


def _digest(number: int) -> str:
    return f"0x{number:064x}"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    from torrens_cli.main import app  # noqa: PLC0415 - after the fixture's own imports

    def runs(*words: object) -> list[Any]:
        capsys.readouterr()
        app([*map(str, words), "--json"], standalone_mode=False)
        told = capsys.readouterr()
        assert told.err == ""
        return [json.loads(line) for line in told.out.splitlines()]

    return runs


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rain.csv"
    path.write_text(RAIN, encoding="utf-8")
    return path


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Run main() itself on a command that must fail: the exit code and the problem document."""
    from torrens_cli import main  # noqa: PLC0415 - after the fixture's own imports

    def run(*words: object) -> tuple[int, Any]:
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["torrens", *map(str, words), "--json"])
        with pytest.raises(SystemExit) as ended:
            main.main()
        return int(str(ended.value.code)), json.loads(capsys.readouterr().err)

    return run


@pytest.fixture
def shop(founded: Hand, tmp_path: Path) -> Shop:
    hand = founded
    hand.at_home("key", "new", *NOTARIES, "--development", SEED)
    hand.at_home("party", "addkey", "--new", "spare", "--key", "exchange", "--roles", "LOGGER")
    table = tmp_path / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    [noticed] = hand.at_home("case", "notice", table, "--holder", 70_001, "--until", "2036-01-01")
    hand.clock("set", "2026-05-11T01:00:00Z")
    hand.at_home("case", "register", noticed["title"])
    line = ["--holder", 70_002, "--rights", "OPERATE", "--action", "all", "--until", "2030-01-01", "--key", "provider"]
    [licensed] = hand.at_home("right", "license", noticed["title"], *line, "--terms", hand.paper("contract"))
    listed = ["--product", hand.paper("product"), "--content", table, "--until", "2029-01-01", "--key", "operator"]
    [added] = hand.at_home("listing", "add", licensed["grant"], *listed)
    passed = ["--verdict", "passed", "--until", "2029-01-01", "--paper", hand.paper("scenario")]
    hand.at_home("listing", "scenario", added["listing"], *passed)
    reviewed = ["--verdict", "passed", "--until", "2027-01-01", "--report", hand.paper("report")]
    hand.at_home("listing", "review", added["listing"], *reviewed)
    witnesses = [word for name in ("witness1", "witness2", "witness3") for word in ("--witness", name)]
    hand.at_home("log", "init", *witnesses, "--development", SEED)
    return Shop(hand, noticed["title"], licensed["grant"], added["listing"])


@pytest.fixture
def partner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shop: Shop, request: pytest.FixtureRequest
) -> Iterator[Hand]:
    """A second exchange, on a chain of its own; `request.param` validators seal it, if any."""
    folder, validators = tmp_path / "partner", getattr(request, "param", 0)
    folder.mkdir()
    with serve(folder, PARTNER_CHAIN, NAMES, DEPLOYED, validators) as chain:
        hand = Hand(folder / "home", chain, capsys)
        where = ["--rpc-url", chain.url, "--clock-file", chain.clock.path, "--password-file", tmp_path / "password"]
        where += ["--finality", "instant", "--seal-scheme", "qbft"] if validators else []
        hand.at_home("init", "--exchange", 231, "--chain-id", PARTNER_CHAIN, *where)
        hand.at_home("key", "new", *NAMES, *NOTARIES, "--development", SEED)
        hand.at_home("deploy", "--deployer", "deployer", "--council", "council")
        hand.clock("set", "2026-05-11T02:00:00Z")
        hand.at_home("party", "admit", "--exchange", 231, "--first", "exchange", "--identity", f"0x{1:064x}")
        assert shop.listing
        yield hand


@pytest.fixture
def ruled(hand: Hand) -> Hand:
    """A register whose modules may write, and nobody enrolled: the council needs no exchange."""
    hand.at_home("deploy", "--deployer", "deployer", "--council", "council")
    hand.clock("set", "2026-04-29T02:00:00Z")
    return hand
