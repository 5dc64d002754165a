from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trie.hexary import HexaryTrie
from trie_kit import path_proof

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.chain.receipt import index_key
from torrens_anchor.chain.receipt_proof import WRITTEN, ReceiptProof, Written
from torrens_anchor.errors import AnchorError, FieldMismatch, MalformedInput
from torrens_anchor.forms.canonical import JsonObject
from torrens_anchor.forms.jsonform import show_hex
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import Address

REGISTER, MODULE = b"\x11" * 20, b"\x22" * 20
ID, WORD, LEAF = b"\x33" * 32, b"\x44" * 32, b"\x55" * 32
KIND = bytes(31) + b"\6"
TYPED: rlp.Item = (MODULE, (keccak256(b"Typed()"),), b"")
LOG: rlp.Item = (REGISTER, (WRITTEN, KIND, ID, bytes(12) + MODULE), WORD + LEAF)
INDEX = 3


def receipt(*logs: rlp.Item) -> bytes:
    return b"\2" + rlp.encode((b"\1", b"\x52\x08", bytes(256), logs))


def made(*logs: rlp.Item, index: int = INDEX) -> tuple[Header, ReceiptProof]:
    """Give a header of a block of five transactions, one of which emitted the logs, and a proof of its last."""
    receipts, transactions = HexaryTrie({}), HexaryTrie({})
    for i in range(5):
        receipts[index_key(i)] = receipt(*logs) if i == index else receipt()
        transactions[index_key(i)] = b"\2transaction" + bytes([i]) * 40
    fields: list[rlp.Item] = [
        bytes(32), bytes(32), bytes(20), bytes(32), bytes(transactions.root_hash), bytes(receipts.root_hash),
        bytes(256), b"\1", b"\x10", b"\xff", b"", b"\x67", b"", bytes(32), bytes(8),
    ]  # fmt: skip
    key = index_key(index)
    proof = ReceiptProof(0, index, len(logs) - 1, path_proof(receipts, key), path_proof(transactions, key))
    return parse_header(rlp.encode(tuple(fields))), proof


HEADER, PROOF = made(TYPED, LOG)
TX = keccak256(b"\2transaction" + bytes([INDEX]) * 40)


def test_what_register_wrote_is_proven() -> None:
    tx, written = PROOF.verify(HEADER, REGISTER)
    assert tx == TX
    assert written == Written(6, ID, Address(MODULE), WORD, LEAF)
    assert PROOF.verify_outcome(HEADER, REGISTER, block=16, tx=TX, log_index=9) == written


def test_round_trip() -> None:
    assert ReceiptProof.parse(PROOF.json(), "receipts[0]") == PROOF


def test_the_topic_is_that_of_the_contract() -> None:
    assert keccak256(b"Written(uint8,bytes32,address,bytes32,bytes32)") == WRITTEN


@pytest.mark.parametrize("changed", [{"block": 17}, {"tx": bytes(32)}, {"log_index": 0}])
def test_another_outcome_fails(changed: dict[str, object]) -> None:
    outcome: dict[str, object] = {"block": 16, "tx": TX, "log_index": 1} | changed
    with pytest.raises(FieldMismatch):
        PROOF.verify_outcome(HEADER, REGISTER, **outcome)  # type: ignore[arg-type] # one of them is wrong


def test_in_the_first_transaction_both_numbers_are_one_fail() -> None:
    header, proof = made(TYPED, LOG, index=0)
    tx, _ = proof.verify(header, REGISTER)
    proof.verify_outcome(header, REGISTER, block=16, tx=tx, log_index=1)
    with pytest.raises(FieldMismatch, match="cannot be"):
        proof.verify_outcome(header, REGISTER, block=16, tx=tx, log_index=2)


@pytest.mark.parametrize(
    "log",
    [
        TYPED,
        (MODULE, (WRITTEN, KIND, ID, bytes(12) + MODULE), WORD + LEAF),  # another contract says the same words
        (REGISTER, (keccak256(b"Founded()"), KIND, ID, bytes(12) + MODULE), WORD + LEAF),
        (REGISTER, (), WORD + LEAF),
        (REGISTER, (WRITTEN, KIND, ID), WORD + LEAF),
        (REGISTER, (WRITTEN, KIND, ID, bytes(12) + MODULE), WORD),
        (REGISTER, (WRITTEN, b"\1" + KIND[1:], ID, bytes(12) + MODULE), WORD + LEAF),
        (REGISTER, (WRITTEN, KIND, ID, b"\1" + bytes(11) + MODULE), WORD + LEAF),
    ],
)
def test_another_event_fails(log: rlp.Item) -> None:
    header, proof = made(log)
    with pytest.raises(AnchorError):
        proof.verify(header, REGISTER)


@pytest.mark.parametrize(
    "changed",
    [
        {"index": INDEX + 1},
        {"log_index": 0},
        {"log_index": 2},
        {"receipt": ()},
        {"transaction": ()},
        {"receipt": PROOF.receipt[:-1]},
        {"receipt": (*PROOF.receipt, PROOF.receipt[-1])},
        {"receipt": PROOF.transaction},
        {"transaction": PROOF.receipt},
    ],
)
def test_a_changed_member_fails(changed: dict[str, object]) -> None:
    with pytest.raises(AnchorError):
        replace(PROOF, **changed).verify(HEADER, REGISTER)  # type: ignore[arg-type] # one member is wrong


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_flipped_bit_fails(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["receipt", "transaction"]))
    nodes = list(getattr(PROOF, name))
    at = data.draw(st.integers(0, len(nodes) - 1))
    bit = data.draw(st.integers(0, len(nodes[at]) * 8 - 1))
    flipped = bytearray(nodes[at])
    flipped[bit // 8] ^= 1 << bit % 8
    nodes[at] = bytes(flipped)
    with pytest.raises(AnchorError):
        replace(PROOF, **{name: tuple(nodes)}).verify(HEADER, REGISTER)  # type: ignore[arg-type] # a proof's nodes


@pytest.mark.parametrize(
    "changed",
    [{"header": -1}, {"index": "3"}, {"logIndex": None}, {"receipt": "0x"}, {"transaction": ["00"]}, {"more": 1}],
)
def test_another_form_fails(changed: JsonObject) -> None:
    good: JsonObject = {
        "header": 0, "index": 3, "logIndex": 1, "receipt": [show_hex(b"\1")], "transaction": [show_hex(b"\1")],
    }  # fmt: skip
    assert ReceiptProof.parse(dict(good), "r").receipt == (b"\1",)
    with pytest.raises(MalformedInput):
        ReceiptProof.parse(good | changed, "r")
