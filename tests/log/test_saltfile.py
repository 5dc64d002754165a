import resource
import stat
from pathlib import Path

import pytest
from table_kit import Drawn, schema_of

from torrens_anchor.errors import OutOfRange, SaltMissing
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.tables.columns import Salting
from torrens_anchor.tables.salting import SaltBatch
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.tables.typedtable import fingerprint_typed, prove_typed_row
from torrens_log.errors import DiskFailed, SaltFileUnusable
from torrens_log.saltfile import NewSalts, SaltFile, destroy_salt

ROWS: list[list[str | None]] = [[str(i), f"name {i}"] for i in range(300)]
TABLES = [Drawn(schema_of(["integer", "text"], salting, [1]), ROWS) for salting in (Salting.ROWS, Salting.CELLS)]


def salted(path: Path, table: Drawn) -> TypedFingerprint:
    with NewSalts(path) as salts:
        whole = fingerprint_typed(table.schema, [table.batch()], salts)
        salts.finish(whole)
    return whole


def proved(path: Path, table: Drawn, row: int) -> tuple[TypedFingerprint, TypedRowProof]:
    with SaltFile(path) as salts:
        whole, proof = prove_typed_row(table.schema, [table.batch()], row, salts)
        salts.check(whole)
    return whole, proof


class Cut:
    """Salts that end in the middle of a file that is being made."""

    def __init__(self, salts: NewSalts) -> None:
        self._salts = salts

    def take(self, first: int, count: int) -> SaltBatch:
        self._salts.take(first, count)
        raise SaltMissing("stopped", row=first)


@pytest.mark.parametrize("table", TABLES)
def test_a_destroyed_salt_takes_one_row_and_leaves_the_others(tmp_path: Path, table: Drawn) -> None:
    path = tmp_path / "salts"
    whole = salted(path, table)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = {row: proved(path, table, row)[1] for row in (1, 150, 300)}
    with SaltFile(path) as salts:
        secret = salts.take(150, 1).salts[0]
    assert secret in path.read_bytes()
    inode, size = path.stat().st_ino, path.stat().st_size
    destroy_salt(path, 150, leaf_hash(before[150].salt + before[150].record))
    assert secret not in path.read_bytes()
    assert (path.stat().st_ino, path.stat().st_size) == (inode, size)
    assert list(tmp_path.iterdir()) == [path]
    emptied = Drawn(table.schema, [[None, None] if row == 150 else cells for row, cells in enumerate(ROWS, 1)])
    for row in (1, 300):
        assert proved(path, emptied, row) == (whole, before[row])
        assert before[row].verify(whole)
    with pytest.raises(SaltMissing, match="row 150 was erased"):
        proved(path, table, 150)
    destroy_salt(path, 150, leaf_hash(b"anything"))  # a second time changes nothing
    assert proved(path, emptied, 1)[0] == whole


def test_a_crash_between_note_and_salt_is_made_good(tmp_path: Path) -> None:
    path, table = tmp_path / "salts", TABLES[0]
    whole = salted(path, table)
    _, proof = proved(path, table, 7)
    leaf = leaf_hash(proof.salt + proof.record)
    good = path.read_bytes()
    place = good.index(proof.salt) - 1
    for torn in range(34):
        path.write_bytes(good[:place] + (b"\0" + leaf)[:torn] + good[place + torn :])
        (tmp_path / "salts.erasing").write_bytes((7).to_bytes(8, "big") + leaf)
        assert proved(path, table, 8)[0] == whole
        assert not (tmp_path / "salts.erasing").exists()
        with SaltFile(path) as salts:
            assert salts.is_erased(7)


def test_salts_are_never_overwritten_and_half_made_files_never_stay_fail(tmp_path: Path) -> None:
    path, table = tmp_path / "salts", TABLES[0]
    with pytest.raises(SaltMissing), NewSalts(path) as salts:
        fingerprint_typed(table.schema, [table.batch()], Cut(salts))
    assert not path.exists()
    salted(path, table)
    with pytest.raises(SaltFileUnusable, match="exists already"):
        NewSalts(path)
    with pytest.raises(DiskFailed):
        NewSalts(tmp_path / "none" / "salts")
    with pytest.raises(SaltMissing), NewSalts(tmp_path / "other") as salts:
        salts.take(2, 1)


def test_salts_of_another_table_fail(tmp_path: Path) -> None:
    path, table = tmp_path / "salts", TABLES[0]
    salted(path, table)
    changed = Drawn(table.schema, [*ROWS[:-1], ["299", "another name"]])
    with pytest.raises(SaltFileUnusable, match="the salts, the schema or the table are others"):
        proved(path, changed, 1)
    with pytest.raises(SaltFileUnusable, match="300 rows"):
        proved(path, Drawn(table.schema, ROWS[:-1]), 1)
    with pytest.raises(SaltMissing, match="row 301"):
        proved(path, Drawn(table.schema, [*ROWS, ["300", "x"]]), 1)
    for row in (0, 301):
        with pytest.raises(OutOfRange):
            destroy_salt(path, row, leaf_hash(b""))


def test_a_damaged_salt_file_fail(tmp_path: Path) -> None:
    path, table = tmp_path / "salts", TABLES[0]
    salted(path, table)
    good = path.read_bytes()
    for bad in (b"", good[:-1], good + b"\0", b"X" + good[1:], good[:16] + bytes(8) + good[24:]):
        path.write_bytes(bad)
        with pytest.raises(SaltFileUnusable, match="no whole salt file"):
            SaltFile(path)
    path.write_bytes(good[:56] + b"\2" + good[57:])
    with pytest.raises(SaltFileUnusable, match="damaged"):
        proved(path, table, 1)
    with pytest.raises(SaltFileUnusable):
        SaltFile(tmp_path / "none")


def test_salts_that_a_full_disk_cut_short_are_gone_fail(tmp_path: Path) -> None:
    path = tmp_path / "salts"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(DiskFailed, match="salts"), NewSalts(path) as salts:
            salts.take(1, 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not path.exists()
