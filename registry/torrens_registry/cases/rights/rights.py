"""Rights: licensed by their holders, directly or on a signature that anyone may relay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.codes import Mode, Verb
from torrens_contracts.ids import GrantId, GrantKey, grant_id
from torrens_contracts.signed.rights import License
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import PackedWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.batches import Batch
from torrens_registry.cases.casefiles import NO_TERMS
from torrens_registry.cases.data.captures import captured, with_captures
from torrens_registry.cases.submit import Act, Done, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, TermExceeded
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.rules.predicates import require_free
from torrens_registry.rules.rights import Scope, check_packed, licence_refusal


@dataclass(frozen=True, slots=True)
class LicenceTerms:
    """What is licensed, to whom, until when.

    Attributes:
        parent: The right licensed from.
        holder: Who receives the licence.
        rights: Mask of rights.
        scope: Purposes, regions and actions.
        until: End of the licence.
        not_before: Its first second; the parent's when absent.
        terms_digest: SHA-256 of the terms agreed off chain.
        nonce: Keeps equal licences apart; made of parent, holder and terms when absent.
    """

    parent: GrantId
    holder: int
    rights: int
    scope: Scope
    until: int
    not_before: int | None = None
    terms_digest: Digest32 = field(kw_only=True)
    nonce: int | None = None


@dataclass(frozen=True, slots=True)
class Licensed:
    """A licence that was written.

    Attributes:
        grant: Its id.
        key: Its key.
        settled: The transaction.
    """

    grant: GrantId
    key: GrantKey
    settled: Settled


def licence_key(terms: LicenceTerms, parent: GrantKey) -> GrantKey:
    """Gives the key of a licence; its id binds right, scope and term.

    Args:
        terms: The licence.
        parent: The key of the right licensed from.

    Returns:
        The key.
    """
    nonce = terms.nonce
    if nonce is None:
        told = terms.parent + terms.holder.to_bytes(4) + terms.terms_digest
        nonce = int.from_bytes(keccak256(told)[:8])
    packed = PackedWord(
        purpose=terms.scope.purpose,
        region=terms.scope.region,
        action=terms.scope.action,
        rights=terms.rights,
        basis=parent.packed.basis,
        mode=Mode.LICENSE,
        not_before=parent.packed.not_before if terms.not_before is None else terms.not_before,
        until=terms.until,
        nonce=nonce,
    )
    return GrantKey(terms.parent, packed, terms.terms_digest)


def license_direct(
    office: Office,
    holder: Signer,
    terms: LicenceTerms,
    key: IdempotencyKey | None = None,
    *,
    captures: Sequence[bytes] = (),
) -> Licensed:
    """Licenses under a right; the parent's holder acts itself.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the parent's holder.
        terms: The licence.
        key: Idempotency key; made of the licence's id and holder and the captures when absent.
        captures: Documents of who hashed the data, when and with what; the log entry binds them.

    Returns:
        The licence.

    Raises:
        NotStored: The mirror knows no such parent.
        RightExceeded: The parent cannot pass on the right; ScopeExceeded, TermExceeded, DepthExceeded likewise.
        UnknownBits: A mask has an undefined bit; EmptyMask, FieldOutOfRange likewise.
        NotFree: The parent is not free to license: frozen, expired, ended, encumbered.
        NotAllowed: The key is not the holder's.
        NotEnrolled: The receiver or the key is not enrolled; KeyNotLive, RoleMissing likewise.
        DigestMismatch: A capture is of other data; FieldMismatch: it speaks of a time to come.
        Reverted: The chain refuses.
    """
    parent = paths.find(office, terms.parent)
    licence = licence_key(terms, parent.keys[-1])

    def prepare() -> Act:
        paths.require_holder(office, holder, parent)
        check_licence(office, terms, licence, parent)
        call = office.contracts.grants.license(parent.keys, licence, PartyId(terms.holder))
        act = Act(call, "right.license", grant_id(licence), {"terms": bytes(terms.terms_digest)})
        return with_captures(office, act, parent.data, captures)

    identifier = grant_id(licence)
    name = once("right.license", identifier, terms.holder, *captured(captures), given=key)
    return Licensed(identifier, licence, perform(office, holder, name, prepare))


def license_by_signature(
    office: Office,
    relayer: Signer,
    holder: Signer,
    terms: LicenceTerms,
    key: IdempotencyKey | None = None,
    *,
    captures: Sequence[bytes] = (),
) -> Licensed:
    """Licenses under a right on its holder's signature; anyone may relay it.

    Args:
        office: The exchange's office.
        relayer: Who sends the transaction.
        holder: A SIGN key of the parent's holder; it signs the licence and sends nothing.
        terms: The licence.
        key: Idempotency key; made of the licence's id and holder and the captures when absent.
        captures: Documents of who hashed the data, when and with what; the log entry binds them.

    Returns:
        The licence.

    Raises:
        NotStored: The mirror knows no such parent; and the rest as `license_direct`.
    """
    parent = paths.find(office, terms.parent)
    licence = licence_key(terms, parent.keys[-1])

    message = partial(License, licence, PartyId(terms.holder), parent.words[-1])

    def prepare() -> Act:
        paths.require_holder(office, holder, parent)
        check_licence(office, terms, licence, parent)
        consent = office.consent(holder, message)
        call = office.contracts.grants.license_by_signature(parent.keys, licence, PartyId(terms.holder), consent)
        act = Act(call, "right.license", grant_id(licence), {"terms": bytes(terms.terms_digest)})
        return with_captures(office, act, parent.data, captures)

    identifier = grant_id(licence)
    name = once("right.license", identifier, terms.holder, *captured(captures), given=key)
    return Licensed(identifier, licence, perform(office, relayer, name, prepare))


def license_many(
    office: Office,
    holder: Signer,
    all_terms: Sequence[LicenceTerms],
    key: IdempotencyKey | None = None,
    *,
    captures: Sequence[bytes] = (),
) -> tuple[tuple[GrantId, ...], Settled]:
    """Licenses to many under one right, all or none; its holder acts itself.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the parent's holder.
        all_terms: 1 to 100 licences of one parent.
        key: Idempotency key; made of the licences' ids and holders and the captures when absent.
        captures: Documents of who hashed the data, when and with what; the log entry of each licence binds them.

    Returns:
        The licences' ids, in the order asked, and the transaction.

    Raises:
        FieldOutOfRange: None or too many, or of several parents.
        BatchRefused: A licence stands twice (a nonce keeps equal ones apart), or is refused as by `license_direct`:
            each is named by its place.
        NotStored: The mirror knows no such parent; NotFree, NotAllowed, NotEnrolled as in `license_direct`.
    """
    batch = Batch.of(all_terms, called="licence")
    parent = _parent(office, all_terms)
    keys = [licence_key(terms, parent.keys[-1]) for terms in all_terms]
    ids = tuple(grant_id(licence) for licence in keys)
    batch.require_distinct(ids)
    holders = [PartyId(terms.holder) for terms in all_terms]

    def prepare() -> Act:
        """The parent is its holder's, and free; each licence holds for itself."""
        paths.require_holder(office, holder, parent)
        require_free(parent.facts, Verb.LICENSE, office.next_time())
        asked = batch.with_values(list(zip(all_terms, keys, strict=True)))
        asked.each(lambda one: check_licence(office, *one, parent))
        call = office.contracts.grants.license_many(parent.keys, keys, holders)
        done = [Done(one, {"terms": bytes(terms.terms_digest)}) for one, terms in zip(ids, all_terms, strict=True)]
        return with_captures(office, Act.of_many(call, "right.license", done), parent.data, captures)

    told = keccak256(b"".join(one + party.to_bytes(4) for one, party in zip(ids, holders, strict=True)))
    return ids, perform(office, holder, once("right.license", told, *captured(captures), given=key), prepare)


def _parent(office: Office, all_terms: Sequence[LicenceTerms]) -> paths.Held:
    first, *others = dict.fromkeys(terms.parent for terms in all_terms)
    if others:
        raise FieldOutOfRange("name licences of one parent", field="parent", value=len(others) + 1)
    return paths.find(office, first)


def check_licence(office: Office, terms: LicenceTerms, licence: GrantKey, parent: paths.Held) -> None:
    """Refuses a licence that its parent cannot carry, or that is not free to be given.

    Args:
        office: The exchange's office.
        terms: What is asked.
        licence: Its key.
        parent: The right licensed from.

    Raises:
        RightExceeded: And the rest as `license_direct`.
    """
    require_terms(licence.terms_digest)
    check_packed(licence.packed)
    refusal = licence_refusal(
        licence.packed, parent.keys[-1].packed, parent_depth=parent.word.depth, path_length=len(parent.keys)
    )
    if refusal is not None:
        raise refusal
    if licence.packed.until > parent.word.until:
        raise TermExceeded(
            f"the term ends at {shown(licence.packed.until)}, after the parent does at {shown(parent.word.until)}",
            field="until",
            child=licence.packed.until,
            parent=parent.word.until,
        )
    require_free(parent.facts, Verb.LICENSE, office.next_time())
    actors.party(office, terms.holder)


def require_terms(digest: bytes) -> None:
    """Refuses a licence or a transfer behind which no paper stands.

    Args:
        digest: SHA-256 of the terms agreed off chain.

    Raises:
        FieldOutOfRange: It is zero.
    """
    if digest == NO_TERMS:
        raise FieldOutOfRange(
            "no terms are named", remedy="name the paper that was agreed; its SHA-256 is bound", field="terms"
        )
