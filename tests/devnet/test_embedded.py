from collections.abc import Callable
from typing import Any

import pytest
import rlp
from eth_account import Account
from eth_utils.crypto import keccak

from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.engine import TRANSACTION_GAS, ChainSpec
from torrens_devnet.errors import RpcFault

Sign = Callable[..., str]
Put = Callable[[int, int], str]
HEADER = [
    "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty",
    "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot",
    "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot", "requestsHash",
]  # fmt: skip
NUMBERS = {"difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas", "blobGasUsed", "excessBlobGas"}


def _deploy(engine: EmbeddedEngine, sign: Sign, probe: str) -> Any:  # noqa: ANN401 - JSON
    sent = engine.answer("eth_sendRawTransaction", [sign(0, None, probe)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    assert receipt["status"] == "0x1"
    return receipt["contractAddress"]


def _head(engine: EmbeddedEngine) -> Any:  # noqa: ANN401 - JSON
    return engine.answer("eth_getBlockByNumber", ["latest", False])


def _rebuilt(block: dict[str, str]) -> bytes:
    fields = []
    for name in HEADER:
        text = block[name]
        number = int(text, 16) if name in NUMBERS else 0
        fields.append(
            number.to_bytes((number.bit_length() + 7) // 8, "big") if name in NUMBERS else bytes.fromhex(text[2:])
        )
    return bytes(rlp.encode(fields))


def test_every_block_is_the_hash_of_its_21_fields_and_follows_the_last(
    engine: EmbeddedEngine, sign: Sign, probe: str, put: Put
) -> None:
    address = _deploy(engine, sign, probe)
    for nonce in range(1, 4):
        engine.answer("eth_sendRawTransaction", [sign(nonce, address, put(nonce, 9))])
    parent = "0x" + "00" * 32
    for number in range(5):
        block: Any = engine.answer("eth_getBlockByNumber", [hex(number), True])
        raw: Any = engine.answer("torrens_headerRlp", [hex(number)])
        assert raw == "0x" + _rebuilt(block).hex()
        assert block["hash"] == "0x" + keccak(_rebuilt(block)).hex()
        assert block["parentHash"] == parent
        assert engine.answer("eth_getBlockByHash", [block["hash"], True]) == block
        assert engine.answer("torrens_headerRlp", [block["hash"]]) == raw
        assert len(block["transactions"]) == (number > 0)
        assert block["baseFeePerGas"] == "0x0"
        parent = block["hash"]
    assert engine.answer("eth_getBlockByNumber", ["0x5", False]) is None
    assert engine.answer("eth_getBlockByHash", ["0x" + "55" * 32, False]) is None


def test_time_is_the_worlds_in_blocks_and_in_calls(
    engine: EmbeddedEngine, clock: ClockFile, sign: Sign, probe: str, put: Put
) -> None:
    start = clock.read()
    address = _deploy(engine, sign, probe)
    assert int(_head(engine)["timestamp"], 16) == start + 1, "genesis took the clock's second"
    clock.advance_to(UtcSecond(start + 1000))
    now = engine.answer("eth_call", [{"to": address}, "latest"])
    assert now == f"0x{start + 1000:064x}{2:064x}"
    engine.answer("eth_sendRawTransaction", [sign(1, address, put(1, 1))])
    engine.answer("eth_sendRawTransaction", [sign(2, address, put(1, 2))])
    assert int(_head(engine)["timestamp"], 16) == start + 1001, "a second block in the same second"
    assert engine.answer("eth_call", [{"to": address}]) == f"0x{start + 1002:064x}{4:064x}"
    assert engine.answer("eth_call", [{"to": address}, "0x2"]) == f"0x{start + 1000:064x}{2:064x}"


def test_the_same_bytes_again_are_no_second_block(engine: EmbeddedEngine, sign: Sign) -> None:
    raw = sign(0, "0x" + "22" * 20)
    first = engine.answer("eth_sendRawTransaction", [raw])
    before = _head(engine)
    assert engine.answer("eth_sendRawTransaction", [raw]) == first == "0x" + keccak(bytes.fromhex(raw[2:])).hex()
    assert _head(engine) == before


def test_a_reverted_transaction_is_mined_with_status_0(engine: EmbeddedEngine, sign: Sign, probe: str) -> None:
    address = _deploy(engine, sign, probe)
    sent = engine.answer("eth_sendRawTransaction", [sign(1, address, "0x" + "00" * 36)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    assert (receipt["status"], receipt["blockNumber"], receipt["logs"]) == ("0x0", "0x2", [])
    transaction: Any = engine.answer("eth_getTransactionByHash", [sent])
    assert (transaction["input"], transaction["nonce"], transaction["to"]) == ("0x" + "00" * 36, "0x1", address)


@pytest.mark.parametrize("method", ["eth_call", "eth_estimateGas"])
def test_a_revert_carries_its_bytes_fail(engine: EmbeddedEngine, sign: Sign, probe: str, method: str) -> None:
    address = _deploy(engine, sign, probe)
    custom = "deadbeef" + "07" * 32
    with pytest.raises(RpcFault, match=r"^execution reverted$") as caught:
        engine.answer(method, [{"to": address, "data": "0x" + "00" * 32 + custom}, "latest"])
    assert (caught.value.rpc_code, caught.value.data) == (3, "0x" + custom)
    text = "08c379a0" + f"{32:064x}{3:064x}" + "6e6f21".ljust(64, "0")
    with pytest.raises(RpcFault, match=r"^execution reverted: no!$"):
        engine.answer(method, [{"to": address, "input": "0x" + "00" * 32 + text}])


def test_an_estimate_suffices_and_is_near(engine: EmbeddedEngine, sign: Sign, probe: str, put: Put) -> None:
    address = _deploy(engine, sign, probe)
    for nonce, (to, data) in enumerate([(address, put(5, 6)), (None, probe), (address, put(5, 0))], start=1):
        call = {"to": to, "data": data, "from": Account.from_key(b"\x12" * 32).address}
        limit = int(str(engine.answer("eth_estimateGas", [call])), 16)
        sent = engine.answer("eth_sendRawTransaction", [sign(nonce, to, data, gas=limit)])
        receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
        assert receipt["status"] == "0x1"
        assert int(receipt["gasUsed"], 16) <= limit < int(receipt["gasUsed"], 16) * 1.5


def test_calls_leave_nothing_behind(engine: EmbeddedEngine, sign: Sign, probe: str, put: Put) -> None:
    address = _deploy(engine, sign, probe)
    before = _head(engine)
    engine.answer("eth_call", [{"to": address, "data": put(1, 2)}, "latest"])
    engine.answer("eth_call", [{"data": probe}])
    assert engine.answer("eth_getStorageAt", [address, "0x1", "latest"]) == "0x" + "00" * 32
    engine.answer("eth_sendRawTransaction", [sign(1, address, put(1, 2))])
    assert engine.answer("eth_getStorageAt", [address, "0x1", "latest"]) == f"0x{2:064x}"
    assert engine.answer("eth_getStorageAt", [address, "0x1", before["number"]]) == "0x" + "00" * 32


def test_contracts_of_24_kilobytes_fit(engine: EmbeddedEngine, sign: Sign) -> None:
    create = "0x615fff60005360016160006000f3".replace("60016160006000f3", "6160006000f3")
    sent = engine.answer("eth_sendRawTransaction", [sign(0, None, create, gas=20_000_000)])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    assert receipt["status"] == "0x1"
    code: Any = engine.answer("eth_getCode", [receipt["contractAddress"], "latest"])
    assert len(code) == 2 + 2 * 0x6000


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nonce": 7}, "nonce too high: address 0x.*, tx: 7 state: 1"),
        ({"nonce": 0}, "nonce too low: address 0x.*, tx: 0 state: 1"),
        ({"chainId": 1}, "invalid chain id for signer: have 1 want 331001"),
        ({"chainId": None}, "only replay-protected"),
        ({"gas": 20_999}, "intrinsic gas too low: have 20999, want 21000"),
        ({"gas": TRANSACTION_GAS + 1}, "exceeds the transaction gas limit"),
        ({"value": 1}, "insufficient funds"),
        ({"gasPrice": 1}, "insufficient funds"),
    ],
)
def test_what_cannot_be_mined_changes_nothing_fail(
    engine: EmbeddedEngine, sign: Sign, changes: dict[str, object], message: str
) -> None:
    engine.answer("eth_sendRawTransaction", [sign(0, "0x" + "22" * 20)])
    before = _head(engine)
    bad = sign(**{"nonce": 1, "to": "0x" + "23" * 20, **changes})
    with pytest.raises(RpcFault, match=message) as caught:
        engine.answer("eth_sendRawTransaction", [bad])
    assert caught.value.rpc_code == -32000
    assert _head(engine) == before
    engine.answer("eth_sendRawTransaction", [sign(1, "0x" + "22" * 20)])


@pytest.mark.parametrize(
    "raw", ["0x", "0x00", "0xc0", "0x03c0", "0x04", "0x02ff", "0xf8", "0x" + "ff" * 200, "trailing", "flipped"]
)
def test_bytes_that_are_no_transaction_fail(engine: EmbeddedEngine, sign: Sign, raw: str) -> None:
    good = sign(0, "0x" + "22" * 20)
    bad = {"trailing": good + "00", "flipped": good[:-2] + "00" * 33}.get(raw, raw)
    with pytest.raises(RpcFault) as caught:
        engine.answer("eth_sendRawTransaction", [bad])
    assert caught.value.rpc_code == -32000
    assert _head(engine)["number"] == "0x0"


@pytest.mark.parametrize("kind", [1, 2])
def test_typed_transactions_are_shown_as_sent(engine: EmbeddedEngine, sign: Sign, kind: int) -> None:
    price = {"gasPrice": 3} if kind == 1 else {"gasPrice": None, "maxFeePerGas": 3, "maxPriorityFeePerGas": 2}
    access = [{"address": "0x" + "44" * 20, "storageKeys": ["0x" + "05" * 32]}]
    raw = sign(0, "0x" + "22" * 20, rich=True, value=5, type=kind, accessList=access, **price)
    sent = engine.answer("eth_sendRawTransaction", [raw])
    shown: Any = engine.answer("eth_getTransactionByHash", [sent])
    receipt: Any = engine.answer("eth_getTransactionReceipt", [sent])
    assert (shown["type"], shown["value"], shown["accessList"]) == (hex(kind), "0x5", access)
    assert receipt["effectiveGasPrice"] == shown["gasPrice"] == ("0x3" if kind == 1 else "0x2")
    assert engine.answer("eth_getBalance", ["0x" + "22" * 20, "latest"]) == "0x5"
    assert engine.answer("eth_getBlockReceipts", ["latest"]) == [receipt]


def test_other_chain_ids_have_another_genesis(spec: ChainSpec, clock: ClockFile, engine: EmbeddedEngine) -> None:
    other = EmbeddedEngine(EmbeddedChain(ChainSpec(7, spec.genesis_time, spec.accounts), clock.read))
    assert _head(other)["hash"] != _head(engine)["hash"]
    assert (other.answer("eth_chainId", []), other.answer("net_version", [])) == ("0x7", "7")
    other.close()


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("eth_getBalance", []),
        ("eth_getBalance", ["0x12"]),
        ("eth_getBalance", ["0x" + "22" * 20, "newest"]),
        ("eth_getBalance", ["0x" + "22" * 20, 5]),
        ("eth_getStorageAt", ["0x" + "22" * 20, "0x" + "1" * 65]),
        ("eth_getProof", ["0x" + "22" * 20, ["1"], "latest"]),
        ("eth_getProof", ["0x" + "22" * 20, "0x" + "00" * 32, "latest"]),
        ("eth_call", ["0x"]),
        ("eth_call", [{"to": "0x" + "22" * 20, "data": "0x1"}]),
        ("eth_call", [{"to": "0x" + "22" * 20, "data": "0x11", "input": "0x22"}]),
        ("eth_getLogs", [[]]),
        ("eth_getLogs", [{"topics": [None] * 5}]),
        ("eth_getLogs", [{"address": "0x"}]),
        ("eth_getLogs", [{"blockHash": "0x" + "22" * 32, "fromBlock": "0x0"}]),
        ("eth_sendRawTransaction", [5]),
        ("eth_getTransactionReceipt", ["0x22"]),
        ("torrens_headerRlp", [["latest"]]),
    ],
)
def test_unusable_parameters_fail(engine: EmbeddedEngine, method: str, params: list[Any]) -> None:
    with pytest.raises(RpcFault, match="invalid params") as caught:
        engine.answer(method, params)
    assert caught.value.rpc_code == -32602


@pytest.mark.parametrize("block", ["0x9", "0x" + "99" * 32, {"blockNumber": "0x9"}, {"blockHash": "0x" + "99" * 32}])
def test_a_block_that_is_not_there_fail(engine: EmbeddedEngine, block: Any) -> None:  # noqa: ANN401 - JSON
    with pytest.raises(RpcFault, match="header not found"):
        engine.answer("eth_getBalance", ["0x" + "22" * 20, block])


def test_unknown_methods_fail(engine: EmbeddedEngine) -> None:
    for method in ("eth_sendTransaction", "evm_mine", "anvil_setBalance", ""):
        with pytest.raises(RpcFault, match="does not exist") as caught:
            engine.answer(method, [])
        assert caught.value.rpc_code == -32601
