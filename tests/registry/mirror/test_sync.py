"""The mirror holds what the chain holds, however the chain is cut into ranges, and refuses another chain."""

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from registry_kit import World, digest
from registry_story import BUYER, PROVIDER, Told

from torrens_contracts.errors import ChainUnreachable, MalformedAnswer, WrongChain
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import Id, Origin
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address, ChainId
from torrens_contracts.words import FreezeState, GrantState, Kind
from torrens_registry.errors import LeaseHeld, NodeBehind, SchemaDiffers
from torrens_registry.jobs.lease import MIRROR, TERM, held, take
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.fetch import fetch
from torrens_registry.mirror.follow import Rounds, follow
from torrens_registry.mirror.rebuild import rebuild
from torrens_registry.mirror.sync import Mirror, Moved
from torrens_registry.store import mirror_queries, rows, tables
from torrens_registry.store.chain_tables import CursorRow, EventLogRow, WordRow
from torrens_registry.store.columns import Row, Stated
from torrens_registry.store.db import Store
from torrens_registry.store.encumbrance_tables import FreezeRow
from torrens_registry.store.market_tables import VoucherRow
from torrens_registry.store.title_tables import GrantRow, ObjectionRow

Opened = Callable[[str], Store]


def test_every_word_of_the_chain_is_mirrored(world: World, store: Store) -> None:
    read = world.contracts.register
    with store.read() as session:
        kept = rows.listed(session, WordRow)
    assert len(kept) > 30
    for row in kept:
        call = read.read(row.kind, bytes.fromhex(row.id[2:]))
        assert to_hex(call.decode(world.wire.view(call.to, call.data))) == row.word


def test_the_rows_tell_the_story(store: Store, told: Told) -> None:
    with store.read() as session:
        title = rows.get(session, GrantRow, to_hex(told.title))
        licence = rows.get(session, GrantRow, to_hex(told.licence))
        objection = rows.listed(session, ObjectionRow)[0]
        freeze = rows.listed(session, FreezeRow)[0]
        voucher = rows.get(session, VoucherRow, to_hex(told.voucher))
    assert title is not None
    assert licence is not None
    assert voucher is not None
    assert (title.is_title, title.state, title.holder, title.open_objections) == (True, GrantState.ACTIVE, PROVIDER, 0)
    assert (title.cert_no, title.case_digest) == (331_202611_0001, to_hex(digest("case")))
    assert (licence.parent, licence.holder, licence.depth, licence.cert_no) == (title.id, BUYER, 1, None)
    assert objection.settlement_digest == to_hex(digest("answer"))
    assert (freeze.target, freeze.state) == (title.id, FreezeState.LIFTED)
    assert (freeze.order_digest, freeze.lift_digest) == (to_hex(digest("order")), to_hex(digest("lift")))
    assert (voucher.listing_id, voucher.buyer, voucher.sequence) == (to_hex(told.listing), BUYER, 1)


def test_every_row_is_of_its_type(store: Store) -> None:
    with store.read() as session:
        for kind in tables.TYPED:
            for row in rows.listed(session, kind):
                assert kind.model_validate(row.model_dump()) == row


def test_the_story_fills_every_table_that_one_register_alone_can_fill(store: Store) -> None:
    with store.read() as session:
        empty = {table.name for row, table in tables.TYPED.items() if not rows.count(session, row)}
    assert empty == {"headers", "facts"}


def dump(store: Store) -> dict[str, list[Row]]:
    """Every mirrored row, but for the blocks at which ranges happened to end."""
    with store.read() as session:
        kept = {table.name: rows.listed(session, row) for row, table in tables.TYPED.items()}
        return kept | {"words": rows.listed(session, WordRow), "log": rows.listed(session, EventLogRow)}


@pytest.mark.parametrize(("span", "finality"), [(1, "dev"), (3, "instant"), (7, "depth:5"), (500, "depth:1000")])
def test_the_cut_into_ranges_and_the_finality_change_nothing(
    world: World, store: Store, opened: Opened, span: int, finality: str
) -> None:
    other = opened("other")
    mirror = Mirror(other, world.wire, world.profile(finality))
    mirror.start()
    while mirror.step().moved is not Moved.CAUGHT_UP:
        mirror._span = span
    assert dump(other) == dump(store)
    with store.read() as one, other.read() as two:
        assert state_digest(one) == state_digest(two)


def test_stopping_anywhere_and_going_on_changes_nothing(world: World, store: Store, opened: Opened) -> None:
    other = opened("other")
    head = int(world.wire.block_number())
    for block in range(int(world.deployment.deploy_block), head + 1, 5):
        mirror = Mirror(other, world.wire, world.profile())
        mirror.start()
        mirror.catch_up(until=block)
    mirror.catch_up()
    assert dump(other) == dump(store)


def test_a_rebuild_gives_the_same_rows_and_keeps_the_vault(world: World, store: Store) -> None:
    before = dump(store)
    rebuild(store, world.wire, world.profile())
    assert dump(store) == before


def test_nothing_is_dropped_for_a_node_that_is_not_there_fail(world: World, store: Store) -> None:
    before = dump(store)
    with Wire("http://127.0.0.1:1") as down, pytest.raises(ChainUnreachable):
        rebuild(store, down, world.profile())
    with pytest.raises(WrongChain):
        rebuild(store, world.wire, replace(world.profile(), chain_id=ChainId(99)))
    with pytest.raises(WrongChain):
        rebuild(store, world.wire, replace(world.profile(), register=Address(bytes(20))))
    taken = take(store, MIRROR, "a", lambda: 0)
    take(store, MIRROR, "b", lambda: TERM)
    with pytest.raises(LeaseHeld):
        rebuild(store, world.wire, world.profile(), taken)
    assert dump(store) == before


def test_every_typed_row_follows_its_word(store: Store) -> None:
    with store.read() as session:
        stated = [row for kind in tables.TYPED if issubclass(kind, Stated) for row in rows.listed(session, kind)]
        for row in stated:
            found = [mirror_queries.word(session, kind, row.id) for kind in Kind]
            assert any(word and (word.block, word.log_index) == (row.block, row.log_index) for word in found)


def test_another_chain_is_refused_and_nothing_touched_fail(world: World, store: Store) -> None:
    before, profile = dump(store), world.profile()
    for other in (
        replace(profile, chain_id=ChainId(1)),
        replace(profile, origin=Origin(Id(bytes(32)))),
        replace(profile, register=world.deployment.council),
    ):
        with pytest.raises(WrongChain):
            Mirror(store, world.wire, other).start()
    with store.write() as session:
        chain = mirror_queries.need_chain(session)
        rows.upsert(session, [chain.model_copy(update={"genesis_hash": "0x" + "11" * 32})])
    with pytest.raises(WrongChain, match="genesis"):
        Mirror(store, world.wire, profile).start()
    assert dump(store) == before


def test_another_projection_is_refused_fail(world: World, store: Store) -> None:
    with store.write() as session:
        cursor = mirror_queries.need_cursor(session)
        mirror_queries.keep_cursor(session, cursor.model_copy(update={"projection": 99}))
    with pytest.raises(SchemaDiffers, match="projection 99"):
        Mirror(store, world.wire, world.profile()).start()


def test_a_node_behind_is_no_reorganisation_fail(world: World, store: Store) -> None:
    before = dump(store)
    with store.write() as session:
        cursor = mirror_queries.need_cursor(session)
        mirror_queries.keep_cursor(session, cursor.model_copy(update={"block": cursor.block + 1}))
    with pytest.raises(NodeBehind) as caught:
        Mirror(store, world.wire, world.profile()).catch_up()
    assert caught.value.facts == {"head": cursor.block, "cursor": cursor.block + 1}
    assert dump(store) == before


def test_headers_that_do_not_follow_the_known_block_are_refused_fail(world: World) -> None:
    with pytest.raises(MalformedAnswer, match="parent"):
        fetch(world.wire, "0x" + "22" * 32, 3, 5, [world.deployment.register], final=True)


def test_a_mirror_without_its_lease_writes_nothing_fail(world: World, opened: Opened) -> None:
    store = opened("leased")
    with held(store, MIRROR, "first", lambda: 1000) as lease:
        mirror = Mirror(store, world.wire, world.profile(), lease)
        mirror.start()
    with held(store, MIRROR, "second", lambda: 1000), pytest.raises(LeaseHeld):
        mirror.catch_up()
    with store.read() as session:
        assert rows.count(session, WordRow) == 0


def test_two_mirrors_cannot_both_move_the_cursor_fail(world: World, opened: Opened) -> None:
    store = opened("both")
    mirror = Mirror(store, world.wire, world.profile())
    cursor = mirror.start()
    Mirror(store, world.wire, world.profile()).catch_up()
    with pytest.raises(LeaseHeld, match="another mirror moved"):
        mirror._advance(CursorRow(**cursor.model_dump()), world.wire.head(), 10**6)


def test_following_stops_when_told(world: World, opened: Opened) -> None:
    store, rounds = opened("follow"), iter([False, False, True])
    slept: list[int] = []
    follow(store, world.wire, world.profile(), Rounds(lambda: next(rounds), lambda: slept.append(1), lambda: 1000))
    assert len(slept) == 2
    with store.read() as session:
        assert mirror_queries.need_cursor(session).block == world.wire.head().number


def test_following_waits_while_another_holds_the_lease(world: World, opened: Opened) -> None:
    store, clock = opened("held"), count(1000, 10)
    told: list[object] = []
    Mirror(store, world.wire, world.profile()).start()
    take(store, MIRROR, "another", lambda: 1000)
    rounds = Rounds(lambda: bool(told), lambda: None, lambda: next(clock), told.append)
    follow(store, world.wire, world.profile(), rounds)
    assert next(clock) > 1000 + TERM
