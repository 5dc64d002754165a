"""Security interests and pre-notices; `torrens right charge|consent|release|lapse-prenotice|complete`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.right.orders import Right, grant_id
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import utc
from torrens_contracts.codes import InterestKind, Verb
from torrens_registry.cases.rights import enforcement, interests, places

Rank: TypeAlias = Annotated[int, typer.Option("--rank", help="The interest's rank.")]
Relayer: TypeAlias = Annotated[
    str | None, typer.Option("--relayer", help="Key that sends it, when the party only signs.")
]
Consents: TypeAlias = Annotated[
    str, typer.Option("--consents", help="What it lets pass: LICENSE, TRANSFER, SPLIT, END, RANK, all, or none.")
]


def charge(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    kind: Annotated[str, typer.Option(help="pledge, mortgage, finance-lease, or prenotice.")] = "pledge",
    secured: Annotated[int, typer.Option(help="The secured party, or the buyer: a party number.")],
    maturity: Annotated[str, typer.Option(help="When it falls due; a pre-notice's deadline. ISO 8601 UTC.")],
    agreement: Annotated[Path, typer.Option(help="The agreement; its SHA-256 goes on chain.")],
    receipt: Annotated[
        Path | None, typer.Option(help="The movables register's receipt; no pre-notice has one.")
    ] = None,
    consents: Consents = "none",
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Register a security interest, or a pre-notice of a sale; the holder acts, or signs."""
    due, which = arguments.time(maturity), arguments.code(InterestKind, kind)
    new = interests.NewInterest(
        grant_id(grant), which, secured, due, paper(agreement), paper(receipt), _consents(consents)
    )
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, sender = desk.ring.signer(key), desk.ring.signer(relayer) if relayer else None
        done = interests.charge(desk.office, by, new, relayer=sender, key=once_key(once))
    words = (
        f"{which.name} 已登记,顺位 {done.ordinal},至 {utc(due)}",
        f"{which.name} registered, rank {done.ordinal}, until {utc(due)}",
    )
    tell("right.charge", words, done.settled, {"rank": done.ordinal}, as_json=as_json)


def consent(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    rank: Rank,
    consents: Consents,
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Set what an interest lets pass; the secured party acts, or signs."""
    mask = _consents(consents)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, sender, name = desk.ring.signer(key), desk.ring.signer(relayer) if relayer else None, once_key(once)
        right = grant_id(grant)
        done = interests.consent(desk.office, by, right, ordinal=rank, consents=mask, relayer=sender, key=name)
    words = (f"顺位 {rank} 的同意范围已改为 {consents}", f"rank {rank} now lets {consents} pass")
    tell("right.consent", words, done, {"rank": rank, "consents": mask}, as_json=as_json)


def release(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    rank: Rank,
    paper_: Annotated[Path, typer.Option("--release", help="The release; its SHA-256 goes on chain.")],
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Release an interest; the secured party acts, or signs."""
    said = paper(paper_)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, sender, name = desk.ring.signer(key), desk.ring.signer(relayer) if relayer else None, once_key(once)
        right = grant_id(grant)
        done = interests.release(desk.office, by, right, ordinal=rank, release_digest=said, relayer=sender, key=name)
    tell("right.release", (f"顺位 {rank} 已注销", f"rank {rank} released"), done, {"rank": rank}, as_json=as_json)


def lapse_prenotice(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    rank: Rank,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Take a pre-notice past its deadline off a right; anyone may."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        done = places.lapse(desk.office, by, grant_id(grant), rank, name)
    words = (f"预告登记 {rank} 已失效", f"pre-notice {rank} lapsed")
    tell("right.lapse-prenotice", words, done, {"rank": rank}, as_json=as_json)


def complete(
    grant: Right,
    *,
    home: options.Home = options.DEFAULT_HOME,
    rank: Rank,
    holder: Annotated[str, typer.Option(help="A key of the holder, which signs.")],
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Make the sale whose place a pre-notice keeps, on its terms; the buyer acts, or signs; later freezes fall."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = enforcement.complete(
            desk.office,
            desk.ring.signer(key),
            grant_id(grant),
            ordinal=rank,
            holder=desk.ring.signer(holder),
            relayer=desk.ring.signer(relayer) if relayer else None,
            key=once_key(once),
        )
    words = (f"预告登记 {rank} 已转为转让", f"pre-notice {rank} completed")
    tell("right.complete", words, done, {"rank": rank}, as_json=as_json)


def _consents(text: str) -> int:
    if text == "none":
        return 0
    return arguments.flags(text, [(str(one.name), 1 << int(one)) for one in Verb], "verb")
