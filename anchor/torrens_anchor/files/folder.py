"""Fingerprint of a folder (SPEC.md section 5.2): one leaf an entry, its name inside the leaf, sorted by path."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import DigestMismatch, FieldMismatch, MalformedInput, NothingThere
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.forms.canonical import JsonLike, JsonObject, encode, parse_canonical_object
from torrens_anchor.forms.encoding import decimal
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.forms.members import check_members, hexadecimal, integer, open_members, text
from torrens_anchor.hashing.digest import Algorithm, Digest, Root
from torrens_anchor.hashing.merkle import HASH_SIZE, MAX_TREE_SIZE, leaf_hash, tree_root

VERSION: Final = "torrens/folder-fingerprint/1"
"""Value of `v` in a fingerprint."""
ENTRY_VERSION: Final = "torrens/folder-entry/1"
"""Value of `v` in a leaf."""
FILE, FOLDER, LINK = "file", "folder", "link"
_MEMBERS: Final = {FILE: {"size", "sha256", "chunkRoot"}, FOLDER: set[str](), LINK: {"target"}}


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path: a file with its fingerprint, a link with its target, else an empty folder.

    Attributes:
        path: Relative to the folder, with / between names.
        file: What the file's bytes hash to.
        target: The link's text.
    """

    path: str
    file: FileFingerprint | None = None
    target: str | None = None

    def __post_init__(self) -> None:
        check_path(self.path)

    @property
    def kind(self) -> str:
        """The leaf's `type`."""
        return FILE if self.file else FOLDER if self.target is None else LINK

    def encode(self) -> bytes:
        """Write the leaf.

        Returns:
            Canonical JSON.
        """
        members: dict[str, JsonLike] = {"v": ENTRY_VERSION, "path": self.path, "type": self.kind}
        if self.file:
            members |= {"size": str(self.file.size), "sha256": self.file.sha256.hex}
            members["chunkRoot"] = self.file.chunk_root.hex()
        if self.target is not None:
            members["target"] = self.target
        return encode(members)

    @classmethod
    def parse(cls, data: bytes) -> "Entry":
        """Read a leaf.

        Args:
            data: Canonical JSON.

        Returns:
            The entry.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, an unknown type, a path that leaves the folder, or other members.
        """
        members = parse_canonical_object(data)
        kind = members.get("type")
        wanted = _MEMBERS.get(kind, set()) if isinstance(kind, str) else set()
        check_members(members, ENTRY_VERSION, {"path", "type"} | wanted)
        if kind not in _MEMBERS:
            raise MalformedInput(f"an entry of the unknown type {kind!a}", field="type")
        return cls(
            text(members, "path"),
            file=_file(members) if kind == FILE else None,
            target=text(members, "target") if kind == LINK else None,
        )


@dataclass(frozen=True, slots=True)
class FolderFingerprint:
    """What a folder hashes to.

    Attributes:
        entries: Leaves in the tree.
        size: Bytes in all files together.
        root: RFC 9162 root.
    """

    entries: int
    size: int
    root: Root

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON.
        """
        members: dict[str, JsonLike] = {"v": VERSION, "hash": "sha-256", "entries": self.entries}
        return encode(members | {"bytes": str(self.size), "root": self.root.hex()})

    @classmethod
    def parse(cls, data: bytes) -> "FolderFingerprint":
        """Read a fingerprint.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, VERSION, {"hash", "entries", "bytes", "root"})
        if members["hash"] != "sha-256":
            raise MalformedInput(f"the hash {members['hash']!a} is not sha-256", field="hash")
        entries = integer(members, "entries")
        if not 0 <= entries < MAX_SAFE_INTEGER:
            raise MalformedInput(f"a folder has no {entries} entries", field="entries")
        size = decimal(text(members, "bytes"), MAX_TREE_SIZE, "bytes")
        return cls(entries, size, Root(hexadecimal(members, "root", HASH_SIZE)))


@dataclass(frozen=True, slots=True)
class FolderListing:
    """A fingerprint with the leaves that it was made of: what is needed to say which files differ.

    Attributes:
        fingerprint: Their root.
        leaves: Each leaf's exact bytes, in order.
    """

    fingerprint: FolderFingerprint
    leaves: tuple[bytes, ...]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "FolderListing":
        """Fingerprint entries.

        Args:
            entries: In any order.

        Returns:
            The listing.

        Raises:
            MalformedInput: Two of one path, or a path under one that is no folder.
        """
        ordered = sorted(entries, key=_order)
        _check_order(ordered)
        size = sum(entry.file.size for entry in ordered if entry.file)
        leaves = tuple(entry.encode() for entry in ordered)
        return cls(FolderFingerprint(len(leaves), size, _root(leaves)), leaves)

    def encode(self) -> bytes:
        """Write the listing.

        Returns:
            The fingerprint's line, then a line a leaf.
        """
        return b"".join(line + b"\n" for line in (self.fingerprint.encode(), *self.leaves))

    @classmethod
    def parse(cls, data: bytes) -> "FolderListing":
        """Read a listing and check it whole.

        Args:
            data: Lines, each ended by LF.

        Returns:
            The listing.

        Raises:
            UnknownVersion: A line's `v` is not the version spoken here.
            MalformedInput: A line is malformed or out of order; facts name it.
            FieldMismatch: The number of leaves or of bytes is not the one stated.
            DigestMismatch: The leaves do not give the stated root.
        """
        lines = data.removesuffix(b"\n").split(b"\n")
        stated = FolderFingerprint.parse(lines[0])
        found = cls.of(_parse_leaves(lines[1:]))
        if found.leaves != tuple(lines[1:]):
            raise MalformedInput("the listing's paths do not ascend", remedy="ask for the listing as it was written")
        for what, here, there in (
            ("entries", found.fingerprint.entries, stated.entries),
            ("bytes", found.fingerprint.size, stated.size),
        ):
            if here != there:
                raise FieldMismatch(f"the listing holds {here} {what}, not {there}", field=what)
        if found.fingerprint.root != stated.root:
            raise DigestMismatch("the listing's leaves do not give its root", stated=stated.root.hex())
        return found

    def entries(self) -> Iterator[Entry]:
        """Read the leaves.

        Yields:
            Each entry, in order.
        """
        return map(Entry.parse, self.leaves)

    def index(self, path: str) -> int:
        """Find an entry.

        Args:
            path: Its path within the folder.

        Returns:
            Its place, from 0.

        Raises:
            MalformedInput: The path is absolute or leaves the folder.
            NothingThere: Nothing stands there; a folder that is not empty has no entry of its own.
        """
        wanted = check_path(path).encode()
        at = bisect_left(self.leaves, wanted, key=lambda leaf: _order(Entry.parse(leaf)))
        if at == len(self.leaves) or Entry.parse(self.leaves[at]).path != path:
            remedy = "name a file, a link or an empty folder by its path within the folder, as the listing has it"
            raise NothingThere(f"no entry {path!a} in the folder", remedy=remedy, path=path)
        return at


def check_path(path: str) -> str:
    """Demand a path that stays within its folder and has one spelling.

    Args:
        path: Names joined by /.

    Returns:
        The same.

    Raises:
        MalformedInput: Empty, absolute, with a name that is empty, "." or "..", or with NUL.
    """
    if any(name in ("", ".", "..") for name in path.split("/")) or "\0" in path:
        remedy = "a path within a folder is relative and has no empty name, no . and no .."
        raise MalformedInput(f"{path!a} is no path within a folder", remedy=remedy, path=path)
    return path


def _order(entry: Entry) -> bytes:
    return entry.path.encode()


def _root(leaves: Sequence[bytes]) -> Root:
    return tree_root([leaf_hash(leaf) for leaf in leaves])


def _file(members: JsonObject) -> FileFingerprint:
    return FileFingerprint(
        decimal(text(members, "size"), MAX_TREE_SIZE, "size"),
        Digest(Algorithm.SHA_256, hexadecimal(members, "sha256", HASH_SIZE)),
        Root(hexadecimal(members, "chunkRoot", HASH_SIZE)),
    )


def _parse_leaves(lines: Sequence[bytes]) -> list[Entry]:
    entries = []
    for number, line in enumerate(lines, start=2):
        try:
            entries.append(Entry.parse(line))
        except MalformedInput as error:
            facts = {**error.facts, "line": number}
            raise type(error)(f"line {number} of the listing: {error}", remedy=error.remedy, **facts) from error
    return entries


def _check_order(entries: Sequence[Entry]) -> None:
    """Demand that each path stands once and none lies under another's: only folders hold entries."""
    paths = {entry.path for entry in entries}
    if len(paths) != len(entries):
        raise MalformedInput("a path stands twice among a folder's entries")
    for path in paths:
        at = path.find("/")
        while at >= 0:
            if path[:at] in paths:
                raise MalformedInput(f"{path!a} lies under {path[:at]!a}, which has an entry of its own", path=path)
            at = path.find("/", at + 1)
