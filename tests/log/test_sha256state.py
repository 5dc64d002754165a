"""A SHA-256 that is stopped and goes on elsewhere is the SHA-256 of the whole; where no library can, there is none."""

import ctypes
import importlib.machinery
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.fingerprint import CHUNK_SIZE
from torrens_anchor.files.halfway import ChunkLeaves, Halfway
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_log import sha256state
from torrens_log.sha256state import ResumableSha256, resumable

Maker = Callable[[Halfway | None], ResumableSha256]
DATA = bytes(range(251)) * (3 * CHUNK_SIZE // 251 + 9)


@pytest.fixture(scope="module")
def maker() -> Maker:
    found = resumable()
    if found is None:
        pytest.skip("the libcrypto of this Python gives no state")
    return found


@pytest.fixture
def unloaded() -> Iterator[None]:
    sha256state._library.cache_clear()
    yield
    sha256state._library.cache_clear()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 3), st.binary(max_size=200), st.integers(1, 2**20))
def test_stopped_after_any_chunk_it_goes_on(maker: Maker, chunks: int, tail: bytes, step: int) -> None:
    first = maker(None)
    for at in range(0, chunks * CHUNK_SIZE, 2**20):
        first.update(memoryview(bytearray(DATA[at : at + 2**20])))
    second = maker(Halfway(chunks, first.state()))
    for at in range(0, len(tail), step):
        second.update(memoryview(bytearray(tail[at : at + step])))
    wanted = sha256(DATA[: chunks * CHUNK_SIZE] + tail).digest()
    assert second.digest() == second.digest() == wanted


def test_beyond_four_gibibits_the_length_is_whole(maker: Maker) -> None:
    zeros, whole, first = memoryview(bytearray(CHUNK_SIZE)), sha256(), maker(None)
    for _ in range(130):
        whole.update(zeros)
        first.update(zeros)
    assert maker(Halfway(130, first.state())).digest() == whole.digest()


@pytest.mark.parametrize("with_sm3", [False, True])
@pytest.mark.parametrize(("chunks", "known"), [(0, 0), (1, 0), (0, 2), (2, 1), (1, 3), (3, 3), (4, 3)])
def test_a_file_is_read_from_where_both_digests_go_on(
    maker: Maker, tmp_path: Path, chunks: int, known: int, *, with_sm3: bool
) -> None:
    path = tmp_path / "data"
    path.write_bytes(DATA)
    first = maker(None)
    first.update(memoryview(bytearray(DATA[: chunks * CHUNK_SIZE])))
    hashes = [leaf_hash(DATA[at : at + CHUNK_SIZE]) for at in range(0, known * CHUNK_SIZE, CHUNK_SIZE)]
    told: list[int] = []
    leaves = ChunkLeaves(lambda _: hashes, lambda _: Halfway(chunks, first.state()))
    found = fingerprint_file(path, leaves=leaves, hasher=maker, with_sm3=with_sm3, progress=told.append)
    assert found == fingerprint_file(path, with_sm3=with_sm3)
    assert found.sha256 == Digest.of(DATA)
    begin = 0 if with_sm3 or chunks > 3 else min(chunks, known) * CHUNK_SIZE  # no file has four chunks of three
    assert begin < told[0] <= begin + 2**20
    assert leaves.halfway is not None
    assert leaves.halfway.chunks == 3


def test_a_state_without_what_goes_on_with_it_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(DATA)
    leaves = ChunkLeaves(begun=lambda _: Halfway(2, bytes(32)))
    assert fingerprint_file(tmp_path / "data", leaves=leaves).sha256 == Digest.of(DATA)
    assert leaves.halfway is None


@pytest.mark.usefixtures("unloaded")
@pytest.mark.parametrize("origin", [None, "built-in", "/no/such/library.so", ctypes.__file__])
def test_no_library_no_state_fail(origin: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = None if origin is None else importlib.machinery.ModuleSpec("_hashlib", None, origin=origin)
    if spec is not None:
        spec.has_location = origin != "built-in"
    monkeypatch.setattr(sha256state, "find_spec", lambda _name: spec)
    assert resumable() is None


class Lying:
    """A library whose functions do nothing."""

    def __getattr__(self, name: str) -> Callable[..., int]:
        return lambda *_arguments: 1


@pytest.mark.usefixtures("unloaded")
def test_a_library_that_does_not_do_what_it_should_is_not_taken_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Lying())
    assert resumable() is None
