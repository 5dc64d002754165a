"""Every form in which data is registered, and the one root that stands for it (SPEC.md section 6.1)."""

from collections.abc import Callable
from typing import Final, TypeAlias

from torrens_anchor.datasets.several import VERSION as SEVERAL
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.errors import UnknownVersion, UnusableFile
from torrens_anchor.files.fingerprint import VERSION as FILE
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.files.folder import VERSION as FOLDER
from torrens_anchor.files.folder import FolderFingerprint, FolderListing
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.hashing.digest import Root
from torrens_anchor.tables.tableproof import FINGERPRINT_VERSION as LINES
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_anchor.tables.typedproof import FINGERPRINT_VERSION as VALUES
from torrens_anchor.tables.typedproof import TypedFingerprint

Contents: TypeAlias = FileFingerprint | FolderFingerprint | TableFingerprint | TypedFingerprint | DatasetFingerprint
"""What data hashes to, in the form in which it is registered."""


def root_of(contents: Contents) -> Root:
    """Give the root that stands for the data.

    Args:
        contents: Its fingerprint.

    Returns:
        The content root: of a file the root of its chunks, of all else the fingerprint's own.
    """
    return contents.chunk_root if isinstance(contents, FileFingerprint) else contents.root


def require_something(contents: Contents) -> Contents:
    """Refuse data that holds not one byte: its root is everybody's.

    Args:
        contents: Its fingerprint.

    Returns:
        The same.

    Raises:
        UnusableFile: There is nothing in it.
    """
    if isinstance(contents, DatasetFingerprint):
        size = sum(one.file.size for one in contents.files)
    else:  # a table has a header and a row
        size = contents.size if isinstance(contents, FileFingerprint | FolderFingerprint) else 1
    if not size:
        raise UnusableFile(
            "there is not one byte in it: there is nothing to register",
            remedy="name data with something in it; a fingerprint of nothing can be made, and is everybody's",
        )
    return contents


def parse_contents(data: bytes) -> Contents:
    """Read a fingerprint of any form that is registered; of a folder's listing its first line.

    Args:
        data: The fingerprint's bytes; an end of line after them is not looked at.

    Returns:
        The fingerprint.

    Raises:
        UnknownVersion: Of a version that is not registered; chunks alone are not, for no court can redo them by one
            command.
        MalformedInput: It is no fingerprint.
        DigestMismatch: Its parts have another root than it says.
    """
    text = data.removesuffix(b"\n")
    version = parse_canonical_object(text.partition(b"\n")[0]).get("v")
    if not isinstance(version, str) or version not in _READERS:
        raise UnknownVersion(
            f"what is registered is no fingerprint of version {version!a}",
            remedy="make one with `torrens data fingerprint --out`, without --chunks-only",
            found=version,
        )
    return _READERS[version](text)


def _folder(data: bytes) -> FolderFingerprint:
    return FolderListing.parse(data).fingerprint if b"\n" in data else FolderFingerprint.parse(data)


_READERS: Final[dict[str, Callable[[bytes], Contents]]] = {
    FILE: FileFingerprint.parse,
    FOLDER: _folder,
    LINES: TableFingerprint.parse,
    VALUES: TypedFingerprint.parse,
    SEVERAL: DatasetFingerprint.parse,
}
