"""`torrens verify` among the other commands: it takes its arguments as they are and hands them to `alone`."""

from __future__ import annotations

import typer

from torrens_cli.alone import INSTALLED, main

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def verify(context: typer.Context) -> None:
    """Verify a bundle offline, fact by fact, under your own policy."""
    main(context.args, INSTALLED)
