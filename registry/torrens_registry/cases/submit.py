"""The one way to the chain: one SQL transaction {case rows, outbox intent, pending log entry}, then the writer.

An idempotency key makes every verb resumable: the same key gives the same intent and sends nothing twice. A key whose
transaction was refused is spent; the next attempt goes by `key~2`, and so on: a refusal has changed nothing on chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlmodel import Session

from torrens_contracts.codec import Call
from torrens_contracts.hexcodec import to_hex
from torrens_registry.cases.entries import pending_body
from torrens_registry.ids import IdempotencyKey, IntentId
from torrens_registry.keys import Signer
from torrens_registry.office import Office, Settled
from torrens_registry.settling import FAILED, READY
from torrens_registry.store import rows as rows_of
from torrens_registry.store.vault_tables import IntentRow, PendingEntryRow

__all__ = ["Act", "Digests", "Rows", "Settled", "intent_of", "once", "perform", "record", "submit"]

Digests = Mapping[str, bytes]
"""SHA-256 digests of the papers behind an act, by name (letters and digits)."""
Rows = Callable[[Session], None]
"""Writes case rows in the transaction of the intent; SQL stays in the store's own functions."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a use-case decided to do.

    Attributes:
        call: The contract's verb.
        action: noun.verb, as the audit log has it.
        subject: What it is done to: an id, or a word.
        digests: SHA-256 of the papers behind it.
        rows: Case rows to write with it.
    """

    call: Call[Any]
    action: str
    subject: bytes | str
    digests: Digests = field(default_factory=dict)
    rows: Rows | None = None


_LONGEST_KEY: Final = 110
"""Idempotency keys have a column of 120 characters; what is left is for the number of an attempt."""


def once(action: str, *parts: object) -> IdempotencyKey:
    """Makes the idempotency key of a verb from what tells it from its like.

    Args:
        action: noun.verb.
        *parts: Ids, numbers and words; bytes are written as hex.

    Returns:
        The key; a long one is hashed.
    """
    text = "/".join([action, *(one.hex() if isinstance(one, bytes) else str(one) for one in parts)])
    return IdempotencyKey(text if len(text) <= _LONGEST_KEY else f"{action}/{sha256(text.encode()).hexdigest()}")


def submit(
    office: Office,
    actor: Signer,
    call: Call[Any],
    *,
    key: IdempotencyKey,
    action: str,
    subject: bytes | str,
    digests: Digests | None = None,
    rows: Rows | None = None,
) -> IntentId:
    """Decides to send a call: intent, pending log entry and case rows in one SQL transaction.

    The call is tried first on the newest state, so what a contract would refuse is refused here and leaves no trace.

    Args:
        office: The exchange's office.
        actor: The key that will sign the transaction.
        call: The contract's verb.
        key: Idempotency key.
        action: noun.verb, as the audit log has it.
        subject: What it is done to: an id, or a word.
        digests: SHA-256 of the papers behind it.
        rows: Writes case rows in the same SQL transaction.

    Returns:
        The intent; that of an earlier submission under the same key when there is one.

    Raises:
        Reverted: The contract would refuse.
    """
    if (found := intent_of(office, actor, key)) is not None:
        return found
    office.read(call, sender=actor.address)
    return record(office, actor, Act(call, action, subject, digests or {}, rows), key)


def perform(office: Office, actor: Signer, key: IdempotencyKey, prepare: Callable[[], Act]) -> Settled:
    """Does a verb once: what was done under the key before is read back, else it is prepared, submitted and settled.

    Args:
        office: The exchange's office.
        actor: The key that signs the transaction.
        key: Idempotency key.
        prepare: Checks the rules and decides what to do; not called when the key has acted.

    Returns:
        The settled transaction; the mirror has it.

    Raises:
        Reverted: The contract refuses.
        TransactionStuck: It was sent and not mined within the bound; run again.
    """
    intent = intent_of(office, actor, key)
    if intent is None:
        act = prepare()
        intent = submit(
            office,
            actor,
            act.call,
            key=key,
            action=act.action,
            subject=act.subject,
            digests=act.digests,
            rows=act.rows,
        )
    return office.settle(intent)


def intent_of(office: Office, actor: Signer, key: IdempotencyKey) -> IntentId | None:
    """Gives the intent that a key has made already, unless it was refused; the actor signs whatever it still needs."""
    office.signers[actor.address] = actor
    with office.store.read() as session:
        row = _live(session, key)[1]
    return None if row is None else IntentId(row.intent_id)


def record(office: Office, actor: Signer, act: Act, key: IdempotencyKey) -> IntentId:
    """Writes intent, pending log entry and case rows in one SQL transaction, without trying the call.

    Args:
        office: The exchange's office.
        actor: The key that will sign.
        act: What is to be done.
        key: Idempotency key.

    Returns:
        The intent.
    """
    office.signers[actor.address] = actor
    decided_at = office.now()
    with office.store.write() as session:
        name, found = _live(session, key)
        if found is not None:
            return IntentId(found.intent_id)
        number = rows_of.next_number(session, IntentRow, "intent_id")
        intent = IntentRow(
            intent_id=number,
            idempotency_key=name,
            verb=act.action,
            sender=to_hex(actor.address),
            target=to_hex(act.call.to),
            call_data=to_hex(act.call.data),
            created=decided_at,
            state=READY,
        )
        entry = PendingEntryRow(
            entry_no=rows_of.next_number(session, PendingEntryRow, "entry_no"),
            intent_id=number,
            action=act.action,
            body=pending_body(act.action, actor.address, act.subject, decided_at, act.digests),
            created=decided_at,
        )
        rows_of.insert(session, [intent])
        rows_of.insert(session, [entry])
        if act.rows is not None:
            act.rows(session)
    return IntentId(number)


def _live(session: Session, key: IdempotencyKey) -> tuple[str, IntentRow | None]:
    """Gives the name under which a key acts now, and its intent: refused attempts are passed over."""
    name, attempt = str(key), 1
    while True:
        found = rows_of.find(session, IntentRow, rows_of.column(IntentRow, "idempotency_key") == name)
        if found is None or found.state != FAILED:
            return name, found
        attempt += 1
        name = f"{key}~{attempt}"
