"""Witness cosignatures (C2SP tlog-cosignature, cosignature/v1, type 0x04): Ed25519 with a time in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from torrens_anchor.errors import MalformedInput, OutOfRange, SignatureMismatch
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey
from torrens_anchor.signatures import ed25519

MAX_TIMESTAMP: Final = 2**63 - 1
"""Largest POSIX second that a cosignature may state."""
_SIZE: Final = 8 + ed25519.SIGNATURE_SIZE


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A cosignature that verified.

    Attributes:
        witness: The witness's key.
        timestamp: When it was made, in POSIX seconds, by the witness's own clock.
    """

    witness: VerifierKey
    timestamp: int


def cosign(text: str, timestamp: int, signer: Signer) -> NoteSignature:
    """Cosign a checkpoint; whoever calls has checked its consistency.

    Args:
        text: The checkpoint's note text.
        timestamp: Now, in POSIX seconds.
        signer: The witness's key, of type cosignature/v1 (0x04).

    Returns:
        The signature line, verified once before it is given out.

    Raises:
        MalformedInput: The text is no checkpoint, or the key is of another type.
        OutOfRange: The time is not between 0 and 2^63 - 1.
        SignatureMismatch: The signing function does not belong to the key.
    """
    Checkpoint.parse(text)
    if signer.key.type is not KeyType.COSIGNATURE_V1:
        raise MalformedInput("this key signs notes, not cosignatures", name=signer.key.name)
    if not 0 <= timestamp <= MAX_TIMESTAMP:
        raise OutOfRange(f"time {timestamp} is not between 0 and 2^63 - 1", timestamp=timestamp)
    signature = signer.sign(_message(text, timestamp))
    line = NoteSignature(signer.key.name, signer.key.key_id, timestamp.to_bytes(8, "big") + signature)
    _verify_line(signer.key, text, line)
    return line


def cosignatures(note: Note, witnesses: Iterable[VerifierKey], *, independent: bool = False) -> list[Cosignature]:
    """Verify the cosignatures of known witnesses on a checkpoint.

    Args:
        note: The signed checkpoint.
        witnesses: Known keys of type cosignature/v1; others are passed over.
        independent: Ask a second implementation of every signature; both must agree.

    Returns:
        One entry for each line of a known witness, in the note's order; perhaps none. A witness may appear
        twice with two times: who counts witnesses counts keys.

    Raises:
        MalformedInput: The text is no checkpoint.
        SignatureMismatch: A known witness's line does not verify: the whole note is refused.
    """
    Checkpoint.parse(note.text)
    known = [key for key in witnesses if key.type is KeyType.COSIGNATURE_V1]
    return [
        Cosignature(key, _verify_line(key, note.text, line, independent=independent))
        for line in note.signatures
        for key in known
        if line.is_by(key)
    ]


def _verify_line(key: VerifierKey, text: str, line: NoteSignature, *, independent: bool = False) -> int:
    """Verify one line and give its time."""
    if len(line.signature) != _SIZE:
        raise SignatureMismatch(f"a cosignature has {_SIZE} bytes after the key id", name=key.name)
    timestamp = int.from_bytes(line.signature[:8], "big")
    if timestamp > MAX_TIMESTAMP:
        raise SignatureMismatch("the cosignature states a time beyond 2^63 - 1", name=key.name)
    try:
        ed25519.verify(key.public_key, _message(text, timestamp), line.signature[8:], independent=independent)
    except SignatureMismatch as error:
        raise SignatureMismatch(f"the cosignature of {key.name} does not verify", name=key.name) from error
    return timestamp


def _message(text: str, timestamp: int) -> bytes:
    return f"cosignature/v1\ntime {timestamp}\n{text}".encode()
