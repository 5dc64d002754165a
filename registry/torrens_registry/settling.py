"""From intent to final transaction."""

from __future__ import annotations

from torrens_anchor.canonical import encode
from torrens_contracts.errors import Reverted
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import Address, ChainId, Gas, Nonce
from torrens_contracts.wire import Wire
from torrens_registry.errors import KeyMissing, TransactionStuck
from torrens_registry.keys import Signer, account_of
from torrens_registry.store import rows
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow

READY, SIGNED, SENT, DONE, FAILED = "READY", "SIGNED", "SENT", "DONE", "FAILED"
GAS = 6_000_000
GAS_PRICE = 2_000_000_000


def settle_intent(store: Store, wire: Wire, chain_id: int, signers: dict[Address, Signer], intent: int) -> IntentRow:
    """Sends an intent and waits."""
    with store.read() as session:
        row = rows.get(session, IntentRow, intent)
    if row is None:
        raise KeyMissing("no such intent")
    if row.state in (DONE, FAILED):
        return row
    sender = Address(from_hex(row.sender, "sender", 20))
    if row.raw is None:
        nonce = wire.nonce(sender)
        unsigned = UnsignedTransaction(
            ChainId(chain_id),
            Nonce(nonce),
            Address(from_hex(row.target, "target", 20)),
            from_hex(row.call_data, "data"),
            Gas(GAS),
            GAS_PRICE,
        )
        signed = unsigned.signed(account_of(signers[sender]).sign)
        row = row.model_copy(
            update={
                "state": SIGNED,
                "nonce": int(nonce),
                "gas": GAS,
                "raw": to_hex(signed.raw),
                "tx_hash": to_hex(signed.hash),
            }
        )
        with store.write() as session:
            rows.upsert(session, [row])
    wire.send_raw(from_hex(row.raw, "raw"))
    receipt = wire.receipt(from_hex(row.tx_hash, "hash"))
    if receipt is None:
        raise TransactionStuck("not mined")
    failure = None
    if not receipt.status:
        failure = "refused"
        try:
            wire.view(
                Address(from_hex(row.target, "target", 20)),
                from_hex(row.call_data, "data"),
                int(receipt.block_number),
                sender,
            )
        except Reverted as refusal:
            failure = encode({"error": refusal.error, "data": to_hex(refusal.data)}).decode()
    row = row.model_copy(
        update={
            "state": FAILED if failure else DONE,
            "block": int(receipt.block_number),
            "block_hash": receipt.block_hash,
            "failure": failure,
        }
    )
    with store.write() as session:
        rows.upsert(session, [row])
    return row
