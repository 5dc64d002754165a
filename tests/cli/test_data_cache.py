"""`torrens data fingerprint --cache`: it spares reading, goes on after a stop, and is never believed by verify."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest
from data_kit import DATA, shell
from hand_kit import Refused, Run
from typer.exceptions import Abort

from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_cli import hashing
from torrens_cli.main import app
from torrens_log.hashcache import HashCache
from torrens_log.sha256state import resumable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "rain.bin").write_bytes(DATA)
    return tmp_path / "rain.bin"


def test_a_cache_spares_reading_and_verify_ignores_it(path: Path, run: Run, refused: Refused) -> None:
    cache, out = path.with_name("cache"), path.with_name("out.json")
    status = path.stat()
    [file, _] = run("data", "fingerprint", path, "--cache", cache, "--out", out)
    assert "notes" not in file
    [again, _] = run("data", "fingerprint", path, "--cache", cache)
    assert (again["proof"], "was not read" in again["notes"][0]) == (file["proof"], True)
    hashes = HashCache(cache, tell=lambda _zh, _en: None).known(path, Identity.of(status))
    # Other bytes of the same size under the same inode and time: the time of change tells.
    with path.open("r+b") as stream:
        stream.write(b"snow")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    [anew, _] = run("data", "fingerprint", path, "--cache", cache)
    assert anew["proof"] != file["proof"]
    # A cache that lies, as one could who sets the clock: the maker is fooled, verify is not.
    lying = HashCache(cache, tell=lambda _zh, _en: None)
    told = FileFingerprint.parse(out.read_bytes())
    lying.keep(path, Identity.of(path.stat()), hashes, told)
    lying.save()
    [fooled, _] = run("data", "fingerprint", path, "--cache", cache)
    assert fooled["proof"] == file["proof"]
    code, problem = refused("data", "verify", path, out)
    assert (code, problem["type"]) == (1, "urn:torrens:digest-mismatch")


def test_a_changed_file_is_read_anew_and_told(path: Path, run: Run) -> None:
    cache = path.with_name("cache")
    run("data", "fingerprint", path, "--cache", cache)
    path.write_bytes(b"snow")
    [file, _] = run("data", "fingerprint", path, "--cache", cache)
    assert "changed since" in file["notes"][0]
    assert file["proof"]["sha256"] == f"0x{sha256(b'snow').hexdigest()}"


def test_sm3_that_the_cache_has_not_is_read(path: Path, run: Run) -> None:
    cache = path.with_name("cache")
    run("data", "fingerprint", path, "--cache", cache)
    [file, _] = run("data", "fingerprint", path, "--cache", cache, "--sm3")
    assert set(file["proof"]) == {"sha256", "chunkRoot", "sm3"}
    [plain, _] = run("data", "fingerprint", path, "--cache", cache)
    assert set(plain["proof"]) == {"sha256", "chunkRoot"}


@pytest.mark.parametrize(("options", "keeps"), [((), True), ((), False), (("--chunks-only",), True)])
def test_a_stopped_fingerprint_goes_on(
    options: tuple[str, ...], *, keeps: bool, path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    if keeps and resumable() is None:
        pytest.skip("the libcrypto of this Python gives no state")
    cache = path.with_name("cache")
    wanted = run("data", "fingerprint", path, *options)[0]["proof"]
    monkeypatch.setattr(hashing, "SAVE_EVERY", 1)
    saved = hashing.Making.save
    stops: list[int] = []

    def stop(making: hashing.Making) -> None:
        saved(making)
        if not stops and b'"chunks":""' not in cache.read_bytes():
            stops.append(1)
            raise KeyboardInterrupt

    monkeypatch.setattr(hashing.Making, "save", stop)
    with pytest.raises(Abort):  # main() makes exit code 2 of it
        app(["data", "fingerprint", str(path), "--cache", str(cache), "--json", *options], standalone_mode=False)
    monkeypatch.undo()
    if not keeps:
        monkeypatch.setattr(hashing, "resumable", lambda: None)
    told = run("data", "fingerprint", path, "--cache", cache, *options)[0]
    assert "goes on from the cache" in told["notes"][0]
    whole = [] if options else ["goes on after" if keeps else "is read from the start"]
    assert all(words in note for words, note in zip(whole, told["notes"][1:], strict=True))
    assert told["proof"] == wanted


def test_a_damaged_cache_is_told_and_mended(path: Path, run: Run) -> None:
    cache = path.with_name("cache")
    run("data", "fingerprint", path, "--cache", cache)
    good = cache.read_bytes()
    cache.write_bytes(good.replace(b'"size":"', b'"size":"1'))
    [file, _] = run("data", "fingerprint", path, "--cache", cache)
    assert "damaged" in file["notes"][0]
    assert cache.read_bytes() == good


def test_a_cache_that_is_somebody_s_file_fail(path: Path, refused: Refused) -> None:
    code, problem = refused("data", "fingerprint", path, "--cache", path)
    assert (code, problem["type"]) == (3, "urn:torrens:unusable-file")
    assert path.read_bytes() == DATA


def test_a_full_disk_costs_the_cache_and_not_the_fingerprint(path: Path) -> None:
    line = 'ulimit -f 0; torrens data fingerprint "$1" --cache "$2" --json | cat'
    done = shell(line, path, path.with_name("cache"))
    file, _ = (json.loads(line) for line in done.stdout.splitlines())
    assert file["proof"]["sha256"] == f"0x{sha256(DATA).hexdigest()}"
    assert "going on without it" in file["notes"][0]
    assert not path.with_name("cache").exists()
