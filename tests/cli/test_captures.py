"""`torrens data capture` on every form of data that is registered: the roots are those of `data fingerprint`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hand_kit import Hand, Refused, Run
from table_kit import rain_schema

from torrens_anchor.documents.capture import Capture
from torrens_anchor.hashing.digest import Digest

Slug = Callable[..., tuple[int, str]]
WHO = ("--by", "70001", "--source", "gauge", "--at", "2026-04-29")


@pytest.fixture
def slug(refused: Refused) -> Slug:
    def told(*words: object) -> tuple[int, str]:
        code, problem = refused(*words)
        return code, str(problem["type"]).removeprefix("urn:torrens:")

    return told


def digests(file: Path) -> dict[str, str]:
    found = Capture.parse(file.read_bytes()).digests
    return {name: f"0x{digest.hex}" for name, digest in found.items()}


def folder_of(place: Path) -> Path:
    folder = place / "folder"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"1")
    (folder / "b.csv").write_bytes(b"day\n1\n")
    (folder / "out").symlink_to("/etc")
    return folder


def test_a_folder_and_several_files_as_their_fingerprints_are(run: Run, tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "capture"
    [told] = run("data", "capture", folder, *WHO, "--out", out)
    [printed] = run("data", "fingerprint", folder)
    assert digests(out) == {"contentRoot": printed["proof"]["root"]}
    assert told["proof"]["contentRoot"] == printed["proof"]["root"]
    assert told["notes"] == ["a link leads out of the folder: out -> /etc"]
    files = [folder / "b.csv", folder / "a.txt"]
    run("data", "capture", *files, *WHO, "--out", out)
    one, two, whole = run("data", "fingerprint", *files)
    named = {f"sha256 {each['name']}": each["proof"]["sha256"] for each in (one, two)}
    assert digests(out) == {**whole["proof"], **named}


def test_a_table_by_its_values_and_its_file_besides(run: Run, table: Path, tmp_path: Path) -> None:
    out, by, salts = tmp_path / "capture", rain_schema(tmp_path, "cells"), tmp_path / "salts"
    run("data", "capture", table, "--schema", by, "--new-salts", salts, *WHO, "--out", out)
    [printed] = run("data", "fingerprint", table, "--schema", by, "--salts", salts)
    [plain, _] = run("data", "fingerprint", table)
    wanted = {"sha256": plain["proof"]["sha256"], "chunkRoot": plain["proof"]["chunkRoot"]}
    assert digests(out) == {"contentRoot": printed["proof"]["tableRoot"], **wanted}
    pa, parquet = pytest.importorskip("pyarrow"), tmp_path / "t.parquet"
    pytest.importorskip("pyarrow.parquet").write_table(pa.table({"a": [1, 2]}), parquet)
    run("data", "capture", parquet, "--mode", "typed", *WHO, "--out", out)
    [values] = run("data", "fingerprint", parquet, "--mode", "typed")
    assert digests(out)["contentRoot"] == values["proof"]["tableRoot"]
    assert digests(out)["sha256"] == f"0x{Digest.of(parquet.read_bytes()).hex}"


def test_what_no_capture_is_made_of_fail(slug: Slug, table: Path, tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path), tmp_path / "capture"
    by, salts = rain_schema(tmp_path, "cells"), tmp_path / "salts"
    cases: tuple[tuple[tuple[object, ...], tuple[int, str]], ...] = (
        ((folder, table, "--out", out), (3, "malformed-input")),
        ((folder, folder, "--out", out), (3, "malformed-input")),
        ((table, table, "--out", out), (3, "malformed-input")),
        ((folder, "--out", folder / "capture"), (3, "argument-refused")),
        ((folder, "--mode", "typed", "--out", out), (3, "unusable-file")),
        ((table, "--out", table), (3, "unusable-file")),
        ((table, "--mode", "typed", "--out", out), (3, "argument-refused")),
        ((table, "--mode", "lines", "--out", out), (3, "argument-refused")),
        ((table, "--mode", "bytes", "--schema", by, "--out", out), (3, "argument-refused")),
        ((table, folder / "b.csv", "--schema", by, "--out", out), (3, "argument-refused")),
        ((table, "--schema", by, "--out", out), (2, "salt-missing")),
        ((table, "--schema", by, "--salts", salts, "--out", out), (3, "salt-file-unusable")),
        ((table, "--schema", by, "--new-salts", salts, "--out", salts), (3, "argument-refused")),
        ((table, "--schema", by, "--out", by), (3, "unusable-file")),
        ((tmp_path / "none", "--schema", by, "--out", out), (3, "unusable-file")),
    )
    for words, wanted in cases:
        assert slug("data", "capture", *WHO, *words) == wanted, words
    assert not out.exists()
    assert not salts.exists()


def test_a_notice_takes_captures_of_its_folder_only(founded: Hand, slug: Slug, tmp_path: Path) -> None:
    """By hand: a folder captured, its notice bound to the capture; another folder's is refused."""
    folder, out, other = folder_of(tmp_path), tmp_path / "capture", tmp_path / "other"
    founded.at_home("data", "capture", folder, *WHO, "--out", out)
    (folder / "a.txt").write_bytes(b"2")
    founded.at_home("data", "capture", folder, *WHO, "--out", other)
    (folder / "a.txt").write_bytes(b"1")
    filed = ["case", "notice", folder, "--holder", 70_001, "--until", "2036-01-01", "--capture"]
    assert slug(*filed, other, "--home", founded.home) == (1, "digest-mismatch")
    [noticed] = founded.at_home(*filed, out)
    assert noticed["contentRoot"] == digests(out)["contentRoot"]
