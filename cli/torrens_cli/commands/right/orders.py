"""Freezes, as authorities order them; `torrens right freeze|freeze-holder|lift|renew-freeze|promote|adjudge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, options
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import utc
from torrens_contracts.codes import FreezeScope
from torrens_contracts.ids import GrantId, Id, party_id
from torrens_contracts.structs import Whole
from torrens_registry.cases.rights import enforcement, freezes

Right: TypeAlias = Annotated[str, typer.Argument(help="The right's id, 0x and 64 hex digits: a title's or a grant's.")]
Target: TypeAlias = Annotated[str, typer.Argument(help="The right's id, or the number of the party that is frozen.")]
Order: TypeAlias = Annotated[Path, typer.Option(help="The order; its SHA-256 goes on chain.")]
Scope: TypeAlias = Annotated[str, typer.Option(help="dispose, or exercise, which stops exercise too.")]
Ordinal: TypeAlias = Annotated[int, typer.Option(help="The order's number.")]


def freeze(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    scope: Scope = "dispose",
    until: options.Until,
    order: Order,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Freeze a right on an authority's order."""
    wanted, ends = _scope(scope), arguments.time(until)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name = desk.ring.signer(key), paper(order), once_key(once)
        target = grant_id(grant)
        done = freezes.freeze(desk.office, by, target, scope=wanted, until=ends, order_digest=said, key=name)
    _tell_frozen("right.freeze", done, ends, as_json=as_json)


def freeze_holder(
    party: Annotated[int, typer.Argument(help="The party's number.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    scope: Scope = "dispose",
    until: options.Until,
    order: Order,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Freeze a party in all it holds, and in what it receives later."""
    wanted, ends = _scope(scope), arguments.time(until)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name = desk.ring.signer(key), paper(order), once_key(once)
        target = party_id(party)
        done = freezes.freeze(desk.office, by, target, scope=wanted, until=ends, order_digest=said, key=name)
    _tell_frozen("right.freeze-holder", done, ends, as_json=as_json)


def lift(
    target: Target,
    *,
    home: options.Home = options.DEFAULT_HOME,
    ordinal: Ordinal,
    order: Order,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Lift an order; the authority that made it acts, its successor or its superior."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name = desk.ring.signer(key), paper(order), once_key(once)
        done = freezes.lift(desk.office, by, _target(target), ordinal=ordinal, order_digest=said, key=name)
    words = (f"查封令 {ordinal} 已解除", f"freeze {ordinal} lifted")
    tell("right.lift", words, done, {"ordinal": ordinal}, as_json=as_json)


def renew_freeze(
    target: Target,
    *,
    home: options.Home = options.DEFAULT_HOME,
    ordinal: Ordinal,
    until: options.Until,
    order: Order,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give an order that runs a later end, before it runs out."""
    ends = arguments.time(until)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said, name, what = desk.ring.signer(key), paper(order), once_key(once), _target(target)
        done = freezes.renew(desk.office, by, what, ordinal=ordinal, until=ends, order_digest=said, key=name)
    words = (f"查封令 {ordinal} 已续期至 {utc(ends)}", f"freeze {ordinal} renewed until {utc(ends)}")
    tell("right.renew-freeze", words, done, {"ordinal": ordinal, "until": utc(ends)}, as_json=as_json)


def promote(
    target: Target,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Put the first order in line into effect when those before it ran out, or let the stop of exercise fall."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = freezes.promote(desk.office, desk.ring.signer(key), _target(target), once_key(once))
    tell("right.promote", ("轮候查封已更新", "the line of freezes moved up"), done, {}, as_json=as_json)


def adjudge(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    to: Annotated[int, typer.Option(help="Who receives it: a party number; 0 ends the right.")],
    settles: Annotated[str, typer.Option(help="Ranks of the interests that are settled, joined by commas.")] = "",
    lifts: Annotated[str, typer.Option(help="Numbers of the orders in line that are settled.")] = "",
    above: Annotated[
        list[str] | None,
        typer.Option(help="On what it was split from, LEVELS:RANKS:ORDERS settled there, such as 1:1,2:3; repeatable."),
    ] = None,
    order: Order,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Transfer a right by judgment past the authority's own freeze, or end it."""
    interests, queued = arguments.numbers(settles), arguments.numbers(lifts)
    wholes = [_whole(one) for one in above or ()]
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = enforcement.adjudge(
            desk.office,
            desk.ring.signer(key),
            grant_id(grant),
            to=to,
            order_digest=paper(order),
            interests=interests,
            queued=queued,
            wholes=wholes,
            key=once_key(once),
        )
    ended, sold = (
        ("权利已执行终止", "the right ended by enforcement"),
        (f"已裁定过户给主体 {to}", f"adjudged to party {to}"),
    )
    tell("right.adjudge", sold if to else ended, done, {"to": to}, as_json=as_json)


def _whole(text: str) -> Whole:
    levels, *named = text.split(":")
    if len(named) != 2 or not levels.isdecimal() or not 0 < int(levels) < 8:
        raise ArgumentRefused(f"{text!r} is not LEVELS:RANKS:ORDERS, such as 1:1,2:3", argument="above", value=text)
    return Whole(int(levels), arguments.numbers(named[0]), arguments.numbers(named[1]))


def grant_id(text: str) -> GrantId:
    """Reads a right's id.

    Args:
        text: 0x and 64 hex digits.

    Returns:
        The id.

    Raises:
        ArgumentRefused: Another form.
    """
    return GrantId(Id(arguments.id32(text)))


def _target(text: str) -> freezes.Target:
    return party_id(int(text)) if text.isdecimal() and len(text) <= 10 else grant_id(text)


def _scope(text: str) -> FreezeScope:
    known = [(str(one.name), int(one)) for one in FreezeScope]
    return FreezeScope(arguments.flags(text, known, "scope"))


def _tell_frozen(verb: str, done: freezes.Frozen, ends: int, *, as_json: bool) -> None:
    words = (
        f"查封令 {done.ordinal} 已入册:{done.state.name},至 {utc(ends)}",
        f"freeze {done.ordinal} is {done.state.name} until {utc(ends)}",
    )
    tell(verb, words, done.settled, {"ordinal": done.ordinal, "state": done.state.name}, as_json=as_json)
