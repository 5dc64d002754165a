"""A transaction and its receipt proven in their block: the block's own tries, built from what a node shows of it.

Nodes give proofs of state (eth_getProof), none of transactions and receipts; but a block is small enough to build both
tries anew. Nothing that the node says is believed: roots that differ from the header's are refused.

Source: Yellow Paper sections 4.3, 4.4.1 and appendix D; EIP-2718, EIP-2930, EIP-1559.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import Header
from torrens_anchor.chain.receipt import index_key
from torrens_anchor.errors import UnknownVersion
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import BlockMissing, MalformedAnswer
from torrens_contracts.hexcodec import from_hex, from_quantity, to_quantity
from torrens_contracts.node.wire import Wire

_Shown = Mapping[str, object]
_Pairs = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class BlockProof:
    """A transaction's place in a block.

    Attributes:
        index: Its number there, from 0.
        events_before: How many events the transactions before it emitted.
        receipt: Proof of its receipt under the header's receipts root.
        transaction: Proof of its bytes under the header's transactions root.
    """

    index: int
    events_before: int
    receipt: tuple[bytes, ...]
    transaction: tuple[bytes, ...]


def prove_in_block(wire: Wire, header: Header, tx: bytes) -> BlockProof:
    """Prove a transaction and its receipt in a block.

    Args:
        wire: A node that has the block.
        header: The block's header.
        tx: The transaction's hash.

    Returns:
        The proofs, which lead to the header's roots.

    Raises:
        NodeRefused: The node does not show blocks' receipts (eth_getBlockReceipts).
        BlockMissing: It no longer has the block or its receipts, or the block has no such transaction.
        UnknownVersion: The block has a transaction of a type that is not encoded here.
        MalformedAnswer: What the node shows is not of this header.
    """
    number = to_quantity(header.number)
    block = wire.call("eth_getBlockByNumber", number, True)  # noqa: FBT003 - JSON-RPC's own flag: whole transactions
    shown = _listed(block.get("transactions") if isinstance(block, dict) else None, wire, header)
    receipts = _listed(wire.call("eth_getBlockReceipts", number), wire, header)
    sent = [encode_transaction(one) for one in shown]
    done = [encode_receipt(one) for one in receipts]
    index = next((place for place, raw in enumerate(sent) if keccak256(raw) == tx), None)
    if index is None or len(sent) != len(done):
        raise BlockMissing(f"{wire.where} shows no transaction 0x{tx.hex()} in block {header.number}")
    (sent_root, sent_proof), (done_root, done_proof) = prove_index(sent, index), prove_index(done, index)
    if (sent_root, done_root) != (header.transactions_root, header.receipts_root):
        raise MalformedAnswer(f"what the node shows of block {header.number} does not hash to its header's roots")
    before = sum(len(_logs(one)) for one in receipts[:index])
    return BlockProof(index, before, done_proof, sent_proof)


def _listed(found: object, wire: Wire, header: Header) -> list[_Shown]:
    if not isinstance(found, list):
        raise BlockMissing(f"{wire.where} no longer shows block {header.number} whole", block=header.number)
    if not all(isinstance(one, dict) for one in found):
        raise MalformedAnswer(f"what the node shows of block {header.number} is no list of objects")
    return found


def encode_transaction(shown: _Shown) -> bytes:
    """Encode a transaction as its hash is made of.

    Args:
        shown: The transaction as eth_getBlockByNumber gives it.

    Returns:
        Its bytes, whose Keccak-256 is `shown["hash"]`.

    Raises:
        UnknownVersion: Of a type that is not encoded here.
        MalformedAnswer: A field is missing or malformed, or the bytes do not hash to its hash.
    """
    kind = _type(shown, 2)
    fees = ("maxPriorityFeePerGas", "maxFeePerGas") if kind == 2 else ("gasPrice",)
    to = from_hex(shown["to"], "to", 20) if shown.get("to") else b""
    fields: list[rlp.Item] = [_number(shown, "chainId")] if kind else []
    fields += [_number(shown, name) for name in ("nonce", *fees, "gas")]
    fields += [to, _number(shown, "value"), from_hex(shown.get("input"), "input")]
    if kind:
        fields.append(tuple(_access(one) for one in _items(shown, "accessList")))
    fields += [_number(shown, "yParity" if kind and "yParity" in shown else "v"), *(_number(shown, n) for n in "rs")]
    raw = (bytes([kind]) if kind else b"") + rlp.encode(tuple(fields))
    if keccak256(raw) != from_hex(shown.get("hash"), "the transaction's hash", 32):
        raise MalformedAnswer(f"a transaction's fields do not hash to {shown.get('hash')}")
    return raw


def encode_receipt(shown: _Shown) -> bytes:
    """Encode a receipt as the receipts trie holds it.

    Args:
        shown: The receipt as eth_getBlockReceipts gives it.

    Returns:
        Its bytes; only the header's receipts root says whether they are right.

    Raises:
        UnknownVersion: Of a type that is not known here.
        MalformedAnswer: A field is missing or malformed.
    """
    kind = _type(shown, 4)
    logs = tuple(
        (
            from_hex(one.get("address"), "a log's address", 20),
            tuple(from_hex(topic, "a topic", 32) for topic in _items(one, "topics")),
            from_hex(one.get("data"), "a log's data"),
        )
        for one in _logs(shown)
    )
    bloom = from_hex(shown.get("logsBloom"), "logsBloom", 256)
    head = (_number(shown, "status"), _number(shown, "cumulativeGasUsed"), bloom)
    return (bytes([kind]) if kind else b"") + rlp.encode((*head, logs))


def _type(shown: _Shown, newest: int) -> int:
    kind = from_quantity(shown.get("type", "0x0"), "type")
    if kind > newest:
        raise UnknownVersion(f"the block has a transaction of type {kind}, which is not encoded here", type=kind)
    return kind


def _number(shown: _Shown, name: str) -> bytes:
    return rlp.uint_bytes(from_quantity(shown.get(name), name))


def _items(shown: _Shown, name: str) -> list[object]:
    found = shown.get(name)
    if not isinstance(found, list):
        raise MalformedAnswer(f"the node shows no {name}", field=name)
    return found


def _logs(shown: _Shown) -> list[_Shown]:
    return [one for one in _items(shown, "logs") if isinstance(one, dict)]


def _access(one: object) -> rlp.Item:
    if not isinstance(one, dict):
        raise MalformedAnswer("an item of accessList is no object")
    slots = tuple(from_hex(slot, "a storage key", 32) for slot in _items(one, "storageKeys"))
    return from_hex(one.get("address"), "an account of accessList", 20), slots


def prove_index(values: Sequence[bytes], index: int) -> tuple[bytes, tuple[bytes, ...]]:
    """Build the trie of a block's transactions or receipts, and prove one of them.

    Args:
        values: What the trie holds, by number.
        index: Which to prove.

    Returns:
        The trie's root, and the proof: its nodes from the root down.
    """
    pairs = sorted((_nibbles(index_key(place)), value) for place, value in enumerate(values))
    passed: list[bytes] = []
    encoded = rlp.encode(_node(pairs, 0, _nibbles(index_key(index)), passed))
    return keccak256(encoded), (encoded, *reversed(passed))


def _node(pairs: _Pairs, depth: int, wanted: bytes, passed: list[bytes]) -> rlp.Item:
    """Make the node over sorted paths; those below it on the wanted path go to `passed`, deepest first."""
    first, last = pairs[0][0], pairs[-1][0]
    if len(pairs) == 1:
        return _compact(first[depth:], 0x20), pairs[0][1]
    fork = next(place for place in range(depth, len(first)) if first[place] != last[place])
    if fork > depth:
        return _compact(first[depth:fork], 0), _below(pairs, fork, wanted, passed)
    groups = [[pair for pair in pairs if pair[0][depth] == nibble] for nibble in range(16)]
    return (*(_below(group, depth + 1, wanted, passed) if group else b"" for group in groups), b"")


def _below(pairs: _Pairs, depth: int, wanted: bytes, passed: list[bytes]) -> rlp.Item:
    """Refer to a node: by its hash, or with the node itself where that is shorter than a hash."""
    node = _node(pairs, depth, wanted, passed)
    encoded = rlp.encode(node)
    if len(encoded) < 32:
        return node
    if any(path == wanted for path, _ in pairs):
        passed.append(encoded)
    return keccak256(encoded)


def _nibbles(key: bytes) -> bytes:
    return bytes(half for byte in key for half in (byte >> 4, byte & 15))


def _compact(path: bytes, flag: int) -> bytes:
    """Hex-prefix encoding; the flag is 0x20 for a leaf."""
    padded = (bytes([flag >> 4 | 1]) if len(path) % 2 else bytes([flag >> 4, 0])) + path
    return bytes(padded[place] << 4 | padded[place + 1] for place in range(0, len(padded), 2))
