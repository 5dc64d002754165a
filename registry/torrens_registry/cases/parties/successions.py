"""How parties end and follow one another: one pointer, and all that was held is the successor's to act for.

Voluntary successions need three hands: the party, the successor, and an EXCHANGE key of the party's exchange, which has
seen the papers. By order an authority's key and the successor's consent are enough; exchanges and authorities are the
council's. Nothing moves, so nothing is lost or doubled; a line of more than four successors is refused, and the grants
are transferred one by one instead.
"""

from __future__ import annotations

from torrens_contracts.ids import party_id
from torrens_contracts.signed.parties import Succession
from torrens_contracts.structs import Consent
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import Kind
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


def remove_exchange(
    office: Office, council: Signer, *, exchange: int, order_digest: Digest32, key: IdempotencyKey | None = None
) -> Settled:
    """Removes an exchange: its keys act no more, its certificates stand (G35 article 13).

    Args:
        office: The office.
        council: The council's key.
        exchange: The exchange.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of exchange and order when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses, for example an exchange that has ended.
    """

    def prepare() -> Act:
        call = office.contracts.parties.remove_exchange(ExchangeId(exchange), order_digest)
        return Act(call, "exchange.remove", party_id(exchange), {"order": order_digest})

    return perform(office, council, once("exchange.remove", exchange, order_digest, given=key), prepare)


def succeed(
    office: Office,
    actor: Signer,
    *,
    party: int,
    successor: int,
    by_successor: Signer,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Names a party's successor by order.

    Args:
        office: The office.
        actor: An AUTHORITY key; for exchanges and authorities the council's.
        party: Who ends.
        successor: Who takes its place.
        by_successor: A SIGN key of the successor, which consents.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of the parties and the order when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses, for example a party that has a successor.
    """

    def prepare() -> Act:
        own = _consent(office, by_successor, party, successor, order_digest)
        call = office.contracts.parties.succeed(PartyId(party), PartyId(successor), order_digest, own)
        return Act(call, "party.succeed", party_id(party), {"order": order_digest})

    return perform(office, actor, once("party.succeed", party, successor, order_digest, given=key), prepare)


def succeed_by_signature(
    office: Office,
    exchange: Signer,
    *,
    party: int,
    successor: int,
    by_party: Signer,
    by_successor: Signer,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Names a party's successor as the party itself wills it, by a merger for example.

    Args:
        office: The office.
        exchange: An EXCHANGE key of the party's exchange, which has seen the papers.
        party: Who ends.
        successor: Who takes its place.
        by_party: A SIGN key of the party.
        by_successor: A SIGN key of the successor.
        order_digest: SHA-256 of the papers.
        key: Idempotency key; made of the parties and the papers when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        of_party = _consent(office, by_party, party, successor, order_digest)
        own = _consent(office, by_successor, party, successor, order_digest)
        verbs = office.contracts.parties
        call = verbs.succeed_by_signature(PartyId(party), PartyId(successor), order_digest, of_party, own)
        return Act(call, "party.succeed", party_id(party), {"order": order_digest})

    return perform(office, exchange, once("party.succeed", party, successor, order_digest, given=key), prepare)


def _consent(office: Office, signer: Signer, party: int, successor: int, order_digest: Digest32) -> Consent:
    """Lets a key sign the succession as both words stand."""
    party_word, successor_word = office.words(Kind.PARTY, [party_id(party), party_id(successor)])

    def succession(signed_at: Timestamp, deadline: Timestamp) -> Succession:
        """The message both keys sign: the words of both parties stand in it, so it counts once."""
        return Succession(
            PartyId(party),
            PartyId(successor),
            order_digest,
            party_word,
            successor_word,
            signed_at=signed_at,
            deadline=deadline,
        )

    return office.consent(signer, succession)
