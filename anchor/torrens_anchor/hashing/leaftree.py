"""A table's tree, built as its leaves come: nothing is kept but roots of blocks and what a proof passes through.

Leaf 0 (the schema) is given last, since it may say how many rows there were.
"""

from collections.abc import Sequence
from typing import Final

from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import tree_root
from torrens_anchor.hashing.merkle_tree import Tree, inclusion_path, range_root

_BLOCK_HEIGHT: Final = 14
_BLOCK: Final = 1 << _BLOCK_HEIGHT


class LeafTree:
    """The leaves of a table: 0 for the schema, then one a row.

    Attributes:
        rows: Leaves so far, leaf 0 not counted.
    """

    def __init__(self, wanted: int | None = None) -> None:
        """Begin with leaf 0, not yet known.

        Args:
            wanted: A row, from 1, whose path will be asked for; None for none. Leaf 0's path can always be.
        """
        self.rows = 0
        self._wanted = wanted
        self._tail: list[bytes] = [b""]
        self._block_roots: list[bytes] = []
        self._kept: dict[int, list[bytes]] = {}
        self._top = Tree([])

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add rows at the right.

        Args:
            leaves: Their leaf hashes.
        """
        self.rows += len(leaves)
        self._tail += leaves
        if len(self._tail) >= _BLOCK:
            self._close_blocks()

    def finish(self, first: bytes) -> Root:
        """Set leaf 0 and close the tree.

        Args:
            first: Its leaf hash.

        Returns:
            The root.
        """
        if self._block_roots:
            self._kept[0][0] = first
            self._block_roots[0] = tree_root(self._kept[0])
        else:
            self._tail[0] = first
        self._top = Tree(self._block_roots)
        return range_root(0, self.rows + 1, self._node)

    def path(self, index: int) -> tuple[bytes, ...]:
        """Make the inclusion proof of leaf 0 or of the wanted row; to be called after `finish`.

        Args:
            index: 0 or the wanted row.

        Returns:
            The proof.
        """
        return tuple(inclusion_path(index, self.rows + 1, self._node))

    def _close_blocks(self) -> None:
        whole = len(self._tail) // _BLOCK * _BLOCK
        for at in range(0, whole, _BLOCK):
            leaves = self._tail[at : at + _BLOCK]
            number = len(self._block_roots)
            if not number or (self._wanted is not None and number == self._wanted >> _BLOCK_HEIGHT):
                self._kept[number] = leaves
            self._block_roots.append(tree_root(leaves) if number else b"")
        del self._tail[:whole]

    def _node(self, height: int, place: int) -> bytes:
        """Name a perfect subtree: above the blocks from their roots, within one from its leaves."""
        if height >= _BLOCK_HEIGHT:
            return self._top.node(height - _BLOCK_HEIGHT, place)
        number, begin = (place << height) >> _BLOCK_HEIGHT, (place << height) % _BLOCK
        leaves = self._tail if number == len(self._block_roots) else self._kept[number]
        return tree_root(leaves[begin : begin + (1 << height)])
