"""The wire: typed answers, batches in any order, and each way in which a node can fail, by name."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from contracts_kit import node, results

from torrens_contracts.errors import ChainUnreachable, MalformedAnswer, NodeRefused
from torrens_contracts.node.transport import ATTEMPTS, is_idempotent
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address

Request = dict[str, Any]
HASH = "0x" + "ab" * 32
AT = Address(b"\x11" * 20)
BLOCK = {
    "number": "0x2a",
    "hash": HASH,
    "parentHash": "0x" + "cd" * 32,
    "timestamp": "0x65",
    "stateRoot": HASH,
    "receiptsRoot": HASH,
    "logsBloom": "0x" + "00" * 256,
    "extraField": [1, 2],
}
LOG = {
    "address": "0x" + "11" * 20,
    "topics": [HASH],
    "data": "0x",
    "blockNumber": "0x2a",
    "blockHash": HASH,
    "transactionHash": HASH,
    "transactionIndex": "0x0",
    "logIndex": "0x3",
    "removed": False,
}


def test_answers_are_typed() -> None:
    with node(results(eth_chainId="0x539", eth_getBlockByNumber=BLOCK, eth_getLogs=[LOG])) as url, Wire(url) as wire:
        assert wire.chain_id() == 1337
        head = wire.head()
        assert (head.number, head.hash, head.timestamp, head.base_fee_per_gas) == (42, HASH, 101, None)
        (log,) = wire.logs(1, 42, [AT])
        assert (log.block_number, log.log_index, log.topics) == (42, 3, (HASH,))
        assert wire.logs_by_block_hash(bytes.fromhex(HASH[2:]), [AT]) == [log]


def test_headers_are_asked_in_batches() -> None:
    sizes = []

    def answer(asked: list[Request]) -> bytes:
        sizes.append(len(asked))
        shown = [{"id": one["id"], "result": {**BLOCK, "number": one["params"][0]}} for one in asked]
        return json.dumps(shown[::-1]).encode()  # JSON-RPC 2.0 section 6: in any order

    with node(answer) as url, Wire(url) as wire:
        assert [header.number for header in wire.headers(5, 1204)] == list(range(5, 1205))
    assert sizes == [500, 500, 200]


def test_a_range_of_nothing_asks_nothing() -> None:
    with node(results()) as url, Wire(url) as wire:
        assert wire.headers(5, 4) == []
        assert wire.batch([]) == []


def test_one_connection_serves_all_calls_and_is_made_again_when_it_broke() -> None:
    breaks = iter([False, True, True, False])

    def answer(asked: Request) -> bytes | None:
        return None if next(breaks) else json.dumps({"id": asked["id"], "result": "0x1"}).encode()

    with node(answer) as url, Wire(url) as wire:
        assert wire.chain_id() == 1
        first = wire._connection.sock
        assert wire.chain_id() == 1
        assert wire._connection.sock is not first


def test_a_node_that_breaks_every_time_fail() -> None:
    asked = []

    def answer(request: Request) -> None:
        asked.append(request)

    with node(answer) as url, Wire(url) as wire, pytest.raises(ChainUnreachable) as caught:
        wire.chain_id()
    assert len(asked) == ATTEMPTS == caught.value.facts["attempts"]
    assert len({json.dumps(one) for one in asked}) == 1


def test_a_call_that_may_not_be_made_twice_is_made_once_fail() -> None:
    asked = []

    def answer(request: Request) -> None:
        asked.append(request)

    with node(answer) as url, Wire(url) as wire, pytest.raises(ChainUnreachable):
        wire.call("evm_mine")
    assert len(asked) == 1
    assert not is_idempotent("eth_sendTransaction")
    assert is_idempotent("eth_sendRawTransaction")


def test_no_node_there_fail() -> None:
    with node(results()) as url:
        pass
    with Wire(url) as wire, pytest.raises(ChainUnreachable, match="Refused") as caught:
        wire.chain_id()
    assert caught.value.exit_code == 2
    assert caught.value.facts["attempts"] == 1


def test_a_node_that_does_not_answer_in_time_fail() -> None:
    held = threading.Event()

    def answer(_: object) -> None:
        held.wait(5)

    with node(answer) as url, Wire(url, timeout=0.1) as wire:
        with pytest.raises(ChainUnreachable, match="in time"):
            wire.chain_id()
        held.set()


@pytest.mark.parametrize("url", ["ftp://host", "http://", "host:8545", "http://host:99999", "http://host:port", ""])
def test_an_address_that_is_none_fail(url: str) -> None:
    with pytest.raises(ChainUnreachable, match="http://"):
        Wire(url)


def test_a_secret_in_the_path_is_not_shown_fail() -> None:
    with node(results()) as url:
        pass
    with Wire(f"{url}/v3/s3cret?key=s3cret") as wire, pytest.raises(ChainUnreachable) as caught:
        wire.chain_id()
    assert "s3cret" not in f"{caught.value} {caught.value.facts}"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"{",
        b'{"id": 1',
        b'{"id": 1, "result": "0x1"} trailing',
        b'{"id": 1}',
        b'{"id": 2, "result": "0x1"}',
        b'{"id": null, "result": "0x1"}',
        b'{"id": 1, "result": "1"}',
        b'{"id": 1, "result": "0x01"}',
        b'{"id": 1, "result": 1}',
        b'{"id": 1, "result": null}',
        b'{"id": 1, "result": "\xff"}',
        b'[{"id": 1, "result": "0x1"}]',
        b'"text"',
    ],
)
def test_bytes_that_are_no_answer_fail(body: bytes) -> None:
    with node(lambda _: body) as url, Wire(url) as wire, pytest.raises(MalformedAnswer):
        wire.chain_id()


def test_a_body_cut_short_fail() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            for _ in range(ATTEMPTS):
                peer, _ = server.accept()
                with peer:
                    # All of the request is read first: closing over unread bytes would reset, not cut short.
                    while not peer.recv(65536).endswith(b"}"):
                        pass
                    peer.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"id": 1, "resu')

        thread = threading.Thread(target=serve)
        thread.start()
        with (
            Wire(f"http://127.0.0.1:{server.getsockname()[1]}") as wire,
            pytest.raises(ChainUnreachable, match="Incomplete"),
        ):
            wire.chain_id()
        thread.join()


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows[:1],
        lambda rows: [*rows, rows[0]],
        lambda rows: [rows[0], rows[0]],
        lambda rows: [rows[0], {**rows[1], "id": 99}],
        lambda rows: {**rows[0]},
    ],
    ids=["one missing", "one too many", "one twice", "an unknown id", "no list"],
)
def test_a_batch_not_answered_one_by_one_fail(change: Callable[[Any], Any]) -> None:
    def answer(asked: list[Request]) -> bytes:
        return json.dumps(change([{"id": one["id"], "result": "0x1"} for one in asked])).encode()

    with node(answer) as url, Wire(url) as wire, pytest.raises(MalformedAnswer, match="batch"):
        wire.batch([("eth_chainId", ()), ("eth_blockNumber", ())])


def test_a_refusal_in_a_batch_hides_no_other_outcome() -> None:
    with node(results(eth_chainId="0x1")) as url, Wire(url) as wire:
        first, second = wire.outcomes(object, [("eth_odd", ()), ("eth_chainId", ())])
        assert isinstance(first, NodeRefused)
        assert second == "0x1"
        with pytest.raises(NodeRefused, match="no method eth_odd"):
            wire.batch([("eth_odd", ()), ("eth_chainId", ())])


def test_a_batch_refused_as_a_whole_fail() -> None:
    def answer(_: object) -> bytes:
        return b'{"id": null, "error": {"code": -32600, "message": "batches are off"}}'

    with node(answer) as url, Wire(url) as wire, pytest.raises(NodeRefused, match="batches are off"):
        wire.batch([("eth_chainId", ())])
