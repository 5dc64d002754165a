"""The one place where an error becomes a problem document and an exit code."""

from __future__ import annotations

import json
import sys
from typing import NoReturn

from torrens_anchor.errors import TorrensError, UnusableFile
from torrens_anchor.forms.printing import plain


def problem(error: TorrensError) -> dict[str, object]:
    """Returns an error as a problem document (RFC 9457 members, plus the way out).

    Args:
        error: Any error of the house.

    Returns:
        type, title, detail, remedy and facts, all plain JSON values.
    """
    facts = {name: value if isinstance(value, int | str | bool) else str(value) for name, value in error.facts.items()}
    title = type(error).__name__
    return {
        "type": f"urn:torrens:{error.code}",
        "title": title,
        "detail": str(error),
        "remedy": error.remedy,
        "facts": facts,
    }


def stop(error: TorrensError, *, as_json: bool) -> NoReturn:
    """Ends the process: the error on standard error, with its way out, or as data with --json.

    For a person what does not print is escaped: an error names values, and those may be of another's making.

    Args:
        error: Any error of the house.
        as_json: Write a problem document instead of lines for people.

    Raises:
        SystemExit: Always, with the error's exit code.
    """
    if as_json:
        sys.stderr.write(json.dumps(problem(error), ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(f"torrens: {plain(str(error))}\n  what to do: {plain(error.remedy)}\n")
    raise SystemExit(error.exit_code) from None


def unusable(error: OSError) -> UnusableFile:
    """Names what the operating system refused: a place that is no folder, a full disk, rights that are missing."""
    where = error.filename if error.filename is not None else "the system"
    said = error.strerror or str(error)
    return UnusableFile(f"{where}: {said}", remedy="mend the place or its rights, or name another one", path=str(where))
