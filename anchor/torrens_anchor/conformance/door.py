"""The door for anybody's vectors: `python -m torrens_anchor.conformance KIND FILE`.

Prints one JSON line a case, {"case": name, "error": text or null, "ok": bool}; `ok` says whether the input
verified, whatever the file hopes for. Of a case that cannot be read, the error names the member and
what it should be. Exit code 0 when every case was answered; 3, without a line of any, when the file is no JSON, holds
a member twice in one object (a case would vanish unseen) or is of another kind.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from torrens_anchor.conformance.chain import ecdsa_cases, header_cases
from torrens_anchor.conformance.log import (
    consistency_cases,
    ed25519_cases,
    inclusion_cases,
    jcs_cases,
    tlog_cases,
)
from torrens_anchor.conformance.table import table_cases
from torrens_anchor.errors import MalformedInput, TorrensError
from torrens_anchor.forms.canonical import check_depth

KINDS: Final[dict[str, Callable[[Any], Iterator[tuple[str, Callable[[], None]]]]]] = {
    "header": header_cases,
    "jcs": jcs_cases,
    "rfc6962-consistency": consistency_cases,
    "rfc6962-inclusion": inclusion_cases,
    "table": table_cases,
    "tlog": tlog_cases,
    "wycheproof-ecdsa": ecdsa_cases,
    "wycheproof-ed25519": ed25519_cases,
}
"""A new kind is a line here and a function that yields its cases."""
_UNUSABLE: Final = 3
_LONGEST_INTEGER: Final = 1000
_DEPTH: Final = 256
"""Deepest nesting of a file; texts in it are not counted."""


def run(kind: str, document: Any) -> Iterator[dict[str, object]]:  # noqa: ANN401 - any JSON
    """Run every case of a vector file.

    Args:
        kind: One of `KINDS`.
        document: The parsed file.

    Yields:
        One result a case.

    Raises:
        MalformedInput: The file is not of this kind.
    """
    for name, check in list(KINDS[kind](document)):  # the file's form first: of another kind it has no case at all
        try:
            check()
        except TorrensError as error:  # a case that cannot even be read has not verified
            yield {"case": name, "error": f"{error.code}: {error}", "ok": False}
        else:
            yield {"case": name, "error": None, "ok": True}


def main(arguments: Sequence[str]) -> int:
    """Run the door.

    Args:
        arguments: KIND and FILE.

    Returns:
        The exit code.
    """
    if len(arguments) != 2 or arguments[0] not in KINDS:
        sys.stderr.write(f"usage: python -m torrens_anchor.conformance KIND FILE\nKIND: {' '.join(KINDS)}\n")
        return _UNUSABLE
    try:
        text = Path(arguments[1]).read_bytes().decode("utf-8-sig")
        check_depth(text, _DEPTH)
        document = json.loads(text, object_pairs_hook=_members, parse_int=_integer)
    except (OSError, ValueError, MalformedInput) as error:  # no file, or no JSON
        return _unusable(arguments[1], error)
    try:
        for result in run(arguments[0], document):
            sys.stdout.write(f"{json.dumps(result)}\n")
    except TorrensError as error:  # of another kind
        return _unusable(arguments[1], error)
    return 0


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise MalformedInput(f"{name!a} stands twice in one object", field=name)
        members[name] = value
    return members


def _integer(digits: str) -> int | float:
    """Read an integer; one longer than Python reads spoils its own case, not the file: no member takes a float."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else float(digits)


def _unusable(file: str, error: Exception) -> int:
    sys.stderr.write(f"{file}: {error}\n")
    return _UNUSABLE
