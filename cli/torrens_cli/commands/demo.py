"""`torrens demo`: the main job, a story in three acts over a real table."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from torrens_cli.demo.run import run
from torrens_cli.demo.screen import Screen
from torrens_cli.errors import ArgumentRefused

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def demo(
    *,
    out: Annotated[Path, typer.Option(help="Output folder; an unfinished one is resumed.")] = Path("torrens-demo"),
    data: Annotated[Path | None, typer.Option(help="A CSV table; the committed weather table when left out.")] = None,
    engine: Annotated[str, typer.Option(help="embedded, or anvil when it is installed.")] = "embedded",
    force: Annotated[bool, typer.Option("--force", help="Begin anew in a folder that a demo wrote.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a step.")] = False,
) -> None:
    """Run the main job: register a table, sell it once, be cheated, and shut the exchange; see what still holds."""
    if engine not in ("embedded", "anvil"):
        raise ArgumentRefused(f"--engine {engine} is neither embedded nor anvil", argument="engine", value=engine)
    table = data if data is not None else Path(str(files("torrens_devnet") / "data" / "seattle-weather.csv"))
    run(out, table, cast("Literal['embedded', 'anvil']", engine), Screen(as_json=as_json), force=force)
