"""`torrens council`: the law's own changes. Modules and their bits, roles, the schedule, several acts in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_cli import arguments, files, options
from torrens_cli.commands.council import modules as council_modules
from torrens_cli.commands.council import roles as council_roles
from torrens_cli.commands.council.how import (
    Account,
    Contract,
    Into,
    Schedule,
    When,
    account,
    carry,
    how,
    known_contract,
    tell_scheduled,
)
from torrens_cli.commands.council.wording import said_of
from torrens_cli.context import Desk, once_key, opened, tell
from torrens_cli.output import table, utc
from torrens_contracts.calls.council import ADMIN
from torrens_contracts.council.named import contract_at, function_at, selector_of
from torrens_contracts.masks import fields_of
from torrens_contracts.words import Kind
from torrens_registry.cases.council import motions
from torrens_registry.cases.council.labels import RESERVED, role_name
from torrens_registry.cases.council.modules import WIDENING_KEPT, read_modules
from torrens_registry.cases.council.paper import CouncilPaper
from torrens_registry.cases.council.rollbook import Rollbook, read_rollbook

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Modules, roles, the council's schedule."
)
app.registered_commands += council_modules.app.registered_commands
app.registered_commands += council_roles.app.registered_commands

Operations = Annotated[
    list[str], typer.Argument(help="Ids of acts on the schedule, as --schedule, --when or `council show` told them.")
]


@app.command()
def together(
    paper: Annotated[Path, typer.Argument(help="The paper, as `--into` wrote it.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Do all acts of a paper in one transaction, all of them or none: a change of law; or schedule them together."""
    as_asked, read = how(key, once, schedule=schedule, when=when, into=None), files.parsed(paper, CouncilPaper.parse)
    with opened(home, keys=keys, password_file=password_file) as desk:
        by, acts = desk.ring.signer(key), [said_of(desk, *one) for one in read.acts]
        told = (f"{len(acts)} 项一并执行", f"{len(acts)} acts done together")
        if as_asked.scheduled:
            read.require_home(desk.office.deployment)
            found = motions.schedule(desk.office, by, read.acts, when=as_asked.when, key=once_key(once))
            tell_scheduled(found, ("文件中的一项", "an act of the paper"), as_json=as_json)
            return
        done = motions.together(desk.office, by, read, once_key(once))
    tell("council.together", told, done, {"paper": read.digest, "acts": acts}, as_json=as_json)


@app.command()
def call(
    of: Annotated[str, typer.Argument(help="A module's name.")],
    function: Annotated[str, typer.Argument(help="A function of it that is the council's.")],
    arguments_: Annotated[
        list[str] | None, typer.Argument(metavar="[ARGUMENTS]...", help="Its arguments; arrays and structs as JSON.")
    ] = None,
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
    """Do, schedule or write down an act of the council on a module, spelled out: for acts that wait, and papers."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        motion = motions.spelled_out(desk.office, of, function, arguments_ or [])
        told = said_of(desk, motion.call.to, motion.call.data)
        carry(desk, motion, as_asked, (told, told), as_json=as_json)


@app.command()
def execute(
    operations: Operations,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: Annotated[str, typer.Option(help="Who put them there.")],
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Do acts that wait on the schedule and are due, in one transaction; only the key that put them there may."""
    wanted = [arguments.id32(one) for one in operations]
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = motions.execute(desk.office, desk.ring.signer(key), wanted, once_key(once))
    told = (f"日程中 {len(wanted)} 项已执行", f"{len(wanted)} acts of the schedule done")
    tell("council.execute", told, done, {"operations": wanted}, as_json=as_json)


@app.command()
def cancel(
    operations: Operations,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: Annotated[str, typer.Option(help="Who put them there, a guardian, or an administrator.")],
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Take acts off the schedule before they are done."""
    wanted = [arguments.id32(one) for one in operations]
    with opened(home, keys=keys, password_file=password_file) as desk:
        done = motions.cancel(desk.office, desk.ring.signer(key), wanted, once_key(once))
    told = (f"日程中 {len(wanted)} 项已取消", f"{len(wanted)} acts taken off the schedule")
    tell("council.cancel", told, done, {"operations": wanted}, as_json=as_json)


@app.command()
def may(
    who: Account,
    of: Contract,
    function: Annotated[str, typer.Argument(help="A function of it, such as retireModule or admitExchange.")],
    *,
    home: options.Home = options.DEFAULT_HOME,
    keys: options.Keys = None,
    as_json: options.Json = False,
) -> None:
    """Say whether an account may call a function of Register or of a module for the council: now, later, or never."""
    with opened(home, keys=keys) as desk:
        target, name = known_contract(desk, of)
        call = desk.office.contracts.council.can_call(account(desk, who), target, selector_of(name, function))
        now, delay = desk.office.read(call)
    after = f"after {delay} seconds on the schedule" if delay else "no"
    table([{"account": who, "call": f"{name}.{function}", "may": "at once" if now else after}], as_json=as_json)


@app.command()
def show(
    paper: Annotated[Path | None, typer.Argument(help="A paper, to be read before it is carried out.")] = None,
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Show modules with their bits, announcements, roles, and what waits on the schedule; or what a paper says."""
    with opened(home) as desk:
        if paper is not None:
            read = files.parsed(paper, CouncilPaper.parse)
            read.require_home(desk.office.deployment)
            table([{"act": said_of(desk, *one)} for one in read.acts], as_json=as_json)
            return
        book = read_rollbook(desk.office)
        rows = [*_modules(desk), *_roles(book), *_functions(desk, book), *_waiting(desk, book)]
    table(rows, as_json=as_json)


def _modules(desk: Desk) -> list[dict[str, object]]:
    """Gives a line a module that may write or will, a short one a retired one; then the announcements."""
    now, found = desk.office.next_time(), read_modules(desk.office)
    rows: list[dict[str, object]] = []
    waiting: list[dict[str, object]] = []
    for one in found.values():
        name, state = contract_at(desk.office.deployment, one.address) or "–", one.state(now)
        term = {"from": utc(one.from_), "until": utc(one.until)}
        may = {_kind(kind): list(fields_of(kind, mask)) for kind, mask in one.masks.items() if mask}
        row: dict[str, object] = {"module": name, "address": bytes(one.address), "state": state, **term}
        rows.append(row if state == "RETIRED" else {**row, "may": may})
        waiting += [
            {
                "widening": name,
                "address": bytes(one.address),
                "kind": _kind(kind),
                "fields": list(fields_of(kind, mask)),
                "mask": f"0x{mask:064x}",
                "from": utc(from_),
                "until": utc(from_ + WIDENING_KEPT),
            }
            for kind, mask, from_ in one.widenings(now)
        ]
    return [*rows, *waiting]


def _roles(book: Rollbook) -> list[dict[str, object]]:
    known = {ADMIN, *book.labels, *book.admins, *book.guardians, *(role for role, _ in book.members)}
    rows: list[dict[str, object]] = []
    names = {number: name for name, number in RESERVED.items()}
    for role in sorted(known | set(book.functions.values())):
        above = {"admin": role_name(book, book.admins.get(role, ADMIN))}
        guard = {"guardian": role_name(book, book.guardians.get(role, ADMIN))}
        rows.append({"role": role, "label": names.get(role, book.labels.get(role, str(role))), **above, **guard})
        rows += [
            {"member": bytes(one.account), "of": role_name(book, role), "since": utc(one.since), "delay": one.delay}
            for one in book.members.values()
            if one.role == role
        ]
    return rows


def _functions(desk: Desk, book: Rollbook) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for (target, selector), role in book.functions.items():
        name = contract_at(desk.office.deployment, target)
        shown = {"contract": name or bytes(target), "function": function_at(name, selector)}
        rows.append({**shown, "role": role_name(book, role)})
    names = [contract_at(desk.office.deployment, one) or bytes(one) for one in sorted(book.closed)]
    closed: list[dict[str, object]] = [{"closed": one} for one in names]
    return [*rows, *closed]


def _waiting(desk: Desk, book: Rollbook) -> list[dict[str, object]]:
    return [
        {
            "operation": one.id,
            "act": said_of(desk, one.act.target, one.act.data),
            "by": bytes(one.act.caller),
            "due": utc(one.due),
            "expires": utc(one.expires),
        }
        for one in book.schedule(desk.office.next_time())
    ]


def _kind(kind: int) -> str:
    return Kind(kind).name if kind in set(Kind) else str(kind)
