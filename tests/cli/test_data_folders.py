"""`torrens data` on folders: fingerprint, manifest, proof of one file, and which paths differ."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hand_kit import Refused

from torrens_anchor.files.folderhash import fingerprint_folder
from torrens_cli.main import app

Run = Callable[..., list[Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "folder"
    (root / "b").mkdir(parents=True)
    (root / "a").write_bytes(b"1")
    (root / "b" / "雨.csv").write_bytes(b"22")
    (root / "empty").mkdir()
    (root / "link").symlink_to("/etc")
    return root


def test_what_is_fingerprinted_verifies_from_both_forms(folder: Path, tmp_path: Path, run: Run) -> None:
    out, told = tmp_path / "out.json", tmp_path / "told.json"
    [made] = run("data", "fingerprint", folder, "--out", out)
    listing = fingerprint_folder(folder).listing
    assert (out.read_bytes(), made["entries"], made["bytes"]) == (listing.encode(), 4, 3)
    assert made["proof"] == {"root": f"0x{listing.fingerprint.root.hex()}"}
    assert (made["outside"], "leads out" in made["notes"][0]) == (["link"], True)
    told.write_text(json.dumps(made))
    (tmp_path / "head.json").write_bytes(listing.fingerprint.encode())
    for stated in (out, told, tmp_path / "head.json"):
        [matches] = run("data", "verify", folder, stated)
        assert (matches["proof"], matches["entries"]) == (made["proof"], 4)
    [matches] = run("data", "verify", folder, "--root", made["proof"]["root"])
    assert matches["bytes"] == 3


def test_people_read_chinese_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["data", "fingerprint", str(folder)], standalone_mode=False)
    told = capsys.readouterr()
    assert told.out.startswith("文件夹 folder | folder, 4 entries, 3 bytes")
    assert told.err == "链接指向文件夹之外:link → /etc | a link leads out of the folder: link -> /etc\n"


def test_verify_says_which_files_differ_are_missing_are_extra_fail(
    folder: Path, tmp_path: Path, run: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from torrens_cli import main  # noqa: PLC0415 - after the fixtures' own imports

    out = tmp_path / "out.json"
    run("data", "fingerprint", folder, "--out", out)
    (folder / "a").write_bytes(b"7")
    (folder / "b" / "雨.csv").rename(folder / "b" / "雪.csv")
    (folder / "empty" / "new").touch()
    told = {}
    for words in ((), ("--json",)):
        monkeypatch.setattr("sys.argv", ["torrens", "data", "verify", str(folder), str(out), *words])
        with pytest.raises(SystemExit) as ended:
            main.main()
        assert ended.value.code == 1
        told[words] = capsys.readouterr()
    rows = {row["path"]: row["what"] for row in json.loads(told[("--json",)].out)}
    assert rows == {
        "a": "chunkRoot, sha256",
        "b/雨.csv": "missing",
        "b/雪.csv": "extra",
        "empty": "missing",
        "empty/new": "extra",
    }
    facts = json.loads(told[("--json",)].err)["facts"]
    assert (facts["differing"], facts["missing"], facts["extra"]) == (1, 2, 2)
    assert "path b/雨.csv  what 缺少 missing" in told[()].out
    assert "1 entries differ, 2 are missing, 2 are extra" in told[()].err


def test_a_fingerprint_without_listing_says_that_all_is_not_the_same_fail(
    folder: Path, tmp_path: Path, run: Run, refused: Refused
) -> None:
    [made] = run("data", "fingerprint", folder)
    (tmp_path / "head.json").write_bytes(fingerprint_folder(folder).listing.fingerprint.encode())
    (folder / "a").write_bytes(b"7")
    for words in ((tmp_path / "head.json",), ("--root", made["proof"]["root"])):
        code, problem = refused("data", "verify", folder, *words)
        assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")
        assert "listing" in problem["remedy"]


def test_one_file_is_proved_and_held_against_its_proof(
    folder: Path, tmp_path: Path, run: Run, refused: Refused
) -> None:
    out, proof = tmp_path / "out.json", tmp_path / "proof.json"
    [made] = run("data", "fingerprint", folder, "--out", out)
    [proved] = run("data", "prove", folder, "--file", "b/雨.csv", "--out", proof)
    assert (proved["index"], proved["entries"], proved["proof"]["root"]) == (1, 4, made["proof"]["root"])
    copy = tmp_path / "copy"
    shutil.copy(folder / "b" / "雨.csv", copy)
    shutil.rmtree(folder)
    root = made["proof"]["root"]
    for words in (("--root", root), (copy, "--root", root), (copy, out)):
        [shown] = run("data", "verify", *words, "--proof", proof)
        assert shown["entry"]["path"] == "b/雨.csv"
    copy.write_bytes(b"33")
    code, problem = refused("data", "verify", copy, "--root", root, "--proof", proof)
    assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")
    code, problem = refused("data", "verify", "--root", "0x" + "00" * 32, "--proof", proof)
    assert (code, problem["type"]) == (1, "urn:torrens:proof-mismatch")
    other = tmp_path / "file.json"
    run("data", "fingerprint", copy, "--out", other)
    assert refused("data", "verify", copy, other, "--proof", proof)[0] == 3


def test_a_link_s_proof_is_of_no_file_fail(folder: Path, tmp_path: Path, run: Run, refused: Refused) -> None:
    [made] = run("data", "prove", folder, "--file", "link", "--out", tmp_path / "proof.json")
    words = ("--root", made["proof"]["root"], "--proof", tmp_path / "proof.json")
    assert run("data", "verify", *words)[0]["entry"]["target"] == "/etc"
    assert refused("data", "verify", folder / "a", *words)[0] == 3


@pytest.mark.parametrize("path", ["none", "b", "../x", "/etc/passwd", ""])
def test_what_is_not_in_the_folder_is_not_proved_fail(
    path: str, folder: Path, tmp_path: Path, refused: Refused
) -> None:
    found, problem = refused("data", "prove", folder, "--file", path, "--out", tmp_path / "proof.json")
    assert (found, bool(problem["remedy"])) == (3, True)
    assert not (tmp_path / "proof.json").exists()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="sha256sum is not installed")
def test_the_manifest_is_checked_by_the_court_s_own_tool(folder: Path, tmp_path: Path, run: Run) -> None:
    [made] = run("data", "fingerprint", folder, "--manifest", tmp_path / "manifest-sha256.txt")
    assert made["notes"][1] == "the manifest covers files only, not: empty, link"
    folder.rename(tmp_path / "data")
    check = ["sha256sum", "--check", "--strict", "manifest-sha256.txt"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.count(": OK") == 2
    (tmp_path / "data" / "a").write_bytes(b"7")
    assert subprocess.run(check, cwd=tmp_path, capture_output=True, check=False).returncode == 1


def test_a_cache_spares_reading_and_verify_ignores_it(folder: Path, tmp_path: Path, run: Run, refused: Refused) -> None:
    cache, out = tmp_path / "cache", tmp_path / "out.json"
    [first] = run("data", "fingerprint", folder, "--cache", cache, "--out", out)
    [again] = run("data", "fingerprint", folder, "--cache", cache)
    assert (again["proof"], again["notes"][0]) == (first["proof"], "2 files were not read: the cache knows them")
    status = (folder / "a").stat()
    (folder / "a").write_bytes(b"7")
    os.utime(folder / "a", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert refused("data", "verify", folder, out)[0] == 1


@pytest.mark.parametrize("option", ["--out", "--manifest", "--cache"])
def test_nothing_is_written_into_the_folder_itself_fail(option: str, folder: Path, refused: Refused) -> None:
    code, problem = refused("data", "fingerprint", folder, option, folder / "b" / "new")
    assert (code, problem["facts"]["argument"]) == (3, option[2:])
    assert not (folder / "b" / "new").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("FOLDER", "FOLDER"),
        ("FOLDER", "FILE"),
        ("FOLDER", "--sm3"),
        ("FOLDER", "--chunks-only"),
        ("FILE", "--manifest", "OUT"),
    ],
)
def test_what_does_not_fit_together_fail(
    words: tuple[str, ...], folder: Path, tmp_path: Path, refused: Refused
) -> None:
    places = {"FOLDER": folder, "FILE": folder / "a", "OUT": tmp_path / "out"}
    code, problem = refused("data", "fingerprint", *(places.get(word, word) for word in words))
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [(), ("--row", 1, "--file", "a")])
def test_prove_takes_a_row_or_a_file_fail(
    words: tuple[object, ...], folder: Path, tmp_path: Path, refused: Refused
) -> None:
    assert refused("data", "prove", folder, *words, "--out", tmp_path / "out")[0] == 3


def test_a_tampered_listing_fail(folder: Path, tmp_path: Path, run: Run, refused: Refused) -> None:
    out = tmp_path / "out.json"
    run("data", "fingerprint", folder, "--out", out)
    good = out.read_bytes()
    for bad, code in ((good.replace(b'"path":"a"', b'"path":"A"'), 1), (good[:-3], 3), (good + b"x", 3)):
        out.write_bytes(bad)
        assert refused("data", "verify", folder, out)[0] == code


def test_special_files_and_clashes_are_named_fail(folder: Path, refused: Refused) -> None:
    (folder / "A").touch()
    code, problem = refused("data", "fingerprint", folder)
    assert (code, problem["facts"]["path"]) == (3, str(folder))
    assert {"'A'", "'a'"} == set(problem["facts"]["names"].split(", "))
    (folder / "A").unlink()
    os.mkfifo(folder / "fifo")
    code, problem = refused("data", "fingerprint", folder)
    assert (code, problem["facts"]["path"]) == (3, str(folder / "fifo"))
