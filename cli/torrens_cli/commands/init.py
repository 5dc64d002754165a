"""`torrens init`: the home folder of one exchange."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import options
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_registry.settings import FILE, load

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def init(
    *,
    home: options.Home,
    exchange: Annotated[int, typer.Option(help="The exchange's number, such as 331: region * 10 + digit.")],
    chain_id: Annotated[int, typer.Option(help="Chain id of the home chain.")],
    rpc_url: Annotated[str, typer.Option(help="JSON-RPC of the home chain's node.")] = "http://127.0.0.1:8545",
    finality: Annotated[str, typer.Option(help="instant, depth:n, tag or dev.")] = "dev",
    seal_scheme: Annotated[str, typer.Option(help="Who seals headers for bundles: attest or qbft.")] = "attest",
    api_port: Annotated[int, typer.Option(help="Port of the API; 0 takes a free one.")] = 8331,
    clock_file: Annotated[Path | None, typer.Option(help="Development only: the world's clock file.")] = None,
    password_file: Annotated[Path | None, typer.Option(help="File whose first line opens the keys.")] = None,
    as_json: options.Json = False,
) -> None:
    """Make the home folder of an exchange: torrens.toml, and places for keys, log, bundles and database."""
    values: dict[str, object] = {
        "exchange": exchange,
        "chain_id": chain_id,
        "rpc_url": rpc_url,
        "finality": finality,
        "seal_scheme": seal_scheme,
        "api_port": api_port,
    }
    values |= {"clock_file": str(clock_file.resolve())} if clock_file else {}
    values |= {"password_file": str(password_file.resolve())} if password_file else {}
    content = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())
    settings_file = home / FILE
    if settings_file.exists() and settings_file.read_text(encoding="utf-8") != content:
        raise ArgumentRefused(
            f"{settings_file} is there already, with other settings",
            remedy="edit that file, or name another --home",
            argument="home",
        )
    load(**{**values, "home": home})  # refuses what is no setting before anything is written
    # keys, and the salts and prices of the vault, are for nobody else on this machine
    for folder in (home, home / "keys", home / "log", home / "witness", home / "bundles"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings_file.write_text(content, encoding="utf-8")
    say(
        Report(
            "exchange.init",
            f"已建立交易所 {exchange} 的主目录",
            f"home of exchange {exchange} made, chain {chain_id}",
            {"file": str(settings_file)},
            values,
        ),
        as_json=as_json,
    )
