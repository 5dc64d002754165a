"""Files that are whole or absent: written beside, synced, then renamed into place; and one writer's lock."""

import fcntl
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from torrens_log.errors import DiskFailed, LogLocked

Step: TypeAlias = Iterable[tuple[Path, bytes]]
"""Files that appear together: after a crash any of them may be there and any not."""
_AT_ONCE: Final = 16
"""Files synced side by side: a disk's journal carries all that wait in one commit."""


def publish(*steps: Step) -> None:
    """Write files so that a crash at any point leaves each whole or as it was.

    All are written under temporary names and synced before the first is renamed. Then step after step is
    renamed and its folders are synced, before the next step begins. When the call returns, all files survive a
    loss of power.

    Args:
        steps: Paths with their contents, in the order in which they may appear.

    Raises:
        DiskFailed: The disk refused; facts name the path. No file is changed, unless it refused a rename or a
            folder's sync.
    """
    queues = [list(step) for step in steps]
    everything = [each for queue in queues for each in queue]
    made: set[Path] = set()
    try:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for begin in range(0, len(everything), _AT_ONCE):
                _write_some(everything[begin : begin + _AT_ONCE], made, pool)
            for queue in queues:
                for path, _ in queue:
                    _beside(path).replace(path)
                _each(pool.map(sync_folder, sorted(made | {path.parent for path, _ in queue})))
                made.clear()
    except OSError as error:
        for path, _ in everything:
            with suppress(OSError):  # renamed by now, or the disk refuses this too
                _beside(path).unlink()
        where = error.filename or everything[-1][0]
        raise DiskFailed(f"{where}: {error.strerror}", path=str(where)) from error


def _each(done: Iterable[None]) -> None:
    """Wait for all; the first that failed raises."""
    for _ in done:
        pass


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _write_some(files: list[tuple[Path, bytes]], made: set[Path], pool: ThreadPoolExecutor) -> None:
    """Write files under their temporary names and sync them together."""
    with ExitStack() as stack:
        descriptors: list[int] = []
        for path, data in files:
            _make_folders(path.parent, made)
            beside = _beside(path)
            try:
                stream = stack.enter_context(beside.open("wb", buffering=0))
                _write(stream, data)
            except OSError as error:
                error.filename = str(path)
                raise
            descriptors.append(stream.fileno())
        _each(pool.map(os.fsync, descriptors))


def _write(stream: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable.

    Args:
        folder: The folder.

    Raises:
        OSError: The disk refused.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folders(folder: Path, touched: set[Path]) -> None:
    """Make a folder and those above it; each folder that gained an entry must be synced too."""
    missing: list[Path] = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
        touched.add(each.parent)


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
