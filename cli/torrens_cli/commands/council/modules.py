"""Modules and their bits: `torrens council deploy|enable|retire|announce|widen|narrow|adopt`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.council.how import Into, Schedule, When, carry, contract, how, mask
from torrens_cli.context import opened
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, utc
from torrens_contracts.artifacts import MODULES
from torrens_contracts.deploying.deploy import Step, renew
from torrens_contracts.deploying.deployment import write_deployment
from torrens_contracts.deploying.permissions import permissions_of
from torrens_contracts.deploying.plan import renewal
from torrens_contracts.structs import Permission
from torrens_contracts.types import Address
from torrens_contracts.words import Kind
from torrens_registry.cases.council import modules, takeover
from torrens_registry.keys import account_of
from torrens_registry.office import MANIFEST

app = typer.Typer()

Module: TypeAlias = Annotated[str, typer.Argument(help="The module: its name in deployment.json, or its address.")]
OfKind: TypeAlias = Annotated[str, typer.Argument(metavar="KIND", help="Kind of word, such as GRANT or PARTY.")]
Fields: TypeAlias = Annotated[
    str,
    typer.Argument(help="Its fields joined by commas (flags.NAME for one flag of a grant), all, none, or a hex mask."),
]


@app.command("deploy")
def create(
    names: Annotated[list[str], typer.Argument(help="Modules of which a new version is created.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    deployer: Annotated[str, typer.Option(help="Key that creates them and has sent nothing before.")],
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Create new versions of modules, as this release has them; stopped anywhere, the same command goes on."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        creator, settings = desk.ring.signer(deployer), desk.office.settings
        renew(
            desk.office.wire,
            renewal(creator.address, desk.office.deployment, names),
            account_of(creator),
            chain_id=settings.chain_id,
            gas_price=settings.gas_price,
            watch=lambda step: _created(step, as_json=as_json),
        )


@app.command()
def enable(
    name: Annotated[str, typer.Argument(help="The module's name: its bits are those of this release.")],
    version: Annotated[str, typer.Argument(help="Address of the version.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    from_: Annotated[
        str, typer.Option("--from", help="From when on it may write, ISO 8601 UTC; in two days or later.")
    ],
    until: Annotated[str | None, typer.Option(help="Until when; for good when left out.")] = None,
    may: Annotated[
        list[str] | None, typer.Option(help="KIND=FIELDS that it may write instead of this release's; repeat.")
    ] = None,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Let a new module write, from a time at least two days ahead: Register itself demands them."""
    as_asked, address = how(key, once, schedule=schedule, when=when, into=into), Address(arguments.address(version))
    bits, first = _permissions(name, may), arguments.time(from_)
    with opened(home, keys=keys, password_file=password_file) as desk:
        motion = modules.enable(desk.office, address, bits, from_=first, until=arguments.optional_time(until))
        told = (f"模块 {name} 自 {utc(first)} 起启用", f"module {name} may write from {utc(first)}")
        carry(desk, motion, as_asked, told, {"module": bytes(address), "from": utc(first)}, as_json=as_json)


@app.command()
def retire(
    module: Module,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Let a module write no more, at once; its words stay."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        address = contract(desk, module)
        told = (f"模块 {module} 停用,其所写事实不变", f"module {module} writes no more; its words stay")
        motion = modules.retire(desk.office, address)
        carry(desk, motion, as_asked, told, {"module": bytes(address)}, as_json=as_json)


@app.command()
def announce(
    module: Module,
    kind: OfKind,
    fields: Fields,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Announce that a module may change more bits of a kind: `widen` applies it, in two days to a month."""
    as_asked, of = how(key, once, schedule=schedule, when=when, into=into), arguments.code(Kind, kind)
    bits = mask(of, fields)
    with opened(home, keys=keys, password_file=password_file) as desk:
        motion = modules.announce_widening(desk.office, contract(desk, module), of, bits)
        told = (f"已公告扩大 {module} 对 {of.name} 的权限", f"announced: {module} may change more of {of.name}")
        carry(desk, motion, as_asked, told, {"kind": of.name, "mask": f"0x{bits:064x}"}, as_json=as_json)


@app.command()
def widen(
    module: Module,
    kind: OfKind,
    fields: Fields,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Apply a widening that was announced in the same words, two days ago or more, and a month at most."""
    as_asked, of = how(key, once, schedule=schedule, when=when, into=into), arguments.code(Kind, kind)
    bits = mask(of, fields)
    with opened(home, keys=keys, password_file=password_file) as desk:
        motion = modules.widen(desk.office, contract(desk, module), of, bits)
        told = (f"{module} 对 {of.name} 的权限已扩大", f"{module} may change more of {of.name}")
        carry(desk, motion, as_asked, told, {"kind": of.name, "mask": f"0x{bits:064x}"}, as_json=as_json)


@app.command()
def narrow(
    module: Module,
    kind: OfKind,
    fields: Fields,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Leave a module only these bits of a kind, at once."""
    as_asked, of = how(key, once, schedule=schedule, when=when, into=into), arguments.code(Kind, kind)
    bits = mask(of, fields)
    with opened(home, keys=keys, password_file=password_file) as desk:
        motion = modules.narrow(desk.office, contract(desk, module), of, bits)
        told = (f"{module} 对 {of.name} 的权限已收窄", f"{module} may change less of {of.name}")
        carry(desk, motion, as_asked, told, {"kind": of.name, "mask": f"0x{bits:064x}"}, as_json=as_json)


@app.command()
def adopt(
    versions: Annotated[list[str], typer.Argument(help="NAME=ADDRESS of each new version that may write now.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Let this home speak to new versions of modules: they take the old ones' places in deployment.json."""
    wanted = dict(_version(one) for one in versions)
    with opened(home) as desk:
        found = takeover.adopt(desk.office, wanted)
    files.write(home / MANIFEST, write_deployment(found))
    told = ("部署清单已指向新版本模块", "the manifest names the new versions of " + ", ".join(wanted))
    proof = {name: bytes(address) for name, address in wanted.items()}
    say(Report("council.adopt", *told, proof, {"manifest": str(home / MANIFEST)}), as_json=as_json)


def _created(step: Step, *, as_json: bool) -> None:
    zh = f"创建 {step.contract} 新版本" + ("" if step.fresh else ",此前已办")
    en = f"{step.contract} created" + ("" if step.fresh else " before")
    proof = {"address": bytes(step.address), "tx": step.transaction}
    facts = {"module": step.contract, "gas": step.gas_used, "fresh": step.fresh}
    say(Report("module.create", zh, en, proof, facts), as_json=as_json)


def _permissions(name: str, may: Sequence[str] | None) -> tuple[Permission, ...]:
    if name not in MODULES:
        raise ArgumentRefused(f"{name!r} is no module; one of {', '.join(MODULES)}", argument="name", value=name)
    return permissions_of(name) if may is None else tuple(map(_permission, may))


def _permission(text: str) -> Permission:
    kind, equals, fields = text.partition("=")
    if not equals:
        raise ArgumentRefused(f"{text!r} is not KIND=FIELDS, such as GRANT=state,holder", argument="may", value=text)
    of = arguments.code(Kind, kind)
    return Permission(of, mask(of, fields))


def _version(text: str) -> tuple[str, Address]:
    name, equals, address = text.partition("=")
    if not equals:
        raise ArgumentRefused(f"{text!r} is not NAME=ADDRESS", argument="versions", value=text)
    return name, Address(arguments.address(address))
