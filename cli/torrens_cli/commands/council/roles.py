"""Who acts for the council: `torrens council grant|revoke|renounce|label|admin|guardian|wait`; and on what.

`functions` says which role may call which function, `close|reopen|delay` what holds for a contract as a whole.
"""

from __future__ import annotations

from typing import Annotated

import typer

from torrens_cli import options
from torrens_cli.commands.council.how import (
    Account,
    Contract,
    Into,
    Role,
    Schedule,
    Seconds,
    When,
    account,
    carry,
    contract,
    how,
    known_contract,
    role,
)
from torrens_cli.context import once_key, opened, tell
from torrens_contracts.council.named import selector_of
from torrens_registry.cases.council import motions, roles

app = typer.Typer()


@app.command()
def grant(
    given: Role,
    to: Account,
    *,
    home: options.Home = options.DEFAULT_HOME,
    delay: Annotated[
        int, typer.Option(help="Seconds that its acts wait; 0 to act at once.", min=0, max=(1 << 32) - 1)
    ] = 0,
    key: options.Key = "council",
    schedule: Schedule = False,
    when: When = None,
    into: Into = None,
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give an account a role; with a delay, its acts wait so many seconds on the schedule."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number, who = role(desk, given), account(desk, to)
        told = (f"已授予角色 {given}", f"role {given} given" + (f", acts wait {delay} seconds" if delay else ""))
        facts = {"role": number, "account": bytes(who), "delay": delay}
        carry(desk, roles.grant(desk.office, number, who, delay), as_asked, told, facts, as_json=as_json)


@app.command()
def revoke(
    taken: Role,
    of: Account,
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
    """Take a role from an account, at once."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number, who = role(desk, taken), account(desk, of)
        facts = {"role": number, "account": bytes(who)}
        told = (f"已收回角色 {taken}", f"role {taken} taken away")
        carry(desk, roles.revoke(desk.office, number, who), as_asked, told, facts, as_json=as_json)


@app.command()
def renounce(
    given_up: Role,
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: Annotated[str, typer.Option(help="The key that gives up its own role.")],
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    once: options.Once = None,
    as_json: options.Json = False,
) -> None:
    """Give up a role of the acting key's own, at once; no schedule, no paper."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        own, number = desk.ring.signer(key), role(desk, given_up)
        motion = roles.renounce(desk.office, number, own.address)
        done = motions.enact(desk.office, own, motion, once_key(once))
    tell(
        motion.action, (f"已放弃角色 {given_up}", f"role {given_up} given up"), done, {"role": number}, as_json=as_json
    )


@app.command()
def label(
    labelled: Role,
    name: Annotated[str, typer.Argument(help="The name; by it the other verbs know the role.")],
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
    """Give a role a name, which everybody may read: ASCII or Chinese, and like no other role's."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number = role(desk, labelled)
        told = (f"角色 {number} 命名为 {name}", f"role {number} is named {name}")
        carry(desk, roles.label(desk.office, number, name), as_asked, told, {"role": number}, as_json=as_json)


@app.command()
def admin(
    changed: Role,
    other: Role,
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
    """Say which role gives and takes a role."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number, above = role(desk, changed), role(desk, other)
        told = (f"角色 {changed} 由角色 {other} 管理", f"role {changed} is given and taken by role {other}")
        carry(desk, roles.set_admin(desk.office, number, above), as_asked, told, {"role": number}, as_json=as_json)


@app.command()
def guardian(
    changed: Role,
    other: Role,
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
    """Say which role may take off the schedule what a role has put there."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number, guard = role(desk, changed), role(desk, other)
        told = (f"角色 {other} 可取消角色 {changed} 的日程", f"role {other} may cancel what role {changed} schedules")
        carry(desk, roles.set_guardian(desk.office, number, guard), as_asked, told, {"role": number}, as_json=as_json)


@app.command()
def wait(
    changed: Role,
    seconds: Seconds,
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
    """Say how long new members wait for a role; counts in five days at the earliest."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        number = role(desk, changed)
        told = (f"角色 {changed} 的新成员须等待 {seconds} 秒", f"new members of role {changed} wait {seconds} seconds")
        motion = roles.set_grant_delay(desk.office, number, seconds)
        carry(desk, motion, as_asked, told, {"role": number, "seconds": seconds}, as_json=as_json)


@app.command()
def functions(
    of: Contract,
    names: Annotated[str, typer.Argument(help="Its functions joined by commas, such as retireModule,narrow.")],
    given: Role,
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
    """Say which role may call some functions of a contract; without a word it is admin's."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        (target, named), number = known_contract(desk, of), role(desk, given)
        selectors = [selector_of(named, one.strip()) for one in names.split(",")]
        told = (f"{named} 的 {names} 归角色 {given}", f"{names} of {named} may be called by role {given}")
        motion = roles.assign(desk.office, target, selectors, number)
        carry(desk, motion, as_asked, told, {"contract": bytes(target), "role": number}, as_json=as_json)


@app.command()
def close(
    of: Contract,
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
    """Refuse every act of the council on a contract, by any role, until it is opened again."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        target = contract(desk, of)
        told = (f"理事会对 {of} 的一切操作已关闭", f"every act of the council on {of} is refused from now on")
        motion = roles.close(desk.office, target, closed=True)
        carry(desk, motion, as_asked, told, {"contract": bytes(target)}, as_json=as_json)


@app.command()
def reopen(
    of: Contract,
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
    """Let the council act on a contract again."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        target = contract(desk, of)
        told = (f"理事会对 {of} 的操作已恢复", f"the council may act on {of} again")
        motion = roles.close(desk.office, target, closed=False)
        carry(desk, motion, as_asked, told, {"contract": bytes(target)}, as_json=as_json)


@app.command()
def delay(
    of: Contract,
    seconds: Seconds,
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
    """Say how long changes of who may call a contract wait; counts in five days at the earliest."""
    as_asked = how(key, once, schedule=schedule, when=when, into=into)
    with opened(home, keys=keys, password_file=password_file) as desk:
        target = contract(desk, of)
        told = (f"{of} 的授权变更须等待 {seconds} 秒", f"changes of who may call {of} wait {seconds} seconds")
        motion = roles.set_target_delay(desk.office, target, seconds)
        carry(desk, motion, as_asked, told, {"contract": bytes(target), "seconds": seconds}, as_json=as_json)
