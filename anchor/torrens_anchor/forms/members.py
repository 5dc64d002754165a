"""Typed access to the members of a parsed JSON object: the step from a loose dict to a dataclass."""

from collections.abc import Set as AbstractSet

from torrens_anchor.errors import MalformedInput, UnknownVersion
from torrens_anchor.forms.canonical import JsonObject, JsonValue, parse_canonical_object
from torrens_anchor.forms.encoding import base64_bytes, hex_bytes


def check_members(
    members: JsonObject, version: str, names: AbstractSet[str], optional: AbstractSet[str] = frozenset()
) -> None:
    """Demand a version and exactly its members.

    Args:
        members: The parsed object.
        version: What `v` must be.
        names: Members that must be there, besides `v`.
        optional: Members that may be there.

    Raises:
        UnknownVersion: `v` is missing or another.
        MalformedInput: A member is missing or unknown; facts name both.
    """
    if members.get("v") != version:
        raise UnknownVersion(f"version {members.get('v')!a}, not {version}", found=members.get("v"), wanted=version)
    found = members.keys() - {"v"}
    missing, unknown = names - found, found - names - optional
    if missing or unknown:
        raise MalformedInput(
            f"{version}: missing members {sorted(missing)}, unknown members {sorted(unknown)}",
            missing=sorted(missing),
            unknown=sorted(unknown),
        )


def open_members(
    data: bytes, version: str, names: AbstractSet[str], optional: AbstractSet[str] = frozenset()
) -> JsonObject:
    """Open a canonical JSON object of one version.

    Args:
        data: The whole text, as it was received.
        version: What `v` must be.
        names: Members that must be there, besides `v`.
        optional: Members that may be there.

    Returns:
        The object's members, each still of any type.

    Raises:
        MalformedInput: No canonical JSON object, or a member is missing or unknown.
        NotCanonical: JSON, but not equal to its own canonical re-encoding.
        UnknownVersion: `v` is missing or another.
    """
    members = parse_canonical_object(data)
    check_members(members, version, names, optional)
    return members


def as_text(value: JsonValue, name: str) -> str:
    """Demand text.

    Args:
        value: A parsed value.
        name: Its member's name, for the error.

    Returns:
        The text.

    Raises:
        MalformedInput: It is something else.
    """
    if not isinstance(value, str):
        raise MalformedInput(f"{name} is not text", field=name)
    return value


def text(members: JsonObject, name: str) -> str:
    """Read a member that is text.

    Args:
        members: The parsed object.
        name: The member, known to be there.

    Returns:
        The text.

    Raises:
        MalformedInput: It is something else.
    """
    return as_text(members[name], name)


def integer(members: JsonObject, name: str) -> int:
    """Read a member that is an integer written without point or exponent.

    Args:
        members: The parsed object.
        name: The member, known to be there.

    Returns:
        The integer.

    Raises:
        MalformedInput: It is something else, a boolean for example.
    """
    value = members[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedInput(f"{name} is not an integer", field=name)
    return value


def items(members: JsonObject, name: str) -> list[JsonValue]:
    """Read a member that is a list.

    Args:
        members: The parsed object.
        name: The member, known to be there.

    Returns:
        The list.

    Raises:
        MalformedInput: It is something else.
    """
    value = members[name]
    if not isinstance(value, list):
        raise MalformedInput(f"{name} is not a list", field=name)
    return value


def hexadecimal(members: JsonObject, name: str, size: int | None) -> bytes:
    """Read a member that is lower-case hexadecimal without a prefix.

    Args:
        members: The parsed object.
        name: The member, known to be there.
        size: Bytes demanded, or None for any number.

    Returns:
        The bytes.

    Raises:
        MalformedInput: It is something else.
    """
    return hex_bytes(text(members, name), size, name)


def base64(members: JsonObject, name: str, size: int | None) -> bytes:
    """Read a member that is standard base64.

    Args:
        members: The parsed object.
        name: The member, known to be there.
        size: Bytes demanded, or None for any number.

    Returns:
        The bytes.

    Raises:
        MalformedInput: It is something else.
    """
    return base64_bytes(text(members, name), size, name)
