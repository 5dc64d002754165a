import json
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any

import pytest
from eth_account import Account
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web3 import HTTPProvider, Web3
from web3.exceptions import ContractCustomError, TransactionNotFound, Web3RPCError

from torrens_devnet.embedded.engine import EmbeddedEngine
from torrens_devnet.errors import PortInUse
from torrens_devnet.rpc_server import RpcServer, answer_body

Sign = Callable[..., str]
Put = Callable[[int, int], str]


@pytest.fixture
def server(engine: EmbeddedEngine) -> Iterator[RpcServer]:
    with RpcServer(engine) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def w3(server: RpcServer) -> Iterator[Web3]:
    provider = HTTPProvider(server.url)
    yield Web3(provider)
    provider.disconnect() if hasattr(provider, "disconnect") else None


def _post(server: RpcServer, body: bytes, kind: str = "application/json") -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    try:
        connection.request("POST", "/", body, {"Content-Type": kind})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_web3_deploys_calls_and_reads_logs(w3: Web3, sign: Sign, probe: str, put: Put) -> None:
    assert w3.is_connected()
    assert (w3.eth.chain_id, w3.eth.block_number, w3.eth.gas_price) == (331_001, 0, 0)
    receipt = w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(sign(0, None, probe)))  # type: ignore[arg-type] # hex is taken
    address = receipt["contractAddress"]
    assert address is not None
    w3.eth.send_raw_transaction(sign(1, address, put(7, 8)))  # type: ignore[arg-type] # hex is taken
    (log,) = w3.eth.get_logs({"address": address, "fromBlock": 0})
    assert (log["topics"][0].to_0x_hex(), int.from_bytes(log["data"], "big")) == (f"0x{7:064x}", 8)
    assert w3.eth.get_storage_at(address, 7)[-1] == 8
    assert w3.eth.get_transaction_count(Account.from_key(b"\x12" * 32).address, "pending") == 2
    proof: Any = w3.eth.get_proof(address, [7])  # type: ignore[call-arg,arg-type] # web3's own type is wrong here
    assert proof["storageProof"][0]["value"] == b"\x08"
    block: Any = w3.eth.get_block("latest", full_transactions=True)
    assert block["transactions"][0]["hash"] == log["transactionHash"]
    assert w3.eth.fee_history(2, "latest", [50])["baseFeePerGas"] == [0, 0, 0]


def test_web3_understands_the_errors_fail(w3: Web3, sign: Sign, probe: str) -> None:
    receipt = w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(sign(0, None, probe)))  # type: ignore[arg-type] # hex is taken
    address: Any = receipt["contractAddress"]
    with pytest.raises(ContractCustomError, match="deadbeef"):
        w3.eth.call({"to": address, "data": "0x" + "00" * 32 + "deadbeef"})  # type: ignore[typeddict-item] # hex is taken
    with pytest.raises(TransactionNotFound):
        w3.eth.get_transaction_receipt("0x" + "77" * 32)  # type: ignore[arg-type] # hex is taken
    with pytest.raises(Web3RPCError, match="nonce too low"):
        w3.eth.send_raw_transaction(sign(0, "0x" + "22" * 20))  # type: ignore[arg-type] # hex is taken


def test_web3_signs_and_sends_by_itself_with_its_own_fees(w3: Web3) -> None:
    account = Account.from_key(b"\x11" * 32)
    filled: Any = {"from": account.address, "to": "0x" + "22" * 20, "value": 5, "nonce": 0, "chainId": w3.eth.chain_id}
    filled["gas"] = w3.eth.estimate_gas(filled)
    filled |= {"maxFeePerGas": 10, "maxPriorityFeePerGas": w3.eth.max_priority_fee}
    raw = account.sign_transaction(filled).raw_transaction
    assert w3.eth.wait_for_transaction_receipt(w3.eth.send_raw_transaction(raw))["status"] == 1
    assert w3.eth.get_balance("0x" + "22" * 20) == 5  # type: ignore[arg-type] # hex is taken


def test_a_batch_is_answered_in_order_and_notifications_are_not(server: RpcServer) -> None:
    batch = [
        {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []},
        {"jsonrpc": "2.0", "method": "eth_chainId"},
        {"jsonrpc": "2.0", "id": "two", "method": "nothing"},
        {"id": None, "method": "net_version"},
        7,
    ]
    status, body = _post(server, json.dumps(batch).encode())
    assert status == 200
    replies = json.loads(body)
    assert [reply["id"] for reply in replies] == [1, "two", None, None]
    assert replies[0]["result"] == "0x50cf9"
    assert [reply.get("error", {}).get("code") for reply in replies] == [None, -32601, None, -32600]
    assert _post(server, b'{"method": "eth_chainId"}') == (200, b"")
    assert _post(server, b'[{"method": "eth_chainId"}]') == (200, b"")


def test_one_connection_serves_many_requests(server: RpcServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    for number in range(3):
        body = json.dumps({"id": number, "method": "eth_blockNumber"})
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        assert json.loads(connection.getresponse().read()) == {"jsonrpc": "2.0", "id": number, "result": "0x0"}
    connection.close()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"{", -32700),
        (b"\xff", -32700),
        (b"[" * 100_000, -32700),
        (b"[]", -32600),
        (b"5", -32600),
        (b"{}", -32600),
        (b'{"id": 1, "method": 5}', -32600),
        (b'{"id": 1, "method": "eth_chainId", "params": {}}', -32600),
        (b"[" + b",".join([b"{}"] * 1001) + b"]", -32600),
    ],
)
def test_bodies_that_are_no_request_fail(engine: EmbeddedEngine, body: bytes, code: int) -> None:
    assert json.loads(answer_body(engine, body))["error"]["code"] == code


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["eth_call", "eth_getLogs", "eth_getProof", "eth_sendRawTransaction", "eth_getBlockByNumber"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["latest", "0x", "0x1", "0x" + "11" * 20]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["to", "data", "gas", "topics", "fromBlock", "blockHash"]), inner)
        ),
        max_leaves=6,
    ).flatmap(lambda value: st.just([value, value])),
)
def test_no_parameters_make_the_server_fail(engine: EmbeddedEngine, method: str, params: list[Any]) -> None:
    reply = json.loads(answer_body(engine, json.dumps({"id": 1, "method": method, "params": params}).encode()))
    assert reply.get("error", {}).get("code") != -32603


@pytest.mark.parametrize(
    ("kind", "status"), [("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("", 415)]
)
def test_what_a_web_page_can_post_unasked_fail(server: RpcServer, kind: str, status: int) -> None:
    assert _post(server, b'{"id": 1, "method": "eth_chainId"}', kind)[0] == status


def test_get_and_unknown_lengths_fail(server: RpcServer) -> None:
    for headers, method, status in (
        ({}, "GET", 405),
        ({"Content-Type": "application/json", "Content-Length": "x"}, "POST", 411),
        ({"Content-Type": "application/json", "Content-Length": str(2**40)}, "POST", 413),
    ):
        connection = HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        connection.putrequest(method, "/")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        assert response.status == status
        response.read()
        connection.close()


def test_a_taken_port_fail(engine: EmbeddedEngine, server: RpcServer) -> None:
    with pytest.raises(PortInUse, match=str(server.server_port)):
        RpcServer(engine, server.server_port)
