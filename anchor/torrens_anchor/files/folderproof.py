"""What a folder's listing is good for: proof of one entry, what differs from another listing, the court's manifest."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import FieldMismatch, LimitExceeded
from torrens_anchor.files.folder import Entry, FolderFingerprint, FolderListing
from torrens_anchor.forms.canonical import encode, parse_canonical_object
from torrens_anchor.forms.encoding import base64_bytes, base64_text
from torrens_anchor.forms.members import as_text, base64, integer, items, open_members
from torrens_anchor.hashing.digest import LeafHash, Root
from torrens_anchor.hashing.merkle import HASH_SIZE, leaf_hash, verify_inclusion
from torrens_anchor.hashing.merkle_tree import Tree

VERSION: Final = "torrens/folder-proof/1"
"""Value of `v` in a proof."""
_MAX_PATH: Final = 63


@dataclass(frozen=True, slots=True)
class FolderProof:
    """That one entry stands in a folder, without the others.

    Attributes:
        index: The leaf's place, from 0.
        entries: Leaves in the tree.
        leaf: The leaf's exact bytes.
        path: Sibling hashes, the leaf's own first.
    """

    index: int
    entries: int
    leaf: bytes
    path: tuple[bytes, ...]

    @classmethod
    def of(cls, listing: FolderListing, path: str) -> "FolderProof":
        """Prove an entry.

        Args:
            listing: The folder's.
            path: The entry's path.

        Returns:
            The proof.

        Raises:
            MalformedInput: The path is absolute or leaves the folder.
            NothingThere: Nothing stands there.
        """
        index = listing.index(path)
        tree = Tree([leaf_hash(leaf) for leaf in listing.leaves])
        return cls(index, tree.size, listing.leaves[index], tuple(tree.inclusion_proof(index)))

    def encode(self) -> bytes:
        """Write the proof.

        Returns:
            Canonical JSON.
        """
        return encode(
            {
                "v": VERSION,
                "index": self.index,
                "entries": self.entries,
                "entry": base64_text(self.leaf),
                "path": [base64_text(node) for node in self.path],
            }
        )

    @classmethod
    def parse(cls, data: bytes) -> "FolderProof":
        """Read a proof.

        Args:
            data: Canonical JSON.

        Returns:
            The proof.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            LimitExceeded: The path is longer than any tree is deep.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, VERSION, {"index", "entries", "entry", "path"})
        nodes = items(members, "path")
        if len(nodes) > _MAX_PATH:
            raise LimitExceeded(f"a path of {len(nodes)} hashes; at most {_MAX_PATH}", limit=_MAX_PATH)
        path = tuple(base64_bytes(as_text(node, "path"), HASH_SIZE, "path") for node in nodes)
        leaf = base64(members, "entry", None)
        return cls(integer(members, "index"), integer(members, "entries"), leaf, path)

    def verify(self, stated: FolderFingerprint | Root) -> Entry:
        """Hold the proof against what is trusted.

        Args:
            stated: The folder's fingerprint; or its root alone, which fixes neither `index` nor `entries`.

        Returns:
            The entry.

        Raises:
            FieldMismatch: The fingerprint states another number of entries.
            OutOfRange: The index is not below it.
            ProofMismatch: The proof leads to another root.
            MalformedInput: The leaf is no entry.
        """
        if isinstance(stated, FolderFingerprint):
            if stated.entries != self.entries:
                message = f"the proof is of a folder of {self.entries} entries, not {stated.entries}"
                raise FieldMismatch(message, found=self.entries, stated=stated.entries)
            stated = stated.root
        leaf: LeafHash = leaf_hash(self.leaf)
        verify_inclusion(leaf=leaf, index=self.index, size=self.entries, proof=self.path, root=stated)
        return Entry.parse(self.leaf)


@dataclass(frozen=True, slots=True)
class Difference:
    """One path at which two listings disagree.

    Attributes:
        path: The path.
        what: "missing", "extra", or the leaf's members that differ, joined by commas.
        hint: What it may be instead: the other spelling of the same name; empty for none.
    """

    path: str
    what: str
    hint: str = ""


MISSING: Final = "missing"
EXTRA: Final = "extra"


def differences(stated: FolderListing, found: FolderListing) -> tuple[Difference, ...]:
    """Compare the folder at hand with what was stated.

    Args:
        stated: The listing that is trusted.
        found: That of the folder at hand.

    Returns:
        What differs, by path; nothing when the roots are equal.
    """
    there, here = _only(stated, found), _only(found, stated)
    spelt = {_fold(path): path for path in here.keys() - there.keys()}
    told = []
    for path in sorted(there.keys() | here.keys(), key=str.encode):
        if path not in here:
            told.append(Difference(path, MISSING, spelt.get(_fold(path), "")))
        elif path not in there:
            told.append(Difference(path, EXTRA))
        else:
            told.append(Difference(path, ", ".join(_unlike(there[path], here[path]))))
    return tuple(told)


def bagit_manifest(entries: Iterable[Entry]) -> Iterator[str]:
    """Write the files as the lines of a BagIt `manifest-sha256.txt` (RFC 8493 section 2.1.3).

    Args:
        entries: A folder's, in order; links and empty folders have no line.

    Yields:
        A line a file, ended by LF; the folder's content lies in `data/`.
    """
    for entry in entries:
        if entry.file:
            path = entry.path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            yield f"{entry.file.sha256.hex}  data/{path}\n"


def _only(these: FolderListing, others: FolderListing) -> dict[str, bytes]:
    known = set(others.leaves)
    return {Entry.parse(leaf).path: leaf for leaf in these.leaves if leaf not in known}


def _unlike(one: bytes, other: bytes) -> list[str]:
    a, b = parse_canonical_object(one), parse_canonical_object(other)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
