"""Statements of good standing: what is asked, stated on chain in one transaction, and read back with every answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.statement import Answer
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.errors import UnknownEvent
from torrens_contracts.events import decode
from torrens_contracts.events_gen import Event
from torrens_contracts.foreign import Shown
from torrens_contracts.ids import GrantId, GrantKey, Id
from torrens_contracts.structs import Ask
from torrens_contracts.words import Kind
from torrens_registry.cases import paths
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotStored
from torrens_registry.evidence.club import Scopes
from torrens_registry.evidence.statement import StatedStatement, from_events
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.market_tables import ListingRow

NO_CHALLENGE = bytes(32)
"""The challenge of a statement that nobody in particular asked for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A record whose standing is asked for.

    Attributes:
        kind: GRANT (a title too), LISTING or VOUCHER.
        id: Its id.
    """

    kind: Kind
    id: bytes


@dataclass(frozen=True, slots=True)
class Questions:
    """What Standing is asked, as it takes it.

    Attributes:
        keys: Every key of every path, once.
        asks: One a subject, in order.
    """

    keys: tuple[GrantKey, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A statement that was made.

    Attributes:
        statement: The statement.
        settled: The transaction.
    """

    statement: StatedStatement
    settled: Settled


def questions(office: Office, subjects: Sequence[Subject]) -> Questions:
    """Finds the keys of what is asked for.

    Args:
        office: The exchange's office.
        subjects: The records.

    Returns:
        The questions.

    Raises:
        NotStored: The mirror knows no such record.
        FieldOutOfRange: A record of a kind that has no standing.
    """
    office.sync()
    keys: list[GrantKey] = []
    asks = tuple(_ask(office, subject, keys) for subject in subjects)
    return Questions(tuple(keys), asks)


def state(
    office: Office,
    actor: Signer,
    subjects: Sequence[Subject],
    *,
    lane: int = 0,
    challenge: bytes = NO_CHALLENGE,
    key: IdempotencyKey | None = None,
) -> Made:
    """States the standing of records as of the block that does it.

    Args:
        office: The exchange's office.
        actor: Any key for lane 0; a RELAYER key of the exchange for its own lane.
        subjects: The records, at least one.
        lane: Whose ring it goes to: an exchange's number, or 0, which all others share.
        challenge: What the asker wants to see in it; zero for none.
        key: Idempotency key. Made of question and present second when absent: asking again later states anew.

    Returns:
        The statement with its answers.

    Raises:
        NotStored: The mirror knows no such record.
        Reverted: The chain refuses, for example another's lane.
    """

    def prepare() -> Act:
        asked = questions(office, subjects)
        call = office.contracts.standing.state(lane, challenge, asked.keys, asked.asks)
        return Act(call, "standing.state", subjects[0].id if len(subjects) == 1 else str(lane))

    settled = perform(office, actor, _once(office, subjects, lane, challenge, key), prepare)
    return Made(from_events(settled.block, _events_of(office, settled)), settled)


def answers(office: Office, subjects: Sequence[Subject]) -> tuple[Answer, ...]:
    """Gives the answers that a statement would carry now; nothing is written.

    Args:
        office: The exchange's office.
        subjects: The records.

    Returns:
        One answer a record, in order.

    Raises:
        NotStored: The mirror knows no such record.
    """
    asked = questions(office, subjects)
    return office.read(office.contracts.standing.answers(asked.keys, asked.asks))


def scopes(office: Office, subjects: Sequence[Subject]) -> Scopes:
    """Gives what records are made of, for partners whose club leaves something out.

    Args:
        office: The exchange's office.
        subjects: Grants and listings; a voucher has no scope of its own and is passed over.

    Returns:
        Their scopes.

    Raises:
        NotStored: The mirror knows no such record.
        FieldOutOfRange: A record of a kind that has no standing.
    """
    asked = questions(office, subjects)
    found = (
        (subject.id, Shown(tuple(asked.keys[i] for i in ask.path), ask.detail, ask.exchange, ask.nonce))
        for subject, ask in zip(subjects, asked.asks, strict=True)
    )
    return Scopes(tuple((identifier, shown) for identifier, shown in found if shown.path))


def _ask(office: Office, subject: Subject, keys: list[GrantKey]) -> Ask:
    if subject.kind == Kind.VOUCHER:
        return Ask(Kind.VOUCHER, b"", subject.id)
    if subject.kind == Kind.GRANT:
        return Ask(Kind.GRANT, _path(office, subject.id, keys))
    if subject.kind == Kind.LISTING:
        shown = f"0x{subject.id.hex()}"
        with office.store.read() as session:
            row = rows.get(session, ListingRow, shown)
        if row is None:
            raise NotStored(f"the mirror knows no listing {shown}", id=shown)
        path = _path(office, bytes.fromhex(row.grant_id[2:]), keys)
        return Ask(Kind.LISTING, path, bytes.fromhex(row.product_digest[2:]), row.exchange, row.nonce)
    raise FieldOutOfRange(f"a {subject.kind.name} has no standing; grants, listings and vouchers have", field="kind")


def _path(office: Office, grant: bytes, keys: list[GrantKey]) -> bytes:
    """Gives a path as indices into the keys, adding those that are new: each key is passed once."""
    indices = []
    for key in paths.find(office, GrantId(Id(grant))).keys:
        if key not in keys:
            keys.append(key)
        indices.append(keys.index(key))
    return bytes(indices)


def _once(
    office: Office, subjects: Sequence[Subject], lane: int, challenge: bytes, key: IdempotencyKey | None
) -> IdempotencyKey:
    asked = keccak256(challenge + b"".join(bytes([subject.kind]) + subject.id for subject in subjects))
    parts = "standing.state", lane, asked[:16]
    return once(*parts, given=key) if key else once(*parts, office.next_time())


def _events_of(office: Office, settled: Settled) -> tuple[Event, ...]:
    """Gives the events of a settled transaction from its receipt, so that a resumed verb knows what was done."""
    receipt = office.wire.receipt(settled.tx_hash)
    if receipt is None:
        raise NotStored(f"the node knows no transaction 0x{settled.tx_hash.hex()}", tx=f"0x{settled.tx_hash.hex()}")
    found = []
    for log in receipt.logs:
        try:
            found.append(decode(log))
        except UnknownEvent:  # another contract's, such as the council's access manager
            continue
    return tuple(found)
