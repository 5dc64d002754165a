"""Encoding calls and reading their results, through eth_abi.

A `Call` is what a verb or a view comes to: an address and bytes. It can be read (`Door.read`) or become a transaction
(`Door.prepare`). It knows how to read its own result.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Generic, TypeVar

from eth_abi.abi import decode as abi_decode
from eth_abi.abi import encode as abi_encode
from eth_abi.exceptions import DecodingError, EncodingError

from torrens_contracts.abi import arguments, selector, split_types
from torrens_contracts.errors import ArgumentRefused, MalformedAnswer
from torrens_contracts.ids import GrantKey
from torrens_contracts.types import Address

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

KEY = "(bytes32,bytes32,bytes32)"
"""GrantKey, as signatures spell it."""

CONSENT = "(address,uint40,uint40,bytes)"
"""Consent, as signatures spell it."""

TERMS = (
    "(uint256,address,bytes32,bytes32,bytes32,uint32,uint32,uint32,uint32,uint32,"
    "bytes32,bytes32,bytes32,bytes32,uint8,uint40,uint40)"
)
"""IVouchers.Terms, as signatures spell it."""


@dataclass(frozen=True, slots=True)
class Call(Generic[T_co]):
    """One call of one contract.

    Attributes:
        to: The contract.
        data: Selector and arguments.
        signature: name(type,…), for messages.
        returns: The results' types, separated by commas; empty for none.
        make: Makes the result of the values returned.
    """

    to: Address
    data: bytes
    signature: str
    returns: str
    make: Callable[..., T_co]

    def decode(self, result: bytes) -> T_co:
        """Read what the call returned.

        Args:
            result: The bytes.

        Returns:
            The result.

        Raises:
            MalformedAnswer: The bytes are not of the results' types.
        """
        try:
            values = abi_decode(split_types(self.returns), result) if self.returns else ()
        except (DecodingError, UnicodeDecodeError) as error:
            raise MalformedAnswer(f"{self.signature} returned bytes of another form: {error}") from error
        kinds = split_types(self.returns)
        return self.make(*(_read(kind, value) for kind, value in zip(kinds, values, strict=True)))


def call(to: Address, signature: str, *values: object, returns: str = "", make: Callable[..., T]) -> Call[T]:
    """Encode a call.

    Args:
        to: The contract.
        signature: name(type,…).
        *values: The arguments: ints, bools, bytes, our structs, and tuples of them.
        returns: The results' types, separated by commas.
        make: Makes the result of the values returned.

    Returns:
        The call.

    Raises:
        ArgumentRefused: A value does not fit its Solidity type.
    """
    try:
        data = selector(signature) + abi_encode(arguments(signature), [_plain(value) for value in values])
    except (EncodingError, TypeError, ValueError, OverflowError) as error:
        raise ArgumentRefused(f"{signature}: {error}", function=signature) from error
    return Call(to, data, signature, returns, make)


def nothing(*_: object) -> None:
    """Make nothing of no results: the verb returns none."""


def same(value: T) -> T:
    """Make a single value of itself.

    Args:
        value: The value.

    Returns:
        The value.
    """
    return value


def _plain(value: object) -> object:
    """Give a value as eth_abi takes it: structs as tuples of their fields."""
    if isinstance(value, GrantKey):
        return value.words()
    if is_dataclass(value) and not isinstance(value, type):
        return tuple(_plain(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, tuple | list):
        return tuple(_plain(part) for part in value)
    return value


def _read(kind: str, value: object) -> object:
    """Give a value of eth_abi as we have it: addresses as bytes."""
    if kind.endswith("[]") and isinstance(value, tuple):
        return tuple(_read(kind[:-2], part) for part in value)
    if kind.startswith("(") and isinstance(value, tuple):
        return tuple(_read(part, item) for part, item in zip(split_types(kind[1:-1]), value, strict=True))
    return bytes.fromhex(value[2:]) if kind == "address" and isinstance(value, str) else value
