"""The tree's right edge: all that a writer must know of the past to add entries, and the files they change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import CompactRange, leaf_hash, tree_root
from torrens_log.errors import LogDamaged
from torrens_log.store import LogView
from torrens_log.tiles import TILE_HEIGHT, TILE_WIDTH, encode_bundle, tile_path

Files: TypeAlias = list[tuple[PurePosixPath, bytes]]
"""Paths inside the log's folder, with their contents."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The open bundle, the open tile of each level, and the perfect subtrees.

    Attributes:
        size: Entries in the tree.
        entries: Those of the open bundle.
        tails: Hashes of each level's open tile, from level 0; empty where the last tile is full.
        subtrees: Roots of the perfect subtrees, the largest first.
    """

    size: int
    entries: tuple[bytes, ...]
    tails: tuple[tuple[bytes, ...], ...]
    subtrees: tuple[bytes, ...]

    @classmethod
    def load(cls, view: LogView) -> "Edge":
        """Read the edge of a log and hold its parts against each other.

        Args:
            view: The log.

        Returns:
            Its edge.

        Raises:
            LogDamaged: A file is missing, or entries, tiles and state disagree.
        """
        size = view.size
        tails: list[tuple[bytes, ...]] = []
        while at_level := size >> (TILE_HEIGHT * len(tails)):
            number, width = divmod(at_level, TILE_WIDTH)
            tails.append(tuple(view.tile(len(tails), number)) if width else ())
        entries = tuple(view.bundle(size // TILE_WIDTH)) if size % TILE_WIDTH else ()
        edge = cls(size, entries, tuple(tails), tuple(_subtrees(view)))
        if edge.root() != view.state.root:
            raise LogDamaged(f"the tiles at {view.path} do not hash to the state's root", path=str(view.path))
        if tails and tuple(map(leaf_hash, entries)) != tails[0]:
            raise LogDamaged(f"the last entries at {view.path} are not those of the tree", path=str(view.path))
        return edge

    def root(self) -> Root:
        """Give the tree's root.

        Returns:
            The root.
        """
        return CompactRange(self.size, self.subtrees).root()

    def grow(self, entries: Sequence[bytes]) -> tuple["Edge", Files]:
        """Work out the edge after more entries, and the files that then differ.

        Args:
            entries: What is added, at least one.

        Returns:
            The new edge and the files, none of them written yet.

        Raises:
            LimitExceeded: An entry is 64 KiB or longer.
        """
        leaves = [leaf_hash(entry) for entry in entries]
        grown = CompactRange(self.size, self.subtrees)
        grown.extend(leaves)
        files: Files = []
        open_entries = self._grow_bundles(entries, files)
        tails = self._grow_tiles(leaves, files)
        return Edge(grown.size, open_entries, tails, tuple(grown.hashes)), files

    def _grow_bundles(self, entries: Sequence[bytes], files: Files) -> tuple[bytes, ...]:
        tail: tuple[bytes, ...] = ()
        for number, part in _cut((*self.entries, *entries), self.size // TILE_WIDTH):
            files.append((tile_path(None, number, len(part)), encode_bundle(part)))
            tail = part if len(part) < TILE_WIDTH else ()
        return tail

    def _grow_tiles(self, leaves: Sequence[bytes], files: Files) -> tuple[tuple[bytes, ...], ...]:
        tails: list[tuple[bytes, ...]] = []
        new: Sequence[bytes] = leaves
        while new:
            level = len(tails)
            old = self.tails[level] if level < len(self.tails) else ()
            first = (self.size >> (TILE_HEIGHT * level)) // TILE_WIDTH
            above: list[bytes] = []
            tail: tuple[bytes, ...] = ()
            for number, part in _cut((*old, *new), first):
                files.append((tile_path(level, number, len(part)), b"".join(part)))
                if len(part) == TILE_WIDTH:
                    above.append(tree_root(part))
                else:
                    tail = part
            tails.append(tail)
            new = above
        return (*tails, *self.tails[len(tails) :])


def replaced_partials(begin: int, end: int, signed: int) -> list[tuple[PurePosixPath, bool]]:
    """Name the partial files that nobody needs after growth from one size to another.

    Those of a signed size stay until their tile is full. Above level 0 many sizes share one partial file; the last
    signed size decides for those before it, too.

    Args:
        begin: The older size.
        end: The newer size.
        signed: The last size that was signed, at most `begin`; 0 for none.

    Returns:
        Each partial file of size `begin` to be removed, and whether its tile is full by now.
    """
    found: list[tuple[PurePosixPath, bool]] = []
    levels = -(-begin.bit_length() // TILE_HEIGHT)
    for level in (None, *range(levels)):
        shift = TILE_HEIGHT * (level or 0)
        number, width = divmod(begin >> shift, TILE_WIDTH)
        if not width or end >> shift == begin >> shift:
            continue
        full = end >> shift >= (number + 1) * TILE_WIDTH
        if full or signed >> shift != begin >> shift:
            found.append((tile_path(level, number, width), full))
    return found


def _cut(items: tuple[bytes, ...], first: int) -> Iterable[tuple[int, tuple[bytes, ...]]]:
    """Cut items into tiles, numbered from the first."""
    return ((first + at // TILE_WIDTH, items[at : at + TILE_WIDTH]) for at in range(0, len(items), TILE_WIDTH))


def _subtrees(view: LogView) -> Iterable[bytes]:
    at = 0
    while at < view.size:
        height = (view.size - at).bit_length() - 1
        yield view.node(height, at >> height)
        at += 1 << height
