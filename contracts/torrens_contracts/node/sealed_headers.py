"""QBFT headers with the seals of their validators, as Besu shows them; `Wire.header_rlp` gives them without.

And, where a contract names the validators, when its storage changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from torrens_contracts.errors import BlockMissing, MalformedAnswer
from torrens_contracts.hexcodec import from_hex, to_hex, to_quantity
from torrens_contracts.node.header_rlp import encode_sealed
from torrens_contracts.node.rpc_types import RawAccountProof
from torrens_contracts.node.transport import Request
from torrens_contracts.node.wire import HEADERS_A_BATCH, Wire
from torrens_contracts.types import Address, Digest32


def sealed_headers(wire: Wire, numbers: Sequence[int]) -> list[bytes]:
    """Ask for headers by height, in batches.

    Args:
        wire: The node.
        numbers: Heights.

    Returns:
        RLP of each with its seals, in order; each is of its block's hash, and who sealed it is for the caller to check.

    Raises:
        BlockMissing: The node does not have one of them.
        MalformedAnswer: One is no QBFT header, or another block's.
    """
    found: list[bytes] = []
    for start in range(0, len(numbers), HEADERS_A_BATCH):
        part = numbers[start : start + HEADERS_A_BATCH]
        asked = [("eth_getBlockByNumber", (to_quantity(number), False)) for number in part]
        found += [_sealed(answer, number) for answer, number in zip(wire.ask_many(object, asked), part, strict=True)]
    return found


def storage_roots(wire: Wire, account: Address, numbers: Sequence[int]) -> list[Digest32]:
    """Ask for the roots of an account's storage after blocks, in batches: where two are equal, nothing changed.

    Args:
        wire: The node.
        account: Whose.
        numbers: Heights.

    Returns:
        The root after each, in order, on the node's word.

    Raises:
        NodeRefused: The node no longer has one of these states.
        MalformedAnswer: An answer is none.
    """
    found: list[Digest32] = []
    for start in range(0, len(numbers), HEADERS_A_BATCH):
        part = numbers[start : start + HEADERS_A_BATCH]
        asked: list[Request] = [("eth_getProof", (to_hex(account), [], to_quantity(number))) for number in part]
        answers = wire.ask_many(RawAccountProof, asked)
        found += [Digest32(from_hex(answer.storage_hash, "storageHash", 32)) for answer in answers]
    return found


def _sealed(answer: object, number: int) -> bytes:
    if not isinstance(answer, dict):
        raise BlockMissing(f"the node has no block {number}", block=number)
    if answer.get("number") != to_quantity(number):
        raise MalformedAnswer(f"asked for block {number}, the node answers with {answer.get('number')}", block=number)
    return encode_sealed(answer)
