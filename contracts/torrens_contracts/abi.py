"""Signatures, words of static types, and the tables by selector. Nothing of web3 or eth_abi here.

Source: Solidity documentation, "Contract ABI Specification". Every word is checked against its type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.artifacts import CONTRACTS, Entry, load

WORD: Final = 32
Reader = Callable[[bytes], object]


def selector(signature: str) -> bytes:
    """Give the 4 bytes that name a function or an error.

    Args:
        signature: name(type,…).

    Returns:
        The first 4 bytes of its Keccak-256.
    """
    return keccak256(signature.encode())[:4]


def topic0(signature: str) -> bytes:
    """Give the 32 bytes that name an event.

    Args:
        signature: name(type,…).

    Returns:
        Its Keccak-256.
    """
    return keccak256(signature.encode())


def split_types(inner: str) -> tuple[str, ...]:
    """Split a list of types at its outer commas.

    Args:
        inner: For example `bytes32,(uint8,address)[],bool`.

    Returns:
        The types; none for an empty list.
    """
    types, depth, start = [], 0, 0
    for at, char in enumerate(inner):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            types.append(inner[start:at])
            start = at + 1
    return (*types, inner[start:]) if inner else ()


def arguments(signature: str) -> tuple[str, ...]:
    """Give the argument types of a signature.

    Args:
        signature: name(type,…).

    Returns:
        The types.
    """
    return split_types(signature[signature.index("(") + 1 : -1])


@cache
def reader(kind: str) -> Reader:
    """Give the reader of one static value type.

    Args:
        kind: uint8 … uint256, address, bool, bytes1 … bytes32.

    Returns:
        A function from a 32-byte word to int, bool or bytes; it raises ValueError on a word that is not of the type.

    Raises:
        ValueError: Another type.
    """
    if kind == "bytes32":
        return bytes
    if kind == "address":
        return _read_address
    if kind == "bool":
        return _read_bool
    if match := re.fullmatch(r"(uint|bytes)(\d{1,3})", kind):
        size = int(match[2])
        return _uint_reader(size) if match[1] == "uint" else _bytes_reader(size)
    raise ValueError(f"no static value type: {kind}")


def _read_address(word: bytes) -> bytes:
    if any(word[:12]):
        raise ValueError("an address has 12 zero bytes before it")
    return word[12:]


def _read_bool(word: bytes) -> bool:
    value = int.from_bytes(word)
    if value > 1:
        raise ValueError("a bool is 0 or 1")
    return value == 1


def _uint_reader(bits: int) -> Reader:
    def read(word: bytes) -> int:
        value = int.from_bytes(word)
        if value >> bits:
            raise ValueError(f"wider than uint{bits}")
        return value

    return read


def _bytes_reader(size: int) -> Reader:
    def read(word: bytes) -> bytes:
        if any(word[size:]):
            raise ValueError(f"bytes{size} is followed by zero bytes")
        return word[:size]

    return read


def read_words(types: Sequence[str], data: bytes) -> tuple[object, ...]:
    """Read values of static types laid end to end, as errors and results carry them.

    Args:
        types: The types; structs of static fields are read as tuples.
        data: Exactly their words.

    Returns:
        The values.

    Raises:
        ValueError: Another length, or a word that is not of its type.
    """
    flat = [part for kind in types for part in (split_types(kind[1:-1]) if kind.startswith("(") else (kind,))]
    if len(data) != WORD * len(flat):
        raise ValueError(f"{len(data)} bytes for {len(flat)} words")
    values = iter(reader(kind)(data[i * WORD : (i + 1) * WORD]) for i, kind in enumerate(flat))
    return tuple(
        tuple(next(values) for _ in split_types(kind[1:-1])) if kind.startswith("(") else next(values) for kind in types
    )


@cache
def errors_by_selector() -> dict[bytes, Entry]:
    """Give every error that a contract of a deployment can raise, by its 4 bytes.

    Where two contracts name the arguments of one error differently, the first in the order of deployment wins.

    Returns:
        Their entries of the ABI.
    """
    found: dict[bytes, Entry] = {}
    for name in CONTRACTS:
        for entry in load(name).entries("error"):
            found.setdefault(selector(entry.signature), entry)
    return found


@cache
def functions_by_selector(contract: str) -> dict[bytes, Entry]:
    """Give the functions of one contract, by their 4 bytes.

    Args:
        contract: Its name, one of `artifacts.CONTRACTS`.

    Returns:
        Its entries of the ABI.
    """
    return {selector(entry.signature): entry for entry in load(contract).entries("function")}
