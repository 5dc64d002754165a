"""Signed notes (C2SP signed-note): text, a blank line, signature lines. Strictly parsed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from torrens_anchor.errors import LimitExceeded, MalformedInput, SignatureMismatch, TrustMissing
from torrens_anchor.forms.encoding import base64_bytes, base64_text
from torrens_anchor.notes.notekey import KeyId, KeyName, KeyType, Signer, VerifierKey, key_name
from torrens_anchor.signatures import ed25519

MAX_NOTE_BYTES: Final = 2**20
"""Longest note that is read."""
MAX_SIGNATURES: Final = 64
"""Most signature lines that are read (the standard demands at least 16)."""
_DASH: Final = "— "


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line.

    Attributes:
        name: The key's name.
        key_id: The key's four-byte id.
        signature: What follows the id; its form depends on the key's type.
    """

    name: KeyName
    key_id: KeyId
    signature: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64_text(self.key_id + self.signature)}\n"

    @classmethod
    def parse(cls, line: str) -> "NoteSignature":
        """Read one signature line.

        Args:
            line: The line, with or without its final newline.

        Returns:
            The signature.

        Raises:
            MalformedInput: Another form; a signature shorter than one byte.
        """
        parts = line.removesuffix("\n").split(" ")
        if len(parts) != 3 or parts[0] != _DASH[0]:
            raise MalformedInput("a signature line has the form: em dash, key name, base64")
        blob = base64_bytes(parts[2], None, "note signature")
        if len(blob) < 5:
            raise MalformedInput("a note signature has a four-byte key id and at least one byte", name=parts[1])
        return cls(key_name(parts[1]), KeyId(blob[:4]), blob[4:])

    def is_by(self, key: VerifierKey) -> bool:
        """Say whether this line claims to be of a key; name and id must both agree.

        Args:
            key: A known key.

        Returns:
            Whether the line must be verified with it.
        """
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    """A signed note, not yet verified.

    Attributes:
        text: The signed text, its final newline included.
        signatures: The lines in their order; may be empty only before signing.
    """

    text: str
    signatures: tuple[NoteSignature, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or any(c < " " and c != "\n" for c in self.text):
            raise MalformedInput("a note's text ends in a newline and holds no other control character")

    def encode(self) -> bytes:
        """Write the note.

        Returns:
            Its UTF-8 bytes.
        """
        return f"{self.text}\n{''.join(map(str, self.signatures))}".encode()

    @classmethod
    def parse(cls, data: bytes) -> "Note":
        """Read a signed note.

        Args:
            data: The whole note.

        Returns:
            Text and signatures, unverified.

        Raises:
            LimitExceeded: Longer than `MAX_NOTE_BYTES`, or more than `MAX_SIGNATURES` lines.
            MalformedInput: Not UTF-8, a control character, no blank line, no or malformed signature lines.
        """
        text, lines = _split(_decode(data))
        if len(lines) > MAX_SIGNATURES:
            raise LimitExceeded(f"a note with {len(lines)} signatures; at most {MAX_SIGNATURES}", found=len(lines))
        return cls(text, tuple(NoteSignature.parse(line) for line in lines))

    def with_signature(self, signature: NoteSignature) -> "Note":
        """Add a line at the end, unless it is there already.

        Args:
            signature: The line.

        Returns:
            A new note.
        """
        if signature in self.signatures:
            return self
        return replace(self, signatures=(*self.signatures, signature))

    def verified_by(self, keys: Iterable[VerifierKey], *, independent: bool = False) -> list[NoteSignature]:
        """Verify the text against every known key of type Ed25519 (0x01) that signed it.

        Args:
            keys: Known keys; those of another type are passed over here.
            independent: Ask a second implementation of every signature; both must agree.

        Returns:
            The lines that verify, at least one; lines of unknown keys are ignored.

        Raises:
            SignatureMismatch: A known key's line does not verify: the whole note is refused.
            TrustMissing: No known key signed.
        """
        known = [key for key in keys if key.type is KeyType.ED25519]
        found: list[NoteSignature] = []
        for line in self.signatures:
            for key in known:
                if line.is_by(key):
                    _verify_line(key, self.text, line, independent=independent)
                    found.append(line)
        if not found:
            raise TrustMissing(
                "no known key signed this note",
                signers=[f"{line.name}+{line.key_id.hex()}" for line in self.signatures],
            )
        return found


def sign_note(text: str, signer: Signer) -> NoteSignature:
    """Sign a note's text.

    Args:
        text: The text, its final newline included.
        signer: A key of type Ed25519 (0x01).

    Returns:
        The signature line, verified once before it is given out.

    Raises:
        MalformedInput: The key is of another type.
        SignatureMismatch: The signing function does not belong to the key.
    """
    if signer.key.type is not KeyType.ED25519:
        raise MalformedInput("this key signs cosignatures, not notes", name=signer.key.name)
    line = NoteSignature(signer.key.name, signer.key.key_id, signer.sign(text.encode()))
    _verify_line(signer.key, text, line)
    return line


def _verify_line(key: VerifierKey, text: str, line: NoteSignature, *, independent: bool = False) -> None:
    try:
        ed25519.verify(key.public_key, text.encode(), line.signature, independent=independent)
    except SignatureMismatch as error:
        raise SignatureMismatch(f"the note signature of {key.name} does not verify", name=key.name) from error


def _decode(data: bytes) -> str:
    if len(data) > MAX_NOTE_BYTES:
        raise LimitExceeded(f"a note of {len(data)} bytes; at most {MAX_NOTE_BYTES}", size=len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedInput(f"the note is not UTF-8 at byte {error.start}", at=error.start) from error
    if any(c < " " and c != "\n" for c in text):
        raise MalformedInput("the note holds a control character")
    return text


def _split(note: str) -> tuple[str, list[str]]:
    """Part a note at its last blank line into text and signature lines."""
    text, blank, tail = note.rpartition("\n\n")
    if not blank or not tail.endswith("\n"):
        raise MalformedInput("a signed note is text, a blank line and signature lines that end in a newline")
    return text + "\n", tail[:-1].split("\n")
