"""`torrens verify`: a bundle, fact by fact, offline, under the reader's own policy.

Imports the ground floor, typer and the standard library, nothing else: a court installs no chain, no database, no web.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from torrens_cli.instants import time as instant
from torrens_cli.judging import Question, judge

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def verify(
    bundle: Annotated[Path, typer.Argument(help="The bundle file.")],
    *,
    policy: Annotated[Path, typer.Option(help="Your own policy: whom you believe. Nothing in the bundle adds to it.")],
    at: Annotated[str | None, typer.Option(help="Time asked about, ISO 8601 UTC; now when left out.")] = None,
    data: Annotated[Path | None, typer.Option(help="Your copy of the data, to be compared.")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Write a report for a court, with the commands that redo each hash.")
    ] = False,
    independent: Annotated[
        bool, typer.Option("--independent", help="Ask two implementations of every signature; they must agree.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Give the verdict as data.")] = False,
) -> None:
    """Verify a bundle. Exit code: 0 all required facts match, 1 a mismatch, 2 a fact cannot be verified, 3 unusable."""
    when = int(time.time()) if at is None else instant(at)
    text, code = judge(Question(bundle, policy, when, data, explain=explain, as_json=as_json, independent=independent))
    sys.stdout.write(text)
    raise typer.Exit(code)
