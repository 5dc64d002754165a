"""Fingerprint of a table in mode `bytes`: a tree whose leaf 0 is the schema and leaf i the raw row i.

One pass and bounded memory, for the root as for the proof of a row (`leaftree`).
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from torrens_anchor.errors import MalformedTable, NothingThere
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.naming import naming
from torrens_anchor.hashing.leaftree import LeafTree
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.tables.csvrecords import RecordReader, record_fields
from torrens_anchor.tables.tableproof import BYTES_MODE, RowProof, TableFingerprint, encode_schema

_READ: Final = 2**20


class TableHasher:
    """Hashes a CSV table's bytes as they come."""

    def __init__(self, wanted_row: int | None = None) -> None:
        """Begin with no bytes.

        Args:
            wanted_row: A row, from 1, to be proved at the end; None for the root only.
        """
        self._reader = RecordReader()
        self._wanted = wanted_row
        self._record = b""
        self._header: tuple[str, ...] = ()
        self._tree = LeafTree(wanted_row)

    def update(self, block: bytes) -> None:
        """Take the next bytes.

        Args:
            block: Any number of bytes.

        Raises:
            MalformedTable: The bytes are no table of this mode; facts name row and byte.
            LimitExceeded: A record or the header is too large.
        """
        self._take(self._reader.feed(block))

    def finish(self) -> TableFingerprint:
        """Say that no bytes follow.

        Returns:
            The fingerprint.

        Raises:
            MalformedTable: No byte, no row under the header, or a last record that is no record.
        """
        self._take(self._reader.finish())
        if not self._reader.records:
            raise MalformedTable("the table is empty", remedy="name a table with a header and at least one row")
        rows = self._reader.records - 1
        if not rows:
            raise MalformedTable("the table has a header and no row", remedy="name a table with at least one row")
        root = self._tree.finish(leaf_hash(encode_schema(BYTES_MODE, self._header)))
        return TableFingerprint(BYTES_MODE, self._header, rows, root)

    def row_proof(self) -> RowProof:
        """Prove the wanted row; to be called after `finish`.

        Returns:
            The proof.

        Raises:
            NothingThere: No row was wanted, or the table has no such row.
        """
        rows = self._reader.records - 1
        if self._wanted is None or not 1 <= self._wanted <= rows:
            raise NothingThere(
                f"row {self._wanted} is not one of the table's rows 1 to {rows}",
                remedy="name one of the table's rows; the first after the header is 1",
                rows=rows,
            )
        return RowProof(
            row=self._wanted,
            rows=rows,
            schema=encode_schema(BYTES_MODE, self._header),
            schema_path=self._tree.path(0),
            record=self._record,
            record_path=self._tree.path(self._wanted),
        )

    def _take(self, records: list[bytes]) -> None:
        if not records:
            return
        first = self._reader.records - len(records)
        if self._wanted is not None and first <= self._wanted < self._reader.records:
            self._record = records[self._wanted - first]
        if not first:
            self._header = tuple(field.decode("utf-8") for field in record_fields(records[0], 0))
            del records[0]
        self._tree.extend([sha256(b"\x00" + record).digest() for record in records])


def fingerprint_table(path: Path) -> TableFingerprint:
    """Fingerprint a CSV file in mode `bytes`.

    Args:
        path: The file.

    Returns:
        The fingerprint.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        MalformedTable: It is no table of this mode; facts name row and byte.
        LimitExceeded: A record or the header is too large.
    """
    hasher = TableHasher()
    with naming(path):
        for block in stable_blocks(path, _READ):
            hasher.update(block)
        return hasher.finish()


def prove_row(path: Path, row: int) -> tuple[TableFingerprint, RowProof]:
    """Fingerprint a CSV file in mode `bytes` and prove one of its rows, in one read.

    Args:
        path: The file.
        row: The row's number, from 1; the header is not a row.

    Returns:
        The table's fingerprint, and the proof that leads to it.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        MalformedTable: It is no table of this mode; facts name row and byte.
        LimitExceeded: A record or the header is too large.
        NothingThere: The table has no such row.
    """
    hasher = TableHasher(row)
    with naming(path):
        for block in stable_blocks(path, _READ):
            hasher.update(block)
        table = hasher.finish()
    return table, hasher.row_proof()
