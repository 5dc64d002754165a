"""`torrens key`: keys in keystore files."""

from __future__ import annotations

from typing import Annotated

import typer

from torrens_cli import options
from torrens_cli.context import home_settings, prompt
from torrens_cli.output import Report, say, table
from torrens_registry.keys import KeyStore, read_password

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Keys in keystore files.")


@app.command()
def new(
    names: Annotated[list[str], typer.Argument(help="One key each: letters, digits, - and _.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    development: Annotated[
        str | None, typer.Option(help="Derive development keys from this seed: the same on every run, no secret.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Make keys, each in a file of its own; a file that is there is never overwritten."""
    settings = home_settings(home, keys=keys, password_file=password_file)
    password = read_password(settings.password_file, prompt(), "新密钥的密码 Password of the new keys: ")
    store = KeyStore(settings.keys_dir)
    for name in names:
        if development is None:
            address, note = store.create(name, password), ("", "")
        else:
            address, note = store.create_development(name, development, password), ("(开发用)", " (development)")
        zh, en = f"已生成密钥 {name}{note[0]}", f"key {name} made{note[1]}"
        say(Report("key.new", zh, en, {"address": bytes(address)}, {"name": name}), as_json=as_json)


@app.command("list")
def list_(
    *,
    home: options.Home = options.DEFAULT_HOME,
    keys: options.Keys = None,
    as_json: options.Json = False,
) -> None:
    """List the keys of a folder; no password is needed."""
    store = KeyStore(home_settings(home, keys=keys).keys_dir)
    table(
        [
            {"name": name, "address": bytes(store.address(name)), "development": store.is_development(name)}
            for name in store.names()
        ],
        as_json=as_json,
    )
