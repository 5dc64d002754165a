import math
import struct
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from table_kit import CELLS, SALTS, Drawn, schema_of, tables

from torrens_anchor.errors import FileChanged, LimitExceeded, MalformedInput, MalformedTable, UnusableFile
from torrens_anchor.tables.columns import Column, ColumnType, Kind, Salting, TableSchema
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_anchor.tables.typedtable import fingerprint_typed, prove_typed_row
from torrens_log.arrowrows import arrow_batches, arrow_schema, table_batches
from torrens_log.errors import ExtraMissing

pa = pytest.importorskip("pyarrow", reason="the extra `table` is not installed")
pq = pytest.importorskip("pyarrow.parquet")

TYPES = {
    "boolean": pa.bool_(),
    "integer": pa.decimal128(38, 0),
    "decimal(5,2)": pa.decimal128(5, 2),
    "float64": pa.float64(),
    "text": pa.string(),
    "bytes": pa.binary(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", "Asia/Shanghai"),
}


def value(name: str, cell: str | None) -> Any:  # noqa: ANN401, PLR0911 - whatever pyarrow takes, type by type
    if cell is None:
        return None
    match name:
        case "boolean":
            return cell == "true"
        case "integer" | "decimal(5,2)":
            return Decimal(cell)
        case "float64":
            return float(cell)
        case "bytes":
            return bytes.fromhex(cell)
        case "date":
            return date.fromisoformat(cell)
        case "timestamp":
            return (datetime.fromisoformat(cell) - datetime(1970, 1, 1, tzinfo=UTC)) // US
    return cell


US = datetime(1970, 1, 1, 0, 0, 0, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)


def arrow_table(table: Drawn) -> Any:  # noqa: ANN401
    columns = {
        column.name: pa.array([value(str(column.type), row[place]) for row in table.rows], TYPES[str(column.type)])
        for place, column in enumerate(table.schema.columns)
    }
    return pa.table(columns)


def write(folder: Path, table: Any, suffix: str = ".parquet", **options: Any) -> Path:  # noqa: ANN401
    path = folder / f"table{suffix}"
    if suffix == ".parquet":
        pq.write_table(table, path, **options)
    else:
        make = pa.ipc.new_stream if suffix == ".arrows" else pa.ipc.new_file
        with pa.OSFile(str(path), "wb") as sink, make(sink, table.schema) as writer:
            writer.write_table(table)
    return path


def rooted(path: Path, schema: TableSchema) -> TypedFingerprint:
    salts = None if schema.salting is Salting.NONE else SALTS
    return fingerprint_typed(schema, table_batches(path, schema), salts)


def single(folder: Path, values: Sequence[Any], kind: Any, name: str | None = None) -> TypedFingerprint:  # noqa: ANN401
    path = write(folder, pa.table({"a": pa.array(values, kind)}))
    return rooted(path, schema_of([name]) if name else arrow_schema(path))


@settings(deadline=None)
@given(tables())
def test_one_table_has_one_root_as_csv_and_as_parquet(tmp_path_factory: pytest.TempPathFactory, table: Drawn) -> None:
    folder = tmp_path_factory.getbasetemp()
    csv = folder / "table.csv"
    csv.write_bytes(table.csv())
    wanted = rooted(csv, table.schema)
    found = arrow_table(table)
    for suffix in (".parquet", ".arrow", ".arrows", ".feather"):
        assert rooted(write(folder, found, suffix), table.schema) == wanted


def test_row_groups_pages_and_dictionaries_change_nothing(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [[str(i), "same", None if i % 7 else f"{i % 28 + 1:02}"] for i in range(10_000)]
    table = Drawn(schema_of(["integer", "text", "text"]), rows)
    columns = [pa.array([row[0] for row in rows]).cast(pa.int64()), pa.array([row[1] for row in rows])]
    columns += [pa.array([row[2] for row in rows]).dictionary_encode()]
    found = pa.table(columns, names=["a", "b", "c"])
    wanted = fingerprint_typed(table.schema, [table.batch()])
    for size in (10_000, 999):
        path = write(tmp_path, found, row_group_size=size)
        assert arrow_schema(path) == table.schema
        assert rooted(path, table.schema) == wanted
    whole, proof = prove_typed_row(table.schema, arrow_batches(path, table.schema), 9_998)
    assert proof.verify(whole) == (("a", "9997"), ("b", "same"), ("c", None))


@pytest.mark.parametrize(
    ("values", "kind", "name", "text"),
    [
        ([2**64 - 1], pa.uint64(), "integer", str(2**64 - 1)),
        ([-128], pa.int8(), "integer", "-128"),
        ([Decimal("0E-10")], pa.decimal128(38, 10), "decimal(38,10)", "0.0000000000"),
        ([Decimal("1.50")], pa.decimal256(40, 2), "decimal(5,2)", "1.5"),
        ([Decimal("1.50")], pa.decimal32(5, 2), "decimal(5,2)", "1.5"),
        ([7], pa.int32(), "decimal(5,2)", "7"),
        ([0.1], pa.float32(), "float64", repr(struct.unpack("f", struct.pack("f", 0.1))[0])),
        ([-0.0, math.nan, -math.inf], pa.float64(), "float64", "0\nNaN\n-Infinity"),
        (["中"], pa.large_string(), "text", "中"),
        (["中"], pa.string_view(), "text", "中"),
        ([b"\x00\xff"], pa.binary(2), "bytes", "00ff"),
        ([b"\x00\xff"], pa.large_binary(), "bytes", "00ff"),
        ([b"\x00\xff"], pa.binary_view(), "bytes", "00ff"),
        ([date(1, 1, 1), date(9999, 12, 31)], pa.date64(), "date", "0001-01-01\n9999-12-31"),
        ([1], pa.timestamp("ns", "UTC"), "timestamp", "1970-01-01T00:00:00.000000001Z"),
        ([-1], pa.timestamp("s", "America/New_York"), "timestamp", "1969-12-31T23:59:59Z"),
        ([-62135596800], pa.timestamp("s", "+08:00"), "timestamp", "0001-01-01T00:00:00Z"),
        ([253402300799], pa.timestamp("s", "UTC"), "timestamp", "9999-12-31T23:59:59Z"),
        ([None, None], pa.null(), "date", '""'),
    ],
)
def test_every_type_that_is_read(tmp_path: Path, values: list[object], kind: Any, name: str, text: str) -> None:  # noqa: ANN401
    schema = schema_of([name])
    cells: list[list[str | None]] = [[None]] * 2 if text == '""' else [[cell] for cell in text.split("\n")]
    wanted = fingerprint_typed(schema, [Drawn(schema, cells).batch()])
    assert rooted(write(tmp_path, pa.table({"a": pa.array(values, kind)}), ".arrow"), schema) == wanted


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.int8()),
        pa.struct([("x", pa.int8())]),
        pa.map_(pa.string(), pa.int8()),
        pa.float16(),
        pa.time64("ns"),
        pa.duration("s"),
        pa.timestamp("us"),
        pa.null(),
    ],
)
def test_a_type_that_is_no_cell_names_its_field_fail(tmp_path: Path, kind: Any) -> None:  # noqa: ANN401
    path = write(tmp_path, pa.table({"good": pa.array([1]), "odd": pa.array([None], kind)}), ".arrow")
    with pytest.raises(MalformedTable, match=r"'odd'.*no type that is hashed") as caught:
        arrow_schema(path)
    assert caught.value.facts["field"] == "odd"
    if not pa.types.is_null(kind):
        with pytest.raises(MalformedTable, match=r"^\S+, field 'odd': .* is not read as text$"):
            rooted(path, TableSchema((Column("good", ColumnType(Kind.INTEGER)), Column("odd", ColumnType(Kind.TEXT)))))


@pytest.mark.parametrize(
    ("values", "kind", "name", "because"),
    [
        ([0, 2_932_897], pa.date32(), "date", "years 1 to 9999"),
        ([0, -719_163], pa.date32(), "date", "years 1 to 9999"),
        ([0, 2**31 - 1], pa.date32(), "date", "years 1 to 9999"),
        ([0, 1], pa.date64(), "date", "whole day"),
        ([0, 253402300800], pa.timestamp("s", "UTC"), "timestamp", "years 1 to 9999"),
        ([0, -62135596801000], pa.timestamp("ms", "UTC"), "timestamp", "years 1 to 9999"),
        ([0, 2**63 - 1], pa.timestamp("us", "UTC"), "timestamp", "years 1 to 9999"),
        ([Decimal(1), Decimal("1000.00")], pa.decimal128(6, 2), "decimal(5,2)", "overflows"),
        ([Decimal(1), Decimal("1.005")], pa.decimal128(6, 3), "decimal(5,2)", "nothing|digits"),
        ([Decimal(1), Decimal(10**38)], pa.decimal256(40, 0), "integer", "39 digits"),
    ],
)
def test_a_value_out_of_range_names_row_and_field_fail(
    tmp_path: Path,
    values: list[object],
    kind: Any,  # noqa: ANN401
    name: str,
    because: str,
) -> None:
    made = pa.array(
        values, pa.int32() if kind == pa.date32() else pa.int64() if "int" in str(type(values[1])) else kind
    )
    path = write(tmp_path, pa.table({"a": made.view(kind) if made.type != kind else made}), ".arrow")
    with pytest.raises(MalformedTable, match=because) as caught:
        rooted(path, schema_of([name]))
    assert caught.value.facts == {"row": 2, "field": "a", "path": str(path)}
    assert str(caught.value).startswith(f"{path}: row 2, field 'a'")


@pytest.mark.parametrize("bits", ["7ff8000000000001", "fff8000000000000", "7ff0000000000001", "ffffffffffffffff"])
def test_a_nan_with_a_payload_fail(tmp_path: Path, bits: str) -> None:
    odd = pa.py_buffer(struct.pack("=dQ", 1.0, int(bits, 16)))
    array = pa.Array.from_buffers(pa.float64(), 2, [None, odd])
    path = write(tmp_path, pa.table({"a": array}))
    with pytest.raises(MalformedTable, match="NaN") as caught:
        rooted(path, schema_of(["float64"]))
    assert caught.value.facts == {"row": 2, "field": "a", "path": str(path)}
    assert str(caught.value).startswith(f"{path}: row 2, field 'a'")


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_text_of_mixed_encodings_names_row_and_field_fail(tmp_path: Path, suffix: str) -> None:
    array = pa.array(["café".encode(), None, "café".encode("latin-1")], pa.binary()).view(pa.string())
    path = write(tmp_path, pa.table({"a": array}), suffix)
    with pytest.raises(MalformedTable, match="not UTF-8, from byte 3 of the cell") as caught:
        rooted(path, schema_of(["text"]))
    assert caught.value.facts == {"row": 3, "field": "a", "path": str(path)}


def test_ten_thousand_columns_name_the_file_fail(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({f"c{i}": [1] for i in range(10_000)}), ".arrow")
    with pytest.raises(LimitExceeded, match="columns") as caught:
        arrow_schema(path)
    assert (str(caught.value), caught.value.facts["path"]) == (
        f"{path}: a table of 10000 columns; 1 to 4096", str(path)
    )  # fmt: skip


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows"])
def test_a_file_truncated_anywhere_fail(tmp_path: Path, suffix: str) -> None:
    table = pa.table({"a": pa.array(["x" * 50] * 2_000), "b": pa.array(range(2_000))})
    data = write(tmp_path, table, suffix).read_bytes()
    schema = schema_of(["text", "integer"])
    for at in (0, 3, 11, len(data) // 2, len(data) - 12):
        path = tmp_path / f"cut{suffix}"
        path.write_bytes(data[:at])
        with pytest.raises(MalformedTable, match=f"cut{suffix} is no whole") as caught:
            rooted(path, schema)
        assert "truncated" in caught.value.remedy


def test_other_columns_and_no_rows_fail(tmp_path: Path) -> None:
    path = write(tmp_path, pa.table({"a": pa.array([1])}))
    with pytest.raises(MalformedTable, match="the schema \\['a', 'b'\\]"):
        rooted(path, schema_of(["integer", "integer"]))
    with pytest.raises(MalformedTable, match="is not read as date"):
        rooted(path, schema_of(["date"]))
    with pytest.raises(MalformedTable, match="is not read as integer"):
        single(tmp_path, [Decimal("1.0")], pa.decimal128(6, 1), "integer")
    with pytest.raises(MalformedTable, match="no row"):
        single(tmp_path, [], pa.int8())
    double = pa.table([pa.array([1]), pa.array([1])], names=["a", "a"])
    with pytest.raises(MalformedInput, match=r"\.arrow: column 2 is the second of the name 'a'"):
        arrow_schema(write(tmp_path, double, ".arrow"))


def test_missing_and_changing_files_fail(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        arrow_schema(tmp_path / "none.parquet")
    with pytest.raises(UnusableFile):
        arrow_schema(tmp_path)
    path = write(tmp_path, pa.table({"a": pa.array(range(10_000))}))
    batches = arrow_batches(path, schema_of(["integer"]))
    next(batches)
    with path.open("ab") as stream:
        stream.write(b"x")
    with pytest.raises(FileChanged):
        list(batches)


def test_without_pyarrow_the_error_names_the_extra_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExtraMissing) as caught:
        arrow_schema(tmp_path / "table.parquet")
    assert caught.value.remedy == 'pip install "torrens[table]"'


def test_names_of_the_kit_are_the_types() -> None:
    assert CELLS.keys() == TYPES.keys()
