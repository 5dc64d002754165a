"""The one writer of a key: signs in order, sends, sends the identical bytes again, and waits for finality.

A hash that a node answers is no promise. An intent is DONE when the mirror holds its events in a final block (or, when
the call says no word, when its receipt is in one); until then its bytes, fixed when it was signed, are sent again. A
kill between any two lines loses nothing: what was decided stands in SQL, and the same bytes cannot count twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from torrens_contracts.errors import NodeRefused, Reverted
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.node.rpc_types import Receipt
from torrens_contracts.node.wire import Wire
from torrens_contracts.transactions import UnsignedTransaction
from torrens_contracts.types import Address, ChainId, Gas, Nonce
from torrens_registry.errors import NonceConflict, WriterError
from torrens_registry.jobs.lease import Lease
from torrens_registry.keys import Signer, account_of
from torrens_registry.store import intent_queries, mirror_queries
from torrens_registry.store.chain_tables import CursorRow
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow
from torrens_registry.writer.outbox import UNSETTLED, IntentState, failure_text

CALL_GAS: Final = 6_000_000
"""Gas limit of every call: one number, so that the bytes are the same on every engine."""
GAS_PRICE: Final = 2_000_000_000
"""Wei for one gas, unless the chain runs at 0."""
WINDOW: Final = 10
"""Transactions of one key that may wait unmined; measured: a node that mines at once strands longer queues."""

_NO_NEWS: Final = ("already known", "known transaction", "already imported", "nonce too low", "underpriced")
"""What nodes answer to bytes that they have had before."""


@dataclass(frozen=True, slots=True)
class SendingTerms:
    """What all transactions of a chain have in common.

    Attributes:
        chain_id: EIP-155 chain id.
        register: Register's address: a receipt with its logs is done only when the mirror holds them.
        gas: Gas limit.
        gas_price: Wei for one gas.
    """

    chain_id: ChainId
    register: Address
    gas: int = CALL_GAS
    gas_price: int = GAS_PRICE


class Writer:
    """The writer of one key. At most one may run at a time; the lease says which.

    Args:
        store: The database, mirror included.
        wire: The node.
        terms: The chain's terms.
        sender: The key's address.
        signer: Signs for it; None sends and confirms only what is signed already.
        lease: Renewed in every transaction; None where nothing else can run.
    """

    def __init__(
        self,
        store: Store,
        wire: Wire,
        terms: SendingTerms,
        sender: Address,
        *,
        signer: Signer | None = None,
        lease: Lease | None = None,
    ) -> None:
        self._store, self._wire, self._terms, self._lease = store, wire, terms, lease
        self._sender, self._shown, self._signer = sender, to_hex(sender), signer

    def step(self) -> int:
        """Confirms what is final, signs what is ready, sends what is not mined.

        Returns:
            How many intents of this key are not settled.

        Raises:
            LeaseHeld: Another writer took this key's lease.
            NodeRefused: The node refuses the bytes for a reason of its own, such as an account without funds.
            WireError: The node does not answer; nothing is lost.
        """
        self.confirm()
        if self._signer is not None:
            self.sign(self._signer)
        return self.send()

    def sign(self, signer: Signer) -> None:
        """Gives every ready intent its nonce and its bytes, and keeps both before anything is sent.

        Args:
            signer: Signs for this key.
        """
        on_chain = int(self._wire.nonce(self._sender))
        with self._store.write() as session:
            self._renew(session)
            ready = intent_queries.intents_in(session, [IntentState.READY], self._shown)
            newest = intent_queries.newest_nonce(session, self._shown)
            first = on_chain if newest is None else max(on_chain, newest + 1)
            signed = [self._signed(row, nonce, signer) for nonce, row in enumerate(ready, first)]
            intent_queries.keep_intents(session, signed)

    def send(self) -> int:
        """Sends, lowest nonce first, the bytes of what is not mined; the same bytes as before, if there was a before.

        Returns:
            How many intents of this key are not settled.
        """
        waiting = self._unsettled()
        if not waiting:
            return 0
        on_chain = int(self._wire.nonce(self._sender))
        unmined = [row for row in waiting if (row.nonce or 0) >= on_chain]
        for row in unmined[:WINDOW]:
            self._send(from_hex(row.raw, "the signed bytes"))
        fresh = [row for row in unmined[:WINDOW] if row.state == IntentState.SIGNED]
        self._keep([row.model_copy(update={"state": IntentState.SENT.value}) for row in fresh])
        return len(waiting)

    def confirm(self) -> None:
        """Settles every intent whose transaction is final."""
        with self._store.read() as session:
            cursor = mirror_queries.cursor(session)
        waiting = self._unsettled() if cursor is not None else []
        if cursor is not None and waiting:
            outcomes = [self._outcome(row, cursor) for row in waiting]
            self._keep([row for row in outcomes if row is not None])

    def _unsettled(self) -> list[IntentRow]:
        with self._store.read() as session:
            return intent_queries.intents_in(session, UNSETTLED, self._shown)

    def _keep(self, changed: list[IntentRow]) -> None:
        if changed:
            with self._store.write() as session:
                self._renew(session)
                intent_queries.keep_intents(session, changed)

    def _signed(self, row: IntentRow, nonce: int, signer: Signer) -> IntentRow:
        terms = self._terms
        target = None if row.target is None else Address(from_hex(row.target, "the contract", 20))
        data = from_hex(row.call_data, "the call")
        unsigned = UnsignedTransaction(
            terms.chain_id, Nonce(nonce), target, data, Gas(terms.gas), gas_price=terms.gas_price
        )
        signed = unsigned.signed(account_of(signer).sign)
        fixed = {"nonce": nonce, "gas": terms.gas, "raw": to_hex(signed.raw), "tx_hash": to_hex(signed.hash)}
        return row.model_copy(update={"state": IntentState.SIGNED.value, **fixed})

    def _send(self, raw: bytes) -> None:
        try:
            self._wire.send_raw(raw)
        except NodeRefused as refusal:
            if not any(known in refusal.said.lower() for known in _NO_NEWS):
                raise

    def _outcome(self, row: IntentRow, cursor: CursorRow) -> IntentRow | None:
        """Gives the intent as settled; None while its transaction is not final."""
        with self._store.read() as session:
            logs = mirror_queries.logs_of_transaction(session, row.tx_hash or "")
        if logs:
            done = logs[0].block <= cursor.final_block
            return _settled(row, logs[0].block, logs[0].block_hash, None) if done else None
        receipt = self._wire.receipt(from_hex(row.tx_hash, "the transaction's hash", 32))
        if receipt is None:
            return self._conflict(row, cursor)
        if receipt.block_number > cursor.final_block:
            return None
        if receipt.status:
            said = any(log.address == to_hex(self._terms.register) for log in receipt.logs)
            return None if said else _settled(row, int(receipt.block_number), receipt.block_hash, None)
        return _settled(row, int(receipt.block_number), receipt.block_hash, self._refusal(row, receipt))

    def _conflict(self, row: IntentRow, cursor: CursorRow) -> IntentRow | None:
        """Fails an intent whose nonce a foreign transaction used in a final block: its bytes can never count."""
        if cursor.final_block < 0 or int(self._wire.nonce(self._sender, cursor.final_block)) <= (row.nonce or 0):
            return None
        if self._wire.receipt(from_hex(row.tx_hash, "the transaction's hash", 32)) is not None:
            return None
        error = NonceConflict(f"another transaction of {self._shown} used nonce {row.nonce}", nonce=row.nonce)
        return row.model_copy(update={"state": IntentState.FAILED.value, "failure": failure_text(error)})

    def _refusal(self, row: IntentRow, receipt: Receipt) -> str:
        """Asks the contract again why it refused: at the block itself, whose time it goes by, else before it."""
        target = None if row.target is None else Address(from_hex(row.target, "the contract", 20))
        for block in (int(receipt.block_number), int(receipt.block_number) - 1):
            try:
                if target is not None:
                    self._wire.view(target, from_hex(row.call_data, "the call"), block, self._sender)
            except Reverted as refusal:
                return failure_text(refusal)
            except NodeRefused:
                continue
        said = f"the transaction failed in block {receipt.block_number} with {receipt.gas_used} gas used"
        return failure_text(WriterError(said))

    @property
    def _renew(self) -> Callable[..., None]:
        return self._lease.require if self._lease is not None else lambda _session: None


def _settled(row: IntentRow, block: int, block_hash: str, failure: str | None) -> IntentRow:
    state = IntentState.DONE if failure is None else IntentState.FAILED
    return row.model_copy(update={"state": state.value, "block": block, "block_hash": block_hash, "failure": failure})
