"""Files that are whole or absent: written beside, synced, then renamed into place; and one writer's lock."""

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from torrens_log.errors import DiskFailed, LogLocked


def publish(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write files so that a crash at any point leaves each whole or as it was.

    Each is written under a temporary name, synced and renamed; then the folders are synced. When the call
    returns, all of them survive a loss of power.

    Args:
        files: Paths with their contents, in the order in which they may appear.

    Raises:
        DiskFailed: The disk refused; facts name the path.
    """
    folders: set[Path] = set()
    path = Path()
    try:
        for path, data in files:
            _make_folders(path.parent, folders)
            beside = path.with_name(f".{path.name}.new")
            with beside.open("wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            beside.replace(path)
            folders.add(path.parent)
        for path in sorted(folders):
            _sync_folder(path)
    except OSError as error:
        raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error


def _make_folders(folder: Path, touched: set[Path]) -> None:
    """Make a folder and those above it; each folder that gained an entry must be synced too."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        touched.add(each.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class WriterLock:
    """An advisory lock that ends with its process, however that ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock at once or not at all.

        Args:
            path: The lock file; made when absent, never removed.

        Raises:
            LogLocked: Another open file holds it.
            DiskFailed: The lock file cannot be made.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream: BinaryIO = path.open("ab")
        except OSError as error:
            raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error
        try:
            fcntl.flock(self._stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._stream.close()
            raise LogLocked(f"{path.parent} is open for writing elsewhere", path=str(path.parent)) from error

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        self._stream.close()
