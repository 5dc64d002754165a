"""A log whose writer dies anywhere, whose last write is torn anywhere, whose disk is full: nothing signed is lost."""

import os
import random
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, combinations, count
from pathlib import Path
from typing import BinaryIO

import pytest
from log_kit import (
    LOG,
    Files,
    assert_nothing_lost,
    child,
    die_at,
    entries,
    heard,
    read_files,
    tell,
    telling,
    write_files,
)

from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosign
from torrens_anchor.notes.notekey import KeyType
from torrens_log.checker import check_log
from torrens_log.errors import DiskFailed, LogDamaged
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog

WITNESS = signer_from_seed("w1.example", b"w" * 32, KeyType.COSIGNATURE_V1)


def step(folder: Path, told: BinaryIO, size: int, *, signs: bool) -> None:
    """One batch of a writer, told as soon as it is promised."""
    with AuditLog(folder, telling(LOG, told)) as log:
        grow(log, told, size, signs=signs)


def grow(log: AuditLog, told: BinaryIO, size: int, *, signs: bool) -> None:
    log.append(entries(log.view.size, size))
    tell(told, b"appended", b"%d" % size)
    if signs:
        note = log.checkpoint()
        tell(told, b"published", note.text.encode())
        log.add_cosignatures([cosign(note.text, 5, WITNESS)], [WITNESS.key])


@pytest.mark.parametrize(("begin", "end"), [(0, 3), (200, 300), (255, 256)])
def test_a_writer_that_dies_before_any_step_loses_nothing(begin: int, end: int, memory: Path) -> None:
    folder = memory / "log"
    if begin:
        with AuditLog(folder, LOG) as log:
            log.append(entries(0, begin))
            log.checkpoint()
    before = read_files(folder) if begin else {}
    for at in count(1):
        write_files(folder, before)

        def work(told: BinaryIO, at: int = at) -> None:
            die_at(at, folder)
            step(folder, told, end, signs=True)

        pid, told = child(work)
        with told:
            said = heard(told)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert status in (0, 9)
        assert assert_nothing_lost(folder, said) in (begin, end)
        if status == 0:
            break
    assert at > 20


def endless(folder: Path, told: BinaryIO, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - which batches a writer writes
    with AuditLog(folder, telling(LOG, told)) as log:
        while True:
            grow(log, told, log.view.size + draw.choice((1, 2, 7, 90, 256)), signs=draw.random() < 0.5)


def kill_writers(memory: Path, times: int) -> list[int]:
    """The size that each log had after its writer was killed."""
    sizes = []
    draw = random.Random(times)  # noqa: S311 - when a writer is killed
    for kill in range(times):
        folder = memory / f"log{kill // 10}"
        pid, told = child(lambda told, kill=kill, folder=folder: endless(folder, told, kill))  # type: ignore[misc]
        with told:
            first = told.readline()
            time.sleep(draw.random() * 0.02)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            rest = heard(told)
        assert first.startswith((b"appended ", b"signed "))
        sizes.append(assert_nothing_lost(folder, rest))
    return sizes


def test_killed_writers_lose_nothing(memory: Path) -> None:
    sizes = kill_writers(memory, 20)
    assert (len(sizes), min(sizes) > 0) == (20, True)


@pytest.mark.audit
def test_two_hundred_killed_writers_lose_nothing(memory: Path) -> None:
    sizes = kill_writers(memory, 200)
    assert (len(sizes), min(sizes) > 0) == (200, True)


def last_write(folder: Path, begin: int, end: int) -> tuple[Files, list[Files]]:
    """A log before its last append and checkpoint, and the files of each step of these, in their order."""
    with AuditLog(folder, LOG) as log:
        log.append(entries(0, begin))
        log.checkpoint()
        before = read_files(folder)
        log.append(entries(begin, end))
        log.checkpoint()
    after = {name: data for name, data in read_files(folder).items() if before.get(name) != data}
    order = ("tile/", "state.json", "checkpoints/", "checkpoint")
    steps = [{name: after.pop(name) for name in sorted(after) if name.startswith(begins)} for begins in order]
    assert all(steps)
    assert after == {}
    return before, steps


def reached(before: Files, steps: list[Files], done: int) -> Files:
    return before | dict(chain.from_iterable(files.items() for files in steps[:done]))


def tear(memory: Path, begin: int, end: int) -> tuple[int, int]:
    """Every file of the last write cut at every byte, under the name that readers trust: worse than any crash.

    Returns how many times a log was opened again, and how many bytes the write has.
    """
    opened = 0
    before, steps = last_write(memory / "whole", begin, end)
    folder = memory / "torn"
    signed = [data for name, data in before.items() if name.startswith("checkpoints/")]
    for done, files in enumerate(steps):
        for name, data in files.items():
            for at in range(len(data)):
                torn = reached(before, steps, done) | files | {name: data[:at]}
                write_files(folder, torn)
                try:
                    size = assert_nothing_lost(folder, [])
                except LogDamaged:
                    assert name in ("state.json", f"checkpoints/{end}")
                    assert read_files(folder) == torn | {"lock": b""}
                else:
                    assert size == (begin if done == 0 else end)
                    assert {data for data in read_files(folder).values() if data in signed} == set(signed)
                opened += 1
    return opened, sum(len(data) for files in steps for data in files.values())


def test_a_last_write_torn_at_any_byte_loses_nothing_signed(memory: Path) -> None:
    opened, written = tear(memory, 3, 5)
    assert opened == written > 0


@pytest.mark.audit
def test_a_last_write_over_a_full_tile_torn_at_any_byte_loses_nothing_signed(memory: Path) -> None:
    opened, written = tear(memory, 254, 257)
    assert opened == written > 0


@pytest.mark.parametrize(("begin", "end"), [(3, 5), (254, 257)])
def test_any_renames_missing_and_any_torn_temporary_file_are_of_no_harm(begin: int, end: int, memory: Path) -> None:
    before, steps = last_write(memory / "whole", begin, end)
    folder = memory / "torn"
    for done, files in enumerate(steps):
        names = sorted(files)
        for there in chain.from_iterable(combinations(names, n) for n in range(len(names) + 1)):
            left = {beside(name): files[name][: len(files[name]) // 2] for name in names if name not in there}
            write_files(folder, reached(before, steps, done) | {name: files[name] for name in there} | left)
            whole = done > 1 or (done == 1 and there)
            assert assert_nothing_lost(folder, []) == (end if whole else begin)


def beside(name: str) -> str:
    folder, slash, last = name.rpartition("/")
    return f"{folder}{slash}.{last}.new"


def test_files_of_another_future_are_written_over(memory: Path) -> None:
    with AuditLog(memory / "lost", LOG) as log:
        log.append([*entries(0, 200), *(b"lost %d" % i for i in range(400))])
    with AuditLog(memory / "log", LOG) as log:
        log.append(entries(0, 200))
        log.checkpoint()
    lost = {name: data for name, data in read_files(memory / "lost").items() if name.startswith("tile/")}
    write_files(memory / "log", lost | read_files(memory / "log"))
    assert assert_nothing_lost(memory / "log", []) == 200
    with AuditLog(memory / "log", LOG) as log:
        log.append(entries(203, 700))
        log.checkpoint()
        assert check_log(log.view, [LOG.key]).checkpoints == (200, 203, 700)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What a full disk does: a write beyond the limit is refused by the system."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 31, 120, 500, 2_000, 8_191])
def test_a_full_disk_loses_nothing_fail(room: int, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with AuditLog(folder, LOG) as log:
        log.append(entries(0, 200))
        log.checkpoint()
        before = read_files(folder)
        with files_of_at_most(room), pytest.raises(DiskFailed) as caught:
            log.append(entries(200, 500))
        assert caught.value.exit_code == 2
        assert str(folder) in str(caught.value.facts["path"])
        assert read_files(folder) == before
        with pytest.raises(DiskFailed, match="open the log again"):
            log.append(entries(200, 300))
    assert assert_nothing_lost(folder, []) == 200


def test_a_disk_that_fills_up_while_signing_loses_nothing_fail(tmp_path: Path) -> None:
    folder = tmp_path / "log"
    with AuditLog(folder, LOG) as log:
        log.append(entries(0, 3))
        with files_of_at_most(100), pytest.raises(DiskFailed):
            log.checkpoint()
        assert log.view.signed_sizes() == ()
    with AuditLog(folder, LOG) as log:
        assert Checkpoint.parse(log.checkpoint().text).size == 3


def test_a_disk_that_is_full_from_the_first_byte_fail(tmp_path: Path) -> None:
    with files_of_at_most(0), pytest.raises(DiskFailed):
        AuditLog(tmp_path / "log", LOG)
    with AuditLog(tmp_path / "log", LOG) as log:
        assert log.view.size == 0
