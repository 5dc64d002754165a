"""How a block is named to a node: by its number, its 32-byte hash (EIP-1898) or a tag."""

from __future__ import annotations

from typing import Literal

from torrens_contracts.hexcodec import to_hex, to_quantity

BlockRef = int | bytes | Literal["latest", "pending", "earliest", "safe", "finalized"]
"""A block by number, by hash, or by tag."""


def block_param(block: BlockRef) -> object:
    """Give a block as a JSON-RPC parameter.

    Args:
        block: Number, hash or tag.

    Returns:
        A quantity, EIP-1898's object, or the tag.
    """
    if isinstance(block, str):
        return block
    return to_quantity(block) if isinstance(block, int) else {"blockHash": to_hex(block)}
