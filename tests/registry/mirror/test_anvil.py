"""The same mirror on another engine: anvil behind the same server, when it is installed."""

from pathlib import Path

import pytest
from registry_kit import CHAIN_ID, SEED, START, World, digest
from registry_story import tell

from torrens_contracts.deploying.deploy import deploy, live_from
from torrens_contracts.deploying.plan import plan
from torrens_contracts.node.wire import Wire
from torrens_devnet.clock import ClockFile, UtcSecond
from torrens_devnet.engine import Address
from torrens_devnet.errors import EngineMissing
from torrens_devnet.process import ChainOptions, ChainProcess
from torrens_registry.keys import account_of, development_signer
from torrens_registry.mirror.check import check
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.prove import Degree
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store.db import Store


def test_anvil_is_mirrored_and_proved_with_the_same_digest(tmp_path: Path, store: Store) -> None:
    by, council = (account_of(development_signer(SEED, name)) for name in ("deployer", "council"))
    clock = ClockFile.create(tmp_path / "clock", START)
    accounts = (Address(by.address), Address(council.address))
    options = ChainOptions(tmp_path / "chain", CHAIN_ID, tmp_path / "clock", engine="anvil", accounts=accounts)
    try:
        process = ChainProcess.start(options)
    except EngineMissing as missing:
        pytest.skip(str(missing))
    with process, Wire(process.url) as wire, Store(f"sqlite:///{tmp_path}/anvil.sqlite3") as other:
        found = deploy(wire, plan(by.address, council.address, digest("salt")), by, council, chain_id=CHAIN_ID)
        clock.advance_to(UtcSecond(live_from(wire, found)))
        world = World(wire, process.url, clock, found)
        world.settle_in()
        tell(world)
        mirror = Mirror(other, wire, world.profile("depth:3"))
        mirror.start()
        mirror.catch_up()
        report = check(other, wire, world.profile(), deep=True)
        with store.read() as one, other.read() as two:
            assert state_digest(one) == state_digest(two)
    assert (report.good, report.degree) == (True, Degree.PROVED)
