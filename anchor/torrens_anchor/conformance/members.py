"""Members of a foreign vector, each read as what it should be; what else stands beside them is nobody's concern.

Looser than the house's own forms: hexadecimal may be upper case and begin with 0x, base64 need not be canonical, a
member that may be left out may be null. An error says which member it is, and what it should be.
"""

import binascii
from base64 import b64decode
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from torrens_anchor.errors import MalformedInput

T = TypeVar("T")


def read_text(value: Any, where: str) -> str:  # noqa: ANN401 - any JSON
    """Read text that UTF-8 can write.

    Args:
        value: Any JSON value.
        where: Its path in the file.

    Returns:
        The text.

    Raises:
        MalformedInput: Something else, or half a surrogate pair in it.
    """
    if not isinstance(value, str) or any("\ud800" <= character <= "\udfff" for character in value):
        raise _wrong(where, "text")
    return value


def read_hex(value: Any, where: str) -> bytes:  # noqa: ANN401 - any JSON
    """Read hexadecimal.

    Args:
        value: Any JSON value.
        where: Its path in the file.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Something else.
    """
    try:
        return bytes.fromhex(read_text(value, where).removeprefix("0x").removeprefix("0X"))
    except ValueError as error:
        raise _wrong(where, "hexadecimal") from error


def read_base64(value: Any, where: str) -> bytes:  # noqa: ANN401 - any JSON
    """Read base64.

    Args:
        value: Any JSON value.
        where: Its path in the file.

    Returns:
        The bytes.

    Raises:
        MalformedInput: Something else.
    """
    try:
        return b64decode(read_text(value, where), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _wrong(where, "base64") from error


def read_items(value: Any, where: str, read: Callable[[Any, str], T]) -> list[T]:  # noqa: ANN401 - any JSON
    """Read a list.

    Args:
        value: Any JSON value.
        where: Its path in the file.
        read: Reads one item, given its path.

    Returns:
        The items.

    Raises:
        MalformedInput: Something else, or in it.
    """
    if not isinstance(value, list):
        raise _wrong(where, "a list")
    return [read(item, f"{where}[{index}]") for index, item in enumerate(value)]


def _wrong(where: str, should_be: str) -> MalformedInput:
    return MalformedInput(f"{where} should be {should_be}", field=where)


class CaseMembers:
    """The members of an object in a vector file."""

    def __init__(self, value: Any, where: str) -> None:  # noqa: ANN401 - any JSON
        """Take an object.

        Args:
            value: Any JSON value.
            where: Its path in the file, or the case's name.

        Raises:
            MalformedInput: Something else.
        """
        if not isinstance(value, dict):
            raise _wrong(where, "an object")
        self._values: dict[str, Any] = value
        self._where = where

    def has(self, name: str) -> bool:
        """Say whether a member is there and not null.

        Args:
            name: The member.

        Returns:
            True or false.
        """
        return self._values.get(name) is not None

    def read(self, name: str, read: Callable[[Any, str], T]) -> T:
        """Read a member that must be there.

        Args:
            name: The member.
            read: Reads it, given its path.

        Returns:
            What `read` gives.

        Raises:
            MalformedInput: It is missing, or something else than it should be.
        """
        where = f"{self._where}.{name}"
        if name not in self._values:
            raise MalformedInput(f"{where} is missing", field=where)
        return read(self._values[name], where)

    def optional(self, name: str, read: Callable[[Any, str], T]) -> T | None:
        """Read a member that may be left out, or null.

        Args:
            name: The member.
            read: Reads it, given its path.

        Returns:
            What `read` gives, or None.

        Raises:
            MalformedInput: It is something else than it should be.
        """
        return self.read(name, read) if self.has(name) else None

    def text(self, name: str) -> str:
        """Read a member that is text.

        Args:
            name: The member.

        Returns:
            The text.

        Raises:
            MalformedInput: It is missing, or something else.
        """
        return self.read(name, read_text)

    def integer(self, name: str) -> int:
        """Read a member that is an integer.

        Args:
            name: The member.

        Returns:
            The integer.

        Raises:
            MalformedInput: It is missing, or something else.
        """
        return self.read(name, read_integer)

    def items(self, name: str, read: Callable[[Any, str], T]) -> list[T]:
        """Read a member that is a list.

        Args:
            name: The member.
            read: Reads one item, given its path.

        Returns:
            The items.

        Raises:
            MalformedInput: It is missing, or something else.
        """
        return self.read(name, lambda value, where: read_items(value, where, read))

    def object(self, name: str) -> "CaseMembers":
        """Read a member that is an object.

        Args:
            name: The member.

        Returns:
            Its members.

        Raises:
            MalformedInput: It is missing, or something else.
        """
        return self.read(name, CaseMembers)

    def pairs(self) -> Iterator[tuple[str, Any]]:
        """Give names and values as they stand.

        Yields:
            One pair a member.
        """
        yield from self._values.items()


def read_integer(value: Any, where: str) -> int:  # noqa: ANN401 - any JSON
    """Read an integer.

    Args:
        value: Any JSON value.
        where: Its path in the file.

    Returns:
        The integer.

    Raises:
        MalformedInput: Something else, true and false too.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(where, "an integer")
    return value


def wycheproof_cases(document: Any) -> Iterator[tuple[CaseMembers, str, Any, str]]:  # noqa: ANN401 - any JSON
    """Walk through a Wycheproof file.

    Args:
        document: The parsed file.

    Yields:
        A group, a test's name (its tcId, else its path), the test as it stands and its path.

    Raises:
        MalformedInput: No list of groups, or a group without a list of tests.
    """
    for group in CaseMembers(document, "file").items("testGroups", CaseMembers):
        for index, (value, where) in enumerate(group.items("tests", lambda value, where: (value, where))):
            known = isinstance(value, dict) and isinstance(value.get("tcId"), int | str)
            yield group, str(value["tcId"]) if known else f"tests[{index}]", value, where


def wycheproof_key(group: CaseMembers) -> CaseMembers:
    """Read a Wycheproof group's public key, by its name of today or by the one of before 2023.

    Args:
        group: The group.

    Returns:
        The key's members.

    Raises:
        MalformedInput: Neither stands there.
    """
    return group.object("key" if group.has("key") and not group.has("publicKey") else "publicKey")
