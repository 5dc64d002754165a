"""Revenue split exact to the fen: largest remainder, fixed tie order (design.md section 3, Money; invariant I11).

Each party gets floor(amount * weight / sum of weights). The fen that are left, fewer than there are parties, go one
each to the largest remainders; among equal remainders first to the declared residual party, then by role and party
number. Nothing depends on the order in which the weights are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from torrens_anchor.chain.eip712 import Leg
from torrens_registry.errors import BadSplitRule, FieldOutOfRange, SplitDoesNotSum

MAX_FEN: Final = (1 << 128) - 1
MAX_WEIGHT: Final = (1 << 64) - 1
MAX_LEGS: Final = 64


class SplitRole(IntEnum):
    """In what capacity a party takes its part."""

    PROVIDER = 1
    PROCESSOR = 2
    OPERATOR = 3
    PLATFORM = 4
    DATA_SOURCE = 5
    SERVICE_PROVIDER = 6


@dataclass(frozen=True, slots=True)
class Weight:
    """The share of one party in one role.

    Attributes:
        party: The party.
        role: A `SplitRole`.
        weight: Its share of the sum of all weights.
    """

    party: int
    role: int
    weight: int


@dataclass(frozen=True, slots=True)
class RevenueSplit:
    """A rule of division.

    Attributes:
        weights: One for each party and role; the order does not matter.
        residual: The weight's place (party, role) that is first among equal remainders.
    """

    weights: tuple[Weight, ...]
    residual: tuple[int, int]

    def __post_init__(self) -> None:
        """Refuses weights that make no rule."""
        places = [(w.party, w.role) for w in self.weights]
        if not 1 <= len(places) <= MAX_LEGS:
            raise BadSplitRule(f"a split has 1 to {MAX_LEGS} legs, this has {len(places)}", legs=len(places))
        if len(set(places)) != len(places):
            raise BadSplitRule("a party and role stand twice in the rule", places=places)
        if self.residual not in places:
            raise BadSplitRule(f"the residual party {self.residual} is not in the rule", residual=self.residual)
        for w in self.weights:
            if not (0 < w.party < 1 << 32 and 0 < w.role < 1 << 8 and 0 < w.weight <= MAX_WEIGHT):
                raise BadSplitRule(f"{w} is out of bounds: each part is positive", weight=w.weight, party=w.party)

    def legs(self, amount_fen: int) -> tuple[Leg, ...]:
        """Divides an amount.

        Args:
            amount_fen: Fen, 0 or more.

        Returns:
            The legs by ascending role and party; their sum is the amount exactly.

        Raises:
            FieldOutOfRange: The amount is negative or over 2^128 - 1.
        """
        if not 0 <= amount_fen <= MAX_FEN:
            raise FieldOutOfRange(f"{amount_fen} fen is no amount", field="amount_fen", value=amount_fen)
        ordered = sorted(self.weights, key=lambda w: (w.role, w.party))
        total = sum(w.weight for w in ordered)
        fen = [amount_fen * w.weight // total for w in ordered]
        left = amount_fen - sum(fen)
        for i in sorted(range(len(ordered)), key=lambda i: self._turn(ordered[i], amount_fen, total))[:left]:
            fen[i] += 1
        return tuple(Leg(w.party, w.role, f) for w, f in zip(ordered, fen, strict=True))

    def _turn(self, w: Weight, amount_fen: int, total: int) -> tuple[int, bool, int, int]:
        remainder = amount_fen * w.weight % total
        return -remainder, (w.party, w.role) != self.residual, w.role, w.party

    def check(self, amount_fen: int, legs: Sequence[Leg]) -> None:
        """Refuses legs that are not this rule's legs of the amount.

        Args:
            amount_fen: The price, in fen.
            legs: The legs of the split.

        Raises:
            SplitDoesNotSum: They do not sum, or they divide in another way.
        """
        check_sum(amount_fen, legs)
        expected = self.legs(amount_fen)
        if tuple(legs) != expected:
            raise SplitDoesNotSum("the legs sum, but are not the rule's", legs=list(legs), expected=list(expected))


def check_sum(amount_fen: int, legs: Iterable[Leg]) -> None:
    """Refuses legs whose sum is not the amount to the fen, or of which one is negative.

    Args:
        amount_fen: The price, in fen.
        legs: The legs of the split.

    Raises:
        SplitDoesNotSum: With the sum, the amount and the difference.
    """
    legs = tuple(legs)
    total = sum(leg.fen for leg in legs)
    if total != amount_fen or any(leg.fen < 0 for leg in legs):
        raise SplitDoesNotSum(
            f"the legs sum to {total} fen, the amount is {amount_fen} fen: {amount_fen - total:+} fen",
            total=total,
            amount=amount_fen,
            difference=amount_fen - total,
        )
