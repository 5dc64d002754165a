"""Files of any size: one read, lanes that agree, known chunks that are not read again, streams that end."""

import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import FileChanged, LimitExceeded, MalformedInput, UnknownVersion, UnusableFile
from torrens_anchor.files.filehash import fingerprint_chunks, fingerprint_file, fingerprint_stream
from torrens_anchor.files.filestream import Identity, open_stable
from torrens_anchor.files.fingerprint import CHUNK_SIZE, ChunkFingerprint
from torrens_anchor.files.halfway import ChunkLeaves
from torrens_anchor.files.hashlanes import Lanes, in_order
from torrens_anchor.forms.canonical import JsonLike, encode, parse_canonical_object
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.hashing.merkle import leaf_hash, tree_root

DATA = bytes(range(251)) * (3 * CHUNK_SIZE // 251 + 9)


def leaves_of(data: bytes) -> list[bytes]:
    return [leaf_hash(data[at : at + CHUNK_SIZE]) for at in range(0, len(data), CHUNK_SIZE)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "data").write_bytes(DATA)
    return tmp_path / "data"


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, len(DATA)])
def test_the_chunks_alone_have_the_root_of_the_whole_file_s_fingerprint(size: int, path: Path) -> None:
    os.truncate(path, size)
    found = fingerprint_chunks(path)
    assert found == ChunkFingerprint(size, tree_root(leaves_of(DATA[:size])))
    assert found.chunk_root == fingerprint_file(path).chunk_root
    assert ChunkFingerprint.parse(found.encode()) == found


def test_progress_ends_at_the_size(path: Path) -> None:
    told: list[int] = []
    fingerprint_file(path, progress=told.append)
    assert (told[-1], told) == (len(DATA), sorted(told))
    chunks: list[int] = []
    fingerprint_chunks(path, progress=chunks.append)
    assert chunks[-1] == len(DATA)


@pytest.mark.parametrize("known", [0, 1, 2, 3, 4])
def test_known_chunks_are_taken_and_the_rest_is_read(known: int, path: Path) -> None:
    marked = [bytes([i]) * 32 for i in range(known)]
    expected = [*marked[:3], *leaves_of(DATA)[min(known, 3) :]]  # the fourth is no whole chunk: never taken
    leaves = ChunkLeaves(lambda _: marked)
    assert fingerprint_chunks(path, leaves=leaves).chunk_root == tree_root(expected)
    assert leaves.hashes == expected
    leaves = ChunkLeaves(lambda _: marked)
    found = fingerprint_file(path, leaves=leaves)
    assert (found.chunk_root, found.sha256) == (tree_root(expected), Digest.of(DATA))


def test_what_is_known_is_asked_under_the_file_s_identity(path: Path) -> None:
    asked: list[Identity] = []

    def known(identity: Identity) -> list[bytes]:
        asked.append(identity)
        return []

    fingerprint_chunks(path, leaves=ChunkLeaves(known))
    status = path.stat()
    assert asked == [Identity(status.st_dev, status.st_ino, len(DATA), status.st_mtime_ns, status.st_ctime_ns)]


class Dribble(io.RawIOBase):
    """A stream that gives what it likes at a time."""

    def __init__(self, sizes: list[int]) -> None:
        self._sizes = sizes
        self._at = 0

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override] # narrower than the base's buffer
        if not self._sizes:
            return 0
        got = min(self._sizes.pop(0), len(buffer))
        buffer[:got] = DATA[self._at : self._at + got]
        self._at += got
        return got


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 2 * 2**20), max_size=9))
def test_a_stream_may_give_any_number_of_bytes_at_a_time(sizes: list[int]) -> None:
    given_bytes = DATA[: sum(min(size, 2**20) for size in sizes)]
    found = fingerprint_stream(Dribble([min(size, 2**20) for size in sizes]))
    assert found.size <= len(given_bytes)
    assert found.sha256 == Digest.of(DATA[: found.size])
    assert found.chunk_root == tree_root(leaves_of(DATA[: found.size]))


class Endless:
    """What /dev/zero gives."""

    def readinto(self, buffer: memoryview, /) -> int:
        return len(buffer)


def test_a_stream_without_an_end_is_refused_at_the_limit_fail() -> None:
    with pytest.raises(LimitExceeded, match="more than") as caught:
        fingerprint_stream(Endless(), limit=3 * 2**20)
    assert caught.value.exit_code == 3
    assert fingerprint_stream(io.BytesIO(bytes(3 * 2**20)), limit=3 * 2**20).size == 3 * 2**20


class Broken:
    def readinto(self, _buffer: memoryview, /) -> int:
        raise OSError(5, "Input/output error")


def test_a_stream_that_breaks_leaves_no_thread_fail() -> None:
    before = threading.active_count()
    with pytest.raises(OSError, match="Input/output"):
        fingerprint_stream(Broken())
    assert threading.active_count() == before


def test_a_fifo_is_refused_without_waiting_fail(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    for make in (fingerprint_file, fingerprint_chunks):
        with pytest.raises(UnusableFile, match="regular"):
            make(tmp_path / "fifo")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused_fail(device: str) -> None:
    for make in (fingerprint_file, fingerprint_chunks):
        with pytest.raises(UnusableFile, match="regular"):
            make(Path(device))


def test_a_link_is_refused_where_it_may_not_be_followed_fail(path: Path) -> None:
    link = path.with_name("link")
    link.symlink_to(path)
    assert fingerprint_file(link) == fingerprint_file(path)
    with pytest.raises(UnusableFile):
        fingerprint_file(link, follow=False)


@pytest.mark.parametrize("change", ["append", "truncate", "overwrite", "replace"])
@pytest.mark.parametrize("make", [fingerprint_file, fingerprint_chunks])
def test_a_file_that_changes_while_it_is_hashed_fail(make: object, change: str, path: Path) -> None:
    os.utime(path, ns=(1, 1))

    def meddle(done: int) -> None:
        if done > CHUNK_SIZE:
            return
        match change:
            case "append":
                with path.open("ab") as stream:
                    stream.write(b"b")
            case "truncate":
                os.truncate(path, CHUNK_SIZE + 5)
            case "overwrite":
                with path.open("r+b") as stream:
                    stream.write(b"b")
            case _:
                other = path.with_name("other")
                other.write_bytes(DATA)
                os.utime(other, ns=(1, 1))
                other.replace(path)

    with pytest.raises(FileChanged) as caught:
        make(path, progress=meddle)  # type: ignore[operator] # either of the two makers
    assert caught.value.facts["path"] == str(path)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/file-chunks/2"}, UnknownVersion),
        ({"size": 3}, MalformedInput),
        ({"chunkRoot": "ab"}, MalformedInput),
        ({"chunkSize": 1}, MalformedInput),
        ({"chunkSize": True}, MalformedInput),
        ({"sha256": "00" * 32}, MalformedInput),
    ],
)
def test_malformed_chunk_fingerprint_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(ChunkFingerprint(0, tree_root([])).encode()))
    with pytest.raises(error):
        ChunkFingerprint.parse(encode(members | change))


def test_a_lane_s_error_is_the_reader_s_fail() -> None:
    def refuse(block: memoryview) -> None:
        raise ValueError(len(block))

    seen: list[int] = []

    def give_all() -> None:
        with Lanes([lambda block: seen.append(len(block)), refuse], block_size=8, depth=2) as lanes:
            for size in (7, 8, 1, 3):
                lanes.buffer()
                lanes.give(size, [0, 1])

    with pytest.raises(ValueError, match="7"):
        give_all()
    assert seen == [7, 8, 1, 3]


def test_work_in_order_keeps_the_order_and_tells_the_first_error_fail() -> None:
    assert list(in_order(lambda n: n * n, range(50), threads=3, ahead=5)) == [n * n for n in range(50)]

    def work(number: int) -> int:
        if number == 4:
            raise ValueError(number)
        return number

    got: list[int] = []
    with pytest.raises(ValueError, match="4"):
        got.extend(in_order(work, range(100)))
    assert got == [0, 1, 2, 3]


def test_the_identity_is_that_of_the_open_file(path: Path) -> None:
    with open_stable(path) as file:
        assert file.identity.size == len(DATA)
        buffer = memoryview(bytearray(10))
        assert (file.read_at(buffer, 5), bytes(buffer)) == (10, DATA[5:15])
