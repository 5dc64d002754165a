"""A dataset of several files: one leaf a file, its name inside, and one root over all (SPEC.md section 6.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import DigestMismatch, MalformedInput
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.forms.canonical import JsonObject, JsonValue, encode
from torrens_anchor.forms.encoding import decimal
from torrens_anchor.forms.members import check_members, hexadecimal, items, open_members, text
from torrens_anchor.hashing.digest import Algorithm, Digest, Root
from torrens_anchor.hashing.merkle import HASH_SIZE, MAX_TREE_SIZE, leaf_hash, tree_root
from torrens_anchor.tables.tableproof import TableFingerprint

VERSION: Final = "torrens/dataset-fingerprint/1"
"""Value of `v` in a fingerprint."""
LEAF_VERSION: Final = "torrens/dataset-file/1"
"""Value of `v` in a leaf."""


@dataclass(frozen=True, slots=True)
class FileLeaf:
    """One file of a dataset, as its leaf has it.

    Attributes:
        path: Its name in the dataset.
        file: What its bytes hash to.
        table_root: Root of its rows as their bytes stand; None for a file that is no table.
    """

    path: str
    file: FileFingerprint
    table_root: Root | None

    def json(self) -> JsonObject:
        """Write the leaf as JSON.

        Returns:
            The object, whose canonical form is the leaf.
        """
        return {
            "v": LEAF_VERSION,
            "path": self.path,
            "type": "table" if self.table_root else "file",
            "size": str(self.file.size),
            "sha256": self.file.sha256.hex,
            "chunkRoot": self.file.chunk_root.hex(),
            "tableRoot": self.table_root.hex() if self.table_root else None,
        }

    @classmethod
    def of(cls, value: JsonValue) -> "FileLeaf":
        """Read a leaf.

        Args:
            value: A parsed value.

        Returns:
            The leaf.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Another form.
        """
        if not isinstance(value, dict):
            raise MalformedInput("a dataset's file is a JSON object", field="files")
        check_members(value, LEAF_VERSION, {"path", "type", "size", "sha256", "chunkRoot", "tableRoot"})
        file = FileFingerprint(
            decimal(text(value, "size"), MAX_TREE_SIZE, "size"),
            Digest(Algorithm.SHA_256, hexadecimal(value, "sha256", HASH_SIZE)),
            Root(hexadecimal(value, "chunkRoot", HASH_SIZE)),
        )
        rows = None if value["tableRoot"] is None else Root(hexadecimal(value, "tableRoot", HASH_SIZE))
        found = cls(_named(text(value, "path")), file, rows)
        if value["type"] != found.json()["type"]:
            raise MalformedInput("type is table exactly where there is a tableRoot", field="type")
        return found


@dataclass(frozen=True, slots=True)
class DatasetFingerprint:
    """What several files hash to together.

    Attributes:
        files: Two or more, by the rising bytes of their names.
        root: RFC 9162 root over their leaves.
    """

    files: tuple[FileLeaf, ...]
    root: Root

    @classmethod
    def over(cls, files: Sequence[FileLeaf]) -> "DatasetFingerprint":
        """Put files together, in whatever order they come.

        Args:
            files: The files.

        Returns:
            The fingerprint.

        Raises:
            MalformedInput: Fewer than two, or two of one name.
        """
        ordered = tuple(sorted(files, key=lambda one: one.path.encode()))
        if len({one.path for one in ordered}) != len(ordered) or len(ordered) < 2:
            raise MalformedInput(
                "a dataset of several files has two or more, each of another name",
                remedy="give each file a name of its own, or fingerprint their folder",
                field="files",
            )
        return cls(ordered, tree_root([leaf_hash(encode(one.json())) for one in ordered]))

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON {files, hash, root, v}.
        """
        files: list[JsonValue] = [one.json() for one in self.files]
        return encode({"v": VERSION, "hash": "sha-256", "root": self.root.hex(), "files": files})

    @classmethod
    def parse(cls, data: bytes) -> "DatasetFingerprint":
        """Read a fingerprint; its root is that of its files.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: A version that is not spoken here.
            MalformedInput: Not canonical, of another form, or files out of order.
            DigestMismatch: Its files have another root.
        """
        members = open_members(data, VERSION, {"hash", "root", "files"})
        found = cls.over([FileLeaf.of(one) for one in items(members, "files")])
        if members["hash"] != "sha-256" or found.encode() != data:
            if found.root != hexadecimal(members, "root", HASH_SIZE):
                raise DigestMismatch("the files of this dataset have another root than it says")
            raise MalformedInput("the files stand by the rising bytes of their names, hashed by sha-256", field="files")
        return found


def leaf_of(name: str, file: FileFingerprint, table: TableFingerprint | None) -> FileLeaf:
    """Give a file's leaf; SM3, which is of one file, is no part of it.

    Args:
        name: Its name in the dataset.
        file: What its bytes hash to.
        table: What its rows hash to, or None.

    Returns:
        The leaf.
    """
    return FileLeaf(name, FileFingerprint(file.size, file.sha256, file.chunk_root), table.root if table else None)


def _named(path: str) -> str:
    if not path or "\0" in path or path.startswith("/") or any(name in ("", ".", "..") for name in path.split("/")):
        raise MalformedInput(f"{path!a} is no name of a file in a dataset", field="path")
    return path
