"""Fingerprinting a folder: listed, every file hashed, listed again, so that what was read was one state of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

from torrens_anchor.errors import FileChanged, UnusableFile
from torrens_anchor.files.filehash import Progress, fingerprint_file
from torrens_anchor.files.filestream import Identity, open_stable
from torrens_anchor.files.fingerprint import FileFingerprint, FileHasher
from torrens_anchor.files.folder import FILE, FOLDER, Entry, FolderListing
from torrens_anchor.files.folderwalk import Found, check_same, outside, walk
from torrens_anchor.files.halfway import ChunkLeaves
from torrens_anchor.files.hashlanes import in_order

_BLOCK: Final = 2**20
_LARGE: Final = 2**25
"""From here on a file is worth two threads of its own; smaller ones share them."""


class Known(Protocol):
    """What remembers files between runs: a cache."""

    def whole(self, path: Path, identity: Identity) -> FileFingerprint | None:
        """Give a file's fingerprint, if it is known and the file the same.

        Args:
            path: The file.
            identity: What tells it from another of its name.

        Returns:
            The fingerprint; None when it must be read.
        """

    def keep(self, path: Path, identity: Identity, hashes: list[bytes], whole: FileFingerprint) -> None:
        """Take note of a file's fingerprint.

        Args:
            path: The file.
            identity: What tells it from another of its name.
            hashes: Its chunks' hashes.
            whole: Its fingerprint.
        """


@dataclass(frozen=True, slots=True)
class FolderRead:
    """A folder's listing, and what its maker has to say besides.

    Attributes:
        listing: The leaves and their root.
        outside: Path and target of each link that leads out.
        uncovered: Links and empty folders, which a manifest of files leaves out.
        recalled: Files that were not read, since they were known.
    """

    listing: FolderListing
    outside: tuple[tuple[str, str], ...]
    uncovered: tuple[str, ...]
    recalled: int


def fingerprint_folder(
    folder: Path, *, known: Known | None = None, progress: Progress | None = None, begin: Progress | None = None
) -> FolderRead:
    """Fingerprint a folder that nobody may change meanwhile.

    Args:
        folder: The folder.
        known: Remembers files that are unchanged; a verifier has none.
        progress: Told how many bytes are done.
        begin: Told, once, how many there are.

    Returns:
        Its listing.

    Raises:
        UnusableFile: What `walk` refuses, or a file that cannot be read.
        FileChanged: Something vanished, appeared or changed meanwhile.
    """
    before = walk(folder)
    if begin:
        begin(sum(one.identity.size for one in before if one.kind == FILE))
    reader = _Reader(folder, known, progress or _nobody)
    files = dict(reader.read([one for one in before if one.kind == FILE]))
    check_same(folder, before, walk(folder))
    entries = [_entry(one, files.get(one.path)) for one in before if one.kind != FOLDER or one.empty]
    uncovered = tuple(entry.path for entry in entries if not entry.file)
    return FolderRead(FolderListing.of(entries), tuple(outside(before)), uncovered, reader.recalled)


def _nobody(_done: int) -> None:
    """Tells nobody."""


def _entry(found: Found, file: FileFingerprint | None) -> Entry:
    return Entry(found.path, file=file, target=found.target)


class _Reader:
    """Reads the files of one folder: small ones on two threads, each large one on two of its own."""

    def __init__(self, folder: Path, known: Known | None, progress: Progress) -> None:
        self._folder, self._known, self._progress = folder, known, progress
        self._done = 0
        self.recalled = 0

    def read(self, files: list[Found]) -> Iterator[tuple[str, FileFingerprint]]:
        """Gives each file's path and fingerprint, in order."""
        for large, found in groupby(files, key=lambda one: one.identity.size >= _LARGE):
            group = list(found)
            hashed = map(self._large, group) if large else in_order(self._small, group, ahead=64)
            for one, leaves, whole in hashed:
                self._note(one, leaves, whole)
                self._done += whole.size
                self._progress(self._done)
                yield one.path, whole

    def _recall(self, one: Found) -> FileFingerprint | None:
        return self._known.whole(self._folder / one.path, one.identity) if self._known else None

    def _note(self, one: Found, leaves: ChunkLeaves | None, whole: FileFingerprint) -> None:
        if leaves is None:
            self.recalled += 1
        elif self._known:
            self._known.keep(self._folder / one.path, one.identity, leaves.hashes, whole)

    def _large(self, one: Found) -> "_Hashed":
        if known := self._recall(one):
            return one, None, known
        before, leaves = self._done, ChunkLeaves()
        return (
            one,
            leaves,
            self._same(
                one,
                leaves,
                lambda path: fingerprint_file(
                    path, leaves=leaves, follow=False, progress=lambda done: self._progress(before + done)
                ),
            ),
        )

    def _small(self, one: Found) -> "_Hashed":
        if known := self._recall(one):
            return one, None, known
        leaves = ChunkLeaves()
        return one, leaves, self._same(one, leaves, lambda path: _read_small(path, leaves))

    def _same(self, one: Found, leaves: ChunkLeaves, read: Callable[[Path], FileFingerprint]) -> FileFingerprint:
        """Hash a file and demand that it is the one that was listed."""
        path = self._folder / one.path
        try:
            whole = read(path)
        except UnusableFile as error:
            if isinstance(error, FileChanged) or path.exists() or path.is_symlink():
                raise
            raise FileChanged(f"{path} vanished while the folder was read", path=str(path)) from error
        if leaves.identity != one.identity:
            raise FileChanged(f"{path} changed while the folder was read", path=str(path))
        return whole


_Hashed = tuple[Found, ChunkLeaves | None, FileFingerprint]


def _read_small(path: Path, leaves: ChunkLeaves) -> FileFingerprint:
    hasher = FileHasher()
    with open_stable(path, follow=False) as file:
        leaves.opened(file.identity)
        buffer = memoryview(bytearray(min(file.identity.size + 1, _BLOCK)))
        while hasher.size <= file.identity.size and (got := file.read_into(buffer)):
            hasher.update(buffer[:got])
        found = hasher.finish()
        file.check(found.size)
    leaves.hashes = hasher.leaves()
    return found
