"""`torrens data` on tables by their values: fingerprint, prove, verify, redact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_kit import Refused, Run
from table_kit import RAIN as CSV
from table_kit import rain_schema as schema

from torrens_anchor.notes.auditentry import AuditEntry, Done
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_log.checker import check_log
from torrens_log.keys import signer_from_seed, write_key_file
from torrens_log.store import LogView

NAME = "rain.example/redactions"


def test_a_table_by_its_values_is_one_table_as_csv_and_as_parquet(run: Run, table: Path, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    by = schema(tmp_path, "none")
    [told] = run("data", "fingerprint", table, "--mode", "typed", "--schema", by, "--out", tmp_path / "fp")
    root = told["proof"]["tableRoot"]
    assert run("data", "fingerprint", table, "--mode", "bytes") == run("data", "fingerprint", table)
    assert f"0x{TypedFingerprint.parse((tmp_path / 'fp').read_bytes()).root.hex()}" == root
    days = pa.array(["2026-04-27", "2026-04-28", "2026-04-29"]).cast(pa.date32())
    rain = pa.array(["1.5", "0.0", None]).cast(pa.decimal128(4, 1))
    phones = pa.array(["5550100", "5550101", "5550102"])
    parquet = tmp_path / "rain.parquet"
    pq.write_table(pa.table([days, rain, phones], names=["day", "rain", "phone"]), parquet)
    [same] = run("data", "fingerprint", parquet, "--mode", "typed")
    assert same["proof"]["tableRoot"] == root
    run("data", "prove", parquet, "--row", 3, "--out", tmp_path / "row")
    [shown] = run("data", "verify", "--proof", tmp_path / "row", "--root", root)
    assert shown["cells"] == {"day": "2026-04-29", "rain": None, "phone": "5550102"}
    [matches] = run("data", "verify", table, "--root", root, "--schema", by)
    [also] = run("data", "verify", parquet, tmp_path / "fp")
    assert matches["proof"] == also["proof"] == {"tableRoot": root}


def test_one_cell_is_shown_one_row_is_erased_and_the_rest_still_proves(
    run: Run, table: Path, tmp_path: Path, refused: Refused
) -> None:
    by, salts = schema(tmp_path, "cells"), tmp_path / "salts"
    [told] = run("data", "fingerprint", table, "--schema", by, "--new-salts", salts)
    root = told["proof"]["tableRoot"]
    opened = ("--schema", by, "--salts", salts)
    [again] = run("data", "fingerprint", table, *opened)
    assert again["proof"]["tableRoot"] == root
    cell, whole, out = tmp_path / "cell", tmp_path / "whole", tmp_path / "entry"
    run("data", "prove", table, "--row", 1, "--columns", "phone", "--out", cell, *opened)
    run("data", "prove", table, "--row", 1, "--columns", "", "--out", whole, *opened)
    [shown] = run("data", "verify", "--proof", cell, "--root", root)
    assert shown["cells"] == {"day": "2026-04-27", "rain": "1.5", "phone": "5550100"}
    [kept] = run("data", "verify", "--proof", whole, "--root", root)
    assert kept["cells"] == {"day": "2026-04-27", "rain": "1.5"}

    write_key_file(tmp_path / "log.pem", b"\x07" * 32, b"secret")
    (tmp_path / "password").write_text("secret\n", "utf-8")
    erase = ("data", "redact", table, "--row", 2, *opened, "--actor", "331", "--at", "2026-05-01T00:00:00Z")
    logged = ("--log", tmp_path / "log", "--log-key", tmp_path / "log.pem", "--log-name", NAME)
    [done] = run(*erase, "--out", out, *logged, "--password-file", tmp_path / "password")
    entry = AuditEntry.parse(out.read_bytes())
    assert (entry.action, entry.subject, entry.result) == (
        "dataset.redact",
        f"dataset:{root}/row:2",
        Done("salt-destroyed"),
    )
    key = signer_from_seed(NAME, b"\x07" * 32).key
    proof = TlogProof.parse(Path(done["proof"]["logProof"]).read_bytes())
    assert proof.verify(out.read_bytes(), [key]).size == 1
    checked = check_log(LogView.open(tmp_path / "log"), [key])
    assert [checked.size] == [Checkpoint.parse(proof.note.text).size]

    code, problem = refused("data", "prove", table, "--row", 2, "--out", tmp_path / "none", *opened)
    assert (code, problem["type"]) == (2, "urn:torrens:salt-missing")
    assert not (tmp_path / "none").exists()
    table.write_text(CSV.replace("2026-04-28,0.0,5550101", ",,"), "utf-8")
    run("data", "prove", table, "--row", 3, "--out", tmp_path / "third", *opened)
    for one in (cell, whole, tmp_path / "third"):
        assert run("data", "verify", "--proof", one, "--root", root)
    [same] = run(*erase, "--out", tmp_path / "entry2")
    assert (tmp_path / "entry2").read_bytes() == out.read_bytes()
    assert same["proof"]["leaf"] == done["proof"]["leaf"]


def test_what_stands_in_an_erased_rows_place_is_never_said_to_match_fail(
    run: Run, table: Path, tmp_path: Path, refused: Refused
) -> None:
    by, salts, stated = schema(tmp_path, "rows"), tmp_path / "salts", tmp_path / "fp"
    run("data", "fingerprint", table, "--schema", by, "--new-salts", salts, "--out", stated)
    opened = ("--schema", by, "--salts", salts)
    erase = ("--actor", "331", "--at", "2026-05-01T00:00:00Z", "--out", tmp_path / "entry")
    run("data", "redact", table, "--row", 2, *opened, *erase)
    for forged in (CSV, CSV.replace("5550101", "666"), CSV.replace("2026-04-28,0.0,5550101", ',,""')):
        table.write_text(forged, "utf-8")
        code, problem = refused("data", "verify", table, stated, *opened)
        assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")
    table.write_text(CSV.replace("2026-04-28,0.0,5550101", ",,"), "utf-8")
    [told] = run("data", "verify", table, stated, *opened)
    assert (told["erased"], told["en"]) == (1, f"{table.name} matches, but for 1 rows that were erased")


def test_derived_salts_give_the_same_root_and_cannot_be_destroyed_fail(
    run: Run, table: Path, tmp_path: Path, refused: Refused
) -> None:
    by, secret = schema(tmp_path, "rows"), tmp_path / "secret"
    secret.write_bytes(bytes(range(32)))
    [told] = run("data", "fingerprint", table, "--schema", by, "--salt-secret", secret)
    run("data", "prove", table, "--row", 1, "--schema", by, "--salt-secret", secret, "--out", tmp_path / "row")
    assert run("data", "verify", "--proof", tmp_path / "row", "--root", told["proof"]["tableRoot"])
    code, problem = refused("data", "verify", table, "--schema", by, "--root", told["proof"]["tableRoot"])
    assert (code, problem["type"]) == (2, "urn:torrens:salt-missing")
    secret.write_bytes(bytes(32))
    wrong = ("data", "verify", table, "--schema", by, "--salt-secret", secret, "--root", told["proof"]["tableRoot"])
    assert refused(*wrong)[0] == 1
    secret.write_bytes(b"short")
    code, problem = refused("data", "fingerprint", table, "--schema", by, "--salt-secret", secret)
    assert (code, "32 bytes" in problem["detail"]) == (3, True)


def test_what_does_not_go_together_fail(table: Path, tmp_path: Path, refused: Refused) -> None:
    none, rows = schema(tmp_path, "none"), schema(tmp_path, "rows")
    salts, secret = tmp_path / "salts", tmp_path / "secret"
    redact = ("data", "redact", table, "--row", 1, "--salts", salts, "--actor", "a", "--out", tmp_path / "e")
    for words in (
        ("data", "fingerprint", table, "--mode", "typed"),
        ("data", "fingerprint", table, "--mode", "values", "--schema", none),
        ("data", "fingerprint", table, "--mode", "bytes", "--schema", none),
        ("data", "fingerprint", tmp_path / "x.parquet", "--mode", "bytes"),
        ("data", "fingerprint", table, table, "--schema", none),
        ("data", "fingerprint", table, "--schema", none, "--new-salts", salts),
        ("data", "fingerprint", table, "--schema", rows, "--new-salts", salts, "--salt-secret", secret),
        ("data", "fingerprint", table, "--schema", rows, "--salts", salts),
        ("data", "prove", table, "--row", 1, "--columns", "day", "--out", salts),
        (*redact, "--schema", rows, "--at", "2026-05-01T00:00:00Z"),
        (*redact, "--schema", rows, "--at", "yesterday"),
        (*redact, "--schema", rows, "--at", "2026-05-01", "--log", tmp_path, "--password-file", none),
    ):
        code, problem = refused(*words)
        assert code == 3, words
        assert problem["remedy"], words
    assert not salts.exists()


def test_a_schema_to_begin_with(run: Run, table: Path, tmp_path: Path, refused: Refused) -> None:
    out, salts, row = tmp_path / "schema", tmp_path / "salts", tmp_path / "row"
    [told] = run("data", "schema", table, "--out", out, "--salted", "all")
    assert told["columns"] == ["day: text (salted)", "rain: text (salted)", "phone: text (salted)"]
    [made] = run("data", "fingerprint", table, "--schema", out, "--new-salts", salts)
    run("data", "prove", table, "--row", 1, "--columns", "rain", "--schema", out, "--salts", salts, "--out", row)
    [shown] = run("data", "verify", "--proof", row, "--root", made["proof"]["tableRoot"])
    assert shown["cells"] == {"rain": "1.5"}
    pa, parquet = pytest.importorskip("pyarrow"), tmp_path / "t.parquet"
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"a": [1], "b": [0.5]}), parquet)
    [told] = run("data", "schema", parquet, "--out", out, "--salt-rows")
    assert (told["columns"], told["salts"]) == (["a: integer", "b: float64"], "rows")
    empty = tmp_path / "empty.csv"
    empty.touch()
    for words in ((table, "--salted", "none"), (table, "--salted", "day", "--salt-rows"), (empty,)):
        assert refused("data", "schema", *words, "--out", out)[0] == 3


def test_a_place_that_cannot_be_written_costs_no_salt_fail(
    run: Run, table: Path, tmp_path: Path, refused: Refused
) -> None:
    by, salts, taken = schema(tmp_path, "rows"), tmp_path / "salts", tmp_path / "taken"
    [told] = run("data", "fingerprint", table, "--schema", by, "--new-salts", salts)
    before = salts.read_bytes()
    taken.write_bytes(b"another entry")
    line = ("data", "redact", table, "--row", 1, "--schema", by, "--salts", salts, "--actor", "a", "--at", "2026-05-01")
    for out in (taken, tmp_path, tmp_path / "none" / "entry"):
        code, problem = refused(*line, "--out", out)
        assert (code, bool(problem["remedy"])) == (3, True)
        assert salts.read_bytes() == before
    key = ("--log", tmp_path / "log", "--log-key", taken, "--log-name", "a.example/log", "--password-file", by)
    assert refused(*line, "--out", tmp_path / "entry", *key)[0] == 3
    assert (salts.read_bytes(), taken.read_bytes()) == (before, b"another entry")
    assert run("data", "verify", table, "--schema", by, "--salts", salts, "--root", told["proof"]["tableRoot"])


def test_a_row_or_a_file_that_is_not_there_fail(table: Path, tmp_path: Path, run: Run, refused: Refused) -> None:
    by, salts, out = schema(tmp_path, "rows"), tmp_path / "salts", tmp_path / "out"
    run("data", "fingerprint", table, "--schema", by, "--new-salts", salts)
    opened = ("--schema", by, "--salts", salts)
    erase = ("--actor", "331", "--at", "2026-05-01T00:00:00Z")
    for words in (
        ("prove", table, "--row", 9),
        ("prove", table, "--row", 0),
        ("prove", table, "--row", 4, *opened),
        ("redact", table, "--row", 9, *opened, *erase),
    ):
        code, problem = refused("data", *words, "--out", out)
        assert (code, problem["type"], problem["facts"]["rows"]) == (3, "urn:torrens:nothing-there", 3), words
        assert "rows 1 to 3" in problem["detail"]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a").write_bytes(b"1")
    code, problem = refused("data", "prove", tmp_path / "folder", "--file", "b", "--out", out)
    assert (code, problem["type"]) == (3, "urn:torrens:nothing-there")
    assert not out.exists()
