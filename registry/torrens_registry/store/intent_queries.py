"""The outbox in SQL: intents by state, key and nonce."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session

from torrens_registry.errors import NotStored
from torrens_registry.store import rows
from torrens_registry.store.tables import table_of
from torrens_registry.store.vault_tables import IntentRow


def intent(session: Session, number: int) -> IntentRow:
    """Returns an intent.

    Raises:
        NotStored: There is none of this number.
    """
    found = rows.get(session, IntentRow, number)
    if found is None:
        raise NotStored(f"there is no intent {number}", intent=number)
    return found


def intent_of_key(session: Session, key: str) -> IntentRow | None:
    """Returns the intent of an idempotency key; None when the key was never used."""
    return rows.find(session, IntentRow, rows.column(IntentRow, "idempotency_key") == key)


def intents_of_prefix(session: Session, prefix: str) -> list[IntentRow]:
    """Returns the intents whose idempotency keys begin with a text."""
    begins = rows.column(IntentRow, "idempotency_key").startswith(prefix, autoescape=True)
    return rows.listed(session, IntentRow, begins)


def add_intent(session: Session, row: IntentRow) -> IntentRow:
    """Appends an intent.

    Args:
        session: The transaction that decided it.
        row: The intent; its number is given here.

    Returns:
        The intent as kept.
    """
    kept = row.model_copy(update={"intent_id": rows.next_number(session, IntentRow, "intent_id")})
    rows.insert(session, [kept])
    return kept


def intents_in(session: Session, states: Sequence[str], sender: str | None = None) -> list[IntentRow]:
    """Returns the intents in some states, of one sender or of all, in order of nonce, then of creation."""
    conditions: list[ColumnElement[bool]] = [rows.column(IntentRow, "state").in_(states)]
    if sender is not None:
        conditions.append(rows.column(IntentRow, "sender") == sender)
    order = [rows.column(IntentRow, "nonce"), rows.column(IntentRow, "intent_id")]
    return rows.listed(session, IntentRow, *conditions, order=order)


def newest_nonce(session: Session, sender: str) -> int | None:
    """Returns the greatest nonce that a sender's intents have; None when none is signed."""
    table = table_of(IntentRow)
    found = session.execute(select(func.max(table.c.nonce)).where(table.c.sender == sender)).scalar_one()
    return None if found is None else int(found)


def keep_intents(session: Session, changed: Sequence[IntentRow]) -> None:
    """Writes intents' new states."""
    rows.upsert(session, changed)
