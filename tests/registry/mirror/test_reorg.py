"""A reorganisation leaves the rows as a fresh mirror of the new branch has them; anything else changes nothing.

Both branches are real chains that share their past; the node at one address answers from one or the other.
"""

from collections.abc import Callable

import pytest
from registry_kit import Switch, World, digest
from registry_story import Told

from torrens_contracts.codes import FreezeScope, PartyKind, Role
from torrens_contracts.errors import WireError
from torrens_contracts.types import Timestamp
from torrens_registry.errors import LeaseHeld, NodeBehind, ReorgTooDeep
from torrens_registry.mirror.check import check
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.sync import Mirror, Moved, Progress
from torrens_registry.store import mirror_queries, rows, tables
from torrens_registry.store.chain_tables import EventLogRow, UndoRow, WordRow
from torrens_registry.store.columns import Row
from torrens_registry.store.db import Store

Opened = Callable[[str], Store]
Fork = tuple[World, Switch]


def grow(world: World, told: Told, name: str, blocks: int) -> None:
    """Adds blocks that change rows of the past and open new ones, others on each branch."""
    contracts = world.contracts
    for number in range(blocks):
        if number % 3 == 1:
            until = Timestamp(world.clock.read() + 86_400 * (number + len(name)))
            order = digest(f"{name}{number}")
            world.send(contracts.encumbrances.freeze(told.title, FreezeScope.EXERCISE, until, order), "court")
        elif number % 3 == 2:
            world.send(contracts.parties.void_signatures(), "buyer")
        else:
            party = {"left": 80_000, "right": 90_000, "right again": 95_000}[name] + number
            world.enrol(party, PartyKind.LEGAL, f"{name}{number}", Role.SIGN, "hangzhou")


def dump(store: Store) -> dict[str, list[Row]]:
    with store.read() as session:
        found: dict[str, list[Row]] = {}
        kinds: list[type[Row]] = [*tables.TYPED, WordRow, EventLogRow]
        for kind in kinds:
            found[kind.__name__] = list(rows.listed(session, kind))
        return found


def synced(store: Store, world: World, finality: str) -> tuple[Mirror, Progress]:
    mirror = Mirror(store, world.wire, world.profile(finality))
    mirror.start()
    return mirror, mirror.catch_up()


@pytest.mark.parametrize(("left", "right"), [(1, 1), (1, 4), (2, 3), (5, 5), (7, 12)])
def test_the_rows_become_those_of_the_new_branch(fork: Fork, told: Told, opened: Opened, left: int, right: int) -> None:
    world, switch = fork
    grow(world, told, "left", left)
    store = opened("mirror")
    mirror, before = synced(store, world, "depth:20")
    switch.current = 1
    grow(world, told, "right", right)
    moved = mirror.step()
    assert (moved.moved, moved.block) == (Moved.REORG, before.block - left + right)
    mirror.catch_up()
    fresh = opened("fresh")
    synced(fresh, world, "dev")
    assert dump(store) == dump(fresh)
    with store.read() as one, fresh.read() as two:
        assert state_digest(one) == state_digest(two)
        noted = mirror_queries.reorgs(one)
    assert [(one.ancestor, one.old_block) for one in noted] == [(before.block - left, before.block)]
    assert check(store, world.wire, world.profile("depth:20"), deep=True).good


def test_back_and_forth_ends_where_it_began(fork: Fork, told: Told, opened: Opened) -> None:
    world, switch = fork
    grow(world, told, "left", 3)
    store = opened("mirror")
    mirror, _ = synced(store, world, "depth:20")
    before = dump(store)
    switch.current = 1
    grow(world, told, "right", 3)
    for branch in (1, 0, 1, 0):
        switch.current = branch
        mirror.catch_up()
    assert dump(store) == before


@pytest.mark.parametrize("after", range(0, 13, 2))
def test_a_node_that_changes_its_branch_under_way_leads_to_no_mixture(
    fork: Fork, told: Told, opened: Opened, after: int
) -> None:
    world, switch = fork
    grow(world, told, "left", 4)
    switch.current = 1
    grow(world, told, "right", 6)
    switch.current = 0
    store = opened("mirror")
    mirror = Mirror(store, world.wire, world.profile("depth:20"))
    mirror.start()
    switch.then = (switch.asked + after, 1)
    while True:
        try:
            if mirror.step().moved is Moved.CAUGHT_UP and switch.current == 1:
                break
        except WireError:
            continue
    fresh = opened("fresh")
    synced(fresh, world, "dev")
    assert dump(store) == dump(fresh)


def test_a_shorter_branch_is_a_node_behind_until_it_has_grown(fork: Fork, told: Told, opened: Opened) -> None:
    world, switch = fork
    grow(world, told, "left", 5)
    store = opened("mirror")
    mirror, _ = synced(store, world, "depth:20")
    before = dump(store)
    switch.current = 1
    grow(world, told, "right", 3)
    with pytest.raises(NodeBehind):
        mirror.catch_up()
    assert dump(store) == before
    grow(world, told, "right again", 2)
    assert mirror.step().moved is Moved.REORG


@pytest.mark.parametrize("finality", ["dev", "instant", "depth:2"])
def test_what_is_final_is_never_undone_fail(fork: Fork, told: Told, opened: Opened, finality: str) -> None:
    world, switch = fork
    grow(world, told, "left", 3)
    store = opened("mirror")
    mirror, progress = synced(store, world, finality)
    before = dump(store)
    switch.current = 1
    grow(world, told, "right", 4)
    with pytest.raises(ReorgTooDeep) as caught:
        mirror.catch_up()
    assert caught.value.facts["final_block"] == progress.final_block
    assert dump(store) == before


def test_undo_images_are_kept_above_finality_only(fork: Fork, told: Told, opened: Opened) -> None:
    world, _ = fork
    grow(world, told, "left", 6)
    store = opened("mirror")
    _, progress = synced(store, world, "depth:2")
    with store.read() as session:
        kept = {one.block for one in rows.listed(session, UndoRow)}
    assert kept == {progress.block, progress.block - 1}


def test_a_reorganisation_that_lost_its_lease_changes_nothing_fail(fork: Fork, told: Told, opened: Opened) -> None:
    world, switch = fork
    grow(world, told, "left", 2)
    store = opened("mirror")
    mirror, _ = synced(store, world, "depth:20")
    before = dump(store)
    switch.current = 1
    grow(world, told, "right", 2)
    head = world.wire.head()
    with store.read() as session:
        cursor = mirror_queries.need_cursor(session)
    other = cursor.model_copy(update={"hash": "0x" + "33" * 32})
    with pytest.raises(LeaseHeld):
        mirror._reorganise(other, head)
    assert dump(store) == before
