"""The cache of chunk hashes: it knows only the very same file, shows damage, and is never half written."""

import os
import resource
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from torrens_anchor.errors import UnusableFile
from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.fingerprint import CHUNK_SIZE
from torrens_anchor.files.halfway import ChunkLeaves, Halfway
from torrens_log.errors import DiskFailed
from torrens_log.hashcache import HashCache

HASHES = [bytes([i]) * 32 for i in range(3)]


class Told(list[str]):
    def __call__(self, zh: str, en: str) -> None:
        assert zh
        self.append(en)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.write_bytes(b"a" * (CHUNK_SIZE + 1))
    return path


def identity(path: Path) -> Identity:
    return Identity.of(path.stat())


def test_what_was_kept_is_known_again(tmp_path: Path, data: Path, told: Told) -> None:
    leaves = ChunkLeaves()
    whole = fingerprint_file(data, leaves=leaves)
    cache = HashCache(tmp_path / "cache", tell=told)
    cache.keep(data, identity(data), leaves.hashes, whole)
    cache.keep(tmp_path / "other", replace(identity(data), inode=1), HASHES)
    cache.save()
    again = HashCache(tmp_path / "cache", tell=told)
    assert list(again.known(data, identity(data))) == leaves.hashes
    assert again.whole(data, identity(data)) == whole
    other = replace(identity(data), inode=1)
    assert list(again.known(tmp_path / "other", other)) == HASHES
    assert again.whole(tmp_path / "other", other) is None
    assert told == []


def test_a_digest_that_was_begun_is_kept_until_it_ends(tmp_path: Path, data: Path, told: Told) -> None:
    begun, now = Halfway(1, bytes(range(32))), identity(data)
    cache = HashCache(tmp_path / "cache", tell=told)
    cache.keep(data, now, HASHES[:1], halfway=begun)
    cache.keep(data, now, HASHES[:2])  # of chunks alone
    cache.save()
    again = HashCache(tmp_path / "cache", tell=told)
    assert (again.halfway(data, now), list(again.known(data, now))) == (begun, HASHES[:2])
    assert again.halfway(data, replace(now, ctime_ns=7)) is None
    again.keep(data, now, HASHES[:2], fingerprint_file(data))
    assert again.halfway(data, now) is None


def test_a_whole_that_came_far_is_not_forgotten_for_one_that_began_anew(tmp_path: Path, data: Path, told: Told) -> None:
    """As `--sm3` does, which reads from the start: stopped early, it must not cost what an earlier read had done."""
    now, far, near = identity(data), Halfway(3, bytes(32)), Halfway(1, bytes(range(32)))
    cache = HashCache(tmp_path / "cache", tell=told)
    for kept, wanted in ((far, far), (near, far), (None, far), (Halfway(4, bytes(32)), Halfway(4, bytes(32)))):
        cache.keep(data, now, HASHES, halfway=kept)
        assert cache.halfway(data, now) == wanted
    cache.keep(data, replace(now, ctime_ns=7), HASHES[:1], halfway=near)
    assert cache.halfway(data, replace(now, ctime_ns=7)) == near


def test_an_absent_cache_knows_nothing(tmp_path: Path, data: Path, told: Told) -> None:
    cache = HashCache(tmp_path / "none", tell=told)
    assert (cache.known(data, identity(data)), cache.whole(data, identity(data)), told) == ((), None, [])


@pytest.mark.parametrize("field", ["device", "inode", "size", "mtime_ns", "ctime_ns"])
def test_a_stale_cache_is_not_taken_and_told_fail(field: str, tmp_path: Path, data: Path, told: Told) -> None:
    cache = HashCache(tmp_path / "cache", tell=told)
    cache.keep(data, identity(data), HASHES, fingerprint_file(data))
    now = replace(identity(data), **{field: 7})
    assert cache.whole(data, now) is None
    assert cache.known(data, now) == ()
    assert "changed since" in told[0]


def test_a_file_from_before_1970_is_never_kept(tmp_path: Path, data: Path, told: Told) -> None:
    os.utime(data, ns=(-5, -5))
    cache = HashCache(tmp_path / "cache", tell=told)
    cache.keep(data, identity(data), HASHES)
    cache.save()
    assert HashCache(tmp_path / "cache", tell=told).known(data, identity(data)) == ()
    assert told == []


def test_damage_anywhere_is_told_and_nothing_is_taken_fail(tmp_path: Path, data: Path, told: Told) -> None:
    path = tmp_path / "cache"
    cache = HashCache(path, tell=told)
    cache.keep(data, identity(data), HASHES)
    cache.save()
    good = path.read_bytes()
    begin = good.index(b"\n") + 1
    for at in range(begin, len(good) - 1):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert HashCache(path, tell=told).known(data, identity(data)) == ()
        assert "damaged" in told.pop()
    for size in range(begin, len(good) - 1):
        path.write_bytes(good[:size])
        assert HashCache(path, tell=told).known(data, identity(data)) == ()
        assert "damaged" in told.pop()


def test_lines_that_hash_right_and_say_nonsense_are_damage_fail(tmp_path: Path, told: Told) -> None:
    path = tmp_path / "cache"
    for line in (
        b"{}",
        b"[]",
        b"",
        b'{"chunks":"AA==","ctimeNs":"1","device":"1","inode":"1","mtimeNs":"x","path":"61","size":"1"}',
        b'{"chunks":"","ctimeNs":"1","device":"1","inode":"1","mtimeNs":"1","path":"61","size":"1","stateChunks":"1"}',
    ):
        body = b"torrens/fingerprint-cache/3\n" + line + b"\n"
        path.write_bytes(body + sha256(body).hexdigest().encode() + b"\n")
        HashCache(path, tell=told)
        assert "damaged" in told.pop()


@pytest.mark.parametrize("content", [b"", b"my only copy\n", b"torrens/fingerprint-cache/1\n", b"\xff\xfe"])
def test_what_is_no_cache_is_refused_and_left_alone_fail(content: bytes, tmp_path: Path, told: Told) -> None:
    path = tmp_path / "cache"
    path.write_bytes(content)
    with pytest.raises(UnusableFile, match="no fingerprint cache") as caught:
        HashCache(path, tell=told)
    assert caught.value.exit_code == 3
    assert path.read_bytes() == content


def test_a_folder_or_a_fifo_is_no_cache_fail(tmp_path: Path, told: Told) -> None:
    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path, tmp_path / "fifo", tmp_path / "fifo" / "below"):
        with pytest.raises(UnusableFile):
            HashCache(path, tell=told)


def test_names_that_are_not_utf_8_are_kept(tmp_path: Path, told: Told) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    path.write_bytes(b"a")
    cache = HashCache(tmp_path / "cache", tell=told)
    cache.keep(path, identity(path), HASHES[:1])
    cache.save()
    assert HashCache(tmp_path / "cache", tell=told).known(path, identity(path)) == (HASHES[0],)


FULL = """
import resource, sys
from pathlib import Path
from torrens_anchor.files.filestream import Identity
from torrens_log.errors import DiskFailed
from torrens_log.hashcache import HashCache
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
cache = HashCache(Path(sys.argv[1]), tell=print)
cache.keep(Path("data"), Identity(1, 2, 3, 4, 5), [bytes(32)] * 1000)
try:
    cache.save()
except DiskFailed as error:
    print("refused", error.exit_code)
"""


def test_a_disk_that_is_full_leaves_the_cache_as_it_was_fail(tmp_path: Path, data: Path, told: Told) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 4096
    path = tmp_path / "cache"
    cache = HashCache(path, tell=told)
    cache.keep(data, identity(data), HASHES)
    cache.save()
    before = path.read_bytes()
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "refused 2\n"
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_refused_fail(data: Path, told: Told) -> None:
    cache = HashCache(data.parent / "cache", tell=told)
    cache.path = data / "cache"
    with pytest.raises(DiskFailed):
        cache.save()
