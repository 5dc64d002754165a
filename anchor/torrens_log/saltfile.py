"""Salt files: a salt a row, drawn by the operating system, each of which can be destroyed (SPEC-table.md section 4).

Destroying is done in place, so that the old bytes are overwritten where they stood. What is to be written is noted
beside first, and done again when a crash came between: a slot is never half of the one and half of the other.
"""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from torrens_anchor.errors import NothingThere, SaltMissing
from torrens_anchor.hashing.digest import LeafHash, Root
from torrens_anchor.tables.salting import SALT_SIZE, SaltBatch
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_log.durable import publish
from torrens_log.errors import DiskFailed, SaltFileUnusable

_MAGIC: Final = b"torrens/salts/1\n"
_HEADER: Final = len(_MAGIC) + 8 + SALT_SIZE
_SLOT: Final = 1 + SALT_SIZE
_ERASED: Final = 0


class NewSalts:
    """A salt file that is being made, as its table is hashed; it is removed unless `finish` was reached."""

    def __init__(self, path: Path) -> None:
        """Begin a file that only its owner can read.

        Args:
            path: The file; must not exist.

        Raises:
            SaltFileUnusable: It exists.
            DiskFailed: It cannot be made.
        """
        self._path = path
        self._rows = 0
        self._finished = False
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as error:
            raise SaltFileUnusable(
                f"{path} exists already", remedy="choose another path; salts are never overwritten", path=str(path)
            ) from error
        except OSError as error:
            raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error
        self._stream = os.fdopen(descriptor, "wb")
        self._stream.write(bytes(_HEADER))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # a full disk refuses what is still buffered; what is finished was synced before
            self._stream.close()
        if not self._finished:
            self._path.unlink(missing_ok=True)

    def take(self, first: int, count: int) -> SaltBatch:
        """Draw the salts of the next rows.

        Args:
            first: The row after the last one drawn for.
            count: How many rows.

        Returns:
            Their salts.

        Raises:
            SaltMissing: Rows are not asked for one after the other.
            DiskFailed: The disk refused.
        """
        if first != self._rows + 1:
            raise SaltMissing(f"row {first}: salts are drawn in order, and the next is {self._rows + 1}", row=first)
        drawn = os.urandom(SALT_SIZE * count)
        salts = [drawn[at : at + SALT_SIZE] for at in range(0, len(drawn), SALT_SIZE)]
        self._write(b"".join(b"\x01" + salt for salt in salts))
        self._rows += count
        return SaltBatch(salts)

    def finish(self, table: TypedFingerprint) -> None:
        """Write whose salts they are, and sync.

        Args:
            table: The table's fingerprint.

        Raises:
            DiskFailed: The disk refused.
        """
        try:
            self._stream.seek(0)
            self._write(_MAGIC + self._rows.to_bytes(8, "big") + table.root)
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as error:
            raise DiskFailed(f"{self._path}: {error.strerror}", path=str(self._path)) from error
        self._finished = True

    def _write(self, data: bytes) -> None:
        try:
            self._stream.write(data)
        except OSError as error:
            raise DiskFailed(f"{self._path}: {error.strerror}", path=str(self._path)) from error


class SaltFile:
    """A whole salt file, read as its table is hashed again.

    Attributes:
        rows: Rows it has salts for.
        root: The root of its table.
    """

    def __init__(self, path: Path) -> None:
        """Open a file, and end what a crash left half done.

        Args:
            path: The file.

        Raises:
            SaltFileUnusable: Missing, of another format, unfinished or of the wrong length.
            DiskFailed: The disk refused.
        """
        self._path = path
        _redo(path)
        try:
            self._stream = path.open("rb")
        except OSError as error:
            raise SaltFileUnusable(f"{path}: {error.strerror}", path=str(path)) from error
        header = self._stream.read(_HEADER)
        self.rows = int.from_bytes(header[len(_MAGIC) : len(_MAGIC) + 8], "big")
        self.root = Root(header[-SALT_SIZE:])
        size = os.fstat(self._stream.fileno()).st_size
        if not header.startswith(_MAGIC) or size != _HEADER + self.rows * _SLOT:
            self._stream.close()
            raise SaltFileUnusable(f"{path} is no whole salt file", path=str(path), size=size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def take(self, first: int, count: int) -> SaltBatch:
        """Read the salts of rows `first` to `first + count - 1`.

        Args:
            first: The first row, from 1.
            count: How many rows.

        Returns:
            Their salts, and the leaf hashes of those that were erased.

        Raises:
            SaltMissing: The file ends before.
            SaltFileUnusable: A slot holds neither a salt nor an erased leaf.
        """
        if first + count - 1 > self.rows:
            raise SaltMissing(
                f"row {self.rows + 1}: {self._path} has salts for {self.rows} rows, and the table has more",
                row=self.rows + 1,
            )
        self._stream.seek(_place(first))
        data = self._stream.read(count * _SLOT)
        states = data[::_SLOT]
        if len(states) != count or states.translate(None, b"\x00\x01"):
            raise SaltFileUnusable(f"{self._path} is damaged near row {first}", path=str(self._path), row=first)
        slots = [data[at + 1 : at + _SLOT] for at in range(0, len(data), _SLOT)]
        return SaltBatch(slots, {i: slots[i] for i, state in enumerate(states) if state == _ERASED})

    def check(self, table: TypedFingerprint) -> None:
        """Demand that a table that was hashed with these salts is theirs.

        Args:
            table: The fingerprint that came out.

        Raises:
            SaltFileUnusable: The salts, or the table, are others.
        """
        if (table.rows, table.root) != (self.rows, self.root):
            raise SaltFileUnusable(
                f"{self._path} has the salts of a table of {self.rows} rows with root {self.root.hex()}; this one has "
                f"{table.rows} rows and gives {table.root.hex()}: the salts, the schema or the table are others",
                path=str(self._path),
            )

    def is_erased(self, row: int) -> bool:
        """Say whether a row's salt was destroyed.

        Args:
            row: The row, from 1.

        Returns:
            True when nothing can prove it again.

        Raises:
            NothingThere: There is no such row.
        """
        if not 1 <= row <= self.rows:
            raise NothingThere(
                f"row {row} is not one of the table's rows 1 to {self.rows}",
                remedy="name one of the table's rows; the first after the header is 1",
                rows=self.rows,
            )
        return bool(self.take(row, 1).erased)


def destroy_salt(path: Path, row: int, leaf: LeafHash) -> None:
    """Overwrite a row's salt by its leaf hash, in place; when it returns, the salt is not in the file.

    Args:
        path: The salt file.
        row: The row, from 1.
        leaf: The row's leaf hash, which other proofs need.

    Raises:
        SaltFileUnusable: Missing, damaged or unfinished.
        NothingThere: There is no such row.
        DiskFailed: The disk refused.
    """
    with SaltFile(path) as salts:
        if salts.is_erased(row):
            return
    publish([(_note(path), row.to_bytes(8, "big") + leaf)])
    _redo(path)


def _redo(path: Path) -> None:
    """Do what is noted beside the file, as often as it takes, and forget the note."""
    note = _note(path)
    try:
        if not note.exists():
            return
        data = note.read_bytes()
        with path.open("r+b") as stream:
            stream.seek(_place(int.from_bytes(data[:8], "big")))
            stream.write(bytes([_ERASED]) + data[8:])
            stream.flush()
            os.fsync(stream.fileno())
        note.unlink()
    except OSError as error:
        raise DiskFailed(f"{path}: {error.strerror}", path=str(path)) from error


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.erasing")


def _place(row: int) -> int:
    return _HEADER + (row - 1) * _SLOT
