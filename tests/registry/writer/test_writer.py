"""An intent becomes one transaction, whatever dies between its lines."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registry_kit import SEED, Switch, World, digest

from torrens_contracts.codec import Call
from torrens_contracts.deployment import write_deployment
from torrens_contracts.errors import ChainUnreachable, NodeRefused, Reverted
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Address, PartyId, Timestamp, TxHash
from torrens_contracts.wire import Wire
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
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow
from torrens_registry.writer.outbox import IntentState, NewIntent, enqueue
from torrens_registry.writer.settle import Desk, settle
from torrens_registry.writer.writer import SendingTerms, Writer

COUNCIL = development_signer(SEED, "council")
Fork = tuple[World, Switch]


def order(world: World, second: int) -> Call[None]:
    """A suspect window of one second, by order: another second is another word, the same one is refused."""
    at = Timestamp(second)
    return world.contracts.parties.order_suspect(PartyId(65_600), at, at, digest(str(second)))


def put(store: Store, call: Call[None], key: str) -> IntentRow:
    new = NewIntent(IdempotencyKey(key), "party.suspect", COUNCIL.address, call.to, call.data, 1)
    with store.write() as session:
        return enqueue(session, new)


def kept(store: Store, number: int) -> IntentRow:
    with store.read() as session:
        return intent_queries.intent(session, number)


def terms(world: World) -> SendingTerms:
    return SendingTerms(world.deployment.chain_id, world.deployment.register)


def desk(world: World, store: Store, finality: str = "dev", *, patience: int = 0) -> Desk:
    signers = {COUNCIL.address: COUNCIL}
    return Desk(
        store, world.wire, world.profile(finality), signers, terms(world), "test", lambda: 0, lambda _: None, patience
    )


def writer(world: World, store: Store, wire: Wire | None = None) -> Writer:
    return Writer(store, wire or world.wire, terms(world), COUNCIL.address, signer=COUNCIL)


def mined(world: World) -> int:
    """How many transactions of the key the chain has."""
    return int(world.wire.nonce(COUNCIL.address))


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


class Faulty(Wire):
    """A connection that breaks at one of the sends: before the node has the bytes, or after, before it answers."""

    broken: int = -1
    after: bool = False
    sent: list[bytes]

    def send_raw(self, raw: bytes) -> TxHash:
        self.sent.append(raw)
        if len(self.sent) - 1 == self.broken:
            if self.after:
                super().send_raw(raw)
            raise ChainUnreachable("the connection broke")
        return super().send_raw(raw)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 3), st.booleans(), st.integers(1, 3))
def test_a_break_at_any_send_leads_to_one_transaction_each(
    base: tuple[World, Path],
    opened: Callable[[str], Store],
    broken: int,
    after: bool,  # noqa: FBT001 - hypothesis gives it by name
    count: int,
) -> None:
    world = base[0]
    store, start = opened(f"{broken}{after}{count}{mined(world)}"), mined(world)
    calls = [world.contracts.council.grant_role(8, Address(bytes([n]) * 20)) for n in range(1, count + 1)]
    for number, call in enumerate(calls):
        put(store, call, str(number))
    with Faulty(world.url) as wire:
        wire.broken, wire.after, wire.sent = broken, after, []
        for _ in range(3):
            try:
                writer(world, store, wire).step()
            except ChainUnreachable:
                continue
        sent = list(wire.sent)
    mirror = Mirror(store, world.wire, world.profile())
    mirror.start()
    mirror.catch_up()
    writer(world, store).confirm()
    with store.read() as session:
        done = intent_queries.intents_in(session, [IntentState.DONE])
    assert len(done) == count
    assert mined(world) == start + count
    assert {to_hex(raw) for raw in sent} == {row.raw for row in done}


KILLED = """
    import os, sys
    sys.path[:0] = sys.argv[5:]
    from torrens_contracts.deployment import parse_deployment
    from torrens_contracts.wire import Wire
    from torrens_registry.keys import development_signer
    from torrens_registry.store.db import Store
    from torrens_registry.writer.writer import SendingTerms, Writer
    database, url, manifest, at = sys.argv[1:5]
    seen = 0
    def trace(frame, event, arg):
        global seen
        if frame.f_code.co_filename.endswith("writer.py"):
            seen += 1
            if seen == int(at):
                os.kill(os.getpid(), 9)
        return trace
    council = development_signer("registry tests", "council")
    found = parse_deployment(open(manifest, "rb").read())
    with Store(database) as store, Wire(url) as wire:
        writer = Writer(store, wire, SendingTerms(found.chain_id, found.register), council.address, signer=council)
        sys.settrace(trace)
        writer.step()
"""


@pytest.mark.parametrize("at", [20, 45, 60, 75])
def test_a_kill_at_any_line_leads_to_one_transaction(world: World, tmp_path: Path, at: int) -> None:
    url, start = f"sqlite:///{tmp_path}/killed.sqlite3", mined(world)
    (tmp_path / "deployment.json").write_bytes(write_deployment(world.deployment))
    with Store(url) as store:
        row = put(store, order(world, 2027), "one")
    arguments = [url, world.url, str(tmp_path / "deployment.json"), str(at), *sys.path]
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), *arguments], check=False, env={**os.environ}, timeout=60
    )
    assert ended.returncode == -signal.SIGKILL
    with Store(url) as store:
        raw = kept(store, row.intent_id).raw
        done = settle(desk(world, store), row.intent_id)
        assert done.state == IntentState.DONE
        assert raw in (None, done.raw)
    assert mined(world) == start + 1
