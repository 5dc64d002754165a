"""The story's clock: fixed seconds, so that every run on every engine gives the same state digests."""

from __future__ import annotations

from datetime import datetime
from typing import Final


def _utc(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


FOUNDED: Final = _utc("2026-04-27T01:00:00Z")
"""Registers and modules are deployed; modules may write two days later."""
LIVE: Final = _utc("2026-04-29T01:10:00Z")
"""The calendar is published, exchanges are admitted, parties enrolled."""
FILED: Final = _utc("2026-04-29T02:00:00Z")
"""Notice is given: 10:00 in Hangzhou. Five working days: 30 April, 6, 7, 8 May and Saturday 9 May, a make-up day."""
REGISTERED: Final = _utc("2026-05-11T01:00:00Z")
"""Monday 9:00: the notice ended on Saturday at 24:00."""
LICENSED: Final = _utc("2026-05-11T06:00:00Z")
LISTED: Final = _utc("2026-05-12T02:00:00Z")
ANCHORED: Final = _utc("2026-05-12T08:00:00Z")
SOLD: Final = _utc("2026-05-13T02:00:00Z")
ANCHORED_AGAIN: Final = _utc("2026-05-13T08:00:00Z")
STATED: Final = _utc("2026-05-13T09:00:00Z")
RECOGNISED: Final = _utc("2026-05-13T09:10:00Z")
CHEATED: Final = _utc("2026-05-14T02:00:00Z")
FLIPPED: Final = _utc("2026-05-14T02:30:00Z")
LAPSED: Final = _utc("2026-05-16T02:00:00Z")
"""The short licence of act 2 has expired."""
FROZEN: Final = _utc("2026-05-18T02:00:00Z")
STATED_AGAIN: Final = _utc("2026-05-18T02:10:00Z")
SUSPENDED: Final = _utc("2026-05-18T02:20:00Z")
SHUT: Final = _utc("2026-05-20T02:00:00Z")
LATER: Final = _utc("2026-06-20T02:00:00Z")
"""A month on: the partners' answers have aged."""
YEAR: Final = 365 * 86_400
