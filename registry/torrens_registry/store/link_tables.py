"""Mirrored: which two records belong together."""

from __future__ import annotations

from torrens_registry.store.columns import Stated, hex32_or_none, integer


class LinkRow(Stated):
    """Two records that belong together: affiliates, superiors, related titles, what a voucher corrects.

    Attributes:
        kind: LinkKind; it says which of the two comes first.
        first: The first one's id; absent where the event that opened the link names no pair.
        second: The second one's.
        since: From when on.
        until: Until when; 0 while it stands.
    """

    kind: int = integer(index=True)
    first: str | None = hex32_or_none()
    second: str | None = hex32_or_none()
    since: int = integer()
    until: int = integer()
