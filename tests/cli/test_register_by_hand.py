"""By hand: every form of data is registered, with the data or by its fingerprint alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hand_kit import Hand, Refused, Run
from table_kit import rain_schema

NOTICE = ("--holder", 70_001, "--until", "2036-01-01")


def notice(hand: Hand, *words: object) -> dict[str, Any]:
    [told] = hand.at_home("case", "notice", *words, *NOTICE)
    return dict(told)


def test_every_form_is_noticed_and_its_fingerprint_says_the_same(
    founded: Hand, run: Run, table: Path, tmp_path: Path
) -> None:
    other, folder, salts = tmp_path / "rain.bin", tmp_path / "folder", tmp_path / "salts"
    other.write_bytes(b"1")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "file").write_bytes(b"2")
    cells, none = rain_schema(tmp_path, "cells"), rain_schema(tmp_path, "none")
    run("data", "fingerprint", table, "--schema", cells, "--new-salts", salts)
    forms: dict[str, tuple[tuple[object, ...], str]] = {
        "file": ((other,), "chunkRoot"),
        "lines": ((table,), "tableRoot"),
        "values": ((table, "--mode", "typed", "--schema", none), "tableRoot"),
        "salted": ((table, "--schema", cells, "--salts", salts), "tableRoot"),
        "folder": ((folder,), "root"),
        "several": ((table, other), "contentRoot"),
    }
    roots = set()
    for name, (words, root) in forms.items():
        out = tmp_path / f"{name}.fingerprint"
        told = run("data", "fingerprint", *words, "--out", out)[-1 if name == "several" else 0]
        made = notice(founded, *words)
        assert (made["contentRoot"], made["dataRead"]) == (told["proof"][root], True), name
        handed = notice(founded, "--fingerprint", out, "--once", f"{name} again", "--purpose", "A")
        assert handed["dataId"] == made["dataId"], name
        assert handed["title"] != made["title"]
        roots.add(made["contentRoot"])
    assert len(roots) == len(forms)


def test_a_fingerprint_alone_is_registered_and_said_to_be(founded: Hand, run: Run, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "owner.fingerprint"
    run("data", "fingerprint", table, "--out", out)
    table.unlink()
    told = notice(founded, "--fingerprint", out)
    assert told["dataRead"] is False
    founded.clock("set", "2026-05-11T01:00:00Z")
    [registered] = founded.at_home("case", "register", told["title"])
    assert registered["certificate"].startswith("SJ331202605")


def test_parquet_is_noticed_by_its_values(founded: Hand, tmp_path: Path) -> None:
    pa, file = pytest.importorskip("pyarrow"), tmp_path / "t.parquet"
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"a": [1, 2]}), file)
    csv, schema = tmp_path / "t.csv", tmp_path / "schema"
    csv.write_text("a\n1\n2\n", encoding="utf-8")
    founded.run("data", "schema", file, "--out", schema)
    by_values = notice(founded, file, "--mode", "typed")
    same = notice(founded, csv, "--schema", schema, "--once", "again", "--purpose", "A")
    assert by_values["dataId"] == same["dataId"]
    by_bytes = notice(founded, file)
    assert by_bytes["contentRoot"] != by_values["contentRoot"]


def test_what_is_not_registered_fail(founded: Hand, refused: Refused, table: Path, tmp_path: Path) -> None:
    empty, folder, chunks, foreign = (tmp_path / name for name in ("empty", "folder", "chunks", "foreign"))
    empty.touch()
    (folder / "inner").mkdir(parents=True)
    founded.run("data", "fingerprint", table, "--chunks-only", "--out", chunks)
    foreign.write_text('{"v":"torrens/table-fingerprint/9"}', encoding="utf-8")
    rows = rain_schema(tmp_path, "rows")
    for words, slug in (
        ((), "argument-refused"),
        ((empty,), "unusable-file"),
        ((folder,), "unusable-file"),
        ((tmp_path / "none.csv",), "unusable-file"),
        ((table, table), "malformed-input"),
        ((table, folder), "malformed-input"),
        ((table, "--fingerprint", chunks), "argument-refused"),
        (("--fingerprint", chunks), "unknown-version"),
        (("--fingerprint", foreign), "unknown-version"),
        (("--fingerprint", table), "malformed-input"),
        (("--fingerprint", chunks, "--schema", rows), "argument-refused"),
        ((table, "--mode", "typed"), "argument-refused"),
        ((table, "--mode", "values"), "argument-refused"),
        ((table, empty, "--schema", rows), "argument-refused"),
    ):
        code, problem = refused("case", "notice", *words, *NOTICE, "--home", founded.home)
        assert (code, problem["type"], bool(problem["remedy"])) == (3, f"urn:torrens:{slug}", True), words
    code, problem = refused("case", "notice", table, "--schema", rows, *NOTICE, "--home", founded.home)
    assert (code, problem["type"]) == (2, "urn:torrens:salt-missing")
