"""Which functions of the contracts a command can come to: read from the sources, by who names whom.

A node is a function or class at the top of a module of the registry or the command line; it leads to every such name
that it mentions, imported or its own. What it asks of a contract is `….contracts.titles.renew`, or `verbs.renew` where
`verbs = ….contracts.titles` stands in the same function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import typer

from torrens_cli.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"torrens_registry": ROOT / "registry", "torrens_cli": ROOT / "cli"}

Node: TypeAlias = tuple[str, str]
"""Module and name."""
Asked: TypeAlias = tuple[str, str]
"""Contract, as `Contracts` has it, and method."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of both packages, parsed."""
    found = {}
    for package, folder in PACKAGES.items():
        for path in (folder / package).rglob("*.py"):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def own(module: str) -> dict[str, ast.AST]:
    """What a module defines at its top."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {one.name: one for one in modules()[module].body if isinstance(one, kinds)}


@cache
def imported(module: str) -> dict[str, tuple[str, str | None]]:
    """Names that a module imports: a module of ours, or a name in one."""
    found: dict[str, tuple[str, str | None]] = {}
    for one in ast.walk(modules()[module]):
        if isinstance(one, ast.ImportFrom) and one.module:
            for alias in one.names:
                whole = f"{one.module}.{alias.name}"
                at = (whole, None) if whole in modules() else (one.module, alias.name)
                found[alias.asname or alias.name] = at
    return found


def resolve(module: str, name: str) -> Node | None:
    """Where a name of a module is defined, through those that only hand it on."""
    while module in modules():
        if name in own(module):
            return module, name
        at, inner = imported(module).get(name, ("", None))
        if inner is None:
            return None
        module, name = at, inner
    return None


@cache
def step(node: Node) -> tuple[frozenset[Node], frozenset[Asked]]:
    """What a node mentions, and what it asks of contracts."""
    module, name = node
    body, leads, asked = own(module)[name], set(), set()
    alias = dict(_aliases(body))
    for one in ast.walk(body):
        if isinstance(one, ast.Name):
            leads.add(resolve(module, one.id))
        elif isinstance(one, ast.Attribute):
            contract = _contract(one.value) or (alias.get(one.value.id) if isinstance(one.value, ast.Name) else None)
            if contract is not None:
                asked.add((contract, one.attr))
            elif isinstance(one.value, ast.Name):
                at, inner = imported(module).get(one.value.id, ("", None))
                leads.add(resolve(at, one.attr) if inner is None else None)
    return frozenset(one for one in leads if one is not None), frozenset(asked)


def reached(start: Node) -> frozenset[Asked]:
    """All that a function may ask of contracts, itself or through others."""
    asked: set[Asked] = set()
    seen, waiting = {start}, [start]
    while waiting:
        leads, here = step(waiting.pop())
        asked |= here
        waiting += leads - seen
        seen |= leads
    return frozenset(asked)


@cache
def commands() -> dict[str, frozenset[Asked]]:
    """Every command with what it may ask of contracts."""
    found = {}
    for noun, entry in COMMANDS.items():
        top = typer.main.get_command(import_module(entry.module).app)
        for name, callback in _verbs(noun, top):
            found[name] = reached((callback.__module__, callback.__name__))
    return found


def options_of(command: str) -> set[str]:
    """The options that a command takes."""
    noun, *inner = command.split()
    found: Any = typer.main.get_command(import_module(COMMANDS[noun].module).app)
    for one in inner:
        found = found.commands[one]
    return {option for parameter in found.params for option in parameter.opts}


def _verbs(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - typer's own command types
    inner = getattr(command, "commands", None)
    if inner:
        for verb, one in inner.items():
            yield from _verbs(f"{name} {verb}", one)
        return
    yield name, getattr(command.callback, "__wrapped__", command.callback)


def _aliases(body: ast.AST) -> Iterator[tuple[str, str]]:
    """Local names of contracts: verbs = ….contracts.titles."""
    for one in ast.walk(body):
        if not isinstance(one, ast.Assign):
            continue
        for target in one.targets:
            pairs = [(target, one.value)]
            if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                pairs = list(zip(target.elts, one.value.elts, strict=False))
            for left, right in pairs:
                contract = _contract(right)
                if isinstance(left, ast.Name) and contract is not None:
                    yield left.id, contract


def _contract(value: ast.AST) -> str | None:
    is_one = isinstance(value, ast.Attribute) and isinstance(value.value, ast.Attribute)
    return value.attr if is_one and value.value.attr == "contracts" else None  # type: ignore[attr-defined]  # is_one
