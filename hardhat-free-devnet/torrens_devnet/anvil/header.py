"""A header's RLP rebuilt from the fields that a node's JSON-RPC shows."""

from collections.abc import Mapping
from typing import Final

from torrens_anchor.chain import rlp

_DATA: Final = ("parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom")
_NUMBERS: Final = ("difficulty", "number", "gasLimit", "gasUsed", "timestamp")
_SEALED: Final = ("extraData", "mixHash", "nonce")
_LATER: Final = (
    ("baseFeePerGas", True),  # EIP-1559
    ("withdrawalsRoot", False),  # EIP-4895
    ("blobGasUsed", True),  # EIP-4844
    ("excessBlobGas", True),  # EIP-4844
    ("parentBeaconBlockRoot", False),  # EIP-4788
    ("requestsHash", False),  # EIP-7685
)


def header_rlp(block: Mapping[str, str]) -> bytes:
    """Encode a header from JSON-RPC fields.

    Args:
        block: The fields of eth_getBlockByNumber; later forks' fields may be absent, from the end.

    Returns:
        The RLP whose Keccak is the block's hash.
    """
    fields = [_bytes(block[name]) for name in _DATA]
    fields += [_number(block[name]) for name in _NUMBERS]
    fields += [_bytes(block[name]) for name in _SEALED]
    fields += [_number(block[name]) if number else _bytes(block[name]) for name, number in _LATER if name in block]
    return rlp.encode(tuple(fields))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text[2:])


def _number(text: str) -> bytes:
    value = int(text, 16)
    return value.to_bytes((value.bit_length() + 7) // 8, "big")
