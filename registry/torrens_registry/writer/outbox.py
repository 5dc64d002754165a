"""The outbox: what is to become a transaction is decided in SQL, with everything else that the decision writes.

An intent goes READY → SIGNED → SENT → DONE or FAILED; what nobody signed may be given up (`abandon.py`). SIGNED fixes
nonce and bytes for good; DONE and FAILED are final on chain. The same idempotency key always means the same intent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from torrens_anchor.errors import TorrensError
from torrens_anchor.forms.canonical import encode
from torrens_anchor.personal import require_impersonal, scan_bytes
from torrens_contracts.errors import Reverted
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.revert import decode_revert
from torrens_contracts.types import Address
from torrens_registry.errors import IdempotencyConflict, IntentAbandoned, NonceConflict, WriterError
from torrens_registry.ids import IdempotencyKey
from torrens_registry.store import intent_queries
from torrens_registry.store.vault_tables import IntentRow


class IntentState(StrEnum):
    """Where an intent stands."""

    READY = "READY"
    SIGNED = "SIGNED"
    SENT = "SENT"
    DONE = "DONE"
    FAILED = "FAILED"


UNSETTLED: Final = (IntentState.SIGNED, IntentState.SENT)
"""Signed, and not yet final: their bytes are sent again until they are."""
SETTLED: Final = (IntentState.DONE, IntentState.FAILED)


@dataclass(frozen=True, slots=True)
class NewIntent:
    """A decision to send.

    Attributes:
        key: Idempotency key.
        verb: noun.verb, as the audit log has it.
        sender: The key that will sign.
        target: The contract; None creates one.
        data: Selector and arguments.
        created: UTC second of the decision.
    """

    key: IdempotencyKey
    verb: str
    sender: Address
    target: Address | None
    data: bytes
    created: int


def enqueue(session: Session, new: NewIntent) -> IntentRow:
    """Puts an intent into the outbox, inside the transaction of the decision.

    Args:
        session: The writing transaction.
        new: The intent.

    Returns:
        The intent; the earlier one when the same was asked for under this key before.

    Raises:
        PersonalDataFound: The call holds what looks like a person's data; nothing is kept.
        IdempotencyConflict: The key was used for another call, contract or sender.
    """
    require_impersonal(scan_bytes(new.data, f"the calldata of {new.verb}"))
    row = IntentRow(
        intent_id=0,
        idempotency_key=new.key,
        verb=new.verb,
        sender=to_hex(new.sender),
        target=None if new.target is None else to_hex(new.target),
        call_data=to_hex(new.data),
        created=new.created,
        state=IntentState.READY.value,
    )
    found = intent_queries.intent_of_key(session, new.key)
    if found is None:
        return intent_queries.add_intent(session, row)
    for name in ("verb", "sender", "target", "call_data"):
        if getattr(found, name) != getattr(row, name):
            raise IdempotencyConflict(
                f"idempotency key {new.key} stands for intent {found.intent_id}, which has another {name}",
                key=new.key,
                intent=found.intent_id,
                differs=name,
            )
    return found


def failure_text(error: TorrensError) -> str:
    """Returns an error as an intent keeps it.

    Args:
        error: What made the intent fail.

    Returns:
        JSON: code, message, and the data of a revert.
    """
    data = to_hex(error.data) if isinstance(error, Reverted) else None
    return encode({"code": error.code, "message": str(error), "data": data}).decode()


def failure_of(row: IntentRow) -> TorrensError:
    """Returns the error of a FAILED intent, typed as it was.

    Args:
        row: The intent.

    Returns:
        The error.
    """
    kept = json.loads(row.failure or "{}")
    if kept.get("code") == Reverted.code and kept.get("data") is not None:
        return decode_revert(bytes.fromhex(kept["data"][2:]))
    kind = {each.code: each for each in (NonceConflict, IntentAbandoned)}.get(kept.get("code"), WriterError)
    return kind(kept.get("message", f"intent {row.intent_id} failed"), intent=row.intent_id, tx_hash=row.tx_hash)
