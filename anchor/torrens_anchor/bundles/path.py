"""The JSON of a right: the keys that lead to it, and the data its title is about."""

from dataclasses import dataclass

from torrens_anchor.chain.ids import MAX_PATH, GrantKey, path_ids
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, show_hex


@dataclass(frozen=True, slots=True)
class Content:
    """Which data a title is about, disclosed.

    Attributes:
        root: Root of the content's fingerprint.
        salt: What the dataId was salted with.
    """

    root: bytes
    salt: bytes

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Content":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The content.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("root", "salt"))
        return cls(m.data("root", 32), m.data("salt", 32))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"root": show_hex(self.root), "salt": show_hex(self.salt)}


def _parse_key(value: JsonValue, where: str) -> GrantKey:
    m = Members(value, where, ("parent", "packed", "termsDigest"))
    return GrantKey(m.data("parent", 32), m.data("packed", 32), m.data("termsDigest", 32))


@dataclass(frozen=True, slots=True)
class Path:
    """A right as the keys that lead to it.

    Attributes:
        origin: The origin its title was registered under.
        keys: Title first.
        content: The title's data, disclosed, or None.
    """

    origin: bytes
    keys: tuple[GrantKey, ...]
    content: Content | None

    def ids(self) -> tuple[bytes, ...]:
        """Give the ids along the path.

        Returns:
            Title first.

        Raises:
            FieldMismatch: A key's parent is not the id before it.
        """
        return path_ids(self.origin, self.keys)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "Path":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The path, unverified.

        Raises:
            MalformedInput: Another form, no key or too many.
        """
        m = Members(value, where, ("origin", "keys", "content"))
        keys = m.items("keys", _parse_key)
        if not 1 <= len(keys) <= MAX_PATH:
            raise MalformedInput(f"{where}.keys has {len(keys)} keys, not 1 to {MAX_PATH}", field=f"{where}.keys")
        return cls(m.data("origin", 32), keys, m.optional("content", Content.parse))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        keys: list[JsonValue] = [
            {"parent": show_hex(k.parent), "packed": show_hex(k.packed), "termsDigest": show_hex(k.terms_digest)}
            for k in self.keys
        ]
        return {
            "origin": show_hex(self.origin),
            "keys": keys,
            "content": self.content.json() if self.content else None,
        }
