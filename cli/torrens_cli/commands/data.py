"""`torrens data`: fingerprints of files, folders and tables, proofs of their parts. Needs no chain, no key and no home.

The verbs' arguments stand here; what is done about files and folders in `data_files`, about tables in `data_tables`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from torrens_cli import arguments, options
from torrens_cli.commands import data_files, data_stated, data_tables
from torrens_cli.errors import ArgumentRefused
from torrens_cli.hashing import STDIN, Making
from torrens_cli.output import say

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Fingerprints, proofs of rows and files."
)


@app.command()
def fingerprint(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="The files of one dataset (.csv: read as tables), or -.")
    ],
    *,
    sm3: Annotated[bool, typer.Option("--sm3", help="SM3 (GB/T 32905) as a second digest.")] = False,
    chunks_only: Annotated[bool, typer.Option("--chunks-only", help="Only the 4 MiB chunks: half the work.")] = False,
    cache: Annotated[
        Path | None, typer.Option(help="Keep hashes here, to go on after a stop and skip what is unchanged.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write the fingerprint here, for `verify`.")] = None,
    as_json: options.Json = False,
) -> None:
    """Fingerprint a dataset: plain SHA-256, 4 MiB-chunk root, table root, and the one root that is registered."""
    making = Making(sm3=sm3, as_json=as_json)
    if cache:
        making.open_cache(cache)
    if paths == [STDIN] and not chunks_only:
        say(data_files.stream(making, out=out), as_json=as_json)
        return
    made = data_files.chunks_only if chunks_only else data_files.dataset
    for report in made(paths, making, out=out):
        say(report, as_json=as_json)


@app.command()
def prove(
    file: Annotated[Path, typer.Argument(help="The table.")],
    *,
    row: Annotated[int, typer.Option(help="The row, from 1; the header is no row.")],
    out: Annotated[Path, typer.Option(help="Where the proof goes.")],
    as_json: options.Json = False,
) -> None:
    """Prove that a row stands in a table, without showing the other rows."""
    say(data_tables.prove(file, row, out), as_json=as_json)


@app.command()
def verify(
    path: Annotated[Path | None, typer.Argument(help="The data at hand, or -; not needed with a row's proof.")] = None,
    fingerprint: Annotated[Path | None, typer.Argument(help="Its fingerprint, from who is trusted.")] = None,
    *,
    root: Annotated[
        str | None, typer.Option(help="What is trusted: a table root, chunk root or SHA-256, as 0x-hex.")
    ] = None,
    proof: Annotated[Path | None, typer.Option(help="A row's proof, checked against a table root.")] = None,
    as_json: options.Json = False,
) -> None:
    """Verify data against its fingerprint, or data or a row's proof against a trusted root. No cache is read."""
    if path and fingerprint and not root and not proof:
        say(data_files.verify_file(path, data_stated.read(fingerprint), as_json=as_json), as_json=as_json)
        return
    if fingerprint or not root or (path is None) == (proof is None):
        raise ArgumentRefused(
            "name the data and its fingerprint; or the data, or a row's --proof, and the --root that is trusted",
            argument="path",
        )
    wanted = arguments.id32(root)
    if proof:
        say(data_tables.verify_row(proof, wanted), as_json=as_json)
    else:
        say(data_files.verify_root(cast("Path", path), wanted), as_json=as_json)
