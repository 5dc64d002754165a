"""The one hash tree of the house: RFC 9162 (the same as RFC 6962) over SHA-256.

Here: hashing, the root, the compact range, the checks of inclusion and consistency proofs; `merkle_tree` makes those.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

from torrens_anchor.errors import MalformedInput, OutOfRange, ProofMismatch
from torrens_anchor.hashing.digest import LeafHash, Root, sha256_of
from torrens_anchor.hashing.ledger import Hashed, kept

HASH_SIZE: Final = 32
"""Bytes in a SHA-256 hash."""
MAX_TREE_SIZE: Final = 2**63
"""Sizes in this house's formats stay below this, so that a proof never needs more than 63 hashes."""
EMPTY_ROOT: Final = Root(sha256(b"").digest())
"""Root of the tree without leaves (RFC 9162 section 2.1.1)."""
_BLOCK_HEIGHT: Final = 14


def leaf_hash(leaf: bytes) -> LeafHash:
    """Hash a leaf (RFC 9162 section 2.1.1).

    Args:
        leaf: The leaf's exact bytes.

    Returns:
        SHA-256(0x00 || leaf).
    """
    return LeafHash(sha256_of(b"\x00" + leaf, Hashed.LEAF))


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash an inner node (RFC 9162 section 2.1.1).

    Args:
        left: Hash of the left subtree.
        right: Hash of the right subtree.

    Returns:
        SHA-256(0x01 || left || right).
    """
    return sha256(b"\x01" + left + right).digest()


def parents(level: Sequence[bytes]) -> list[bytes]:
    """Hash neighbours pairwise; a last one without a neighbour moves up as it is.

    Args:
        level: Hashes of one level, from the left.

    Returns:
        Hashes of the level above.
    """
    it = iter(level)
    pairs = zip(it, it, strict=False)
    if kept() is None:
        above = [sha256(b"\x01" + a + b).digest() for a, b in pairs]
    else:
        above = [sha256_of(b"\x01" + a + b, Hashed.NODE) for a, b in pairs]
    return above + list(level[len(level) // 2 * 2 :])


def tree_root(leaves: Sequence[bytes]) -> Root:
    """Compute the root over leaf hashes.

    Args:
        leaves: Leaf hashes, from the left.

    Returns:
        The Merkle tree hash; `EMPTY_ROOT` for none.
    """
    level = leaves
    while len(level) > 1:
        level = parents(level)
    return Root(level[0]) if level else EMPTY_ROOT


class CompactRange:
    """State of an append-only tree: the roots of its perfect subtrees, largest first.

    Attributes:
        size: Leaves so far.
        hashes: One root per set bit of `size`, the largest subtree first.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        """Take up a state, empty by default.

        Args:
            size: Leaves in the tree.
            hashes: One root per set bit of `size`, the largest subtree first.

        Raises:
            MalformedInput: The number of hashes is not the number of set bits.
        """
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise MalformedInput(f"a tree of {size} leaves has {size.bit_count()} subtrees, not {len(self.hashes)}")

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the right.

        Args:
            leaf: Its leaf hash.
        """
        self._push(leaf, 0)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add many leaves at the right, hashing whole perfect subtrees level by level.

        Args:
            leaves: Their leaf hashes.
        """
        at = 0
        while at < len(leaves):
            height = min(_BLOCK_HEIGHT, (len(leaves) - at).bit_length() - 1)
            if self.size:
                height = min(height, (self.size & -self.size).bit_length() - 1)
            self._push(tree_root(leaves[at : at + (1 << height)]), height)
            at += 1 << height

    def _push(self, root: bytes, height: int) -> None:
        """Add a perfect subtree of 2^height leaves; `size` must be a multiple of that."""
        carry = self.size >> height
        self.size += 1 << height
        while carry & 1:
            root = node_hash(self.hashes.pop(), root)
            carry >>= 1
        self.hashes.append(root)

    def root(self) -> Root:
        """Fold the subtrees, smallest first.

        Returns:
            The tree's root.
        """
        return fold(self.hashes)


def fold(subtrees: Sequence[bytes]) -> Root:
    """Fold the roots of adjacent perfect subtrees of falling size into one root.

    Args:
        subtrees: The largest first.

    Returns:
        The root over all; `EMPTY_ROOT` for none.
    """
    if not subtrees:
        return EMPTY_ROOT
    root = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        root = node_hash(left, root)
    return Root(root)


def verify_inclusion(*, leaf: LeafHash, index: int, size: int, proof: Sequence[bytes], root: Root) -> None:
    """Check that a leaf stands at an index of a tree (RFC 9162 section 2.1.3.2).

    Args:
        leaf: The leaf's hash.
        index: Its place, from 0.
        size: Leaves in the tree.
        proof: Sibling hashes, the leaf's own first.
        root: The tree's root.

    Raises:
        OutOfRange: `index` is not below `size`, or the size is out of bounds.
        MalformedInput: A hash has not 32 bytes.
        ProofMismatch: Too long, too short, or it leads to another root.
    """
    found = root_from_inclusion(leaf=leaf, index=index, size=size, proof=proof)
    if found != root:
        raise ProofMismatch(
            f"inclusion proof of leaf {index} in {size} leads to another root", found=found.hex(), stated=root.hex()
        )


def root_from_inclusion(*, leaf: LeafHash, index: int, size: int, proof: Sequence[bytes]) -> Root:
    """Compute the root that an inclusion proof leads to (RFC 9162 section 2.1.3.2).

    Args:
        leaf: The leaf's hash.
        index: Its place, from 0.
        size: Leaves in the tree.
        proof: Sibling hashes, the leaf's own first.

    Returns:
        The root; worth nothing until compared with one that is trusted.

    Raises:
        OutOfRange: `index` is not below `size`, or the size is out of bounds.
        MalformedInput: A hash has not 32 bytes.
        ProofMismatch: Too long or too short for this index and size.
    """
    _check_size(size)
    if not 0 <= index < size:
        raise OutOfRange(f"index {index} is not below the tree's size {size}", index=index, size=size)
    _check_hashes([leaf, *proof])
    wanted = inclusion_length(index, size)
    if len(proof) != wanted:
        raise ProofMismatch(f"inclusion proof has {len(proof)} hashes, not {wanted}", found=len(proof), wanted=wanted)
    node: bytes = leaf
    last = size - 1
    for sibling in proof:
        while index == last and not index & 1:  # a last node without a neighbour moves up as it is
            index >>= 1
            last >>= 1
        node = sha256_of(b"\x01" + sibling + node if index & 1 else b"\x01" + node + sibling, Hashed.NODE)
        index >>= 1
        last >>= 1
    return Root(node)


def inclusion_length(index: int, size: int) -> int:
    """Say how many hashes an inclusion proof has.

    Args:
        index: The leaf's place, below `size`.
        size: Leaves in the tree.

    Returns:
        The only length that verifies.
    """
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def verify_consistency(*, size1: int, size2: int, root1: Root, root2: Root, proof: Sequence[bytes]) -> None:
    """Check that a tree is a prefix of a larger one (RFC 9162 section 2.1.4.2).

    Size 0 is refused: every tree extends the empty one and no proof shows it, so who accepts a first checkpoint (a
    witness, an anchor contract) decides by itself. Two roots of one size are only compared: published vectors want it.

    Args:
        size1: Leaves in the older tree, at least 1.
        size2: Leaves in the newer tree.
        root1: The older root.
        root2: The newer root.
        proof: The consistency proof.

    Raises:
        OutOfRange: `size1` is 0 or above `size2`.
        MalformedInput: A hash has not 32 bytes.
        ProofMismatch: Too long, too short, or it leads to other roots.
    """
    _check_size(size2)
    if not 0 < size1 <= size2:
        raise OutOfRange(f"old size {size1} is not between 1 and the new size {size2}", size1=size1, size2=size2)
    if size1 == size2:
        if proof or root1 != root2:
            raise ProofMismatch(f"two trees of {size1} leaves have unlike roots, or a proof that must be empty")
        return
    _check_hashes([root1, root2, *proof])
    path = proof if size1 & (size1 - 1) else [root1, *proof]
    old, new = _walk_consistency(size1, size2, iter(path))
    if old != root1:
        raise ProofMismatch(f"consistency proof {size1} to {size2} does not lead to the old root", stated=root1.hex())
    if new != root2:
        raise ProofMismatch(f"consistency proof {size1} to {size2} does not lead to the new root", stated=root2.hex())


def _walk_consistency(size1: int, size2: int, path: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Rebuild both roots from a proof whose first hash is the old tree's last perfect subtree."""
    node, last = size1 - 1, size2 - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = next(path, b"")
    for sibling in path:
        if not last:
            raise ProofMismatch(f"consistency proof {size1} to {size2} is too long")
        if node & 1 or node == last:
            old = node_hash(sibling, old)
            new = node_hash(sibling, new)
            while node and not node & 1:
                node >>= 1
                last >>= 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise ProofMismatch(f"consistency proof {size1} to {size2} is too short")
    return old, new


def _check_size(size: int) -> None:
    if not 0 <= size < 2**64:  # the standard's own sizes (RFC 9162, TreeHeadDataV2); this house's are smaller
        raise OutOfRange(f"tree size {size} is not between 0 and 2^64 - 1", size=size)


def _check_hashes(hashes: Iterable[bytes]) -> None:
    for value in hashes:
        if len(value) != HASH_SIZE:
            raise MalformedInput(f"a tree hash has {HASH_SIZE} bytes, not {len(value)}", size=len(value))
