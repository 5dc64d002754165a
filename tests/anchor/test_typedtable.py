"""Tables by their values: roots, proofs of rows and cells, salts; and what does not belong to them."""

import dataclasses
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_kit import SALTS, SECRET, Drawn, salts_of, schema_of, tables

from torrens_anchor.errors import (
    AnchorError,
    FieldMismatch,
    MalformedInput,
    OutOfRange,
    ProofMismatch,
    SaltMissing,
)
from torrens_anchor.hashing.merkle import leaf_hash, tree_root
from torrens_anchor.tables.cellcolumns import column_cells
from torrens_anchor.tables.celltext import canonical
from torrens_anchor.tables.columns import ColumnType, Salting
from torrens_anchor.tables.salting import DerivedSalts, SaltBatch
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import TypedHasher, fingerprint_typed, prove_typed_row


def proved(table: Drawn, row: int = 1, columns: list[str] | None = None) -> tuple[TypedFingerprint, TypedRowProof]:
    return prove_typed_row(table.schema, [table.batch()], row, salts_of(table.schema), columns)


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
    "record", [b"", bytes(4), bytes(10), struct.pack(">BI", 5, 9) + b"x", struct.pack(">BI", 2, 1) + b"1"]
)
def test_a_leaf_that_is_no_row_fail(record: bytes) -> None:
    schema = schema_of(["text"])
    leaf, row = schema.leaf(1), leaf_hash(record)
    root = tree_root([leaf_hash(leaf), row])
    proof = TypedRowProof(row=1, schema=leaf, schema_path=(row,), record=record, record_path=(leaf_hash(leaf),))
    with pytest.raises((MalformedInput, FieldMismatch)):
        proof.verify_root(root)
