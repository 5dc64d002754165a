"""Logs that crash: a folder in memory, writers that are processes and die where they are told, what must hold after."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.notekey import KeyType, Signer
from torrens_log.checker import check_log
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.tiles import TILE_WIDTH

LOG = signer_from_seed("example.com/log", b"l" * 32)
WITNESS = signer_from_seed("w1.example", b"w" * 32, KeyType.COSIGNATURE_V1)
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk that syncs at once, where the system has one
STEPS = frozenset({"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"})
"""What a process does to a disk, as the interpreter tells its audit hooks just before each."""

Files = dict[str, bytes]


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder where fsync costs nothing: thousands of crashes are about order, not about a disk's speed."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as name:
        yield Path(name)


def entries(begin: int, end: int) -> list[bytes]:
    return [b"entry %d" % i for i in range(begin, end)]


def read_files(folder: Path) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def telling(signer: Signer, told: BinaryIO) -> Signer:
    """The same signer; every text is told before its signature is given out."""

    def sign(text: bytes) -> bytes:
        tell(told, b"signed", text)
        return signer.sign(text)

    return Signer(signer.key, sign)


def tell(told: BinaryIO, what: bytes, text: bytes = b"") -> None:
    told.write(what + b" " + text.hex().encode() + b"\n")
    told.flush()


def heard(told: BinaryIO) -> list[tuple[str, bytes]]:
    """What a process told before it died; a line that was cut short was not told."""
    lines = told.read().split(b"\n")[:-1]
    return [(what.decode(), bytes.fromhex(text.decode())) for what, text in (line.split(b" ") for line in lines)]


def child(work: Callable[[BinaryIO], None]) -> tuple[int, BinaryIO]:
    """Starts work in a process of its own; gives its id and what it tells."""
    hear, say = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # from 3.12 on: a server's thread of another test may linger
        pid = os.fork()
    if pid:
        os.close(say)
        return pid, os.fdopen(hear, "rb")
    status = 1
    try:
        with os.fdopen(say, "wb") as told:
            work(told)
        status = 0
    finally:
        os._exit(status)


def die_at(step: int, folder: Path) -> None:
    """Ends this process without a word just before the step-th thing that it does to the folder."""
    left = [step]

    def count(event: str, args: tuple[object, ...]) -> None:
        if event in STEPS and str(args[0]).startswith(str(folder)):
            left[0] -= 1
            if not left[0]:
                os._exit(9)

    sys.addaudithook(count)


def assert_nothing_lost(folder: Path, told: list[tuple[str, bytes]]) -> int:
    """Opens a log after a crash: all that it promised stands, one history, and it goes on. Gives its size."""
    appended = [int(text) for what, text in told if what == "appended"]
    published = [text for what, text in told if what == "published"]
    with AuditLog(folder, LOG) as log:
        size = log.view.size
        assert size >= max(appended, default=0)
        held = [entry for number in range(-(-size // TILE_WIDTH)) for entry in log.view.bundle(number)]
        assert held == entries(0, size)
        kept = {log.view.signed_checkpoint(each).text for each in log.view.signed_sizes()}
        assert kept >= {text.decode() for text in published}
        log.append(entries(size, size + 3))
        assert Checkpoint.parse(log.checkpoint().text).size == size + 3
        for text in (text for what, text in told if what == "signed"):
            stated = Checkpoint.parse(text.decode())
            assert log.view.root_at(stated.size) == stated.root
        assert check_log(log.view, [LOG.key]).size == size + 3
    return size


def fill(folder: Path, size: int, *signed: int) -> None:
    """Write a log of a size, signed at the sizes given."""
    with AuditLog(folder, LOG) as log:
        for end in sorted({*signed, size}):
            log.append(entries(log.view.size, end))
            if end in signed:
                log.checkpoint()
