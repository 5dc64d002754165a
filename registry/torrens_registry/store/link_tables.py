"""Mirrored: which two records belong together."""

from __future__ import annotations

from torrens_registry.store.columns import Stated, hex32_or_none, integer


class LinkRow(Stated):
    """Two records that belong together: affiliates, superiors, related titles, whom a party succeeded.

    Attributes:
        kind: LinkKind; it says which of the two comes first.
        first: The first one's id; absent where the event that opened the link names no pair.
        second: The second one's; of a FORMER link its number among those of the successor.
        since: From when on.
        until: Until when; 0 while it stands.
        party: Whom a FORMER link names; 0 in every other.
    """

    kind: int = integer(index=True)
    first: str | None = hex32_or_none()
    second: str | None = hex32_or_none()
    since: int = integer()
    until: int = integer()
    party: int = integer()
