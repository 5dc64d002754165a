"""The log's folder as a view of fixed size: its state, entries and hashes, and nothing that writes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from torrens_anchor.errors import AnchorError, MalformedInput, NothingThere
from torrens_anchor.forms.canonical import encode
from torrens_anchor.forms.members import hexadecimal, integer, open_members
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, HASH_SIZE, tree_root
from torrens_anchor.hashing.merkle_tree import consistency_path, inclusion_path, range_root
from torrens_anchor.notes.note import Note
from torrens_log.errors import DiskFailed, LogDamaged, LogMissing
from torrens_log.tiles import TILE_HEIGHT, TILE_WIDTH, Level, parse_bundle, parse_tile, tile_path

STATE_VERSION: Final = "torrens/log-state/1"
"""Value of `v` in `state.json`."""
STATE_FILE: Final = "state.json"
"""How many entries are integrated, and their root; written after the tiles that it counts."""
CHECKPOINT_FILE: Final = "checkpoint"
"""The newest signed checkpoint, where C2SP tlog-tiles serves it."""
CHECKPOINT_FOLDER: Final = "checkpoints"
"""Every checkpoint ever signed, each named by its size."""


@dataclass(frozen=True, slots=True)
class LogState:
    """What is integrated, signed or not.

    Attributes:
        size: Entries.
        root: Their root.
    """

    size: int = 0
    root: Root = EMPTY_ROOT

    def encode(self) -> bytes:
        """Write the state.

        Returns:
            Canonical JSON.
        """
        return encode({"v": STATE_VERSION, "size": self.size, "root": self.root.hex()})

    @classmethod
    def parse(cls, data: bytes) -> "LogState":
        """Read the state.

        Args:
            data: Canonical JSON.

        Returns:
            The state.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, STATE_VERSION, {"size", "root"})
        size = integer(members, "size")
        if size < 0:
            raise MalformedInput("a log's size is not negative", field="size")
        return cls(size, Root(hexadecimal(members, "root", HASH_SIZE)))


@dataclass(frozen=True, slots=True)
class LogView:
    """Entries and proofs of a log as it stands at one state; safe beside a writer.

    Attributes:
        path: The log's folder.
        state: The state that this view shows.
    """

    path: Path
    state: LogState

    @classmethod
    def open(cls, path: Path) -> "LogView":
        """Open a log for reading.

        Args:
            path: Its folder.

        Returns:
            A view of what is integrated now.

        Raises:
            LogMissing: No log stands there.
            LogDamaged: Its state file is not what was written.
        """
        file = path / STATE_FILE
        try:
            return cls(path, LogState.parse(file.read_bytes()))
        except FileNotFoundError as error:
            raise LogMissing(f"no log at {path}", path=str(path)) from error
        except OSError as error:
            raise DiskFailed(f"{file}: {error.strerror}", path=str(file)) from error
        except AnchorError as error:
            raise LogDamaged(f"{file}: {error}", path=str(file)) from error

    @property
    def size(self) -> int:
        """Entries in this view."""
        return self.state.size

    def entry(self, index: int) -> bytes:
        """Read one entry.

        Args:
            index: Its place, from 0.

        Returns:
            The exact bytes.

        Raises:
            NothingThere: The log has no such entry.
            LogDamaged: Its bundle is missing or malformed.
        """
        if not 0 <= index < self.size:
            raise NothingThere(f"entry {index} is not below the log's size {self.size}", index=index, size=self.size)
        return self.bundle(index // TILE_WIDTH)[index % TILE_WIDTH]

    def bundle(self, number: int) -> list[bytes]:
        """Read the entries of one bundle, as far as this view goes.

        Args:
            number: The bundle's number, from 0.

        Returns:
            The entries.

        Raises:
            LogDamaged: Missing, malformed or too short.
        """
        path, data, width = self._read(None, number)
        try:
            entries = list(parse_bundle(data))
        except MalformedInput as error:
            raise LogDamaged(f"{path}: {error}", path=str(path)) from error
        return self._checked(path, entries, width)

    def tile(self, level: int, number: int) -> list[bytes]:
        """Read the hashes of one tile, as far as this view goes.

        Args:
            level: The tile's level, from 0.
            number: Its number within the level.

        Returns:
            The hashes.

        Raises:
            LogDamaged: Missing, malformed or too short.
        """
        path, data, width = self._read(level, number)
        try:
            hashes = parse_tile(data)
        except MalformedInput as error:
            raise LogDamaged(f"{path}: {error}", path=str(path)) from error
        return self._checked(path, hashes, width)

    def node(self, height: int, place: int) -> bytes:
        """Name the root of a perfect subtree.

        Args:
            height: Levels above the leaves.
            place: Its number within the level.

        Returns:
            The hash.

        Raises:
            LogDamaged: The tile that holds it is missing or malformed.
        """
        level, inner = divmod(height, TILE_HEIGHT)
        number, begin = divmod(place << inner, TILE_WIDTH)
        return tree_root(self.tile(level, number)[begin : begin + (1 << inner)])

    def root_at(self, size: int) -> Root:
        """Compute the root of the first entries.

        Args:
            size: How many; at most the view's size.

        Returns:
            The root.

        Raises:
            NothingThere: The log has fewer entries.
            LogDamaged: A tile is missing or malformed.
        """
        self._check_size(size)
        return range_root(0, size, self.node)

    def inclusion_proof(self, index: int, size: int) -> list[bytes]:
        """Prove that an entry stands at its index.

        Args:
            index: The entry's place, from 0.
            size: The tree's size; at most the view's.

        Returns:
            The proof.

        Raises:
            NothingThere: No such entry or size.
            LogDamaged: A tile is missing or malformed.
        """
        self._check_size(size)
        return inclusion_path(index, size, self.node)

    def consistency_proof(self, size1: int, size2: int) -> list[bytes]:
        """Prove that the log only grew.

        Args:
            size1: The older size, at least 1.
            size2: The newer size; at most the view's.

        Returns:
            The proof.

        Raises:
            NothingThere: No such sizes.
            LogDamaged: A tile is missing or malformed.
        """
        self._check_size(size2)
        return consistency_path(size1, size2, self.node)

    def signed_sizes(self) -> tuple[int, ...]:
        """List the sizes of all checkpoints signed up to now.

        Returns:
            The sizes, rising.
        """
        folder = self.path / CHECKPOINT_FOLDER
        names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
        return tuple(sorted(int(name) for name in names if name.isdecimal()))

    def signed_checkpoint(self, size: int) -> Note:
        """Read a checkpoint that was signed.

        Args:
            size: One of `signed_sizes`.

        Returns:
            The note with all its signatures, unverified.

        Raises:
            LogDamaged: Missing or malformed.
        """
        path = self.path / CHECKPOINT_FOLDER / str(size)
        try:
            return Note.parse(path.read_bytes())
        except (OSError, AnchorError) as error:
            raise LogDamaged(f"{path}: {error}", path=str(path)) from error

    def _check_size(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise NothingThere(f"size {size} is above the log's size {self.size}", found=size, size=self.size)

    def _read(self, level: Level, number: int) -> tuple[Path, bytes, int]:
        """Read a tile or bundle: the partial file of this view's size, or the full one that replaced it."""
        at_level = self.size >> (TILE_HEIGHT * (level or 0))
        width = min(TILE_WIDTH, at_level - number * TILE_WIDTH)
        for each in dict.fromkeys((width, TILE_WIDTH)):
            path = self.path / tile_path(level, number, each)
            try:
                return path, path.read_bytes(), width
            except FileNotFoundError:
                continue
            except OSError as error:
                raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error
        missing = self.path / tile_path(level, number, width)
        raise LogDamaged(f"{missing} is missing", path=str(missing))

    @staticmethod
    def _checked(path: Path, items: list[bytes], width: int) -> list[bytes]:
        if len(items) < width:
            raise LogDamaged(f"{path} holds {len(items)} items, not {width}", path=str(path))
        return items[:width]
