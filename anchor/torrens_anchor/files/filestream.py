"""Reading a file in blocks, while making sure that it is one and the same file from first to last byte."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from torrens_anchor.errors import FileChanged, UnusableFile

BLOCK_SIZE: Final = 256 * 1024
"""Bytes read at once: large enough for the disk, small enough to stay in the processor's cache."""
_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one state of a file from another.

    Attributes:
        device: The file system.
        inode: The file within it.
        size: Bytes.
        mtime_ns: Last modification, in nanoseconds; anybody can set it.
        ctime_ns: Last change of its bytes, name or rights, in nanoseconds; only the system's clock sets it.
    """

    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Identity":
        """Take it from what the system says of a file.

        Args:
            status: The answer of `stat`.

        Returns:
            The identity.
        """
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


class StableFile:
    """A regular file, open for reading, that is held against what it was when it was opened.

    Attributes:
        path: Where it was opened.
        identity: What it was then.
    """

    __slots__ = ("_descriptor", "identity", "path")

    def __init__(self, path: Path, descriptor: int, identity: Identity) -> None:
        """Keep an open descriptor; `open_stable` opens one.

        Args:
            path: The file.
            descriptor: Open for reading; whoever opened it closes it.
            identity: What it was when it was opened.
        """
        self.path = path
        self.identity = identity
        self._descriptor = descriptor

    def read_at(self, view: memoryview, offset: int) -> int:
        """Read from anywhere; any thread may.

        Args:
            view: Where the bytes go.
            offset: Bytes from the file's start.

        Returns:
            How many came; 0 at the end.
        """
        return os.preadv(self._descriptor, [view], offset)

    def read_into(self, view: memoryview) -> int:
        """Read the next bytes; one thread at a time may.

        Args:
            view: Where the bytes go.

        Returns:
            How many came; 0 at the end.
        """
        return os.readv(self._descriptor, [view])

    def skip_to(self, offset: int) -> None:
        """Let `read_into` go on from somewhere else.

        Args:
            offset: Bytes from the file's start.
        """
        os.lseek(self._descriptor, offset, os.SEEK_SET)

    def check(self, read: int) -> None:
        """Demand that nothing changed since the file was opened.

        Args:
            read: Bytes that were read.

        Raises:
            FileChanged: Another file stands at the path, or its size or modification time differ.
            OSError: No file stands there any more.
        """
        found = Identity.of(self.path.stat())
        if read != self.identity.size or found != self.identity:
            raise FileChanged(
                f"{self.path} changed while it was read", path=str(self.path), began=self.identity.size, read=read
            )


@contextmanager
def open_stable(path: Path, *, follow: bool = True) -> Iterator[StableFile]:
    """Open a regular file; a FIFO or a device is refused without waiting on it.

    Args:
        path: The file.
        follow: Whether `path` may be a symbolic link.

    Yields:
        The open file; the operating system's errors inside the block are told as `UnusableFile`.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
    """
    try:
        descriptor = os.open(path, _FLAGS | (0 if follow else os.O_NOFOLLOW))
        try:
            yield StableFile(path, descriptor, _regular(path, descriptor))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}", path=str(path)) from error


@contextmanager
def stable_file(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for a reader that goes about in it, and make sure at the end that it is the same still.

    Args:
        path: The file.

    Yields:
        The open file.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: Another file stands at the path, or size or modification time differ when it is left.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}", path=str(path)) from error
    try:
        identity = _regular(path, descriptor)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            yield stream
        StableFile(path, descriptor, identity).check(identity.size)
    finally:
        os.close(descriptor)


def _regular(path: Path, descriptor: int) -> Identity:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise UnusableFile(f"{path} is no regular file", path=str(path))
    return Identity.of(status)


def stable_blocks(path: Path, block_size: int = BLOCK_SIZE) -> Iterator[bytes]:
    """Read a regular file from start to end; one that grows is not chased.

    Args:
        path: The file.
        block_size: Bytes read at once.

    Yields:
        Its blocks, in order; the last may be shorter.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: Another file stands at the path, or size or modification time differ after the last read.
    """
    buffer = memoryview(bytearray(block_size))
    with open_stable(path) as file:
        total = 0
        while total <= file.identity.size and (got := file.read_into(buffer)):
            total += got
            yield bytes(buffer[:got])
        file.check(total)
