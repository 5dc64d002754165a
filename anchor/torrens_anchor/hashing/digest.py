"""Digests that carry their algorithm's name, so that a second algorithm can stand beside the first."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from torrens_anchor.errors import AlgorithmUnavailable, DigestMismatch, MalformedInput
from torrens_anchor.forms.encoding import base64_bytes, hex_bytes
from torrens_anchor.hashing.ledger import Function, Hash, Hashed, keep, kept

LeafHash = NewType("LeafHash", bytes)
"""RFC 9162 leaf hash: SHA-256(0x00 || leaf)."""
Root = NewType("Root", bytes)
"""RFC 9162 tree head: 32 bytes."""


class Algorithm(StrEnum):
    """Hash algorithms by the name that travels with a digest; all have 32-byte values."""

    SHA_256 = "sha-256"
    SM3 = "sm3"
    KECCAK_256 = "keccak-256"


DIGEST_SIZE = 32
"""Bytes in a digest of every algorithm above."""
_FUNCTIONS = {Algorithm.SHA_256: Function.SHA_256, Algorithm.SM3: Function.SM3}


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """A hash value with the name of its algorithm.

    Attributes:
        algorithm: Which hash made it.
        value: The 32 bytes.
    """

    algorithm: Algorithm
    value: bytes

    def __post_init__(self) -> None:
        if len(self.value) != DIGEST_SIZE:
            raise MalformedInput(f"a {self.algorithm} digest has 32 bytes, not {len(self.value)}")

    @property
    def hex(self) -> str:
        """The value in lower-case hexadecimal, without the algorithm."""
        return self.value.hex()

    @property
    def base64(self) -> str:
        """The value in standard base64 (RFC 4648 section 4)."""
        return b64encode(self.value).decode("ascii")

    def __str__(self) -> str:
        return f"{self.algorithm.value}:{self.value.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Digest":
        """Read the text form `algorithm:hex`.

        Args:
            text: For example `sha-256:e3b0…`, lower case.

        Returns:
            The digest.

        Raises:
            MalformedInput: An unknown algorithm, or not 64 lower-case hexadecimal digits.
        """
        name, _, value = text.partition(":")
        try:
            algorithm = Algorithm(name)
        except ValueError as error:
            raise MalformedInput(f"unknown digest algorithm {name!a}", algorithm=name) from error
        return cls(algorithm, hex_bytes(value, DIGEST_SIZE, "digest"))

    @classmethod
    def from_base64(cls, algorithm: Algorithm, text: str) -> "Digest":
        """Read the base64 form of a known algorithm.

        Args:
            algorithm: Which hash made it.
            text: Standard base64 of 32 bytes.

        Returns:
            The digest.

        Raises:
            MalformedInput: Not canonical base64 of 32 bytes.
        """
        return cls(algorithm, base64_bytes(text, DIGEST_SIZE, "digest"))

    @classmethod
    def of(cls, data: bytes, algorithm: Algorithm = Algorithm.SHA_256) -> "Digest":
        """Hash bytes.

        Args:
            data: What to hash.
            algorithm: SHA-256, or SM3 where OpenSSL offers it.

        Returns:
            The digest.

        Raises:
            AlgorithmUnavailable: This Python does not offer the algorithm.
        """
        hasher = new_hasher(algorithm)
        hasher.update(data)
        return cls(algorithm, hasher.digest())

    def check(self, data: bytes) -> None:
        """Demand that bytes hash to this digest.

        Args:
            data: The bytes at hand.

        Raises:
            DigestMismatch: They hash to something else.
            AlgorithmUnavailable: This Python does not offer the algorithm.
        """
        found = Digest.of(data, self.algorithm)
        keep(Hash(Hashed.DOCUMENT, _FUNCTIONS[self.algorithm], data, found.value))
        if found != self:
            raise DigestMismatch(f"bytes hash to {found}, not {self}", found=str(found), stated=str(self))


def sha256_of(data: bytes, of: Hashed) -> bytes:
    """Hash bytes that a verdict rests on with SHA-256.

    Args:
        data: The bytes to hash.
        of: What they are, for a reader who redoes the hash.

    Returns:
        The 32-byte digest.
    """
    digest = hashlib.sha256(data).digest()
    if (ledger := kept()) is not None:
        ledger.steps.append(Hash(of, Function.SHA_256, data, digest))
    return digest


def new_hasher(algorithm: Algorithm) -> "hashlib._Hash":
    """Begin an incremental hash.

    Args:
        algorithm: SHA-256, or SM3 where OpenSSL offers it.

    Returns:
        A hashlib object.

    Raises:
        AlgorithmUnavailable: hashlib does not offer it here.
    """
    name = _FUNCTIONS.get(algorithm)
    if name is None or name not in hashlib.algorithms_available:
        raise AlgorithmUnavailable(f"this Python's hashlib has no {algorithm.value}", algorithm=algorithm.value)
    return hashlib.new(name)
