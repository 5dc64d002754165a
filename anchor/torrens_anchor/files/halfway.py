"""What is known of a file that was read in part: its chunks' leaf hashes, and the state of its SHA-256."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from torrens_anchor.files.filestream import Identity
from torrens_anchor.files.fingerprint import CHUNK_SIZE


@dataclass(frozen=True, slots=True)
class Halfway:
    """A SHA-256 of a file's first chunks that goes on.

    Attributes:
        chunks: How many chunks it has taken.
        state: The eight words of FIPS 180-4 section 6.2.2 after them, big end first: 32 bytes.
    """

    chunks: int
    state: bytes


class WholeHasher(Protocol):
    """A SHA-256 whose state can be kept; `hashlib` keeps its own to itself."""

    def update(self, block: memoryview, /) -> None:
        """Take the next bytes.

        Args:
            block: A writable buffer of any length.
        """

    def digest(self) -> bytes:
        """Give the digest of all bytes so far.

        Returns:
            32 bytes.
        """

    def state(self) -> bytes:
        """Give the state; only after a whole number of 64-byte blocks is it all there is.

        Returns:
            The eight words, big end first.
        """


class ChunkLeaves:
    """The leaf hashes of a file's chunks as they come, and those that a cache knew before.

    Attributes:
        identity: What the file was when it was opened; None before, and for a stream.
        hashes: The chunks' leaf hashes, from the first on; the only thing that grows.
        halfway: The whole's SHA-256 as far as it came; None where it cannot go on.
    """

    def __init__(
        self,
        known: Callable[[Identity], Sequence[bytes]] | None = None,
        begun: Callable[[Identity], Halfway | None] | None = None,
    ) -> None:
        """Begin empty, or with what is known.

        Args:
            known: Gives, once the file is open, the first chunks' leaf hashes under this very identity.
            begun: Gives the whole's SHA-256 as far as it came under it.
        """
        self._known = known
        self._begun = begun
        self.identity: Identity | None = None
        self.hashes: list[bytes] = []
        self.halfway: Halfway | None = None

    def opened(self, identity: Identity) -> None:
        """Take note of the file, and of what is known of it.

        Args:
            identity: What it is.
        """
        self.identity = identity
        whole_chunks = identity.size // CHUNK_SIZE
        known = self._known(identity) if self._known else ()
        self.hashes = list(known[:whole_chunks])
        begun = self._begun(identity) if self._begun else None
        self.halfway = begun if begun is not None and begun.chunks <= whole_chunks else None
