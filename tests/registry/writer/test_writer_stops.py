"""A broken connection, or a death between any two lines, leads to one transaction."""

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
from registry_kit import World
from writer_kit import desk, kept, mined, order, put, writer

from torrens_contracts.deploying.deployment import write_deployment
from torrens_contracts.errors import ChainUnreachable
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address, TxHash
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.writer.outbox import IntentState
from torrens_registry.writer.settle import settle


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
    from torrens_contracts.deploying.deployment import parse_deployment
    from torrens_contracts.node.wire import Wire
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
