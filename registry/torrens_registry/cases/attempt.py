"""A call that must be refused, really sent: mined with status 0, its refusal decoded. For stories and drills."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from torrens_contracts.codec import Call
from torrens_contracts.errors import Reverted
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.types import TxHash
from torrens_registry.cases.submit import Act, record
from torrens_registry.errors import NotRefused
from torrens_registry.ids import IdempotencyKey, IntentId
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import intent_queries


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal that the chain has on record.

    Attributes:
        reverted: The contract's error, its arguments, and the way out.
        tx_hash: The transaction that failed.
        block: Its block.
        gas_used: What the attempt cost.
    """

    reverted: Reverted
    tx_hash: TxHash
    block: int
    gas_used: int


def attempt(
    office: Office,
    actor: Signer,
    call: Call[Any],
    key: IdempotencyKey,
    *,
    action: str = "rule.attempt",
    subject: bytes | str = "drill",
) -> Refused:
    """Sends a call that no rule was asked about, and wants it refused.

    The refused transaction stands in its block, the attempt in the audit log. The same key again sends nothing and
    gives the same refusal.

    Args:
        office: The exchange's office.
        actor: The key that signs the transaction.
        call: What is attempted.
        key: Idempotency key.
        action: noun.verb, as the audit log has it.
        subject: What it would be done to.

    Returns:
        The refusal, decoded by asking the contract again at that block.

    Raises:
        NotRefused: The call went through: a rule does not hold.
    """
    office.signers[actor.address] = actor
    with office.store.read() as session:
        kept = intent_queries.intent_of_key(session, key)
    intent = record(office, actor, Act(call, action, subject), key) if kept is None else IntentId(kept.intent_id)
    try:
        settled = office.settle(intent)
    except Reverted as refusal:
        return _refused(office, intent, refusal)
    shown = to_hex(settled.tx_hash)
    raise NotRefused(f"{call.signature} went through in block {settled.block}", call=call.signature, transaction=shown)


def _refused(office: Office, intent: IntentId, refusal: Reverted) -> Refused:
    with office.store.read() as session:
        row = intent_queries.intent(session, intent)
    tx_hash = TxHash(from_hex(row.tx_hash, "the transaction's hash", 32))
    receipt = office.wire.receipt(tx_hash)
    office.sync()
    return Refused(refusal, tx_hash, row.block or 0, int(receipt.gas_used) if receipt else 0)
