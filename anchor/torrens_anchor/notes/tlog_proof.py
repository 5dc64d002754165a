"""Log proofs (C2SP tlog-proof v1): index, inclusion proof and checkpoint in one text, checked offline."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, UnknownVersion
from torrens_anchor.forms.encoding import base64_bytes, base64_text, decimal
from torrens_anchor.hashing.digest import LeafHash
from torrens_anchor.hashing.merkle import HASH_SIZE, MAX_TREE_SIZE, leaf_hash, verify_inclusion
from torrens_anchor.notes.checkpoint import Checkpoint, open_checkpoint
from torrens_anchor.notes.note import MAX_NOTE_BYTES, Note
from torrens_anchor.notes.notekey import VerifierKey

HEADER: Final = "c2sp.org/tlog-proof@v1"
"""First line; names the version."""
MAX_PROOF_HASHES: Final = 63
"""No tree below 2^63 leaves needs more."""
_MAX_BYTES: Final = 2 * MAX_NOTE_BYTES


@dataclass(frozen=True, slots=True)
class TlogProof:
    """A parsed log proof, not yet verified.

    Attributes:
        index: The entry's place in the log, from 0.
        hashes: Inclusion proof, the leaf's sibling first.
        note: The signed checkpoint.
        extra: Opaque data that nobody signed, or None for no such line.
    """

    index: int
    hashes: tuple[bytes, ...]
    note: Note
    extra: bytes | None = None

    def encode(self) -> bytes:
        """Write the proof.

        Returns:
            Its UTF-8 bytes.
        """
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {base64_text(self.extra)}")
        lines.append(f"index {self.index}")
        lines.extend(map(base64_text, self.hashes))
        return "".join(f"{line}\n" for line in lines).encode() + b"\n" + self.note.encode()

    @classmethod
    def parse(cls, data: bytes) -> "TlogProof":
        """Read a log proof.

        Args:
            data: The whole text.

        Returns:
            The proof, unverified.

        Raises:
            UnknownVersion: The first line names another format.
            LimitExceeded: Too long, or more than 63 hashes.
            MalformedInput: Anything else that the format does not allow.
        """
        if len(data) > _MAX_BYTES:
            raise LimitExceeded(f"a log proof of {len(data)} bytes; at most {_MAX_BYTES}", size=len(data))
        head, blank, note = data.partition(b"\n\n")
        try:
            lines = head.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise MalformedInput("the log proof is not UTF-8", at=error.start) from error
        if lines[0] != HEADER:
            raise UnknownVersion(f"the first line is not {HEADER}", line=lines[0][:80])
        if not blank:
            raise MalformedInput("the log proof has no blank line before its checkpoint")
        extra, index, hashes = _parse_head(lines[1:])
        proof = cls(index, hashes, Note.parse(note), extra)
        proof.checkpoint()
        return proof

    def checkpoint(self) -> Checkpoint:
        """Read the checkpoint's text without trusting it.

        Returns:
            The checkpoint.

        Raises:
            MalformedInput: The note's text is no checkpoint.
        """
        return Checkpoint.parse(self.note.text)

    def verify(self, entry: bytes, logs: Iterable[VerifierKey], *, independent: bool = False) -> Checkpoint:
        """Verify that an entry stands in a known log.

        Args:
            entry: The entry's exact bytes.
            logs: Keys of the logs that are trusted.
            independent: Ask a second implementation of every signature; both must agree.

        Returns:
            The verified checkpoint; cosignatures are the caller's next question.

        Raises:
            SignatureMismatch: A known key's signature does not verify.
            TrustMissing: No trusted log signed it.
            OutOfRange: The index is not below the checkpoint's size.
            ProofMismatch: The inclusion proof does not lead to the checkpoint's root.
        """
        return self.verify_leaf(leaf_hash(entry), logs, independent=independent)

    def verify_leaf(self, leaf: LeafHash, logs: Iterable[VerifierKey], *, independent: bool = False) -> Checkpoint:
        """Verify that a leaf hash stands in a known log.

        Args:
            leaf: The entry's leaf hash.
            logs: Keys of the logs that are trusted.
            independent: Ask a second implementation of every signature; both must agree.

        Returns:
            The verified checkpoint.

        Raises:
            SignatureMismatch: A known key's signature does not verify.
            TrustMissing: No trusted log signed it.
            OutOfRange: The index is not below the checkpoint's size.
            ProofMismatch: The inclusion proof does not lead to the checkpoint's root.
        """
        checkpoint = open_checkpoint(self.note, logs, independent=independent)
        verify_inclusion(leaf=leaf, index=self.index, size=checkpoint.size, proof=self.hashes, root=checkpoint.root)
        return checkpoint


def _parse_head(lines: list[str]) -> tuple[bytes | None, int, tuple[bytes, ...]]:
    """Read the lines between the header and the blank line."""
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = base64_bytes(lines[0].removeprefix("extra "), None, "extra data")
        lines = lines[1:]
    if not lines or not lines[0].startswith("index "):
        raise MalformedInput("the log proof has no index line where it must stand")
    index = decimal(lines[0].removeprefix("index "), MAX_TREE_SIZE, "index")
    if len(lines) > MAX_PROOF_HASHES + 1:
        raise LimitExceeded(f"a log proof with {len(lines) - 1} hashes; at most {MAX_PROOF_HASHES}")
    return extra, index, tuple(base64_bytes(line, HASH_SIZE, "proof hash") for line in lines[1:])
