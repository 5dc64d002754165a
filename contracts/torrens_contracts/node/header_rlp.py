"""A block's header as RLP, from the fields that a node shows.

Besu shows QBFT headers with round and seals, which its block hash leaves out.

Source: Yellow Paper section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685 each append fields; Besu's
`BftBlockHashing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import EXTRA_DATA
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.errors import MalformedInput
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import MalformedAnswer
from torrens_contracts.hexcodec import from_hex, from_quantity

_FIELDS: Final = (
    ("parentHash", 32),
    ("sha3Uncles", 32),
    ("miner", 20),
    ("stateRoot", 32),
    ("transactionsRoot", 32),
    ("receiptsRoot", 32),
    ("logsBloom", 256),
    ("difficulty", None),
    ("number", None),
    ("gasLimit", None),
    ("gasUsed", None),
    ("timestamp", None),
    ("extraData", -1),
    ("mixHash", 32),
    ("nonce", 8),
    ("baseFeePerGas", None),
    ("withdrawalsRoot", 32),
    ("blobGasUsed", None),
    ("excessBlobGas", None),
    ("parentBeaconBlockRoot", 32),
    ("requestsHash", 32),
)
"""Names in header order with their size in bytes; None is an integer, -1 any length. The last six came with forks; a
header ends before the first that is absent, though a node may show later ones (Besu's QBFT from Prague on, which has no
parentBeaconBlockRoot, and does not hash the requestsHash it shows)."""

_LONDON: Final = 15
_EXTRA_ITEMS: Final = 5
"""vanity, validators, vote, round, seals."""


def encode_header(block: Mapping[str, object]) -> bytes:
    """Encode a header as its hash is made of, and check it against the block's hash.

    Args:
        block: The block as eth_getBlockByNumber gives it.

    Returns:
        Its RLP; the Keccak-256 of it is `block["hash"]`. Of a QBFT header that is the one with round 0 and no seals
        (SPEC-chain.md 2.1), whatever the node shows.

    Raises:
        MalformedAnswer: A field is missing or malformed, or the header does not hash to the block's hash.
    """
    fields = _fields(block)
    stated = from_hex(block.get("hash"), "the block's hash", 32)
    for encoded in (rlp.encode(fields), _unsealed(fields)):
        if keccak256(encoded) == stated:
            return encoded
    raise MalformedAnswer(f"the header's fields do not hash to the block's hash 0x{stated.hex()}")


def encode_sealed(block: Mapping[str, object]) -> bytes:
    """Encode a QBFT header with its round and seals as the node shows them.

    Args:
        block: The block as eth_getBlockByNumber gives it.

    Returns:
        Its RLP; who sealed it is not looked at.

    Raises:
        MalformedAnswer: A field is missing or malformed, this is no QBFT header, or it does not hash to the block's
            hash.
    """
    encoded = rlp.encode(_fields(block))
    stated = from_hex(block.get("hash"), "the block's hash", 32)
    try:
        found = parse_qbft_header(encoded).header.hash
    except MalformedInput as error:
        raise MalformedAnswer(f"block 0x{stated.hex()} has no QBFT header: {error}") from error
    if found != stated:
        raise MalformedAnswer(f"the header's fields do not hash to the block's hash 0x{stated.hex()}")
    return encoded


def _fields(block: Mapping[str, object]) -> tuple[bytes, ...]:
    later = takewhile(lambda pair: block.get(pair[0]) is not None, _FIELDS[_LONDON:])
    return tuple(_field(block, name, size) for name, size in (*_FIELDS[:_LONDON], *later))


def _unsealed(fields: tuple[bytes, ...]) -> bytes:
    """Empty round and seals of a QBFT header; nothing is changed of any other."""
    try:
        extra = rlp.decode(fields[EXTRA_DATA])
    except MalformedInput:
        extra = ()
    if isinstance(extra, bytes) or len(extra) != _EXTRA_ITEMS:
        return rlp.encode(fields)
    emptied = rlp.encode((*extra[:3], b"", ()))
    return rlp.encode((*fields[:EXTRA_DATA], emptied, *fields[EXTRA_DATA + 1 :]))


def _field(block: Mapping[str, object], name: str, size: int | None) -> bytes:
    if size is None:
        return rlp.uint_bytes(from_quantity(block.get(name), name))
    return from_hex(block.get(name), name, None if size < 0 else size)
