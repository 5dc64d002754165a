"""`torrens case`: what becomes of a case beside notice, objection and registration; later registrations of a title."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from torrens_cli import arguments, options
from torrens_cli.context import once_key, opened, paper, tell
from torrens_cli.output import utc
from torrens_contracts.codes import Annotation
from torrens_contracts.ids import GrantId, Id, TitleId
from torrens_contracts.words import GrantState
from torrens_registry.cases.titles import forms as title_forms
from torrens_registry.cases.titles import life as title_life
from torrens_registry.cases.titles import notices as title_cases
from torrens_registry.cases.titles import objections
from torrens_registry.cases.titles import orders as title_orders

Title: TypeAlias = Annotated[str, typer.Argument(help="The title's id, 0x and 64 hex digits.")]
Paper: TypeAlias = Annotated[Path, typer.Option(help="The paper behind it; its SHA-256 goes on chain.")]
Holder: TypeAlias = Annotated[str, typer.Option(help="A key of the holder, which signs.")]
Relayer: TypeAlias = Annotated[str | None, typer.Option("--relayer", help="Key that sends it, if another only signs.")]


def recount(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Count a running notice's days anew, by the calendar as it stands."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = title_cases.recount(desk.office, desk.ring.signer(key), title_id(title), once_key(once))
    tell("title.recount", ("公示期已重新计算", "notice recounted"), done, {"title": title}, as_json=as_json)


def exempt(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    reason: Paper,
    reviewer: Annotated[str, typer.Option(help="A key of a reviewer under the registrar, which signs.")],
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Waive the rest of a notice, with a second key's approval."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = title_cases.exempt(
            desk.office,
            desk.ring.signer(key),
            title_id(title),
            reviewer=desk.ring.signer(reviewer),
            reason_digest=paper(reason),
            key=once_key(once),
        )
    tell("title.exempt", ("已豁免公示", "publicity waived"), done, {"title": title}, as_json=as_json)


def withdraw(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    statement: Paper,
    key: options.Key,
    relayer: Relayer = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Withdraw an application; the applicant acts, or signs while another key relays."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = title_cases.withdraw(
            desk.office,
            desk.ring.signer(key),
            title_id(title),
            digest=paper(statement),
            relayer=None if relayer is None else desk.ring.signer(relayer),
            key=once_key(once),
        )
    tell("title.withdraw", ("申请已撤回", "application withdrawn"), done, {"title": title}, as_json=as_json)


def refuse(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    reason: Paper,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Refuse an application; its notice lapses."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(reason)
        done = title_cases.refuse(desk.office, by, title_id(title), reason_digest=said, key=once_key(once))
    tell("title.refuse", ("申请不予登记", "application refused"), done, {"title": title}, as_json=as_json)


def unobject(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    ordinal: Annotated[int, typer.Option(help="The objection's number.")],
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Withdraw an objection; the party that objected acts."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by = desk.ring.signer(key)
        done = objections.withdraw_objection(desk.office, by, title_id(title), ordinal=ordinal, key=once_key(once))
    words = (f"异议 {ordinal} 已撤回", f"objection {ordinal} withdrawn")
    tell("title.unobject", words, done, {"ordinal": ordinal}, as_json=as_json)


def link(
    title: Title,
    other: Annotated[str, typer.Argument(help="The other title's id.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    near: Annotated[bool, typer.Option(help="The data is nearly the same, not the same.")] = False,
    decision: Paper,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Link two titles over the same or nearly the same data; neither is touched."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = title_forms.link(
            desk.office,
            desk.ring.signer(key),
            title_id(title),
            title_id(other),
            near=near,
            digest=paper(decision),
            key=once_key(once),
        )
    tell("title.link", ("产权已关联", "titles linked"), done, {"titles": [title, other]}, as_json=as_json)


def change(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    document: Paper,
    holder: Holder,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Register a change, never of subject or source; the holder signs."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, owner, said = desk.ring.signer(key), desk.ring.signer(holder), paper(document)
        done = title_life.change(desk.office, by, title_id(title), holder=owner, digest=said, key=once_key(once))
    tell("title.change", ("变更已登记", "change registered"), done, {"title": title}, as_json=as_json)


def renew(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    until: Annotated[str | None, typer.Option(help="The certificate's new end; the latest when left out.")] = None,
    holder: Holder,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Renew a certificate, from six months before its end to the day before it; the holder signs."""
    ends = arguments.optional_time(until) or None
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, owner = desk.ring.signer(key), desk.ring.signer(holder)
        done = title_life.renew(desk.office, by, title_id(title), holder=owner, cert_until=ends, key=once_key(once))
    shown = utc(done.cert_until)
    words = (f"证书续期至 {shown}", f"certificate renewed until {shown}")
    tell("title.renew", words, done.settled, {"title": title, "certUntil": done.cert_until}, as_json=as_json)


def annotate(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    kind: Annotated[str, typer.Option(help="condition, judicial, administrative, statutory or other.")],
    note: Paper,
    clear: Annotated[bool, typer.Option("--clear", help="Clear the annotation of this kind.")] = False,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Annotate a title, or clear an annotation; a judicial one is an authority's."""
    found = arguments.code(Annotation, kind)
    act = title_orders.clear_annotation if clear else title_orders.annotate
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(note)
        done = act(desk.office, by, title_id(title), kind=found, digest=said, key=once_key(once))
    words = ("备注已注销", f"annotation {found.name} cleared") if clear else ("备注已记载", f"annotated: {found.name}")
    tell("title.annotate", words, done, {"kind": found.name, "clear": clear}, as_json=as_json)


def cancel(
    title: Title,
    *,
    home: options.Home = options.DEFAULT_HOME,
    reason: Paper,
    holder: Holder,
    key: options.Key = "registrar",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """End a title by its holder's will; licences under it stay. The holder signs."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, owner, said = desk.ring.signer(key), desk.ring.signer(holder), paper(reason)
        done = title_life.cancel(desk.office, by, title_id(title), holder=owner, digest=said, key=once_key(once))
    tell("title.cancel", ("产权已注销", "title cancelled"), done, {"title": title}, as_json=as_json)


def revoke(
    grant: Annotated[str, typer.Argument(help="The right's id: a title's or a grant's.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    state: Annotated[str, typer.Option(help="void, void-sparing; of what waits lapsed.")],
    order: Annotated[Path, typer.Option(help="The order; its SHA-256 goes on chain.")],
    key: options.Key,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """End any right by an authority's order; void-sparing spares what was licensed."""
    found = arguments.code(GrantState, state)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, said = desk.ring.signer(key), paper(order)
        done = title_orders.revoke(
            desk.office, by, GrantId(Id(arguments.id32(grant))), state=found, order_digest=said, key=once_key(once)
        )
    tell("title.revoke", (f"已撤销:{found.name}", f"revoked: {found.name}"), done, {"id": grant}, as_json=as_json)


def title_id(text: str) -> TitleId:
    """Reads a title's id.

    Raises:
        ArgumentRefused: It is not 0x and 64 hex digits.
    """
    return TitleId(GrantId(Id(arguments.id32(text))))


COMMANDS = (recount, exempt, withdraw, refuse, unobject, link, change, renew, annotate, cancel, revoke)
"""What `torrens case` adds of them."""
