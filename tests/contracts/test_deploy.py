"""A deployment: fixed addresses, resumed where it stopped, refused where it is not meant to be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from worlds import DEPLOYED, Chain, account, serve, signer

from torrens_anchor.chain.abi import address_word
from torrens_contracts.artifacts import CONTRACTS, MODULES, load
from torrens_contracts.deploying.deploy import Step, deploy, live_from, renew
from torrens_contracts.deploying.deployment import parse_deployment, write_deployment
from torrens_contracts.deploying.permissions import permissions_of
from torrens_contracts.deploying.plan import MIN_DELAY, SLACK, created_address, plan, renewal, runs
from torrens_contracts.door import Door
from torrens_contracts.errors import ArtifactMissing, CodeHashDiffers, NotDeployed, NotFunded, Reverted, WrongChain
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import Address, ChainId, Gas, Nonce
from torrens_devnet.clock import UtcSecond

CHAIN_ID = 3_310_001
SALT = b"\x07" * 32
PLAN = plan(signer("deployer").address, signer("council").address, SALT)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    with serve(tmp_path, CHAIN_ID, ["deployer", "council"]) as served:
        yield served


@pytest.fixture
def wire(chain: Chain) -> Iterator[Wire]:
    with Wire(chain.url) as opened:
        yield opened


class Killed(Exception):  # noqa: N818 - it stands for a kill, which is no error
    pass


def test_addresses_are_those_of_create() -> None:
    # The first contracts of the account 0x6ac7…dbf0 on the main network.
    deployer = Address(bytes.fromhex("6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"))
    assert created_address(deployer, 0).hex() == "cd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"
    assert created_address(deployer, 1).hex() == "343c43a37d37dff08ae8c4a11544c718abb4fcf8"
    assert tuple(one.name for one in PLAN.creations) == CONTRACTS


def test_a_deployment_stands_with_the_permissions_of_the_table(chain: Chain, wire: Wire) -> None:
    found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    assert parse_deployment(write_deployment(found)) == found
    with Door(chain.url, CHAIN_ID, found) as door:
        register = door.contracts.register
        assert door.read(register.council_seq()) == len(MODULES)
        assert door.read(register.min_delay()) == MIN_DELAY
        for name in MODULES:
            address = found.address_of(name)
            assert not door.read(register.enabled(address))
            for one in permissions_of(name):
                assert door.read(register.may_write(address, one.kind)) == one.mask
            assert runs(load(name), wire.code(address))
        live = live_from(wire, found)
        assert DEPLOYED + MIN_DELAY + SLACK <= live < DEPLOYED + MIN_DELAY + SLACK + 60
        chain.clock.advance_to(UtcSecond(live))
        assert all(door.read(register.enabled(found.address_of(name))) for name in MODULES)
        with pytest.raises(Reverted, match="NotCouncil"):
            door.read(register.retire_module(found.address_of("Titles")), sender=signer("deployer").address)


@pytest.mark.parametrize("steps", [0, 1, 5, 12, 15])
def test_a_deployment_that_was_killed_ends_in_the_same_state(wire: Wire, steps: int) -> None:
    told: list[Step] = []

    def watch(step: Step) -> None:
        if len(told) == steps:
            raise Killed
        told.append(step)

    with pytest.raises(Killed):
        deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID, watch=watch)
    resumed: list[Step] = []
    found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID, watch=resumed.append)
    done = [one.transaction for one in resumed if one.done == "create"]
    assert [one.transaction for one in told if one.done == "create"] == done[: min(steps, len(CONTRACTS))]
    assert wire.nonce(signer("deployer").address) == len(CONTRACTS)
    assert wire.nonce(signer("council").address) == len(MODULES)
    assert live_from(wire, found) == int(wire.header(len(CONTRACTS)).timestamp) + MIN_DELAY + SLACK


def test_a_deployment_resumed_days_later_still_waits(chain: Chain, wire: Wire) -> None:
    def stop(step: Step) -> None:
        if step.done == "enable":
            raise Killed

    with pytest.raises(Killed):
        deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID, watch=stop)
    chain.clock.advance_to(UtcSecond(DEPLOYED + 10 * 86_400))
    found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    assert live_from(wire, found) >= DEPLOYED + 10 * 86_400 + MIN_DELAY + SLACK
    chain.clock.advance_to(UtcSecond(live_from(wire, found)))
    with Door(chain.url, CHAIN_ID, found) as door:
        assert all(door.read(door.contracts.register.enabled(found.address_of(name))) for name in MODULES)


def test_another_chain_fail(wire: Wire) -> None:
    with pytest.raises(WrongChain) as caught:
        deploy(wire, PLAN, account("deployer"), account("council"), chain_id=1)
    assert caught.value.facts == {"found": CHAIN_ID, "expected": 1}
    assert wire.block_number() == 0


def test_an_account_without_funds_fail(tmp_path: Path) -> None:
    with serve(tmp_path, CHAIN_ID, ["council"]) as chain, Wire(chain.url) as wire:
        with pytest.raises(NotFunded) as caught:
            deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
        assert caught.value.facts["balance"] == 0
        assert wire.block_number() == 0
        found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID, gas_price=0)
        assert found.chain_id == CHAIN_ID


def test_another_council_or_salt_at_the_same_addresses_fail(wire: Wire) -> None:
    deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    other = plan(signer("deployer").address, signer("council").address, b"\x08" * 32)
    with pytest.raises(CodeHashDiffers):
        deploy(wire, other, account("deployer"), account("council"), chain_id=CHAIN_ID)


def test_a_deployer_that_has_sent_something_else_fail(wire: Wire) -> None:
    used = UnsignedTransaction(ChainId(CHAIN_ID), Nonce(0), signer("council").address, b"", Gas(100_000))
    wire.send_raw(used.signed(account("deployer").sign).raw)
    with pytest.raises(CodeHashDiffers) as caught:
        deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    assert caught.value.facts["contract"] == "Council"
    assert wire.block_number() == 1


def test_who_is_not_the_council_enables_nothing_fail(wire: Wire) -> None:
    with pytest.raises(Reverted, match="NotCouncil"):
        deploy(wire, PLAN, account("deployer"), account("deployer"), chain_id=CHAIN_ID)


def test_a_manifest_of_other_code_or_of_an_empty_chain_fail(chain: Chain, wire: Wire, tmp_path: Path) -> None:
    found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    text = write_deployment(found).replace(found.register_code_hash.hex().encode(), b"00" * 32)
    with pytest.raises(CodeHashDiffers), Door(chain.url, CHAIN_ID, parse_deployment(text)):
        pass
    (tmp_path / "other").mkdir()
    with (
        serve(tmp_path / "other", CHAIN_ID, []) as empty,
        pytest.raises(NotDeployed),
        Door(empty.url, CHAIN_ID, found),
    ):
        pass


def test_new_versions_of_modules_know_one_another(wire: Wire) -> None:
    found = deploy(wire, PLAN, account("deployer"), account("council"), chain_id=CHAIN_ID)
    by = signer("council").address
    alone, *_ = renewal(by, found, ["Vouchers"])
    assert alone.data.endswith(address_word(found.register) + address_word(found.address_of("Grants")))
    grants, vouchers = renewal(by, found, ["Vouchers", "Grants"])
    assert (grants.name, grants.nonce, grants.address) == ("Grants", 0, created_address(by, 0))
    assert vouchers.data.endswith(address_word(found.register) + address_word(grants.address))
    with pytest.raises(ArtifactMissing):
        renewal(by, found, ["Voucher"])
    with pytest.raises(CodeHashDiffers):  # the council's key has sent something before
        renew(wire, (alone,), account("council"), chain_id=CHAIN_ID)
    with pytest.raises(WrongChain):
        renew(wire, (alone,), account("council"), chain_id=1)


def test_code_is_compared_but_for_its_immutables() -> None:
    artifact = load("Titles")
    code = bytearray(artifact.deployed_bytecode)
    one = artifact.immutables[0]
    code[one.start] ^= 0xFF
    assert runs(artifact, bytes(code))
    code[0] ^= 0xFF
    assert not runs(artifact, bytes(code))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_fits_what_a_chain_takes(name: str) -> None:
    assert len(load(name).deployed_bytecode) < 24_576  # EIP-170
