"""Security interests and pre-notices: registered by the holder, loosened and released by the secured party."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

from torrens_contracts.codes import Action, InterestKind, Role, Verb
from torrens_contracts.events import topic0_of
from torrens_contracts.events_gen import ConsentsChanged
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import GrantId, interest_id
from torrens_contracts.signed.encumbrances import Charge, InterestConsent, InterestTerms, Release
from torrens_contracts.types import Digest32, PartyId, Timestamp
from torrens_contracts.words import InterestState, InterestWord, Kind
from torrens_registry.cases import actors, paths
from torrens_registry.cases.casefiles import NO_TERMS
from torrens_registry.cases.rights import places
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotFree, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.predicates import require_free
from torrens_registry.store import mirror_queries, rows
from torrens_registry.store.encumbrance_tables import InterestRow

EVERY_VERB: Final = (1 << len(Verb)) - 1
"""Of INTEREST.consents, what passes; the bits above count how often it was narrowed."""


@dataclass(frozen=True, slots=True)
class NewInterest:
    """A security interest, or a pre-notice, to be registered.

    Attributes:
        grant: In which right.
        kind: PLEDGE, MORTGAGE, FINANCE_LEASE or PRENOTICE.
        secured: The secured party, or the buyer whose place is kept.
        maturity: When what it secures falls due; of a pre-notice its deadline, 90 days from now at most.
        agreement_digest: SHA-256 of the agreement.
        receipt_digest: SHA-256 of the movables register's receipt; zero for a pre-notice.
        consents: Bit i lets `codes.Verb` i pass from the beginning.
    """

    grant: GrantId
    kind: InterestKind
    secured: int
    maturity: int
    agreement_digest: Digest32
    receipt_digest: Digest32 = NO_TERMS
    consents: int = 0

    def terms(self) -> InterestTerms:
        """Gives it as the contract takes it.

        Returns:
            The Solidity struct.
        """
        return InterestTerms(
            int(self.kind),
            PartyId(self.secured),
            Timestamp(self.maturity),
            self.consents,
            self.agreement_digest,
            self.receipt_digest,
        )


@dataclass(frozen=True, slots=True)
class Charged:
    """An interest on record.

    Attributes:
        ordinal: Its rank, from 1.
        settled: The transaction.
    """

    ordinal: int
    settled: Settled


def charge(
    office: Office,
    holder: Signer,
    new: NewInterest,
    *,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Charged:
    """Registers a security interest or a pre-notice; the holder acts, or signs and a relayer sends.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the holder.
        new: The interest.
        relayer: Who sends it when the holder only signs.
        key: Idempotency key; made of the interest when absent.

    Returns:
        Its rank.

    Raises:
        NotStored: The mirror knows no such right.
        NotFree: It is frozen, an earlier interest lets no further rank pass, its actions lack what this needs, or a
            pre-notice was registered lately.
        NotAllowed: The key is not the holder's.
        FieldOutOfRange: The holder itself is named as secured, a receipt is missing, or a pre-notice has one.
        NotEnrolled: The key or the secured party is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example a deadline too far ahead.
    """

    def prepare() -> Act:
        """The right may be charged by this holder; who only signs lets another send."""
        held = _chargeable(office, holder, new)
        verbs = office.contracts.encumbrances
        if relayer is None:
            call = verbs.charge(held.keys, new.terms())
        else:
            message = partial(Charge, held.id, new.terms(), held.words[-1], held.parent_word)
            call = verbs.charge_by_signature(held.keys, new.terms(), office.consent(holder, message))
        digests = {"agreement": bytes(new.agreement_digest), "receipt": bytes(new.receipt_digest)}
        return Act(call, "right.charge", new.grant, digests)

    asked = new.grant, int(new.kind), new.secured, new.maturity, bytes(new.agreement_digest), new.consents
    name = once("right.charge", *asked, bytes(new.receipt_digest), given=key)
    settled = perform(office, relayer or holder, name, prepare)
    return Charged(_row_of(office, new.grant, settled).ordinal, settled)


def consent(
    office: Office,
    secured: Signer,
    grant: GrantId,
    *,
    ordinal: int,
    consents: int,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Sets what an interest lets pass; the secured party acts, or signs and a relayer sends.

    Args:
        office: The exchange's office.
        secured: A SIGN key of the secured party.
        grant: The right.
        ordinal: The interest's rank.
        consents: Bit i lets `codes.Verb` i pass; 0 nothing.
        relayer: Who sends it when the secured party only signs.
        key: Idempotency key; made of right, rank, consents and how often they changed when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such right, or no such interest.
        WrongState: The interest is settled.
        NotAllowed: The key is not the secured party's.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: These verbs pass already, or one is unknown.
    """

    def prepare() -> Act:
        """The interest lives and is this party's; its word stands in what is signed."""
        held, word = _live(office, secured, grant, ordinal)
        verbs = office.contracts.encumbrances
        if relayer is None:
            call = verbs.consent(grant, ordinal, consents)
        else:
            message = partial(InterestConsent, grant, ordinal, consents, word, held.words[-1])
            call = verbs.consent_by_signature(grant, ordinal, consents, office.consent(secured, message))
        return Act(call, "right.consent", grant)

    office.sync()
    passing = InterestWord.unpack(office.word(Kind.INTEREST, interest_id(grant, ordinal))).consents & EVERY_VERB
    stands = passing == consents
    name = once("right.consent", grant, ordinal, consents, _changes(office, grant, ordinal) - stands, given=key)
    return perform(office, relayer or secured, name, prepare)


def release(
    office: Office,
    secured: Signer,
    grant: GrantId,
    *,
    ordinal: int,
    release_digest: Digest32,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Releases an interest; the secured party acts, or signs and a relayer sends.

    Args:
        office: The exchange's office.
        secured: A SIGN key of the secured party.
        grant: The right.
        ordinal: The interest's rank.
        release_digest: SHA-256 of the release.
        relayer: Who sends it when the secured party only signs.
        key: Idempotency key; made of right and rank when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: No such right, or no such interest.
        WrongState: The interest is settled.
        NotAllowed: The key is not the secured party's.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        """The interest lives and is this party's; a release signed before it changed counts no more."""
        held, word = _live(office, secured, grant, ordinal)
        verbs = office.contracts.encumbrances
        if relayer is None:
            call = verbs.release(grant, ordinal, release_digest)
        else:
            message = partial(Release, grant, ordinal, release_digest, word, held.words[-1])
            call = verbs.release_by_signature(grant, ordinal, release_digest, office.consent(secured, message))
        return Act(call, "right.release", grant, {"release": bytes(release_digest)})

    name = once("right.release", grant, ordinal, bytes(release_digest), given=key)
    return perform(office, relayer or secured, name, prepare)


def _chargeable(office: Office, holder: Signer, new: NewInterest) -> paths.Held:
    held = paths.find(office, new.grant)
    paths.require_holder(office, holder, held)
    needed = Action.ASSIGN if new.kind is InterestKind.PRENOTICE else Action.PLEDGE
    if not held.keys[-1].packed.action & needed:
        raise NotFree(
            f"the actions of this right lack {needed.name}: it cannot be charged so",
            remedy="ask the licensor for a right that allows it",
            reason=f"NO_{needed.name}",
        )
    if new.secured in (held.holder, held.word.holder):
        raise FieldOutOfRange(f"party {new.secured} holds the right itself", field="secured", value=new.secured)
    if new.kind is not InterestKind.PRENOTICE and new.receipt_digest == NO_TERMS:
        raise FieldOutOfRange("the receipt of the movables register is missing", field="receipt")
    if new.kind is InterestKind.PRENOTICE and new.receipt_digest != NO_TERMS:
        raise FieldOutOfRange(
            "a pre-notice has no receipt: the movables register takes in security interests only",
            remedy="leave the receipt out, or name the kind of the interest",
            field="receipt",
        )
    actors.party(office, new.secured)
    require_free(held.facts, Verb.RANK, office.next_time())
    if new.kind is InterestKind.PRENOTICE:
        places.require_open(office, held)
    return held


def _live(office: Office, secured: Signer, grant: GrantId, ordinal: int) -> tuple[paths.Held, bytes]:
    held = paths.find(office, grant)
    packed = office.word(Kind.INTEREST, interest_id(grant, ordinal))
    word = InterestWord.unpack(packed)
    if not word.state:
        raise NotStored(f"right {to_hex(grant)} has no interest {ordinal}", id=to_hex(grant), ordinal=ordinal)
    if word.state != InterestState.LIVE:
        raise WrongState(f"interest {ordinal} in {to_hex(grant)} is settled", id=to_hex(grant), ordinal=ordinal)
    by = actors.require(office, secured.address, Role.SIGN)
    speaks = actors.last_hop(office, word.secured)
    if by.party != speaks:
        raise NotAllowed(
            f"the key is of party {by.party}; party {speaks} is secured",
            remedy="act with a key of the secured party",
            party=by.party,
            secured=speaks,
        )
    return held, packed


def _changes(office: Office, grant: GrantId, ordinal: int) -> int:
    """How often the consents of an interest were set: the same ones set again later are another act."""
    with office.store.read() as session:
        past = mirror_queries.logs_of_subject(session, to_hex(grant), [to_hex(topic0_of(ConsentsChanged))])
    return sum(int(log.data[2:66], 16) == ordinal for log in past)


def _row_of(office: Office, grant: GrantId, settled: Settled) -> InterestRow:
    with office.store.read() as session:
        row = rows.find(
            session,
            InterestRow,
            rows.column(InterestRow, "grant_id") == to_hex(grant),
            rows.column(InterestRow, "opened_block") == settled.block,
        )
    if row is None:
        raise NotStored(f"the mirror has no interest of block {settled.block} in {to_hex(grant)}", id=to_hex(grant))
    return row
