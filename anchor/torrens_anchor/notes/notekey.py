"""Verifier keys of signed notes (C2SP signed-note, "vkey" text) and the signing side of one.

A key's type byte says what it signs: 0x01 the note's text, 0x04 a timestamped cosignature.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.encoding import base64_bytes, base64_text, hex_bytes
from torrens_anchor.hashing.digest import sha256_of
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.signatures import ed25519

KeyName = NewType("KeyName", str)
"""Name of a note key: non-empty, without Unicode spaces or plus signs; by habit a schema-less URL."""
KeyId = NewType("KeyId", bytes)
"""First four bytes of SHA-256(name || 0x0A || type || public key)."""


class KeyType(IntEnum):
    """Signature types spoken here (C2SP signed-note, "Signature types")."""

    ED25519 = 0x01
    COSIGNATURE_V1 = 0x04


def key_name(text: str) -> KeyName:
    """Read a key name.

    Args:
        text: The name.

    Returns:
        The same, typed.

    Raises:
        MalformedInput: Empty, or with a Unicode space, a plus sign or a control character.
    """
    if not text or "+" in text or any(c.isspace() or c < " " for c in text):
        raise MalformedInput(f"{text!a} is no key name: it is empty, or holds a space or a plus sign", name=text)
    return KeyName(text)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public note key.

    Attributes:
        name: The key's name.
        type: What it signs.
        public_key: 32 bytes of Ed25519.
    """

    name: KeyName
    type: KeyType
    public_key: bytes

    def __post_init__(self) -> None:
        key_name(self.name)
        if len(self.public_key) != ed25519.PUBLIC_KEY_SIZE:
            raise MalformedInput(f"an Ed25519 public key has 32 bytes, not {len(self.public_key)}", name=self.name)

    @property
    def key_id(self) -> KeyId:
        """The four bytes that begin each of this key's signatures."""
        preimage = self.name.encode() + b"\n" + bytes([self.type]) + self.public_key
        return KeyId(sha256_of(preimage, Hashed.KEY_ID)[:4])

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64_text(bytes([self.type]) + self.public_key)}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read the vkey text `name+id+base64(type || public key)`.

        Args:
            text: One line, without its newline.

        Returns:
            The key.

        Raises:
            MalformedInput: Another form, an unknown type, or an id that is not this key's.
        """
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise MalformedInput("a verifier key has the form name+id+base64")
        stated = hex_bytes(parts[1], 4, "key id")
        material = base64_bytes(parts[2], None, "public key")
        if not material or material[0] not in set(KeyType):
            raise MalformedInput("the verifier key is of a type that is not spoken here", name=parts[0])
        key = cls(key_name(parts[0]), KeyType(material[0]), material[1:])
        if key.key_id != stated:
            raise MalformedInput(
                f"the key id {stated.hex()} is not that of this key", name=key.name, computed=key.key_id.hex()
            )
        return key


@dataclass(frozen=True, slots=True)
class Signer:
    """A note key with the function that signs for it; the secret stays with who made the function.

    Attributes:
        key: The public half.
        sign: Message → 64-byte Ed25519 signature.
    """

    key: VerifierKey
    sign: Callable[[bytes], bytes]
