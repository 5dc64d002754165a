import dataclasses
import struct
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from table_kit import CELLS, SALTS, SECRET, Drawn, schema_of, tables

from torrens_anchor.errors import (
    AnchorError,
    FieldMismatch,
    LimitExceeded,
    MalformedInput,
    MalformedTable,
    OutOfRange,
    ProofMismatch,
    SaltMissing,
    UnknownVersion,
)
from torrens_anchor.hashing.merkle import leaf_hash, tree_root
from torrens_anchor.tables.cellcolumns import column_cells, column_payloads
from torrens_anchor.tables.cells import TAGS, cell_bytes, is_canonical, read_cell, show
from torrens_anchor.tables.celltext import canonical, payload
from torrens_anchor.tables.columns import Column, ColumnType, Salting, TableSchema
from torrens_anchor.tables.csvcolumns import columns_of
from torrens_anchor.tables.csvrecords import MAX_RECORD_BYTES, _commas_of, record_cells
from torrens_anchor.tables.salting import DerivedSalts, SaltBatch, SaltSource
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import TypedHasher, csv_batches, fingerprint_typed, prove_typed_row


def salts_of(schema: TableSchema) -> SaltSource | None:
    return None if schema.salting is Salting.NONE else SALTS


def proved(table: Drawn, row: int = 1, columns: list[str] | None = None) -> tuple[TypedFingerprint, TypedRowProof]:
    return prove_typed_row(table.schema, [table.batch()], row, salts_of(table.schema), columns)


def csv_root(folder: Path, data: bytes, schema: TableSchema) -> TypedFingerprint:
    path = folder / "table.csv"
    path.write_bytes(data)
    return fingerprint_typed(schema, csv_batches(path, schema), salts_of(schema))


@settings(deadline=None)
@given(tables())
def test_every_row_proves_its_cells(table: Drawn) -> None:
    whole = fingerprint_typed(table.schema, [table.batch()], salts_of(table.schema))
    assert TypedFingerprint.parse(whole.encode()) == whole
    for number, cells in enumerate(table.rows, 1):
        same, proof = proved(table, number)
        read = TypedRowProof.parse(proof.encode())
        assert (same, read, read.rows) == (whole, proof, len(table.rows))
        shown = read.verify(whole)
        assert read.verify_root(whole.root) == shown
        assert [name for name, _ in shown] == list(table.schema.names)
        for (_, text), column, cell in zip(shown, table.schema.columns, cells, strict=True):
            assert (text is None) == (cell is None)
            if text is not None and cell is not None:
                assert canonical(text.encode(), column.type) == canonical(cell.encode(), column.type)


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


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_any_changed_byte_of_a_row_proof_fails(table: Drawn, data: st.DataObject) -> None:
    whole, proof = proved(table, data.draw(st.integers(1, len(table.rows))))
    good = proof.encode()
    for at in data.draw(st.lists(st.integers(0, len(good) - 1), min_size=5, max_size=20)):
        changed = good[:at] + bytes([good[at] ^ data.draw(st.integers(1, 255))]) + good[at + 1 :]
        with pytest.raises(AnchorError):
            TypedRowProof.parse(changed).verify_root(whole.root)


@pytest.mark.parametrize("step", [1, 16_384, 20_000, 40_000])
def test_blocks_and_batches_change_nothing(step: int) -> None:
    count, schema = 33_000, schema_of(["integer"])
    numbers = [str(n).encode() for n in range(count)]
    row = 1 + step % count
    batches = [[numbers[at : at + step + 999]] for at in range(0, count, step + 999)]
    whole, proof = prove_typed_row(schema, batches, row)
    leaves = [schema.leaf(count), *column_cells(ColumnType.parse("integer"), numbers)]
    assert whole.root == tree_root([leaf_hash(leaf) for leaf in leaves])
    assert proof.verify(whole) == (("a", str(row - 1)),)


def test_one_cell_is_shown_and_the_others_stay_hidden() -> None:
    table = Drawn(schema_of(["integer", "text", "text"], Salting.CELLS, [0, 1, 2]), [["1", "张三", "13800000000"]] * 2)
    whole, proof = proved(table, 2, ["b"])
    assert proof.verify(whole) == (("b", "张三"),)
    data = proof.encode()
    assert b"138" not in proof.record
    assert SALTS.take(2, 1).salts[0] not in proof.record + b"".join(one.salt for one in proof.opened)
    assert proved(table, 2, [])[1].verify(whole) == ()
    one = dataclasses.replace(proof.opened[0], column=2)
    with pytest.raises(FieldMismatch):
        dataclasses.replace(TypedRowProof.parse(data), opened=(one,)).verify(whole)


def test_equal_rows_have_unequal_leaves_when_salted() -> None:
    for salting in (Salting.ROWS, Salting.CELLS):
        table = Drawn(schema_of(["text"], salting), [["same"], ["same"]])
        (_, first), (_, second) = proved(table, 1), proved(table, 2)
        assert leaf_hash(first.salt + first.record) != leaf_hash(second.salt + second.record)


class Erased:
    """Derived salts of which one row's is destroyed."""

    def __init__(self, row: int, leaf: bytes) -> None:
        self.row, self.leaf = row, leaf

    def take(self, first: int, count: int) -> SaltBatch:
        batch = SALTS.take(first, count)
        return SaltBatch(batch.salts, {self.row - first: self.leaf} if first <= self.row < first + count else {})


@settings(deadline=None)
@given(tables().filter(lambda table: table.schema.salting is not Salting.NONE and len(table.rows) > 1), st.data())
def test_an_erased_row_is_gone_and_every_other_proof_holds(table: Drawn, data: st.DataObject) -> None:
    row = data.draw(st.integers(1, len(table.rows)))
    whole, before = proved(table, row)
    salts = Erased(row, leaf_hash(before.salt + before.record))
    emptied = Drawn(table.schema, [[None] * len(cells) if i == row else cells for i, cells in enumerate(table.rows, 1)])
    for number in range(1, len(table.rows) + 1):
        hasher = TypedHasher(table.schema, salts, number)
        hasher.update(emptied.batch())
        assert hasher.finish() == whole
        if number == row:
            with pytest.raises(SaltMissing, match="erased"):
                hasher.row_proof()
        else:
            assert hasher.row_proof().verify(whole) == proved(table, number)[1].verify(whole)


def test_wrong_salt_fail() -> None:
    for salting in (Salting.ROWS, Salting.CELLS):
        table = Drawn(schema_of(["text", "text"], salting), [["a", "b"], ["c", "d"]])
        other = DerivedSalts(SECRET[::-1])
        whole, proof = proved(table)
        assert fingerprint_typed(table.schema, [table.batch()], other) != whole
        if salting is Salting.ROWS:
            bad: TypedRowProof = dataclasses.replace(proof, salt=bytes(32))
        else:
            bad = dataclasses.replace(proof, opened=(dataclasses.replace(proof.opened[0], salt=bytes(32)),))
        with pytest.raises((ProofMismatch, FieldMismatch)):
            bad.verify(whole)
        with pytest.raises((MalformedInput, ProofMismatch)):
            dataclasses.replace(proof, salt=b"").verify_root(whole.root[:-1] + b"\0")  # type: ignore[arg-type]


def test_missing_salt_fail() -> None:
    table = Drawn(schema_of(["text"], Salting.ROWS), [["a"]])
    with pytest.raises(SaltMissing, match="no salts were given") as caught:
        fingerprint_typed(table.schema, [table.batch()])
    assert caught.value.remedy
    with pytest.raises(MalformedInput, match="nothing is salted"):
        fingerprint_typed(schema_of(["text"]), [table.batch()], SALTS)
    with pytest.raises(MalformedInput, match="32 bytes"):
        DerivedSalts(b"short")


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


def test_rows_outside_the_table_and_columns_that_cannot_be_shown_alone_fail() -> None:
    table = Drawn(schema_of(["text", "text"], Salting.CELLS, [1]), [["a", "b"]])
    with pytest.raises(OutOfRange, match="1 to 1"):
        proved(table, 2)
    for name in ("a", "z"):
        with pytest.raises(FieldMismatch, match="not salted by cells"):
            proved(table, 1, [name])


def test_the_root_binds_the_number_of_rows_fail() -> None:
    schema = schema_of(["integer"])
    whole, proof = prove_typed_row(schema, [[[b"1", b"2", b"3"]]], 3)
    for rows in (1, 2, 4, 5):
        with pytest.raises(ProofMismatch):
            dataclasses.replace(proof, schema=schema.leaf(rows), row=min(3, rows)).verify_root(whole.root)
    with pytest.raises(FieldMismatch):
        proof.verify(dataclasses.replace(whole, rows=4))


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


@pytest.mark.parametrize(
    "record", [b"", bytes(4), bytes(10), struct.pack(">BI", 5, 9) + b"x", struct.pack(">BI", 2, 1) + b"1"]
)
def test_a_leaf_that_is_no_row_fail(record: bytes) -> None:
    schema = schema_of(["text"])
    leaf, row = schema.leaf(1), leaf_hash(record)
    root = tree_root([leaf_hash(leaf), row])
    proof = TypedRowProof(row=1, schema=leaf, schema_path=(row,), record=record, record_path=(leaf_hash(leaf),))
    with pytest.raises((MalformedInput, FieldMismatch)):
        proof.verify_root(root)


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
