"""The READMEs name what exists, and what exists is named in them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from torrens_cli.main import COMMANDS
from torrens_registry.settings import settings_table

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = {
    "anchor": ("torrens_anchor", "torrens_log"),
    "contracts": ("torrens_contracts",),
    "registry": ("torrens_registry",),
    "hardhat-free-devnet": ("torrens_devnet",),
    "cli": ("torrens_cli",),
}
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)")
DRAWN = re.compile(r"(?:^ {0,2}| {3,})([a-z_]+(?:/|\.py))(?= |$)", re.M)
PAGES = sorted(
    path for folder in (".", *FOLDERS, "tests", "tests/vectors", "tests/bench") for path in (ROOT / folder).glob("*.md")
)


def text(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text("utf-8")


def verbs(name: str) -> list[str]:
    """The verbs of a command; none for a command that is its own verb."""
    module = __import__(COMMANDS[name].module, fromlist=["app"])
    command = typer.main.get_command(module.app)
    return sorted(getattr(command, "commands", {}))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_verb_stands_in_the_table_of_the_cli(name: str) -> None:
    rows = re.findall(rf"^\| `{name}` \|(.*)$", text("cli", "README.md"), re.M)
    assert len(rows) == 1, name
    assert [verb for verb in verbs(name) if not re.search(rf"`{verb}[` ]", rows[0])] == []


def test_no_row_of_the_cli_names_a_command_that_is_not_there_fail() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \|", text("cli", "README.md"), re.M)
    assert sorted(rows) == sorted(COMMANDS)


def test_every_setting_stands_in_the_table_of_the_registry() -> None:
    assert settings_table() in text("registry", "README.md")


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_help_names_every_target() -> None:
    # The tests may themselves run under make, whose flags would print where it is.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    told = subprocess.run(["make", "help"], cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", text("Makefile"), re.M)
    assert phony is not None
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in told.splitlines()}
    assert sorted(lines) == sorted(phony[1].split())
    promised = "setup demo test lint types floors contracts bench bench-gas audit clean help"
    assert set(promised.split()) <= set(lines)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_room_is_named_in_its_folder_s_readme(folder: str) -> None:
    page = text(folder, "README.md")
    rooms = [
        path.name
        for package in FOLDERS[folder]
        for path in sorted((ROOT / folder / package).iterdir())
        if path.is_dir() and (path / "__init__.py").is_file()
    ]
    assert [room for room in rooms if not re.search(rf"\b{room}/", page)] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_room_that_a_tree_draws_exists(folder: str) -> None:
    """A room or file that a line of a tree begins with, or names in its second column, is there."""
    trees = re.findall(r"^```\n(.*?)^```$", text(folder, "README.md"), re.M | re.S)
    drawn = {name for tree in trees for name in DRAWN.findall(tree)}
    places = [ROOT / folder, *(ROOT / folder / package for package in FOLDERS[folder])]
    places += [room for place in places for room in place.iterdir() if room.is_dir()]
    assert sorted(name for name in drawn if not any((place / name).exists() for place in places)) == []


@pytest.mark.parametrize("kit", sorted(path.name for path in (ROOT / "tests").glob("*.py")))
def test_every_kit_is_named_in_the_readme_of_the_tests(kit: str) -> None:
    assert f"`{kit}`" in text("tests", "README.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [found for found in LINK.findall(page.read_text("utf-8")) if not found.startswith("http")]
    assert [one for one in targets if not (page.parent / one).exists()] == []


def test_the_readmes_of_all_folders_are_reached_from_the_first() -> None:
    links = LINK.findall(text("README.md"))
    assert {f"{folder}/README.md" for folder in (*FOLDERS, "tests")} <= set(links)
