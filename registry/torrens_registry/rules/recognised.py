"""What a fact about a foreign record says at a second: the contracts' RecognitionLaw.status, in Python.

Silence becomes STALE by arithmetic, never valid; nothing has to be written for that.
"""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codes import Answer, Recognised


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a foreign record.

    Attributes:
        answer: What its home answered (`codes.Answer`).
        decision: What was decided here (`codes.Recognised`).
        as_of: The UTC second of the answer.
        until: The second from which the answer counts no more; 0 for a negative one.
    """

    answer: int
    decision: int
    as_of: int
    until: int


def status(known: Known | None, when: int) -> Recognised:
    """Gives the status of a foreign record.

    Args:
        known: What is known; None when nothing is.
        when: UTC second.

    Returns:
        The status.
    """
    if known is None:
        return Recognised.UNKNOWN
    if known.decision in (Recognised.DECLINED, Recognised.WITHDRAWN):
        return Recognised(known.decision)
    if known.answer == Answer.UNKNOWN or when < known.as_of:
        return Recognised.UNKNOWN
    if known.answer != Answer.GOOD:
        return Recognised.SUSPENDED
    return Recognised.STALE if when >= known.until else Recognised(known.decision)
