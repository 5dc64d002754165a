"""Reads the members of a bundle's or policy's objects strictly: exactly the named ones, each of its one form.

Binary values are lower-case hexadecimal after "0x" (chain data) or canonical base64 (documents); integers wider
than 2^53 - 1 are decimal strings; what is absent is null, never left out. Errors name the path to the member.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.encoding import base64_bytes, decimal, hex_bytes

MAX_ITEMS = 1024
"""Longest array in a bundle or policy."""

T = TypeVar("T")


class Members:
    """The members of one JSON object, with the path that leads to it for error messages."""

    def __init__(self, value: JsonValue, where: str, names: Sequence[str]) -> None:
        """Take an object that has exactly the named members.

        Args:
            value: A parsed JSON value.
            where: Its path, for error messages.
            names: The members it must have, and no others.

        Raises:
            MalformedInput: No object, or a member is missing or unknown.
        """
        if not isinstance(value, dict):
            raise MalformedInput(f"{where} is no object", field=where)
        self._values: JsonObject = value
        self._where = where
        for name in names:
            if name not in value:
                raise MalformedInput(f"{where}.{name} is missing", field=f"{where}.{name}")
        for name in value:
            if name not in names:
                raise MalformedInput(f"{where}.{name} is unknown", field=f"{where}.{name}")

    def path(self, name: str) -> str:
        """Give a member's path.

        Args:
            name: The member.

        Returns:
            For example "bundle.headers".
        """
        return f"{self._where}.{name}"

    def has(self, name: str) -> bool:
        """Say whether a member that may be left out is there.

        Args:
            name: The member.

        Returns:
            Whether it is.
        """
        return name in self._values

    def value(self, name: str) -> JsonValue:
        """Give a member as it was parsed.

        Args:
            name: The member.

        Returns:
            Its value.
        """
        return self._values[name]

    def text(self, name: str) -> str:
        """Read a member that is text.

        Args:
            name: The member.

        Returns:
            The text.

        Raises:
            MalformedInput: It is of another type.
        """
        value = self._values[name]
        if not isinstance(value, str):
            raise MalformedInput(f"{self.path(name)} is no text", field=self.path(name))
        return value

    def flag(self, name: str) -> bool:
        """Read a member that is true or false.

        Args:
            name: The member.

        Returns:
            The truth value.

        Raises:
            MalformedInput: It is of another type.
        """
        value = self._values[name]
        if not isinstance(value, bool):
            raise MalformedInput(f"{self.path(name)} is neither true nor false", field=self.path(name))
        return value

    def integer(self, name: str, bits: int = 53) -> int:
        """Read a member that is a non-negative JSON integer.

        Args:
            name: The member.
            bits: The widest allowed.

        Returns:
            The integer.

        Raises:
            MalformedInput: Another type, negative, or wider.
        """
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int) or value < 0 or value.bit_length() > bits:
            raise MalformedInput(f"{self.path(name)} is no integer of at most {bits} bits", field=self.path(name))
        return value

    def large(self, name: str, bits: int = 256) -> int:
        """Read a member that is a decimal string.

        Args:
            name: The member.
            bits: The widest allowed.

        Returns:
            The integer.

        Raises:
            MalformedInput: Another type or spelling, or wider.
        """
        return decimal(self.text(name), 1 << bits, self.path(name))

    def data(self, name: str, size: int | None = None) -> bytes:
        """Read a member that is "0x" and lower-case hexadecimal.

        Args:
            name: The member.
            size: Its size in bytes, or None for any.

        Returns:
            The bytes.

        Raises:
            MalformedInput: Another form or size.
        """
        return read_hex(self._values[name], self.path(name), size)

    def base64(self, name: str) -> bytes:
        """Read a member that is canonical base64.

        Args:
            name: The member.

        Returns:
            The bytes.

        Raises:
            MalformedInput: Another form.
        """
        return base64_bytes(self.text(name), None, self.path(name))

    def items(self, name: str, read: Callable[[JsonValue, str], T]) -> tuple[T, ...]:
        """Read a member that is an array.

        Args:
            name: The member.
            read: Reads one item, given its path.

        Returns:
            The items.

        Raises:
            MalformedInput: No array, or an item of another form.
            LimitExceeded: More than `MAX_ITEMS` items.
        """
        return read_items(self._values[name], self.path(name), read)

    def blobs(self, name: str, size: int | None = None) -> tuple[bytes, ...]:
        """Read a member that is an array of "0x" strings.

        Args:
            name: The member.
            size: Each one's size in bytes, or None for any.

        Returns:
            The byte strings.

        Raises:
            MalformedInput: Another form or size.
            LimitExceeded: More than `MAX_ITEMS` items.
        """
        return self.items(name, lambda value, where: read_hex(value, where, size))

    def optional(self, name: str, read: Callable[[JsonValue, str], T]) -> T | None:
        """Read a member that may be null.

        Args:
            name: The member.
            read: Reads it when it is there, given its path.

        Returns:
            What `read` gives, or None.
        """
        value = self._values[name]
        return None if value is None else read(value, self.path(name))


def read_items(value: JsonValue, where: str, read: Callable[[JsonValue, str], T]) -> tuple[T, ...]:
    """Read an array.

    Args:
        value: A parsed JSON value.
        where: Its path.
        read: Reads one item, given its path.

    Returns:
        The items.

    Raises:
        MalformedInput: No array, or an item of another form.
        LimitExceeded: More than `MAX_ITEMS` items.
    """
    if not isinstance(value, list):
        raise MalformedInput(f"{where} is no array", field=where)
    if len(value) > MAX_ITEMS:
        raise LimitExceeded(f"{where} has {len(value)} items; at most {MAX_ITEMS}", field=where)
    return tuple(read(item, f"{where}[{index}]") for index, item in enumerate(value))


def read_hex(value: JsonValue, where: str, size: int | None = None) -> bytes:
    """Read "0x" and lower-case hexadecimal.

    Args:
        value: A parsed JSON value.
        where: Its path.
        size: Its size in bytes, or None for any.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Another type, form or size.
    """
    if not isinstance(value, str) or not value.startswith("0x"):
        raise MalformedInput(f"{where} does not begin with 0x", field=where)
    return hex_bytes(value[2:], size, where)


def read_base64(value: JsonValue, where: str) -> bytes:
    """Read canonical base64.

    Args:
        value: A parsed JSON value.
        where: Its path.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Another type or form.
    """
    if not isinstance(value, str):
        raise MalformedInput(f"{where} is no text", field=where)
    return base64_bytes(value, None, where)


def show_hex(data: bytes) -> str:
    """Write bytes as "0x" and lower-case hexadecimal.

    Args:
        data: The bytes.

    Returns:
        The text.
    """
    return f"0x{data.hex()}"


def show_all(blobs: Sequence[bytes]) -> list[JsonValue]:
    """Write byte strings as a JSON array of "0x" texts.

    Args:
        blobs: The byte strings.

    Returns:
        The array.
    """
    return [show_hex(blob) for blob in blobs]
