"""An intent becomes one transaction, in order; what is refused or not final is named."""

import pytest
from registry_kit import SEED, Switch, World
from writer_kit import COUNCIL, desk, kept, mined, order, put, terms, writer

from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Address
from torrens_registry.errors import (
    IdempotencyConflict,
    KeyMissing,
    LeaseHeld,
    NonceConflict,
    NotStored,
    TransactionStuck,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.jobs.lease import held, writer_lease
from torrens_registry.keys import development_signer
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.writer.outbox import IntentState, NewIntent, enqueue
from torrens_registry.writer.settle import Desk, settle
from torrens_registry.writer.writer import Writer

Fork = tuple[World, Switch]


def test_an_intent_becomes_a_final_transaction_that_the_mirror_has(world: World, store: Store) -> None:
    row = settle(desk(world, store), put(store, order(world, 2027), "one").intent_id)
    receipt = world.wire.receipt(bytes.fromhex((row.tx_hash or "")[2:]))
    assert receipt is not None
    assert (row.state, row.block, row.block_hash) == (IntentState.DONE, receipt.block_number, receipt.block_hash)
    assert settle(desk(world, store), row.intent_id) == row


def test_the_same_key_is_the_same_intent(world: World, store: Store) -> None:
    before = mined(world)
    first = put(store, order(world, 2027), "one")
    settle(desk(world, store), first.intent_id)
    assert put(store, order(world, 2027), "one").intent_id == first.intent_id
    settle(desk(world, store), first.intent_id)
    assert mined(world) == before + 1


def test_the_same_key_for_another_request_is_refused_fail(world: World, store: Store) -> None:
    put(store, order(world, 2027), "one")
    with pytest.raises(IdempotencyConflict) as caught:
        put(store, order(world, 2028), "one")
    assert caught.value.facts["differs"] == "call_data"


def test_a_decision_that_is_rolled_back_leaves_no_intent_fail(world: World, store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as session:
        enqueue(session, NewIntent(IdempotencyKey("k"), "v", COUNCIL.address, world.deployment.register, b"", 1 // 0))
    with store.read() as session:
        assert intent_queries.intents_in(session, list(IntentState)) == []


def test_many_intents_go_in_order(world: World, store: Store) -> None:
    numbers = [put(store, order(world, year), str(year)).intent_id for year in range(2027, 2040)]
    settle(desk(world, store, patience=5), numbers[-1])
    nonces = [kept(store, number).nonce for number in numbers]
    assert nonces == list(range(nonces[0] or 0, (nonces[0] or 0) + len(numbers)))
    assert {kept(store, number).state for number in numbers} == {IntentState.DONE}


def test_a_refusal_is_kept_with_its_error_and_the_next_intent_goes_on_fail(world: World, store: Store) -> None:
    for key in ("one", "two"):
        put(store, order(world, 2027), key)
    third = put(store, order(world, 2028), "three")
    assert settle(desk(world, store), third.intent_id).state == IntentState.DONE
    with pytest.raises(Reverted) as caught:
        settle(desk(world, store), 2)
    assert (caught.value.error, caught.value.arguments) == ("SuspectStands", {"from": 2027, "to": 2027})
    assert kept(store, 2).state == IntentState.FAILED


def test_a_call_without_words_is_done_by_its_receipt(world: World, store: Store) -> None:
    grant = world.contracts.council.grant_role(7, Address(b"\x09" * 20))
    assert settle(desk(world, store), put(store, grant, "role").intent_id).state == IntentState.DONE


def test_what_is_not_final_is_not_done_fail(world: World, store: Store) -> None:
    row = put(store, order(world, 2027), "one")
    with pytest.raises(TransactionStuck):
        settle(desk(world, store, "depth:2"), row.intent_id)
    assert kept(store, row.intent_id).state == IntentState.SENT
    for year in (2028, 2029):
        world.send(order(world, year), "council")
    assert settle(desk(world, store, "depth:2"), row.intent_id).state == IntentState.DONE


def test_a_transaction_that_a_reorganisation_took_is_sent_again_unchanged(fork: Fork, store: Store) -> None:
    world, switch = fork
    row = put(store, order(world, 2027), "one")
    with pytest.raises(TransactionStuck):
        settle(desk(world, store, "depth:3"), row.intent_id)
    raw = kept(store, row.intent_id).raw
    switch.current = 1
    for year in range(2031, 2033):
        world.send(world.contracts.parties.void_signatures(), "buyer" if year % 2 else "provider")
    for _ in range(5):
        with pytest.raises(TransactionStuck):
            settle(desk(world, store, "depth:3"), row.intent_id)
    world.send(world.contracts.parties.void_signatures(), "buyer")
    world.send(world.contracts.parties.void_signatures(), "buyer")
    world.send(world.contracts.parties.void_signatures(), "buyer")
    done = settle(desk(world, store, "depth:3"), row.intent_id)
    assert (done.raw, done.state) == (raw, IntentState.DONE)


def test_a_foreign_transaction_of_the_key_is_named_fail(world: World, store: Store) -> None:
    row = put(store, order(world, 2027), "one")
    writer(world, store).sign(COUNCIL)
    world.send(order(world, 2028), "council")
    with pytest.raises(NonceConflict):
        settle(desk(world, store), row.intent_id)
    after = put(store, order(world, 2027), "again")
    assert settle(desk(world, store), after.intent_id).state == IntentState.DONE


def test_an_account_without_funds_is_named_and_loses_nothing_fail(world: World, store: Store) -> None:
    poor = development_signer(SEED, "hangzhou")
    call = world.contracts.parties.void_signatures()
    with store.write() as session:
        row = enqueue(session, NewIntent(IdempotencyKey("p"), "v", poor.address, call.to, call.data, 1))
    at = Desk(store, world.wire, world.profile(), {poor.address: poor}, terms(world), "test", lambda: 0, lambda _: None)
    with pytest.raises(NodeRefused, match="insufficient funds"):
        settle(at, row.intent_id)
    assert kept(store, row.intent_id).state == IntentState.SIGNED


def test_a_key_that_is_not_here_is_named_fail(world: World, store: Store) -> None:
    row = put(store, order(world, 2027), "one")
    at = Desk(store, world.wire, world.profile(), {}, terms(world), "test", lambda: 0, lambda _: None)
    with pytest.raises(KeyMissing):
        settle(at, row.intent_id)
    writer(world, store).sign(COUNCIL)
    assert settle(at, row.intent_id).state == IntentState.DONE


def test_an_intent_that_is_not_there_is_named_fail(world: World, store: Store) -> None:
    with pytest.raises(NotStored):
        settle(desk(world, store), 77)


def test_while_another_process_holds_the_key_nothing_is_signed_here_fail(world: World, store: Store) -> None:
    row = put(store, order(world, 2027), "one")
    with held(store, writer_lease(to_hex(COUNCIL.address)), "other", lambda: 0), pytest.raises(TransactionStuck):
        settle(desk(world, store), row.intent_id)
    assert kept(store, row.intent_id).state == IntentState.READY
    assert settle(desk(world, store), row.intent_id).state == IntentState.DONE


def test_a_writer_that_lost_its_lease_signs_nothing_fail(world: World, store: Store) -> None:
    row = put(store, order(world, 2027), "one")
    name = writer_lease(to_hex(COUNCIL.address))
    with held(store, name, "first", lambda: 0) as lease:
        late = Writer(store, world.wire, terms(world), COUNCIL.address, signer=COUNCIL, lease=lease)
    with held(store, name, "second", lambda: 0), pytest.raises(LeaseHeld):
        late.step()
    assert kept(store, row.intent_id).raw is None
