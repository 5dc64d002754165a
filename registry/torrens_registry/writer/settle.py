"""Waiting for an intent: by doing the writer's and the mirror's work here, or by watching the process that does it."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address
from torrens_registry.errors import KeyMissing, LeaseHeld, NodeBehind, TransactionStuck
from torrens_registry.jobs.lease import MIRROR, Now, held, own_name, writer_lease
from torrens_registry.keys import Signer
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.sync import Mirror
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow
from torrens_registry.writer.outbox import SETTLED, IntentState, failure_of
from torrens_registry.writer.writer import SendingTerms, Writer

PATIENCE: Final = 120
"""Seconds that an intent may take to become final before it counts as stuck."""
_FIRST_SLEEP: Final = 0.02
_LONGEST_SLEEP: Final = 0.5


def _thread_name() -> str:
    return f"{own_name()}:{threading.get_ident()}"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that settling needs; one a thread, since it owns a connection.

    Attributes:
        store: The database.
        wire: The node.
        profile: Its chain.
        signers: The keys that can act here, by address.
        terms: What transactions have in common.
        holder: Who takes the leases.
        now: Clock of the leases: it runs, and all processes of this database share it. Not a clock of facts.
        sleep: Waits before a look at the chain, told how many came before: soon at first, then less often.
        patience: Seconds, by `now`.
    """

    store: Store
    wire: Wire
    profile: ChainProfile
    signers: Mapping[Address, Signer]
    terms: SendingTerms
    holder: str = field(default_factory=_thread_name)
    now: Now = lambda: int(time.time())
    sleep: Callable[[int], None] = lambda looks: time.sleep(min(_LONGEST_SLEEP, _FIRST_SLEEP * (looks + 1)))
    patience: int = PATIENCE


def settle(desk: Desk, intent_id: int) -> IntentRow:
    """Brings an intent to its end.

    Args:
        desk: Where the work is done.
        intent_id: The intent.

    Returns:
        The intent, DONE: its transaction is final, and the mirror has passed its block.

    Raises:
        Reverted: The contract refused it.
        NonceConflict: Another transaction used its nonce.
        KeyMissing: It is not signed, nobody else is at work on it, and its key is not at this desk.
        TransactionStuck: It is not final yet; it stays in the outbox, and the next run goes on with it.
        NodeRefused: The node refuses its bytes.
    """
    ends = desk.now() + desk.patience
    for looks in itertools.count():
        row = _intent(desk, intent_id)
        if row.state not in SETTLED:
            sender = Address(from_hex(row.sender, "the sender", 20))
            alone = work(desk, sender)
            row = _intent(desk, intent_id)
            if alone and row.state == IntentState.READY and sender not in desk.signers:
                raise KeyMissing(f"intent {intent_id} waits for key {row.sender}", address=row.sender)
        if row.state == IntentState.FAILED:
            raise failure_of(row)
        if row.state == IntentState.DONE:
            return row
        if desk.now() >= ends:
            raise TransactionStuck(
                f"intent {intent_id} ({row.verb}) is {row.state} after {desk.patience} seconds",
                intent=intent_id,
                state=row.state,
                tx_hash=row.tx_hash,
            )
        desk.sleep(looks)
    raise AssertionError("unreachable: the loop has no end of its own")


def is_done(desk: Desk, intent_id: int) -> bool:
    """Tells whether an intent was done already, so that nothing is sent for it any more.

    Args:
        desk: Where its work is done.
        intent_id: The intent.

    Returns:
        Whether it is DONE; one that is still on its way is not.
    """
    return _intent(desk, intent_id).state == IntentState.DONE


def work(desk: Desk, sender: Address) -> bool:
    """Does one round of the writer's work for a key and of the mirror's, as far as their leases are free.

    Args:
        desk: Where.
        sender: The key.

    Returns:
        Whether this was the writer of the key: False while another process is.

    Raises:
        NodeRefused: The node refuses the bytes.
    """
    alone = False
    with suppress(LeaseHeld), held(desk.store, writer_lease(to_hex(sender)), desk.holder, desk.now) as lease:
        writer = Writer(desk.store, desk.wire, desk.terms, sender, signer=desk.signers.get(sender), lease=lease)
        writer.step()
        _mirror(desk)
        writer.confirm()
        alone = True
    if not alone:
        _mirror(desk)
    return alone


def _mirror(desk: Desk) -> None:
    with suppress(LeaseHeld, NodeBehind), held(desk.store, MIRROR, desk.holder, desk.now) as lease:
        mirror = Mirror(desk.store, desk.wire, desk.profile, lease)
        mirror.start()
        mirror.catch_up()


def _intent(desk: Desk, intent_id: int) -> IntentRow:
    with desk.store.read() as session:
        return intent_queries.intent(session, intent_id)
