"""Text for a terminal: what does not print is escaped, so that no text of others breaks out of its line."""

from __future__ import annotations


def plain(text: str) -> str:
    """Escape what does not print, so that no text of others breaks out of its line or redraws the screen.

    Args:
        text: Any text.

    Returns:
        The same, with line ends, control and direction marks as backslash escapes.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in text)


def quoted(text: str) -> str:
    """Write somebody's text between quotation marks, so that where it begins and ends can be seen.

    Args:
        text: Any text.

    Returns:
        The same between `"`, with `"`, backslashes and what does not print as backslash escapes.
    """
    whole = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain(whole)}"'


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
