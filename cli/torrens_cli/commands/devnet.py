"""`torrens devnet`: an embedded chain on loopback, and the clock of a development world."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, table, utc
from torrens_devnet import serve
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.engine import MOST_VALIDATORS
from torrens_devnet.process import ask
from torrens_devnet.validators import known

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Development chains.")
clock_app = typer.Typer(add_completion=False, no_args_is_help=True, help="The world's clock, a file of UTC seconds.")
app.add_typer(clock_app, name="clock")

ClockPath = Annotated[Path, typer.Option("--clock", help="The world's clock file.")]


@app.command()
def start(
    *,
    data: Annotated[Path, typer.Option(help="The chain's folder; it is kept there across restarts.")],
    chain_id: Annotated[int, typer.Option(help="EIP-155 chain id.")],
    clock: ClockPath,
    begin: Annotated[str, typer.Option(help="First second of a new world, ISO 8601 UTC.")] = "2026-04-27T01:00:00Z",
    port: Annotated[int, typer.Option(help="Loopback port; 0 takes a free one.")] = 8545,
    engine: Annotated[str, typer.Option(help="embedded, or anvil when it is installed.")] = "embedded",
    fund: Annotated[list[str] | None, typer.Option(help="Account with funds at genesis; repeat.")] = None,
    fund_keys: Annotated[
        list[Path] | None, typer.Option(help="Folder of key files whose accounts get funds at genesis; repeat.")
    ] = None,
    validators: Annotated[int, typer.Option(help="How many seal its blocks by QBFT, as Besu's do; 0 for none.")] = 0,
    validator_contract: Annotated[
        bool, typer.Option("--validator-contract", help="A contract names them (0x…7777, slot 0), and no header.")
    ] = False,
) -> None:
    """Serve a chain in this process until it is told to stop; prints its address when it answers."""
    clock.parent.mkdir(parents=True, exist_ok=True)
    ClockFile.create(clock, UtcSecond(arguments.time(begin)))
    line = ["--data", str(data), "--chain-id", str(chain_id), "--clock", str(clock), "--port", str(port)]
    line += ["--engine", engine, "--validators", str(validators)]
    line += ["--validator-contract"] if validator_contract else []
    for account in _accounts(fund or [], fund_keys or []):
        line += ["--fund", account]
    try:
        raise typer.Exit(serve.main(line))
    except KeyboardInterrupt:
        sys.stderr.write("torrens: stopped; the chain is kept in its folder\n")


@app.command("validators")
def list_validators(
    *,
    chain_id: Annotated[int, typer.Option(help="EIP-155 chain id.")],
    count: Annotated[int, typer.Option(help="How many, from the first.", min=1, max=MOST_VALIDATORS)] = 4,
    as_json: options.Json = False,
) -> None:
    """List the development validators of a chain: the first ones seal it, others can be voted in."""
    table(
        [{"name": f"validator{one.number}", "address": bytes(one.address)} for one in known(chain_id)[:count]],
        as_json=as_json,
    )


@app.command()
def vote(
    validator: Annotated[str, typer.Argument(help="Address of one of the chain's development validators.")],
    *,
    rpc_url: Annotated[str, typer.Option(help="Where the chain answers.")] = "http://127.0.0.1:8545",
    drop: Annotated[bool, typer.Option("--drop", help="Vote it out; without this it is voted in.")] = False,
    as_json: options.Json = False,
) -> None:
    """Have all validators vote in the blocks to come; more than half of them change the set for the block after."""
    subject = arguments.address(validator)
    try:
        ask(rpc_url, "qbft_proposeValidatorVote", ["0x" + subject.hex(), not drop])
    except OSError as error:
        raise ArgumentRefused(f"no chain answers at {rpc_url}", argument="rpc-url", value=rpc_url) from error
    zh, en = ("移除", "to drop") if drop else ("加入", "to admit")
    say(
        Report(
            "devnet.vote", f"之后的区块将投票{zh}该验证者", f"the blocks to come vote {en} it", {"validator": subject}
        ),
        as_json=as_json,
    )


@clock_app.command()
def show(clock: ClockPath, *, as_json: options.Json = False) -> None:
    """Show the world's time."""
    _say(ClockFile(clock).read(), "clock.show", "现在是", "it is", as_json=as_json)


@clock_app.command("set")
def set_(
    second: Annotated[str, typer.Argument(help="ISO 8601 UTC, such as 2026-04-29T02:00:00Z.")],
    clock: ClockPath,
    *,
    as_json: options.Json = False,
) -> None:
    """Set the world's time forward; every chain that shares the clock follows. A new file begins a world."""
    at = UtcSecond(arguments.time(second))
    found = ClockFile.create(clock, at).advance_to(at)
    _say(found, "clock.set", "时钟拨到", "clock set to", as_json=as_json)


@clock_app.command()
def advance(
    seconds: Annotated[int, typer.Argument(help="How many seconds forward.", min=0)],
    clock: ClockPath,
    *,
    as_json: options.Json = False,
) -> None:
    """Set the world's time forward by some seconds."""
    held = ClockFile(clock)
    found = held.advance_to(UtcSecond(held.read() + seconds))
    _say(found, "clock.advance", "时钟拨到", "clock set to", as_json=as_json)


def _say(second: int, verb: str, zh: str, en: str, *, as_json: bool) -> None:
    shown = utc(second)
    say(Report(verb, f"{zh} {shown}", f"{en} {shown}", facts={"second": second}), as_json=as_json)


def _accounts(named: list[str], folders: list[Path]) -> list[str]:
    from torrens_registry.keys import KeyStore  # noqa: PLC0415 - only folders of keys need it

    found = []
    for text in named:
        if not arguments.is_address(text):
            raise ArgumentRefused(f"--fund {text} is no account: 0x and 40 hex digits", argument="fund", value=text)
        found.append(text)
    for folder in folders:
        keys = KeyStore(folder)
        found += ["0x" + keys.address(name).hex() for name in keys.names()]
    return sorted(set(found))
