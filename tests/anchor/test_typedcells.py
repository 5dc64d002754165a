"""Cells of typed tables: one value has one form, columns at once and cells one by one agree, the rest is refused."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from table_kit import CELLS, Drawn, csv_root, salts_of, schema_of, tables

from torrens_anchor.errors import (
    AnchorError,
    MalformedInput,
    MalformedTable,
)
from torrens_anchor.tables.cellcolumns import column_cells, column_payloads
from torrens_anchor.tables.cells import TAGS, cell_bytes, is_canonical, read_cell, show
from torrens_anchor.tables.celltext import canonical, payload
from torrens_anchor.tables.columns import Column, ColumnType, TableSchema
from torrens_anchor.tables.csvcolumns import columns_of
from torrens_anchor.tables.csvrecords import _commas_of, record_cells
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import fingerprint_typed, prove_typed_row


@settings(deadline=None)
@given(tables(), st.sampled_from(["\n", "\r\n"]))
def test_a_csv_file_has_the_root_of_its_cells(tmp_path_factory: pytest.TempPathFactory, table: Drawn, end: str) -> None:
    whole = fingerprint_typed(table.schema, [table.batch()], salts_of(table.schema))
    assert csv_root(tmp_path_factory.getbasetemp(), table.csv(end), table.schema) == whole


@given(st.sampled_from(tuple(CELLS)), st.data())
def test_columns_at_once_give_what_cells_one_by_one_give(name: str, data: st.DataObject) -> None:
    column = Column("a", ColumnType.parse(name))
    nasty = st.sampled_from(
        ["", "0", "-0", "00", "1\n2", "-", ".5", "1.5", "-0.00", "1e999", "0.005", "2026-02-30", "nan"]
    )
    texts = data.draw(st.lists(st.one_of(st.none(), CELLS[name], nasty), min_size=1, max_size=6))
    cells = [None if text is None else text.encode() for text in texts]
    wanted: list[bytes | None] = []
    for row, cell in enumerate(cells, 1):
        try:
            wanted.append(None if cell is None else payload(column, cell, row))
        except MalformedTable:
            with pytest.raises(MalformedTable, match=f"row {row}, field 'a'"):
                column_payloads(column, cells, 1)
            return
    found = column_payloads(column, cells, 1)
    assert list(found) == wanted
    assert column_cells(column.type, found) == [cell_bytes(column.type, one) for one in wanted]
    for one in wanted:
        if one is not None:
            assert is_canonical(column.type, one)
            shown = show(column.type, one)
            assert shown is not None
            assert canonical(shown.encode(), column.type) == one


@pytest.mark.parametrize(
    ("name", "cell", "because"),
    [
        ("boolean", "True", "neither"),
        ("boolean", '""', "neither"),
        ("integer", "007", "no integer"),
        ("integer", "+7", "no integer"),
        ("integer", '""', "no integer"),
        ("integer", "1" * 39, "39 digits"),
        ("decimal(4,2)", "100.00", "overflows"),
        ("decimal(4,2)", "1.005", "nothing|digits after"),
        ("decimal(4,2)", "1e2", "no decimal"),
        ("decimal(2,2)", "1.00", "overflows"),
        ("float64", "1e999", "beyond"),
        ("float64", "nan", "no float64"),
        ("float64", "NaN(7)", "no float64"),
        ("float64", "1_0", "no float64"),
        ("float64", "0x1p3", "no float64"),
        ("bytes", "0A", "hexadecimal"),
        ("bytes", "0", "hexadecimal"),
        ("date", "2026-02-29", "no day"),
        ("date", "0000-01-01", "no day"),
        ("date", "10000-01-01", "no day"),
        ("date", "20260101", "no day"),
        ("date", "2026-W01-1", "no day"),
        ("timestamp", "2026-01-01T00:00:00", "zone"),
        ("timestamp", "2026-01-01T24:00:00Z", "zone"),
        ("timestamp", "2026-01-01T23:59:60Z", "leap|no second"),
        ("timestamp", "2026-01-01T00:00:00.0000000001Z", "zone"),
        ("timestamp", "2026-02-30T00:00:00Z", "no second"),
        ("timestamp", "0001-01-01T00:00:00+08:00", "no second"),
        ("timestamp", "9999-12-31T23:59:59-08:00", "no second"),
        ("timestamp", "2026-01-01T00:00:00+24:00", "no second"),
    ],
)
def test_a_cell_of_another_type_names_row_and_field_fail(tmp_path: Path, name: str, cell: str, because: str) -> None:
    schema = schema_of(["text", name])
    with pytest.raises(MalformedTable, match=because) as caught:
        csv_root(tmp_path, f"a,b\nx,\ny,{cell}\n".encode(), schema)
    assert caught.value.facts == {"row": 2, "field": "b"}
    assert caught.value.exit_code == 3
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("integer", "-0", "0"),
        ("decimal(5,2)", "-0", "0.00"),
        ("decimal(5,2)", "1.5000", "1.50"),
        ("decimal(5,0)", "12.0", "12"),
        ("float64", "-0.0", "0"),
        ("float64", "1e-999", "0"),
        ("float64", "0.1", "0.1000000000000000055511151231257827"),
        ("timestamp", "2026-01-01 08:00:00+08:00", "2026-01-01T00:00:00.000000000Z"),
        ("timestamp", "2025-12-31T16:00:00.5-08:00", "2026-01-01T00:00:00.500Z"),
    ],
)
def test_one_value_has_one_root_however_it_is_written(tmp_path: Path, name: str, one: str, other: str) -> None:
    schema = schema_of([name])
    assert csv_root(tmp_path, f"a\n{one}\n".encode(), schema) == csv_root(tmp_path, f"a\n{other}\n".encode(), schema)


def test_null_is_not_the_empty_text(tmp_path: Path) -> None:
    schema = schema_of(["text", "integer"])
    assert csv_root(tmp_path, b"a,b\n,1\n", schema) != csv_root(tmp_path, b'a,b\n"",1\n', schema)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("boolean", b"\2"),
        ("integer", b"-0"),
        ("integer", b"01"),
        ("decimal(5,2)", b"1.5"),
        ("float64", b"\x80" + bytes(7)),
        ("float64", bytes.fromhex("7ff8000000000001")),
        ("float64", bytes.fromhex("fff8000000000000")),
        ("float64", bytes.fromhex("7ff0000000000001")),
        ("float64", bytes(7)),
        ("text", b"\xff"),
        ("date", b"2026-02-30"),
        ("timestamp", b"2026-01-01T00:00:00Z"),
    ],
)
def test_a_leaf_of_cells_that_are_not_canonical_fail(name: str, value: bytes) -> None:
    schema = schema_of([name])
    kind = schema.columns[0].type
    assert not is_canonical(kind, value)
    whole, proof = prove_typed_row(schema, [[[value]]], 1)
    with pytest.raises(MalformedInput, match="canonical"):
        proof.verify(whole)


@given(st.decimals(-999, 999, places=2))
def test_decimals_are_exact(value: Decimal) -> None:
    kind = ColumnType.parse("decimal(5,2)")
    assert Decimal(canonical(str(value).encode(), kind).decode()) == value


@settings(max_examples=300)
@given(st.lists(st.text(st.sampled_from('a",\r\né'), max_size=8), min_size=1, max_size=4))
def test_records_at_once_are_parted_as_one_by_one(texts: list[str]) -> None:
    records = [
        text.encode() for text in texts if text.count('"') % 2 == 0 and "\n" not in "".join(text.split('"')[::2])
    ]
    assume(records)
    try:
        wanted = [record_cells(record, 1) for record in records]
    except MalformedTable:
        assert _commas_of(records) is None
        return
    found = _commas_of(records)
    assert found is None or found == [len(cells) - 1 for cells in wanted]
    assert found is not None or not any(b'"' in record for record in records)
    for count in {len(cells) for cells in wanted}:
        same = [record for record, cells in zip(records, wanted, strict=True) if len(cells) == count]
        rows = [cells for cells in wanted if len(cells) == count]
        assert columns_of(same, count, 1) == [list(column) for column in zip(*rows, strict=True)]


@given(st.binary(max_size=80), st.sampled_from(tuple(CELLS)))
def test_no_parser_crashes_on_any_bytes(data: bytes, name: str) -> None:
    kind = ColumnType.parse(name)
    for parse in (TableSchema.parse, TableSchema.parse_leaf, TypedFingerprint.parse, TypedRowProof.parse):
        with pytest.raises(AnchorError):
            parse(data)
    for cell in (data, bytes([TAGS[kind.kind], 0, 0, 0, len(data)]) + data):
        try:
            value, end = read_cell(kind, cell, 0)
        except AnchorError:
            continue
        assert cell_bytes(kind, value) == cell[:end]
        shown = show(kind, value)
        assert shown is None or canonical(shown.encode(), kind) == value
