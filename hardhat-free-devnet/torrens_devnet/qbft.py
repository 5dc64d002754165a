"""QBFT as Hyperledger Besu writes it: extraData of a header, and who may seal next by the votes in headers.

Source: EEA QBFT specification, Besu's `QbftExtraDataCodec` and `VoteTally`; SPEC-chain.md 2.1. Votes are not wiped at
epochs: a development chain has none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import rlp

from torrens_devnet.engine import Address

MIX_HASH: Final = bytes.fromhex("63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365")
"""mixHash of every QBFT header: "ctical byzantine fault tolerance"."""
_ADMIT, _DROP = b"\xff", b"\0"


@dataclass(frozen=True, slots=True)
class Vote:
    """One validator's wish for the set.

    Attributes:
        subject: Whom it is about.
        admit: To be admitted; else to be dropped.
    """

    subject: Address
    admit: bool


@dataclass(frozen=True, slots=True)
class Extra:
    """The extraData of a QBFT header of round 0.

    Attributes:
        vanity: 32 bytes of the chain's own.
        validators: The set that may seal this block, ascending.
        vote: The proposer's vote, or None.
        seals: 65 bytes each; none in what the block's hash is made of.
    """

    vanity: bytes
    validators: tuple[Address, ...]
    vote: Vote | None = None
    seals: tuple[bytes, ...] = ()

    def encode(self) -> bytes:
        """Write it as RLP.

        Returns:
            [vanity, validators, vote, round, seals].
        """
        vote = [] if self.vote is None else [self.vote.subject, _ADMIT if self.vote.admit else _DROP]
        return bytes(rlp.encode([self.vanity, list(self.validators), vote, b"", list(self.seals)]))

    @classmethod
    def parse(cls, data: bytes) -> "Extra":
        """Read what `encode` wrote.

        Args:
            data: The extraData.

        Returns:
            Its parts.
        """
        vanity, validators, vote, _round, seals = rlp.decode(data)
        cast = Vote(Address(bytes(vote[0])), vote[1] == _ADMIT) if vote else None
        return cls(bytes(vanity), tuple(Address(bytes(one)) for one in validators), cast, tuple(map(bytes, seals)))


def quorum(validators: int) -> int:
    """Give how many seals a block needs.

    Args:
        validators: Size of the set.

    Returns:
        ceil(2N/3).
    """
    return -(-2 * validators // 3)


def proposer(validators: Sequence[Address], number: int) -> Address:
    """Give whose turn a block is.

    Args:
        validators: The set that may seal it.
        number: Its height.

    Returns:
        The validator; they take turns.
    """
    return validators[number % len(validators)]


def committers(validators: Sequence[Address], number: int) -> tuple[Address, ...]:
    """Give who seals a block: all where the first of them proposes, else a bare quorum from the proposer on.

    On a real chain it is who answers in time, a quorum at least; so it must be for a trail that has to choose.

    Args:
        validators: The set that may seal it.
        number: Its height.

    Returns:
        The sealers.
    """
    size = len(validators)
    count = quorum(size) if number % size else size
    return tuple(proposer(validators, number + step) for step in range(count))


class Tally:
    """Who may seal the next block.

    Args:
        validators: The set of the genesis.

    Attributes:
        validators: The set, ascending.
    """

    def __init__(self, validators: Iterable[Address]) -> None:
        self.validators = tuple(sorted(validators))
        self._voters: dict[Vote, set[Address]] = {}

    def cast(self, voter: Address, vote: Vote) -> None:
        """Count a vote that a block carries; floor(N/2) + 1 for the same change make it.

        Args:
            voter: The block's proposer.
            vote: The vote.
        """
        self._voters.get(Vote(vote.subject, not vote.admit), set()).discard(voter)
        voters = self._voters.setdefault(vote, set())
        voters.add(voter)
        if len(voters) > len(self.validators) // 2:
            self._make(vote)

    def next_vote(self, voter: Address, wishes: Iterable[Vote]) -> Vote | None:
        """Choose what a proposer votes for.

        Args:
            voter: The proposer.
            wishes: What it was asked to vote for, in order.

        Returns:
            The first that would change the set and that it has not cast; None where there is none.
        """
        for wish in wishes:
            last = not wish.admit and len(self.validators) == 1
            open_ = wish.admit != (wish.subject in self.validators)
            if open_ and not last and voter not in self._voters.get(wish, ()):
                return wish
        return None

    def _make(self, vote: Vote) -> None:
        others = set(self.validators) - {vote.subject}
        self.validators = tuple(sorted(others | {vote.subject} if vote.admit else others))
        gone = set() if vote.admit else {vote.subject}
        self._voters = {held: who - gone for held, who in self._voters.items() if held.subject != vote.subject}
