"""`torrens data` on tables: held against the fingerprint of their lines; salts derived for each table apart."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hand_kit import Refused, Run
from table_kit import RAIN as CSV
from table_kit import rain_schema as schema

from torrens_anchor.errors import FileChanged
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.columns import TableSchema
from torrens_anchor.tables.salting import DerivedSalts, table_secret
from torrens_anchor.tables.table import fingerprint_table
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_anchor.tables.typedproof import TypedRowProof
from torrens_anchor.tables.typedtable import csv_batches, fingerprint_typed
from torrens_cli.main import app
from torrens_log.tablefiles import SaltPlace, TableFile


def test_a_table_by_its_lines_is_held_against_its_fingerprint(
    run: Run, table: Path, tmp_path: Path, refused: Refused
) -> None:
    out, proof = tmp_path / "fp", tmp_path / "row"
    told = run("data", "fingerprint", table, "--out", out)
    (tmp_path / "told").write_text("".join(json.dumps(line) + "\n" for line in told))
    assert TableFingerprint.parse(out.read_bytes()) == fingerprint_table(table)
    run("data", "prove", table, "--row", 3, "--out", proof)
    for stated in (out, tmp_path / "told"):
        [matches] = run("data", "verify", table, stated)
        assert (matches["proof"], matches["rows"]) == ({"tableRoot": told[0]["proof"]["tableRoot"]}, 3)
        [shown] = run("data", "verify", "--proof", proof, stated)
        assert shown["cells"] == {"day": "2026-04-29", "rain": "", "phone": "5550102"}
    none, secret = schema(tmp_path, "none"), tmp_path / "secret"
    secret.write_bytes(bytes(32))
    for named in (("--mode", "typed"), ("--schema", none), ("--salt-secret", secret)):
        code, problem = refused("data", "verify", table, out, *named)
        assert (code, problem["type"]) == (3, "urn:torrens:argument-refused"), named
    typed = tmp_path / "typed"
    run("data", "fingerprint", table, "--schema", none, "--out", typed)
    for words in ((table, typed, "--mode", "bytes"), ("--proof", proof, typed), (table, out, "--proof", proof)):
        assert refused("data", "verify", *words)[0] == 3, words
    run("data", "prove", table, "--row", 1, "--schema", none, "--out", proof)
    assert run("data", "verify", "--proof", proof, typed)
    assert refused("data", "verify", "--proof", proof, out)[0] == 3
    for other, differing in (
        (CSV.replace("1.5", "1.6"), "root"),
        (CSV + "2026-04-30,,\n", "rows"),
        (CSV.replace("rain", "snow"), "columns"),
    ):
        table.write_text(other, encoding="utf-8")
        code, problem = refused("data", "verify", table, out)
        assert (code, problem["facts"]["differing"]) == (1, differing)
    table.write_text("day,rain\n1\n", encoding="utf-8")
    assert refused("data", "verify", table, out)[0] == 3
    assert refused("data", "verify", tmp_path, out)[0] == 3


def test_one_secret_serves_many_tables_and_links_none(run: Run, table: Path, tmp_path: Path) -> None:
    other, secret = tmp_path / "other.csv", tmp_path / "secret"
    other.write_text(CSV.replace("2026-04-29,,", "2026-04-29,0.1,"), encoding="utf-8")
    secret.write_bytes(bytes(range(32)))
    shown = []
    for path, salts in ((table, "rows"), (other, "rows"), (table, "cells")):
        proof, line = tmp_path / "row", ("--schema", schema(tmp_path, salts), "--salt-secret", secret)
        run("data", "prove", path, "--row", 1, *line, "--out", proof)
        found = TypedRowProof.parse(proof.read_bytes())
        shown.append(found.salt or found.opened[0].salt)
    first, changed, _ = shown  # row 1 is the same in all three, and nothing shows it
    assert len(set(shown)) == 3
    own = table_secret(
        secret.read_bytes(),
        TableSchema.parse(schema(tmp_path, "rows").read_bytes()).leaf(3),
        _plain(table, schema(tmp_path, "rows")),
    )
    assert DerivedSalts(own).take(1, 1).salts == [first] != [changed]


def _plain(table: Path, by: Path) -> Root:
    unsalted = TableSchema.parse(by.read_bytes()).unsalted()
    return fingerprint_typed(unsalted, csv_batches(table, unsalted)).root


def test_a_table_that_changes_between_two_readings_fail(table: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(bytes(range(32)))
    source = TableFile(table, TableSchema.parse(schema(tmp_path, "rows").read_bytes()), SaltPlace(secret=secret))
    with contextlib.ExitStack() as first:
        first.enter_context(source.salting())
        table.write_text(CSV.replace("1.5", "15"), encoding="utf-8")
        with pytest.raises(FileChanged):
            first.close()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\r\n1,\x00\r\n", "row 1"),
        (b"a,b\r\n1,2\r\n", ""),
        (b"", "empty"),
        (b"a,b\r\n1,\xff\r\n", "row 1"),
        (b",".join(b"c%d" % i for i in range(10_000)) + b"\r\n", ""),
    ],
    ids=["nul", "good", "empty", "no UTF-8", "ten thousand columns"],
)
def test_what_is_wrong_in_a_table_is_said_with_its_file_and_row_fail(
    data: bytes, said: str, tmp_path: Path, run: Run, refused: Refused
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(data)
    if data == b"a,b\r\n1,2\r\n":
        assert run("data", "fingerprint", file)
        return
    for words in (("data", "fingerprint", file), ("data", "prove", file, "--row", 1, "--out", tmp_path / "p")):
        code, problem = refused(*words)
        assert (code, problem["detail"].startswith(f"{file}: "), said in problem["detail"]) == (3, True, True)


def test_what_is_no_form_is_said_with_its_file_fail(table: Path, tmp_path: Path, refused: Refused) -> None:
    odd = tmp_path / "odd.json"
    odd.write_bytes(b"\xff")
    code, problem = refused("data", "fingerprint", table, "--schema", odd)
    assert (code, problem["detail"].startswith(f"{odd}: ")) == (3, True)


def test_a_proven_row_is_shown_to_a_person_and_no_cell_is_lost_under_two_equal_names(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out, proof = tmp_path / "twice.csv", tmp_path / "fp", tmp_path / "row"
    table.write_text("a,a,b\n1,2,null\n", encoding="utf-8")
    run("data", "fingerprint", table, "--out", out)
    run("data", "prove", table, "--row", 1, "--out", proof)
    [shown] = run("data", "verify", "--proof", proof, out)
    assert shown["cells"] == [["a", "1"], ["a", "2"], ["b", "null"]]
    app(["data", "verify", "--proof", str(proof), str(out)], standalone_mode=False)
    assert capsys.readouterr().out.splitlines()[1:] == [
        'column a  cell "1"', 'column a  cell "2"', 'column b  cell "null"'
    ]  # fmt: skip
