"""Merkle-Patricia proofs of accounts and storage slots, inclusion and absence.

Source: Ethereum Yellow Paper, appendix D; the proof form is that of `eth_getProof` (EIP-1186): the nodes on the
path from the root, each once, without those that are inlined in their parent. A proof that is cut short,
extended, reordered, or that carries a node it does not need is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from torrens_anchor.chain import rlp
from torrens_anchor.errors import MalformedInput, ProofMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

EMPTY_ROOT = bytes.fromhex("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
"""keccak256(rlp("")): the root of a trie that holds nothing."""


Seen: TypeAlias = dict[bytes, tuple[bytes, tuple[rlp.Item, ...]]]
"""Nodes by their bytes, hashed and decoded: proofs of one trie share those near its root, and need them once."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account's four fields in the state trie.

    Attributes:
        nonce: Transactions sent, or contracts created.
        balance: In wei.
        storage_root: Root of the account's storage trie.
        code_hash: Keccak-256 of the code.
    """

    nonce: int
    balance: int
    storage_root: bytes
    code_hash: bytes


def prove(root: bytes, key: bytes, proof: Sequence[bytes], seen: Seen | None = None) -> bytes | None:
    """Walk a proof from a root along a key.

    Args:
        root: The trie's root, 32 bytes.
        key: The key as the trie has it (for a secure trie: already hashed).
        proof: The nodes, RLP-encoded, root first; empty for an empty trie.
        seen: Takes what was hashed and decoded, for the next proof of the same trie.

    Returns:
        The value's bytes, or None when the proof shows that the key is absent.

    Raises:
        ProofMismatch: A node does not hash to its reference, is missing, or is not needed.
        MalformedInput: A node is not RLP, or no trie node.
    """
    if not proof and root == keccak256(rlp.encode(b""), Hashed.TRIE_NODE):
        return None
    value, used = _walk(root, _nibbles(key), proof, {} if seen is None else seen)
    if used != len(proof):
        raise ProofMismatch(f"the proof carries {len(proof) - used} nodes that its path does not need", used=used)
    return value


def _walk(root: bytes, path: bytes, proof: Sequence[bytes], seen: Seen) -> tuple[bytes | None, int]:
    """Follow a path of nibbles; give the value, or None, and how many nodes were used."""
    node, used, at = _fetch(root, proof, 0, seen), 1, 0
    while node:
        if len(node) == 17:
            if at == len(path):
                return _value(node[16]), used
            child, at = node[path[at]], at + 1
        else:
            is_leaf, part = _compact(node)
            if path[at : at + len(part)] != part or (is_leaf and at + len(part) != len(path)):
                return None, used
            at += len(part)
            if is_leaf:
                return _value(node[1]) or _refuse("a leaf without a value"), used
            child = node[1]
        if isinstance(child, bytes):
            if not child:
                return None, used
            node, used = _fetch(rlp.fixed(child, "child reference", 32), proof, used, seen), used + 1
        else:
            node = _inlined(child)
    return None, used


def _fetch(reference: bytes, proof: Sequence[bytes], index: int, seen: Seen) -> tuple[rlp.Item, ...]:
    """Take the next node of a proof, which must hash to the reference."""
    if index >= len(proof):
        raise ProofMismatch("the proof ends before its path does", nodes=len(proof))
    found = seen.get(proof[index])
    if (found[0] if found else keccak256(proof[index], Hashed.TRIE_NODE)) != reference:
        raise ProofMismatch(f"node {index} does not hash to its reference", node=index, reference=reference.hex())
    if index and len(proof[index]) < 32:
        raise MalformedInput(f"node {index} is shorter than 32 bytes and must be inlined", node=index)
    if found is None:
        item = rlp.decode(proof[index])
        found = seen[proof[index]] = reference, () if item == b"" else _node(item)
    return found[1]


def _inlined(child: tuple[rlp.Item, ...]) -> tuple[rlp.Item, ...]:
    if len(rlp.encode(child)) >= 32:
        raise MalformedInput("a node of 32 bytes or more is inlined in its parent")
    return _node(child)


def _node(item: rlp.Item) -> tuple[rlp.Item, ...]:
    if isinstance(item, bytes) or len(item) not in (2, 17):
        raise MalformedInput("a trie node is neither a branch of 17 items nor a pair")
    return item


def _compact(node: tuple[rlp.Item, ...]) -> tuple[bool, bytes]:
    """Read a hex-prefix path: whether it ends at a leaf, and its nibbles."""
    encoded = node[0]
    if not isinstance(encoded, bytes) or not encoded:
        raise MalformedInput("a trie node has no path")
    flag, nibbles = encoded[0] >> 4, _nibbles(encoded)
    if flag > 3 or (not flag & 1 and nibbles[1]):
        raise MalformedInput("a trie path has an unknown prefix", prefix=encoded[0])
    part = nibbles[1:] if flag & 1 else nibbles[2:]
    if flag < 2 and not part:
        raise MalformedInput("an extension node has an empty path")
    return flag >= 2, part


def _value(item: rlp.Item) -> bytes | None:
    if not isinstance(item, bytes):
        raise MalformedInput("a trie value is a list")
    return item or None


def _refuse(what: str) -> bytes:
    raise MalformedInput(f"a trie node is malformed: {what}")


_OF_DIGIT = bytes.maketrans(b"0123456789abcdef", bytes(range(16)))


def _nibbles(data: bytes) -> bytes:
    return data.hex().encode().translate(_OF_DIGIT)


def prove_account(state_root: bytes, address: bytes, proof: Sequence[bytes]) -> Account | None:
    """Prove an account against a header's state root.

    Args:
        state_root: The header's state root.
        address: 20 bytes.
        proof: `accountProof` of `eth_getProof`.

    Returns:
        The account, or None when the proof shows that there is none.

    Raises:
        ProofMismatch: The proof does not lead to the root.
        MalformedInput: A node or the account is malformed.
    """
    value = prove(state_root, keccak256(address, Hashed.TRIE_KEY), proof)
    if value is None:
        return None
    parts = rlp.sequence(rlp.decode(value), "account")
    if len(parts) != 4:
        raise MalformedInput(f"an account has 4 fields, not {len(parts)}")
    return Account(
        nonce=rlp.uint(parts[0], "nonce", 64),
        balance=rlp.uint(parts[1], "balance"),
        storage_root=rlp.fixed(parts[2], "storage root", 32),
        code_hash=rlp.fixed(parts[3], "code hash", 32),
    )


def prove_storage(storage_root: bytes, slot: bytes, proof: Sequence[bytes], seen: Seen | None = None) -> bytes:
    """Prove a storage slot against an account's storage root.

    Args:
        storage_root: The account's storage root.
        slot: The slot's position, 32 bytes.
        proof: `storageProof[i].proof` of `eth_getProof`.
        seen: Takes what was hashed and decoded, for the next proof of the same trie.

    Returns:
        The slot's word, 32 bytes; zero when the proof shows that the slot is empty.

    Raises:
        ProofMismatch: The proof does not lead to the root.
        MalformedInput: A node or the value is malformed, or a zero is stored.
    """
    value = prove(storage_root, keccak256(slot, Hashed.TRIE_KEY), proof, seen)
    if value is None:
        return bytes(32)
    word = rlp.uint(rlp.decode(value), "storage value")
    if not word:
        raise MalformedInput("a storage trie never holds a zero")
    return word.to_bytes(32, "big")
