"""Files that are whole or absent: written beside, synced, then renamed into place; and one writer's lock."""

import fcntl
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, suppress
from io import FileIO
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from torrens_log.errors import DiskFailed, LogLocked

Step: TypeAlias = Iterable[tuple[Path, bytes]]
"""Files that appear together: after a crash any of them may be there and any not."""
_File: TypeAlias = tuple[Path, bytes]
_AT_ONCE: Final = 16
"""Files synced side by side: a disk's journal carries all that wait in one commit."""
_OPEN: Final = 64
"""Files held open until they are synced."""


def publish(*steps: Step) -> None:
    """Write files as `Publisher.publish` does, once.

    Args:
        steps: Paths with their contents, in the order in which they may appear.

    Raises:
        DiskFailed: The disk refused; facts name the path.
    """
    publisher = Publisher()
    try:
        publisher.publish(*steps)
    finally:
        publisher.close()


class Publisher:
    """Writes files so that a crash at any point leaves each whole or as it was; its threads stay until it is closed."""

    def __init__(self, sync: Callable[[int], None] = os.fsync) -> None:
        """Begin; no thread starts before two files are to be synced at once.

        Args:
            sync: Makes an open file or folder durable.
        """
        self._sync = sync
        self._pool = ThreadPoolExecutor(_AT_ONCE)

    def close(self) -> None:
        """End the threads when they have done their work; a second call does nothing."""
        self._pool.shutdown()

    def soon(self, work: Callable[[], None]) -> None:
        """Do work that no one waits for before the publisher is closed: a removal can cost a disk more than a sync.

        Args:
            work: What to do; it raises nothing.
        """
        self._pool.submit(work)

    def publish(self, *steps: Step, unread: Step = ()) -> None:
        """Write files durably, with one wait for the disk before the first step and one for each step.

        All are written under temporary names before the first is renamed. In the first wait all of them are
        synced, and the names of those that are unread. Then step after step is renamed and its folders are
        synced, before the next step begins. When the call returns, all files survive a loss of power.

        Args:
            steps: Paths with their contents, in the order in which they may appear.
            unread: Files of new names that no reader trusts until the first step is there: a loss of power before
                that may leave any of them torn.

        Raises:
            DiskFailed: The disk refused; facts name the path. No file is changed, unless it refused a rename or a
                sync after one.
        """
        first, queues = list(unread), [list(step) for step in steps]
        everything = [*first, *chain.from_iterable(queues)]
        try:
            with ExitStack() as stack:
                made, written = self._write_all(everything, stack)
                folders = [_open_folder(each, stack) for each in sorted(made | _renamed(first))]
                self._wait([*written, *folders])
            for queue in queues:
                with ExitStack() as stack:
                    self._wait([_open_folder(each, stack) for each in sorted(_renamed(queue))])
        except OSError as error:
            for path, _ in everything:
                with suppress(OSError):  # renamed by now, or the disk refuses this too
                    _beside(path).unlink()
            where = error.filename or everything[-1][0]
            raise DiskFailed(f"{where}: {error.strerror}", path=str(where)) from error

    def _write_all(self, files: list[_File], stack: ExitStack) -> tuple[set[Path], list[int]]:
        """Write files under their temporary names.

        Gives the folders that gained a folder, and the files that are still open and not synced: the last ones.
        """
        made: set[Path] = set()
        while len(files) > _OPEN:
            with ExitStack() as some:
                self._wait([_write_beside(each, made, some) for each in files[:_OPEN]])
            files = files[_OPEN:]
        return made, [_write_beside(each, made, stack) for each in files]

    def _wait(self, descriptors: Sequence[int]) -> None:
        """Sync all at once, the first on this thread; nothing is closed while another still syncs."""
        others = [self._pool.submit(self._sync, each) for each in descriptors[1:]]
        try:
            for each in descriptors[:1]:
                self._sync(each)
        finally:
            wait(others)
        for other in others:
            other.result()


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable.

    Args:
        folder: The folder.

    Raises:
        OSError: The disk refused.
    """
    with ExitStack() as stack:
        os.fsync(_open_folder(folder, stack))


def _open_folder(folder: Path, stack: ExitStack) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    stack.callback(os.close, descriptor)
    return descriptor


def _renamed(files: list[_File]) -> set[Path]:
    """Give files their names; gives the folders that must be synced."""
    for path, _ in files:
        _beside(path).replace(path)
    return {path.parent for path, _ in files}


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _write_beside(file: _File, made: set[Path], stack: ExitStack) -> int:
    """Write a file under its temporary name, open until the stack ends."""
    path, data = file
    _make_folders(path.parent, made)
    try:
        stream = stack.enter_context(_beside(path).open("wb", buffering=0))
        _write(stream, data)
    except OSError as error:
        error.filename = str(path)
        raise
    return stream.fileno()


def _write(stream: FileIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[stream.write(rest) :]


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
