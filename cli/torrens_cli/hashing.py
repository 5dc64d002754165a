"""How `torrens data` reads files: two threads, a bar, and a cache if one is named. `verify` never names one."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar, cast

from typer.exceptions import Abort

from torrens_anchor.errors import UnusableFile
from torrens_anchor.files.filehash import Readable, fingerprint_chunks, fingerprint_file, fingerprint_stream
from torrens_anchor.files.filestream import Identity, open_stable
from torrens_anchor.files.fingerprint import ChunkFingerprint, FileFingerprint
from torrens_anchor.files.halfway import ChunkLeaves, Halfway
from torrens_cli.progress import bar, note
from torrens_log.errors import DiskFailed
from torrens_log.hashcache import HashCache
from torrens_log.sha256state import resumable

STDIN: Final = Path("-")
"""Standard input, as an argument."""
SAVE_EVERY: Final = 2**30
"""Bytes read between two savings of the cache."""

F = TypeVar("F", FileFingerprint, ChunkFingerprint)
_Work = Callable[[ChunkLeaves, Callable[[int], None]], F]


@dataclass(slots=True)
class Making:
    """How fingerprints are made, and what was told on the way.

    Attributes:
        sm3: SM3 as well.
        as_json: Told as data: no bar, and notes with the result.
        cache: Hashes known before; None under `verify`.
        notes: What was told, in English.
    """

    sm3: bool = False
    as_json: bool = False
    cache: HashCache | None = None
    notes: list[str] = field(default_factory=list)

    def open_cache(self, path: Path) -> None:
        """Takes a cache into use.

        Args:
            path: Where it lies, or will lie.

        Raises:
            UnusableFile: Something else is there.
        """
        self.cache = HashCache(path, tell=self.note)

    def note(self, zh: str, en: str) -> None:
        """Tells what the result does not say: at once to a person, with the result to a program.

        Args:
            zh: In Chinese.
            en: In English.
        """
        self.notes.append(en)
        if not self.as_json:
            note(zh, en)

    def facts(self) -> dict[str, object]:
        """Gives the notes as facts of a report.

        Returns:
            The facts; none without notes.
        """
        return {"notes": self.notes} if self.notes else {}

    def save(self) -> None:
        """Writes the cache; a disk that refuses is told and stops nothing, and the cache stays as it was."""
        if self.cache is None:
            return
        try:
            self.cache.save()
        except DiskFailed as error:
            self.cache = None
            self.note(
                f"缓存无法写入,继续而不用缓存:{error}", f"the cache cannot be written, going on without it: {error}"
            )


def hash_file(path: Path, making: Making) -> FileFingerprint:
    """Hashes one file, or takes it from the cache when it is known whole.

    Args:
        path: The file.
        making: How.

    Returns:
        Its fingerprint.

    Raises:
        UnusableFile: It cannot be read, or changed meanwhile.
    """
    if (known := _known_whole(path, making)) is not None:
        making.note(f"取自缓存,未读取:{path}", f"{path} was not read: the cache knows it")
        return known

    def work(leaves: ChunkLeaves, progress: Callable[[int], None]) -> FileFingerprint:
        return fingerprint_file(path, with_sm3=making.sm3, leaves=leaves, hasher=hasher, progress=progress)

    hasher = resumable() if making.cache else None
    return _cached(path, making, work, begun=_begun(path, making, can=hasher is not None))


def hash_chunks(path: Path, making: Making) -> ChunkFingerprint:
    """Hashes one file's chunks alone, from where the cache ends.

    Args:
        path: The file.
        making: How.

    Returns:
        Its fingerprint.

    Raises:
        UnusableFile: It cannot be read, or changed meanwhile.
    """

    def work(leaves: ChunkLeaves, progress: Callable[[int], None]) -> ChunkFingerprint:
        return fingerprint_chunks(path, leaves=leaves, progress=progress)

    return _cached(path, making, work)


def hash_stdin(making: Making) -> FileFingerprint:
    """Hashes standard input to its end.

    Args:
        making: How.

    Returns:
        The fingerprint.

    Raises:
        UnusableFile: It is a device without an end.
        LimitExceeded: It gives more than a stream may.
    """
    _check_ends()
    with bar("标准输入 stdin", None, shown=not making.as_json) as progress:
        return fingerprint_stream(cast("Readable", sys.stdin.buffer), with_sm3=making.sm3, progress=progress)


def _check_ends() -> None:
    """Refuses /dev/zero and its like; a terminal ends with the person, and /dev/null at once."""
    if sys.stdin.isatty():
        return
    status = os.fstat(sys.stdin.fileno())
    if stat.S_ISCHR(status.st_mode) and status.st_rdev != Path(os.devnull).stat().st_rdev:
        raise UnusableFile(
            "standard input is a device without an end", remedy="pipe in a file, or what a program writes"
        )


def _known_whole(path: Path, making: Making) -> FileFingerprint | None:
    if making.cache is None:
        return None
    with open_stable(path) as file:
        known = making.cache.whole(path, file.identity)
    if known is None or (making.sm3 and known.sm3 is None):
        return None
    return known if making.sm3 else FileFingerprint(known.size, known.sha256, known.chunk_root)


def _cached(path: Path, making: Making, work: _Work[F], begun: Callable[[Identity], Halfway | None] | None = None) -> F:
    """Does the work with what the cache knows; keeps what was done now and then, at the end, and when stopped."""
    leaves = ChunkLeaves(None if making.cache is None else _known_chunks(path, making), begun)
    saved = 0

    def keep(whole: FileFingerprint | None = None) -> None:
        if making.cache is not None and leaves.identity is not None:
            making.cache.keep(path, leaves.identity, leaves.hashes, whole, leaves.halfway)
            making.save()

    with bar(path.name, _size(path), shown=not making.as_json) as show:

        def progress(done: int) -> None:
            nonlocal saved
            show(done)
            if done - saved >= SAVE_EVERY:
                saved = done
                keep()

        try:
            found = work(leaves, progress)
        except KeyboardInterrupt:
            if making.cache is None:
                raise
            keep()
            raise Abort from None  # nothing is lost: the same command goes on
    keep(found if isinstance(found, FileFingerprint) else None)
    return found


def _known_chunks(path: Path, making: Making) -> Callable[[Identity], Sequence[bytes]]:
    def known(identity: Identity) -> Sequence[bytes]:
        hashes = making.cache.known(path, identity) if making.cache else ()
        if hashes:
            making.note(
                f"从缓存继续:{path},已有 {len(hashes)} 块", f"{path} goes on from the cache: {len(hashes)} chunks known"
            )
        return hashes

    return known


def _begun(path: Path, making: Making, *, can: bool) -> Callable[[Identity], Halfway | None] | None:
    """Says where the digest of the whole goes on: SM3, and a Python whose libcrypto keeps no state, begin anew."""
    if making.cache is None:
        return None
    cache = making.cache

    def begun(identity: Identity) -> Halfway | None:
        found = cache.halfway(path, identity) if can and not making.sm3 else None
        if found is not None:
            making.note(f"整体摘要从第 {found.chunks} 块之后继续", f"its SHA-256 goes on after {found.chunks} chunks")
        elif cache.known(path, identity):
            making.note("整体摘要须从头读起", "the digest of the whole is read from the start")
        return found

    return begun


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
