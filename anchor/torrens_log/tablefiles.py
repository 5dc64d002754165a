"""A table by its values as it lies on disk: its rows, its schema, and where its salts come from."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.errors import FileChanged, MalformedInput, UnusableFile
from torrens_anchor.files.filestream import Identity
from torrens_anchor.tables.columns import Salting, TableSchema
from torrens_anchor.tables.salting import DerivedSalts, SaltSource, checked_secret, table_secret
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import TypedHasher, fingerprint_typed, prove_typed_row
from torrens_log.arrowrows import table_batches
from torrens_log.saltfile import NewSalts, SaltFile


@dataclass(frozen=True, slots=True)
class SaltPlace:
    """Where a table's salts come from; at most one is named.

    Attributes:
        file: A salt file.
        new: A salt file to be made as the table is hashed.
        secret: A file with the owner's secret, of which each table's salts are derived.
    """

    file: Path | None = None
    new: Path | None = None
    secret: Path | None = None

    def __post_init__(self) -> None:
        if sum(one is not None for one in (self.file, self.new, self.secret)) > 1:
            raise MalformedInput(
                "salts are named twice",
                remedy="name a salt file, a new salt file or a secret, one of them",
                field="salts",
            )

    def named(self) -> bool:
        """Say whether any was named.

        Returns:
            True where one was.
        """
        return any((self.file, self.new, self.secret))


NOWHERE = SaltPlace()
"""No salts: of a table whose schema salts nothing."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A table as it was read again, to be held against what is trusted.

    Attributes:
        table: What it hashes to.
        erased: How many rows are the salt file's word, because their salt was destroyed.
        uncovered: The first of them that holds values, which nothing proves; None for no such row.
    """

    table: TypedFingerprint
    erased: int
    uncovered: int | None


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table by its values, on disk.

    Attributes:
        path: A CSV, Parquet or Arrow file.
        schema: What its cells are.
        salts: Where its salts come from.
    """

    path: Path
    schema: TableSchema
    salts: SaltPlace = NOWHERE

    def __post_init__(self) -> None:
        if self.salts.named() and self.schema.salting is Salting.NONE:
            raise MalformedInput(
                "salts were named, and the schema says that nothing is salted",
                remedy='give the schema "salts": "rows", or "salts": "cells" and its columns "salted": true',
                field="salts",
            )

    def fingerprint(self) -> TypedFingerprint:
        """Fingerprint it; a new salt file is whole when this returns.

        Returns:
            The fingerprint.

        Raises:
            UnusableFile: It cannot be read as its schema says; facts name row and field.
            FileChanged: It changed between two readings.
            SaltMissing: It is salted, and there is no salt for a row.
            SaltFileUnusable: The salts are of another table, or the new file exists.
            ExtraMissing: pyarrow is not installed.
            DiskFailed: The disk refused the salts.
        """
        with self.salting() as salts:
            table = fingerprint_typed(self.schema, table_batches(self.path, self.schema), salts)
            _settle(salts, table)
        return table

    def prove(self, row: int, columns: Sequence[str] | None = None) -> tuple[TypedFingerprint, TypedRowProof]:
        """Prove one of its rows.

        Args:
            row: The row, from 1.
            columns: Which salted cells to show; None for all.

        Returns:
            The table's fingerprint, and the proof.

        Raises:
            NothingThere: There is no such row.
            SaltMissing: The row was erased.
            FieldMismatch: A column that cannot be shown alone; and what `fingerprint` raises.
        """
        with self.salting() as salts:
            batches = table_batches(self.path, self.schema)
            table, proof = prove_typed_row(self.schema, batches, row, salts, columns)
            _settle(salts, table)
        return table, proof

    def reread(self) -> Reread:
        """Read it again, to be held against what is trusted; that the salts are a table's is not asked.

        Returns:
            What came out.

        Raises:
            UnusableFile: As `fingerprint`, and the rest of what it raises.
        """
        with self.salting() as salts:
            hasher = TypedHasher(self.schema, salts)
            for batch in table_batches(self.path, self.schema):
                hasher.update(batch)
            return Reread(hasher.finish(), hasher.erased, hasher.uncovered)

    @contextmanager
    def salting(self) -> Iterator[SaltSource | None]:
        """Open its salts; where they are derived, the table is read once for them.

        Yields:
            The salts; None where none were named.

        Raises:
            FileChanged: Salts are derived, and the table changed before this was left.
            UnusableFile: The table or the secret cannot be read.
            MalformedInput: The secret is too short.
            SaltFileUnusable: There is no such salt file, or the new one exists.
        """
        if self.salts.file:
            with SaltFile(self.salts.file) as known:
                yield known
        elif self.salts.new:
            with NewSalts(self.salts.new) as drawn:
                yield drawn
        elif self.salts.secret:
            before = self._identity()
            yield DerivedSalts(self._secret(self.salts.secret))
            if self._identity() != before:
                raise FileChanged(f"{self.path} changed between two readings", path=str(self.path))
        else:
            yield None

    def _secret(self, owner: Path) -> bytes:
        """Derive the table's own secret: what the table is, unsalted, takes a reading of its own."""
        try:
            secret = checked_secret(owner.read_bytes())
        except OSError as error:
            raise UnusableFile(f"{owner} cannot be read: {error.strerror}", path=str(owner)) from error
        plain = self.schema.unsalted()
        table = fingerprint_typed(plain, table_batches(self.path, plain))
        return table_secret(secret, self.schema.leaf(table.rows), table.root)

    def _identity(self) -> Identity:
        try:
            return Identity.of(self.path.stat())
        except OSError as error:
            raise UnusableFile(f"{self.path} cannot be read: {error.strerror}", path=str(self.path)) from error


def _settle(salts: SaltSource | None, table: TypedFingerprint) -> None:
    """Write whose salts they are into a new file; hold an old one against the table."""
    if isinstance(salts, NewSalts):
        salts.finish(table)
    if isinstance(salts, SaltFile):
        salts.check(table)
