"""The one way to the chain: one SQL transaction {case rows, outbox intent, pending log entries}, then the writer.

An idempotency key makes every verb resumable: the same key gives the same intent and sends nothing twice. It holds all
that tells a request from its like, so that no other request ever passes for one that was done; a name that the caller
gives is bound to the request (`name@digest`). A key whose transaction was refused is spent; the next attempt goes by
`key~2`, and so on: a refusal has changed nothing on chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from sqlmodel import Session

from torrens_anchor.personal import require_impersonal, scan_text
from torrens_contracts.codec import Call
from torrens_contracts.hexcodec import to_hex
from torrens_registry.cases.entries import pending_body
from torrens_registry.errors import IdempotencyConflict
from torrens_registry.ids import IdempotencyKey, IntentId
from torrens_registry.keys import Signer
from torrens_registry.office import Office, Settled
from torrens_registry.store import intent_queries
from torrens_registry.store import rows as rows_of
from torrens_registry.store.vault_tables import IntentRow, PendingEntryRow
from torrens_registry.writer.outbox import IntentState, NewIntent, enqueue

__all__ = ["Act", "Digests", "Done", "Rows", "Settled", "intent_of", "once", "perform", "record", "submit"]

Digests = Mapping[str, bytes]
"""SHA-256 digests of the papers behind an act, by name (letters and digits)."""
Rows = Callable[[Session], None]
"""Writes case rows in the transaction of the intent; SQL stays in the store's own functions."""


@dataclass(frozen=True, slots=True)
class Done:
    """To what an act is done, and on which papers: what the log owes an entry for.

    Attributes:
        subject: An id, or a word.
        digests: SHA-256 of the papers behind it.
    """

    subject: bytes | str
    digests: Digests = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """What a use-case decided to do.

    Attributes:
        call: The contract's verb.
        action: noun.verb, as the audit log has it.
        subject: What it is done to: an id, or a word.
        digests: SHA-256 of the papers behind it.
        rows: Case rows to write with it.
        also: Of a bulk form: what the same transaction does to others, each of which has its own entry in the log.
        not_before: The second before which it cannot have been decided, by the chains whose statements it rests on;
            where our own clock is behind, the entry says this one.
    """

    call: Call[Any]
    action: str
    subject: bytes | str
    digests: Digests = field(default_factory=dict)
    rows: Rows | None = None
    also: tuple[Done, ...] = ()
    not_before: int = 0

    @classmethod
    def of_many(cls, call: Call[Any], action: str, done: Sequence[Done], rows: Rows | None = None) -> Act:
        """Makes the act of a bulk form: one call, and what it does to each, in order."""
        first, *others = done
        return cls(call, action, first.subject, first.digests, rows, tuple(others))

    def subjects(self) -> tuple[Done, ...]:
        """Gives all that it is done to, in order."""
        return (Done(self.subject, self.digests), *self.also)


_LONGEST_KEY: Final = 110
"""Idempotency keys have a column of 120 characters; what is left is for the number of an attempt."""
_BOUND: Final = "@"
"""Stands between a name that a caller gave and the digest of its request."""


def once(action: str, *parts: object, given: IdempotencyKey | None = None) -> IdempotencyKey:
    """Makes the idempotency key of a verb from all that tells it from its like.

    Args:
        action: noun.verb.
        *parts: Ids, numbers and words; bytes are written as hex.
        given: The caller's own name for the request.

    Returns:
        The key; a long one is hashed.
    """
    text = "/".join([action, *(one.hex() if isinstance(one, bytes) else str(one) for one in parts)])
    if given is not None:
        digest, room = sha256(text.encode()).hexdigest()[:16], _LONGEST_KEY - 16 - len(_BOUND)
        name = given if len(given) <= room else sha256(given.encode()).hexdigest()
        return IdempotencyKey(f"{name}{_BOUND}{digest}")
    return IdempotencyKey(text if len(text) <= _LONGEST_KEY else f"{action}/{sha256(text.encode()).hexdigest()}")


def submit(office: Office, actor: Signer, act: Act, key: IdempotencyKey) -> IntentId:
    """Decides to send a call: intent, pending log entries and case rows in one SQL transaction.

    The call is tried first on the newest state, so what a contract would refuse is refused here and leaves no trace.

    Args:
        office: The exchange's office.
        actor: The key that will sign the transaction.
        act: What is to be done.
        key: Idempotency key.

    Returns:
        The intent; that of an earlier submission under the same key when there is one.

    Raises:
        Reverted: The contract would refuse.
    """
    if (found := intent_of(office, actor, key)) is not None:
        return found
    office.read(act.call, sender=actor.address)
    return record(office, actor, act, key)


def perform(office: Office, actor: Signer, key: IdempotencyKey, prepare: Callable[[], Act]) -> Settled:
    """Does a verb once: what was done under the key before is read back, else it is prepared, submitted and settled.

    Args:
        office: The exchange's office.
        actor: The key that signs the transaction.
        key: Idempotency key.
        prepare: Checks the rules and decides what to do; not called when the key has acted.

    Returns:
        The settled transaction; the mirror has it. It says whether it was done before, and nothing was sent now.

    Raises:
        Reverted: The contract refuses.
        TransactionStuck: It was sent and not mined within the bound; run again.
    """
    intent = intent_of(office, actor, key)
    if intent is not None:
        return office.settle(intent)
    # decided here, though another process that acts with the same key may have been the quicker to send it
    return replace(office.settle(submit(office, actor, prepare(), key)), before=False)


def intent_of(office: Office, actor: Signer, key: IdempotencyKey) -> IntentId | None:
    """Gives the intent that an idempotency key has made already, unless it was refused; the actor signs what it needs.

    Args:
        office: The exchange's office.
        actor: The key that signs the transaction.
        key: Idempotency key.

    Returns:
        The intent; None when there is none, or when it was refused.

    Raises:
        IdempotencyConflict: Another key's intent stands under it, or the caller's name stands for another request.
    """
    office.signers[actor.address] = actor
    with office.store.read() as session:
        _require_own_name(session, key)
        row = _live(session, key)[1]
    if row is None:
        return None
    if row.sender != to_hex(actor.address):
        raise IdempotencyConflict(
            f"idempotency key {key} stands for intent {row.intent_id} of another key, {row.sender}",
            key=key,
            intent=row.intent_id,
            differs="sender",
        )
    return IntentId(row.intent_id)


def record(office: Office, actor: Signer, act: Act, key: IdempotencyKey) -> IntentId:
    """Writes intent, pending log entries and case rows in one SQL transaction, without trying the call.

    Args:
        office: The exchange's office.
        actor: The key that will sign.
        act: What is to be done.
        key: Idempotency key.

    Returns:
        The intent.

    Raises:
        PersonalDataFound: The call or the entry's subject, which the log publishes, holds a person's data.
    """
    for one in act.subjects():
        if isinstance(one.subject, str):
            require_impersonal(scan_text(one.subject, f"the subject of {act.action}"))
    office.signers[actor.address] = actor
    decided_at = max(office.now(), act.not_before)
    with office.store.write() as session:
        _require_own_name(session, key)
        name, found = _live(session, key)
        if found is not None:
            return IntentId(found.intent_id)
        new = NewIntent(IdempotencyKey(name), act.action, actor.address, act.call.to, act.call.data, decided_at)
        intent = enqueue(session, new)
        rows_of.insert(session, _owed(session, act, actor, intent))
        if act.rows is not None:
            act.rows(session)
    return IntentId(intent.intent_id)


def _owed(session: Session, act: Act, actor: Signer, intent: IntentRow) -> list[PendingEntryRow]:
    """An entry for each subject, in their order: who looks for one of many finds it as if it had been done alone."""
    first, at = rows_of.next_number(session, PendingEntryRow, "entry_no"), intent.created
    return [
        PendingEntryRow(
            entry_no=first + index,
            intent_id=intent.intent_id,
            action=act.action,
            body=pending_body(act.action, actor.address, one.subject, at, one.digests),
            created=at,
        )
        for index, one in enumerate(act.subjects())
    ]


def _require_own_name(session: Session, key: IdempotencyKey) -> None:
    """Refuses a caller's name that another request has, unless that one was refused."""
    name, bound, _ = key.rpartition(_BOUND)
    for row in intent_queries.intents_of_prefix(session, name + bound) if bound else ():
        if row.state != IntentState.FAILED and row.idempotency_key.partition("~")[0] != key.partition("~")[0]:
            raise IdempotencyConflict(
                f"{name!r} names intent {row.intent_id} ({row.verb}), which was another request",
                key=name,
                intent=row.intent_id,
                differs="request",
            )


def _live(session: Session, key: IdempotencyKey) -> tuple[str, IntentRow | None]:
    """Gives the name under which a key acts now, and its intent: refused attempts are passed over."""
    name, attempt = str(key), 1
    while True:
        found = intent_queries.intent_of_key(session, name)
        if found is None or found.state != IntentState.FAILED:
            return name, found
        attempt += 1
        name = f"{key}~{attempt}"
