"""Batches: many of one verb in one transaction, all or none; whatever is refused is named by its line.

A batch is one act of an office: one intent, so that a stop anywhere leaves it undone or done, and the same batch again
sends nothing. In the log each of its lines has the entry that it would have alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Generic, TypeVar

from torrens_anchor.errors import AnchorError, TorrensError
from torrens_contracts.codec import Call
from torrens_contracts.errors import Reverted
from torrens_registry.errors import AccessError, BatchRefused, CaseError, FieldOutOfRange, NotStored, RuleBroken
from torrens_registry.keys import Signer
from torrens_registry.office import Office

T = TypeVar("T")
R = TypeVar("R")

MOST_AT_ONCE: Final = 100
"""Lines of a batch, at most: a transaction of so many stays under half of the gas that EIP-7825 allows one."""
OF_A_LINE: Final = (AnchorError, RuleBroken, CaseError, AccessError, NotStored, Reverted)
"""What is said of a line. All else (a node or a database that is away, a key that is missing) is of the whole."""

Refusals = Sequence[tuple[int, TorrensError]]
"""Lines that are refused, by their numbers, and why."""


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """One of a batch.

    Attributes:
        number: Its number where it came from: the line of a file, an objection's own.
        value: What is asked.
    """

    number: int
    value: T


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """What is to be done together.

    Attributes:
        lines: 1 to 100, in order.
        called: What a line is called: line, objection.

    Raises:
        FieldOutOfRange: There are none, or too many.
    """

    lines: tuple[Line[T], ...]
    called: str = "line"

    def __post_init__(self) -> None:
        """Refuse a batch of none, and one that no transaction takes."""
        if not 1 <= len(self.lines) <= MOST_AT_ONCE:
            raise FieldOutOfRange(
                f"a batch has 1 to {MOST_AT_ONCE} {self.called}s, this one has {len(self.lines)}",
                remedy=f"cut it into batches of {MOST_AT_ONCE} at most, each its own transaction"
                if self.lines
                else f"name one {self.called} at least: nothing was asked",
                field=f"{self.called}s",
                value=len(self.lines),
                most=MOST_AT_ONCE,
            )

    @classmethod
    def of(cls, values: Sequence[T], called: str = "line") -> Batch[T]:
        """Makes a batch of values, numbered from 1."""
        return cls(tuple(Line(number, one) for number, one in enumerate(values, start=1)), called)

    @property
    def values(self) -> tuple[T, ...]:
        """What is asked, in order."""
        return tuple(one.value for one in self.lines)

    def with_values(self, values: Sequence[R]) -> Batch[R]:
        """Gives the same lines with other values, in order."""
        return Batch(tuple(Line(one.number, value) for one, value in zip(self.lines, values, strict=True)), self.called)

    def require_distinct(self, ids: Sequence[bytes]) -> None:
        """Refuses a batch in which something stands twice.

        Args:
            ids: What each line is about, in order.

        Raises:
            BatchRefused: One stands twice; its second line is named, and the first.
        """
        first: dict[bytes, int] = {}
        twice: list[tuple[int, TorrensError]] = []
        for line, one in zip(self.lines, ids, strict=True):
            if one in first:
                twice.append((line.number, CaseError(f"stands in {self.called} {first[one]} already")))
            first.setdefault(one, line.number)
        self._refuse(twice)

    def each(self, ask: Callable[[T], R]) -> list[R]:
        """Asks something of every line; all that are refused are named, not the first alone.

        Args:
            ask: What is asked of one.

        Returns:
            The answers, in order.

        Raises:
            BatchRefused: One is refused or more.
        """
        answers: list[R] = []
        refused: list[tuple[int, TorrensError]] = []
        for line in self.lines:
            try:
                answers.append(ask(line.value))
            except OF_A_LINE as error:
                refused.append((line.number, error))
        self._refuse(refused)
        return answers

    @contextmanager
    def naming(self, office: Office, actor: Signer, calls: Sequence[Call[Any]]) -> Iterator[None]:
        """Names the lines for which the chain refuses the whole: those that it refuses alone, on the newest state.

        Args:
            office: The exchange's office.
            actor: Whose key acts.
            calls: Each line's verb by itself, in order, once it is known; none while the batch was not prepared.

        Raises:
            BatchRefused: The chain refuses lines.
            Reverted: It refuses the whole, and no line alone.
        """
        try:
            yield
        except Reverted as refusal:
            if calls:
                try:
                    self.with_values(calls).each(partial(office.read, sender=actor.address))
                except BatchRefused as error:
                    raise error from refusal
            raise

    def _refuse(self, refused: Refusals) -> None:
        if refused:
            told, facts = told_of(refused, self.called)
            count = f"{len(refused)} of {len(self.lines)} {self.called}s"
            made = BatchRefused(f"{count} refused, nothing was done: {told}")
            made.facts.update(facts)
            raise made


def told_of(refused: Refusals, called: str = "line") -> tuple[str, dict[str, object]]:
    """Says which lines are refused and why; lines of one reason together.

    Args:
        refused: The lines, and why.
        called: What a line is called.

    Returns:
        In words; and as facts: each line's number with the slug of its error.
    """
    by_reason: dict[str, list[int]] = {}
    for number, error in refused:
        by_reason.setdefault(str(error), []).append(number)
    told = (f"{called} {', '.join(map(str, numbers))}: {said}" for said, numbers in by_reason.items())
    return "; ".join(told), {f"{called} {number}": error.code for number, error in refused}
