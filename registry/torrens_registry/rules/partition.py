"""Whether parts are a whole, cut in one dimension: rights, region, purpose or term (words.md section 3, Split).

The twin of contracts/src/libraries/Partition.sol, fault by fault and in the same order; both answer the same cases.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from torrens_contracts.codes import Mode, SplitFault
from torrens_contracts.words import GrantWord, PackedWord
from torrens_registry.errors import PartitionRefused

LEAST_PARTS: Final = 2
MOST_PARTS: Final = 16

MASKS: Final = ("purpose", "region", "rights")
"""The dimensions that are masks; the fourth is the term."""
_TERM: Final = {"not_before", "until"}
_FREE: Final = {"nonce"}
"""What may differ in any part: it only keeps ids apart."""

Fault = tuple[SplitFault, int]
_Check = Callable[[PackedWord, Sequence[PackedWord]], Fault]


def whole_of(packed: PackedWord, word: GrantWord) -> PackedWord:
    """Gives what the parts of a grant must come to: its key, with the rights and the end that its word has now.

    Args:
        packed: The grant's key.
        word: The grant's word.
    """
    return replace(packed, mode=Mode.SPLIT, rights=word.rights, until=word.until, nonce=0)


def check(whole: PackedWord, parts: Sequence[PackedWord]) -> Fault:
    """Says why parts, in their order, are no partition of a whole.

    Args:
        whole: As `whole_of` gives it.
        parts: The parts' keys.

    Returns:
        The fault, NONE when there is none, and the index of the part that says so.
    """
    differing: set[str] = set()
    for index, part in enumerate(parts):
        differing |= {name for name, _ in PackedWord.LAYOUT if getattr(part, name) != getattr(whole, name)} - _FREE
        if _dimension(differing) is None:
            return SplitFault.OTHER_DIFFERS, index
    dimension = _dimension(differing)
    if not differing or dimension is None:
        return SplitFault.NOTHING_SPLIT, 0
    return dimension(whole, parts)


def require(whole: PackedWord, parts: Sequence[PackedWord]) -> None:
    """Refuses parts that are no partition.

    Args:
        whole: As `whole_of` gives it.
        parts: The parts' keys.

    Raises:
        PartitionRefused: Fewer than 2 or more than 16, or no partition.
    """
    if not LEAST_PARTS <= len(parts) <= MOST_PARTS:
        raise PartitionRefused(f"{len(parts)} parts; a split has {LEAST_PARTS} to {MOST_PARTS}", parts=len(parts))
    fault, index = check(whole, parts)
    if fault:
        raise PartitionRefused(
            f"part {index} makes these no partition: {fault.name}", fault=fault.name, index=index, parts=len(parts)
        )


def _dimension(differing: set[str]) -> _Check | None:
    """How to check the one dimension within which all differences lie; None when there is no such."""
    if differing <= _TERM:
        return _intervals
    return partial(_apart, next(iter(differing))) if len(differing) == 1 and differing <= set(MASKS) else None


def _apart(name: str, whole: PackedWord, parts: Sequence[PackedWord]) -> Fault:
    theirs, taken = int(getattr(whole, name)), 0
    for index, part in enumerate(parts):
        own = int(getattr(part, name))
        if not own:
            return SplitFault.EMPTY_PART, index
        if own & ~theirs:
            return SplitFault.OUTSIDE, index
        if own & taken:
            return SplitFault.OVERLAP, index
        taken |= own
    return (SplitFault.NONE, 0) if taken == theirs else (SplitFault.INCOMPLETE, len(parts) - 1)


def _intervals(whole: PackedWord, parts: Sequence[PackedWord]) -> Fault:
    begins = whole.not_before
    for index, part in enumerate(parts):
        if part.not_before < begins:
            return SplitFault.OVERLAP if index else SplitFault.OUTSIDE, index
        if part.not_before > begins:
            return SplitFault.GAP, index
        if part.until <= part.not_before:
            return SplitFault.EMPTY_PART, index
        if part.until > whole.until:
            return SplitFault.OUTSIDE, index
        begins = part.until
    return (SplitFault.NONE, 0) if begins == whole.until else (SplitFault.INCOMPLETE, len(parts) - 1)
