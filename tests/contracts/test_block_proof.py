"""A block's own tries built from what a node shows: against the trie package and eth-account, and what is refused."""

from __future__ import annotations

import pytest
from eth_account import Account
from hypothesis import given, settings
from hypothesis import strategies as st
from trie.hexary import HexaryTrie
from trie_kit import path_proof

from torrens_anchor.chain.mpt import prove
from torrens_anchor.chain.receipt import index_key, parse_receipt
from torrens_anchor.errors import UnknownVersion
from torrens_contracts.errors import MalformedAnswer
from torrens_contracts.node.block_proof import encode_receipt, encode_transaction, prove_index

KEY = "0x" + "11" * 32
TO = "0x" + "22" * 20
SIGNED: list[dict[str, object]] = [
    {"gasPrice": 0},
    {"type": 1, "gasPrice": 7, "accessList": [{"address": TO, "storageKeys": ["0x" + "33" * 32]}]},
    {"type": 2, "maxFeePerGas": 9, "maxPriorityFeePerGas": 1, "accessList": []},
]


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 300), st.data())
def test_root_and_proof_are_those_of_another_implementation(count: int, data: st.DataObject) -> None:
    size = data.draw(st.sampled_from([1, 3, 20, 31, 33, 120]))
    values = [bytes([1 + place % 250]) * size for place in range(count)]
    trie = HexaryTrie({})
    for place, value in enumerate(values):
        trie[index_key(place)] = value
    index = data.draw(st.integers(0, count - 1))
    root, proof = prove_index(values, index)
    assert root == trie.root_hash
    assert proof == path_proof(trie, index_key(index))
    assert prove(root, index_key(index), proof) == values[index]


def _shown(fields: dict[str, object], to: str | None = TO) -> tuple[bytes, dict[str, object]]:
    """A transaction's bytes by eth-account, and the same as a node shows it."""
    common: dict[str, object] = {"chainId": 331, "nonce": 300, "gas": 21_000, "value": 5, "data": "0x0102"}
    signed = Account.sign_transaction({**common, **fields, **({"to": to} if to else {})}, KEY)
    numbers = {name: hex(value) for name, value in {**common, **fields}.items() if isinstance(value, int)}
    signature = {"v": hex(signed.v), "r": hex(signed.r), "s": hex(signed.s)}
    lists = {"accessList": fields["accessList"]} if "accessList" in fields else {}
    shown = {**numbers, **signature, **lists, "to": to, "input": "0x0102", "hash": "0x" + signed.hash.hex()}
    return bytes(signed.raw_transaction), shown


@pytest.mark.parametrize("fields", SIGNED, ids=["legacy", "access list", "fee market"])
@pytest.mark.parametrize("to", [TO, None])
def test_a_transaction_is_encoded_as_its_sender_signed_it(fields: dict[str, object], to: str | None) -> None:
    raw, shown = _shown(fields, to)
    assert encode_transaction(shown) == raw


@pytest.mark.parametrize("name", ["nonce", "gas", "gasPrice", "value", "input", "r", "hash"])
@pytest.mark.parametrize("bad", [None, "0x7", "x", 7])
def test_a_transaction_that_is_shown_wrong_fails(name: str, bad: object) -> None:
    _, shown = _shown(SIGNED[0])
    with pytest.raises(MalformedAnswer):
        encode_transaction({**shown, name: bad})


def test_types_that_are_not_encoded_here_are_named_fail() -> None:
    for kind in ("0x3", "0x4", "0x7f"):
        with pytest.raises(UnknownVersion, match="type"):
            encode_transaction({"type": kind})
    with pytest.raises(UnknownVersion):
        encode_receipt({"type": "0x5"})


def test_a_receipt_reads_back() -> None:
    log = {"address": TO, "topics": ["0x" + "44" * 32], "data": "0x55"}
    shown: dict[str, object] = {
        "type": "0x2", "status": "0x1", "cumulativeGasUsed": "0x5208", "logsBloom": "0x" + "00" * 256, "logs": [log],
    }  # fmt: skip
    found = parse_receipt(encode_receipt(shown))
    assert (found.type, found.succeeded, found.cumulative_gas, found.logs[0].data) == (2, True, 21_000, b"\x55")
    for name in ("status", "logs", "logsBloom"):
        with pytest.raises(MalformedAnswer):
            encode_receipt({**shown, name: None})
