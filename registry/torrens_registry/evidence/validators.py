"""Headers that the home's QBFT validators sealed: read from a node as they stand, with the trail that leads to them.

A reader's policy pins a set of validators. Where it has changed since, by votes or by the contract that names it, a
bundle carries headers in between, each sealed by enough of the set before it; the reader follows them by the same rule
by which they are chosen here. In contract mode each comes with the contract's array at its parent.

Source: SPEC-chain.md 2.1 (skip rule, strict); SPEC-bundle.md 3 (`trail`, `set`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import HEADER_MODE, ValidatorSet
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.qbft import parse_qbft_header, verify_sealed
from torrens_anchor.chain.qbft_set import ValidatorContract
from torrens_anchor.chain.qbft_trust import Rule, Step, TrustedSet, advance
from torrens_anchor.errors import FieldMismatch, SignatureMismatch, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts import types
from torrens_contracts.hexcodec import from_hex
from torrens_contracts.node.sealed_headers import sealed_headers, storage_roots
from torrens_contracts.node.wire import HEADERS_A_BATCH, Wire
from torrens_contracts.types import BlockNumber
from torrens_registry.evidence import validator_contracts

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


def sealing_now(wire: Wire) -> tuple[Address, ...]:
    """Asks a node who may seal the next block, by headers or by contract.

    Args:
        wire: A node of the home.

    Returns:
        The validators, on the node's word.

    Raises:
        NodeRefused: Its chain is not sealed by QBFT.
        MalformedAnswer: The answer is no list of addresses.
    """
    found = wire.ask(list[str], "qbft_getValidatorsByBlockNumber", "latest")
    return tuple(Address(from_hex(one, "a validator", 20)) for one in found)


def sealed_by_validators(wire: Wire, number: int, trusted: ValidatorSet) -> SealedHeader:
    """Reads a block's header with the seals in it, and the trail from a pinned set where the set has changed since.

    Args:
        wire: A node of the home; in contract mode one that still has the states on the way.
        number: The block.
        trusted: The set that the reader's policy pins.

    Returns:
        The header as a bundle carries it; the reader will believe it.

    Raises:
        BlockMissing: The node does not have it.
        MalformedAnswer: The chain's headers are not QBFT's.
        NodeRefused: The node no longer has a state that shows a set.
        SignatureMismatch: Its seals are not those of a quorum.
        FieldMismatch: No earlier header is the pinned set's, the chain's headers are not of its mode, or its contract
            is another.
        TrustMissing: No headers lead from the pinned set to this one by the strict skip rule.
    """
    raw, members = sealed_headers(wire, [number])[0], tuple(one.address for one in trusted.validators)
    if _is_theirs(raw, trusted, members):
        return SealedHeader.of_validators(raw, trusted.epoch)
    chain = _Chain(wire, trusted.contract)
    [target] = chain.latest_first(number, number)
    trail = _trail(TrustedSet(members), [target, *_since(chain, frozenset(members), number)], chain)
    return SealedHeader.of_validators(raw, trusted.epoch, trail, chain.shown(target).proof)


def _is_theirs(raw: bytes, trusted: ValidatorSet, members: tuple[Address, ...]) -> bool:
    """Tells whether the pinned set itself sealed: by what the header lists, and by its seals where it lists nobody."""
    sealed = parse_qbft_header(raw)
    if bool(sealed.validators) != (trusted.mode == HEADER_MODE):
        raise FieldMismatch(f"validator set {trusted.epoch} is of mode {trusted.mode}; the chain's headers are not")
    if sealed.validators and set(sealed.validators) != set(members):
        return False
    try:
        verify_sealed(sealed, members)
    except SignatureMismatch:
        if sealed.validators:
            raise
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Header:
    """A header, and who may seal it by its own list or by the contract, on the node's word."""

    step: Step
    own: frozenset[Address]

    @property
    def number(self) -> int:
        return self.step.sealed.header.number


@dataclass(frozen=True, slots=True)
class _Chain:
    """A chain of either mode; what a contract names is asked once a state of its storage."""

    wire: Wire
    contract: ValidatorContract | None
    _named: dict[bytes, frozenset[Address]] = field(default_factory=dict)
    _shown: dict[int, Step] = field(default_factory=dict)

    def latest_first(self, first: int, last: int) -> list[_Header]:
        """Reads headers of heights."""
        numbers = range(first, last + 1)
        steps = [Step.of(raw) for raw in sealed_headers(self.wire, numbers)]
        return [_Header(step, own) for step, own in zip(steps, self._owners(steps), strict=True)][::-1]

    def _owners(self, steps: Sequence[Step]) -> list[frozenset[Address]]:
        if self.contract is None:
            return [frozenset(step.sealed.validators) for step in steps]
        parents = [BlockNumber(max(0, step.sealed.header.number - 1)) for step in steps]
        for root, parent in zip(roots := self._roots(parents), parents, strict=True):
            if root not in self._named:
                self._named[root] = frozenset(validator_contracts.named(self.wire, self.contract, parent))
        return [self._named[root] for root in roots]

    def _roots(self, numbers: Sequence[BlockNumber]) -> list[bytes]:
        address = types.Address(self.contract.address if self.contract else bytes(20))
        return [bytes(root) for root in storage_roots(self.wire, address, numbers)]

    def shown(self, one: _Header) -> Step:
        """Gives a header as a trail carries it: with the contract's array at its parent, where there is a contract."""
        if self.contract is None:
            return one.step
        if one.number not in self._shown:
            proof = validator_contracts.proven(self.wire, self.contract, BlockNumber(one.number - 1))
            self._shown[one.number] = replace(one.step, proof=proof)
        return self._shown[one.number]


def _since(chain: _Chain, members: frozenset[Address], number: int) -> list[_Header]:
    """Gives the headers between the last of the pinned set and a block, latest first; the last of each set."""
    found: list[_Header] = []
    run: tuple[frozenset[Address], int] = (frozenset(), 0)
    for last in range(number - 1, 0, -HEADERS_A_BATCH):
        for one in chain.latest_first(max(1, last - HEADERS_A_BATCH + 1), last):
            if one.own == members:
                return found
            run = (one.own, run[1] + 1 if one.own == run[0] else 1)
            if run[1] <= _TRIED:
                found.append(one)
    raise FieldMismatch(
        f"no header before block {number} is of the validators that the policy pins",
        remedy="pin the set that seals now: qbft_getValidatorsByBlockNumber of a node tells it",
    )


def _trail(trusted: TrustedSet, latest_first: Sequence[_Header], chain: _Chain) -> tuple[Step, ...]:
    """Chooses the fewest headers that lead to the first of these, each as late as the one before it vouches for."""
    found: list[Step] = []
    while True:
        one, trusted = _furthest(trusted, latest_first, chain)
        if one is latest_first[0]:
            return tuple(found)
        found.append(chain.shown(one))


def _furthest(trusted: TrustedSet, latest_first: Sequence[_Header], chain: _Chain) -> tuple[_Header, TrustedSet]:
    for one in latest_first:
        if trusted.header is not None and one.number <= trusted.header.number:
            break
        try:
            return one, advance(trusted, chain.shown(one), Rule(chain.contract))
        except TrustMissing:
            continue
    number = latest_first[0].number
    raise TrustMissing(
        f"no headers lead from the pinned validators to block {number}: too few of them sealed what came after",
        remedy="wait for a block that more of the earlier validators seal, or pin the set that seals now",
    )
