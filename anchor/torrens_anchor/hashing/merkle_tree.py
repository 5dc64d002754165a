"""Inclusion and consistency proofs, from any store that can name the roots of perfect subtrees.

A log on disk, a tree in memory and a table read as a stream all keep different nodes; each gives a
`NodeAt` function, and the paths here ask it only for perfect subtrees, whose hashes never change.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from torrens_anchor.errors import OutOfRange
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import fold, inclusion_length, parents

NodeAt: TypeAlias = Callable[[int, int], bytes]
"""(height, place) → root of the perfect subtree over leaves [place·2^height, (place+1)·2^height)."""


def range_root(begin: int, end: int, node: NodeAt) -> Root:
    """Compute the root over leaves [begin, end) where `begin` starts a subtree of the tree.

    Args:
        begin: First leaf; a multiple of the power of two that spans the range.
        end: One past the last leaf.
        node: Gives perfect subtrees.

    Returns:
        The Merkle tree hash of those leaves.
    """
    subtrees: list[bytes] = []
    while begin < end:
        height = (end - begin).bit_length() - 1
        subtrees.append(node(height, begin >> height))
        begin += 1 << height
    return fold(subtrees)


def inclusion_path(index: int, size: int, node: NodeAt) -> list[bytes]:
    """Make an inclusion proof (RFC 9162 section 2.1.3.1).

    Args:
        index: The leaf's place, from 0.
        size: Leaves in the tree.
        node: Gives perfect subtrees.

    Returns:
        Sibling hashes, the leaf's own first.

    Raises:
        OutOfRange: `index` is not below `size`.
    """
    if not 0 <= index < size:
        raise OutOfRange(f"index {index} is not below the tree's size {size}", index=index, size=size)
    path: list[bytes] = []
    height = 0
    while len(path) < inclusion_length(index, size):
        sibling = (index >> height) ^ 1
        begin, end = sibling << height, min((sibling + 1) << height, size)
        if begin < size:
            path.append(node(height, sibling) if end - begin == 1 << height else range_root(begin, end, node))
        height += 1
    return path


def consistency_path(size1: int, size2: int, node: NodeAt) -> list[bytes]:
    """Make a consistency proof (RFC 9162 section 2.1.4.1).

    Args:
        size1: Leaves in the older tree.
        size2: Leaves in the newer tree.
        node: Gives perfect subtrees of the newer tree.

    Returns:
        The proof; empty when the sizes are equal.

    Raises:
        OutOfRange: `size1` is 0 or above `size2`.
    """
    if not 0 < size1 <= size2:
        raise OutOfRange(f"old size {size1} is not between 1 and the new size {size2}", size1=size1, size2=size2)
    path: list[bytes] = []
    begin, end, whole = 0, size2, True
    while size1 != end:
        split = begin + (1 << ((end - begin - 1).bit_length() - 1))
        if size1 <= split:
            path.append(range_root(split, end, node))
            end = split
        else:
            path.append(range_root(begin, split, node))
            begin, whole = split, False
    if not whole:
        path.append(range_root(begin, end, node))
    return path[::-1]


class Tree:
    """A whole tree in memory, every level kept, so that proofs are look-ups.

    Attributes:
        size: Leaves in the tree.
    """

    __slots__ = ("_levels", "size")

    def __init__(self, leaves: Sequence[bytes]) -> None:
        """Hash all levels.

        Args:
            leaves: Leaf hashes, from the left.
        """
        self.size = len(leaves)
        self._levels: list[Sequence[bytes]] = [leaves]
        while len(self._levels[-1]) > 1:
            self._levels.append(parents(self._levels[-1]))

    def node(self, height: int, place: int) -> bytes:
        """Name the root of a perfect subtree.

        Args:
            height: Levels above the leaves.
            place: Its number within the level, from 0.

        Returns:
            The hash.
        """
        return self._levels[height][place]

    def root(self) -> Root:
        """Give the tree's root.

        Returns:
            The root; that of the empty tree for none.
        """
        return range_root(0, self.size, self.node)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Prove that a leaf stands at an index.

        Args:
            index: The leaf's place, from 0.

        Returns:
            Sibling hashes, the leaf's own first.

        Raises:
            OutOfRange: `index` is not below the tree's size.
        """
        if not 0 <= index < self.size:
            raise OutOfRange(f"index {index} is not below the tree's size {self.size}", index=index, size=self.size)
        path: list[bytes] = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):
                path.append(level[sibling])
            index >>= 1
        return path

    def consistency_proof(self, size1: int) -> list[bytes]:
        """Prove that the first `size1` leaves are a prefix of this tree.

        Args:
            size1: Size of the older tree.

        Returns:
            The proof.

        Raises:
            OutOfRange: `size1` is 0 or above the tree's size.
        """
        return consistency_path(size1, self.size, self.node)
