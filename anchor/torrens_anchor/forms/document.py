"""Opens a file of this house: canonical JSON that names its version, with exactly its members."""

from collections.abc import Sequence

from torrens_anchor.errors import UnknownVersion
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.forms.jsonform import Members


def open_document(
    data: bytes, what: str, version: str, names: Sequence[str], *, optional: Sequence[str] = (), where: str = ""
) -> Members:
    """Open a file; the usual first step of what is read member by member.

    Args:
        data: The file's bytes.
        what: What it is, for an error's message: "a bundle".
        version: What `v` must be.
        names: The members it must have besides `v`.
        optional: Members that it may have; no others are taken.
        where: What paths to its members begin with; the last word of `what` when empty.

    Returns:
        Its members, each still to be read.

    Raises:
        MalformedInput: Not canonical JSON, or a member is missing or unknown.
        NotCanonical: JSON, but not equal to its own canonical re-encoding.
        UnknownVersion: Of another type or version.
    """
    where = where or what.rpartition(" ")[2]
    value = parse_canonical_object(data, where)
    found = value.get("v")
    if found != version:
        raise UnknownVersion(f"{what} of version {found!a}; {version} is read", found=found)
    return Members(value, where, ("v", *names, *(name for name in optional if name in value)))
