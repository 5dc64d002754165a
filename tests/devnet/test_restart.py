import os
import shutil
import signal
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rlp
from eth_account import Account
from eth_utils.crypto import keccak

from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.engine import ChainSpec, settle_spec
from torrens_devnet.errors import ChainFolderMismatch, ChainFolderUnusable, RpcFault
from torrens_devnet.serve import open_engine

Sign = Callable[..., str]
Put = Callable[[int, int], str]


def _facts(folder: Path, spec: ChainSpec, clock: ClockFile, address: str) -> Any:  # noqa: ANN401 - JSON
    """Everything that must survive: all blocks, receipts, and the proofs at every height."""
    engine = open_engine(folder, spec, clock)
    try:
        head = int(str(engine.answer("eth_blockNumber", [])), 16)
        slots: list[Any] = [f"0x{slot:064x}" for slot in range(4)]
        return [
            (
                engine.answer("eth_getBlockByNumber", [hex(number), True]),
                engine.answer("torrens_headerRlp", [hex(number)]),
                engine.answer("eth_getBlockReceipts", [hex(number)]),
                engine.answer("eth_getProof", [address, slots, hex(number)]),
            )
            for number in range(head + 1)
        ]
    finally:
        engine.close()


def _extend(folder: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]) -> list[Any]:
    engine = open_engine(folder, spec, clock)
    try:
        return [engine.answer("eth_sendRawTransaction", [raw]) for raw in raws]
    finally:
        engine.close()


@pytest.fixture
def raws(sign: Sign, probe: str, put: Put) -> list[str]:
    to = "0x" + _created()
    return [sign(0, None, probe), *(sign(nonce, to, put(1 + nonce % 3, nonce)) for nonce in range(1, 6))]


def _created() -> str:
    sender = bytes.fromhex(Account.from_key(b"\x12" * 32).address[2:])
    return keccak(rlp.encode([sender, b""]))[12:].hex()


def test_a_chain_is_the_same_after_every_restart(
    tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]
) -> None:
    at_once, in_steps, address = tmp_path / "a", tmp_path / "b", "0x" + _created()
    _extend(at_once, spec, clock, raws)
    for raw in raws:
        _extend(in_steps, spec, clock, [raw])
    once = _facts(at_once, spec, clock, address)
    assert len(once) == 7
    assert once == _facts(in_steps, spec, clock, address)
    assert _extend(at_once, spec, clock, raws)[0] == once[1][0]["transactions"][0]["hash"], "sent again, known"
    assert _facts(at_once, spec, clock, address) == once


def test_a_block_torn_at_any_byte_is_not_there_and_can_be_sent_again(
    tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]
) -> None:
    folder, address = tmp_path / "a", "0x" + _created()
    log = folder / "embedded.log"
    _extend(folder, spec, clock, raws[:3])
    before, kept = _facts(folder, spec, clock, address), log.stat().st_size
    _extend(folder, spec, clock, raws[3:4])
    after, whole = _facts(folder, spec, clock, address), log.read_bytes()
    for end in [*range(kept, len(whole), 97), len(whole) - 1]:
        log.write_bytes(whole[:end])
        assert _facts(folder, spec, clock, address) == before
        assert log.stat().st_size == kept
    _extend(folder, spec, clock, raws[3:4])
    assert _facts(folder, spec, clock, address) == after


def test_a_kill_at_any_moment_keeps_every_answered_block(
    tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]
) -> None:
    folder, address = tmp_path / "a", "0x" + _created()
    answered = 0
    for delay in (0.004, 0.011, 0.002, 0.02, 0.007, 0.015, 0.005, 0.009):
        reader, writer = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads: the child takes no lock
            child = os.fork()
        if child == 0:  # the writer that dies: no cleanup runs here
            signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
            signal.setitimer(signal.ITIMER_REAL, delay)
            try:
                engine = open_engine(folder, spec, clock)
                for raw in raws:
                    engine.answer("eth_sendRawTransaction", [raw])
                    os.write(writer, b".")
                signal.pause()
            finally:
                os._exit(0)
        os.close(writer)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        with os.fdopen(reader, "rb") as pipe:
            answered = max(answered, len(pipe.read()))
        found = _facts(folder, spec, clock, address)
        assert len(found) - 1 >= answered
    _extend(folder, spec, clock, raws)
    whole = tmp_path / "whole"
    _extend(whole, spec, clock, raws)
    assert _facts(folder, spec, clock, address) == _facts(whole, spec, clock, address)


def test_a_copy_of_the_folder_is_an_independent_chain(
    tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str], sign: Sign
) -> None:
    one, other, address = tmp_path / "a", tmp_path / "b", "0x" + _created()
    _extend(one, spec, clock, raws[:3])
    shutil.copytree(one, other)
    _extend(one, spec, clock, raws[3:])
    _extend(other, spec, clock, [sign(3, "0x" + "55" * 20)])
    first, second = _facts(one, spec, clock, address), _facts(other, spec, clock, address)
    assert first[:4] == second[:4]
    assert first[4][0]["hash"] != second[4][0]["hash"], "the same height, another branch: a reorg, seen from outside"


def test_genesis_stays_what_it_was(tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]) -> None:
    folder = tmp_path / "a"
    _extend(folder, spec, clock, raws[:1])
    before = _facts(folder, spec, clock, "0x" + _created())
    clock.advance_to(UtcSecond(spec.genesis_time + 5000))
    later = ChainSpec(spec.chain_id, UtcSecond(spec.genesis_time + 5000))
    assert _facts(folder, later, clock, "0x" + _created()) == before


@pytest.mark.parametrize("wanted", [ChainSpec(1, UtcSecond(1)), ChainSpec(331_001, UtcSecond(1), (), "anvil")])
def test_a_folder_of_another_chain_or_engine_fail(tmp_path: Path, spec: ChainSpec, wanted: ChainSpec) -> None:
    settle_spec(tmp_path / "a", spec)
    with pytest.raises(ChainFolderMismatch, match="holds chain 331001 on embedded"):
        settle_spec(tmp_path / "a", wanted)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "torrens-devnet/2"}', "\0"])
def test_a_damaged_genesis_fail(tmp_path: Path, spec: ChainSpec, content: str) -> None:
    settle_spec(tmp_path, spec)
    (tmp_path / "genesis.json").write_text(content)
    with pytest.raises(ChainFolderUnusable):
        settle_spec(tmp_path, spec)


def test_a_log_of_another_chain_fail(tmp_path: Path, spec: ChainSpec, clock: ClockFile, raws: list[str]) -> None:
    _extend(tmp_path / "a", spec, clock, raws[:1])
    settle_spec(tmp_path / "b", ChainSpec(7, spec.genesis_time))
    shutil.copy(tmp_path / "a" / "embedded.log", tmp_path / "b")
    with pytest.raises(ChainFolderUnusable, match="another genesis"):
        open_engine(tmp_path / "b", ChainSpec(7, spec.genesis_time), clock)


def test_a_refused_transaction_is_not_kept(tmp_path: Path, spec: ChainSpec, clock: ClockFile, sign: Sign) -> None:
    engine = open_engine(tmp_path, spec, clock)
    size = (tmp_path / "embedded.log").stat().st_size
    with pytest.raises(RpcFault, match="transaction refused"):
        engine.answer("eth_sendRawTransaction", [sign(0, None, "0x" + "60" * 50_000, gas=3_000_000)])
    assert (tmp_path / "embedded.log").stat().st_size == size
    engine.answer("eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)])
    engine.close()
