"""A typed table's columns: names, types, salting; and leaf 0, which binds the number of rows too (SPEC-table.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, UnknownVersion
from torrens_anchor.forms.canonical import JsonLike, JsonObject, JsonValue, encode, parse
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.forms.members import check_members, integer, items, open_members, text
from torrens_anchor.tables.csvrecords import MAX_COLUMNS

COLUMNS_VERSION: Final = "torrens/table-columns/1"
"""Value of `v` in a schema file."""
SCHEMA_VERSION: Final = "torrens/table-schema/2"
"""Value of `v` in leaf 0 of a typed table."""
TYPED_MODE: Final = "typed"
"""Leaf i is row i as typed, length-prefixed cells."""
MAX_DIGITS: Final = 38
"""Most digits of an integer or a decimal: what 128 bits hold."""
_DECIMAL: Final = re.compile(r"decimal\(([1-9][0-9]?),([0-9]{1,2})\)\Z", re.ASCII)


class Kind(StrEnum):
    """The closed set of cell types."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLOAT64 = "float64"
    TEXT = "text"
    BYTES = "bytes"
    DATE = "date"
    TIMESTAMP = "timestamp"


class Salting(StrEnum):
    """What of a table is salted."""

    NONE = "none"
    ROWS = "rows"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class ColumnType:
    """The type of a column's cells.

    Attributes:
        kind: Which of the closed set.
        precision: Most digits of a decimal, 1 to 38; else 0.
        scale: Its digits after the point, at most its precision; else 0.
    """

    kind: Kind
    precision: int = 0
    scale: int = 0

    def __post_init__(self) -> None:
        low = 1 if self.kind is Kind.DECIMAL else 0
        high = MAX_DIGITS if low else 0
        if not low <= self.precision <= high or not 0 <= self.scale <= self.precision:
            raise MalformedInput(
                f"{self.kind}({self.precision},{self.scale}): a decimal has 1 to {MAX_DIGITS} digits, as many or fewer "
                "of them after the point, and no other type has any",
                remedy="state the column as decimal(p,s) with p at most 38, or as text",
                field="type",
            )

    def __str__(self) -> str:
        return f"decimal({self.precision},{self.scale})" if self.kind is Kind.DECIMAL else self.kind.value

    @classmethod
    def parse(cls, name: str) -> "ColumnType":
        """Read a type's name.

        Args:
            name: For example `integer` or `decimal(10,2)`.

        Returns:
            The type.

        Raises:
            MalformedInput: No type of this name.
        """
        if found := _DECIMAL.match(name):
            typed = cls(Kind.DECIMAL, int(found[1]), int(found[2]))
            if str(typed) == name:
                return typed
        elif name != Kind.DECIMAL and name in Kind.__members__.values():
            return cls(Kind(name))
        raise MalformedInput(
            f"{name!a} is no column type",
            remedy="use boolean, integer, decimal(p,s), float64, text, bytes, date or timestamp",
            field="type",
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name; no other column of the table has it.
        type: What its cells are.
        salted: Each cell stands in the leaf as a salted commitment, so that it can be shown or kept back alone.
    """

    name: str
    type: ColumnType
    salted: bool = False


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table's columns, in order.

    Attributes:
        columns: At least one.
        salting: Whole rows, marked columns, or nothing.
    """

    columns: tuple[Column, ...]
    salting: Salting = Salting.NONE

    def __post_init__(self) -> None:
        if not 1 <= len(self.columns) <= MAX_COLUMNS:
            raise LimitExceeded(f"a table of {len(self.columns)} columns; 1 to {MAX_COLUMNS}", found=len(self.columns))
        seen: set[str] = set()
        for place, name in enumerate(self.names, 1):
            if name in seen:
                raise MalformedInput(
                    f"column {place} is the second of the name {name!a}",
                    remedy="give each column a name of its own in a copy of the table",
                    field=name,
                )
            seen.add(name)
        if any(column.salted for column in self.columns) != (self.salting is Salting.CELLS):
            raise MalformedInput("columns are marked as salted exactly when salts are of cells", field="salts")

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    def unsalted(self) -> "TableSchema":
        """Give the same columns with nothing salted.

        Returns:
            The schema.
        """
        return TableSchema(tuple(Column(one.name, one.type) for one in self.columns))

    def encode(self) -> bytes:
        """Write the schema as a file of its own.

        Returns:
            Canonical JSON {columns, salts, v}.
        """
        own: dict[str, JsonLike] = {"v": COLUMNS_VERSION}
        return encode(own | self.members())

    @classmethod
    def parse(cls, data: bytes) -> "TableSchema":
        """Read a schema file; people write it, so it need not be canonical.

        Args:
            data: JSON {columns, v} and, where it is not "none", salts.

        Returns:
            The schema.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Members missing, unknown or of the wrong form, or two columns of one name.
        """
        members = parse(data)
        if not isinstance(members, dict):
            raise MalformedInput("a schema file is a JSON object")
        check_members(members, COLUMNS_VERSION, {"columns"}, {"salts"})
        return read_schema(members)

    def members(self) -> dict[str, JsonLike]:
        """Give what leaf 0, fingerprints and schema files share.

        Returns:
            JSON members columns and salts.
        """
        shown: list[Mapping[str, JsonLike]] = [
            {"name": one.name, "type": str(one.type)} | ({"salted": True} if one.salted else {}) for one in self.columns
        ]
        return {"columns": shown, "salts": self.salting.value}

    def leaf(self, rows: int) -> bytes:
        """Write leaf 0, which binds the types, the salting and the number of rows.

        Args:
            rows: Rows in the table.

        Returns:
            Canonical JSON {columns, hash, mode, rows, salts, v}.
        """
        own: dict[str, JsonLike] = {"v": SCHEMA_VERSION, "hash": "sha-256", "mode": TYPED_MODE}
        return encode(own | {"rows": check_rows(rows)} | self.members())

    @classmethod
    def parse_leaf(cls, data: bytes) -> tuple["TableSchema", int]:
        """Read leaf 0.

        Args:
            data: Canonical JSON.

        Returns:
            The schema and the number of rows.

        Raises:
            UnknownVersion: The version, the mode or the hash is not spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, SCHEMA_VERSION, {"hash", "mode", "columns", "rows", "salts"})
        check_mode(members)
        return read_schema(members), check_rows(integer(members, "rows"))


def read_schema(members: JsonObject) -> TableSchema:
    """Read the columns and the salting out of a parsed object.

    Args:
        members: An object with the member columns, and salts unless it is "none".

    Returns:
        The schema.

    Raises:
        MalformedInput: Members missing, unknown or of the wrong form, or two columns of one name.
    """
    salts = text(members, "salts") if "salts" in members else Salting.NONE.value
    if salts not in Salting.__members__.values():
        raise MalformedInput(f"salts {salts!a} is none of none, rows and cells", field="salts")
    return TableSchema(tuple(map(_column, items(members, "columns"))), Salting(salts))


def check_mode(members: JsonObject) -> None:
    """Demand the mode and the hash of typed tables.

    Args:
        members: An object with the members mode and hash.

    Raises:
        UnknownVersion: Another mode or hash.
    """
    if members["mode"] != TYPED_MODE or members["hash"] != "sha-256":
        raise UnknownVersion(f"table mode {members['mode']!a} over {members['hash']!a} is not spoken here")


def check_rows(rows: int) -> int:
    """Demand a number of rows that a table can have.

    Args:
        rows: The number.

    Returns:
        The same.

    Raises:
        MalformedInput: None, or more than a tree or canonical JSON can hold.
    """
    if not 1 <= rows < MAX_SAFE_INTEGER:
        raise MalformedInput(f"a table has 1 row or more, not {rows}", field="rows")
    return rows


def _column(value: JsonValue) -> Column:
    if not isinstance(value, dict) or not {"name", "type"} <= value.keys() <= {"name", "type", "salted"}:
        raise MalformedInput("a column has the members name and type, and may have salted", field="columns")
    if value.get("salted", True) is not True:
        raise MalformedInput("salted is true or left out", field="columns")
    return Column(text(value, "name"), ColumnType.parse(text(value, "type")), "salted" in value)
