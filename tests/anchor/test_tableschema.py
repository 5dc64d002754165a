"""Columns of a typed table: a schema that is none, and a file that is not the schema's."""

from pathlib import Path

import pytest
from table_kit import csv_root, schema_of

from torrens_anchor.errors import (
    AnchorError,
    LimitExceeded,
    MalformedInput,
    MalformedTable,
    UnknownVersion,
)
from torrens_anchor.tables.columns import Column, ColumnType, TableSchema
from torrens_anchor.tables.csvrecords import MAX_RECORD_BYTES
from torrens_anchor.tables.typedtable import csv_batches, fingerprint_typed


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b"a,c\n1,2\n", "column 2 is 'c', the schema says 'b'"),
        (b"a\n1\n", "has 1 columns, the schema 2"),
        (b"a,b,c\n1,2,3\n", "has 3 columns, the schema 2"),
        (b"b,a\n1,2\n", "column 1"),
        (b"a,b\n", "no row"),
        (b"", "empty"),
        (b"a,b\n1,\x002\n", "NUL"),
        (b'a,b\n1,"2\n', "never closes"),
        ("a,b\n中,2\n".encode() + "中,3\n".encode("gbk"), "row 2 .*not UTF-8"),
        (b"a,b\n1,2\n3\n", "row 2 has 1 fields"),
    ],
)
def test_a_table_that_is_not_the_schema_s_fail(tmp_path: Path, data: bytes, because: str) -> None:
    with pytest.raises(MalformedTable, match=because) as caught:
        csv_root(tmp_path, data, schema_of(["text", "integer"]))
    assert caught.value.remedy


def test_a_line_of_a_gigabyte_stops_at_the_limit_fail(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(b"a\n")
        stream.truncate(2**30)
    spaces = tmp_path / "spaces.csv"
    spaces.write_bytes(b"a\n" + b" " * (MAX_RECORD_BYTES + 2**17))
    schema = schema_of(["text"])
    with pytest.raises((LimitExceeded, MalformedTable), match="row 1"):
        fingerprint_typed(schema, csv_batches(path, schema))
    with pytest.raises(LimitExceeded, match="row 1 is longer"):
        fingerprint_typed(schema, csv_batches(spaces, schema))


@pytest.mark.parametrize(
    ("text", "error", "because"),
    [
        ('{"columns":[],"v":"torrens/table-columns/1"}', LimitExceeded, "0 columns"),
        ('{"columns":[{"name":"a","type":"text"}],"v":"torrens/table-columns/2"}', UnknownVersion, "version"),
        ('{"columns":[{"name":"a","type":"money"}],"v":"torrens/table-columns/1"}', MalformedInput, "money"),
        ('{"columns":[{"name":"a","type":"decimal"}],"v":"torrens/table-columns/1"}', MalformedInput, "decimal"),
        ('{"columns":[{"name":"a","type":"decimal(39,2)"}],"v":"torrens/table-columns/1"}', MalformedInput, "38"),
        ('{"columns":[{"name":"a","type":"decimal(2,3)"}],"v":"torrens/table-columns/1"}', MalformedInput, "point"),
        (
            '{"columns":[{"name":"a","type":"decimal(2,01)"}],"v":"torrens/table-columns/1"}',
            MalformedInput,
            "no column",
        ),
        ('{"columns":[{"name":"a"}],"v":"torrens/table-columns/1"}', MalformedInput, "name and type"),
        (
            '{"columns":[{"name":"a","type":"text","salted":false}],"v":"torrens/table-columns/1"}',
            MalformedInput,
            "true",
        ),
        (
            '{"columns":[{"name":"a","type":"text"}],"salts":"all","v":"torrens/table-columns/1"}',
            MalformedInput,
            "none",
        ),
        (
            '{"columns":[{"name":"a","type":"text"}],"salts":"cells","v":"torrens/table-columns/1"}',
            MalformedInput,
            "mark",
        ),
        (
            '{"columns":[{"name":"a","type":"text"},{"name":"a","type":"date"}],"v":"torrens/table-columns/1"}',
            MalformedInput,
            "column 2 is the second of the name 'a'",
        ),
        ("[]", MalformedInput, "object"),
    ],
)
def test_malformed_schema_fail(text: str, error: type[AnchorError], because: str) -> None:
    with pytest.raises(error, match=because):
        TableSchema.parse(text.encode())


def test_ten_thousand_columns_fail(tmp_path: Path) -> None:
    with pytest.raises(LimitExceeded, match="10000 columns"):
        TableSchema(tuple(Column(str(i), ColumnType.parse("text")) for i in range(10_000)))
    with pytest.raises(LimitExceeded, match="10000 columns"):
        csv_root(tmp_path, b",".join([b"c"] * 10_000) + b"\n", schema_of(["text"]))
