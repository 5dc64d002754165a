"""The form of a platform statement: what a clerk fills in, TOML or JSON, and the statement that it becomes.

Its members are those of SPEC-bundle.md 5, with three conveniences: times as ISO 8601, `file` (a path from the form's
folder) in place of a `digest`, and what there is none of may be left out (filings, protection, assessments, keys, ties,
software). All else must be there, and nothing else may.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Final, cast

from torrens_anchor.documents.platformstatement import VERSION, PlatformKey, PlatformStatement, Software
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms import canonical
from torrens_anchor.forms.canonical import JsonLike
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_cli import files, instants
from torrens_cli.context import paper
from torrens_cli.output import utc

_LISTS: Final = ("filings", "assessments", "keys", "ties", "software")
_TIMES: Final = ("issuedAt", "from", "until")
_HEAD: Final = """\
# 平台说明表 Form of a platform statement (anchor/SPEC-bundle.md 5; rules of online litigation, article 17).
# 逐项填写后 Fill in, then: torrens platform state FORM --out FILE, and torrens platform sign FILE
"""
_BLANKS: Final = """
# 备案 filings of the service (CAC order 3):
# [[filings]]
# authority = "国家互联网信息办公室"
# number = ""

# 等级保护 graded protection (GB/T 22239):
# [protection]
# level = 3
# certificate = ""
# until = 2027-01-01T00:00:00Z

# 测评 assessments by others, such as of cryptography (GB/T 39786); digest or file, or digest = "":
# [[assessments]]
# name = ""
# number = ""
# file = "report.pdf"

# 与当事人的利害关系 ties of an operator to a party, every one:
# [[ties]]
# operator = ""
# party = 65537
# nature = ""
"""


def read_form(file: Path) -> PlatformStatement:
    """Reads a form that was filled in.

    Args:
        file: The form, `.toml` or `.json`.

    Returns:
        The statement.

    Raises:
        UnusableFile: The form, or a file that it names, cannot be read.
        MalformedInput: It is no TOML or JSON, a member is missing, unknown, empty or of another form.
        ArgumentRefused: A time is none, or not in UTC.
        OutOfRange: Its term is none, or a key stands twice.
    """
    form = _parsed(file)
    form.setdefault("v", VERSION)
    form.setdefault("protection", None)
    for name in _LISTS:
        form.setdefault(name, [])
    for name in ("assessments", "software"):
        form[name] = _hashed(form[name], file.parent)
    return PlatformStatement.parse(canonical.encode(_seconds(form)))


def write_form(
    chain: tuple[int, bytes],
    operator: tuple[str, str],
    term: tuple[int, int, int],
    keys: Sequence[PlatformKey],
    software: Sequence[Software],
) -> str:
    """Writes a form with what an exchange knows of its own platform; what it cannot know is left to be filled in.

    Args:
        chain: The chain, and Register's address there.
        operator: Name and registration number of who will state it; may be empty.
        term: When it is issued, and the first and last second that it speaks of, UTC.
        keys: Who runs which key; an empty operator is to be filled in.
        software: Programs by digest.

    Returns:
        TOML.
    """
    issued, first, last = map(utc, term)
    top = [f"chainId = {chain[0]}", f'register = "0x{chain[1].hex()}"']
    top += [f"issuedAt = {issued}", f"from = {first}", f"until = {last}"]
    rows = [("operator", {"name": operator[0], "id": operator[1]}, False)]
    rows += [("keys", {"key": one.key, "role": one.role, "operator": one.operator}, True) for one in keys]
    rows += [("software", {"name": o.name, "version": o.version, "digest": str(o.digest)}, True) for o in software]
    tables = [f"\n{'[[' if many else '['}{name}{']]' if many else ']'}\n{_members(row)}" for name, row, many in rows]
    return "".join([_HEAD, "\n".join(top), "\n", *tables, _BLANKS])


def _members(row: dict[str, str]) -> str:
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in row.items())


def _parsed(file: Path) -> dict[str, object]:
    data = files.read(file)
    if file.suffix.lower() == ".json":
        found = canonical.parse(data)
        if not isinstance(found, dict):
            raise MalformedInput(f"{file} is no JSON object", path=str(file))
        return dict(found)
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        remedy = "begin with one that `torrens platform form` writes"
        raise MalformedInput(f"{file} is no TOML: {error}", remedy=remedy, path=str(file)) from error


def _hashed(value: object, folder: Path) -> object:
    """Puts the digest of a named file where the file was named; an item that has both keeps both, and is refused."""
    if isinstance(value, list):
        return [_hashed(item, folder) for item in value]
    if not isinstance(value, dict) or "digest" in value or not isinstance(value.get("file"), str):
        return value
    rest = {name: one for name, one in value.items() if name != "file"}
    return rest | {"digest": str(Digest(Algorithm.SHA_256, paper(folder / value["file"])))}


def _seconds(value: object, name: str = "") -> JsonLike:
    """Turns every time into UTC seconds, however it was written."""
    if isinstance(value, dict):
        return {key: _seconds(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_seconds(one) for one in value]
    if isinstance(value, date | time):  # a datetime is a date
        return instants.time(value.isoformat())
    if isinstance(value, str) and name in _TIMES:
        return instants.time(value)
    return cast("JsonLike", value)
