"""Block headers: parsed from RLP and hashed, for every fork from before London to Prague and later ones.

Source: Yellow Paper section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685 each append fields. A fork
this code does not know appends more; they are kept, because only the whole header hashes to its hash.
"""

from dataclasses import dataclass

from torrens_anchor import rlp
from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.keccak import keccak256

BASE_FIELDS = 15
MAX_FIELDS = 32
MAX_BYTES = 65_536
"""Largest header read; QBFT with hundreds of seals stays below."""

EXTRA_DATA = 12
"""Index of extraData, where proof-of-authority chains keep validators and seals."""


@dataclass(frozen=True, slots=True)
class Header:
    """A block header.

    Attributes:
        hash: Keccak-256 of its RLP, the block hash except on chains that cut seals out (see `qbft`).
        parent_hash: The parent's block hash.
        coinbase: The proposer, 20 bytes.
        state_root: Root of the state trie after the block.
        transactions_root: Root of the block's transactions.
        receipts_root: Root of the block's receipts.
        number: Height.
        timestamp: UTC seconds, set by the proposer.
        extra_data: Free bytes, or validators and seals.
        fields: All fields as received, in order.
    """

    hash: bytes
    parent_hash: bytes
    coinbase: bytes
    state_root: bytes
    transactions_root: bytes
    receipts_root: bytes
    number: int
    timestamp: int
    extra_data: bytes
    fields: tuple[bytes, ...]


_HASHES = (
    (0, "parentHash"),
    (1, "ommersHash"),
    (3, "stateRoot"),
    (4, "transactionsRoot"),
    (5, "receiptsRoot"),
    (13, "mixHash"),
)
_LATER = ((15, "baseFeePerGas", 256), (17, "blobGasUsed", 64), (18, "excessBlobGas", 64))
_LATER_HASHES = ((16, "withdrawalsRoot"), (19, "parentBeaconBlockRoot"), (20, "requestsHash"))


def parse_header(data: bytes) -> Header:
    """Parse and hash a header.

    Args:
        data: Its RLP, as a node signs or hashes it; nothing may follow.

    Returns:
        The header.

    Raises:
        MalformedInput: Not RLP in shortest form, too few fields, or a field of another type.
        LimitExceeded: More bytes or fields than any header has.
    """
    if len(data) > MAX_BYTES:
        raise LimitExceeded(f"a header of {len(data)} bytes; at most {MAX_BYTES} are read", size=len(data))
    fields = _fields(rlp.sequence(rlp.decode(data), "header"))
    for index, name in _HASHES:
        rlp.fixed(fields[index], name, 32)
    rlp.fixed(fields[6], "logsBloom", 256)
    rlp.fixed(fields[14], "nonce", 8)
    for index, name, bits in ((7, "difficulty", 256), (9, "gasLimit", 64), (10, "gasUsed", 64)):
        rlp.uint(fields[index], name, bits)
    _check_later(fields)
    return Header(
        hash=keccak256(data),
        parent_hash=fields[0],
        coinbase=rlp.fixed(fields[2], "coinbase", 20),
        state_root=fields[3],
        transactions_root=fields[4],
        receipts_root=fields[5],
        number=rlp.uint(fields[8], "number", 64),
        timestamp=rlp.uint(fields[11], "timestamp", 64),
        extra_data=fields[EXTRA_DATA],
        fields=fields,
    )


def _fields(items: tuple[rlp.Item, ...]) -> tuple[bytes, ...]:
    if len(items) < BASE_FIELDS:
        raise MalformedInput(f"a header has at least {BASE_FIELDS} fields, not {len(items)}", fields=len(items))
    if len(items) > MAX_FIELDS:
        raise LimitExceeded(f"a header of {len(items)} fields; at most {MAX_FIELDS} are read", fields=len(items))
    fields = []
    for index, item in enumerate(items):
        if not isinstance(item, bytes):
            raise MalformedInput(f"field {index} of the header is a list", field=index)
        fields.append(item)
    return tuple(fields)


def _check_later(fields: tuple[bytes, ...]) -> None:
    """Check the types of the fields that London and later forks appended, where they are present."""
    for index, name, bits in _LATER:
        if index < len(fields):
            rlp.uint(fields[index], name, bits)
    for index, name in _LATER_HASHES:
        if index < len(fields):
            rlp.fixed(fields[index], name, 32)
