"""Fingerprints of files of any size: one read, two threads, memory that does not grow but by 32 bytes a chunk."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Protocol, TypeAlias

from torrens_anchor.errors import LimitExceeded
from torrens_anchor.files.filestream import StableFile, open_stable
from torrens_anchor.files.fingerprint import CHUNK_SIZE, ChunkFingerprint, FileFingerprint
from torrens_anchor.files.halfway import ChunkLeaves, Halfway, WholeHasher
from torrens_anchor.files.hashlanes import Lanes, in_order
from torrens_anchor.hashing.digest import Algorithm, Digest, new_hasher
from torrens_anchor.hashing.merkle import tree_root

STREAM_LIMIT: Final = 2**44
"""Bytes read from a stream at most: 16 TiB. One that never ends is refused there."""
_BLOCK: Final = 2**20
_DEPTH: Final = 8
_PART: Final = 2**19

Hasher: TypeAlias = Callable[[Halfway | None], WholeHasher]
"""Begins a SHA-256, or goes on with one."""
Progress: TypeAlias = Callable[[int], None]
"""Told, in the caller's thread, how many bytes have come so far."""


class Readable(Protocol):
    """A binary stream: standard input's buffer, for example."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill a buffer's beginning and say how far; 0 at the end.

        Args:
            buffer: What is filled.

        Returns:
            Bytes filled; 0 at the end, None when nothing is there yet.
        """


def fingerprint_file(
    path: Path,
    *,
    with_sm3: bool = False,
    leaves: ChunkLeaves | None = None,
    hasher: Hasher | None = None,
    progress: Progress | None = None,
    follow: bool = True,
) -> FileFingerprint:
    """Fingerprint a file that nobody may change meanwhile; an empty one too.

    Args:
        path: The file.
        with_sm3: Compute SM3 too (about an eighth of SHA-256's speed).
        leaves: Where the chunks' hashes and the whole's state are kept, and which are known.
        hasher: A SHA-256 that can go on where another stopped: then only what is not known is read. Without one, or
            with SM3, the whole is read from the start.
        progress: Told how far it is.
        follow: Whether `path` may be a symbolic link.

    Returns:
        The fingerprint.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        AlgorithmUnavailable: SM3 is asked for and not offered here.
    """
    leaves = leaves or ChunkLeaves()
    with open_stable(path, follow=follow) as file:
        leaves.opened(file.identity)
        takers = _takers(leaves, hasher, with_sm3=with_sm3)
        file.skip_to(takers.begin)
        found = _hash_whole(file.read_into, takers, file.identity.size, progress)
        file.check(found.size)
    return found


def fingerprint_chunks(
    path: Path, *, leaves: ChunkLeaves | None = None, progress: Progress | None = None
) -> ChunkFingerprint:
    """Hash a file's chunks alone, two at a time; chunks that are known are not read again.

    Args:
        path: The file.
        leaves: Where the chunks' hashes are kept, and which are known.
        progress: Told how far it is.

    Returns:
        The fingerprint.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
    """
    leaves = leaves or ChunkLeaves()
    with open_stable(path) as file:
        leaves.opened(file.identity)
        size = file.identity.size
        for leaf in _chunk_hashes(file, range(len(leaves.hashes), -(-size // CHUNK_SIZE))):
            leaves.hashes.append(leaf)
            if progress:
                progress(min(len(leaves.hashes) * CHUNK_SIZE, size))
        file.check(size)
    return ChunkFingerprint(size, tree_root(leaves.hashes))


def fingerprint_stream(
    stream: Readable, *, with_sm3: bool = False, progress: Progress | None = None, limit: int = STREAM_LIMIT
) -> FileFingerprint:
    """Fingerprint what a stream gives until its end; standard input, for example.

    Args:
        stream: A readable binary stream; it stays open.
        with_sm3: Compute SM3 too.
        progress: Told how far it is.
        limit: Bytes at most.

    Returns:
        The fingerprint.

    Raises:
        LimitExceeded: The stream gives more.
        AlgorithmUnavailable: SM3 is asked for and not offered here.
    """
    takers = _takers(ChunkLeaves(), None, with_sm3=with_sm3)
    found = _hash_whole(lambda view: stream.readinto(view) or 0, takers, limit, progress)
    if found.size > limit:
        raise LimitExceeded(
            f"the stream gives more than {limit} bytes",
            remedy="fingerprint a stream that ends, or store it as files",
            limit=limit,
        )
    return found


def _hash_whole(
    read: Callable[[memoryview], int], takers: "_Takers", most: int, progress: Progress | None
) -> FileFingerprint:
    """Read on to the end, each block to the lanes that do not know it yet. Stops one block beyond `most`."""
    total = takers.begin
    with Lanes([one.take for one in takers.all], block_size=_BLOCK, depth=_DEPTH) as lanes:
        while total <= most:
            size = _fill(lanes.buffer(), read)
            if not size:
                break
            lanes.give(size, [at for at, one in enumerate(takers.all) if total >= one.begin])
            total += size
            if progress:
                progress(total)
    return FileFingerprint(
        size=total,
        sha256=Digest(Algorithm.SHA_256, takers.whole.digest()),
        chunk_root=tree_root(takers.chunks.finish()),
        sm3=None if takers.sm3 is None else Digest(Algorithm.SM3, takers.sm3.digest()),
    )


def _fill(view: memoryview, read: Callable[[memoryview], int]) -> int:
    """Fill a buffer to its end unless the bytes end first: then a block never straddles two chunks."""
    filled = 0
    while filled < len(view) and (got := read(view[filled:])):
        filled += got
    return filled


class _WholeTaker:
    """Hashes the whole; where it can be gone on with, its state is kept after each chunk."""

    def __init__(self, leaves: ChunkLeaves, hasher: Hasher | None) -> None:
        self._leaves = leaves
        if hasher is None:
            leaves.halfway = None
        self.begin = leaves.halfway.chunks * CHUNK_SIZE if leaves.halfway else 0
        self._resumable = hasher(leaves.halfway) if hasher else None
        self._hasher = self._resumable or sha256()
        self._done = self.begin

    def take(self, block: memoryview) -> None:
        self._hasher.update(block)
        self._done += len(block)
        if self._resumable is not None and not self._done % CHUNK_SIZE:
            self._leaves.halfway = Halfway(self._done // CHUNK_SIZE, self._resumable.state())

    def digest(self) -> bytes:
        return self._hasher.digest()


class _ChunkTaker:
    """Takes blocks that never straddle two chunks."""

    def __init__(self, leaves: ChunkLeaves) -> None:
        self._leaves = leaves.hashes
        self.begin = len(leaves.hashes) * CHUNK_SIZE
        self._chunk = sha256(b"\x00")
        self._held = 0

    def take(self, block: memoryview) -> None:
        self._chunk.update(block)
        self._held += len(block)
        if self._held == CHUNK_SIZE:
            self._close()

    def finish(self) -> list[bytes]:
        if self._held:
            self._close()
        return self._leaves

    def _close(self) -> None:
        self._leaves.append(self._chunk.digest())
        self._chunk, self._held = sha256(b"\x00"), 0


class _Sm3Taker:
    """Hashes the whole by SM3, always from the start."""

    def __init__(self) -> None:
        self.begin = 0
        self._hasher = new_hasher(Algorithm.SM3)

    def take(self, block: memoryview) -> None:
        self._hasher.update(block)

    def digest(self) -> bytes:
        return self._hasher.digest()


@dataclass(frozen=True, slots=True)
class _Takers:
    """What hashes a file, a lane each, and from which byte on each must be given its blocks."""

    whole: _WholeTaker
    chunks: _ChunkTaker
    sm3: _Sm3Taker | None

    @property
    def all(self) -> list[_WholeTaker | _ChunkTaker | _Sm3Taker]:
        return [self.whole, self.chunks, *([self.sm3] if self.sm3 else [])]

    @property
    def begin(self) -> int:
        return min(one.begin for one in self.all)


def _takers(leaves: ChunkLeaves, hasher: Hasher | None, *, with_sm3: bool) -> _Takers:
    return _Takers(_WholeTaker(leaves, hasher), _ChunkTaker(leaves), _Sm3Taker() if with_sm3 else None)


def _chunk_hashes(file: StableFile, indexes: Sequence[int]) -> Iterator[bytes]:
    """Hash chunks by number on two threads, each with a buffer that fits its core's cache."""
    buffers: SimpleQueue[memoryview] = SimpleQueue()
    for _ in range(2):
        buffers.put(memoryview(bytearray(_PART)))

    def work(index: int) -> bytes:
        buffer = buffers.get()
        try:
            return _chunk_hash(file, index, buffer)
        finally:
            buffers.put(buffer)

    return in_order(work, indexes, threads=2)


def _chunk_hash(file: StableFile, index: int, buffer: memoryview) -> bytes:
    """Hash one chunk; a file that ends before it did is told at once, so no half chunk enters a cache."""
    chunk, at = sha256(b"\x00"), index * CHUNK_SIZE
    end = min(at + CHUNK_SIZE, file.identity.size)
    while at < end and (got := file.read_at(buffer[: min(len(buffer), end - at)], at)):
        chunk.update(buffer[:got])
        at += got
    if at < end:
        file.check(at)
    return chunk.digest()
