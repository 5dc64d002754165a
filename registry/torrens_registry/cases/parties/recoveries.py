"""What an exchange may do about keys of a party it enrolled, and what the party does about its own signatures.

A recovered key waits ten working days as a word, and any live key of the party ends it meanwhile (`parties.end_key`):
an exchange never signs for a party that can still speak.
"""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.codes import PartyKind, Role
from torrens_contracts.ids import key_id, party_id
from torrens_contracts.signed.parties import KeyRecovery
from torrens_contracts.structs import KeyTerms
from torrens_contracts.types import Digest32, PartyId, Timestamp
from torrens_contracts.words import Kind, PartyWord
from torrens_registry.cases import actors
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office

RECOVERY_DAYS = 10
"""Working days that a recovered key waits (words.md section 5)."""


@dataclass(frozen=True, slots=True)
class Recovering:
    """A key that waits.

    Attributes:
        party: Whose.
        key: Its address.
        from_: From when on it counts.
        settled: The transaction.
    """

    party: PartyId
    key: Address
    from_: Timestamp
    settled: Settled


def recover_key(
    office: Office,
    actor: Signer,
    *,
    party: int,
    new: Signer,
    order_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Recovering:
    """Opens the recovery of a party whose keys are lost; the new key signs for itself.

    Args:
        office: The office.
        actor: An EXCHANGE key of the party's exchange; for exchanges and authorities the council's.
        party: The party.
        new: The new key. It gets SIGN, and EXCHANGE or AUTHORITY by the party's kind.
        order_digest: SHA-256 of the papers that prove who asks.
        key: Idempotency key; made of party, key and papers when absent.

    Returns:
        The key, and from when on it counts.

    Raises:
        NotEnrolled: There is no such party, or it has ended.
        CalendarMissing: The next ten working days are not published.
        Reverted: The chain refuses, for example while another recovery waits.
    """

    def prepare() -> Act:
        """The new key signs for itself, from after the days in which a live key may cancel it."""
        actors.party(office, party)
        word = office.word(Kind.PARTY, party_id(party))
        from_ = office.read(office.contracts.parties.deadline(Timestamp(office.next_time()), RECOVERY_DAYS))
        terms = KeyTerms(new.address, _recovered_roles(word), from_, Timestamp(0))

        def recovery(signed_at: Timestamp, deadline: Timestamp) -> KeyRecovery:
            return KeyRecovery(PartyId(party), terms, order_digest, word, signed_at=signed_at, deadline=deadline)

        own = office.consent(new, recovery)
        call = office.contracts.parties.recover_key(PartyId(party), terms, own, order_digest)
        return Act(call, "key.recover", key_id(new.address), {"order": order_digest})

    settled = perform(office, actor, once("key.recover", party, new.address, order_digest, given=key), prepare)
    found = office.read(office.contracts.parties.key_of(new.address))
    return Recovering(PartyId(party), new.address, Timestamp(found.from_), settled)


def change_roles(
    office: Office,
    actor: Signer,
    *,
    changed: Address,
    roles: int,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Gives a live key REVIEWER or AUDITOR, or takes it back.

    Args:
        office: The office.
        actor: An EXCHANGE key of the exchange that enrolled the key's party.
        changed: The key.
        roles: All roles that it is to have.
        reason_digest: SHA-256 of the appointment or dismissal.
        key: Idempotency key; made of key, roles and paper when absent.

    Returns:
        The transaction.

    Raises:
        NotEnrolled: The actor is no key of this register; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example any other role.
    """

    def prepare() -> Act:
        actors.require(office, actor.address, Role.EXCHANGE)
        call = office.contracts.parties.change_roles(changed, roles, reason_digest)
        return Act(call, "key.roles", key_id(changed), {"reason": reason_digest})

    return perform(office, actor, once("key.roles", changed, roles, reason_digest, given=key), prepare)


def void_signatures(office: Office, actor: Signer, key: IdempotencyKey | None = None) -> Settled:
    """Voids every signature that the actor's party made before now.

    Args:
        office: The office.
        actor: A SIGN key of the party.
        key: Idempotency key; made of the key and the party's word when absent, so that each new day can void anew.

    Returns:
        The transaction.

    Raises:
        NotEnrolled: The actor is no key of this register; KeyNotLive, RoleMissing likewise.
    """
    by = actors.require(office, actor.address, Role.SIGN)
    word = office.word(Kind.PARTY, party_id(by.party))

    def prepare() -> Act:
        return Act(office.contracts.parties.void_signatures(), "signatures.void", party_id(by.party))

    return perform(office, actor, once("signatures.void", actor.address, word, given=key), prepare)


def _recovered_roles(word: bytes) -> int:
    kind = PartyKind(PartyWord.unpack(word).kind)
    more = {PartyKind.EXCHANGE: Role.EXCHANGE, PartyKind.AUTHORITY: Role.AUTHORITY}.get(kind, Role(0))
    return int(Role.SIGN | more)
