"""What a reservation still binds when its licence is to be activated: ForeignSale.requireKept, in Python.

A sale agreed after the parent passed on is none of it, and what a judgment gave away since is free of it.
"""

from __future__ import annotations

from torrens_contracts.codes import GrantFlag
from torrens_contracts.words import GrantState, GrantWord


def ended(parent: GrantWord, kept: GrantWord, agreed_at: int, *, passed: bool) -> str | None:
    """Tells why a reservation binds its parent no longer.

    Args:
        parent: The parent as it is now.
        kept: The reserved licence.
        agreed_at: When the sale abroad was agreed, as seller and buyer say.
        passed: Whether another than the seller holds the parent now.

    Returns:
        The contract's error; None when it binds.
    """
    later = parent.since > kept.since or (parent.since == kept.since and passed)
    judged = bool(parent.flags & GrantFlag.ADJUDGED)
    if judged and (later or parent.state == GrantState.SPLIT):
        return "ParentAdjudged"
    return "AgreedAfterItPassed" if later and agreed_at >= parent.since else None
