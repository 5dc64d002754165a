"""Reading a file in blocks, while making sure that it is one and the same file from first to last byte."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final

from torrens_anchor.errors import FileChanged, UnusableFile

BLOCK_SIZE: Final = 256 * 1024
"""Bytes read at once: large enough for the disk, small enough to stay in the processor's cache."""


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
    try:
        with path.open("rb", buffering=0) as stream:
            before = _regular(path, stream)
            total = 0
            while total <= before.st_size and (block := stream.read(block_size)):
                total += len(block)
                yield block
            _check_same(path, before, total)
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
        stream = path.open("rb")
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}", path=str(path)) from error
    with stream:
        before = _regular(path, stream)
        yield stream
        _check_same(path, before, before.st_size)


def _regular(path: Path, stream: BinaryIO | FileIO) -> os.stat_result:
    found = os.fstat(stream.fileno())
    if not stat.S_ISREG(found.st_mode):
        raise UnusableFile(f"{path} is no regular file", path=str(path))
    return found


def _check_same(path: Path, before: os.stat_result, total: int) -> None:
    after = path.stat()
    if total != before.st_size or _identity(after) != _identity(before):
        raise FileChanged(f"{path} changed while it was read", path=str(path), began=before.st_size, read=total)


def _identity(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
