"""The password of a log's or witness's key where no exchange stands behind: from a file or a person."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from torrens_log.errors import KeyUnusable


def note_password(file: Path | None, question: str, *, again: bool = False) -> bytes:
    """Gets a password.

    Args:
        file: Its first line is the password; None asks a person.
        question: What the person is asked.
        again: Asks twice: the password of a new key.

    Returns:
        The password.

    Raises:
        KeyUnusable: The file cannot be read, there is nobody to ask, or the password is empty.
    """
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyUnusable(f"the password file {file} cannot be read", path=str(file)) from error
    elif sys.stdin.isatty():
        text = str(typer.prompt(question, hide_input=True, prompt_suffix="", confirmation_prompt=again))
    else:
        raise KeyUnusable("there is no password file, and nobody to ask", remedy="name one with --password-file")
    if not text:
        raise KeyUnusable("the password is empty", remedy="give a password of at least one character")
    return text.encode()
