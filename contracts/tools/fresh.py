"""Generated files: written where they are stale, or only named."""

# ruff: noqa: INP001 - beside scripts that are run by their paths

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path


def write_or_check(rendered: Mapping[Path, str], root: Path, script: str, *, check: bool) -> int:
    """Write the files that are stale, or name them.

    Args:
        rendered: What each file must hold.
        root: What their names are shown from.
        script: Who writes them, for the message.
        check: Whether nothing is written.

    Returns:
        The exit code: 1 when a check found something stale.
    """
    stale = [path for path, text in rendered.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if check and stale:
        names = ", ".join(str(path.relative_to(root)) for path in stale)
        sys.stderr.write(f"stale, run python {script}: {names}\n")
        return 1
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(rendered[path], encoding="utf-8")
    return 0
