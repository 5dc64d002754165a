"""The files that pass between exchanges, parties, notaries and courts: read whole, written whole."""

from __future__ import annotations

import os
from pathlib import Path

from torrens_anchor.errors import UnusableFile


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


def write(file: Path, data: bytes) -> None:
    """Writes a file; a reader never sees half of it.

    Args:
        file: The file; replaced when it is there.
        data: Its bytes.

    Raises:
        UnusableFile: It cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(file)
    except OSError as error:
        raise UnusableFile(
            f"{file} cannot be written: {error.strerror}", remedy="name a place that can be written", path=str(file)
        ) from error
