"""Keys of parties, as verbs name them; `torrens party addkey|endkey`."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, options
from torrens_cli.context import Desk, once_key, opened, tell
from torrens_contracts.codes import Role
from torrens_contracts.types import Address
from torrens_registry.cases.parties import parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.cases.parties.founding import Enrolled

Number: TypeAlias = Annotated[int, typer.Option("--party", help="The party's number.")]
First: TypeAlias = Annotated[str, typer.Option("--first", help="Name of its first key, which signs for itself.")]
Uscc: TypeAlias = Annotated[str | None, typer.Option("--uscc", help="Its unified social credit code.")]
Identity: TypeAlias = Annotated[
    str | None, typer.Option("--identity", help="Its identity digest as 0x-hex, instead of a code.")
]
Roles: TypeAlias = Annotated[str, typer.Option("--roles", help="Roles joined by commas, such as SIGN,EXCHANGE.")]
From: TypeAlias = Annotated[str | None, typer.Option("--from", help="When the key becomes live, ISO 8601 UTC.")]
Until: TypeAlias = Annotated[str | None, typer.Option("--until", help="When the key ends, ISO 8601 UTC.")]


def addkey(
    *,
    home: options.Home = options.DEFAULT_HOME,
    new: Annotated[str, typer.Option(help="Name of the new key, which signs for itself.")],
    key: Annotated[str, typer.Option(help="A live key of the party.")],
    roles: Roles,
    relayer: Annotated[str | None, typer.Option(help="Key that sends it, when the party's key only signs.")] = None,
    from_: From = None,
    until: Until = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Add a key to the party of the acting key."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        added, by = new_key(desk, new, roles, from_, until), desk.ring.signer(key)
        if relayer is None:
            done = parties.add_key(desk.office, by, added, once_key(once))
        else:
            sender = desk.ring.signer(relayer)
            done = parties.add_key_by_signature(desk.office, sender, by=by, new=added, key=once_key(once))
    tell_enrolled("key.add", ("密钥已添加", "key added"), done, as_json=as_json)


def endkey(
    ended: Annotated[str, typer.Argument(help="The key that ends: its name, or its address.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: Annotated[str, typer.Option(help="The key itself, or one that may act for the party.")],
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """End a key, at once; what its party holds stays."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        named = arguments.is_address(ended)
        address = Address(arguments.address(ended)) if named else desk.ring.address(ended)
        done = parties.end_key(desk.office, desk.ring.signer(key), address, once_key(once))
    tell("key.end", ("密钥已终止", "key ended"), done, {"key": bytes(address)}, as_json=as_json)


def new_key(desk: Desk, name: str, roles: str, from_: str | None, until: str | None) -> NewKey:
    """Gives a key that is to enter the register, as the options describe it."""
    known = [(one.name or "", int(one)) for one in Role]
    start = arguments.time(from_) if from_ else None
    ends = arguments.time(until) if until else 0
    return NewKey(desk.ring.signer(name), arguments.flags(roles, known, "role"), start, ends)


def role_names(roles: int) -> str:
    """Writes a mask of roles as names joined by commas."""
    return ",".join(one.name for one in Role if one.name and roles & one)


def tell_enrolled(verb: str, words: tuple[str, str], done: Enrolled, *, as_json: bool) -> None:
    """Reports a party or key that entered the register."""
    told = (f"{words[0]} {done.party}", f"{words[1]}: {done.party}")
    tell(verb, told, done.settled, {"party": int(done.party), "key": bytes(done.key)}, as_json=as_json)
