"""Pre-notices (预告登记): how long one keeps a place, and from when a further one may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from torrens_contracts.codes import InterestKind
from torrens_contracts.words import InterestWord

MOST: Final = 90 * 86_400
"""Seconds that a place is kept at most (Civil Code, article 221), and that none is kept after a deadline."""


def earliest(interests: Iterable[InterestWord]) -> int:
    """Tells from when a further pre-notice may be registered.

    No place is kept without end, else no freeze would ever bite: none while a pre-notice has its deadline ahead,
    released or not, and none for as long again after it, for whomever and whoever holds the right now.

    Args:
        interests: Every interest ever registered in the right, and in what it was split from.

    Returns:
        UTC seconds; 0 when there never was a pre-notice.
    """
    return max((one.maturity + MOST for one in interests if one.kind == InterestKind.PRENOTICE), default=0)
