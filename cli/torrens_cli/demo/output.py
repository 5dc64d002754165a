"""The output folder: whose it is, whether a run in it goes on or begins anew, and that one process works in it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from torrens_anchor.errors import FileChanged
from torrens_anchor.files.filestream import stable_blocks
from torrens_cli.errors import OutputBusy, OutputFinished, OutputForeign, OutputUnusable

PROGRESS: Final = "progress.json"
REPORT: Final = "report.json"
DATA: Final = "dataset.csv"
_MARK: Final = "demo.json"
_DRAFT: Final = ".new"
_CLEARING: Final = "clearing"
"""Stands in the mark while an old run is removed: whatever a kill leaves of it is no run to go on with."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a run is of; a run of other input never goes on with it.

    Attributes:
        sha256: SHA-256 of the table, hex.
        engine: Which engine runs the chains.
    """

    sha256: str
    engine: str

    def mark(self) -> dict[str, str]:
        """Returns it as the folder's mark has it."""
        return {"torrens": "demo", "sha256": self.sha256, "engine": self.engine}


def write_whole(file: Path, data: bytes) -> None:
    """Replaces a small file in one step: after a kill at any moment it is the old one or the new one."""
    draft = file.with_name(file.name + _DRAFT)
    with draft.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def write_json(file: Path, document: object) -> None:
    """Writes a document as JSON, the file whole or not at all."""
    write_whole(file, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())


def require_ours(out: Path, *, force: bool) -> None:
    """Refuses a folder that this run must not touch, before anything is read or written.

    Args:
        out: The output folder.
        force: A finished run may be begun anew.

    Raises:
        OutputFinished: It holds a finished run.
        OutputForeign: It holds something that no demo wrote.
    """
    mark = _read_mark(out)
    if mark is None and _names(out):
        raise OutputForeign(f"{out} holds files that no demo wrote", out=str(out))
    if mark is not None and _CLEARING not in mark and not force and (out / REPORT).exists():
        raise OutputFinished(f"{out} holds a finished run", out=str(out))


@contextmanager
def claimed(out: Path) -> Iterator[None]:
    """Holds the folder, so that two runs never work in it; the hold ends with the process, however it ends.

    Args:
        out: The output folder; made when absent.

    Raises:
        OutputBusy: Another run holds it.
        OutputUnusable: It cannot be made or opened.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise OutputUnusable(f"{out} cannot be used as output folder: {error.strerror}", out=str(out)) from error
    try:
        _lock(folder, out)
        yield
    finally:
        os.close(folder)


def _lock(folder: int, out: Path) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise OutputBusy(f"another run of the demo is at work in {out}", out=str(out)) from error


def begin(out: Path, wanted: Input, *, force: bool, clear: Callable[[], None]) -> None:
    """Marks the folder as this input's, or finds that it is.

    Args:
        out: The output folder, claimed.
        wanted: What the run is of.
        force: Begin anew whatever run the folder holds.
        clear: Called before files are removed: ends what still works on them.

    Raises:
        OutputForeign: It holds an unfinished run of other input.
    """
    require_ours(out, force=force)
    mark = _read_mark(out)
    if mark is not None and (force or _CLEARING in mark):
        clear()
        _empty(out)
    elif mark is not None and mark != wanted.mark():
        raise OutputForeign(
            f"{out} holds an unfinished run of another table or engine",
            remedy="name the same table and engine (make: DATA= ENGINE=), another folder with --out (make: OUT=), "
            "or begin it anew with --force",
            out=str(out),
        )
    for draft in (*out.glob(f"*{_DRAFT}"), *(out / "keys").glob(".*")):
        draft.unlink()  # what a killed run was about to write
    write_json(out / _MARK, wanted.mark())


def keep_table(data: Path, out: Path, wanted: Input) -> Path:
    """Keeps the table beside the run, so that a resumed run and the reader have the same bytes.

    Args:
        data: The table.
        out: The output folder.
        wanted: What the table hashed to when it was checked.

    Returns:
        The copy.

    Raises:
        FileChanged: The table is not what was checked.
        UnusableFile: It cannot be read.
        OutputUnusable: The disk refuses.
    """
    kept, draft, hashed = out / DATA, out / (DATA + _DRAFT), sha256()
    if kept.exists():
        return kept
    try:
        with draft.open("wb") as copy:
            for block in stable_blocks(data):
                hashed.update(block)
                copy.write(block)
    except OSError as error:
        raise OutputUnusable(f"the table cannot be kept in {out}: {error.strerror}", out=str(out)) from error
    if hashed.hexdigest() != wanted.sha256:
        raise FileChanged(f"{data} changed after it was checked", path=str(data))
    draft.replace(kept)
    return kept


def _read_mark(out: Path) -> dict[str, object] | None:
    try:
        mark = json.loads((out / _MARK).read_bytes())
    except (OSError, ValueError):
        return None
    return mark if isinstance(mark, dict) and mark.get("torrens") == "demo" else None


def _names(out: Path) -> list[str]:
    """Lists what is in the folder, but for the mark that a killed run was about to write."""
    try:
        return [one.name for one in out.iterdir() if one.name != _MARK + _DRAFT]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OutputUnusable(f"{out} cannot be used as output folder: {error.strerror}", out=str(out)) from error


def _empty(out: Path) -> None:
    """Empties the folder of an old run; only the mark stays, and says so until the new one replaces it."""
    write_json(out / _MARK, {"torrens": "demo", _CLEARING: True})
    for one in out.iterdir():
        if one.name == _MARK:
            continue
        if one.is_dir() and not one.is_symlink():
            shutil.rmtree(one)
        else:
            one.unlink()
