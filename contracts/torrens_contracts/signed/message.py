"""What a party's key signs so that others may act on its consent: how a struct is hashed under its own string.

The struct strings stand in the NatSpec of the interfaces and in contracts/README.md; a test compares them with the
sources. Trade terms and checkpoints are in `torrens_anchor.chain.eip712`, since the offline verifier reads them too.

Source: EIP-712; words.md section 5: each carries a deadline, the full next terms, and the words it was decided on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import ClassVar, Protocol

from torrens_anchor.chain.abi import address_word, hash_words, uint_word
from torrens_anchor.chain.eip712 import Domain, digest
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.ids import GrantKey


class TypedStruct(Protocol):
    """What can be signed under a domain."""

    def struct_hash(self) -> bytes:
        """Give hashStruct.

        Returns:
            32 bytes.
        """
        ...


class TypedMessage:
    """A frozen dataclass whose fields, those of a struct in it in its place, are the members of its string in order.

    Attributes:
        TYPE: The struct string, encodeType of EIP-712; it alone says how each field is encoded.
    """

    __slots__ = ()
    TYPE: ClassVar[str]

    def struct_hash(self) -> bytes:
        """Give hashStruct.

        Returns:
            keccak256(typeHash ‖ encodeData).

        Raises:
            OutOfRange: A value does not fit its Solidity type.
            ArgumentRefused: A value is of no Solidity type.
        """
        type_hash, kinds = _read(self.TYPE)
        return hash_words(type_hash, *(_word(*one) for one in zip(kinds, _values(self), strict=True)))


def signing_digest(domain: Domain, message: TypedStruct) -> bytes:
    """Give the 32 bytes that a key signs.

    Args:
        domain: `torrens_anchor.chain.eip712.torrens_domain` of the register.
        message: What is consented to.

    Returns:
        keccak256(0x19 0x01 ‖ separator ‖ hashStruct).
    """
    return digest(domain, message.struct_hash())


@cache
def _read(string: str) -> tuple[bytes, tuple[str, ...]]:
    """Give a struct string's hash and its members' types."""
    members = string.partition("(")[2].removesuffix(")").split(",")
    return keccak256(string.encode()), tuple(member.partition(" ")[0] for member in members)


def _values(value: object) -> Iterator[object]:
    """Give the values in their order; a struct's in its place, a grant's key as its three words."""
    if isinstance(value, GrantKey):
        yield from value.words()
    elif is_dataclass(value):
        for field in fields(value):
            yield from _values(getattr(value, field.name))
    else:
        yield value


def _word(kind: str, value: object) -> bytes:
    if isinstance(value, tuple):
        return keccak256(b"".join(_word(kind.removesuffix("[]"), one) for one in value))
    if isinstance(value, int):
        return uint_word(value, int(kind.removeprefix("uint")))
    if isinstance(value, bytes):
        return address_word(value) if kind == "address" else value
    raise ArgumentRefused(f"a {type(value).__name__} is no {kind}", kind=kind)
