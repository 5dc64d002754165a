"""Where bytes stand in a bundle or policy file, and the shell command that cuts them out of it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from torrens_anchor.errors import AnchorError
from torrens_anchor.forms.canonical import JsonValue, parse
from torrens_anchor.forms.encoding import base64_bytes, base64_text, hex_bytes

LIMIT = 4096
"""Texts that are looked at of one file: a document may hold any number, and each digest is looked for in all."""
MISSED = 64
"""Of them, at most so many that the file writes otherwise than they read: each is sought to the file's end."""

Cut = Callable[[int, int], str]
"""Gives the command that writes some bytes: at an offset, so many."""


@dataclass(frozen=True, slots=True)
class Member:
    """A text member of a JSON file.

    Attributes:
        path: Its path, for example "headers[0].rlp".
        data: What it encodes in hexadecimal or base64; else its UTF-8 bytes.
        shell: The command that writes `data`; "" where the file escapes it.
    """

    path: str
    data: bytes
    shell: str

    def cut(self, at: int, size: int) -> str:
        """Give the command for a part of it.

        Args:
            at: Where it begins.
            size: How many bytes.

        Returns:
            A pipeline that writes them.
        """
        if not at and size == len(self.data):
            return self.shell
        return f"{self.shell} | tail -c +{at + 1} | head -c {size}"


def members(raw: bytes, name: str = "") -> tuple[Member, ...]:
    """Take a JSON file apart.

    Args:
        raw: Its bytes.
        name: Its name, quoted for a shell.

    Returns:
        Its texts in the file's order, then those of JSON inside base64, `LIMIT` of them at most; none of a file that is
        no JSON.
    """
    found = list(islice(_Walk(raw, lambda at, size: f"tail -c +{at + 1} {name} | head -c {size}").texts(""), LIMIT))
    for member in found:  # grows while it is gone through
        found += islice(_inside(member), LIMIT - len(found))
    return tuple(found)


class _Walk:
    """Goes through a file's texts in their order, so that each is found after the one before."""

    def __init__(self, raw: bytes, cut: Cut) -> None:
        self._raw, self._cut, self._at, self._missed = raw, cut, 0, 0

    def texts(self, path: str) -> Iterator[Member]:
        """Give the members of the whole file.

        Args:
            path: The file's own path.

        Yields:
            Members; none of a file that is no JSON.
        """
        with suppress(AnchorError):
            yield from self.of(parse(self._raw), path)

    def of(self, value: JsonValue, path: str) -> Iterator[Member]:
        """Give the members below a value.

        Args:
            value: The value.
            path: Its path.

        Yields:
            Members.
        """
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from self.of(inner, f"{path}.{name}" if path else name)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self.of(inner, f"{path}[{index}]")
        elif isinstance(value, str) and value:
            yield from self._text(value, path)

    def _text(self, text: str, path: str) -> Iterator[Member]:
        at = -1 if self._missed > MISSED else self._raw.find(b'"' + text.encode() + b'"', self._at)
        if at < 0:
            self._missed += 1
            yield Member(path, text.encode(), "")
            return
        self._at = at + 1
        if text.startswith("0x") and (data := _hexadecimal(text[2:])) is not None:
            yield Member(path, data, f"{self._cut(at + 3, len(text) - 2)} | xxd -r -p")
        elif (data := _base64(text)) is not None:
            shell = f"{self._cut(at + 1, len(text))} | openssl base64 -d -A"
            yield Member(path, data, shell)
        else:
            yield Member(path, text.encode(), self._cut(at + 1, len(text.encode())))


def _inside(member: Member) -> Iterator[Member]:
    """Give the texts of JSON that a member encodes."""
    if member.data[:1] == b"{" and member.shell:
        yield from _Walk(member.data, member.cut).texts(member.path)


def _hexadecimal(text: str) -> bytes | None:
    try:
        return hex_bytes(text, None, "text")
    except AnchorError:
        return None


def _base64(text: str) -> bytes | None:
    try:
        return base64_bytes(text, None, "text")
    except AnchorError:
        return None


def forms(value: bytes) -> tuple[bytes, bytes, bytes]:
    """Give the ways in which a digest stands in other bytes.

    Args:
        value: The digest.

    Returns:
        Itself, its hexadecimal, its base64.
    """
    return value, value.hex().encode(), base64_text(value).encode()
