"""The house keeps its floors, its sizes and its manners."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = (
    "anchor/torrens_anchor",
    "anchor/torrens_log",
    "contracts/torrens_contracts",
    "registry/torrens_registry",
    "hardhat-free-devnet/torrens_devnet",
    "cli/torrens_cli",
)
GENERATED = re.compile(r"/types/\w+Word\.sol$")
MARKS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError\b")


def sources() -> list[Path]:
    python = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [*python, *sorted((ROOT / "contracts/src").rglob("*.sol"))]


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_floors_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_no_escape_through_type_checking() -> None:
    assert [
        str(p) for p in sources() if p.suffix == ".py" and re.search(r"^if TYPE_CHECKING", p.read_text("utf-8"), re.M)
    ] == []


def test_files_are_short() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in sources()
        if (n := p.read_text("utf-8").count("\n")) > 300 and not GENERATED.search(str(p))
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = []
    for path in sources():
        if path.suffix != ".py" or GENERATED.search(str(path)):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {size}")
    assert long == []


def test_nothing_is_left_unfinished() -> None:
    assert [f"{p.relative_to(ROOT)}" for p in sources() if MARKS.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_typed_and_described(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
    assert (ROOT / package).parent.joinpath("README.md").read_text("utf-8").strip()


def test_no_address_of_a_registry_in_a_lock() -> None:
    lock = json.loads((ROOT / "contracts/package-lock.json").read_text("utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert "://" not in (ROOT / "constraints.txt").read_text("utf-8")


def test_no_path_of_a_machine_in_a_tracked_file() -> None:
    here, home = str(ROOT), str(Path.home())
    marks = [mark + "/" for mark in (here, home) if mark not in ("/", "")]
    leaks = []
    for path in tracked():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        leaks += [str(path.relative_to(ROOT)) for mark in marks if mark in text]
    assert leaks == []
