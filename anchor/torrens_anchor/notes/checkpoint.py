"""Checkpoints (C2SP tlog-checkpoint): a log's origin, size and root, as the text of a signed note."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NewType

from torrens_anchor.errors import FieldMismatch, MalformedInput
from torrens_anchor.forms.encoding import base64_bytes, base64_text, decimal
from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, HASH_SIZE, MAX_TREE_SIZE
from torrens_anchor.notes.note import Note, sign_note
from torrens_anchor.notes.notekey import Signer, VerifierKey

Origin = NewType("Origin", str)
"""A log's identity, the first line of its checkpoints; here always equal to its key's name."""
_CONTROL: Final = frozenset(map(chr, range(32)))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's state at one size.

    Attributes:
        origin: The log's identity.
        size: Leaves in the tree.
        root: The tree's root.
        extensions: Further lines, opaque; not recommended.
    """

    origin: Origin
    size: int
    root: Root
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(not line or not _CONTROL.isdisjoint(line) for line in (self.origin, *self.extensions)):
            raise MalformedInput("origin and extension lines are non-empty and hold no control character")
        if not 0 <= self.size < MAX_TREE_SIZE or len(self.root) != HASH_SIZE:
            raise MalformedInput("a checkpoint has a size below 2^63 and a root of 32 bytes", size=self.size)
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise MalformedInput("a checkpoint of size 0 has the root of the empty tree", root=self.root.hex())

    def text(self) -> str:
        """Write the note text.

        Returns:
            At least three lines, each ending in a newline.
        """
        lines = (self.origin, str(self.size), base64_text(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a note.

        Args:
            text: The note's text, its final newline included.

        Returns:
            The checkpoint; unverified, like the note it came from.

        Raises:
            MalformedInput: Fewer than three lines, an empty line, a size with leading zeros, a root that is
                not base64 of 32 bytes.
        """
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1]:
            raise MalformedInput("a checkpoint has at least three lines, each ending in a newline")
        origin, size, root, *extensions = lines[:-1]
        return cls(
            Origin(origin),
            decimal(size, MAX_TREE_SIZE, "tree size"),
            Root(base64_bytes(root, HASH_SIZE, "root hash")),
            tuple(extensions),
        )


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Note:
    """Sign a checkpoint; whoever calls has proved it consistent with the last one signed.

    Args:
        checkpoint: The log's state.
        signer: The log's key; its name is the origin.

    Returns:
        A note with one signature.

    Raises:
        FieldMismatch: The key's name is not the checkpoint's origin.
    """
    _check_origin(checkpoint, signer.key)
    text = checkpoint.text()
    return Note(text, (sign_note(text, signer),))


def open_checkpoint(note: Note, logs: Iterable[VerifierKey], *, independent: bool = False) -> Checkpoint:
    """Verify a signed checkpoint of a known log.

    Args:
        note: The signed note.
        logs: Keys of the logs that are trusted (C2SP tlog-policy: a key's name is its log's origin).
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        The checkpoint; verified.

    Raises:
        MalformedInput: The text is no checkpoint.
        SignatureMismatch: A known key's signature does not verify.
        TrustMissing: No known key of this origin signed it.
    """
    checkpoint = Checkpoint.parse(note.text)
    keys = [key for key in logs if Origin(key.name) == checkpoint.origin]
    note.verified_by(keys, independent=independent)
    return checkpoint


def _check_origin(checkpoint: Checkpoint, key: VerifierKey) -> None:
    if Origin(key.name) != checkpoint.origin:
        raise FieldMismatch(
            f"the key is named {key.name}, the log {checkpoint.origin}", key=key.name, origin=checkpoint.origin
        )
