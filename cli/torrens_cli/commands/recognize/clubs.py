"""Clubs of exchanges: `torrens recognize club|agree|leave`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, files, options
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import Report, say
from torrens_contracts.clubs import BASES
from torrens_contracts.codes import Basis, ClubCondition
from torrens_contracts.deploying.deployment import parse_deployment
from torrens_contracts.ids import Id, PeerId
from torrens_registry.cases.peers import recognition
from torrens_registry.evidence import club as clubs
from torrens_registry.evidence.club import ClubPaper

Peer: TypeAlias = Annotated[str, typer.Argument(help="The peer's id.")]
File: TypeAlias = Annotated[Path, typer.Option("--club", help="The club's file.")]


def club(
    *,
    member: Annotated[list[Path], typer.Option(help="Manifest of a member's register; repeat, ours too.")],
    agreement: Annotated[Path, typer.Option(help="The paper that all signed; its SHA-256 is bound.")],
    until: options.Until,
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    basis: Annotated[str, typer.Option(help="How data was obtained, names joined by commas, or all.")] = "all",
    conditions: Annotated[
        str, typer.Option(help="What is CONDITIONAL instead of refused: sandbox, outside, or none.")
    ] = "sandbox",
    max_age: Annotated[int, typer.Option(help="Seconds that a statement counts when shown; 0: the peer's.")] = 0,
    max_age_trade: Annotated[int, typer.Option(help="The same for trades.")] = 0,
    max_age_finance: Annotated[int, typer.Option(help="The same for finance.")] = 0,
    out: Annotated[Path, typer.Option(help="Where the club goes, for every member.")] = Path("club.json"),
    as_json: options.Json = False,
) -> None:
    """Write a club's terms: members, sectors, regions, bases, conditions, ages. Each exchange then agrees by itself."""
    made = clubs.make(
        [parse_deployment(files.read(one)).origin for one in member],
        paper=paper(agreement),
        until=arguments.time(until),
        sectors=arguments.purposes(purpose),
        regions=arguments.regions(region),
        bases=_bases(basis),
        conditions=_conditions(conditions),
        ages=(max_age, max_age_trade, max_age_finance),
    )
    files.write(out, made.encode())
    words = (f"互认协议已写成,成员 {len(made.members)} 家", f"club of {len(made.members)} registers written")
    facts: dict[str, object] = {"members": len(made.members), "until": until}
    say(Report("recognize.club", *words, {"club": bytes(made.digest), "file": str(out)}, facts), as_json=as_json)


def agree(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    club_file: File,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Join a club with a peer: under it, its good answers are recognised."""
    found = files.parsed(club_file, ClubPaper.parse)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by = desk.ring.signer(key)
        done = recognition.agree(desk.office, by, _peer(peer), found, key=once_key(once))
    words = (f"已加入 {len(found.members)} 家的互认协议", f"joined a club of {len(found.members)} registers")
    tell("recognize.agree", words, done.settled, {"agreement": bytes(done.agreement)}, as_json=as_json)


def leave(
    peer: Peer,
    *,
    home: options.Home = options.DEFAULT_HOME,
    club_file: File,
    key: options.Key = "exchange",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Leave a club; what was recognised under it is withdrawn at the next fact."""
    found = files.parsed(club_file, ClubPaper.parse)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by = desk.ring.signer(key)
        done = recognition.leave(desk.office, by, _peer(peer), found, key=once_key(once))
    words = ("已退出互认协议", "left the club")
    tell("recognize.leave", words, done.settled, {"agreement": bytes(done.agreement)}, as_json=as_json)


def _bases(text: str) -> int:
    if text == "all":
        return BASES
    return sum({1 << arguments.code(Basis, one.strip()) for one in text.split(",")})


def _conditions(text: str) -> int:
    if text == "none":
        return 0
    known = [(name, int(one)) for name, one in ClubCondition.__members__.items() if name != "ALL"]
    return arguments.flags(text, known, "conditions")


def _peer(text: str) -> PeerId:
    return PeerId(Id(arguments.id32(text)))
