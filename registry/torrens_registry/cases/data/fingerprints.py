"""What a dataset's files hash to, in one read each, and the one root that stands for all of them.

The content root of one CSV table is the root of its rows; of one other file, the root of its chunks; of several files,
the RFC 9162 root over one leaf a file, canonical JSON {path, type, size, sha256, chunkRoot, tableRoot}, sorted by the
bytes of their paths (design.md section 4). The names stand inside the leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeAlias

from torrens_anchor.errors import MalformedInput
from torrens_anchor.files.filehash import fingerprint_file
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.fingerprint import FileFingerprint, FileHasher
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode, parse_canonical_object
from torrens_anchor.forms.jsonform import Members
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import leaf_hash, tree_root
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.tableproof import TableFingerprint
from torrens_registry.errors import FieldOutOfRange

TABLE_SUFFIX: Final = ".csv"
"""A file of this suffix is fingerprinted as a table too, and refused when it is none."""

LEAF_VERSION: Final = "torrens/dataset-file/1"
_READ: Final = 2**20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a dataset.

    Attributes:
        name: Its path within the dataset, with / between folders.
        file: What its bytes hash to.
        table: What its rows hash to; None for a file that is no table.
    """

    name: str
    file: FileFingerprint
    table: TableFingerprint | None

    def leaf(self) -> bytes:
        """Gives the file's leaf in the root of several files, as canonical JSON."""
        return encode(
            {
                "v": LEAF_VERSION,
                "path": self.name,
                "type": "table" if self.table else "file",
                "size": str(self.file.size),
                "sha256": self.file.sha256.hex,
                "chunkRoot": self.file.chunk_root.hex(),
                "tableRoot": self.table.root.hex() if self.table else None,
            }
        )

    def json(self) -> JsonObject:
        """Gives it as JSON, for the vault."""
        return {
            "name": self.name,
            "file": parse_canonical_object(self.file.encode()),
            "table": parse_canonical_object(self.table.encode()) if self.table else None,
        }

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> Self:
        """Reads it from JSON.

        Args:
            value: A parsed value.
            where: Its path, for the error.

        Returns:
            The file's facts.

        Raises:
            MalformedInput: Another form.
        """
        members = Members(value, where, ("name", "file", "table"))
        table = members.value("table")
        return cls(
            members.text("name"),
            FileFingerprint.parse(encode(members.value("file"))),
            None if table is None else TableFingerprint.parse(encode(table)),
        )


HashFile: TypeAlias = Callable[[Path], FileFingerprint]
"""How a file that is no table is hashed."""


def fingerprint(path: Path, name: str | None = None, *, hash_file: HashFile = fingerprint_file) -> FileFacts:
    """Reads a file once and hashes it as bytes, and as a table when its suffix says so.

    Args:
        path: The file.
        name: Its path within the dataset; the file's own name when absent.
        hash_file: Hashes one that is no table; on two threads when left out.

    Returns:
        The file's facts.

    Raises:
        UnusableFile: Missing, unreadable or no regular file.
        FileChanged: It changed while it was read.
        MalformedTable: A table that is empty, ragged, not UTF-8 or no RFC 4180; facts name row and byte.
        LimitExceeded: A record or the header is too large.
    """
    found, rows = _as_table(path) if path.suffix.lower() == TABLE_SUFFIX else (hash_file(path), None)
    return FileFacts(name or path.name, found, rows.finish() if rows else None)


def _as_table(path: Path) -> tuple[FileFingerprint, TableHasher]:
    whole, rows = FileHasher(), TableHasher()
    for block in stable_blocks(path, _READ):
        whole.update(block)
        rows.update(block)
    return whole.finish(), rows


def fingerprint_all(paths: Sequence[Path], *, hash_file: HashFile = fingerprint_file) -> tuple[FileFacts, ...]:
    """Hashes the files of one dataset.

    Args:
        paths: The files; each is named by its own file name.
        hash_file: Hashes those that are no tables.

    Returns:
        Their facts, sorted by the bytes of their names.

    Raises:
        FieldOutOfRange: No file, or two of one name.
        UnusableFile: As `fingerprint`, and the rest of what it refuses.
    """
    names = [path.name for path in paths]
    if not names or len(set(names)) != len(names):
        raise FieldOutOfRange(
            "a dataset is one file or more, each of another name", field="files", value=", ".join(names)
        )
    return tuple(sorted((fingerprint(path, hash_file=hash_file) for path in paths), key=lambda one: one.name.encode()))


def content_root(files: Sequence[FileFacts]) -> Root:
    """Gives the root that stands for a dataset.

    Args:
        files: Its files, sorted by the bytes of their names.

    Returns:
        The table's root, the file's chunk root, or the root over the files' leaves.

    Raises:
        MalformedInput: There is no file.
    """
    if not files:
        raise MalformedInput("a dataset has one file or more", field="files")
    if len(files) > 1:
        return tree_root([leaf_hash(one.leaf()) for one in files])
    only = files[0]
    return only.table.root if only.table else only.file.chunk_root
