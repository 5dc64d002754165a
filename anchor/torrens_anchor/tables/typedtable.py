"""Fingerprint of a typed table, and proofs of its rows: batches of canonical cells in, one pass, bounded memory.

CSV is read here; `torrens_log.arrowrows` gives the same batches from Parquet and Arrow files.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from typing import Final, TypeAlias

from torrens_anchor.errors import FieldMismatch, MalformedInput, MalformedTable, NothingThere, SaltMissing
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.hashing.leaftree import LeafTree
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.tables.cellcolumns import column_cells, column_parts, column_payloads
from torrens_anchor.tables.cells import cell_bytes
from torrens_anchor.tables.columns import Salting, TableSchema
from torrens_anchor.tables.csvcolumns import columns_of
from torrens_anchor.tables.csvrecords import RecordReader, record_fields
from torrens_anchor.tables.salting import NoSalts, SaltBatch, SaltSource, cell_salt, hidden_cell
from torrens_anchor.tables.typedproof import OpenedCell, TypedFingerprint, TypedRowProof

Batch: TypeAlias = Sequence[Sequence[bytes | None]]
"""Some rows, column by column: canonical bytes, None for null."""
_READ: Final = 2**16


class TypedHasher:
    """Hashes a typed table as its rows come.

    Attributes:
        erased: Rows so far whose leaf is the salt source's word: nothing that stands in their place is hashed.
        uncovered: The first of them that holds a value all the same, which nothing proves; None for no such row.
    """

    def __init__(self, schema: TableSchema, salts: SaltSource | None = None, wanted_row: int | None = None) -> None:
        """Begin with no rows.

        Args:
            schema: Columns, types, salting.
            salts: The rows' salts; None for an unsalted table.
            wanted_row: A row, from 1, to be proved at the end; None for the root only.

        Raises:
            MalformedInput: Salts for a table whose schema says that nothing is salted.
        """
        if salts is not None and schema.salting is Salting.NONE:
            raise MalformedInput(
                "salts were given, and the schema says that nothing is salted",
                remedy='give the schema the member "salts": "rows", or mark columns with "salted": true',
                field="salts",
            )
        self.erased = 0
        self.uncovered: int | None = None
        self._schema = schema
        self._salts: SaltSource = salts or NoSalts()
        self._tree = LeafTree(wanted_row)
        self._wanted = wanted_row
        self._record: bytes | None = None
        self._salt = b""
        self._opened: tuple[OpenedCell, ...] = ()

    def update(self, batch: Batch) -> None:
        """Take the next rows.

        Args:
            batch: One sequence a column, all of one length.

        Raises:
            SaltMissing: The table is salted and there is no salt for a row.
            LimitExceeded: A cell is longer than 16 MiB.
        """
        count = len(batch[0])
        if not count:
            return
        first = self._tree.rows + 1
        salts = SaltBatch(()) if self._schema.salting is Salting.NONE else self._salts.take(first, count)
        parts: list[Iterable[bytes]] = [repeat(b"\x00")]
        if self._schema.salting is Salting.ROWS:
            parts.append(salts.salts)
        for place, (column, cells) in enumerate(zip(self._schema.columns, batch, strict=True)):
            parts += [self._hidden(place, cells, salts)] if column.salted else column_parts(column.type, cells)
        leaves = [sha256(b"".join(row)).digest() for row in zip(*parts, strict=False)]
        for place, leaf in salts.erased.items():
            leaves[place] = leaf
            if self.uncovered is None and any(cells[place] is not None for cells in batch):
                self.uncovered = first + place
        self.erased += len(salts.erased)
        self._tree.extend(leaves)
        if self._wanted is not None and first <= self._wanted < first + count:
            self._keep(self._wanted - first, batch, salts)

    def finish(self) -> TypedFingerprint:
        """Say that no rows follow.

        Returns:
            The fingerprint.

        Raises:
            MalformedTable: There was no row.
        """
        rows = self._tree.rows
        if not rows:
            raise MalformedTable("the table has no row", remedy="name a table with at least one row")
        return TypedFingerprint(self._schema, rows, self._tree.finish(leaf_hash(self._schema.leaf(rows))))

    def row_proof(self, columns: Sequence[str] | None = None) -> TypedRowProof:
        """Prove the wanted row; to be called after `finish`.

        Args:
            columns: Which salted cells to show; None for all of them. Unsalted cells are always shown.

        Returns:
            The proof.

        Raises:
            NothingThere: No row was wanted, or the table has no such row.
            SaltMissing: The row's salt was destroyed.
            FieldMismatch: A column that the table has not, or that cannot be kept back or shown alone.
        """
        rows, row = self._tree.rows, self._wanted
        if row is None or not 1 <= row <= rows:
            raise NothingThere(
                f"row {row} is not one of the table's rows 1 to {rows}",
                remedy="name one of the table's rows; the first after the header is 1",
                rows=rows,
            )
        if self._record is None:
            raise SaltMissing(
                f"row {row} was erased: its salt is destroyed and nothing can prove it again",
                remedy="prove another row; every other one still can be",
                row=row,
            )
        return TypedRowProof(
            row=row,
            schema=self._schema.leaf(rows),
            schema_path=self._tree.path(0),
            record=self._record,
            record_path=self._tree.path(row),
            salt=self._salt,
            opened=self._opened if columns is None else self._chosen(columns),
        )

    def _chosen(self, columns: Sequence[str]) -> tuple[OpenedCell, ...]:
        salted = [column.name for column in self._schema.columns if column.salted]
        for name in columns:
            if name not in salted:
                raise FieldMismatch(
                    f"column {name!a} is not salted by cells, so it cannot be shown alone; salted are {salted}",
                    remedy="name salted columns only; unsalted ones are part of every proof of their row",
                    field=name,
                )
        return tuple(one for one in self._opened if self._schema.columns[one.column].name in columns)

    def _hidden(self, place: int, payloads: Sequence[bytes | None], salts: SaltBatch) -> list[bytes]:
        cells = column_cells(self._schema.columns[place].type, payloads)
        return [hidden_cell(cell_salt(salt, place), cell) for salt, cell in zip(salts.salts, cells, strict=True)]

    def _keep(self, at: int, batch: Batch, salts: SaltBatch) -> None:
        """Keep what the proof of the wanted row shows; nothing of a row that was erased."""
        if at in salts.erased:
            return
        record, opened = [], []
        for place, (column, payloads) in enumerate(zip(self._schema.columns, batch, strict=True)):
            cell = cell_bytes(column.type, payloads[at])
            if column.salted:
                opened.append(OpenedCell(place, cell_salt(salts.salts[at], place), cell))
            record.append(hidden_cell(opened[-1].salt, cell) if column.salted else cell)
        self._record, self._opened = b"".join(record), tuple(opened)
        self._salt = salts.salts[at] if self._schema.salting is Salting.ROWS else b""


def csv_batches(path: Path, schema: TableSchema) -> Iterator[Batch]:
    """Read a CSV file as typed cells.

    Args:
        path: The file.
        schema: Its columns, in the order of its header.

    Returns:
        Batches of rows, from the first; reading them raises what `csv_rows` does, and besides:
        UnusableFile, when the file is missing, unreadable or no regular file; FileChanged, when it changes meanwhile.
    """
    return csv_rows(stable_blocks(path, _READ), schema)


def csv_rows(blocks: Iterable[bytes], schema: TableSchema) -> Iterator[Batch]:
    """Read a CSV table's bytes as typed cells.

    Args:
        blocks: The bytes, cut anywhere.
        schema: Its columns, in the order of its header.

    Yields:
        Batches of rows, from the first.

    Raises:
        MalformedTable: It is no RFC 4180 table, has another header, or a cell is no value of its column.
        LimitExceeded: A record or the header is too large.
    """
    reader = RecordReader()
    for block in blocks:
        yield from _typed(reader, reader.feed(block), schema)
    yield from _typed(reader, reader.finish(), schema)
    if not reader.records:
        raise MalformedTable("the table is empty", remedy="name a table with a header and at least one row")


def fingerprint_typed(
    schema: TableSchema, batches: Iterable[Batch], salts: SaltSource | None = None
) -> TypedFingerprint:
    """Fingerprint a typed table.

    Args:
        schema: Columns, types, salting.
        batches: Its rows, of `csv_batches` for example.
        salts: The rows' salts; None for an unsalted table.

    Returns:
        The fingerprint.

    Raises:
        MalformedTable: There is no row.
        SaltMissing: The table is salted and there is no salt for a row.
        LimitExceeded: A cell is longer than 16 MiB.
    """
    hasher = TypedHasher(schema, salts)
    for batch in batches:
        hasher.update(batch)
    return hasher.finish()


def prove_typed_row(
    schema: TableSchema,
    batches: Iterable[Batch],
    row: int,
    salts: SaltSource | None = None,
    columns: Sequence[str] | None = None,
) -> tuple[TypedFingerprint, TypedRowProof]:
    """Fingerprint a typed table and prove one of its rows, in one pass.

    Args:
        schema: Columns, types, salting.
        batches: Its rows.
        row: The row's number, from 1.
        salts: The rows' salts; None for an unsalted table.
        columns: Which salted cells to show; None for all.

    Returns:
        The table's fingerprint, and the proof that leads to it.

    Raises:
        MalformedTable: There is no row.
        NothingThere: The table has no such row.
        SaltMissing: There is no salt for a row, or the wanted one's was destroyed.
        FieldMismatch: A column that cannot be shown alone.
        LimitExceeded: A cell is longer than 16 MiB.
    """
    hasher = TypedHasher(schema, salts, row)
    for batch in batches:
        hasher.update(batch)
    return hasher.finish(), hasher.row_proof(columns)


def _typed(reader: RecordReader, records: list[bytes], schema: TableSchema) -> Iterator[Batch]:
    first = reader.records - len(records)
    if records and not first:
        _check_header(tuple(field.decode("utf-8") for field in record_fields(records.pop(0), 0)), schema)
        first = 1
    if records:
        columns = columns_of(records, len(schema.columns), first)
        yield [column_payloads(one, part, first) for one, part in zip(schema.columns, columns, strict=True)]


def _check_header(names: tuple[str, ...], schema: TableSchema) -> None:
    for place, (found, wanted) in enumerate(zip(names, schema.names, strict=False), 1):
        if found != wanted:
            raise MalformedTable(
                f"row 0: column {place} is {found!a}, the schema says {wanted!a}",
                remedy="give a schema that names this table's columns, in its order",
                row=0,
                field=found,
            )
    if len(names) != len(schema.columns):
        raise MalformedTable(
            f"row 0: the table has {len(names)} columns, the schema {len(schema.columns)}",
            remedy="give a schema that names this table's columns, in its order",
            row=0,
        )
