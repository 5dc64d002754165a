"""The files that pass between exchanges, parties, notaries and courts: read whole, written whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from torrens_anchor.errors import UnusableFile
from torrens_anchor.files.naming import naming

Form = TypeVar("Form")


def read(file: Path) -> bytes:
    """Reads a file.

    Args:
        file: The file.

    Returns:
        Its bytes.

    Raises:
        UnusableFile: It is missing or unreadable.
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{file} cannot be read: {error.strerror}", path=str(file)) from error


def parsed(file: Path, parse: Callable[[bytes], Form]) -> Form:
    """Reads a file of a form; what is wrong with it is said with the file's name.

    Args:
        file: The file.
        parse: Reads its bytes.

    Returns:
        What it says.

    Raises:
        UnusableFile: It is missing or unreadable.
        MalformedInput: It is none of that form.
    """
    with naming(file):
        return parse(read(file))


def place(file: Path, *, inputs: Iterable[Path] = ()) -> Path:
    """Says where a file that is to be made will stand, before the work that makes it.

    Args:
        file: The file. A link is followed.
        inputs: The files of which it will be made: none of them is written over.

    Returns:
        The place behind all links.

    Raises:
        UnusableFile: It is one of the inputs, or is there and no regular file.
    """
    try:
        found = file.resolve()
        if (found.exists() and not found.is_file()) or not found.name:
            raise UnusableFile(f"{file} is no regular file", remedy="name a file to be written", path=str(file))
        if found.exists() and any(one.exists() and found.samefile(one) for one in inputs):
            raise UnusableFile(
                f"{file} is what is read here; it would be written over",
                remedy="name another file for what is made",
                path=str(file),
            )
    except OSError as error:
        raise _refused(file, error) from error
    return found


def write(file: Path, data: bytes) -> None:
    """Writes a file durably; a reader never sees half of it.

    Args:
        file: The file; replaced when it is there. A link is followed.
        data: Its bytes.

    Raises:
        UnusableFile: It cannot be written, or is there and no regular file.
    """
    found = place(file)
    draft = found.with_name(f".{found.name}.{os.getpid()}")
    try:
        with draft.open("wb") as made:
            made.write(data)
            made.flush()
            os.fsync(made.fileno())
        draft.replace(found)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise _refused(file, error) from error


def _refused(file: Path, error: OSError) -> UnusableFile:
    return UnusableFile(
        f"{file} cannot be written: {error.strerror}", remedy="name a place that can be written", path=str(file)
    )
