"""Times as people write them; a file of its own, so that `torrens verify` imports nothing of the registry."""

from __future__ import annotations

from datetime import UTC, datetime

from torrens_cli.errors import ArgumentRefused


def time(text: str) -> int:
    """Reads an ISO 8601 instant in UTC, or a date, which means its first second in UTC.

    Args:
        text: Such as 2026-04-29T02:00:00Z or 2028-04-29.

    Returns:
        UTC seconds.

    Raises:
        ArgumentRefused: Another form, another zone than UTC, or a part of a second.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentRefused(
            f"{text!r} is no ISO 8601 time such as 2026-04-29T02:00:00Z", argument="time", value=text
        ) from None
    if found.tzinfo is None and len(text) == len("2026-04-29"):
        found = found.replace(tzinfo=UTC)
    if found.tzinfo is None or found.utcoffset() or found.microsecond:
        raise ArgumentRefused(f"{text!r} must end in Z: whole seconds in UTC", argument="time", value=text)
    second = int(found.timestamp())
    if not 0 <= second < 1 << 36:
        raise ArgumentRefused(f"{text!r} is before 1970 or after 4147: no word holds it", argument="time", value=text)
    return second
