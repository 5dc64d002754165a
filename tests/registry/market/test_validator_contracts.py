"""Validators that a contract names: the trail chosen, with the array at each parent, is what a reader follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from contract_chain_kit import ContractChain
from qbft_kit import CONTRACT, addresses, follow, secrets

from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, ValidatorSet
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.qbft_trust import Rule, TrustedSet
from torrens_anchor.errors import FieldMismatch, SignatureMismatch, TrustMissing
from torrens_contracts.errors import NodeRefused
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address, BlockNumber
from torrens_registry.evidence import validator_contracts
from torrens_registry.evidence.validators import sealed_by_validators, sealing_now, validator_set

KEYS = secrets(9)
FAR = replace(CONTRACT, code_hash=bytes(32))


def changing(*spans: tuple[int, Sequence[int]], forgotten: int = 0) -> ContractChain:
    """Blocks in spans: how many the contract names these keys after; all who may seal do."""
    named = [[KEYS[number] for number in members] for count, members in spans for _ in range(count)]
    return ContractChain(named, [[], *named[:-1]], forgotten)


def the_set(*members: int) -> ValidatorSet:
    names = [Notary(one, f"validator{n}") for n, one in enumerate(addresses([KEYS[m] for m in members]))]
    return replace(validator_set(1, (0, 2_000_000_000), names), mode=CONTRACT_MODE, contract=CONTRACT)


def followed(found: SealedHeader, trusted: ValidatorSet) -> tuple[int, set[Address]]:
    """Read it as a bundle carries it, and follow it as a reader does."""
    read = SealedHeader.parse(found.json(), "header")
    assert read.trail is not None
    members = tuple(one.address for one in trusted.validators)
    reached = follow(TrustedSet(members), read.steps, Rule(CONTRACT))
    return len(read.trail), set(reached.validators)


def test_a_trail_leads_through_every_change_of_the_contract() -> None:
    chain = changing((6, (0, 1, 2, 3)), (80, (1, 2, 3, 4)), (5, (2, 3, 4, 5)), (5, (4, 5, 6, 7)))
    first, last = the_set(0, 1, 2, 3), the_set(4, 5, 6, 7)
    with chain.served() as url, Wire(url) as wire:
        assert sealed_by_validators(wire, 5, first).trail is None
        near = sealed_by_validators(wire, 20, first)
        assert followed(near, first)[0] == 0, "three of the four sealed it: the set beside it is all that is needed"
        with pytest.raises(TrustMissing, match="no headers lead"):
            sealed_by_validators(wire, 95, first)  # four to seven, of whom two sealed before
        between, reached = followed(sealed_by_validators(wire, 90, first), first)
        assert (between, reached) == (1, set(addresses([KEYS[n] for n in (2, 3, 4, 5)])))
        assert sealed_by_validators(wire, 95, last).trail is None
        assert set(sealing_now(wire)) == {one.address for one in last.validators}
        with pytest.raises(FieldMismatch, match="no header before"):
            sealed_by_validators(wire, 95, the_set(0, 4, 7, 8))


def test_one_who_left_needs_no_proof_while_the_rest_seal() -> None:
    chain = changing((4, (0, 1, 2, 3)), (4, (0, 1, 2)))
    pinned = the_set(0, 1, 2, 3)
    with chain.served() as url, Wire(url) as wire:
        assert sealed_by_validators(wire, 7, pinned).trail is None, "a quorum of the pinned set, and nobody else"


def test_a_header_that_no_quorum_sealed_fail() -> None:
    named = [KEYS[:4]] * 5
    chain = ContractChain(named, [[], *[KEYS[:4]] * 3, KEYS[:2]])
    with chain.served() as url, Wire(url) as wire, pytest.raises(SignatureMismatch, match="2 seals"):
        sealed_by_validators(wire, 4, the_set(0, 1, 2, 3))


def test_a_node_that_forgot_the_states_on_the_way_fail() -> None:
    chain = changing((6, (0, 1, 2, 3)), (6, (1, 2, 3, 4)), forgotten=9)
    with chain.served() as url, Wire(url) as wire, pytest.raises(NodeRefused, match="World state unavailable"):
        sealed_by_validators(wire, 10, the_set(0, 1, 2, 3))


def test_another_contract_another_slot_another_mode_fail() -> None:
    chain, first = changing((4, (0, 1, 2, 3)), (4, (1, 2, 3, 4))), the_set(0, 1, 2, 3)
    with chain.served() as url, Wire(url) as wire:
        with pytest.raises(FieldMismatch, match="other code"):
            sealed_by_validators(wire, 7, replace(first, contract=FAR))
        with pytest.raises(FieldMismatch, match="no array"):
            sealed_by_validators(wire, 7, replace(first, contract=replace(CONTRACT, slot=3)))
        with pytest.raises(FieldMismatch, match="mode header"):
            sealed_by_validators(wire, 7, replace(first, mode="header", contract=None))


def test_a_contract_is_named_by_the_code_that_stands_there() -> None:
    with changing((3, (0, 1, 2))).served() as url, Wire(url) as wire:
        found = validator_contracts.contract_at(wire, Address(CONTRACT.address), CONTRACT.slot)
        assert found == CONTRACT
        assert validator_contracts.named(wire, found, BlockNumber(1)) == addresses(KEYS[:3])
        for address, slot, why in (
            (b"\6" * 20, 0, "no contract stands"),
            (CONTRACT.address, 4, "no array of validators: its length would be 0"),
            (CONTRACT.address, 2**256 - 1, "no array"),
        ):
            with pytest.raises(FieldMismatch, match=why):
                validator_contracts.contract_at(wire, Address(address), slot)
