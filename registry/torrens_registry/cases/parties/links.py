"""Affiliates of exchanges and superiors of authorities.

A registrar registers nothing for itself or its affiliates (G35 article 10(7)); so it declares one, and never undeclares
it. A superior may lift what its authority froze.
"""

from __future__ import annotations

from torrens_contracts.codec import Call
from torrens_contracts.codes import LinkKind, Role
from torrens_contracts.ids import link_id, party_id
from torrens_contracts.types import Digest32, ExchangeId, PartyId
from torrens_registry.cases import actors
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


def declare_affiliate(
    office: Office,
    actor: Signer,
    *,
    party: int,
    reason_digest: Digest32,
    exchange: int | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Declares a party an affiliate of an exchange.

    Args:
        office: The office.
        actor: An EXCHANGE key of the exchange; where `exchange` is given, an AUTHORITY key or the council's.
        party: The affiliate.
        reason_digest: SHA-256 of what shows it, such as the register of shareholders.
        exchange: The exchange, when another than the actor's own says so.
        key: Idempotency key; made of the two and the paper when absent.

    Returns:
        The transaction.

    Raises:
        NotEnrolled: The actor is no key of this register; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example what is declared already.
    """

    def prepare() -> Act:
        verbs = office.contracts.parties
        if exchange is not None:
            call = verbs.declare_affiliate_of(ExchangeId(exchange), PartyId(party), reason_digest)
            return _act(call, "affiliate.declare", LinkKind.AFFILIATE, (exchange, party), reason_digest)
        by = actors.require(office, actor.address, Role.EXCHANGE)
        call = verbs.declare_affiliate(PartyId(party), reason_digest)
        return _act(call, "affiliate.declare", LinkKind.AFFILIATE, (by.exchange, party), reason_digest)

    name = once("affiliate.declare", exchange, actor.address, party, reason_digest, given=key)
    return perform(office, actor, name, prepare)


def end_affiliate(
    office: Office,
    actor: Signer,
    *,
    exchange: int,
    party: int,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Ends an affiliation.

    Args:
        office: The office.
        actor: An AUTHORITY key, or the council's.
        exchange: The exchange.
        party: The party that is its affiliate no more.
        reason_digest: SHA-256 of what shows it.
        key: Idempotency key; made of the two and the paper when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses, for example what is not declared.
    """

    def prepare() -> Act:
        call = office.contracts.parties.end_affiliate(ExchangeId(exchange), PartyId(party), reason_digest)
        return _act(call, "affiliate.end", LinkKind.AFFILIATE, (exchange, party), reason_digest)

    return perform(office, actor, once("affiliate.end", exchange, party, reason_digest, given=key), prepare)


def name_superior(
    office: Office,
    council: Signer,
    *,
    authority: int,
    superior: int,
    order_digest: Digest32,
    ended: bool = False,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Names the authority above another, or ends that.

    Args:
        office: The office.
        council: The council's key.
        authority: The lower one.
        superior: The one above.
        order_digest: SHA-256 of the order.
        ended: It is above the other no more.
        key: Idempotency key; made of the two and the order when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses, for example parties that are no authorities.
    """
    action = "superior.end" if ended else "superior.name"

    def prepare() -> Act:
        verbs = office.contracts.parties
        verb = verbs.end_superior if ended else verbs.name_superior
        call = verb(PartyId(authority), PartyId(superior), order_digest)
        return _act(call, action, LinkKind.SUPERIOR, (authority, superior), order_digest)

    return perform(office, council, once(action, authority, superior, order_digest, given=key), prepare)


def _act(call: Call[None], action: str, kind: LinkKind, pair: tuple[int, int], digest: Digest32) -> Act:
    subject = link_id(kind, party_id(pair[0]), party_id(pair[1]))
    return Act(call, action, subject, {"reason": digest})
