import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import FileChanged, MalformedInput, UnknownVersion, UnusableFile
from torrens_anchor.files.filehash import fingerprint_file, fingerprint_stream
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.fingerprint import (
    CHUNK_SIZE,
    FileFingerprint,
    FileHasher,
)
from torrens_anchor.forms.canonical import JsonLike, encode, parse_canonical_object
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.hashing.merkle import EMPTY_ROOT, leaf_hash, tree_root


def plain(data: bytes) -> FileFingerprint:
    chunks = [leaf_hash(data[i : i + CHUNK_SIZE]) for i in range(0, len(data), CHUNK_SIZE)]
    return FileFingerprint(len(data), Digest.of(data), tree_root(chunks))


@pytest.mark.parametrize("size", [0, 1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1, 2 * CHUNK_SIZE, 2 * CHUNK_SIZE + 7])
def test_fingerprint_is_the_plain_hash_and_the_tree_over_chunks(size: int, tmp_path: Path) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    path = tmp_path / "data"
    path.write_bytes(data[:size])
    assert fingerprint_file(path) == plain(data[:size])
    assert fingerprint_stream(io.BytesIO(data[:size])) == plain(data[:size])


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, CHUNK_SIZE + 5), max_size=4))
def test_any_cut_into_blocks_gives_the_same(sizes: list[int]) -> None:
    hasher = FileHasher()
    for size in sizes:
        hasher.update(bytes(size))
    assert hasher.finish() == plain(bytes(sum(sizes)))


def test_an_empty_file_has_a_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    found = fingerprint_file(tmp_path / "empty")
    assert (found.size, found.chunk_root, found.sha256) == (0, EMPTY_ROOT, Digest.of(b""))


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this Python's OpenSSL has no SM3")
def test_sm3_is_a_second_digest_on_request(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"abc")
    assert fingerprint_file(tmp_path / "data").sm3 is None
    found = fingerprint_file(tmp_path / "data", with_sm3=True)
    assert found.sm3 == Digest.of(b"abc", Algorithm.SM3)
    assert FileFingerprint.parse(found.encode()) == found


def test_fingerprint_reads_back() -> None:
    found = plain(b"abc")
    assert FileFingerprint.parse(found.encode()) == found


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"v": "torrens/file-fingerprint/2"}, UnknownVersion),
        ({"size": 3}, MalformedInput),
        ({"size": "03"}, MalformedInput),
        ({"sha256": "00"}, MalformedInput),
        ({"chunkRoot": 1}, MalformedInput),
        ({"chunkSize": 1}, MalformedInput),
        ({"sm3": "ab"}, MalformedInput),
        ({"md5": "ab"}, MalformedInput),
    ],
)
def test_malformed_fingerprint_fail(change: dict[str, JsonLike], error: type[MalformedInput]) -> None:
    members: dict[str, JsonLike] = dict(parse_canonical_object(plain(b"abc").encode()))
    with pytest.raises(error):
        FileFingerprint.parse(encode(members | change))


def test_missing_file_and_folder_fail(tmp_path: Path) -> None:
    for path in (tmp_path / "none", tmp_path):
        with pytest.raises(UnusableFile) as caught:
            fingerprint_file(path)
        assert caught.value.facts["path"] == str(path)
        assert caught.value.exit_code == 3


def test_a_device_is_no_file_fail() -> None:
    with pytest.raises(UnusableFile, match="regular"):
        fingerprint_file(Path(os.devnull))


@pytest.mark.parametrize("change", ["append", "truncate", "overwrite", "replace", "remove"])
def test_a_file_that_changes_while_read_fail(change: str, tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_bytes(b"a" * 100)
    os.utime(path, ns=(1, 1))
    blocks = stable_blocks(path, 10)
    next(blocks)
    match change:
        case "append":
            with path.open("ab") as stream:
                stream.write(b"b")
        case "truncate":
            os.truncate(path, 50)
        case "overwrite":
            with path.open("r+b") as stream:
                stream.write(b"b")
        case "replace":
            (tmp_path / "new").write_bytes(b"a" * 100)
            os.utime(tmp_path / "new", ns=(1, 1))
            (tmp_path / "new").replace(path)
        case _:
            path.unlink()
    with pytest.raises(UnusableFile) as caught:
        list(blocks)
    assert (change == "remove") or isinstance(caught.value, FileChanged)
