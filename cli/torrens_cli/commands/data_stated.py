"""The fingerprint that data is held against, read from a file: as `--out` writes it, or as `--json` tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from torrens_anchor.canonical import JsonObject, encode, parse
from torrens_anchor.errors import MalformedInput, UnknownVersion
from torrens_anchor.fingerprint import CHUNKS_VERSION, VERSION, ChunkFingerprint, FileFingerprint
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused

Stated: TypeAlias = FileFingerprint | ChunkFingerprint
"""What data can be held against."""
READERS: Final[dict[str, Callable[[bytes], Stated]]] = {
    VERSION: FileFingerprint.parse,
    CHUNKS_VERSION: ChunkFingerprint.parse,
}
"""Who reads a fingerprint, by its version."""


def read(path: Path) -> Stated:
    """Reads a fingerprint.

    Args:
        path: The file.

    Returns:
        What it says.

    Raises:
        UnusableFile: It cannot be read.
        MalformedInput: It is no fingerprint.
        UnknownVersion: Of a version that is not spoken here.
        ArgumentRefused: It holds the fingerprints of several files.
    """
    lines = files.read(path).removesuffix(b"\n").split(b"\n")
    first = _object(lines[0], path)
    if "verb" in first:
        return _told([_object(line, path) for line in lines], path)
    return _reader(first, path)(b"\n".join(lines))


def _told(reports: list[JsonObject], path: Path) -> Stated:
    """Reads what `torrens data fingerprint --json` told."""
    found = [told for report in reports if isinstance(told := report.get("fingerprint"), dict)]
    if len(found) != 1:
        raise ArgumentRefused(
            f"{path} holds {len(found)} fingerprints, not one", remedy="name the fingerprint of the data at hand"
        )
    return _reader(found[0], path)(encode(found[0]))


def _reader(document: JsonObject, path: Path) -> Callable[[bytes], Stated]:
    version = document.get("v")
    if not isinstance(version, str) or version not in READERS:
        raise UnknownVersion(f"{path} is no fingerprint that is known here: {version!a}", found=version)
    return READERS[version]


def _object(line: bytes, path: Path) -> JsonObject:
    found = parse(line)
    if not isinstance(found, dict):
        raise MalformedInput(f"{path} is no fingerprint", file=str(path))
    return found
