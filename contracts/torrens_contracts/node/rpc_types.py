"""What a node answers, as frozen types.

Hashes, addresses and data stay the lower-case hex text that the node sent: the mirror stores them so, and comparing or
sorting them needs no decoding (reference: text is faster than blobs in SQLite). Numbers are integers.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from torrens_contracts.hexcodec import from_hex, from_quantity
from torrens_contracts.types import Address, Digest32


class Quantity(int):
    """An integer that JSON-RPC writes as a hex quantity."""


def decode_hook(kind: type, value: object) -> object:
    """Read a Quantity, as msgspec asks for it.

    Args:
        kind: The type wanted.
        value: The JSON value.

    Returns:
        The integer.

    Raises:
        TypeError: Another type.
        MalformedAnswer: Not a hex quantity.
    """
    if kind is Quantity:
        return Quantity(from_quantity(value, "a quantity"))
    if kind is object:  # any JSON value, as `Transport.call` asks for it
        return value
    raise TypeError(f"no type that an answer has: {kind}")


class Log(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """One log, verbatim.

    Attributes:
        address: Who emitted it.
        topics: At most four words.
        data: Its data.
        block_number: Height.
        block_hash: Hash of its block.
        transaction_hash: Its transaction.
        transaction_index: Position of that in the block.
        log_index: Position of the log in the block.
        removed: True when a reorganisation took it away.
        block_timestamp: UTC seconds, where the node tells.
    """

    address: str
    topics: tuple[str, ...]
    data: str
    block_number: Quantity
    block_hash: str
    transaction_hash: str
    transaction_index: Quantity
    log_index: Quantity
    removed: bool = False
    block_timestamp: Quantity | None = None


class Header(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """A block's header, as far as a mirror needs it.

    Attributes:
        number: Height.
        hash: Its hash.
        parent_hash: The parent's.
        timestamp: UTC seconds.
        state_root: Root of the state after it.
        receipts_root: Root of its receipts.
        logs_bloom: Bloom filter over its logs.
        base_fee_per_gas: Wei, where the chain has one.
    """

    number: Quantity
    hash: str
    parent_hash: str
    timestamp: Quantity
    state_root: str
    receipts_root: str
    logs_bloom: str
    base_fee_per_gas: Quantity | None = None


class Receipt(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    """What became of a transaction.

    Attributes:
        transaction_hash: Its hash.
        transaction_index: Position in the block.
        block_number: Height.
        block_hash: Hash of the block.
        status: 1 done, 0 reverted.
        gas_used: Gas.
        logs: What it emitted.
        contract_address: Of a creation.
    """

    transaction_hash: str
    transaction_index: Quantity
    block_number: Quantity
    block_hash: str
    status: Quantity
    gas_used: Quantity
    logs: tuple[Log, ...]
    contract_address: str | None = None


class RawStorageProof(msgspec.Struct, frozen=True, rename="camel"):
    """One slot of eth_getProof, as sent."""

    key: str
    value: Quantity
    proof: tuple[str, ...]


class RawAccountProof(msgspec.Struct, frozen=True, rename="camel"):
    """The answer of eth_getProof, as sent."""

    address: str
    account_proof: tuple[str, ...]
    balance: Quantity
    code_hash: str
    nonce: Quantity
    storage_hash: str
    storage_proof: tuple[RawStorageProof, ...]


@dataclass(frozen=True, slots=True)
class StorageProof:
    """One slot with its proof.

    Attributes:
        slot: 32 bytes.
        value: The word; zero when the slot is empty.
        proof: Trie nodes from the storage root down.
    """

    slot: Digest32
    value: bytes
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class AccountProof:
    """An account with its proof and those of some of its slots (EIP-1186).

    Attributes:
        address: The account.
        nonce: Its nonce.
        balance: Wei.
        code_hash: Keccak-256 of its code.
        storage_root: Root of its storage.
        proof: Trie nodes from the state root down.
        storage: The slots asked for, in order.
    """

    address: Address
    nonce: int
    balance: int
    code_hash: Digest32
    storage_root: Digest32
    proof: tuple[bytes, ...]
    storage: tuple[StorageProof, ...]


def account_proof(account: Address, asked: list[str], raw: RawAccountProof) -> AccountProof:
    """Turn an answer of eth_getProof into bytes.

    Args:
        account: Whose proof was asked for.
        asked: The slots asked for, 0x-hex words.
        raw: The answer, with as many slots.

    Returns:
        The proof.

    Raises:
        MalformedAnswer: A part is not hex, or of another size.
    """
    return AccountProof(
        address=account,
        nonce=int(raw.nonce),
        balance=int(raw.balance),
        code_hash=Digest32(from_hex(raw.code_hash, "codeHash", 32)),
        storage_root=Digest32(from_hex(raw.storage_hash, "storageHash", 32)),
        proof=tuple(from_hex(node, "a node of the account proof") for node in raw.account_proof),
        storage=tuple(
            StorageProof(
                slot=Digest32(from_hex(slot, "slot", 32)),
                value=int(one.value).to_bytes(32),
                proof=tuple(from_hex(node, "a node of a storage proof") for node in one.proof),
            )
            for slot, one in zip(asked, raw.storage_proof, strict=True)
        ),
    )
