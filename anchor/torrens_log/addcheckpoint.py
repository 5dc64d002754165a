"""What log and witness say to each other: the bodies of C2SP tlog-witness `add-checkpoint`."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import AnchorError, MalformedInput
from torrens_anchor.forms.encoding import base64_bytes, base64_text, decimal
from torrens_anchor.hashing.merkle import HASH_SIZE, MAX_TREE_SIZE
from torrens_anchor.notes.note import MAX_SIGNATURES, Note, NoteSignature
from torrens_log.errors import MalformedRequest

PATH: Final = "/add-checkpoint"
"""Where a witness takes checkpoints, below its submission prefix."""
MAX_REQUEST: Final = 2**18
"""Longest request body that a witness reads: 64 post-quantum signatures fit in it."""
MAX_RESPONSE: Final = 2**16
"""Longest answer that a log reads."""
SIZE_TYPE: Final = "text/x.tlog.size"
"""Content type of the answer to a wrong old size."""
TEXT_TYPE: Final = "text/plain; charset=utf-8"
"""Content type of cosignatures, and of reasons."""
_MAX_PROOF: Final = 63


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A request to cosign.

    Attributes:
        old_size: Size that the witness cosigned last, as far as the log knows.
        proof: Consistency proof from there.
        note: The checkpoint, signed by its log.
    """

    old_size: int
    proof: tuple[bytes, ...]
    note: Note

    def encode(self) -> bytes:
        """Write the request's body.

        Returns:
            Old size line, proof lines, empty line, checkpoint.
        """
        lines = [f"old {self.old_size}", *map(base64_text, self.proof), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.note.encode()

    @classmethod
    def parse(cls, body: bytes) -> "AddCheckpoint":
        """Read a request's body.

        Args:
            body: All of it.

        Returns:
            The request; nothing in it is verified.

        Raises:
            MalformedRequest: Another form, or more than 63 proof lines.
        """
        head, blank, note = body.partition(b"\n\n")
        try:
            old, *proof = head.decode("ascii").split("\n")
            if not blank or not old.startswith("old ") or len(proof) > _MAX_PROOF:
                raise MalformedInput("a request is `old SIZE`, at most 63 hashes, an empty line and a checkpoint")
            return cls(
                decimal(old.removeprefix("old "), MAX_TREE_SIZE, "old size"),
                tuple(base64_bytes(line, HASH_SIZE, "proof hash") for line in proof),
                Note.parse(note),
            )
        except UnicodeDecodeError as error:
            raise MalformedRequest("old size and proof lines are ASCII") from error
        except AnchorError as error:
            raise MalformedRequest(str(error)) from error


def parse_lines(body: bytes) -> list[NoteSignature]:
    """Read the signature lines of a witness's answer.

    Args:
        body: All of it.

    Returns:
        The lines, unverified.

    Raises:
        MalformedInput: No lines, too many, or one of another form.
    """
    try:
        lines = body.decode("utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedInput("cosignature lines are UTF-8", at=error.start) from error
    if len(lines) < 2 or lines[-1] or len(lines) - 1 > MAX_SIGNATURES:
        raise MalformedInput(f"an answer is 1 to {MAX_SIGNATURES} lines, each ending in a newline")
    return [NoteSignature.parse(line) for line in lines[:-1]]


def parse_size(body: bytes) -> int:
    """Read the size that a witness names with a 409.

    Args:
        body: All of it.

    Returns:
        The size that it cosigned last.

    Raises:
        MalformedInput: No decimal and newline.
    """
    text = body.decode("ascii", "replace")
    if not text.endswith("\n"):
        raise MalformedInput("a size ends in a newline")
    return decimal(text[:-1], MAX_TREE_SIZE, "size")
