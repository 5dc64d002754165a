"""`torrens party`: how parties end, follow one another, belong together, and come by a lost key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.party.keys import Number, Roles
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import utc
from torrens_contracts.codes import Role
from torrens_contracts.types import Address
from torrens_registry.cases.parties import founding, recoveries, successions, suspicion
from torrens_registry.cases.parties import links as party_links

app = typer.Typer()

Order: TypeAlias = Annotated[Path, typer.Option("--order", help="The order or papers; their SHA-256 is bound.")]
Reason: TypeAlias = Annotated[Path, typer.Option("--reason", help="The paper that says why; its SHA-256 is bound.")]
Actor: TypeAlias = Annotated[str, typer.Option("--key", help="Name of the key that acts.")]


@app.command()
def remove(
    exchange: Annotated[int, typer.Argument(help="The exchange's number.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    order: Order,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Remove an exchange: its keys act no more, its certificates stand; the council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(order)
        done = successions.remove_exchange(desk.office, by, exchange=exchange, order_digest=said, key=once_key(once))
    told = (f"交易所 {exchange} 已退出", f"exchange {exchange} removed")
    tell("exchange.remove", told, done, {"exchange": exchange}, as_json=as_json)


@app.command()
def succeed(
    party: Annotated[int, typer.Argument(help="The party that ends.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    successor: Annotated[int, typer.Option(help="The party that takes its place.")],
    successor_key: Annotated[str, typer.Option(help="A SIGN key of the successor, which consents.")],
    order: Order,
    key: Actor,
    party_key: Annotated[
        str | None, typer.Option(help="A SIGN key of the party, when it wills it; then its exchange's key acts.")
    ] = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Name a party's successor: by order of an authority (the council, of exchanges), or as the party wills it."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, heir, said = desk.ring.signer(key), desk.ring.signer(successor_key), paper(order)
        if party_key is None:
            done = successions.succeed(
                desk.office,
                by,
                party=party,
                successor=successor,
                by_successor=heir,
                order_digest=said,
                key=once_key(once),
            )
        else:
            done = successions.succeed_by_signature(
                desk.office,
                by,
                party=party,
                successor=successor,
                by_party=desk.ring.signer(party_key),
                by_successor=heir,
                order_digest=said,
                key=once_key(once),
            )
    told = (f"主体 {party} 由 {successor} 承继", f"party {party} is succeeded by {successor}")
    tell("party.succeed", told, done, {"party": party, "successor": successor}, as_json=as_json)


@app.command()
def suspect(
    *,
    home: options.Home = options.DEFAULT_HOME,
    from_: Annotated[str | None, typer.Option("--from", help="First second, ISO 8601 UTC.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last second, ISO 8601 UTC.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="No window: by order only.")] = False,
    party: Annotated[
        int | None, typer.Option("--party", help="Another's, by order of an authority or the council.")
    ] = None,
    reason: Reason,
    key: Actor,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Say when a party's keys were in wrong hands: what was written then is not free until confirmed."""
    if clear == (from_ is not None and to is not None) or (clear and party is None):
        raise ArgumentRefused("give --from and --to, or --clear with --party: one of the two", argument="from")
    first, last = (0, 0) if clear else (arguments.time(from_ or ""), arguments.time(to or ""))
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name = desk.ring.signer(key), paper(reason), once_key(once)
        if party is None:
            done = suspicion.declare_suspect(desk.office, by, from_=first, to=last, reason_digest=said, key=name)
        else:
            done = suspicion.order_suspect(
                desk.office, by, party=party, from_=first, to=last, order_digest=said, key=name
            )
    told = ("可疑期间已撤销", "suspect window cleared") if clear else ("可疑期间已登记", "suspect window recorded")
    tell("party.suspect", told, done, {} if clear else {"from": utc(first), "to": utc(last)}, as_json=as_json)


@app.command()
def recover(
    *,
    home: options.Home = options.DEFAULT_HOME,
    party: Number,
    new: Annotated[str, typer.Option(help="Name of the new key, which signs for itself.")],
    order: Order,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Open the recovery of a lost key; it counts after ten working days, unless the party ends it (endkey)."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = recoveries.recover_key(
            desk.office,
            desk.ring.signer(key),
            party=party,
            new=desk.ring.signer(new),
            order_digest=paper(order),
            key=once_key(once),
        )
    told = (f"密钥恢复已受理，{utc(done.from_)} 起生效", f"recovery opened; the key counts from {utc(done.from_)}")
    facts = {"party": int(done.party), "key": bytes(done.key), "from": utc(done.from_)}
    tell("key.recover", told, done.settled, facts, as_json=as_json)


@app.command()
def roles(
    changed: Annotated[str, typer.Argument(help="The key: its name, or its address.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    roles: Roles,
    reason: Reason,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give a key of an enrolled party REVIEWER or AUDITOR, or take it back; name all roles it is to have."""
    wanted = arguments.flags(roles, [(one.name or "", int(one)) for one in Role], "role")
    with opened(home, keys=keys, password_file=password_file) as desk:
        named = arguments.is_address(changed)
        address = Address(arguments.address(changed)) if named else desk.ring.address(changed)
        by, said = desk.ring.signer(key), paper(reason)
        done = recoveries.change_roles(
            desk.office, by, changed=address, roles=wanted, reason_digest=said, key=once_key(once)
        )
    tell("key.roles", ("职责已变更", "roles changed"), done, {"key": bytes(address)}, as_json=as_json)


@app.command()
def void(
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: Actor,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Void every signature that the acting key's party made before now."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = recoveries.void_signatures(desk.office, desk.ring.signer(key), once_key(once))
    tell("signatures.void", ("此前签名均已作废", "all earlier signatures are void"), done, as_json=as_json)


@app.command()
def affiliate(
    party: Annotated[int, typer.Argument(help="The affiliate.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    exchange: Annotated[
        int | None, typer.Option(help="The exchange, when an authority or the council says so.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="It is none any more: by an authority or the council.")] = False,
    reason: Reason,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Declare a party an affiliate of an exchange, which then registers nothing for it; or end that."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name = desk.ring.signer(key), paper(reason), once_key(once)
        if end:
            if exchange is None:
                raise ArgumentRefused("name the exchange whose affiliate it is no more", argument="exchange")
            done = party_links.end_affiliate(
                desk.office, by, exchange=exchange, party=party, reason_digest=said, key=name
            )
        else:
            done = party_links.declare_affiliate(
                desk.office, by, party=party, reason_digest=said, exchange=exchange, key=name
            )
    told = ("关联关系已终止", "affiliation ended") if end else ("关联方已申报", "affiliate declared")
    tell("affiliate.end" if end else "affiliate.declare", told, done, {"party": party}, as_json=as_json)


@app.command()
def superior(
    authority: Annotated[int, typer.Argument(help="The lower authority.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    above: Annotated[int, typer.Option(help="The authority above it.")],
    end: Annotated[bool, typer.Option("--end", help="It is above the other no more.")] = False,
    order: Order,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Name the authority above another, which may lift its freezes; or end that. The council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = party_links.name_superior(
            desk.office,
            desk.ring.signer(key),
            authority=authority,
            superior=above,
            order_digest=paper(order),
            ended=end,
            key=once_key(once),
        )
    told = ("上级关系已终止", "superior ended") if end else ("上级机关已登记", "superior named")
    tell("superior.end" if end else "superior.name", told, done, {"authority": authority}, as_json=as_json)


@app.command()
def correct(
    *,
    home: options.Home = options.DEFAULT_HOME,
    year: Annotated[int, typer.Option(help="The year.")],
    off: Annotated[str, typer.Option(help="Days that are none any more, 2026-12-31, joined by commas.")] = "",
    on: Annotated[str, typer.Option(help="Days that become working days, joined by commas.")] = "",
    reason: Reason,
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Correct working days to come of a published year; the council acts, and open cases are counted anew."""
    days = arguments.dates(off), arguments.dates(on)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(reason)
        done = founding.correct_calendar(
            desk.office, by, year, off=days[0], on=days[1], reason_digest=said, key=once_key(once)
        )
    told = (f"已更正{year}年工作日历", f"working days of {year} corrected")
    tell("calendar.correct", told, done, {"year": year}, as_json=as_json)
