"""`torrens data capture`: who hashed the data, when, with which tool (article 18); and verbs that take captures."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.datasets.contents import Contents, root_of
from torrens_anchor.datasets.several import DatasetFingerprint
from torrens_anchor.documents.capture import Capture
from torrens_anchor.files.fingerprint import FileFingerprint
from torrens_anchor.files.folder import FolderFingerprint
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.tables.typedproof import TypedFingerprint
from torrens_cli import arguments, files, options, programs
from torrens_cli.commands.data.given import Given
from torrens_cli.commands.data.tables import Values
from torrens_cli.context import home_settings, paper
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import Making
from torrens_cli.output import Report, say, utc
from torrens_log.tablefiles import SaltPlace
from torrens_registry.cases.data.captures import capture_of
from torrens_registry.clocks import clock_of

Captures = Annotated[
    list[Path] | None,
    typer.Option("--capture", help="A capture of the data, from `data capture` (article 18); repeat."),
]


def read_captures(found: list[Path] | None) -> tuple[bytes, ...]:
    """Reads capture documents that a verb names.

    Args:
        found: Their files.

    Returns:
        Their exact bytes.

    Raises:
        UnusableFile: A file cannot be read.
        MalformedInput: One is no capture document; UnknownVersion, NotCanonical likewise.
    """
    read = tuple(files.read(file) for file in found or ())
    for data in read:
        Capture.parse(data)
    return read


def capture(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="The files of one dataset (.csv: read as tables), or a folder."),
    ],
    *,
    by: Annotated[str, typer.Option(help="Who hashes it, as an id: a party's number, a device's.")],
    source: Annotated[str, typer.Option(help="Where the data came from, in words.")],
    at: Annotated[str | None, typer.Option(help="When, ISO 8601 UTC; by the home's clock when left out.")] = None,
    tool: Annotated[str | None, typer.Option(help="The program and its version, if not this one.")] = None,
    tool_file: Annotated[Path | None, typer.Option(help="That program's file, whose SHA-256 is taken.")] = None,
    out: Annotated[Path, typer.Option(help="Where the capture goes; hand it to the verb that decides, as --capture.")],
    mode: options.Mode = None,
    schema: options.Schema = None,
    salts: options.Salts = None,
    new_salts: options.NewSalts = None,
    salt_secret: options.SaltSecret = None,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Hash a dataset as `data fingerprint` does, and write down who did, when, with which tool: the capture.

    A bundle can show it to a court.
    """
    if not by or not source:
        raise ArgumentRefused("a capture says who hashed what, and where it came from", argument="by")
    if tool_file is not None and tool is None:
        raise ArgumentRefused("a --tool-file is of a --tool: name it and its version", argument="tool")
    given = Given(paths, None, mode, Values(schema, SaltPlace(salts, new_salts, salt_secret)))
    given.place(out, tool_file)
    when = clock_of(home_settings(home).clock_file)() if at is None else arguments.time(at)
    making = Making(as_json=as_json)
    found = given.found(making)
    name, digest = programs.hasher()
    if tool is not None:
        name, digest = tool, str(Digest(Algorithm.SHA_256, paper(tool_file))) if tool_file else ""
    made = capture_of(found, by=by, at=when, tool=(name, digest), source=source).encode()
    files.write(out, made)
    zh, en = _form(found.contents)
    words = (f"{by} 于 {utc(when)} 采集{zh}", f"{by} captured {en} at {utc(when)}")
    proof = {"sha256": sha256(made).digest(), "contentRoot": bytes(root_of(found.contents))}
    facts = {"capturedAt": when, "tool": name, "toolDigest": digest, "file": str(out)}
    say(Report("data.capture", *words, proof, facts | making.facts()), as_json=as_json)


def _form(contents: Contents) -> tuple[str, str]:
    """Says what was captured."""
    match contents:
        case FileFingerprint():
            return "一个文件", "a file"
        case FolderFingerprint():
            return f"一个文件夹({contents.entries} 项)", f"a folder ({contents.entries} entries)"
        case DatasetFingerprint():
            return f" {len(contents.files)} 个文件", f"{len(contents.files)} files"
        case TypedFingerprint():
            return f"一张表(按值,{contents.rows} 行)", f"a table by its values ({contents.rows} rows)"
    return f"一张表({contents.rows} 行)", f"a table ({contents.rows} rows)"
