"""What passes a freeze: a judgment of the authority that ordered it, and a sale whose place a pre-notice keeps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from torrens_contracts.codes import InterestKind, Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, interest_id
from torrens_contracts.signed.encumbrances import Completion
from torrens_contracts.structs import Whole
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import InterestState, InterestWord, Kind
from torrens_registry.cases import actors, paths
from torrens_registry.cases.rights import places
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import NotAllowed, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


def adjudge(
    office: Office,
    authority: Signer,
    grant: GrantId,
    *,
    to: int,
    order_digest: Digest32,
    interests: Sequence[int] = (),
    queued: Sequence[int] = (),
    wholes: Sequence[Whole] = (),
    key: IdempotencyKey | None = None,
) -> Settled:
    """Transfers a right by judgment past the authority's own freeze, or ends it.

    Args:
        office: The office of the register's home.
        authority: An AUTHORITY key of the authority whose freeze runs, of its successor or superior.
        grant: The right.
        to: Who receives it; 0 ends it, and all below it.
        order_digest: SHA-256 of the judgment.
        interests: Ranks of the interests that the judgment settles; the others follow the right.
        queued: Numbers of the orders in line that it settles; the others stay in line.
        wholes: What it settles on what the right was split from, for every part; all else there binds on.
        key: Idempotency key; made of right, receiver and judgment when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such right.
        NotEnrolled: The key or the receiver is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: No freeze of this authority runs, another's does, or what is named is not there to be settled.
    """

    def prepare() -> Act:
        """An authority acts, the receiver is enrolled; whose freeze binds, the chain decides."""
        held = paths.find(office, grant)
        actors.require(office, authority.address, Role.AUTHORITY)
        if to:
            actors.party(office, to)
        verbs, named = office.contracts.enforcement, {"interests": interests, "queued": queued}
        if wholes:
            call = verbs.adjudge_part(held.keys, PartyId(to), **named, wholes=wholes, order_digest=order_digest)
        else:
            call = verbs.adjudge(held.keys, PartyId(to), **named, order_digest=order_digest)
        return Act(call, "right.adjudge", grant, {"judgment": bytes(order_digest)})

    above = [part for one in wholes for part in ("above", one.above, *one.interests, "orders", *one.orders)]
    name = once("right.adjudge", grant, to, bytes(order_digest), *interests, "queued", *queued, *above, given=key)
    return perform(office, authority, name, prepare)


def complete(
    office: Office,
    beneficiary: Signer,
    grant: GrantId,
    *,
    ordinal: int,
    holder: Signer,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Makes the sale that a pre-notice keeps the place of, on its terms; freezes that came after it are settled.

    Args:
        office: The exchange's office.
        beneficiary: A SIGN key of the buyer, which acts, or signs when a relayer sends.
        grant: The right.
        ordinal: The pre-notice's rank.
        holder: A SIGN key of the holder, which signs.
        relayer: Who sends it when both only sign.
        key: Idempotency key; made of right and rank when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such right, or no such pre-notice.
        WrongState: It is settled, past its deadline, or no pre-notice.
        NotAllowed: A key is of another party than it must be.
        Reverted: Something of an earlier rank stands in the way, or a key may not act.
    """

    def prepare() -> Act:
        """The holder signs what the beneficiary keeps a place for; both words stand in the message."""
        held = paths.find(office, grant)
        paths.require_holder(office, holder, held)
        to, terms_digest = _beneficiary(office, beneficiary, grant, ordinal), places.terms(office, grant, ordinal)
        words = held.words[-1], held.parent_word
        message = partial(Completion, grant, ordinal, PartyId(held.word.holder), PartyId(to), terms_digest, *words)
        of_holder, verbs = office.consent(holder, message), office.contracts.enforcement
        if relayer is None:
            call = verbs.complete(held.keys, ordinal, terms_digest, of_holder)
        else:
            by = office.consent(beneficiary, message)
            call = verbs.complete_by_signature(held.keys, ordinal, terms_digest, of_holder=of_holder, of_beneficiary=by)
        return Act(call, "right.complete", grant, {"terms": bytes(terms_digest)})

    return perform(office, relayer or beneficiary, once("right.complete", grant, ordinal, given=key), prepare)


def _beneficiary(office: Office, signer: Signer, grant: GrantId, ordinal: int) -> int:
    word = InterestWord.unpack(office.word(Kind.INTEREST, interest_id(grant, ordinal)))
    if not word.state:
        raise NotStored(f"right {to_hex(grant)} has no pre-notice {ordinal}", id=to_hex(grant), ordinal=ordinal)
    past = word.maturity <= office.next_time()
    if word.state != InterestState.LIVE or word.kind != InterestKind.PRENOTICE or past:
        raise WrongState(f"{ordinal} in {to_hex(grant)} keeps no place", id=to_hex(grant), ordinal=ordinal)
    to = actors.last_hop(office, word.secured)
    by = actors.require(office, signer.address, Role.SIGN)
    if by.party != to:
        raise NotAllowed(f"the place is kept for party {to}, the key is of {by.party}", party=by.party, needed=to)
    return to
