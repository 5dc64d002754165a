"""Giving up an intent that was decided and never signed, so that what waits behind it can go on.

The audit log takes entries in the order of decision: an intent whose key is gone would hold up all that came after.
"""

from __future__ import annotations

from torrens_contracts.types import Address
from torrens_registry.errors import IntentAbandoned, IntentFixed
from torrens_registry.jobs.lease import Now, held, writer_lease
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow
from torrens_registry.writer.outbox import IntentState, failure_text


def abandon(store: Store, number: int, holder: str, now: Now) -> IntentRow:
    """Fails an intent that nobody signed; its log entry then says that it was refused, and why.

    Args:
        store: The database.
        number: The intent.
        holder: Who takes the lease of its key, so that no writer signs it meanwhile.
        now: Clock of the leases.

    Returns:
        The intent, FAILED; the same when it was given up before.

    Raises:
        NotStored: There is none of this number.
        IntentFixed: It was signed: it ends on chain.
        LeaseHeld: A writer works with its key.
    """
    with store.read() as session:
        sender = Address(bytes.fromhex(intent_queries.intent(session, number).sender[2:]))
    with held(store, writer_lease(f"0x{sender.hex()}"), holder, now) as lease, store.write() as session:
        lease.require(session)
        row = intent_queries.intent(session, number)
        given_up = failure_text(IntentAbandoned(f"intent {number} ({row.verb}) was never signed, and was given up"))
        if row.state == IntentState.FAILED and row.failure == given_up:
            return row
        if row.state != IntentState.READY:
            raise IntentFixed(f"intent {number} ({row.verb}) is {row.state}", intent=number, state=row.state)
        failed = row.model_copy(update={"state": IntentState.FAILED.value, "failure": given_up})
        intent_queries.keep_intents(session, [failed])
    return failed
