"""The fingerprint that data is held against, read from a file: as `--out` writes it, or as `--json` tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from torrens_anchor.datasets.several import VERSION as SEVERAL_VERSION
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.errors import MalformedInput, UnknownVersion
from torrens_anchor.files.fingerprint import CHUNKS_VERSION, VERSION, ChunkFingerprint, FileFingerprint
from torrens_anchor.files.folder import VERSION as FOLDER_VERSION
from torrens_anchor.files.folder import FolderFingerprint, FolderListing
from torrens_anchor.forms.canonical import JsonObject, encode, parse
from torrens_anchor.tables.tableproof import FINGERPRINT_VERSION as TABLE_VERSION
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_anchor.tables.typedproof import FINGERPRINT_VERSION as TYPED_VERSION
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused

Table: TypeAlias = TableFingerprint | TypedFingerprint
"""What tables can be held against."""
OfBytes: TypeAlias = DatasetFingerprint | FileFingerprint | ChunkFingerprint | FolderFingerprint | FolderListing
"""What a file, several files and folders can be held against."""
Stated: TypeAlias = OfBytes | Table
"""What data can be held against."""


def _folder(data: bytes) -> FolderFingerprint | FolderListing:
    """Reads a folder's fingerprint: its one line alone, or with a line a leaf."""
    return FolderListing.parse(data) if b"\n" in data else FolderFingerprint.parse(data)


READERS: Final[dict[str, Callable[[bytes], Stated]]] = {
    VERSION: FileFingerprint.parse,
    CHUNKS_VERSION: ChunkFingerprint.parse,
    FOLDER_VERSION: _folder,
    SEVERAL_VERSION: DatasetFingerprint.parse,
    TABLE_VERSION: TableFingerprint.parse,
    TYPED_VERSION: TypedFingerprint.parse,
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


def version(path: Path) -> str | None:
    """Reads of what version a document is.

    Args:
        path: The file.

    Returns:
        Its `v`, if that is text.

    Raises:
        UnusableFile: It cannot be read.
        MalformedInput: It is no JSON object.
    """
    found = _object(files.read(path), path).get("v")
    return found if isinstance(found, str) else None


def _told(reports: list[JsonObject], path: Path) -> Stated:
    """Reads what `torrens data fingerprint --json` told."""
    found = [(told, report) for report in reports if isinstance(told := report.get("fingerprint"), dict)]
    if len(found) != 1:
        raise ArgumentRefused(
            f"{path} holds {len(found)} fingerprints, not one", remedy="name the fingerprint of the data at hand"
        )
    told, report = found[0]
    listing = report.get("listing", [])
    lines = [told, *(listing if isinstance(listing, list) else [listing])]
    return _reader(told, path)(b"\n".join(encode(line) for line in lines))


def _reader(document: JsonObject, path: Path) -> Callable[[bytes], Stated]:
    version = document.get("v")
    if not isinstance(version, str) or version not in READERS:
        raise UnknownVersion(f"{path} is no fingerprint that is known here: {version!a}", found=version)
    return READERS[version]


def _object(line: bytes, path: Path) -> JsonObject:
    found = parse(line)
    if not isinstance(found, dict):
        raise MalformedInput(f"{path} holds no JSON object", file=str(path))
    return found
