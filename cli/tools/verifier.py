"""Builds the verifier that runs alone: `verifier.py OUT` writes one zip file that Python 3.11 or later runs.

In it: the ground floor, the few files of the command line that the verifier needs, and `ecdsa` with `six`, both pure
Python. The same sources give the same bytes, so anybody can build it again and compare the SHA-256 that is printed.
"""

# ruff: noqa: INP001, T201 - a script, run by its path, which prints what it made

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT: Final = Path(__file__).resolve().parents[2]
CLI: Final = ("__init__", "alone", "copies", "errors", "files", "instants", "judging", "refusals")
"""What of the command line goes in."""
LOG: Final = ("__init__", "arrowcells", "arrowrows", "durable", "errors", "saltfile", "tablefiles")
"""What of the floor above goes in: salts, and tables by their values."""
LIBRARIES: Final = ("ecdsa", "six")
INTERPRETER: Final = b"#!/usr/bin/env python3\n"
MAIN: Final = b"""import sys
if sys.version_info < (3, 11):
    sys.exit("torrens-verify needs Python 3.11 or later, this is " + sys.version.split()[0])
from torrens_cli.alone import main
main()
"""
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The one time that every member carries: the oldest that a zip file can say."""


def members() -> Iterator[tuple[str, bytes]]:
    """Gives what goes in, by name.

    Yields:
        A member's name and its bytes.

    Raises:
        PackageNotFoundError: A library is not installed.
    """
    yield "__main__.py", MAIN
    ground = ROOT / "anchor" / "torrens_anchor"
    for path in ground.rglob("*.py"):
        yield f"torrens_anchor/{path.relative_to(ground).as_posix()}", path.read_bytes()
    for name in LOG:
        yield f"torrens_log/{name}.py", (ROOT / "anchor" / "torrens_log" / f"{name}.py").read_bytes()
    for name in CLI:
        yield f"torrens_cli/{name}.py", (ROOT / "cli" / "torrens_cli" / f"{name}.py").read_bytes()
    for library in LIBRARIES:
        yield from _library(library)


def _library(name: str) -> Iterator[tuple[str, bytes]]:
    for file in files(name) or ():
        place = file.as_posix()
        wanted = place.endswith(".py") and "/test" not in place and not place.endswith("_version.py")
        if wanted or place.endswith(("ecdsa/_version.py", "LICENSE")):
            yield (place if place.endswith(".py") else f"licences/{name}.txt"), Path(str(file.locate())).read_bytes()


def build(out: Path) -> str:
    """Writes the file.

    Args:
        out: Where it goes; its folder is made.

    Returns:
        Its SHA-256, hexadecimal.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = out.with_name(out.name + ".part")
    with beside.open("wb") as raw:
        raw.write(INTERPRETER)
        with ZipFile(raw, "w") as archive:
            for name, data in sorted(dict(members()).items()):
                member = ZipInfo(name, EPOCH)
                member.compress_type = ZIP_DEFLATED
                member.external_attr = 0o644 << 16
                archive.writestr(member, data)
    beside.chmod(0o755)
    beside.replace(out)
    return hashlib.sha256(out.read_bytes()).hexdigest()


def main() -> None:
    """Builds it and prints its digest as `sha256sum` does."""
    if len(sys.argv) != 2:
        sys.exit("usage: verifier.py OUT")
    out = Path(sys.argv[1])
    print(f"{build(out)}  {out}")


if __name__ == "__main__":
    main()
