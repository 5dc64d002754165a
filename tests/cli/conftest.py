"""Commands run in this process, as main() runs them: standard output, the error, the exit code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hand_kit import CHAIN_ID, NAMES, Hand, Refused
from worlds import DEPLOYED, SEED, serve


@pytest.fixture
def hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Hand]:
    """A home that was made by `init` and `key new`, on a fresh chain."""
    with serve(tmp_path, CHAIN_ID, NAMES, DEPLOYED) as chain:
        (tmp_path / "password").write_text("correct horse\n", encoding="utf-8")
        hand = Hand(tmp_path / "home", chain, capsys)
        where = ["--rpc-url", chain.url, "--clock-file", chain.clock.path, "--password-file", tmp_path / "password"]
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
