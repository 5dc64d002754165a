"""`torrens deploy`: the register and its modules, and the manifest that names them."""

from __future__ import annotations

import secrets
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

import typer

from torrens_cli import arguments, files, options
from torrens_cli.context import Ring, home_settings
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, utc
from torrens_contracts.deploying.deploy import Step, live_from
from torrens_contracts.deploying.deploy import deploy as run
from torrens_contracts.deploying.deployment import write_deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.node.wire import Wire
from torrens_registry.keys import account_of
from torrens_registry.office import MANIFEST
from torrens_registry.settings import Settings

app = typer.Typer(add_completion=False, rich_markup_mode=None)

SALT_FILE: Final = "deployment.salt"


@app.command()
def deploy(
    *,
    home: options.Home = options.DEFAULT_HOME,
    deployer: Annotated[str, typer.Option(help="Key that creates the contracts and has sent nothing before.")],
    council: Annotated[str, typer.Option(help="Key that may act for the council.")],
    salt: Annotated[str | None, typer.Option(help="32 bytes as 0x-hex, never used before; made when left out.")] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Deploy the register, the council and the modules; stopped anywhere, the same command goes on."""
    settings = home_settings(home, keys=keys, password_file=password_file)
    ring = Ring(settings)
    creator, counsel = ring.signer(deployer), ring.signer(council)
    planned = plan(creator.address, counsel.address, _salt(settings, salt))
    with Wire(settings.rpc_url) as wire:
        found = run(
            wire,
            planned,
            account_of(creator),
            account_of(counsel),
            chain_id=settings.chain_id,
            gas_price=settings.gas_price,
            watch=lambda step: _tell(step, as_json=as_json),
        )
        live = live_from(wire, found)
    files.write(home / MANIFEST, write_deployment(found))
    say(
        Report(
            "register.deploy",
            f"登记簿已部署,各模块自 {utc(live)} 起生效",
            f"register deployed, its modules may write from {utc(live)}",
            {"register": bytes(found.register), "origin": bytes(found.origin)},
            {"manifest": str(home / MANIFEST), "live": live, "chain": found.chain_id},
        ),
        as_json=as_json,
    )


def _tell(step: Step, *, as_json: bool) -> None:
    zh = {"create": "创建", "enable": "启用"}[step.done] + f" {step.contract}" + ("" if step.fresh else ",此前已办")
    en = f"{step.contract} {step.done}d" + ("" if step.fresh else " before")
    proof = {"address": bytes(step.address), "tx": step.transaction}
    say(Report(f"module.{step.done}", zh, en, proof, {"gas": step.gas_used, "fresh": step.fresh}), as_json=as_json)


def _salt(settings: Settings, given: str | None) -> bytes:
    """Gives the salt, and keeps it before anything is sent: an interrupted deployment must go on with the same one."""
    file = settings.home / SALT_FILE
    kept = _kept(file)
    if given is not None:
        wanted = arguments.id32(given)
    elif kept is not None:
        wanted = kept
    elif settings.clock_file is not None:
        wanted = sha256(f"torrens/development-salt/1/{settings.exchange}/deployment".encode()).digest()
    else:
        wanted = secrets.token_bytes(32)
    if kept is not None and kept != wanted:
        raise ArgumentRefused(f"{file} holds another salt: a deployment was begun with it", argument="salt")
    files.write(file, f"0x{wanted.hex()}\n".encode())
    return wanted


def _kept(file: Path) -> bytes | None:
    return arguments.id32(file.read_text(encoding="ascii").strip()) if file.exists() else None
