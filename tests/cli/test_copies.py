"""`torrens verify --data`: every form that is registered; what cannot be read is never called other data."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import bundle_kit as kit
import pytest
from hand_kit import Run
from table_kit import RAIN, rain_schema
from typer.testing import CliRunner

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import CONTENT, Document
from torrens_anchor.bundles.path import Content
from torrens_anchor.bundles.path import Path as Keys
from torrens_anchor.bundles.records import TitleRecord
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.chain.ids import GrantKey, data_id
from torrens_anchor.datasets.contents import Contents, parse_contents, root_of
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.files.folder import FolderFingerprint
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_cli.commands.verify import app
from torrens_cli.copies import digests

AT = "2026-02-02T03:40:00Z"
MATCH, MISMATCH, CANNOT = (0, "match"), (1, "mismatch"), (2, "cannot-verify")


class Court:
    """A reader with a policy, and bundles about data of any form."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.policy = folder, folder / "policy.json"
        self.policy.write_bytes(kit.policy().encode())

    def about(self, contents: Contents, row: Path | None = None) -> Path:
        content, right = Content(root_of(contents), b"\x46" * 32), kit.path()
        key = GrantKey(data_id(content.root, content.salt), kit.scope(7, 1), b"\x01" * 32)
        keys = Keys(right.origin, (key,), content)
        record: TitleRecord | RowRecord = TitleRecord(keys)
        if row is not None:
            assert isinstance(contents, TypedFingerprint)
            record = RowRecord(keys, contents, TypedRowProof.parse(row.read_bytes()))
        out = self.folder / f"{'row' if row else 'title'}.bundle.json"
        out.write_bytes(kit.right_world(record, kit.grant_word(70_003, 7, 0)).bundle().encode())
        return out

    def formed(self, contents: Contents) -> Path:
        """Give a bundle that carries the fingerprint of its data itself."""
        out = self.about(contents)
        made = Bundle.parse(out.read_bytes())
        out.write_bytes(replace(made, documents=(Document(CONTENT, contents.encode()),)).encode())
        return out

    def words(self, bundle: Path, *words: object) -> list[str]:
        return [str(bundle), "--policy", str(self.policy), "--at", AT, *map(str, words)]

    def asks(self, bundle: Path, *words: object) -> tuple[int, str]:
        done = CliRunner().invoke(app, self.words(bundle, *words, "--json"))
        if not done.stdout:
            return done.exit_code, json.loads(done.stderr)["type"].removeprefix("urn:torrens:")
        return done.exit_code, _given(done.stdout)["outcome"]

    def why(self, bundle: Path, *words: object) -> str:
        return _given(CliRunner().invoke(app, self.words(bundle, *words, "--json")).stdout)["why"]


def _given(text: str) -> dict[str, str]:
    return next(dict(f) for f in json.loads(text)["findings"] if f["fact"] == "data.given")


@pytest.fixture
def court(tmp_path: Path) -> Court:
    return Court(tmp_path)


def registered(run: Run, out: Path, *words: object) -> Contents:
    run("data", "fingerprint", *words, "--out", out)
    return parse_contents(out.read_bytes())


def test_files_folders_and_several_files(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    other, folder, whole, fp = (tmp_path / name for name in ("other.bin", "folder", "whole", "fp"))
    other.write_bytes(b"1")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a").write_bytes(b"2")
    whole.mkdir()
    for file in (table, other):
        (whole / file.name).write_bytes(file.read_bytes())
    spoilt = tmp_path / "spoilt"
    spoilt.write_bytes(b"3")
    both = ("--data", table, "--data", other)
    for data, named in (
        ((other,), ("--data", other)),
        ((table,), ("--data", table)),
        ((folder,), ("--data", folder)),
        ((table, other), both),
    ):
        bundle = court.about(registered(run, fp, *data))
        assert court.asks(bundle, *named) == MATCH, named
        assert court.asks(bundle, *named, "--fingerprint", fp) == MATCH, named
        assert court.asks(bundle, "--data", spoilt, "--fingerprint", fp) == MISMATCH, named
        assert court.asks(bundle, "--data", spoilt) == CANNOT, named  # nothing says how the data was registered
    assert court.asks(bundle, "--data", whole, "--fingerprint", fp) == MATCH
    assert court.asks(bundle, "--data", table, "--fingerprint", fp) == CANNOT  # one of two files
    (whole / table.name).write_text("day\n1\n", encoding="utf-8")
    assert court.asks(bundle, "--data", whole, "--fingerprint", fp) == MISMATCH
    (whole / table.name).unlink()
    assert court.asks(bundle, "--data", whole, "--fingerprint", fp) == (3, "unusable-file")
    bundle = court.about(registered(run, fp, folder))
    (folder / "deep" / "a").write_bytes(b"9")
    assert court.asks(bundle, "--data", folder, "--fingerprint", fp) == MISMATCH


def test_a_bundle_that_carries_its_form_needs_no_fingerprint(
    court: Court, run: Run, table: Path, tmp_path: Path
) -> None:
    folder, spoilt, fp, other = (tmp_path / name for name in ("folder", "spoilt", "fp", "other"))
    folder.mkdir()
    (folder / "a").write_bytes(b"2")
    spoilt.write_bytes(b"3")
    registered(run, other, spoilt)
    for data in (table, folder):
        bundle = court.formed(registered(run, fp, data))
        assert court.asks(bundle, "--data", data) == MATCH
        assert court.asks(bundle, "--data", data, "--fingerprint", fp) == MATCH
        assert court.asks(bundle, "--data", spoilt) == CANNOT  # the form rests on who made the bundle
        assert court.asks(bundle, "--data", spoilt, "--fingerprint", fp) == MISMATCH
        assert court.asks(bundle, "--data", data, "--fingerprint", other) == (3, "argument-refused")
    bundle = court.formed(registered(run, fp, table, spoilt))
    assert court.asks(bundle, "--data", table, "--data", spoilt) == MATCH
    assert court.asks(bundle, "--data", spoilt) == CANNOT  # one of two files
    by, salts = rain_schema(tmp_path, "cells"), tmp_path / "salts"
    bundle = court.formed(registered(run, fp, table, "--schema", by, "--new-salts", salts))
    assert court.asks(bundle, "--data", table) == CANNOT
    assert court.asks(bundle, "--data", table, "--salts", salts) == MATCH
    assert court.asks(bundle, "--data", spoilt, "--salts", salts) == CANNOT
    assert court.asks(bundle, "--data", spoilt, "--salts", salts, "--fingerprint", fp) == MISMATCH


def test_a_lying_form_calls_no_true_copy_other_data_fail(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    folder, fp, lone = (tmp_path / name for name in ("folder", "fp", "lone"))
    folder.mkdir()
    for name in ("a", "b"):
        (folder / name).write_bytes(name.encode())
    lone.write_bytes(b"0")
    by = rain_schema(tmp_path, "none")
    typed = registered(run, fp, table, "--schema", by)
    assert isinstance(typed, TypedFingerprint)
    pair = (folder / "a", folder / "b")
    for data, named in (
        ((lone,), ("--data", lone)),
        ((table,), ("--data", table)),
        ((folder,), ("--data", folder)),
        (pair, ("--data", pair[0], "--data", pair[1])),
    ):
        contents = registered(run, fp, *data)
        root = root_of(contents)
        lies: tuple[Contents, ...] = (
            FolderFingerprint(3, 99, root),
            FileFingerprint(9, Digest.of(b"another"), root),
            replace(typed, root=root),
        )
        for lie in lies:
            bundle = court.about(contents)
            made = Bundle.parse(bundle.read_bytes())
            bundle.write_bytes(replace(made, documents=(Document(CONTENT, lie.encode()),)).encode())
            assert court.asks(bundle, *named) == MATCH, (named, lie)
            assert court.asks(bundle, *named, "--fingerprint", fp) == MATCH, (named, lie)
            assert court.asks(bundle, "--data", by) == CANNOT, (named, lie)
            assert court.asks(bundle, "--data", by, "--fingerprint", fp) == MISMATCH, (named, lie)
    bundle = court.about(typed)
    made = Bundle.parse(bundle.read_bytes())
    lie = FolderFingerprint(3, 99, typed.root)
    bundle.write_bytes(replace(made, documents=(Document(CONTENT, lie.encode()),)).encode())
    assert court.asks(bundle, "--data", table) == CANNOT
    assert court.asks(bundle, "--data", table, "--schema", by) == MATCH


def test_a_table_by_its_values_and_its_salts(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    by, salts, fp, proof = rain_schema(tmp_path, "cells"), tmp_path / "salts", tmp_path / "fp", tmp_path / "row"
    contents = registered(run, fp, table, "--schema", by, "--new-salts", salts)
    bundle = court.about(contents)
    run("data", "prove", table, "--row", 1, "--columns", "", "--schema", by, "--salts", salts, "--out", proof)
    shown = court.about(contents, proof)  # it carries the table's fingerprint itself
    for case, named in ((bundle, ("--fingerprint", fp)), (bundle, ("--schema", by)), (shown, ())):
        line = ("--data", table, *named)
        assert court.asks(case, *line, "--salts", salts) == MATCH, named
        assert court.asks(case, *line) == CANNOT, named
        assert "salt" in court.why(case, *line)
    assert court.asks(bundle, "--data", table) == CANNOT  # of what form is not said
    moved = tmp_path / "moved.csv"
    for text in (RAIN.replace("1.5", "1.6"), RAIN.replace("1.5", "rain"), RAIN.replace("day", "date"), "", "a,b\n1\n"):
        moved.write_text(text, encoding="utf-8")
        assert court.asks(bundle, "--data", moved, "--fingerprint", fp, "--salts", salts) == MISMATCH, text
        assert court.asks(shown, "--data", moved, "--salts", salts) == MISMATCH, text
    moved.write_text(RAIN.replace("1.5", "1.50"), encoding="utf-8")  # the same value
    assert court.asks(shown, "--data", moved, "--salts", salts) == MATCH


def test_rows_that_were_erased(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    by, salts, fp = rain_schema(tmp_path, "rows"), tmp_path / "salts", tmp_path / "fp"
    bundle = court.about(registered(run, fp, table, "--schema", by, "--new-salts", salts))
    erase = ("--actor", "331", "--at", "2026-05-01T00:00:00Z", "--out", tmp_path / "entry")
    run("data", "redact", table, "--row", 2, "--schema", by, "--salts", salts, *erase)
    line = ("--data", table, "--fingerprint", fp, "--salts", salts)
    assert court.asks(bundle, *line) == MISMATCH  # what stands there is proven by nothing
    table.write_text(RAIN.replace("2026-04-28,0.0,5550101", ",,"), encoding="utf-8")
    assert court.asks(bundle, *line) == MATCH


def test_parquet_needs_its_extra_and_is_never_other_data(court: Court, run: Run, tmp_path: Path) -> None:
    pa, parquet, fp = pytest.importorskip("pyarrow"), tmp_path / "t.parquet", tmp_path / "fp"
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"a": [1, 2]}), parquet)
    bundle = court.about(registered(run, fp, parquet, "--mode", "typed"))
    assert court.asks(bundle, "--data", parquet, "--fingerprint", fp) == MATCH
    court.about(parse_contents(fp.read_bytes()))
    lone = "import sys; sys.modules['pyarrow'] = None; from torrens_cli.alone import main; main()"
    words = court.words(bundle, "--data", parquet, "--fingerprint", fp, "--json")
    done = subprocess.run([sys.executable, "-c", lone, *words], capture_output=True, text=True, check=False)
    assert (done.returncode, _given(done.stdout)["outcome"]) == CANNOT, done.stderr
    assert "torrens[table]" in json.dumps(_given(done.stdout))


def test_what_does_not_go_together_fail(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    fp, other, by = tmp_path / "fp", tmp_path / "other", rain_schema(tmp_path, "none")
    bundle = court.about(registered(run, fp, table))
    (tmp_path / "a").write_bytes(b"1")
    registered(run, other, tmp_path / "a")
    for words, slug in (
        (("--fingerprint", fp), "argument-refused"),
        (("--schema", by), "argument-refused"),
        (("--data", table, "--fingerprint", other), "argument-refused"),
        (("--data", table, "--fingerprint", fp, "--schema", by), "argument-refused"),
        (("--data", table, "--salts", by), "argument-refused"),
        (("--data", tmp_path, "--schema", by), "argument-refused"),
        (("--data", table, "--fingerprint", table), "malformed-input"),
        (("--data", table, "--schema", table), "malformed-input"),
        (("--data", table, "--schema", by, "--salts", by), "malformed-input"),
        (("--data", tmp_path / "none"), "unusable-file"),
        (("--data", table, "--data", tmp_path), "malformed-input"),
    ):
        assert court.asks(bundle, *words) == (3, slug), words


def test_data_that_is_no_table_is_hashed_as_bytes(tmp_path: Path) -> None:
    ragged, late = tmp_path / "ragged", tmp_path / "late"
    ragged.write_bytes(b"a,b\n1\n")
    late.write_bytes(b"a,b\n1,2\n\xff\xfe,3")
    for file in (ragged, late):
        assert sorted(digests(file)) == ["chunkRoot", "sha256"]


def test_a_row_shows_what_is_hidden_and_what_is_null(court: Court, run: Run, table: Path, tmp_path: Path) -> None:
    by, salts, fp, proof = rain_schema(tmp_path, "cells"), tmp_path / "salts", tmp_path / "fp", tmp_path / "row"
    contents = registered(run, fp, table, "--schema", by, "--new-salts", salts)
    run("data", "prove", table, "--row", 3, "--columns", "", "--schema", by, "--salts", salts, "--out", proof)
    bundle = court.about(contents, proof)
    done = json.loads(CliRunner().invoke(app, court.words(bundle, "--json")).stdout)
    [row] = [f for f in done["findings"] if f["fact"] == "row.proven"]
    assert row["outcome"] == "match"
    assert (row["values"]["cell day"], row["values"]["null"], row["values"]["hidden"]) == (
        "2026-04-29",
        "rain",
        "phone",
    )
    assert b"5550102" not in bundle.read_bytes()
    made = Bundle.parse(bundle.read_bytes())
    record = made.record
    assert isinstance(record, RowRecord)
    assert isinstance(record.row, TypedRowProof)
    bundle.write_bytes(replace(made, record=replace(record, row=replace(record.row, row=2))).encode())
    assert CliRunner().invoke(app, court.words(bundle)).exit_code == 1
