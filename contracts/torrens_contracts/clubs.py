"""Clubs of exchanges that recognise each other's listings: their terms, and the one digest that names them.

The same structs as contracts/src/types/Clubs.sol, field by field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass

from torrens_anchor.chain.abi import hash_words, uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.types import Digest32, Timestamp

TAG = keccak256(b"torrens/club/1")
SECTORS = (1 << 20) - 1
"""Every section of GB/T 4754."""
REGIONS = (1 << 35) - 1
"""Every region, and abroad."""
BASES = 0x3FFE
"""Every basis: bits 1 to 13."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Seconds that a foreign statement counts, by what it is relied upon for.

    Attributes:
        show: Shown to a person.
        trade: Sold on; at most `show`, below 2^20.
        finance: Lent upon; at most `trade`.
    """

    show: int
    trade: int
    finance: int


@dataclass(frozen=True, slots=True)
class Club:
    """The terms of a club.

    Attributes:
        sectors: GB/T 4754 sections that a listing's purposes must lie within; `SECTORS` for all.
        regions: The same for its regions; `REGIONS` for all.
        bases: Bit i is `codes.Basis` i of the title; `BASES` for all.
        conditions: Bits of `codes.ClubCondition`.
        max_age_show: Seconds that a statement counts; 0 leaves the peer's bound.
        max_age_trade: The same for trades.
        max_age_finance: The same for finance.
        until: When the club ends.
        members_digest: See `members_digest`.
        terms_digest: SHA-256 of the paper.
    """

    sectors: int
    regions: int
    bases: int
    conditions: int
    max_age_show: int
    max_age_trade: int
    max_age_finance: int
    until: Timestamp
    members_digest: Digest32
    terms_digest: Digest32

    def digest(self) -> Digest32:
        """Gives the club's one name: keccak256(abi.encode(TAG, club)).

        Returns:
            The digest.
        """
        fields = astuple(self)
        numbers = (uint_word(number) for number in fields[:8])
        return Digest32(hash_words(TAG, *numbers, self.members_digest, self.terms_digest))


def members_digest(members: Sequence[bytes]) -> Digest32:
    """Gives what binds a club's members: keccak256(abi.encode(bytes32[])).

    Args:
        members: Origins of their registers, ascending.

    Returns:
        The digest.
    """
    return Digest32(hash_words(uint_word(32), uint_word(len(members)), *members))
