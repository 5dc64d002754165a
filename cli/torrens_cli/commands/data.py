"""`torrens data`: fingerprints of files, folders and tables, proofs of their parts. Needs no chain, no key and no home.

The verbs' arguments stand here; what is done about files and folders in `data_files`, about tables in `data_tables`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from torrens_cli import arguments, options
from torrens_cli.commands import data_files, data_tables
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import say

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Fingerprints, proofs of rows and files."
)


@app.command()
def fingerprint(
    files: Annotated[list[Path], typer.Argument(help="The files of one dataset; .csv files are read as tables.")],
    *,
    as_json: options.Json = False,
) -> None:
    """Fingerprint a dataset: plain SHA-256, 4 MiB-chunk root, table root, and the one root that is registered."""
    for report in data_files.dataset(files):
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
    file: Annotated[Path | None, typer.Argument(help="The data at hand; not needed with --proof.")] = None,
    *,
    root: Annotated[str, typer.Option(help="What is trusted: a table root, chunk root or SHA-256, as 0x-hex.")],
    proof: Annotated[Path | None, typer.Option(help="A row's proof, checked against a table root.")] = None,
    as_json: options.Json = False,
) -> None:
    """Verify data, or one row's proof, against a root that is trusted."""
    wanted = arguments.id32(root)
    if (file is None) == (proof is None):
        raise ArgumentRefused("name the data at hand, or a row's --proof: one of the two", argument="file")
    say(
        data_tables.verify_row(proof, wanted) if proof else data_files.verify_root(cast("Path", file), wanted),
        as_json=as_json,
    )
