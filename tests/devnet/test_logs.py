from typing import Any

import pytest
from eth_account import Account
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from torrens_devnet.clock import UtcSecond
from torrens_devnet.embedded.chain import EmbeddedChain
from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.engine import ChainSpec
from torrens_devnet.errors import RpcFault


@pytest.fixture(scope="module")
def logged() -> EmbeddedEngine:
    """A chain with two probes that logged a few topics each."""
    chain = EmbeddedEngine(EmbeddedChain(ChainSpec(5, UtcSecond(1)), lambda: UtcSecond(1)))
    account = Account.from_key(b"\x13" * 32)
    runtime = "36600f57425f524360205260405ff35b5f35156026576020355f35818155815f5260205fa1005b602036038060205f375ffd"
    sends: list[tuple[str | None, str]] = [(None, "0x6032600c60003960326000f3" + runtime)] * 2
    for nonce in range(10):
        if nonce == 2:
            found: Any = [chain.answer("eth_getBlockReceipts", [hex(number)]) for number in (1, 2)]
            sends += [(found[n % 2][0]["contractAddress"], f"0x{1 + n % 3:064x}{n:064x}") for n in range(8)]
        to, data = sends[nonce]
        fields: dict[str, Any] = {"nonce": nonce, "data": data, "gas": 200_000, "gasPrice": 0, "chainId": 5, "value": 0}
        fields |= {} if to is None else {"to": bytes.fromhex(to[2:])}
        raw = bytes(account.sign_transaction(fields).raw_transaction).hex()
        chain.answer("eth_sendRawTransaction", ["0x" + raw])
    return chain


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_logs_are_what_a_filter_over_all_receipts_gives(logged: EmbeddedEngine, data: DataObject) -> None:
    receipts: Any = [logged.answer("eth_getBlockReceipts", [hex(number)]) for number in range(11)]
    every = [log for block in receipts for receipt in block for log in receipt["logs"]]
    assert len(every) == 8
    addresses = [*sorted({log["address"] for log in every}), "0x" + "77" * 20]
    topics = [f"0x{number:064x}" for number in range(1, 5)]
    first, last = sorted(data.draw(st.tuples(st.integers(0, 10), st.integers(0, 10))))
    wanted: dict[str, Any] = {"fromBlock": hex(first), "toBlock": hex(last)}
    address = data.draw(st.none() | st.sampled_from(addresses) | st.lists(st.sampled_from(addresses)))
    topic = data.draw(st.none() | st.sampled_from(topics) | st.lists(st.sampled_from(topics)))
    second = data.draw(st.sampled_from([None, topics[0]]))
    wanted |= {"address": address, "topics": [topic] if second is None else [topic, second]}

    def matches(log: dict[str, Any]) -> bool:
        by_address = not address or log["address"] in address
        by_topic = not topic or log["topics"][0] in topic
        return first <= int(log["blockNumber"], 16) <= last and by_address and by_topic and second is None

    assert logged.answer("eth_getLogs", [wanted]) == [log for log in every if matches(log)]


def test_logs_of_one_block_by_hash(logged: EmbeddedEngine) -> None:
    block: Any = logged.answer("eth_getBlockByNumber", ["0x5", False])
    found: Any = logged.answer("eth_getLogs", [{"blockHash": block["hash"]}])
    assert [(log["blockNumber"], log["logIndex"], log["blockTimestamp"]) for log in found] == [
        ("0x5", "0x0", block["timestamp"])
    ]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"fromBlock": "0x3", "toBlock": "0x2"}, "invalid block range"),
        ({"fromBlock": "0x0", "toBlock": "0xb"}, "beyond current head"),
        ({"blockHash": "0x" + "77" * 32}, "header not found"),
    ],
)
def test_log_ranges_that_are_not_there_fail(logged: EmbeddedEngine, wanted: Any, message: str) -> None:  # noqa: ANN401 - JSON
    with pytest.raises(RpcFault, match=message):
        logged.answer("eth_getLogs", [wanted])
