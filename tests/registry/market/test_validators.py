"""Headers that validators sealed, with the trail from a pinned set: what is chosen is what a reader believes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from qbft_kit import follow
from worlds import account, serve

from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, ValidatorSet
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.qbft_set import ValidatorContract
from torrens_anchor.chain.qbft_trust import Rule, TrustedSet
from torrens_anchor.errors import FieldMismatch, OutOfRange, TrustMissing
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.errors import MalformedAnswer
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import ChainId, Gas, Nonce
from torrens_devnet.validators import known
from torrens_registry.evidence.validators import pinned, sealed_by_validators, validator_set

CHAIN = 331_003
MEMBERS = [Notary(Address(one.address), f"validator{one.number}") for one in known(CHAIN)]


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    with serve(tmp_path, CHAIN, (), validators=4) as chain, Wire(chain.url) as wire:
        yield wire


def mine(wire: Wire, blocks: int) -> int:
    sender = account("sender")
    first = wire.nonce(sender.address)
    for nonce in range(first, first + blocks):
        unsigned = UnsignedTransaction(ChainId(CHAIN), Nonce(nonce), sender.address, b"", Gas(50_000))
        wire.send_raw(unsigned.signed(sender.sign).raw)
    return int(wire.block_number())


def vote(wire: Wire, number: int, *, admit: bool) -> None:
    wire.call("qbft_proposeValidatorVote", "0x" + MEMBERS[number - 1].address.hex(), admit)


def the_set(*numbers: int) -> ValidatorSet:
    return validator_set(1, (0, 2_000_000_000), [MEMBERS[number - 1] for number in numbers])


def ends_with(wire: Wire, head: int, trusted: ValidatorSet) -> int:
    """Follow the trail as a reader does; how many headers stand between."""
    found = sealed_by_validators(wire, head, trusted)
    assert found.trail is not None
    members = tuple(one.address for one in trusted.validators)
    reached = follow(TrustedSet(members), found.steps, Rule())
    assert found.qbft is not None
    assert set(reached.validators) == set(found.qbft.validators)
    return len(found.trail)


def test_a_trail_leads_through_every_change_and_is_as_short_as_it_can_be(wire: Wire) -> None:
    first = the_set(1, 2, 3, 4)
    assert sealed_by_validators(wire, mine(wire, 2), first).trail is None
    for number in (5, 6, 7):
        vote(wire, number, admit=True)
    mine(wire, 20)
    for number in (1, 2, 3, 4):
        vote(wire, number, admit=False)
    head = mine(wire, 90)
    between = ends_with(wire, head, first)
    assert 1 <= between <= 7, "at most one header a change"
    last = the_set(5, 6, 7)
    assert sealed_by_validators(wire, head, last).trail is None
    with pytest.raises(FieldMismatch, match="is of the validators"):
        sealed_by_validators(wire, 2, last)
    with pytest.raises(FieldMismatch, match="is of the validators"):
        sealed_by_validators(wire, head, the_set(1, 2, 8))


def test_one_change_needs_no_header_between(wire: Wire) -> None:
    vote(wire, 5, admit=True)
    head = mine(wire, 5)
    assert ends_with(wire, head, the_set(1, 2, 3, 4)) == 0


def test_no_trail_while_too_few_of_the_old_set_seal_fail(wire: Wire) -> None:
    for number in (5, 6, 7):
        vote(wire, number, admit=True)
    mine(wire, 20)
    for number in (1, 2):
        vote(wire, number, admit=False)
    pinned_set, dropped = the_set(1, 2, 3, 4, 5, 6, 7), mine(wire, 5)
    with pytest.raises(TrustMissing, match="no headers lead") as raised:
        sealed_by_validators(wire, dropped, pinned_set)  # the first header of six: four seals of the five of seven
    assert "pin the set that seals now" in raised.value.remedy
    assert ends_with(wire, mine(wire, 5), pinned_set) == 0, "five of five sealed this one"


def test_a_set_of_the_other_mode_or_of_nobody_fail(wire: Wire) -> None:
    head, first = mine(wire, 2), the_set(1, 2, 3, 4)
    contract = ValidatorContract(b"\x88" * 20, bytes(32), 0)
    with pytest.raises(FieldMismatch, match="mode contract"):
        sealed_by_validators(wire, head, replace(first, mode=CONTRACT_MODE, contract=contract))
    for members in ([], MEMBERS[:1] * 2):
        with pytest.raises(OutOfRange):
            validator_set(1, (0, 1), members)
    with pytest.raises(TrustMissing, match="names no validators"):
        pinned(Policy.empty(), bytes(32))


def test_a_chain_without_seals_fail(tmp_path: Path) -> None:
    with (
        serve(tmp_path, CHAIN, ()) as chain,
        Wire(chain.url) as plain,
        pytest.raises(MalformedAnswer, match="no QBFT header"),
    ):
        sealed_by_validators(plain, 0, the_set(1, 2, 3, 4))
