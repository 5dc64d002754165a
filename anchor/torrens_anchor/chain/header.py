"""Block headers: parsed from RLP and hashed, for every fork from before London to Prague and Osaka.

Source: Yellow Paper section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685 each append fields, fork by
fork. A header has exactly the fields of one fork: a field nobody here knows could be anything, and a fork that
appends one changes other rules too, so it is named and refused until this table learns it. Besu's QBFT has no beacon
chain: from Cancun on its headers end before parentBeaconBlockRoot, and nothing can stand behind it.
"""

from dataclasses import dataclass

from torrens_anchor.chain import rlp
from torrens_anchor.errors import LimitExceeded, MalformedInput, UnknownVersion
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

BASE_FIELDS = 15
FORKS = {15: "Byzantium", 16: "London", 17: "Shanghai", 19: "Cancun without a beacon root", 20: "Cancun", 21: "Prague"}
"""Number of fields by the fork that brought them; Osaka brought none."""
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


def parse_header(data: bytes, *, sealed: bool = False) -> Header:
    """Parse and hash a header.

    Args:
        data: Its RLP, as a node signs or hashes it; nothing may follow.
        sealed: The chain cuts seals out before it hashes, so these bytes have no hash that counts: it is left empty.

    Returns:
        The header.

    Raises:
        MalformedInput: Not RLP in shortest form, too few fields, or a field of another type.
        UnknownVersion: The number of fields is that of no fork known here.
        LimitExceeded: More bytes than any header has.
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
        hash=b"" if sealed else keccak256(data, Hashed.HEADER),
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
    if len(items) not in FORKS:
        raise UnknownVersion(f"a header of {len(items)} fields is of no known fork", fields=len(items))
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
