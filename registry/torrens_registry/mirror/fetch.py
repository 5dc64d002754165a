"""Blocks and logs from a node, believed only as far as they hold together.

Every header of a range is fetched and linked by parent hash to the block before it. Logs are taken only when each
stands in a fetched block of the same hash, in rising order. Above finality they are asked for by block hash, which a
node that lacks the block refuses instead of answering "none". A block without logs whose bloom filter says otherwise is
asked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import MalformedAnswer
from torrens_contracts.events import topic0_of
from torrens_contracts.events_gen import ModuleEnabled
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.rpc_types import Header, Log
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address

_MODULE_ENABLED = to_hex(topic0_of(ModuleEnabled))


@dataclass(frozen=True, slots=True)
class Block:
    """A block as far as the mirror needs it.

    Attributes:
        number: Height.
        hash: Its hash.
        parent_hash: Its parent's.
        timestamp: UTC seconds.
        logs: The logs of Register and the modules in it, in order.
    """

    number: int
    hash: str
    parent_hash: str
    timestamp: int
    logs: tuple[Log, ...] = ()


def block_of(header: Header, logs: Sequence[Log] = ()) -> Block:
    """Returns a block of its header and logs.

    Args:
        header: The block's header.
        logs: Its logs.

    Returns:
        The row of the block.
    """
    return Block(int(header.number), header.hash, header.parent_hash, int(header.timestamp), tuple(logs))


def fetch(wire: Wire, parent: str, first: int, last: int, watched: Sequence[Address], *, final: bool) -> list[Block]:
    """Fetches a range of blocks that follow a known one.

    Args:
        wire: The node.
        parent: Hash of block first - 1.
        first: Lowest height.
        last: Highest height.
        watched: Register first, then every known module; modules enabled in the range are watched too.
        final: Whether the whole range is final.

    Returns:
        One block a height, ascending.

    Raises:
        MalformedAnswer: The answers do not hold together; the node changed its branch meanwhile, or is faulty.
        BlockMissing: The node lacks a block of the range.
    """
    headers = wire.headers(first, last)
    _require_linked(headers, parent)
    since = {to_hex(one): (-1, -1) for one in watched}
    while True:
        known = [Address(bytes.fromhex(one[2:])) for one in since]
        blocks = _blocks(headers, _logs(wire, headers, known, final=final))
        added = {one: at for one, at in _enabled(blocks, watched[0]).items() if one not in since}
        if not added:
            blooms = [header.logs_bloom for header in headers]
            return [
                _since(_asked_again(wire, one, bloom, known), since) for one, bloom in zip(blocks, blooms, strict=True)
            ]
        since |= added


def _require_linked(headers: Sequence[Header], parent: str) -> None:
    for header in headers:
        if header.parent_hash != parent:
            raise MalformedAnswer(
                f"block {header.number} names {header.parent_hash} as its parent, not {parent}",
                block=int(header.number),
                parent=header.parent_hash,
                expected=parent,
            )
        parent = header.hash


def _logs(wire: Wire, headers: Sequence[Header], watched: Sequence[Address], *, final: bool) -> list[Log]:
    if final:
        return wire.logs(int(headers[0].number), int(headers[-1].number), watched)
    return [log for header in headers for log in wire.logs_by_block_hash(bytes.fromhex(header.hash[2:]), watched)]


def _blocks(headers: Sequence[Header], logs: Sequence[Log]) -> list[Block]:
    bare = [block_of(header) for header in headers]
    placed = _placed(bare, logs)
    return [replace(block, logs=placed[block.number]) if block.number in placed else block for block in bare]


def _placed(blocks: Sequence[Block], logs: Sequence[Log]) -> dict[int, tuple[Log, ...]]:
    """Puts each log into its block, refusing what stands elsewhere."""
    told: dict[int, list[Log]] = defaultdict(list)
    hashes = {block.number: block.hash for block in blocks}
    last = (-1, -1)
    for log in logs:
        at = (int(log.block_number), int(log.log_index))
        if log.removed or hashes.get(at[0]) != log.block_hash or at <= last:
            raise MalformedAnswer(
                f"log {at[1]} of block {at[0]} is removed, out of order, or of another branch",
                block=at[0],
                log_index=at[1],
                block_hash=log.block_hash,
            )
        told[at[0]].append(log)
        last = at
    return defaultdict(tuple, {number: tuple(some) for number, some in told.items()})


def _enabled(blocks: Sequence[Block], register: Address) -> dict[str, tuple[int, int]]:
    """Gives the modules that Register says were enabled, and where it says so."""
    by = to_hex(register)
    return {
        "0x" + log.topics[1][26:]: (int(log.block_number), int(log.log_index))
        for block in blocks
        for log in block.logs
        if log.address == by and log.topics[0] == _MODULE_ENABLED
    }


def _since(block: Block, since: Mapping[str, tuple[int, int]]) -> Block:
    """Leaves out what a module said before it was enabled, so that no cut of the chain into ranges matters."""
    told = [log for log in block.logs if (int(log.block_number), int(log.log_index)) > since[log.address]]
    return block if len(told) == len(block.logs) else replace(block, logs=tuple(told))


def _asked_again(wire: Wire, block: Block, bloom: str, watched: Sequence[Address]) -> Block:
    """Asks once more for the logs of a block that has none although its bloom filter names one of the watched."""
    if block.logs or not _bloom_names(bloom, watched):
        return block
    logs = wire.logs_by_block_hash(bytes.fromhex(block.hash[2:]), watched)
    return replace(block, logs=_placed([block], logs)[block.number])


def _bloom_names(bloom: str, watched: Sequence[Address]) -> bool:
    bits = int(bloom, 16)
    return bits != 0 and any(bits & mask == mask for mask in map(_bloom_mask, watched))


def _bloom_mask(address: Address) -> int:
    """Gives the three bits of the Yellow Paper's M3:2048."""
    digest = keccak256(address)
    mask = 0
    for at in (0, 2, 4):
        mask |= 1 << (int.from_bytes(digest[at : at + 2]) & 2047)
    return mask
