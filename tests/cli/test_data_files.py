"""`torrens data` on files: fingerprints, streams, and what is held against them."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from data_kit import DATA, shell
from hand_kit import Refused, Run

from torrens_anchor.files.filehash import fingerprint_chunks, fingerprint_file
from torrens_anchor.files.fingerprint import CHUNK_SIZE, ChunkFingerprint, FileFingerprint
from torrens_cli.main import app


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "rain.bin").write_bytes(DATA)
    return tmp_path / "rain.bin"


@pytest.mark.parametrize("options", [(), ("--sm3",), ("--chunks-only",)])
def test_what_is_fingerprinted_verifies_from_both_forms(options: tuple[str, ...], path: Path, run: Run) -> None:
    out = path.with_name("out.json")
    told = run("data", "fingerprint", path, "--out", out, *options)
    wanted = (
        fingerprint_chunks(path) if options == ("--chunks-only",) else fingerprint_file(path, with_sm3=bool(options))
    )
    assert out.read_bytes() == wanted.encode()
    assert told[0]["proof"]["chunkRoot"] == f"0x{wanted.chunk_root.hex()}"
    path.with_name("told.json").write_text("".join(json.dumps(line) + "\n" for line in told))
    for stated in (out, path.with_name("told.json")):
        [matches] = run("data", "verify", path, stated)
        assert (matches["proof"], matches["size"]) == (told[0]["proof"], len(DATA))


def test_people_read_chinese_first(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app(["data", "fingerprint", str(path)], standalone_mode=False)
    told = capsys.readouterr()
    assert told.out.startswith(f"文件 rain.bin | file, {len(DATA)} bytes")
    assert sha256(DATA).hexdigest() in told.out
    assert told.err == ""  # no terminal, no bar


@pytest.mark.parametrize(("words", "shown"), [((), True), (("--json",), False)])
def test_a_terminal_sees_a_bar_unless_it_asks_for_data(words: tuple[str, ...], shown: bool, path: Path) -> None:  # noqa: FBT001 - a case
    screen, theirs = pty.openpty()
    command = [sys.executable, "-m", "torrens_cli.main", "data", "fingerprint", str(path), *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # how a terminal says that its other end is closed
        while part := os.read(screen, 65536):
            seen += part
    os.close(screen)
    assert (b"rain.bin" in seen) == shown
    assert sha256(DATA).hexdigest().encode() in done.stdout


@pytest.mark.parametrize("options", [(), ("--sm3",), ("--chunks-only",)])
def test_other_data_fail(options: tuple[str, ...], path: Path, run: Run, refused: Refused) -> None:
    out = path.with_name("out.json")
    run("data", "fingerprint", path, "--out", out, *options)
    with path.open("r+b") as stream:
        stream.seek(CHUNK_SIZE + 1)
        stream.write(b"R")
    code, problem = refused("data", "verify", path, out)
    assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")
    assert "chunkRoot" in problem["facts"]["differing"]
    os.truncate(path, 5)
    code, problem = refused("data", "verify", path, out)
    assert (code, problem["facts"]["differing"]) == (1, "size")


@pytest.mark.parametrize("name", ["rain.bin", "link", "again"])
def test_what_is_read_is_never_written_over_fail(name: str, path: Path, refused: Refused) -> None:
    path.with_name("link").symlink_to(path)
    path.with_name("again").hardlink_to(path)
    code, problem = refused("data", "fingerprint", path, "--out", path.with_name(name))
    assert (code, "written over" in problem["detail"], path.read_bytes()) == (3, True, DATA)


@pytest.mark.parametrize("kind", ["fifo", "folder", "root"])
def test_what_is_no_file_is_never_replaced_fail(kind: str, path: Path, refused: Refused) -> None:
    out = Path("/") if kind == "root" else path.with_name(kind)
    if kind == "fifo":
        os.mkfifo(out)
    elif kind == "folder":
        out.mkdir()
    code, problem = refused("data", "fingerprint", path, "--out", out)
    assert (code, "no regular file" in problem["detail"], out.is_fifo() or out.is_dir()) == (3, True, True)


def test_a_link_to_a_file_is_followed(path: Path, run: Run) -> None:
    place, link = path.with_name("place.json"), path.with_name("link.json")
    place.write_bytes(b"old")
    link.symlink_to(place)
    run("data", "fingerprint", path, "--out", link)
    assert link.is_symlink()
    assert FileFingerprint.parse(place.read_bytes()) == fingerprint_file(path)


def test_standard_input_has_the_fingerprint_of_its_file(path: Path, run: Run) -> None:
    [file, _] = run("data", "fingerprint", path)
    out = path.with_name("out.json")
    done = shell('cat "$1" | torrens data fingerprint - --json --out "$2"', path, out)
    told = json.loads(done.stdout)
    assert (told["proof"], told["fingerprint"]) == (file["proof"], file["fingerprint"])
    assert shell('torrens data verify - "$2" < "$1"', path, out).returncode == 0
    other = shell('(cat "$1"; echo) | torrens data verify - "$2"', path, out)
    assert (other.returncode, "other data" in other.stderr) == (1, True)
    assert json.loads(shell("torrens data fingerprint - --json < /dev/null").stdout)["size"] == 0


def test_a_device_without_an_end_fail() -> None:
    done = shell("torrens data fingerprint - --json < /dev/zero")
    assert (done.returncode, json.loads(done.stderr)["type"]) == (3, "urn:torrens:unusable-file")
    for path in ("/dev/zero", "/dev/null"):
        assert shell("torrens data fingerprint $1", path).returncode == 3


@pytest.mark.parametrize(
    "words",
    [
        ("-", "--cache", "CACHE"),
        ("-", "--chunks-only"),
        ("PATH", "--chunks-only", "--sm3"),
        ("PATH", "CACHE", "--out", "OUT"),
        ("PATH", "-"),
        ("CACHE",),
        ("FIFO",),
    ],
)
def test_what_does_not_fit_together_fail(words: tuple[str, ...], path: Path, refused: Refused) -> None:
    places = {
        "PATH": path,
        "CACHE": path.with_name("none"),
        "OUT": path.with_name("out"),
        "FIFO": path.with_name("fifo"),
    }
    os.mkfifo(places["FIFO"])
    code, problem = refused("data", "fingerprint", *(places.get(word, word) for word in words))
    assert (code, bool(problem["remedy"])) == (3, True)
    assert not places["OUT"].exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"nothing",
        b'{"v":"torrens/file-fingerprint/2"}',
        b'{"v":["torrens/file-fingerprint/1"]}',
        b'{"verb":"data.fingerprint"}',
        b'{"verb":"data.fingerprint","fingerprint":{"v":"other"}}',
        b'{"verb":1,"fingerprint":{}}\n{"verb":1,"fingerprint":{}}',
    ],
)
def test_what_is_no_fingerprint_fail(content: bytes, path: Path, refused: Refused) -> None:
    path.with_name("out.json").write_bytes(content)
    assert refused("data", "verify", path, path.with_name("out.json"))[0] == 3


@pytest.mark.parametrize("words", [(), ("PATH",), ("--proof", "OUT"), ("PATH", "OUT", "--root", "0x00")])
def test_verify_needs_something_to_trust_fail(words: tuple[str, ...], path: Path, refused: Refused) -> None:
    code, problem = refused("data", "verify", *(path if word == "PATH" else word for word in words))
    assert (code, problem["type"]) == (3, "urn:torrens:argument-refused")


def test_an_empty_file_is_a_file(path: Path, run: Run, refused: Refused) -> None:
    empty, out = path.with_name("empty"), path.with_name("out.json")
    empty.touch()
    [file, content] = run("data", "fingerprint", empty, "--out", out)
    assert set(file["proof"].values()) == set(content["proof"].values()) == {f"0x{sha256().hexdigest()}"}
    [matches] = run("data", "verify", empty, out)
    assert matches["size"] == 0
    assert run("data", "verify", empty, "--root", file["proof"]["chunkRoot"])
    assert refused("data", "verify", path, out)[0] == 1
    table = path.with_name("empty.csv")  # what is named a table has a header
    table.touch()
    assert refused("data", "fingerprint", table)[1]["type"] == "urn:torrens:malformed-table"


def test_fingerprints_read_back(path: Path, run: Run) -> None:
    for option, reader in (((), FileFingerprint), (("--chunks-only",), ChunkFingerprint)):
        run("data", "fingerprint", path, "--out", path.with_name("out.json"), *option)
        assert reader.parse(path.with_name("out.json").read_bytes()).size == len(DATA)
