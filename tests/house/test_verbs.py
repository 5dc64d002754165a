"""cli/VERBS.md names the command by which each function of the contracts is reached, and the sources agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from verbs_kit import commands, options_of

from torrens_contracts import calls
from torrens_contracts.artifacts import CONTRACTS, load

PAGE = (Path(__file__).resolve().parents[2] / "cli" / "VERBS.md").read_text("utf-8")
VIEWS = ("view", "pure")


def functions(*, views: bool) -> set[str]:
    """Contract.function of every contract."""
    return {
        f"{contract}.{entry.name}"
        for contract in CONTRACTS
        for entry in load(contract).entries("function")
        if (entry.state_mutability in VIEWS) is views
    }


def rows(heading: str) -> dict[str, str]:
    """The rows of a section: function and what stands beside it."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    assert section is not None, heading
    found = re.findall(r"^\| `(\w+\.\w+)` \| (.*) \|$", section[1], re.M)
    assert len(found) == len(dict(found)), heading
    return dict(found)


def named(cell: str) -> list[str]:
    """The commands that a cell names; what stands in brackets is said besides."""
    return re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", cell))


def options(cell: str) -> list[tuple[str, str]]:
    """The options that stand in brackets beside a command."""
    pairs = re.findall(r"`([^`-][^`]*)`[^`(,]*\(([^)]*)\)", cell)
    return [(command, one) for command, inner in pairs for one in re.findall(r"`(--[a-z-]+)`", inner)]


def asked(function: str) -> tuple[str, str]:
    """A function as `Contracts` has it."""
    contract, _, name = function.partition(".")
    return tuple(re.sub(r"(?<!^)(?=[A-Z])", "_", one[0].lower() + one[1:]).lower() for one in (contract, name))  # type: ignore[return-value]  # two


VERBS, NONE, ASKED = (rows(one) for one in ("Verbs", "No command", "Views"))


def test_every_function_of_every_contract_stands_in_one_table() -> None:
    told = [*VERBS, *NONE]
    assert sorted(told) == sorted(functions(views=False))
    assert sorted(ASKED) == sorted(functions(views=True))


@pytest.mark.parametrize("function", sorted(VERBS))
def test_a_function_has_a_typed_call_and_a_command_that_comes_to_it(function: str) -> None:
    contract, name = asked(function)
    assert hasattr(getattr(calls, function.partition(".")[0]), name)
    wanted = named(VERBS[function])
    assert wanted
    assert [one for one in wanted if one not in commands()] == []  # such a command exists
    assert [one for one in wanted if (contract, name) not in commands()[one]] == []  # and asks for it


@pytest.mark.parametrize("function", [one for one, cell in {**VERBS, **ASKED}.items() if options(cell)])
def test_the_options_that_are_named_exist(function: str) -> None:
    for command, option in options({**VERBS, **ASKED}[function]):
        assert option in options_of(command), (command, option)


@pytest.mark.parametrize("function", sorted(NONE))
def test_what_has_no_command_is_reached_by_none_fail(function: str) -> None:
    """A row that is out of date: move it to Verbs, with the command."""
    assert [one for one, reach in commands().items() if asked(function) in reach] == []


@pytest.mark.parametrize("function", sorted(ASKED))
def test_a_view_is_asked_by_the_command_that_is_named_or_it_is_said_why_not(function: str) -> None:
    cell = ASKED[function]
    wanted = [] if cell.startswith("–") else named(cell)
    assert [one for one in wanted if asked(function) not in commands().get(one, frozenset())] == []
    if not wanted:
        assert len(cell) > len("– because")
        assert [one for one, reach in commands().items() if asked(function) in reach] == []
