"""The verbs that need no deployment: keys, clock, fingerprints, row proofs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hand_kit import NAMES, Hand, Refused

from torrens_anchor.tables.table import fingerprint_table
from torrens_cli import arguments
from torrens_cli.errors import ArgumentRefused
from torrens_contracts.codes import Action, Basis, ScopeMask
from torrens_contracts.node.wire import Wire
from torrens_registry.errors import UnknownBits


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rain.csv"
    path.write_text("day,rain\n2026-04-27,1\n2026-04-28,0\n", encoding="utf-8")
    return path


def test_keys_are_listed_by_name_with_what_they_are(hand: Hand) -> None:
    [found] = hand.at_home("key", "list")
    assert [one["name"] for one in found] == sorted(NAMES)
    assert all(one["development"] for one in found)


def test_a_key_file_is_never_overwritten_fail(hand: Hand, refused: Refused) -> None:
    code, problem = refused("key", "new", "council", "--home", hand.home)
    assert (code, problem["type"]) == (3, "urn:torrens:key-exists")


def test_a_fingerprint_and_a_row_proof(hand: Hand, table: Path, refused: Refused, tmp_path: Path) -> None:
    file, root = hand.run("data", "fingerprint", table)
    assert root["proof"]["contentRoot"] == f"0x{fingerprint_table(table).root.hex()}"
    assert file["rows"] == 2
    hand.run("data", "prove", table, "--row", 2, "--out", tmp_path / "row.json")
    shown = ("data", "verify", "--proof", tmp_path / "row.json", "--root")
    [verified] = hand.run(*shown, root["proof"]["contentRoot"])
    assert verified["cells"] == {"day": "2026-04-28", "rain": "0"}
    [matches] = hand.run("data", "verify", table, "--root", file["proof"]["sha256"])
    assert "sha256" in matches["proof"]
    code, problem = refused(*shown, "0x" + "00" * 32)
    assert (code, problem["type"]) == (1, "urn:torrens:proof-mismatch")
    code, problem = refused("data", "verify", table, "--root", "0x" + "00" * 32)
    assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")
    code, problem = refused("data", "prove", table, "--row", 3, "--out", tmp_path / "none.json")
    assert (code, problem["type"]) == (3, "urn:torrens:nothing-there")
    assert "rows 1 to 2" in problem["detail"]
    assert not (tmp_path / "none.json").exists()


def test_the_clock_goes_forward_only_fail(hand: Hand, refused: Refused) -> None:
    [shown] = hand.clock("show")
    assert shown["en"] == "it is 2026-04-27T01:00:00Z"
    [later] = hand.clock("advance", 60)
    assert later["second"] == shown["second"] + 60
    code, problem = refused("devnet", "clock", "set", "2026-04-27", "--clock", hand.chain.clock.path)
    assert (code, problem["type"]) == (1, "urn:torrens:clock-backwards")


def test_a_development_chain_is_served_until_it_is_told_to_stop(hand: Hand, refused: Refused, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "torrens_cli.main", "devnet", "start", "--data", str(tmp_path / "chain")]
    command += ["--chain-id", "7", "--clock", str(tmp_path / "new-clock"), "--port", "0"]
    command += ["--fund-keys", str(hand.home / "keys"), "--validators", "4"]
    [named] = hand.run("devnet", "validators", "--chain-id", 7, "--count", 5)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        url = child.stdout.readline().strip()
        with Wire(url) as wire:
            assert wire.chain_id() == 7
            assert wire.head().timestamp == 1_777_251_600
            address = hand.at_home("key", "list")[0][0]["address"]
            assert wire.call("eth_getBalance", address, "latest") != "0x0"
            [voted] = hand.run("devnet", "vote", named[4]["address"], "--rpc-url", url)
            assert voted["proof"] == {"validator": named[4]["address"]}
            assert wire.call("qbft_getPendingVotes") == {named[4]["address"]: True}
            found = wire.call("qbft_getValidatorsByBlockNumber", "latest")
            assert found == sorted(one["address"] for one in named[:4])
        os.kill(child.pid, signal.SIGTERM)
        assert child.wait(20) == 0
    code, problem = refused("devnet", "vote", named[4]["address"], "--rpc-url", url)
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")


def test_arguments_are_read_as_people_write_them() -> None:
    assert arguments.time("2026-04-27T01:00:00Z") == arguments.time("2026-04-27T01:00:00+00:00") == 1_777_251_600
    assert arguments.time("2026-04-27") == 1_777_248_000
    assert arguments.purposes("A,C") == 0b101
    assert arguments.purposes("all") == ScopeMask.PURPOSE
    assert arguments.regions("33") == 1 << 10
    assert arguments.actions("process,resale") == Action.PROCESS | Action.RESALE
    assert arguments.actions("all") == ScopeMask.ACTION
    assert arguments.rights("all") == 7
    assert arguments.code(Basis, "self-generated") is Basis.SELF_GENERATED


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026-04-27T01:00:00", "2026-04-27T01:00:00+08:00", "2026-04-27T01:00:00.5Z"]
)
def test_a_time_of_another_form_fail(text: str) -> None:
    with pytest.raises(ArgumentRefused):
        arguments.time(text)


def test_names_that_no_table_has_fail() -> None:
    with pytest.raises(ArgumentRefused):
        arguments.rights("OWN")
    with pytest.raises(ArgumentRefused):
        arguments.code(Basis, "found")
    with pytest.raises(UnknownBits):
        arguments.purposes("Z")
    with pytest.raises(ArgumentRefused):
        arguments.id32("0x12")
    with pytest.raises(ArgumentRefused):
        arguments.address("0x12")
