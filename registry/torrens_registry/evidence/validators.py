"""Headers that the home's QBFT validators sealed: read from a node as they stand, with the trail that leads to them.

A reader's policy pins a set of validators. Where votes have changed the set since, a bundle carries headers in between,
each sealed by enough of the set before it; the reader follows them by the same rule by which they are chosen here.

Source: SPEC-chain.md 2.1 (skip rule, strict); SPEC-bundle.md 3 (`trail`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, HEADER_MODE, ValidatorSet
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.qbft import verify_sealed
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet, advance
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.sealed_headers import sealed_headers
from torrens_contracts.wire import HEADERS_A_BATCH, Wire

_TRIED: Final = 64
"""How many of the last headers under one set are tried: which validators seal in time differs from one to the next."""


def validator_set(epoch: int, valid: tuple[int, int], validators: Sequence[Notary]) -> ValidatorSet:
    """Makes a validator set of a chain whose headers list it, ordered by address as they do.

    Args:
        epoch: Its number, the policy's own.
        valid: First and last UTC second at which its seals count.
        validators: Its members.

    Returns:
        The set.

    Raises:
        OutOfRange: Nobody is in it, or somebody twice.
    """
    return ValidatorSet(epoch, HEADER_MODE, *valid, tuple(sorted(validators, key=lambda one: one.address)))


def pinned(policy: Policy, origin: bytes) -> ValidatorSet:
    """Gives the newest set of a home's validators that a policy names.

    Args:
        policy: The reader's policy.
        origin: The home.

    Returns:
        The set of the greatest number.

    Raises:
        TrustMissing: The policy names no validators of this home.
    """
    home = policy.home(origin)
    if home is None or not home.validator_sets:
        raise TrustMissing(
            f"the policy names no validators of home 0x{origin.hex()}",
            remedy="name them: torrens log policy --validator NAME=ADDRESS, for each",
        )
    return max(home.validator_sets, key=lambda one: one.epoch)


def sealed_by_validators(wire: Wire, number: int, trusted: ValidatorSet) -> SealedHeader:
    """Reads a block's header with the seals in it, and the trail from a pinned set where the set has changed since.

    Args:
        wire: A node of the home.
        number: The block.
        trusted: The set that the reader's policy pins.

    Returns:
        The header as a bundle carries it; the reader will believe it.

    Raises:
        BlockMissing: The node does not have it.
        MalformedAnswer: The chain's headers are not QBFT's.
        SignatureMismatch: Its seals are not those of a quorum.
        FieldMismatch: No earlier header lists the pinned set, or the chain's headers are not of the set's mode.
        TrustMissing: No headers lead from the pinned set to this one by the strict skip rule.
    """
    target = Step.of(sealed_headers(wire, [number])[0])
    listed, members = target.sealed.validators, tuple(one.address for one in trusted.validators)
    if trusted.mode == CONTRACT_MODE and not listed:
        verify_sealed(target.sealed, members)
        return SealedHeader.of_validators(target.raw, trusted.epoch)
    if trusted.mode == HEADER_MODE and set(listed) == set(members):
        verify_sealed(target.sealed, listed)
        return SealedHeader.of_validators(target.raw, trusted.epoch)
    if trusted.mode == CONTRACT_MODE or not listed:
        raise FieldMismatch(f"validator set {trusted.epoch} is of mode {trusted.mode}; the chain's headers are not")
    earlier = _since(wire, frozenset(members), number)
    return SealedHeader.of_validators(target.raw, trusted.epoch, _trail(members, [target, *earlier]))


def _since(wire: Wire, members: frozenset[Address], number: int) -> list[Step]:
    """Gives the headers between the last that lists the pinned set and a block, latest first; the last of each set."""
    found: list[Step] = []
    run: tuple[frozenset[Address], int] = (frozenset(), 0)
    for last in range(number - 1, 0, -HEADERS_A_BATCH):
        for raw in reversed(sealed_headers(wire, range(max(1, last - HEADERS_A_BATCH + 1), last + 1))):
            step = Step.of(raw)
            listed = frozenset(step.sealed.validators)
            if listed == members:
                return found
            run = (listed, run[1] + 1 if listed == run[0] else 1)
            if run[1] <= _TRIED:
                found.append(step)
    raise FieldMismatch(
        f"no header before block {number} lists the validators that the policy pins",
        remedy="pin the set that seals now: qbft_getValidatorsByBlockNumber of a node tells it",
    )


def _trail(members: tuple[Address, ...], latest_first: Sequence[Step]) -> tuple[Step, ...]:
    """Chooses the fewest headers that lead to the first of these, each as late as the one before it vouches for."""
    trusted, found = TrustedSet(members), list[Step]()
    while True:
        step, trusted = _furthest(trusted, latest_first)
        if step is latest_first[0]:
            return tuple(found)
        found.append(step)


def _furthest(trusted: TrustedSet, latest_first: Sequence[Step]) -> tuple[Step, TrustedSet]:
    for step in latest_first:
        if trusted.header is not None and step.sealed.header.number <= trusted.header.number:
            break
        try:
            return step, advance(trusted, step, Rule())
        except TrustMissing:
            continue
    number = latest_first[0].sealed.header.number
    raise TrustMissing(
        f"no headers lead from the pinned validators to block {number}: too few of them sealed what came after",
        remedy="wait for a block that more of the earlier validators seal, or pin the set that seals now",
    )
