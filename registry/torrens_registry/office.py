"""The office of one exchange: everything that a use-case needs, opened from the settings and closed together.

Two clocks. `now` is the exchange's own: the clock file of a development world, else the clock that was passed in.
`head_time` is the chain's: consents say they were signed then, so that no block ever sees one from its future.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, TypeVar

from torrens_anchor.chain.eip712 import Domain, torrens_domain
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.calls import Contracts
from torrens_contracts.codec import Call
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.door import Door
from torrens_contracts.hexcodec import from_hex
from torrens_contracts.node.blocks import BlockRef
from torrens_contracts.node.wire import Wire
from torrens_contracts.signed.message import TypedStruct, signing_digest
from torrens_contracts.structs import Consent
from torrens_contracts.types import Timestamp, TxHash
from torrens_registry.clocks import Clock, clock_of, system_clock
from torrens_registry.errors import LeaseHeld, TransactionStuck
from torrens_registry.ids import ExchangeNo, IntentId, PartyNo
from torrens_registry.keys import Signer
from torrens_registry.manifest import MANIFEST, profile_of, read_manifest
from torrens_registry.mirror.sync import Mirror
from torrens_registry.settings import Settings
from torrens_registry.store.db import Store
from torrens_registry.writer.settle import Desk, is_done, settle
from torrens_registry.writer.writer import SendingTerms

__all__ = [
    "CONSENT_SECONDS",
    "MANIFEST",
    "Office",
    "Settled",
    "open_office",
    "profile_of",
    "read_manifest",
    "system_clock",
]

T = TypeVar("T")

CONSENT_SECONDS: Final = 86_400
"""How long a consent counts, unless its signer says otherwise."""
_SYNC_TRIES: Final = 100

Terms = Callable[[Timestamp, Timestamp], TypedStruct]
"""Makes what is signed of the second of signing and of the deadline."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An intent that became a final, successful transaction.

    Attributes:
        intent: The intent.
        tx_hash: The transaction's hash.
        block: Its block.
        timestamp: The block's second.
        gas_used: What it cost.
        before: It was done before it was asked for now, so nothing was sent. Not compared: it is of the asking.
    """

    intent: IntentId
    tx_hash: TxHash
    block: int
    timestamp: int
    gas_used: int
    before: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Office:
    """An open exchange. Made by `open_office`.

    Attributes:
        settings: Its settings.
        door: Its chain and its contracts, checked when opened.
        store: Its database.
        signers: The keys that acted in this process, by address; they sign what the writer sends.
    """

    settings: Settings
    door: Door
    store: Store
    signers: dict[Address, Signer]
    _mirror: Mirror
    _desk: Desk
    _clock: Clock

    @property
    def exchange(self) -> ExchangeNo:
        """The exchange's number."""
        return ExchangeNo(PartyNo(self.settings.exchange))

    @property
    def deployment(self) -> Deployment:
        """Where its contracts are."""
        return self.door.deployment

    @property
    def contracts(self) -> Contracts:
        """The verbs and views of its contracts."""
        return self.door.contracts

    @property
    def wire(self) -> Wire:
        """Its node."""
        return self.door.wire

    @property
    def domain(self) -> Domain:
        """The EIP-712 domain in which its parties sign."""
        found = self.deployment
        return torrens_domain(found.chain_id, found.register, found.deployment_salt)

    @property
    def development(self) -> bool:
        """Whether this is a development world: it has a clock file."""
        return self.settings.clock_file is not None

    def now(self) -> int:
        """Gives the exchange's present UTC second.

        Returns:
            UTC second.
        """
        return self._clock()

    def head_time(self) -> Timestamp:
        """Gives the newest block's second: what a consent is signed at.

        Returns:
            UTC second.
        """
        return Timestamp(int(self.wire.head().timestamp))

    def next_time(self) -> int:
        """Gives the second that the next block will have, as far as can be told: what rules are checked at.

        Returns:
            UTC second.
        """
        return max(self.now(), self.head_time() + 1)

    def read(self, call: Call[T], block: BlockRef = "latest", sender: Address | None = None) -> T:
        """Runs a view, or tries a verb without sending it.

        Args:
            call: The view or verb.
            block: In which state.
            sender: Who asks; a verb's refusals depend on it.

        Returns:
            What it returns.

        Raises:
            Reverted: The contract refuses.
        """
        return self.door.read(call, block, sender)

    def word(self, kind: int, identifier: bytes) -> bytes:
        """Gives a word as the chain has it now; zero when nothing was ever written.

        Args:
            kind: The word's kind.
            identifier: Its id, 32 bytes.

        Returns:
            32 bytes.
        """
        return self.read(self.contracts.register.read(kind, identifier))

    def words(self, kind: int, identifiers: Sequence[bytes]) -> tuple[bytes, ...]:
        """Gives many words of one kind as the chain has them now, in order.

        Args:
            kind: The word's kind.
            identifiers: Their ids.

        Returns:
            32 bytes each.
        """
        return self.read(self.contracts.register.read_many(kind, identifiers))

    def sync(self) -> None:
        """Brings the mirror to the node's head.

        Raises:
            NodeBehind: The node's head is below the mirror's cursor.
            Diverged: The node's logs do not fold to its journal.
            LeaseHeld: Another process keeps moving the same mirror.
        """
        for turn in range(_SYNC_TRIES):
            try:
                self._mirror.catch_up()
            except LeaseHeld:  # another process of this home moved the cursor meanwhile: look again
                if turn == _SYNC_TRIES - 1:
                    raise
            else:
                return

    def settle(self, intent: IntentId) -> Settled:
        """Sends what an intent still needs, waits until it is final, and brings the mirror there.

        Args:
            intent: The intent; a settled one is only read back.

        Returns:
            The transaction.

        Raises:
            Reverted: The contract refused; the intent is FAILED, and the log still owes its entry.
            KeyMissing: It is not signed yet, and its key did not act in this process.
            TransactionStuck: It was sent and not mined within the bound.
        """
        before = is_done(self._desk, intent)
        row = settle(self._desk, intent)
        tx_hash = TxHash(from_hex(row.tx_hash, "the transaction's hash", 32))
        receipt = self.wire.receipt(tx_hash)
        if receipt is None or row.block is None:
            raise TransactionStuck(f"intent {intent} is done, and the node does not have its receipt", intent=intent)
        self.sync()
        second = int(self.wire.header(row.block).timestamp)
        return Settled(intent, tx_hash, row.block, second, int(receipt.gas_used), before)

    def consent(self, signer: Signer, terms: Terms, deadline: int | None = None) -> Consent:
        """Signs a party's consent as of the newest block.

        Args:
            signer: The party's key.
            terms: Makes the struct of the two times.
            deadline: The last second at which it counts; a day from now when absent.

        Returns:
            The consent.
        """
        signed_at = self.head_time()
        ends = Timestamp(deadline if deadline is not None else self.next_time() + CONSENT_SECONDS)
        signature = signer.sign_digest(signing_digest(self.domain, terms(signed_at, ends)))
        return Consent(signer.address, signed_at, ends, signature)

    def salt(self, purpose: str) -> bytes:
        """Gives 32 bytes that nobody can guess; in a development world the same on every run, so that stories repeat.

        Args:
            purpose: What it is for; another purpose gives another salt.

        Returns:
            The salt, to be kept in the vault.
        """
        if self.development:
            return sha256(f"torrens/development-salt/1/{self.exchange}/{purpose}".encode()).digest()
        return secrets.token_bytes(32)


@contextmanager
def open_office(settings: Settings, clock: Clock = system_clock) -> Iterator[Office]:
    """Opens an exchange's office and closes it with the block.

    Args:
        settings: Its settings.
        clock: The exchange's clock, where the settings name no clock file.

    Yields:
        The office, its node and contracts checked, its mirror started.

    Raises:
        NotDeployed: The home has no manifest, or there is no code at an address of it.
        MalformedDeployment: The manifest is none.
        ChainUnreachable: The node does not answer.
        WrongChain: Node, manifest, settings and database are not of one chain.
        CodeHashDiffers: Other code stands at an address of the manifest.
        StoreUnreachable: The database does not open.
        SchemaDiffers: Another release wrote it.
    """
    with ExitStack() as stack:
        door = stack.enter_context(Door(settings.rpc_url, settings.chain_id, read_manifest(settings.home)))
        store = stack.enter_context(Store(settings.database_url))
        profile = profile_of(settings, door.deployment)
        mirror = Mirror(store, door.wire, profile)
        mirror.start()
        signers: dict[Address, Signer] = {}
        sending = SendingTerms(profile.chain_id, profile.register, gas_price=settings.gas_price)
        desk = Desk(store, door.wire, profile, signers, sending)
        own = clock_of(settings.clock_file, clock)
        yield Office(settings, door, store, signers, mirror, desk, own)
