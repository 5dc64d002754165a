"""What a table's fingerprint and a row's proof say, as data; verifying needs no table."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import FieldMismatch, LimitExceeded, MalformedInput, OutOfRange, UnknownVersion
from torrens_anchor.forms.canonical import JsonObject, encode
from torrens_anchor.forms.encoding import base64_bytes, base64_text
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.forms.members import as_text, base64, hexadecimal, integer, items, open_members
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from torrens_anchor.tables.csvrecords import record_fields

FINGERPRINT_VERSION: Final = "torrens/table-fingerprint/1"
"""Value of `v` in a fingerprint."""
SCHEMA_VERSION: Final = "torrens/table-schema/1"
"""Value of `v` in leaf 0."""
ROW_PROOF_VERSION: Final = "torrens/row-proof/1"
"""Value of `v` in a row proof."""
BYTES_MODE: Final = "bytes"
"""Leaf i is the raw RFC 4180 record i. Other modes (typed cells, salted leaves) will have other names."""
_MAX_PATH: Final = 63


@dataclass(frozen=True, slots=True)
class TableFingerprint:
    """What a table hashes to.

    Attributes:
        mode: How rows become leaves.
        columns: The header's fields.
        rows: Rows under the header; the tree has one leaf more.
        root: RFC 9162 root.
    """

    mode: str
    columns: tuple[str, ...]
    rows: int
    root: Root

    def __post_init__(self) -> None:
        if not 1 <= self.rows < MAX_SAFE_INTEGER:
            raise MalformedInput(f"a table has 1 row or more, not {self.rows}", field="rows")

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON.
        """
        return encode(
            {
                "v": FINGERPRINT_VERSION,
                "hash": "sha-256",
                "mode": self.mode,
                "columns": self.columns,
                "rows": self.rows,
                "root": self.root.hex(),
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> "TableFingerprint":
        """Read a fingerprint.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: The version or the mode is not spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, FINGERPRINT_VERSION, {"hash", "mode", "columns", "rows", "root"})
        _check_mode(members)
        return cls(
            mode=BYTES_MODE,
            columns=_columns(members),
            rows=integer(members, "rows"),
            root=Root(hexadecimal(members, "root", HASH_SIZE)),
        )


@dataclass(frozen=True, slots=True)
class RowProof:
    """One row, the schema, and their paths to the table's root.

    Attributes:
        row: The row's number, from 1: its leaf's index.
        rows: Rows in the table.
        schema: Leaf 0's exact bytes.
        schema_path: Inclusion proof of leaf 0.
        record: The row's exact bytes, without its terminator.
        record_path: Inclusion proof of the row's leaf.
    """

    row: int
    rows: int
    schema: bytes
    schema_path: tuple[bytes, ...]
    record: bytes
    record_path: tuple[bytes, ...]

    def encode(self) -> bytes:
        """Write the proof.

        Returns:
            Canonical JSON.
        """
        return encode(
            {
                "v": ROW_PROOF_VERSION,
                "row": self.row,
                "rows": self.rows,
                "schema": base64_text(self.schema),
                "schemaPath": [base64_text(value) for value in self.schema_path],
                "record": base64_text(self.record),
                "recordPath": [base64_text(value) for value in self.record_path],
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> "RowProof":
        """Read a proof.

        Args:
            data: Canonical JSON.

        Returns:
            The proof, unverified.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, ROW_PROOF_VERSION, {"row", "rows", "schema", "schemaPath", "record", "recordPath"})
        return cls(
            row=integer(members, "row"),
            rows=integer(members, "rows"),
            schema=base64(members, "schema", None),
            schema_path=read_path(members, "schemaPath"),
            record=base64(members, "record", None),
            record_path=read_path(members, "recordPath"),
        )

    def verify(self, table: TableFingerprint) -> tuple[tuple[str, str], ...]:
        """Verify that the row stands in a table whose fingerprint is trusted.

        Args:
            table: The fingerprint, from a source that the verifier trusts.

        Returns:
            The row's cells: (column, unquoted text), in order.

        Raises:
            FieldMismatch: The proof is of a table of another size or header, or the row has other fields.
            OutOfRange: The row is not one of the table's.
            ProofMismatch: A path does not lead to the table's root.
            MalformedTable: The record is no RFC 4180 record.
        """
        if self.rows != table.rows:
            raise FieldMismatch(f"the proof is of a table of {self.rows} rows, not {table.rows}")
        if self.schema != encode_schema(table.mode, table.columns):
            raise FieldMismatch("the proof's schema is not that of the table")
        if not 1 <= self.row <= self.rows:
            raise OutOfRange(
                f"row {self.row} is not one of the table's rows 1 to {self.rows}",
                remedy="name one of the table's rows; the first after the header is 1",
                row=self.row,
            )
        self._verify_leaf(0, self.schema, self.schema_path, table.root)
        self._verify_leaf(self.row, self.record, self.record_path, table.root)
        cells = [field.decode("utf-8", "replace") for field in record_fields(self.record, self.row)]
        if len(cells) != len(table.columns):
            raise FieldMismatch(f"row {self.row} has {len(cells)} fields, the header {len(table.columns)}")
        return tuple(zip(table.columns, cells, strict=True))

    def _verify_leaf(self, index: int, leaf: bytes, path: tuple[bytes, ...], root: Root) -> None:
        verify_inclusion(leaf=leaf_hash(leaf), index=index, size=self.rows + 1, proof=path, root=root)


def encode_schema(mode: str, columns: tuple[str, ...]) -> bytes:
    """Write leaf 0 of a table.

    Args:
        mode: How rows become leaves.
        columns: The header's fields.

    Returns:
        Canonical JSON {columns, hash, mode, v}.
    """
    return encode({"v": SCHEMA_VERSION, "hash": "sha-256", "mode": mode, "columns": columns})


def _check_mode(members: JsonObject) -> None:
    if members["mode"] != BYTES_MODE or members["hash"] != "sha-256":
        raise UnknownVersion(f"table mode {members['mode']!a} over {members['hash']!a} is not spoken here")


def _columns(members: JsonObject) -> tuple[str, ...]:
    names = items(members, "columns")
    if not names:
        raise MalformedInput("a table has at least one column", field="columns")
    return tuple(as_text(name, "columns") for name in names)


def read_path(members: JsonObject, name: str) -> tuple[bytes, ...]:
    """Read an inclusion proof.

    Args:
        members: The parsed object.
        name: The member, known to be there.

    Returns:
        Its hashes.

    Raises:
        LimitExceeded: More hashes than any proof has.
        MalformedInput: No list of base64 texts of 32 bytes each.
    """
    hashes = items(members, name)
    if len(hashes) > _MAX_PATH:
        raise LimitExceeded(f"{name} has {len(hashes)} hashes; at most {_MAX_PATH}", field=name)
    return tuple(base64_bytes(as_text(item, name), HASH_SIZE, name) for item in hashes)
