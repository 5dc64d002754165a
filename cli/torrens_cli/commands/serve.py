"""`torrens serve`: the API of one exchange, from its database and its log."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import Annotated

import typer

from torrens_cli import options
from torrens_cli.context import home_settings
from torrens_cli.output import Report, say
from torrens_registry.api.app import create_app
from torrens_registry.api.reader import open_reader
from torrens_registry.api.server import serve as serve_app

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def serve(
    *,
    home: options.Home = options.DEFAULT_HOME,
    host: Annotated[str | None, typer.Option(help="Address to listen on; the settings' when left out.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port; 0 takes a free one; the settings' when left out.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Serve the API until told to stop; it reads the mirror, so run `mirror sync --follow` beside it."""
    settings = home_settings(home)
    address = settings.api_host if host is None else host

    def told(url: str, _: object) -> None:
        words = (f"API 地址 {url}/docs", f"the API is at {url}/docs")
        say(Report("serve", *words, {}, {"url": url}), as_json=as_json)

    try:
        with open_reader(settings) as reader:  # before anything is told: a home that cannot be read is named here
            app = create_app(lambda: nullcontext(reader))
            serve_app(app, address, settings.api_port if port is None else port, told)
    except KeyboardInterrupt:
        sys.stderr.write("torrens: stopped; the API keeps nothing of its own\n")
