"""`torrens data capture`: who hashed the data, when, with which tool (article 18); and verbs that take captures."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.datasets.contents import root_of
from torrens_anchor.datasets.reading import found_in, read_files
from torrens_anchor.documents.capture import Capture
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_cli import arguments, files, options, programs
from torrens_cli.context import home_settings, paper
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import Making, hash_file
from torrens_cli.output import Report, say, utc
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
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="The files of one dataset.")],
    *,
    by: Annotated[str, typer.Option(help="Who hashes it, as an id: a party's number, a device's.")],
    source: Annotated[str, typer.Option(help="Where the data came from, in words.")],
    at: Annotated[str | None, typer.Option(help="When, ISO 8601 UTC; by the home's clock when left out.")] = None,
    tool: Annotated[str | None, typer.Option(help="The program and its version, if not this one.")] = None,
    tool_file: Annotated[Path | None, typer.Option(help="That program's file, whose SHA-256 is taken.")] = None,
    out: Annotated[Path, typer.Option(help="Where the capture goes; hand it to the verb that decides, as --capture.")],
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Hash a dataset, and write down who did, when, with which tool: the capture that a bundle can show to a court."""
    if not by or not source:
        raise ArgumentRefused("a capture says who hashed what, and where it came from", argument="by")
    if tool_file is not None and tool is None:
        raise ArgumentRefused("a --tool-file is of a --tool: name it and its version", argument="tool")
    files.place(out, inputs=[*paths, *([tool_file] if tool_file else [])])
    when = clock_of(home_settings(home).clock_file)() if at is None else arguments.time(at)
    found = read_files(paths, hash_file=lambda path: hash_file(path, Making(as_json=as_json)))
    name, digest = programs.hasher()
    if tool is not None:
        name, digest = tool, str(Digest(Algorithm.SHA_256, paper(tool_file))) if tool_file else ""
    made = capture_of(found, by=by, at=when, tool=(name, digest), source=source).encode()
    files.write(out, made)
    words = (f"{by} 于 {utc(when)} 采集 {len(found)} 个文件", f"{by} captured {len(found)} file(s) at {utc(when)}")
    proof = {"sha256": sha256(made).digest(), "contentRoot": bytes(root_of(found_in(found).contents))}
    facts = {"capturedAt": when, "tool": name, "toolDigest": digest, "file": str(out)}
    say(Report("data.capture", *words, proof, facts), as_json=as_json)
