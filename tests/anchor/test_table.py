import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import (
    AnchorError,
    FieldMismatch,
    FileChanged,
    LimitExceeded,
    MalformedInput,
    MalformedTable,
    OutOfRange,
    ProofMismatch,
    UnknownVersion,
    UnusableFile,
)
from torrens_anchor.forms.canonical import JsonLike, encode, parse_canonical_object
from torrens_anchor.hashing.merkle import leaf_hash, tree_root
from torrens_anchor.tables import csvrecords
from torrens_anchor.tables.csvrecords import MAX_COLUMNS, MAX_RECORD_BYTES, RecordReader
from torrens_anchor.tables.table import TableHasher, fingerprint_table, prove_row
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint

CELLS = st.text(st.sampled_from('ab,"\n\r é中𐀀'), max_size=6)
TABLES = (
    st.integers(1, 4)
    .flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=8))
    .filter(lambda rows: rows[0] != [""])
)
ENDS = st.sampled_from(["\n", "\r\n"])


def write(rows: list[list[str]], end: str, always: frozenset[str] = frozenset()) -> bytes:
    """Write RFC 4180, quoting where it must and wherever a cell is in `always`."""
    special = re.compile('[,"\\r\\n]')
    lines = [
        ",".join(
            '"' + cell.replace('"', '""') + '"' if cell in always or special.search(cell) else cell for cell in row
        )
        for row in rows
    ]
    return "".join(line + end for line in lines).encode()


def hashed(data: bytes, *, step: int = 2**20, row: int | None = None) -> TableHasher:
    hasher = TableHasher(row)
    for at in range(0, len(data), step):
        hasher.update(data[at : at + step])
    return hasher


def rows_of(data: bytes) -> list[bytes]:
    reader = RecordReader()
    return [*reader.feed(data), *reader.finish()]


@given(TABLES, ENDS, st.frozensets(CELLS), st.integers(1, 9))
def test_every_row_proves_its_cells_however_the_bytes_arrive(
    rows: list[list[str]], end: str, always: frozenset[str], step: int
) -> None:
    data = write(rows, end, always)
    whole = hashed(data).finish()
    assert whole.columns == tuple(rows[0])
    assert whole.rows == len(rows) - 1
    for number, cells in enumerate(rows[1:], 1):
        hasher = hashed(data, step=step, row=number)
        assert hasher.finish() == whole
        proof = RowProof.parse(hasher.row_proof().encode())
        assert proof.verify(whole) == tuple(zip(rows[0], cells, strict=True))


@given(TABLES, st.data())
def test_a_changed_row_proof_fails(rows: list[list[str]], data: st.DataObject) -> None:
    number = data.draw(st.integers(1, len(rows) - 1))
    hasher = hashed(write(rows, "\n"), row=number)
    whole, good = hasher.finish(), hasher.row_proof().encode()
    bad = bytearray(good)
    bit = data.draw(st.integers(0, len(bad) * 8 - 1))
    bad[bit // 8] ^= 1 << bit % 8
    with pytest.raises(AnchorError):
        RowProof.parse(bytes(bad)).verify(whole)


def test_the_tree_is_schema_then_raw_records() -> None:
    data = b'a,"b"\r\n1,"x\r\ny"\n"",\n'
    found = hashed(data).finish()
    schema = b'{"columns":["a","b"],"hash":"sha-256","mode":"bytes","v":"torrens/table-schema/1"}'
    assert found.root == tree_root([leaf_hash(each) for each in (schema, b'1,"x\r\ny"', b'"",')])
    assert TableFingerprint.parse(found.encode()) == found


def test_terminators_and_byte_order_mark_are_no_part_of_the_rows() -> None:
    roots = {
        hashed(data).finish().root
        for data in (b"a,b\n1,2\n", b"a,b\n1,2", b"a,b\r\n1,2\r\n", b"\xef\xbb\xbfa,b\r\n1,2\n")
    }
    assert len(roots) == 1
    assert rows_of(b'\xef\xbb\xbf"a",b\n') == [b'"a",b']


def test_order_and_duplicates_of_rows_matter() -> None:
    roots = {hashed(b"a\n" + rows).finish().root for rows in (b"1\n2\n", b"2\n1\n", b"1\n1\n2\n", b"1\n2\n2\n")}
    assert len(roots) == 4


def test_a_table_larger_than_several_blocks_proves_rows_everywhere(tmp_path: Path) -> None:
    count = 50_000
    lines = [b"%d,x%d" % (i, i % 7) for i in range(1, count + 1)]
    path = tmp_path / "table.csv"
    path.write_bytes(b"n,x\n" + b"\n".join(lines))
    whole = fingerprint_table(path)
    schema = b'{"columns":["n","x"],"hash":"sha-256","mode":"bytes","v":"torrens/table-schema/1"}'
    assert whole.root == tree_root([leaf_hash(each) for each in (schema, *lines)])
    for row in (1, 16_383, 16_384, 33_000, 49_151, 49_152, count):
        again, proof = prove_row(path, row)
        assert again == whole
        assert proof.verify(whole) == (("n", str(row)), ("x", f"x{row % 7}"))
    with pytest.raises(OutOfRange):
        prove_row(path, count + 1)


def test_one_row_works(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_bytes(b"a\n1")
    whole, proof = prove_row(path, 1)
    assert (whole.rows, proof.verify(whole)) == (1, (("a", "1"),))


@pytest.mark.parametrize("row", [-1, 0, 2])
def test_a_row_that_is_not_there_fail(row: int, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_bytes(b"a\n1\n")
    with pytest.raises(OutOfRange):
        prove_row(path, row)


def test_root_only_gives_no_row_fail() -> None:
    hasher = hashed(b"a\n1\n")
    hasher.finish()
    with pytest.raises(OutOfRange):
        hasher.row_proof()


@pytest.mark.parametrize(
    ("data", "because", "facts"),
    [
        (b"", "empty", {}),
        (b"\xef\xbb\xbf", "empty", {}),
        (b"a,b\n", "no row", {}),
        (b"a,b", "no row", {}),
        (b"\n1\n", "header", {"row": 0}),
        (b"a,b\n1,2\n3\n", "row 2 has 1 fields", {"row": 2, "found": 1, "wanted": 2}),
        (b"a,b\n1,2\n3,4,5\n", "row 2 has 3 fields", {"row": 2, "found": 3}),
        (b"a,b\n1,2\n\n3,4\n", "row 2 has 1 fields", {"row": 2}),
        (b"a,b\n1,2\n3,4\n\n", "row 3 has 1 fields", {"row": 3}),
        (b'a,b\n"1",2\n3\n', "row 2 has 1 fields", {"row": 2}),
        (b'a,b\n1,"2\n\n3,4\n', "row 1: a quote opens", {"row": 1}),
        (b'a,b\n1,2"\n3,4\n5,6"\n', "row 1: a quote or", {"row": 1, "field": 2}),
        (b'a,b\n1,"2"x\n', "row 1: a quote or", {"row": 1, "field": 2}),
        (b'a,b\n1,x"2"\n', "row 1: a quote or", {"row": 1, "field": 2}),
        (b"a,b\n1,2\n3,\xff\n", "not UTF-8", {"row": 2, "byte": 10}),
        (b'\xef\xbb\xbfa,b\n"1\n",2\n3,\xff\n', "not UTF-8", {"row": 2, "byte": 16}),
        ("a,b\n中,文\n".encode("gbk"), "not UTF-8", {"row": 1, "byte": 4}),
        (b"a,b\n1,2\n3,\x004\n", "NUL", {"row": 2, "byte": 10}),
        (b"a\x00,b\n1,2\n", "NUL", {"row": 0, "byte": 1}),
        (b"a,b\r1,2\r", "carriage return", {"row": 0}),
        (b"a,b\n1,2\n3\r,4\n", "carriage return", {"row": 2}),
        (b'a,b\n"1",2\n3\r,4\n', "carriage return", {"row": 2}),
        (b'a,b\n1\r,"2"\n', "carriage return", {"row": 1}),
    ],
)
@pytest.mark.parametrize("step", [1, 2**20])
def test_malformed_table_names_row_and_byte_fail(data: bytes, because: str, facts: dict[str, int], step: int) -> None:
    with pytest.raises(MalformedTable, match=because) as caught:
        hashed(data, step=step).finish()
    assert facts.items() <= caught.value.facts.items()
    assert caught.value.exit_code == 3
    assert caught.value.remedy


def test_a_quote_that_never_closes_stops_at_the_longest_record_fail() -> None:
    with pytest.raises(LimitExceeded, match="row 1"):
        hashed(b'a,b\n1,"' + (b"x" * 2**20 + b"\n") * (MAX_RECORD_BYTES // 2**20 + 1))


def test_a_line_without_end_fail() -> None:
    with pytest.raises(LimitExceeded, match="row 0"):
        hashed(b"x" * (MAX_RECORD_BYTES + 2))


def test_too_many_columns_fail() -> None:
    line = b",".join([b"c"] * 10_000) + b"\n"
    with pytest.raises(LimitExceeded, match="10000 columns"):
        hashed(line + line).finish()
    assert MAX_COLUMNS == csvrecords.MAX_COLUMNS


def test_missing_table_fail(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile):
        fingerprint_table(tmp_path / "none.csv")


def test_table_that_grows_while_read_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a\n" + b"1\n" * 100)
    update = TableHasher.update

    def grow_then_update(self: TableHasher, block: bytes) -> None:
        with path.open("ab") as stream:
            stream.write(b"2\n")
        update(self, block)

    monkeypatch.setattr(TableHasher, "update", grow_then_update)
    with pytest.raises(FileChanged):
        fingerprint_table(path)


def test_proof_of_another_table_fail() -> None:
    hasher = hashed(b"a,b\n1,2\n3,4\n", row=1)
    hasher.finish()
    proof = hasher.row_proof()
    for other, error in (
        (b"a,b\n1,2\n", FieldMismatch),
        (b"a,c\n1,2\n3,4\n", FieldMismatch),
        (b"a,b\n1,2\n3,5\n", ProofMismatch),
    ):
        with pytest.raises(error):
            proof.verify(hashed(other).finish())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/table-fingerprint/2"}, UnknownVersion),
        ({"mode": "typed"}, UnknownVersion),
        ({"mode": "bytes-salted"}, UnknownVersion),
        ({"hash": "sm3"}, UnknownVersion),
        ({"columns": []}, MalformedInput),
        ({"columns": [1]}, MalformedInput),
        ({"rows": 0}, MalformedInput),
        ({"rows": "1"}, MalformedInput),
        ({"root": "00"}, MalformedInput),
        ({"salt": "00"}, MalformedInput),
    ],
)
def test_malformed_table_fingerprint_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(hashed(b"a\n1\n").finish().encode()))
    with pytest.raises(error):
        TableFingerprint.parse(encode(members | change))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/row-proof/2"}, UnknownVersion),
        ({"row": 0}, OutOfRange),
        ({"row": 3}, OutOfRange),
        ({"rows": 3}, FieldMismatch),
        ({"schema": "e30="}, FieldMismatch),
        ({"schemaPath": []}, ProofMismatch),
        ({"recordPath": ["A" * 43 + "="] * 64}, LimitExceeded),
        ({"recordPath": "x"}, MalformedInput),
        ({"record": "not base64"}, MalformedInput),
    ],
)
def test_malformed_row_proof_fail(change: dict[str, JsonLike], error: type[AnchorError]) -> None:
    hasher = hashed(b"a\n1\n2\n", row=1)
    whole = hasher.finish()
    members: dict[str, JsonLike] = dict(parse_canonical_object(hasher.row_proof().encode()))
    with pytest.raises(error):
        RowProof.parse(encode(members | change)).verify(whole)
