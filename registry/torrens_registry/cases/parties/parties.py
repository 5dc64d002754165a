"""Parties and their keys: enrolled by an exchange, rotated by the party itself. A party is not its keys."""

from __future__ import annotations

from hashlib import sha256

from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts.codes import PartyKind, Role
from torrens_contracts.ids import key_id, party_id
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import KeyWord, Kind, PartyWord
from torrens_registry.cases import actors
from torrens_registry.cases.parties.enrolment import NewKey, addition_of, own_addition, own_enrolment
from torrens_registry.cases.parties.founding import Enrolled, require_party_number
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, KeyNotLive, NotEnrolled, RoleMissing
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import uscc
from torrens_registry.rules.calendar import shown

ENROLLABLE = (PartyKind.LEGAL, PartyKind.UNINCORPORATED, PartyKind.NATURAL)
"""Kinds of parties that an exchange enrols; exchanges and authorities are the council's."""


def legal_identity(credit_code: str) -> Digest32:
    """Gives the identity digest of a legal person.

    Args:
        credit_code: Its unified social credit code.

    Returns:
        SHA-256 of the code.

    Raises:
        BadCreditCode: Form, character set or a check character is wrong.
    """
    return Digest32(uscc.enrolment_digest(uscc.parse(credit_code)))


def private_identity(document: str, salt: bytes) -> Digest32:
    """Gives the identity commitment of a natural person: nobody can guess it without the salt.

    Args:
        document: Kind and number of the identity document, as on it.
        salt: 32 random bytes, which the person keeps.

    Returns:
        SHA-256 of tag, salt and document.
    """
    return Digest32(sha256(b"torrens/natural-person/1\x00" + salt + document.encode()).digest())


def enrol(
    office: Office,
    actor: Signer,
    *,
    party: int,
    identity_digest: Digest32,
    first: NewKey,
    kind: PartyKind = PartyKind.LEGAL,
    key: IdempotencyKey | None = None,
) -> Enrolled:
    """Enrols a party with its first key, which signs its own enrolment.

    Args:
        office: The exchange's office.
        actor: An EXCHANGE key of the exchange.
        party: The party's number, above 65535.
        identity_digest: See `legal_identity` and `private_identity`.
        first: Its first key.
        kind: LEGAL, UNINCORPORATED or NATURAL.
        key: Idempotency key; made of all that is enrolled when absent.

    Returns:
        What was enrolled.

    Raises:
        FieldOutOfRange: The number is an exchange's, the kind is the council's to enrol, or the key's term is empty.
        NotEnrolled: The actor is no key of this register; KeyNotLive, RoleMissing likewise.
        UnknownBits: A role that keys of parties cannot have.
        Reverted: The chain refuses, for example a number or a key that is taken.
    """

    def prepare() -> Act:
        """An exchange enrols whom it may, and the party's first key signs for itself."""
        require_party_number(party)
        if kind not in ENROLLABLE:
            raise FieldOutOfRange(f"a party of kind {kind.name} is enrolled by the council", field="kind", value=kind)
        by = actors.require(office, actor.address, Role.EXCHANGE)
        terms, own = own_enrolment(
            office, first, party=party, kind=kind, exchange=by.exchange, identity_digest=identity_digest
        )
        call = office.contracts.parties.enrol(PartyId(party), kind, identity_digest, terms, own)
        return Act(call, "party.enrol", party_id(party), {"identity": identity_digest})

    name = once("party.enrol", party, int(kind), identity_digest, *first.parts(), given=key)
    return Enrolled(PartyId(party), first.signer.address, perform(office, actor, name, prepare))


def add_key(office: Office, actor: Signer, new: NewKey, key: IdempotencyKey | None = None) -> Enrolled:
    """Adds a key to the actor's own party; the new key signs too.

    Args:
        office: The exchange's office.
        actor: A live key of the party that may act for it (EXCHANGE of an exchange, SIGN of any other).
        new: The new key.
        key: Idempotency key; made of the new key's terms when absent.

    Returns:
        The party and its new key.

    Raises:
        NotEnrolled: The actor is no key of this register; KeyNotLive, RoleMissing likewise.
        UnknownBits: A role that keys of this kind of party cannot have.
        FieldOutOfRange: The new key's term is empty.
        Reverted: The chain refuses, for example a key that serves a party already.
    """

    def prepare() -> Act:
        by, word, kind = _keeper(office, actor)
        terms, own = own_addition(office, new, party=by.party, kind=kind, party_word=word)
        return Act(office.contracts.parties.add_key(terms, own), "key.add", key_id(new.signer.address))

    settled = perform(office, actor, once("key.add", *new.parts(), given=key), prepare)
    return Enrolled(_party_of(office, new.signer.address), new.signer.address, settled)


def add_key_by_signature(
    office: Office, relayer: Signer, *, by: Signer, new: NewKey, key: IdempotencyKey | None = None
) -> Enrolled:
    """Adds a key on the signatures of the new key and of a live key of the party; anyone may relay.

    Args:
        office: The exchange's office.
        relayer: Who sends the transaction.
        by: A live key of the party.
        new: The new key.
        key: Idempotency key; made of the new key's terms when absent.

    Returns:
        The party and its new key.

    Raises:
        NotEnrolled: `by` is no key of this register; KeyNotLive, RoleMissing and the rest as `add_key`.
    """

    def prepare() -> Act:
        found, word, kind = _keeper(office, by)
        terms, own = own_addition(office, new, party=found.party, kind=kind, party_word=word)
        of_party = office.consent(by, addition_of(found.party, terms, word))
        call = office.contracts.parties.add_key_by_signature(PartyId(found.party), terms, own, of_party)
        return Act(call, "key.add", key_id(new.signer.address))

    settled = perform(office, relayer, once("key.add", *new.parts(), given=key), prepare)
    return Enrolled(_party_of(office, new.signer.address), new.signer.address, settled)


def end_key(office: Office, actor: Signer, ended: Address, key: IdempotencyKey | None = None) -> Settled:
    """Ends a key of the actor's own party, at once; so a recovery is cancelled, too.

    Args:
        office: The exchange's office.
        actor: The key itself, or one that may act for the party; any live key of the party, where `ended` waits.
        ended: The key that ends.
        key: Idempotency key; made of the ended key's address when absent.

    Returns:
        The transaction.

    Raises:
        NotEnrolled: No party has this key, or the actor's has not.
        KeyNotLive: It has ended already, or the actor has.
        RoleMissing: The actor may not end keys of its party.
    """

    def prepare() -> Act:
        """A live key of the party ends another; one that has not begun is ended by any of them."""
        by = actors.require(office, actor.address, Role(0))
        word = KeyWord.unpack(office.word(Kind.KEY, key_id(ended)))
        if word.party != by.party:
            raise NotEnrolled(
                f"key 0x{ended.hex()} is not a key of party {by.party}",
                remedy="end a key with a live key of its own party",
                key=f"0x{ended.hex()}",
            )
        if word.until and word.until <= office.next_time():
            raise KeyNotLive(f"key 0x{ended.hex()} has ended already, at {shown(word.until)}", key=f"0x{ended.hex()}")
        if ended != actor.address and word.from_ <= office.next_time():  # any live key ends one that has not begun
            _keeper(office, actor)
        return Act(office.contracts.parties.end_key(ended), "key.end", key_id(ended))

    return perform(office, actor, once("key.end", ended, given=key), prepare)


def _keeper(office: Office, signer: Signer) -> tuple[actors.Actor, bytes, PartyKind]:
    """Gives a key that may add and end keys of its party, with the party's word and kind."""
    by = actors.require(office, signer.address, Role(0))
    packed = office.word(Kind.PARTY, party_id(by.party))
    kind = PartyKind(PartyWord.unpack(packed).kind)
    needed = Role.EXCHANGE if kind is PartyKind.EXCHANGE else Role.SIGN
    if not by.roles & needed:
        raise RoleMissing(
            f"key 0x{signer.address.hex()} of party {by.party} lacks {needed.name}, which keeps the party's keys",
            key=f"0x{signer.address.hex()}",
            role=needed.name,
        )
    return by, packed, kind


def _party_of(office: Office, key: Address) -> PartyId:
    return PartyId(KeyWord.unpack(office.word(Kind.KEY, key_id(key))).party)
