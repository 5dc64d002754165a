"""An append-only log of records that survives a kill at any moment: each record is there whole, or not at all.

Form: the 16 bytes `torrens-devlog/1`, then records of `length(4) crc32(length)(4) payload blake2b-16(payload)`,
integers big-endian. A record that the file's end cuts short, or whose last bytes never reached the disk, is what a
crash leaves behind: opening cuts it off. A bad record with good bytes after it is no crash; opening refuses the file.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

from torrens_devnet.errors import ChainFolderUnusable

MAGIC: Final = b"torrens-devlog/1"
_HEAD: Final = struct.Struct(">II")
_SEAL: Final = 16


def _seal(payload: bytes) -> bytes:
    return blake2b(payload, digest_size=_SEAL).digest()


def _frame(payload: bytes) -> bytes:
    length = struct.pack(">I", len(payload))
    return length + struct.pack(">I", zlib.crc32(length)) + payload + _seal(payload)


class RecordLog:
    """One open log, with one writer.

    Args:
        path: The log file; made when absent.
        fsync: Wait for the disk at every append. Without it an append survives the death of the process, with it
            also the death of the machine.

    Raises:
        ChainFolderUnusable: The file is no such log, or is damaged before its end.
    """

    def __init__(self, path: Path, *, fsync: bool = False) -> None:
        self.path = path
        self._fsync = fsync
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        try:
            self._end = self._find_end()
        except ChainFolderUnusable:
            self._file.close()
            raise
        self._file.truncate(self._end)
        self._file.seek(self._end)

    def records(self) -> Iterator[bytes]:
        """Read all payloads from the first to the last.

        Yields:
            Each payload.
        """
        position = len(MAGIC)
        content = self.path.read_bytes()[: self._end]
        while position < self._end:
            (length, _) = _HEAD.unpack_from(content, position)
            start = position + _HEAD.size
            yield content[start : start + length]
            position = start + length + _SEAL

    def append(self, payload: bytes) -> None:
        """Add one record; when this returns, the record is in the operating system's or the disk's care.

        Args:
            payload: The record.

        Raises:
            ChainFolderUnusable: The disk refused; the log is as it was before.
        """
        frame = _frame(payload)
        try:
            rest = memoryview(frame)
            while rest:
                rest = rest[self._file.write(rest) :]
            if self._fsync:
                os.fsync(self._file.fileno())
        except OSError as error:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            raise ChainFolderUnusable(
                f"{self.path} cannot be written: {error}", remedy="free disk space and send again", path=str(self.path)
            ) from error
        self._end += len(frame)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _find_end(self) -> int:
        content = self.path.read_bytes()
        if len(content) < len(MAGIC) and MAGIC.startswith(content):
            self._file.truncate(0)
            self._file.seek(0)
            self._file.write(MAGIC)
            return len(MAGIC)
        if not content.startswith(MAGIC):
            raise ChainFolderUnusable(f"{self.path} is no chain log", path=str(self.path), offset=0)
        position = len(MAGIC)
        while position < len(content):
            step = self._whole_record(content, position)
            if step == 0:
                break
            position += step
        return position

    def _whole_record(self, content: bytes, position: int) -> int:
        """Measure the record at `position`; 0 when it is a crash's torn tail."""
        rest = len(content) - position
        if rest < _HEAD.size or not any(content[position:]):
            return 0
        length, check = _HEAD.unpack_from(content, position)
        size = _HEAD.size + length + _SEAL
        if check != zlib.crc32(struct.pack(">I", length)):
            raise self._damaged(position)
        if size > rest:
            return 0
        payload = content[position + _HEAD.size : position + _HEAD.size + length]
        if content[position + _HEAD.size + length : position + size] == _seal(payload):
            return int(size)
        if size == rest:
            return 0
        raise self._damaged(position)

    def _damaged(self, position: int) -> ChainFolderUnusable:
        return ChainFolderUnusable(
            f"{self.path} is damaged at byte {position}, before its end", path=str(self.path), offset=position
        )
