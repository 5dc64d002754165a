"""Suspect windows: from when to when a party's keys were in wrong hands.

What was written in the window is not free until it is confirmed, and stays valid: nobody undoes a paid sale by it. A
party declares ten working days back at most and only ever widens; a court, a regulator or the council may do all else.
"""

from __future__ import annotations

from torrens_contracts.codes import Role
from torrens_contracts.ids import party_id
from torrens_contracts.types import Digest32, PartyId, Timestamp
from torrens_registry.cases import actors
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown


def declare_suspect(
    office: Office,
    actor: Signer,
    *,
    from_: int,
    to: int,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Says that the keys of the actor's own party were in wrong hands.

    Args:
        office: The office.
        actor: A key that keeps the party's keys: SIGN, of an exchange EXCHANGE.
        from_: First second.
        to: Last second, not later than now.
        reason_digest: SHA-256 of the report.
        key: Idempotency key; made of the key, the window and the report when absent.

    Returns:
        The transaction.

    Raises:
        NotEnrolled: The actor is no key of this register; KeyNotLive likewise.
        FieldOutOfRange: The window runs backwards, or into the future.
        Reverted: The chain refuses, for example a window older than ten working days.
    """

    def prepare() -> Act:
        by = actors.require(office, actor.address, Role(0))
        _require_past(office, from_, to)
        call = office.contracts.parties.declare_suspect(Timestamp(from_), Timestamp(to), reason_digest)
        return Act(call, "party.suspect", party_id(by.party), {"reason": reason_digest})

    name = once("party.suspect", actor.address, from_, to, reason_digest, given=key)
    return perform(office, actor, name, prepare)


def order_suspect(
    office: Office,
    actor: Signer,
    *,
    party: int,
    from_: int,
    to: int,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Fixes a party's suspect window: wider, narrower, or none.

    Args:
        office: The office.
        actor: An AUTHORITY key, or the council's.
        party: Whose.
        from_: First second; 0 with `to` 0 for no window.
        to: Last second.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of party, window and order when absent.

    Returns:
        The transaction.

    Raises:
        FieldOutOfRange: The window runs backwards, or into the future.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        if from_ or to:
            _require_past(office, from_, to)
        verbs = office.contracts.parties
        call = verbs.order_suspect(PartyId(party), Timestamp(from_), Timestamp(to), order_digest)
        return Act(call, "party.suspect", party_id(party), {"order": order_digest})

    return perform(office, actor, once("party.suspect", party, from_, to, order_digest, given=key), prepare)


def _require_past(office: Office, from_: int, to: int) -> None:
    if not 0 < from_ <= to <= office.next_time():
        raise FieldOutOfRange(
            f"a suspect window runs forward and ends now at the latest: from {shown(from_)} to {shown(to)}",
            remedy="name a window in the past, its first second first",
            field="to",
            value=to,
        )
