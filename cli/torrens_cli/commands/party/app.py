"""`torrens party`: exchanges, authorities, parties, their keys, and the working-day calendar."""

from __future__ import annotations

from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.party import life as party_life
from torrens_cli.commands.party.keys import (
    First,
    From,
    Identity,
    Number,
    Roles,
    Until,
    Uscc,
    addkey,
    endkey,
    new_key,
    role_names,
    tell_enrolled,
)
from torrens_cli.context import once_key, opened, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import table, utc
from torrens_contracts.codes import LinkKind, PartyKind
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import party_id
from torrens_contracts.types import Digest32
from torrens_registry.cases import views
from torrens_registry.cases.parties import founding, parties

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Exchanges, parties, keys, the calendar."
)
app.command()(addkey)
app.command()(endkey)
app.registered_commands += party_life.app.registered_commands


@app.command()
def admit(
    *,
    home: options.Home = options.DEFAULT_HOME,
    exchange: Annotated[int, typer.Option(help="The exchange's number.")],
    first: First,
    key: options.Key = "council",
    uscc: Uscc = None,
    identity: Identity = None,
    roles: Roles = "EXCHANGE,SIGN",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Admit an exchange with its first key; the council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = founding.admit_exchange(
            desk.office,
            desk.ring.signer(key),
            exchange=exchange,
            identity_digest=_identity(uscc, identity),
            first=new_key(desk, first, roles, None, None),
            key=once_key(once),
        )
    tell_enrolled("exchange.admit", ("交易所入驻", "exchange admitted"), done, as_json=as_json)


@app.command()
def authority(
    *,
    home: options.Home = options.DEFAULT_HOME,
    party: Number,
    first: First,
    key: options.Key = "council",
    uscc: Uscc = None,
    identity: Identity = None,
    roles: Roles = "SIGN,AUTHORITY",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Enrol a court or a regulator with its first key; the council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = founding.enrol_authority(
            desk.office,
            desk.ring.signer(key),
            party=party,
            identity_digest=_identity(uscc, identity),
            first=new_key(desk, first, roles, None, None),
            key=once_key(once),
        )
    tell_enrolled("authority.enrol", ("有权机关入册", "authority enrolled"), done, as_json=as_json)


@app.command()
def enrol(
    *,
    home: options.Home = options.DEFAULT_HOME,
    party: Number,
    first: First,
    key: options.Key = "exchange",
    kind: Annotated[str, typer.Option(help="legal, unincorporated or natural.")] = "legal",
    uscc: Uscc = None,
    identity: Identity = None,
    roles: Roles = "SIGN",
    from_: From = None,
    until: Until = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Enrol a party with its first key; an EXCHANGE key acts, and the first key signs for itself."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = parties.enrol(
            desk.office,
            desk.ring.signer(key),
            party=party,
            kind=arguments.code(PartyKind, kind),
            identity_digest=_identity(uscc, identity),
            first=new_key(desk, first, roles, from_, until),
            key=once_key(once),
        )
    tell_enrolled("party.enrol", ("主体入册", "party enrolled"), done, as_json=as_json)


@app.command()
def calendar(
    *,
    home: options.Home = options.DEFAULT_HOME,
    year: Annotated[int, typer.Option(help="The year.")],
    key: options.Key = "council",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Publish the working days of a year, by the State Council's notice; the council acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = founding.publish_calendar(desk.office, desk.ring.signer(key), year)
    words = (f"已公布{year}年工作日历", f"working days of {year} published")
    tell("calendar.publish", words, done, {"year": year}, as_json=as_json)


@app.command()
def show(
    party: Annotated[int, typer.Argument(help="The party's number.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Show a party and its keys, from the mirror."""
    with opened(home) as desk:
        found, held = views.party(desk.office, party)
        links = views.links(desk.office, party)
    head: dict[str, object] = {"party": found.party, "kind": PartyKind(found.kind).name, "state": found.state}
    head |= {"successor": found.successor, "suspect": f"{utc(found.suspect_from)} – {utc(found.suspect_to)}"}
    head |= {"exchange": found.exchange, "identity": found.identity_digest, "since": utc(found.since)}
    shown: list[dict[str, object]] = [
        {"key": one.address, "roles": role_names(one.roles), "from": utc(one.from_), "until": utc(one.until)}
        for one in held
    ]
    bound: list[dict[str, object]] = [
        {
            "link": LinkKind(one.kind).name,
            "first": one.first,
            "second": to_hex(party_id(one.party)) if one.party else one.second,
            "until": utc(one.until),
        }
        for one in links
    ]
    table([head, *shown, *bound], as_json=as_json)


def _identity(uscc: str | None, identity: str | None) -> Digest32:
    if (uscc is None) == (identity is None):
        raise ArgumentRefused("name the party by --uscc or by --identity: one of the two", argument="uscc")
    return parties.legal_identity(uscc) if uscc is not None else Digest32(arguments.id32(identity or ""))
