"""Intents of the council's key, a desk that settles them, and what was kept of them."""

from registry_kit import SEED, World, digest

from torrens_contracts.codec import Call
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import PartyId, Timestamp
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import development_signer
from torrens_registry.store import intent_queries
from torrens_registry.store.db import Store
from torrens_registry.store.vault_tables import IntentRow
from torrens_registry.writer.outbox import NewIntent, enqueue
from torrens_registry.writer.settle import Desk
from torrens_registry.writer.writer import SendingTerms, Writer

COUNCIL = development_signer(SEED, "council")


def order(world: World, second: int) -> Call[None]:
    """A suspect window of one second, by order: another second is another word, the same one is refused."""
    at = Timestamp(second)
    return world.contracts.parties.order_suspect(PartyId(65_600), at, at, digest(str(second)))


def put(store: Store, call: Call[None], key: str) -> IntentRow:
    new = NewIntent(IdempotencyKey(key), "party.suspect", COUNCIL.address, call.to, call.data, 1)
    with store.write() as session:
        return enqueue(session, new)


def kept(store: Store, number: int) -> IntentRow:
    with store.read() as session:
        return intent_queries.intent(session, number)


def terms(world: World) -> SendingTerms:
    return SendingTerms(world.deployment.chain_id, world.deployment.register)


def desk(world: World, store: Store, finality: str = "dev", *, patience: int = 0) -> Desk:
    signers = {COUNCIL.address: COUNCIL}
    return Desk(
        store, world.wire, world.profile(finality), signers, terms(world), "test", lambda: 0, lambda _: None, patience
    )


def writer(world: World, store: Store, wire: Wire | None = None) -> Writer:
    return Writer(store, wire or world.wire, terms(world), COUNCIL.address, signer=COUNCIL)


def mined(world: World) -> int:
    """How many transactions of the key the chain has."""
    return int(world.wire.nonce(COUNCIL.address))
