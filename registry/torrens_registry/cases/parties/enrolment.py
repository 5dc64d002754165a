"""A new key and its own signature: no key enters the register unless it signs for itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from torrens_contracts.codes import PartyKind, Role
from torrens_contracts.revert_values import named
from torrens_contracts.signed.parties import Enrolment, KeyAddition
from torrens_contracts.structs import Consent, KeyTerms
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp
from torrens_registry.errors import EmptyMask, FieldOutOfRange, RoleMissing, UnknownBits
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown

ROLES_OF: Final = {
    PartyKind.EXCHANGE: Role.OF_EXCHANGE,
    PartyKind.AUTHORITY: Role.OF_AUTHORITY,
}
"""The roles that keys of a party may have; every other kind's are `Role.OF_PARTY`."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that is to enter the register.

    Attributes:
        signer: The key; it signs its own entry.
        roles: Bits of `codes.Role`.
        from_: First second at which it is live; the newest block's when absent.
        until: The second at which it ends; 0 for no end.
    """

    signer: Signer
    roles: int
    from_: int | None = None
    until: int = 0

    def parts(self) -> tuple[object, ...]:
        """Gives what tells it from its like, for an idempotency key.

        Returns:
            Address, roles and term.
        """
        return self.signer.address, self.roles, self.from_, self.until


def own_enrolment(
    office: Office, new: NewKey, *, party: int, kind: PartyKind, exchange: int, identity_digest: Digest32
) -> tuple[KeyTerms, Consent]:
    """Checks a first key and lets it sign its own enrolment.

    Args:
        office: The office.
        new: The key.
        party: The party's number.
        kind: The party's kind.
        exchange: Who enrols; of an exchange its own number, of an authority 0.
        identity_digest: The party's identity.

    Returns:
        What the key may do, and its consent.

    Raises:
        EmptyMask: No role.
        UnknownBits: A role that keys of this kind of party cannot have.
        RoleMissing: A first key must be able to act for its party, or the party would be dead from the start.
        FieldOutOfRange: The term ends before it begins, or now.
    """
    terms = checked_terms(office, new, kind)
    keeper = Role.EXCHANGE if kind is PartyKind.EXCHANGE else Role.SIGN
    if not new.roles & keeper:
        raise RoleMissing(f"a party's first key needs the role {keeper.name}", role=keeper.name)

    def enrolment(signed_at: Timestamp, deadline: Timestamp) -> Enrolment:
        return Enrolment(
            PartyId(party), kind, ExchangeId(exchange), identity_digest, terms, signed_at=signed_at, deadline=deadline
        )

    return terms, office.consent(new.signer, enrolment)


def own_addition(
    office: Office, new: NewKey, *, party: int, kind: PartyKind, party_word: bytes
) -> tuple[KeyTerms, Consent]:
    """Checks a further key and lets it sign its own addition.

    Args:
        office: The office.
        new: The key.
        party: The party's number.
        kind: The party's kind.
        party_word: The party's word now.

    Returns:
        What the key may do, and its consent.

    Raises:
        EmptyMask: No role.
        UnknownBits: A role that keys of this kind of party cannot have.
        FieldOutOfRange: The term ends before it begins, or now.
    """
    terms = checked_terms(office, new, kind)
    return terms, office.consent(new.signer, addition_of(party, terms, party_word))


def addition_of(party: int, terms: KeyTerms, party_word: bytes) -> _Addition:
    """Gives what makes the struct that a new key, and a live key of its party, sign.

    Args:
        party: The party's number.
        terms: The new key and what it may do.
        party_word: The party's word as it stands.

    Returns:
        Makes the struct of the two times of a consent.
    """
    return _Addition(party, terms, party_word)


@dataclass(frozen=True, slots=True)
class _Addition:
    party: int
    terms: KeyTerms
    party_word: bytes

    def __call__(self, signed_at: Timestamp, deadline: Timestamp) -> KeyAddition:
        """Makes the struct."""
        return KeyAddition(PartyId(self.party), self.terms, self.party_word, signed_at, deadline)


def checked_terms(office: Office, new: NewKey, kind: PartyKind) -> KeyTerms:
    """Checks roles and term of a new key; raises as `own_addition` does.

    Args:
        office: The exchange's office.
        new: The new key.
        kind: What its party is.

    Returns:
        The key and its term as the contract takes them.

    Raises:
        EmptyMask: It has no role.
        UnknownBits: Keys of this kind of party cannot have one of its roles.
        FieldOutOfRange: Its term is empty.
    """
    allowed = int(ROLES_OF.get(kind, Role.OF_PARTY))
    if not new.roles:
        raise EmptyMask("a key without a role can do nothing", field="roles")
    if new.roles & ~allowed:
        raise UnknownBits(
            f"roles {named(Role, new.roles)}: keys of a party of kind {kind.name} have {named(Role, allowed)} at most",
            remedy="give only roles that keys of this kind of party can have",
            field="roles",
            mask=new.roles,
            known=allowed,
        )
    from_ = new.from_ if new.from_ is not None else office.head_time()
    if new.until and (new.until <= from_ or new.until <= office.next_time()):
        raise FieldOutOfRange(
            f"the key's term is empty: from {shown(from_)} until {shown(new.until)}", field="until", value=new.until
        )
    return KeyTerms(new.signer.address, new.roles, Timestamp(from_), Timestamp(new.until))
