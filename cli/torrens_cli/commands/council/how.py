"""How an act of the council is done: at once, by the schedule, or together with others; what all its verbs share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, files
from torrens_cli.context import Desk, once_key, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, utc
from torrens_contracts.council.named import address_of, contract_at
from torrens_contracts.masks import EVERY_BIT, mask_of
from torrens_contracts.types import Address
from torrens_contracts.words import Kind
from torrens_registry.cases.council import motions
from torrens_registry.cases.council.labels import role_number
from torrens_registry.cases.council.motions import Motion, Scheduled
from torrens_registry.cases.council.paper import CouncilPaper
from torrens_registry.cases.council.rollbook import read_rollbook

Schedule: TypeAlias = Annotated[
    bool, typer.Option("--schedule", help="Put it on the schedule, for the first second that the key's delay allows.")
]
When: TypeAlias = Annotated[
    str | None, typer.Option("--when", help="Put it on the schedule for this second or later, ISO 8601 UTC.")
]
Into: TypeAlias = Annotated[
    Path | None, typer.Option("--into", help="Write it into this paper, begun or new, and send nothing.")
]
Role: TypeAlias = Annotated[str, typer.Argument(help="The role: admin, public, its name, or its number.")]
Account: TypeAlias = Annotated[str, typer.Argument(help="The account: a key's name, or an address.")]
Seconds: TypeAlias = Annotated[int, typer.Argument(help="Seconds.", min=0, max=(1 << 32) - 1)]
Contract: TypeAlias = Annotated[str, typer.Argument(help="Register, Council, a module's name, or an address.")]


@dataclass(frozen=True, slots=True)
class How:
    """How an act is done.

    Attributes:
        key: Name of the key that acts.
        once: Idempotency key, if one was given.
        scheduled: On the schedule.
        when: From which second on; 0 for the first that the key's delay allows.
        into: The paper that it goes into instead.
    """

    key: str
    once: str | None
    scheduled: bool
    when: int
    into: Path | None


def how(key: str, once: str | None, *, schedule: bool, when: str | None, into: Path | None) -> How:
    """Reads how an act is to be done.

    Raises:
        ArgumentRefused: It is to be sent and not to be sent, or `--when` is no time.
    """
    scheduled = schedule or when is not None
    if scheduled and into is not None:
        raise ArgumentRefused("--into sends nothing: schedule the paper, by `council together`", argument="into")
    return How(key, once, scheduled, arguments.optional_time(when), into)


def carry(
    desk: Desk,
    motion: Motion,
    as_asked: How,
    words: tuple[str, str],
    facts: Mapping[str, object] | None = None,
    *,
    as_json: bool,
) -> None:
    """Does an act as asked, and tells it.

    Args:
        desk: The office and its keys.
        motion: The act.
        as_asked: How.
        words: What it does, in Chinese and in English.
        facts: What else is worth having as data.
        as_json: As data.
    """
    if as_asked.into is not None:
        _written(desk, motion, as_asked.into, words, as_json=as_json)
        return
    by, name = desk.ring.signer(as_asked.key), once_key(as_asked.once)
    if as_asked.scheduled:
        act = (motion.call.to, motion.call.data)
        tell_scheduled(motions.schedule(desk.office, by, [act], when=as_asked.when, key=name), words, as_json=as_json)
        return
    tell(motion.action, words, motions.enact(desk.office, by, motion, name), facts, as_json=as_json)


def tell_scheduled(done: Scheduled, words: tuple[str, str], *, as_json: bool) -> None:
    """Tells what was put on the schedule: one line an act, with the id by which it is done or taken off."""
    for one in done.operations:
        zh = f"已列入日程,编号 0x{one.id.hex()},{utc(one.due)} 起可执行:{words[0]}"
        en = f"on the schedule as 0x{one.id.hex()}, to be done from {utc(one.due)}: {words[1]}"
        facts = {"operation": one.id, "due": utc(one.due), "expires": utc(one.expires)}
        tell("council.schedule", (zh, en), done.settled, facts, as_json=as_json)


def _written(desk: Desk, motion: Motion, file: Path, words: tuple[str, str], *, as_json: bool) -> None:
    deployment = desk.office.deployment
    if file.exists():
        paper = files.parsed(file, CouncilPaper.parse)
        paper.require_home(deployment)
    else:
        paper = CouncilPaper(int(deployment.chain_id), deployment.register, desk.office.now(), ())
    more = paper.also(motion.call.to, motion.call.data)
    files.write(file, more.encode())
    said = (f"已写入 {file},尚未发送:{words[0]}", f"written into {file}, nothing was sent: {words[1]}")
    say(Report(motion.action, *said, {"paper": more.digest}, {"acts": len(more.acts)}), as_json=as_json)


def contract(desk: Desk, text: str) -> Address:
    """Gives a contract that a person names: by its name in the manifest, or by its address.

    Raises:
        ArgumentRefused: Neither.
    """
    if arguments.is_address(text):
        return Address(arguments.address(text))
    return address_of(desk.office.deployment, text)


def known_contract(desk: Desk, text: str) -> tuple[Address, str]:
    """Gives a contract of the deployment with its name.

    Raises:
        ArgumentRefused: It is none of the deployment's.
    """
    address = contract(desk, text)
    name = contract_at(desk.office.deployment, address)
    if name is None:
        raise ArgumentRefused(f"{text} is no contract of this deployment", argument="contract", value=text)
    return address, name


def account(desk: Desk, text: str) -> Address:
    """Gives an account that a person names: a key of the ring, or an address.

    Raises:
        KeyMissing: There is no such key.
    """
    return Address(arguments.address(text)) if arguments.is_address(text) else desk.ring.address(text)


def role(desk: Desk, text: str) -> int:
    """Gives a role that a person names.

    Raises:
        ArgumentRefused: It is no number, and no role, or more than one, has the name.
    """
    found = role_number(read_rollbook(desk.office), text)
    if found is None:
        raise ArgumentRefused(
            f"{text!r} is no role: neither admin nor public, nor one name, nor a number of 64 bits",
            remedy="see the roles with `torrens council show`, or name one with `torrens council label`",
            argument="role",
            value=text,
        )
    return found


def mask(kind: Kind, text: str) -> int:
    """Reads bits of a word: `all`, `none`, names of its fields joined by commas, or 0x and 64 hex digits.

    Raises:
        ArgumentRefused: Another form, or the kind has no such field.
    """
    if text in ("all", "none"):
        return EVERY_BIT if text == "all" else 0
    if text.startswith("0x"):
        return int.from_bytes(arguments.id32(text))
    return mask_of(kind, [part.strip() for part in text.split(",") if part.strip()])
