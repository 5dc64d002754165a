"""The record of a row of a registered table, by its lines or by its values."""

from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.bundles.path import Path
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue, parse_canonical_object
from torrens_anchor.forms.encoding import base64_text
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import FINGERPRINT_VERSION as TYPED_VERSION
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof


@dataclass(frozen=True, slots=True)
class RowRecord:
    """One row of a registered table.

    Attributes:
        path: The right it is shown under, title first.
        table: The table's fingerprint, by its lines or by its values.
        row: The row's proof, of the same mode.
    """

    KIND: ClassVar[str] = "dataset-row"

    path: Path
    table: TableFingerprint | TypedFingerprint
    row: RowProof | TypedRowProof

    def cells(self) -> tuple[tuple[str, str | None], ...]:
        """Verify that the row stands in the table.

        Returns:
            The cells that are shown: (column, text; None for null), in order.

        Raises:
            Mismatch: It does not, or the proof shows other cells than the row holds.
            OutOfRange: The row is not one of the table's.
            MalformedInput: A cell is not canonical; MalformedTable likewise.
        """
        if isinstance(self.row, TypedRowProof) and isinstance(self.table, TypedFingerprint):
            return self.row.verify(self.table)
        if isinstance(self.row, RowProof) and isinstance(self.table, TableFingerprint):
            return self.row.verify(self.table)
        raise MalformedInput("the row and its table are of two modes", field="row")

    @property
    def columns(self) -> tuple[str, ...]:
        """The table's columns, in order."""
        return self.table.columns if isinstance(self.table, TableFingerprint) else self.table.schema.names

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "RowRecord":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The row, unverified.

        Raises:
            MalformedInput: Another form.
            UnknownVersion: Of a mode that is not spoken here; table and row of two modes likewise.
        """
        m = Members(value, where, ("path", "table", "row"))
        path, table, row = Path.parse(m.value("path"), m.path("path")), m.base64("table"), m.base64("row")
        if parse_canonical_object(table).get("v") == TYPED_VERSION:
            return cls(path, TypedFingerprint.parse(table), TypedRowProof.parse(row))
        return cls(path, TableFingerprint.parse(table), RowProof.parse(row))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "path": self.path.json(),
            "table": base64_text(self.table.encode()),
            "row": base64_text(self.row.encode()),
        }
