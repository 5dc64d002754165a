"""Receipt proofs: that a contract emitted an event in a block, by the block's receipts root.

Source: Yellow Paper sections 4.3.1 and 4.4.1; EIP-658 (status), EIP-2718 (typed receipts). The key of a receipt
is the RLP of its transaction's number in the block. A receipt proof needs no archive node, so it can be made long
after the state is gone; what it proves is that the event happened, not that it still holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain import rlp
from torrens_anchor.chain.mpt import prove
from torrens_anchor.errors import MalformedInput, OutOfRange, ProofMismatch, UnknownVersion
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.signatures.secp256k1 import Address

TYPES: Final = {1: "EIP-2930", 2: "EIP-1559", 3: "EIP-4844", 4: "EIP-7702"}
"""Typed receipts that are read; each is its type's byte and the same four fields."""
MAX_TOPICS: Final = 4
"""LOG4 is the largest of the log operations."""


@dataclass(frozen=True, slots=True)
class Log:
    """One event as a contract emitted it.

    Attributes:
        address: The contract.
        topics: At most four words; the first of a Solidity event is its signature's hash.
        data: The arguments that are not indexed.
    """

    address: Address
    topics: tuple[bytes, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a transaction did.

    Attributes:
        type: 0, or the EIP-2718 type.
        succeeded: Whether it took effect.
        cumulative_gas: Gas used in the block up to and with it.
        logs: Its events in their order; none where it failed.
    """

    type: int
    succeeded: bool
    cumulative_gas: int
    logs: tuple[Log, ...]


def parse_receipt(data: bytes) -> Receipt:
    """Read a receipt as the receipts trie holds it.

    Args:
        data: RLP of four fields, or a type's byte and such RLP.

    Returns:
        The receipt.

    Raises:
        MalformedInput: Another form, a failed transaction with events, or a state root in place of the status.
        UnknownVersion: A type that is not known here.
    """
    kind = data[0] if data and data[0] < 0x80 else 0
    if kind and kind not in TYPES:
        raise UnknownVersion(f"a receipt of type {kind}; read are 0 and {', '.join(map(str, TYPES))}", type=kind)
    if data[:1] == b"\0":
        raise MalformedInput("a receipt of type 0 has no type's byte")
    parts = rlp.sequence(rlp.decode(data[1:] if kind else data), "receipt")
    if len(parts) != 4:
        raise MalformedInput(f"a receipt has 4 fields, not {len(parts)}")
    if parts[0] not in (b"", b"\1"):
        raise MalformedInput("a receipt's status is neither 0 nor 1 (EIP-658)")
    rlp.fixed(parts[2], "receipt's bloom", 256)
    receipt = Receipt(
        type=kind,
        succeeded=parts[0] == b"\1",
        cumulative_gas=rlp.uint(parts[1], "cumulative gas", 64),
        logs=tuple(_log(item) for item in rlp.sequence(parts[3], "logs")),
    )
    if receipt.logs and not receipt.succeeded:
        raise MalformedInput("a failed transaction has no events")
    return receipt


def _log(item: rlp.Item) -> Log:
    parts = rlp.sequence(item, "log")
    if len(parts) != 3 or not isinstance(parts[2], bytes):
        raise MalformedInput("a log is an address, topics and data")
    topics = rlp.sequence(parts[1], "topics")
    if len(topics) > MAX_TOPICS:
        raise MalformedInput(f"a log of {len(topics)} topics; at most {MAX_TOPICS}", topics=len(topics))
    return Log(
        Address(rlp.fixed(parts[0], "log's address", 20)),
        tuple(rlp.fixed(topic, "topic", 32) for topic in topics),
        parts[2],
    )


def index_key(index: int) -> bytes:
    """Give a transaction's key in its block's transactions and receipts tries.

    Args:
        index: Its number in the block, from 0.

    Returns:
        rlp(index).

    Raises:
        OutOfRange: Negative, or 2^32 and more.
    """
    if not 0 <= index < 1 << 32:
        raise OutOfRange(f"transaction {index} of a block", index=index, remedy="number transactions from 0")
    return rlp.encode(rlp.uint_bytes(index))


def prove_receipt(receipts_root: bytes, index: int, proof: Sequence[bytes]) -> Receipt | None:
    """Prove a receipt against a header's receipts root.

    Args:
        receipts_root: The header's receipts root.
        index: The transaction's number in the block.
        proof: Trie nodes, root first.

    Returns:
        The receipt, or None when the proof shows that the block has no such transaction.

    Raises:
        ProofMismatch: The proof does not lead to the root.
        MalformedInput: A node or the receipt is malformed.
        OutOfRange: No such index.
    """
    value = prove(receipts_root, index_key(index), proof)
    return None if value is None else parse_receipt(value)


def prove_log(receipts_root: bytes, index: int, proof: Sequence[bytes], position: int) -> Log:
    """Prove one event of a block.

    Args:
        receipts_root: The header's receipts root.
        index: The transaction's number in the block.
        proof: Trie nodes, root first.
        position: The event's number in the receipt, from 0; not its number in the block.

    Returns:
        The event.

    Raises:
        ProofMismatch: The proof does not lead to the root, or shows that there is no such receipt or event.
        MalformedInput: A node or the receipt is malformed.
        OutOfRange: No such index.
    """
    receipt = prove_receipt(receipts_root, index, proof)
    if receipt is None:
        raise ProofMismatch(f"the block has no transaction {index}", index=index)
    if not 0 <= position < len(receipt.logs):
        raise ProofMismatch(f"the receipt has {len(receipt.logs)} events, none numbered {position}", position=position)
    return receipt.logs[position]


def prove_transaction(transactions_root: bytes, index: int, proof: Sequence[bytes]) -> bytes:
    """Prove the hash of a block's transaction.

    Args:
        transactions_root: The header's transactions root.
        index: The transaction's number in the block.
        proof: Trie nodes, root first.

    Returns:
        The transaction's hash: Keccak-256 of its bytes in the trie.

    Raises:
        ProofMismatch: The proof does not lead to the root, or shows that there is no such transaction.
        MalformedInput: A node is malformed.
        OutOfRange: No such index.
    """
    value = prove(transactions_root, index_key(index), proof)
    if value is None:
        raise ProofMismatch(f"the block has no transaction {index}", index=index)
    return keccak256(value, Hashed.TRANSACTION)
