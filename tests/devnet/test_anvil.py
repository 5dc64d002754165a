import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from eth_utils.crypto import keccak

from torrens_devnet.anvil import engine as anvil
from torrens_devnet.anvil.child import find_anvil
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.embedded import engine as embedded
from torrens_devnet.engine import ChainSpec, Engine
from torrens_devnet.errors import RpcFault
from torrens_devnet.process import ChainOptions, ChainProcess, ask
from torrens_devnet.serve import open_engine

pytestmark = pytest.mark.skipif(find_anvil() is None, reason="anvil is not installed: run npm install in contracts/")
Sign = Callable[..., str]
Put = Callable[[int, int], str]


@pytest.fixture
def specs(spec: ChainSpec) -> dict[str, ChainSpec]:
    return {
        "embedded": spec,
        "anvil": ChainSpec(spec.chain_id, spec.genesis_time, spec.accounts, "anvil"),
    }


@pytest.fixture
def engines(tmp_path: Path, specs: dict[str, ChainSpec], clock: ClockFile) -> Iterator[dict[str, Engine]]:
    opened = {name: open_engine(tmp_path / name, spec, clock) for name, spec in specs.items()}
    yield opened
    for engine in opened.values():
        engine.close()


def _fault(engine: Engine, method: str, params: list[Any]) -> tuple[int, str | None]:
    with pytest.raises(RpcFault) as caught:
        engine.answer(method, params)
    return caught.value.rpc_code, caught.value.data


def _story(engine: Engine, raws: list[str]) -> list[Any]:
    """Run a story and keep what contracts and mirrors can see of it."""
    seen: list[Any] = []
    for raw in raws:
        sent = engine.answer("eth_sendRawTransaction", [raw])
        receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
        block: Any = engine.answer("eth_getBlockByNumber", ["latest", False])
        names = ("status", "gasUsed", "contractAddress", "transactionHash", "blockNumber")
        logs = [(log["address"], log["topics"], log["data"], log["logIndex"]) for log in receipt["logs"]]
        seen.append(([receipt[name] for name in names], logs, block["timestamp"], block["receiptsRoot"]))
    return seen


def test_one_story_is_the_same_on_both_engines(
    engines: dict[str, Engine], clock: ClockFile, sign: Sign, probe: str, put: Put
) -> None:
    start = clock.read()
    first = {name: _story(engine, [sign(0, None, probe)]) for name, engine in engines.items()}
    assert first["embedded"] == first["anvil"]
    address = first["anvil"][0][0][2]
    clock.advance_to(UtcSecond(start + 500))
    steps = [sign(nonce, address, put(1 + nonce % 4, nonce * nonce)) for nonce in range(1, 8)]
    steps += [sign(8, address, "0x" + "00" * 40), sign(9, address, put(3, 0))]
    told = {name: _story(engine, steps) for name, engine in engines.items()}
    assert told["embedded"] == told["anvil"]
    clock.advance_to(UtcSecond(start + 9000))
    questions: list[tuple[str, list[Any]]] = [
        ("eth_call", [{"to": address}, "latest"]),
        ("eth_call", [{"to": address}]),
        ("eth_call", [{"to": address}, "0x3"]),
        ("eth_getCode", [address, "finalized"]),
        ("eth_getStorageAt", [address, "0x2", "0x5"]),
        ("eth_getTransactionCount", ["0x1c5a77d9fa7ef466951b2f01f724bca3a5820b63", "pending"]),
        ("eth_chainId", []),
        ("eth_accounts", []),
        ("eth_gasPrice", []),
        ("eth_blockNumber", []),
    ]
    for method, params in questions:
        assert engines["embedded"].answer(method, params) == engines["anvil"].answer(method, params), (method, params)
    # not after the last step: anvil keeps a cleared slot as a leaf of value 0, where Ethereum removes it
    for number in ("0x2", "0x6", "0x8"):
        slots: list[Any] = [f"0x{slot:064x}" for slot in range(5)]
        proofs: list[Any] = [engine.answer("eth_getProof", [address, slots, number]) for engine in engines.values()]
        assert proofs[0]["storageHash"] == proofs[1]["storageHash"]
        assert proofs[0]["codeHash"] == proofs[1]["codeHash"]
        for mine, theirs in zip(proofs[0]["storageProof"], proofs[1]["storageProof"], strict=True):
            assert int(mine["value"], 16) == int(theirs["value"], 16)
            assert mine["proof"] == theirs["proof"]


def test_both_engines_refuse_the_same_fail(engines: dict[str, Engine], sign: Sign, probe: str) -> None:
    for engine in engines.values():
        sent = engine.answer("eth_sendRawTransaction", [sign(0, None, probe)])
        assert engine.answer("eth_sendRawTransaction", [sign(0, None, probe)]) == sent
        receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
        call = {"to": receipt["contractAddress"], "data": "0x" + "00" * 32 + "deadbeef"}
        assert _fault(engine, "eth_call", [call, "latest"]) == (3, "0xdeadbeef")
        assert _fault(engine, "eth_estimateGas", [call])[1] == "0xdeadbeef"
        assert _fault(engine, "evm_mine", [])[0] == -32601
        assert _fault(engine, "anvil_setBalance", [])[0] == -32601
        for bad, message in (
            (sign(5, "0x" + "22" * 20), "nonce too high"),
            (sign(0, "0x" + "22" * 20), "nonce too low"),
            (sign(1, "0x" + "22" * 20, value=5), "(?i)insufficient funds"),
            (sign(1, "0x" + "22" * 20, chainId=9), "(?i)invalid chain id"),
        ):
            with pytest.raises(RpcFault, match=message):
                engine.answer("eth_sendRawTransaction", [bad])
        assert engine.answer("eth_blockNumber", []) == "0x1"
        engine.answer("eth_sendRawTransaction", [sign(1, "0x" + "22" * 20)])


def test_every_header_of_anvil_is_the_hash_of_its_rlp_after_a_replay_too(
    tmp_path: Path, specs: dict[str, ChainSpec], clock: ClockFile, sign: Sign, probe: str
) -> None:
    def headers(folder: Path) -> list[Any]:
        engine = open_engine(folder, specs["anvil"], clock)
        try:
            blocks: list[Any] = [engine.answer("eth_getBlockByNumber", [hex(number), True]) for number in range(4)]
            raws: list[Any] = [engine.answer("torrens_headerRlp", [block["hash"]]) for block in blocks]
            assert [keccak(bytes.fromhex(raw[2:])).hex() for raw in raws] == [block["hash"][2:] for block in blocks]
            return blocks
        finally:
            engine.close()

    engine = open_engine(tmp_path / "a", specs["anvil"], clock)
    for raw in (sign(0, None, probe), sign(1, "0x" + "22" * 20), sign(2, "0x" + "22" * 20)):
        engine.answer("eth_sendRawTransaction", [raw])
        clock.advance_to(UtcSecond(clock.read() + 7))
    engine.close()
    before = headers(tmp_path / "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert before == headers(tmp_path / "a") == headers(tmp_path / "b")


def test_anvil_survives_a_kill_of_its_server_and_leaves_no_child(tmp_path: Path, clock: ClockFile, sign: Sign) -> None:
    options = ChainOptions(tmp_path / "chain", 331_001, clock.path, engine="anvil")
    with ChainProcess.start(options) as chain:
        sent = ask(chain.url, "eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)])
        before = ask(chain.url, "eth_getBlockByNumber", ["latest", False])
        chain.kill()
    with ChainProcess.start(options) as chain:
        assert ask(chain.url, "eth_getBlockByNumber", ["latest", False]) == before
        assert ask(chain.url, "eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)]) == sent


def test_both_engines_answer_the_same_methods() -> None:
    own = {"eth_accounts", "eth_call", "eth_estimateGas", "eth_sendRawTransaction", "torrens_headerRlp"}
    assert set(embedded.METHODS) == anvil.FORWARDED | anvil.FREE | own
