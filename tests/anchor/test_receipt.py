from typing import Any

import pytest
import rlp as oracle
from eth.vm.forks.prague.transactions import Authorization
from eth_account import Account
from eth_tester import PyEVMBackend
from hypothesis import given, settings
from hypothesis import strategies as st
from trie.hexary import HexaryTrie
from trie_kit import path_proof

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.chain.mpt import EMPTY_ROOT
from torrens_anchor.chain.receipt import index_key, parse_receipt, prove_log, prove_receipt, prove_transaction
from torrens_anchor.errors import AnchorError, MalformedInput, OutOfRange, ProofMismatch, UnknownVersion
from torrens_anchor.hashing.keccak import keccak256

TWO_LOGS = "0x6001600052600760bb60206000a260aa60206000a100"
"""Code that stores 1, emits LOG2(mem[0:32], 0xbb, 7) and LOG1(mem[0:32], 0xaa), and stops."""


class Block:
    """A mined block with its tries, made by `trie` from what py-evm kept."""

    def __init__(self, header: Header, receipts: list[bytes], transactions: list[bytes], hashes: list[bytes]) -> None:
        self.header, self.receipts, self.transactions, self.hashes = header, receipts, transactions, hashes
        self.receipt_trie, self.transaction_trie = by_index(receipts), by_index(transactions)


def by_index(values: list[bytes]) -> HexaryTrie:
    trie = HexaryTrie({})
    for index, value in enumerate(values):
        trie[oracle.encode(index)] = value
    return trie


@pytest.fixture(scope="module")
def block() -> Block:
    backend = PyEVMBackend()
    account, chain = Account.from_key(backend.account_keys[0].to_bytes()), backend.chain
    decode = chain.get_vm().get_transaction_builder().decode
    kinds: list[dict[str, Any]] = [
        {"gasPrice": 10**10},
        {"gasPrice": 10**10, "accessList": [], "type": 1},
        {"maxFeePerGas": 10**10, "maxPriorityFeePerGas": 1, "type": 2},
    ]
    for nonce in range(130):
        target = {"data": TWO_LOGS, "value": 0} if nonce % 2 else {"to": account.address, "value": 1}
        base = {"nonce": nonce, "gas": 200_000, "chainId": chain.chain_id}
        chain.apply_transaction(decode(account.sign_transaction(base | kinds[nonce % 3] | target).raw_transaction))
    return mined(chain)


def mined(chain: Any, **fields: int) -> Block:  # noqa: ANN401 - py-evm's chain
    """Mine what was applied, and keep its tries."""
    chain.mine_block(**fields)
    mined = chain.get_block_by_header(chain.get_canonical_head())
    return Block(
        parse_header(oracle.encode(mined.header)),
        [receipt.encode() for receipt in mined.get_receipts(chain.chaindb)],
        [transaction.encode() for transaction in mined.transactions],
        [bytes(transaction.hash) for transaction in mined.transactions],
    )


@pytest.fixture(scope="module")
def later() -> Block:
    """A block of a transaction with blobs (type 3) and of two that set code (type 4), the last of which fails."""
    backend = PyEVMBackend()
    keys, chain = backend.account_keys, backend.chain
    builder, payer = chain.get_vm().get_transaction_builder(), Account.from_key(keys[0].to_bytes())
    runtime = bytes.fromhex(TWO_LOGS[2:])
    code = bytes.fromhex(f"60{len(runtime):02x}80600b6000396000f3") + runtime
    made = {"nonce": 0, "gas": 200_000, "gasPrice": 10**10, "chainId": chain.chain_id, "value": 0, "data": code}
    chain.apply_transaction(builder.decode(payer.sign_transaction(made).raw_transaction))
    contract = oracle_address(keys[0].public_key.to_canonical_address(), 0)
    fees = (1, 10**10)

    def call(nonce: int, gas: int) -> tuple[Any, ...]:
        return (chain.chain_id, nonce, *fees, gas, contract, 0, b"", ())

    blobs = builder.new_unsigned_blob_transaction(*call(1, 200_000), 10**9, (b"\1" + bytes(31), b"\1" * 32))
    said = Account.from_key(keys[1].to_bytes()).sign_authorization(
        {"chainId": chain.chain_id, "address": contract, "nonce": 0}
    )
    codes = [
        builder.new_unsigned_set_code_transaction(
            *call(nonce, gas), [Authorization(chain.chain_id, contract, 0, said.y_parity, said.r, said.s)]
        )
        for nonce, gas in ((2, 200_000), (3, 47_000))
    ]
    for transaction in (blobs, *codes):
        chain.apply_transaction(transaction.as_signed_transaction(keys[0], chain.chain_id))
    return mined(chain, blob_gas_used=2 * 2**17)


def oracle_address(creator: bytes, nonce: int) -> bytes:
    return keccak256(oracle.encode([creator, nonce]))[12:]


def test_blobs_and_set_code_have_receipts_of_the_same_form(later: Block) -> None:
    root = later.header.receipts_root
    assert later.receipt_trie.root_hash == root
    assert [raw[0] for raw in later.receipts[1:]] == [raw[0] for raw in later.transactions[1:]] == [3, 4, 4]
    found = [prove_receipt(root, i, path_proof(later.receipt_trie, index_key(i))) for i in range(4)]
    shown = [(each.type, each.succeeded, len(each.logs)) for each in found if each]
    assert shown == [(0, True, 0), (3, True, 2), (4, True, 2), (4, False, 0)]
    for index in (1, 2):
        first = prove_log(root, index, path_proof(later.receipt_trie, index_key(index)), 0)
        assert first.topics[0] == (0xBB).to_bytes(32, "big")
    for index in range(4):
        proof = path_proof(later.transaction_trie, index_key(index))
        assert prove_transaction(later.header.transactions_root, index, proof) == later.hashes[index]


def test_tries_of_a_real_block_are_its_roots(block: Block) -> None:
    assert block.receipt_trie.root_hash == block.header.receipts_root
    assert block.transaction_trie.root_hash == block.header.transactions_root
    assert {parse_receipt(receipt).type for receipt in block.receipts} == {0, 1, 2}
    assert len(block.receipts) == 130


def test_every_receipt_and_log_of_a_real_block(block: Block) -> None:
    gas = 0
    for index, raw in enumerate(block.receipts):
        proof = path_proof(block.receipt_trie, index_key(index))
        receipt = prove_receipt(block.header.receipts_root, index, proof)
        assert receipt == parse_receipt(raw)
        assert receipt.succeeded
        assert receipt.cumulative_gas > gas
        gas = receipt.cumulative_gas
        assert len(receipt.logs) == (2 if index % 2 else 0)
        if index % 2:
            first = prove_log(block.header.receipts_root, index, proof, 0)
            second = prove_log(block.header.receipts_root, index, proof, 1)
            assert [int.from_bytes(topic, "big") for topic in first.topics] == [0xBB, 7]
            assert [int.from_bytes(topic, "big") for topic in second.topics] == [0xAA]
            assert first.data == second.data == (1).to_bytes(32, "big")


def test_transaction_hashes_of_a_real_block(block: Block) -> None:
    for index in (0, 1, 127, 128, 129):
        proof = path_proof(block.transaction_trie, index_key(index))
        assert prove_transaction(block.header.transactions_root, index, proof) == block.hashes[index]


@pytest.mark.parametrize("index", [130, 200, 256, 70_000])
def test_absence_is_shown_and_no_event_is_in_it_fail(block: Block, index: int) -> None:
    root, proof = block.header.receipts_root, path_proof(block.receipt_trie, index_key(index))
    assert prove_receipt(root, index, proof) is None
    with pytest.raises(ProofMismatch, match="no transaction"):
        prove_log(root, index, proof, 0)
    proof = path_proof(block.transaction_trie, index_key(index))
    with pytest.raises(ProofMismatch, match="no transaction"):
        prove_transaction(block.header.transactions_root, index, proof)


def test_an_empty_block_has_no_receipt_fail() -> None:
    assert prove_receipt(EMPTY_ROOT, 0, []) is None
    with pytest.raises(ProofMismatch):
        prove_log(EMPTY_ROOT, 0, [], 0)


def test_events_that_are_not_there_fail(block: Block) -> None:
    proof = path_proof(block.receipt_trie, index_key(1))
    for position in (2, 3, -1):
        with pytest.raises(ProofMismatch, match="none numbered"):
            prove_log(block.header.receipts_root, 1, proof, position)
    with pytest.raises(ProofMismatch, match="none numbered"):
        prove_log(block.header.receipts_root, 0, path_proof(block.receipt_trie, index_key(0)), 0)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_broken_proofs_fail(block: Block, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, 129))
    proof = list(path_proof(block.receipt_trie, index_key(index)))
    node = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, len(proof[node]) * 8 - 1))
    flipped = bytearray(proof[node])
    flipped[bit // 8] ^= 1 << bit % 8
    changes = [
        [*proof[:node], bytes(flipped), *proof[node + 1 :]],
        proof[:-1],
        proof[1:],
        [*proof, proof[-1]],
        [*proof, b"\x80"],
        [],
    ]
    for broken in changes:
        with pytest.raises(AnchorError):
            prove_receipt(block.header.receipts_root, index, broken)
    with pytest.raises(AnchorError):
        prove_receipt(block.header.transactions_root, index, proof)


@pytest.mark.parametrize("index", [-1, 1 << 32])
def test_index_out_of_range_fails(index: int) -> None:
    with pytest.raises(OutOfRange):
        index_key(index)


@given(st.integers(0, 2**32 - 1))
def test_keys_are_those_of_the_oracle(index: int) -> None:
    assert index_key(index) == oracle.encode(index)


LOG: rlp.Item = (b"\1" * 20, (b"\2" * 32,), b"data")
GOOD: tuple[rlp.Item, ...] = (b"\1", b"\x52\x08", bytes(256), (LOG,))


@pytest.mark.parametrize("prefix", [b"", b"\1", b"\2", b"\3", b"\4"])
def test_known_types(prefix: bytes) -> None:
    receipt = parse_receipt(prefix + rlp.encode(GOOD))
    assert (receipt.type, receipt.cumulative_gas, len(receipt.logs)) == (prefix[0] if prefix else 0, 21_000, 1)
    assert not parse_receipt(prefix + rlp.encode((b"", *GOOD[1:3], ()))).succeeded


@pytest.mark.parametrize("prefix", [b"\5", b"\x7f"])
def test_unknown_type_fails(prefix: bytes) -> None:
    with pytest.raises(UnknownVersion, match="type"):
        parse_receipt(prefix + rlp.encode(GOOD))


@pytest.mark.parametrize(
    "parts",
    [
        (),
        GOOD[:3],
        (*GOOD, b""),
        (bytes(32), *GOOD[1:]),  # a state root of before Byzantium
        (b"\0", *GOOD[1:]),
        (b"\2", *GOOD[1:]),
        (b"", *GOOD[1:]),  # failed, yet with an event
        (b"\1", b"\0\1", *GOOD[2:]),
        (b"\1", b"\1", bytes(255), ()),
        (*GOOD[:3], b""),
        (*GOOD[:3], (b"",)),
        (*GOOD[:3], ((b"\1" * 19, (), b""),)),
        (*GOOD[:3], ((b"\1" * 20, (b"\2" * 31,), b""),)),
        (*GOOD[:3], ((b"\1" * 20, (b"\2" * 32,) * 5, b""),)),
        (*GOOD[:3], ((b"\1" * 20, (), ()),)),
        (*GOOD[:3], ((b"\1" * 20, ()),)),
    ],
)
def test_odd_receipt_fails(parts: tuple[rlp.Item, ...]) -> None:
    with pytest.raises(MalformedInput):
        parse_receipt(rlp.encode(parts))


@pytest.mark.parametrize("data", [b"", b"\0" + rlp.encode(GOOD), rlp.encode(GOOD) + b"\0", b"\2", b"\x80"])
def test_odd_bytes_fail(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        parse_receipt(data)


@settings(max_examples=200)
@given(st.binary(max_size=60))
def test_random_bytes_fail_by_name(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        parse_receipt(data)
