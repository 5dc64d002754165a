"""A block's header as RLP, from the fields that a node shows.

Source: Yellow Paper section 4.4; EIP-1559, EIP-4895, EIP-4844, EIP-4788, EIP-7685 each append fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from torrens_anchor.chain import rlp
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
"""Names in header order with their size in bytes; None is an integer, -1 any length. The last six came with forks."""

_LONDON: Final = 15


def encode_header(block: Mapping[str, object]) -> bytes:
    """Encode a header and check it against the block's hash.

    Args:
        block: The block as eth_getBlockByNumber gives it.

    Returns:
        Its RLP; the Keccak-256 of it is `block["hash"]`.

    Raises:
        MalformedAnswer: A field is missing or malformed, or the header does not hash to the block's hash.
    """
    present = [pair for i, pair in enumerate(_FIELDS) if i < _LONDON or block.get(pair[0]) is not None]
    encoded = rlp.encode(tuple(_field(block, name, size) for name, size in present))
    stated = from_hex(block.get("hash"), "the block's hash", 32)
    if keccak256(encoded) != stated:
        raise MalformedAnswer(f"the header's fields do not hash to the block's hash 0x{stated.hex()}")
    return encoded


def _field(block: Mapping[str, object], name: str, size: int | None) -> bytes:
    if size is None:
        return rlp.uint_bytes(from_quantity(block.get(name), name))
    return from_hex(block.get(name), name, None if size < 0 else size)
