"""Fingerprint of a file: its plain SHA-256, and the RFC 9162 root over its 4 MiB chunks, in one read.

Any court can redo the first with `openssl dgst -sha256`; the second locates damage and proves parts.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonLike, JsonObject, encode
from torrens_anchor.forms.encoding import decimal
from torrens_anchor.forms.members import hexadecimal, open_members, text
from torrens_anchor.hashing.digest import Algorithm, Digest, Root, new_hasher
from torrens_anchor.hashing.merkle import HASH_SIZE, MAX_TREE_SIZE, tree_root

VERSION: Final = "torrens/file-fingerprint/1"
"""Value of `v`; another value is refused."""
CHUNKS_VERSION: Final = "torrens/file-chunks/1"
"""Value of `v` where only the chunks were hashed."""
CHUNK_SIZE: Final = 4 * 2**20
"""Bytes in a chunk; the last may be shorter. Part of the version."""


@dataclass(frozen=True, slots=True)
class FileFingerprint:
    """What a file's bytes hash to.

    Attributes:
        size: Bytes in the file.
        sha256: Plain SHA-256 of the whole.
        chunk_root: RFC 9162 root whose leaves are the 4 MiB chunks' bytes.
        sm3: Plain SM3 of the whole, when asked for.
    """

    size: int
    sha256: Digest
    chunk_root: Root
    sm3: Digest | None = None

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON.
        """
        members: dict[str, JsonLike] = {
            "v": VERSION,
            "size": str(self.size),
            "sha256": self.sha256.hex,
            "chunkSize": CHUNK_SIZE,
            "chunkRoot": self.chunk_root.hex(),
        }
        return encode(members if self.sm3 is None else members | {"sm3": self.sm3.hex})

    @classmethod
    def parse(cls, data: bytes) -> "FileFingerprint":
        """Read a fingerprint.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, VERSION, {"size", "sha256", "chunkSize", "chunkRoot"}, {"sm3"})
        _check_chunk_size(members)
        return cls(
            size=decimal(text(members, "size"), MAX_TREE_SIZE, "size"),
            sha256=Digest(Algorithm.SHA_256, hexadecimal(members, "sha256", HASH_SIZE)),
            chunk_root=Root(hexadecimal(members, "chunkRoot", HASH_SIZE)),
            sm3=Digest(Algorithm.SM3, hexadecimal(members, "sm3", HASH_SIZE)) if "sm3" in members else None,
        )


@dataclass(frozen=True, slots=True)
class ChunkFingerprint:
    """What a file's chunks hash to, without the digest of the whole: half the work, and it resumes.

    Attributes:
        size: Bytes in the file.
        chunk_root: RFC 9162 root whose leaves are the 4 MiB chunks' bytes.
    """

    size: int
    chunk_root: Root

    def encode(self) -> bytes:
        """Write the fingerprint.

        Returns:
            Canonical JSON.
        """
        root = self.chunk_root.hex()
        return encode({"v": CHUNKS_VERSION, "size": str(self.size), "chunkSize": CHUNK_SIZE, "chunkRoot": root})

    @classmethod
    def parse(cls, data: bytes) -> "ChunkFingerprint":
        """Read a fingerprint.

        Args:
            data: Canonical JSON.

        Returns:
            The fingerprint.

        Raises:
            UnknownVersion: `v` is not the version spoken here.
            MalformedInput: Not canonical, or members missing, unknown or of the wrong form.
        """
        members = open_members(data, CHUNKS_VERSION, {"size", "chunkSize", "chunkRoot"})
        _check_chunk_size(members)
        size = decimal(text(members, "size"), MAX_TREE_SIZE, "size")
        return cls(size, Root(hexadecimal(members, "chunkRoot", HASH_SIZE)))


class FileHasher:
    """Hashes a file's bytes as they come; keeps 32 bytes a chunk and nothing else."""

    def __init__(self, *, with_sm3: bool = False) -> None:
        """Begin with no bytes.

        Args:
            with_sm3: Compute SM3 too (about an eighth of SHA-256's speed).

        Raises:
            AlgorithmUnavailable: SM3 is asked for and not offered here.
        """
        self._size = 0
        self._whole = sha256()
        self._sm3 = new_hasher(Algorithm.SM3) if with_sm3 else None
        self._chunk = sha256(b"\x00")
        self._leaves: list[bytes] = []

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self._size

    def leaves(self) -> list[bytes]:
        """Give the chunks' leaf hashes.

        Returns:
            Those of all bytes so far; the last chunk may be shorter.
        """
        return self._leaves + ([self._chunk.copy().digest()] if self._size % CHUNK_SIZE else [])

    def update(self, block: bytes | memoryview) -> None:
        """Take the next bytes.

        Args:
            block: Any number of bytes.
        """
        self._whole.update(block)
        if self._sm3 is not None:
            self._sm3.update(block)
        view = memoryview(block)
        while view:
            room = CHUNK_SIZE - self._size % CHUNK_SIZE
            part, view = view[:room], view[room:]
            self._chunk.update(part)
            self._size += len(part)
            if len(part) == room:
                self._close_chunk()

    def finish(self) -> FileFingerprint:
        """Give the fingerprint of all bytes so far.

        Returns:
            The fingerprint; further bytes may still follow.
        """
        return FileFingerprint(
            size=self._size,
            sha256=Digest(Algorithm.SHA_256, self._whole.digest()),
            chunk_root=tree_root(self.leaves()),
            sm3=None if self._sm3 is None else Digest(Algorithm.SM3, self._sm3.digest()),
        )

    def _close_chunk(self) -> None:
        self._leaves.append(self._chunk.digest())
        self._chunk = sha256(b"\x00")


def _check_chunk_size(members: JsonObject) -> None:
    if members["chunkSize"] != CHUNK_SIZE or isinstance(members["chunkSize"], bool | float):
        raise MalformedInput(f"chunkSize is not {CHUNK_SIZE}", field="chunkSize")
