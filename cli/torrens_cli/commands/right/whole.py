"""`torrens right split|surrender|confirm|license-many`: a right as a whole, and many licences at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, options
from torrens_cli.commands.evidence.captures import Captures, read_captures
from torrens_cli.commands.right.orders import grant_id
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import hexes
from torrens_contracts.words import PackedWord
from torrens_registry.cases import paths
from torrens_registry.cases.rights import holdings, rights
from torrens_registry.cases.rights.rights import LicenceTerms
from torrens_registry.rules import partition
from torrens_registry.rules.rights import Scope, names

Grant = Annotated[str, typer.Argument(help="The right's id, 0x and 64 hex digits.")]
Relayer = Annotated[str | None, typer.Option(help="Key that sends it, when the holder only signs.")]
REST = "rest"
"""Stands for what the other parts leave of a mask."""
READERS = {"rights": arguments.rights, "region": arguments.regions, "purpose": arguments.purposes}


def split(
    grant: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    by: Annotated[str, typer.Option(help="rights, region, purpose or term.")],
    part: Annotated[
        list[str],
        typer.Option(help="A part's names joined by commas, or rest; of a term, when a further part begins. Repeat."),
    ],
    terms: options.Terms = None,
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Split a right in one dimension into parts that are exactly the whole; licences under it stay."""
    wanted = grant_id(grant)
    with opened(home, keys=keys, password_file=password_file) as desk:
        held = paths.find(desk.office, wanted)
        parts = holdings.cut(held, by, _pieces(by, part, held.keys[-1].packed), paper(terms))
        sender = None if relayer is None else desk.ring.signer(relayer)
        done = holdings.split(desk.office, desk.ring.signer(key), wanted, parts, relayer=sender, key=once_key(once))
    ids = hexes(done.parts)
    words = (f"已分割为 {len(ids)} 份:{'、'.join(ids)}", f"split into {len(ids)} parts: {', '.join(ids)}")
    facts = {"grant": bytes(wanted), "parts": ids}
    tell("right.split", words, done.settled, facts, as_json=as_json)


def _pieces(by: str, parts: Sequence[str], whole: PackedWord) -> list[int]:
    if by == "term":
        return [arguments.time(one) for one in parts]
    if by not in partition.MASKS:
        raise ArgumentRefused(f"{by!r} is not rights, region, purpose or term", argument="by", value=by)
    masks = [0 if one == REST else READERS[by](one) for one in parts]
    if parts.count(REST) == 1:
        named = 0
        for mask in masks:
            named |= mask
        masks[parts.index(REST)] = int(getattr(whole, by)) & ~named
    return masks


def surrender(
    grants: Annotated[list[str], typer.Argument(help="The rights' ids; several are given up by one declaration.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    order: Annotated[Path, typer.Option(help="The declaration; its SHA-256 goes on chain.")],
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give rights up; what was licensed under them stays. A title is cancelled at its registrar instead."""
    wanted = [grant_id(one) for one in grants]
    with opened(home, keys=keys, password_file=password_file) as desk:
        sender = None if relayer is None else desk.ring.signer(relayer)
        done = holdings.surrender(
            desk.office, desk.ring.signer(key), wanted, paper(order), relayer=sender, key=once_key(once)
        )
    words = (f"已放弃 {len(wanted)} 项权利", f"{len(wanted)} given up")
    tell("right.surrender", words, done, {"grants": hexes(wanted)}, as_json=as_json)


def confirm(
    grant: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    order: Annotated[Path, typer.Option(help="The finding; its SHA-256 goes on chain.")],
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Confirm what was written in a suspect window: an authority, the party whose window it is, or the registrar."""
    wanted = grant_id(grant)
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = holdings.confirm(desk.office, desk.ring.signer(key), wanted, paper(order), once_key(once))
    tell("right.confirm", ("已确认", "confirmed"), done, {"grant": bytes(wanted)}, as_json=as_json)


def license_many(
    parent: Grant,
    *,
    home: options.Home = options.DEFAULT_HOME,
    holder: Annotated[list[int], typer.Option(help="Who receives a licence: a party number. Repeat.")],
    rights_: options.RightsMask,
    until: options.Until,
    purpose: options.Purpose = "all",
    region: options.Region = "all",
    action: options.ActionMask = "PROCESS",
    from_: options.From = None,
    terms: options.AgreedTerms,
    capture: Captures = None,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """License the same to many parties under one right, all or none."""
    scope = Scope(arguments.purposes(purpose), arguments.regions(region), arguments.actions(action))
    wanted = [
        LicenceTerms(
            parent=grant_id(parent),
            holder=one,
            rights=arguments.rights(rights_),
            scope=scope,
            until=arguments.time(until),
            not_before=arguments.time(from_) if from_ else None,
            terms_digest=paper(terms),
        )
        for one in holder
    ]
    captures = read_captures(capture)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, name = desk.ring.signer(key), once_key(once)
        made, done = rights.license_many(desk.office, by, wanted, name, captures=captures)
    shown, ids = names(wanted[0].rights), hexes(made)
    words = (
        f"已许可 {shown} 给 {len(ids)} 个主体:{'、'.join(ids)}",
        f"{shown} licensed to {len(ids)} parties: {', '.join(ids)}",
    )
    tell("right.license", words, done, {"grants": ids}, as_json=as_json)
