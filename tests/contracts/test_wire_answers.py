"""What a node answers is held against what was asked: another block, header, proof or slot is refused, by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from contracts_kit import node, results

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.abi import selector
from torrens_contracts.errors import BlockMissing, MalformedAnswer, Reverted
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


def test_a_block_that_the_node_does_not_have_fail() -> None:
    with node(results(eth_getBlockByNumber=None, eth_getBlockByHash=None)) as url, Wire(url) as wire:
        for ask in (lambda: wire.header(7), lambda: wire.header(b"\1" * 32), lambda: wire.headers(7, 8)):
            with pytest.raises(BlockMissing):
                ask()
        with pytest.raises(BlockMissing):
            wire.header_rlp(7)


def test_another_block_than_asked_for_fail() -> None:
    with node(results(eth_getBlockByNumber=BLOCK, eth_getBlockByHash=BLOCK)) as url, Wire(url) as wire:
        for ask in (lambda: wire.header(43), lambda: wire.headers(42, 43), lambda: wire.header(b"\1" * 32)):
            with pytest.raises(MalformedAnswer, match="asked for block"):
                ask()


def test_a_header_that_does_not_hash_to_its_hash_fail() -> None:
    full = {
        **BLOCK,
        "sha3Uncles": HASH,
        "miner": "0x" + "11" * 20,
        "transactionsRoot": HASH,
        "difficulty": "0x0",
        "gasLimit": "0x1",
        "gasUsed": "0x0",
        "extraData": "0x",
        "mixHash": HASH,
        "nonce": "0x" + "00" * 8,
    }
    for block, said in ((full, "do not hash"), (BLOCK, "sha3Uncles")):
        with node(results(eth_getBlockByNumber=block)) as url, Wire(url) as wire:
            with pytest.raises(MalformedAnswer, match=said):
                wire.header_rlp(42)
            assert wire.head().number == 42


def test_a_refused_call_is_a_typed_revert_fail() -> None:
    data = "0x" + (selector("NotEnrolled(address)") + bytes(12) + AT).hex()
    for shown in (data, {"data": data}, {"result": data}):

        def answer(asked: Request, shown: object = shown) -> bytes:
            error = {"code": 3, "message": "execution reverted", "data": shown}
            return json.dumps({"id": asked["id"], "error": error}).encode()

        with node(answer) as url, Wire(url) as wire:
            with pytest.raises(Reverted, match="NotEnrolled") as caught:
                wire.view(AT, b"")
            assert caught.value.arguments == {"account": AT}
            with pytest.raises(Reverted):
                wire.estimate_gas(AT, b"", AT)


def test_a_proof_of_other_slots_fail() -> None:
    proof = {
        "address": "0x" + "11" * 20,
        "accountProof": [],
        "balance": "0x0",
        "codeHash": HASH,
        "nonce": "0x0",
        "storageHash": HASH,
        "storageProof": [],
    }
    with node(results(eth_getProof=proof)) as url, Wire(url) as wire:
        assert wire.get_proof(AT, [], 1).code_hash == bytes.fromhex(HASH[2:])
        with pytest.raises(MalformedAnswer, match="0 slots of 1"):
            wire.get_proof(AT, [bytes(32)], 1)


def test_short_slots_are_asked_for_in_32_bytes() -> None:
    seen = []

    def proof(_address: str, slots: list[str], _block: str) -> dict[str, object]:
        seen.extend(slots)
        rows = [{"key": "0x1", "value": "0x5", "proof": ["0x80"]}]
        keys = ("accountProof", [HASH]), ("balance", "0x0"), ("codeHash", HASH), ("nonce", "0x1"), ("storageHash", HASH)
        return {"address": "0x" + "11" * 20, **dict(keys), "storageProof": rows}

    with node(results(eth_getProof=proof)) as url, Wire(url) as wire:
        found = wire.get_proof(AT, [b"\1"], 1)
    assert seen == ["0x" + "00" * 31 + "01"]
    assert found.storage[0].value == (5).to_bytes(32)
    assert found.proof == (bytes.fromhex(HASH[2:]),)


@pytest.mark.parametrize("word", ["0x", "0x1", "0x" + "00" * 31, "00" * 32, None, "0x" + "zz" * 32])
def test_a_slot_that_is_no_word_fail(word: object) -> None:
    with node(results(eth_getStorageAt=word)) as url, Wire(url) as wire, pytest.raises(MalformedAnswer):
        wire.storage_at(AT, bytes(32))


def test_keccak_of_a_raw_transaction_is_what_a_node_answers() -> None:
    raw = b"\xf8\x01"
    with node(results(eth_sendRawTransaction="0x" + keccak256(raw).hex())) as url, Wire(url) as wire:
        assert wire.send_raw(raw) == keccak256(raw)


def test_a_transaction_in_no_block_has_no_receipt() -> None:
    with node(results(eth_getTransactionReceipt=None)) as url, Wire(url) as wire:
        assert wire.receipt(b"\1" * 32) is None
