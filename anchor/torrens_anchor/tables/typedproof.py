"""What a typed table's fingerprint and a row's proof say, as data; verifying needs no table (SPEC-table.md)."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import FieldMismatch, MalformedInput, OutOfRange
from torrens_anchor.forms.canonical import JsonLike, JsonValue, encode
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.forms.members import base64, hexadecimal, integer, items, open_members
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from torrens_anchor.tables.cells import HIDDEN_TAG, read_cell, read_tagged, show
from torrens_anchor.tables.columns import TYPED_MODE, Salting, TableSchema, check_mode, check_rows, read_schema
from torrens_anchor.tables.salting import SALT_SIZE, hidden_cell
from torrens_anchor.tables.tableproof import read_path

FINGERPRINT_VERSION: Final = "torrens/table-fingerprint/2"
"""Value of `v` in a typed table's fingerprint."""
ROW_PROOF_VERSION: Final = "torrens/row-proof/2"
"""Value of `v` in the proof of a typed row."""


@dataclass(frozen=True, slots=True)
class TypedFingerprint:
    """What a typed table hashes to; its root alone binds all of it.

    Attributes:
        schema: Columns, types, salting.
        rows: Rows; the tree has one leaf more.
        root: RFC 9162 root.
    """

    schema: TableSchema
    rows: int
    root: Root

    def __post_init__(self) -> None:
        check_rows(self.rows)

    @property
    def mode(self) -> str:
        """How rows become leaves."""
        return TYPED_MODE

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns' names."""
        return self.schema.names

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON.
        """
        own: dict[str, JsonLike] = {"v": FINGERPRINT_VERSION, "hash": "sha-256", "mode": TYPED_MODE, "rows": self.rows}
        return encode(own | {"root": self.root.hex()} | self.schema.members())

    @classmethod
    def parse(cls, data: bytes) -> "TypedFingerprint":
        """Read a fingerprint.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: The version, the mode or the hash is not spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, FINGERPRINT_VERSION, {"hash", "mode", "columns", "salts", "rows", "root"})
        check_mode(members)
        return cls(read_schema(members), integer(members, "rows"), Root(hexadecimal(members, "root", HASH_SIZE)))


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """A salted cell that is shown.

    Attributes:
        column: Its place in the row, from 0.
        salt: Its own salt.
        cell: Tag, length, canonical bytes.
    """

    column: int
    salt: bytes
    cell: bytes


@dataclass(frozen=True, slots=True)
class TypedRowProof:
    """One row, or what of it is shown, the schema, and their paths to the table's root.

    Attributes:
        row: The row's number, from 1: its leaf's index.
        schema: Leaf 0's exact bytes; they say how many rows there are.
        schema_path: Inclusion proof of leaf 0.
        record: The row's cells as they stand in its leaf: shown, or as commitments.
        record_path: Inclusion proof of the row's leaf.
        salt: The row's salt where rows are salted; else empty.
        opened: Salted cells that are shown, by rising column.
    """

    row: int
    schema: bytes
    schema_path: tuple[bytes, ...]
    record: bytes
    record_path: tuple[bytes, ...]
    salt: bytes = b""
    opened: tuple[OpenedCell, ...] = ()

    @property
    def rows(self) -> int:
        """Rows in the table, as leaf 0 says.

        Raises:
            MalformedInput: Leaf 0 is no schema.
        """
        return TableSchema.parse_leaf(self.schema)[1]

    def encode(self) -> bytes:
        """Write the proof.

        Returns:
            Canonical JSON.
        """
        return encode(
            {
                "v": ROW_PROOF_VERSION,
                "row": self.row,
                "schema": base64_text(self.schema),
                "schemaPath": [base64_text(value) for value in self.schema_path],
                "record": base64_text(self.record),
                "recordPath": [base64_text(value) for value in self.record_path],
                "salt": base64_text(self.salt),
                "opened": [
                    {"column": one.column, "salt": base64_text(one.salt), "cell": base64_text(one.cell)}
                    for one in self.opened
                ],
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> "TypedRowProof":
        """Read a proof.

        Args:
            data: Canonical JSON.

        Returns:
            The proof, unverified.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        names = {"row", "schema", "schemaPath", "record", "recordPath", "salt", "opened"}
        members = open_members(data, ROW_PROOF_VERSION, names)
        return cls(
            row=integer(members, "row"),
            schema=base64(members, "schema", None),
            schema_path=read_path(members, "schemaPath"),
            record=base64(members, "record", None),
            record_path=read_path(members, "recordPath"),
            salt=base64(members, "salt", None),
            opened=tuple(map(_opened, items(members, "opened"))),
        )

    def verify(self, table: TypedFingerprint) -> tuple[tuple[str, str | None], ...]:
        """Verify that the row stands in a table whose fingerprint is trusted.

        Args:
            table: The fingerprint, from a source that the verifier trusts.

        Returns:
            The cells that are shown: (column, text; None for null), in order.

        Raises:
            FieldMismatch: The proof is of a table of another size or schema, or shows other cells than it holds.
            OutOfRange: The row is not one of the table's.
            ProofMismatch: A path does not lead to the table's root.
            MalformedInput: A cell is not canonical, or a salt of the wrong size.
        """
        if self.schema != table.schema.leaf(table.rows):
            raise FieldMismatch("the proof's schema is not that of the table")
        return self.verify_root(table.root)

    def verify_root(self, root: Root) -> tuple[tuple[str, str | None], ...]:
        """Verify that the row stands in a table whose root is trusted: it binds types, names and number of rows.

        Args:
            root: The root, from a source that the verifier trusts.

        Returns:
            The cells that are shown: (column, text; None for null), in order.

        Raises:
            FieldMismatch: The proof shows other cells than its leaf holds.
            OutOfRange: The row is not one of the table's.
            ProofMismatch: A path does not lead to the root.
            MalformedInput: Leaf 0 or a cell is not canonical, or a salt of the wrong size.
        """
        schema, rows = TableSchema.parse_leaf(self.schema)
        if not 1 <= self.row <= rows:
            raise OutOfRange(
                f"row {self.row} is not one of the table's rows 1 to {rows}",
                remedy="name one of the table's rows; the first after the header is 1",
                row=self.row,
            )
        if len(self.salt) != (SALT_SIZE if schema.salting is Salting.ROWS else 0):
            raise MalformedInput(f"a salt of {len(self.salt)} bytes in a table whose salts are {schema.salting}")
        for index, leaf, path in (
            (0, self.schema, self.schema_path),
            (self.row, self.salt + self.record, self.record_path),
        ):
            verify_inclusion(leaf=leaf_hash(leaf), index=index, size=rows + 1, proof=path, root=root)
        return self._cells(schema)

    def _cells(self, schema: TableSchema) -> tuple[tuple[str, str | None], ...]:
        opened = {one.column: one for one in self.opened}
        if list(opened) != sorted(opened) or len(opened) != len(self.opened):
            raise MalformedInput("opened cells stand by rising column, each once", field="opened")
        cells: list[tuple[str, str | None]] = []
        at = 0
        for place, column in enumerate(schema.columns):
            begin = at
            if not column.salted:
                value, at = read_cell(column.type, self.record, at)
            else:
                commitment, at = read_tagged(self.record, at, HIDDEN_TAG)
                if len(commitment) != HASH_SIZE:
                    raise MalformedInput(f"a commitment has {HASH_SIZE} bytes", field=column.name)
                one = opened.pop(place, None)
                if one is None:
                    continue
                if hidden_cell(one.salt, one.cell) != self.record[begin:at]:
                    raise FieldMismatch(f"the cell of {column.name!a} is not the one that the row commits to")
                value, end = read_cell(column.type, one.cell, 0)
                if end != len(one.cell):
                    raise MalformedInput("bytes stand after an opened cell", field=column.name)
            cells.append((column.name, show(column.type, value)))
        if at != len(self.record) or opened:
            raise FieldMismatch("the row holds other cells than the schema or the proof names")
        return tuple(cells)


def _opened(value: JsonValue) -> OpenedCell:
    if not isinstance(value, dict) or value.keys() != {"column", "salt", "cell"}:
        raise MalformedInput("an opened cell has the members column, salt and cell", field="opened")
    return OpenedCell(integer(value, "column"), base64(value, "salt", SALT_SIZE), base64(value, "cell", None))
