"""Transfers of a right as a whole: the receiver signs; the holder acts itself, or signs too and anyone relays."""

from __future__ import annotations

from dataclasses import dataclass, field

from torrens_contracts.codes import Action, Role, TransferReason, Verb
from torrens_contracts.events import topic0_of
from torrens_contracts.events_gen import Transferred
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, key_id
from torrens_contracts.signed.rights import Transfer
from torrens_contracts.types import Digest32, PartyId, Timestamp
from torrens_contracts.words import KeyWord, Kind
from torrens_registry.cases import actors, paths
from torrens_registry.cases.rights.rights import require_terms
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotFree
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.predicates import require_free
from torrens_registry.store import mirror_queries, rows
from torrens_registry.store.title_tables import GrantRow


@dataclass(frozen=True, slots=True)
class TransferTerms:
    """A transfer of a right as a whole.

    Attributes:
        grant: The right.
        to: Who receives it.
        reason: Why.
        terms_digest: SHA-256 of the terms agreed off chain.
    """

    grant: GrantId
    to: int
    reason: TransferReason = TransferReason.SALE
    terms_digest: Digest32 = field(kw_only=True)


def transfer(
    office: Office, holder: Signer, receiver: Signer, terms: TransferTerms, key: IdempotencyKey | None = None
) -> Settled:
    """Transfers a right as a whole; the holder acts, the receiver signs.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the holder.
        receiver: A SIGN key of the receiver.
        terms: The transfer.
        key: Idempotency key; made of grant, receiver, reason and terms when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such right.
        NotFree: It is not free to transfer: frozen, expired, ended, encumbered, or its actions lack ASSIGN.
        NotAllowed: A key is of another party than it must be.
        FieldOutOfRange: To the holder itself, or for a judgment, which only an authority carries out.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        held = _transferable(office, holder, receiver, terms)
        of_receiver = office.consent(receiver, TransferMessage(held, terms))
        to, reason = PartyId(terms.to), int(terms.reason)
        call = office.contracts.grants.transfer(held.keys, to, reason, terms.terms_digest, of_receiver)
        return Act(call, "right.transfer", terms.grant, {"terms": bytes(terms.terms_digest)})

    return perform(office, holder, _transfer_once(office, terms, key), prepare)


def transfer_by_signature(
    office: Office,
    relayer: Signer,
    terms: TransferTerms,
    *,
    holder: Signer,
    receiver: Signer,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Transfers a right as a whole on both signatures; anyone may relay them.

    Args:
        office: The exchange's office.
        relayer: Who sends the transaction.
        terms: The transfer.
        holder: A SIGN key of the holder; it signs and sends nothing.
        receiver: A SIGN key of the receiver; likewise.
        key: Idempotency key; made of grant, receiver, reason and terms when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such right; and the rest as `transfer`.
    """

    def prepare() -> Act:
        """Both sign over the same words: the holder what it gives, the receiver what it takes."""
        held = _transferable(office, holder, receiver, terms, relayer)
        message = TransferMessage(held, terms)
        call = office.contracts.grants.transfer_by_signature(
            held.keys,
            to=PartyId(terms.to),
            reason=int(terms.reason),
            terms_digest=terms.terms_digest,
            of_holder=office.consent(holder, message),
            of_receiver=office.consent(receiver, message),
        )
        return Act(call, "right.transfer", terms.grant, {"terms": bytes(terms.terms_digest)})

    return perform(office, relayer, _transfer_once(office, terms, key), prepare)


def _transfer_once(office: Office, terms: TransferTerms, key: IdempotencyKey | None) -> IdempotencyKey:
    """A right may come back and go to the same party again: how often it did belongs to a key that nobody named."""
    asked = "right.transfer", terms.grant, terms.to, int(terms.reason), bytes(terms.terms_digest)
    if key is not None:
        return once(*asked, given=key)
    office.sync()
    with office.store.read() as session:
        row = rows.get(session, GrantRow, to_hex(terms.grant))
        past = mirror_queries.logs_of_subject(session, to_hex(terms.grant), [to_hex(topic0_of(Transferred))])
    received = sum(int(log.topic3 or "0x0", 16) == terms.to for log in past)
    here = row is not None and row.holder == terms.to
    return once(*asked, received - 1 if here and received else received)


@dataclass(frozen=True, slots=True)
class TransferMessage:
    """What holder and receiver sign, made of the times of signing and of the deadline.

    Attributes:
        held: The right as it is.
        terms: The transfer.
    """

    held: paths.Held
    terms: TransferTerms

    def __call__(self, signed_at: Timestamp, deadline: Timestamp) -> Transfer:
        """Makes what holder and receiver sign."""
        return Transfer(
            self.held.id,
            PartyId(self.held.word.holder),
            PartyId(self.terms.to),
            int(self.terms.reason),
            self.terms.terms_digest,
            self.held.words[-1],
            self.held.parent_word,
            signed_at,
            deadline,
        )


def _require_action(office: Office, held: paths.Held, reason: TransferReason, relayer: Signer | None) -> None:
    """A sale needs ASSIGN, a contribution CONTRIBUTE; a succession passes by the home registrar, or needs ASSIGN."""
    needed = Action.CONTRIBUTE if reason is TransferReason.CONTRIBUTION else Action.ASSIGN
    if held.keys[-1].packed.action & needed:
        return
    if reason is TransferReason.SUCCESSION and relayer is not None:
        by = KeyWord.unpack(office.word(Kind.KEY, key_id(relayer.address)))
        if by.roles & Role.REGISTRAR:
            return  # whether it is the home registrar, successors followed, is the chain's to say
    raise NotFree(
        f"the actions of this right lack {needed.name}: it cannot be transferred so",
        remedy="ask the licensor for a right with this action; a succession may be relayed by the home registrar",
        reason="ACTION_MISSING",
        needed=needed.name,
    )


def _transferable(
    office: Office, holder: Signer, receiver: Signer, terms: TransferTerms, relayer: Signer | None = None
) -> paths.Held:
    held = paths.find(office, terms.grant)
    paths.require_holder(office, holder, held)
    require_terms(terms.terms_digest)
    if terms.reason is TransferReason.JUDGMENT:
        raise FieldOutOfRange("a judgment is carried out by the authority that ordered it", field="reason")
    if terms.to == held.holder:
        raise FieldOutOfRange(f"party {terms.to} holds the right already", field="to", value=terms.to)
    by = actors.require(office, receiver.address, Role.SIGN)
    if by.party != terms.to:
        raise NotAllowed(f"the receiving key is of party {by.party}, not {terms.to}", party=by.party, needed=terms.to)
    _require_action(office, held, terms.reason, relayer)
    require_free(held.facts, Verb.TRANSFER, office.next_time())
    return held
