"""What becomes of a listing: its exchange suspends, resumes, delists; its holder lists another version, or delists."""

from __future__ import annotations

from functools import partial

from torrens_contracts.codes import ListingFlag, Role
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, Id, ListingId
from torrens_contracts.signed.market import Delist, NewVersion
from torrens_contracts.structs import ListingRef
from torrens_contracts.types import Digest32, ExchangeId
from torrens_contracts.words import Kind, ListingState
from torrens_registry.cases import actors, paths
from torrens_registry.cases.listings.listings import listed
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import NotAllowed, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store.market_tables import ListingRow


def change(
    office: Office,
    actor: Signer,
    listing: ListingId,
    *,
    state: ListingState,
    reason: int = 0,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Suspends, resumes or delists a listing; DELISTED is final.

    Args:
        office: The exchange's office.
        actor: An EXCHANGE key of the listing's exchange.
        listing: The listing.
        state: LISTED, SUSPENDED or DELISTED.
        reason: 0 to 255, the exchange's own table.
        key: Idempotency key; made of listing, state and its last change when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is in that state already, or delisted.
        NotAllowed: The key is of another exchange.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row = _own(office, actor, listing)
        if row.state in (state, ListingState.DELISTED):
            now = ListingState(row.state).name
            raise WrongState(f"listing {to_hex(listing)} is {now}", id=to_hex(listing), state=now, asked=state.name)
        return Act(office.contracts.listings.change(listing, state, reason), f"listing.{state.name.lower()}", listing)

    asked = "listing.change", listing, int(state), reason
    name = once(*asked, given=key) if key else once(*asked, _last_change(office, listing, state))
    return perform(office, actor, name, prepare)


def end_sandbox(
    office: Office, actor: Signer, listing: ListingId, *, decision_digest: Digest32, key: IdempotencyKey | None = None
) -> Settled:
    """Takes a product out of the sandbox on a decision.

    Args:
        office: The exchange's office.
        actor: An EXCHANGE key of the listing's exchange.
        listing: The listing.
        decision_digest: SHA-256 of the decision.
        key: Idempotency key; made of listing and decision when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is in no sandbox.
        NotAllowed: The key is of another exchange.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row = _own(office, actor, listing)
        if not row.flags & ListingFlag.SANDBOX:
            raise WrongState(f"listing {to_hex(listing)} is in no sandbox", id=to_hex(listing), flags=row.flags)
        call = office.contracts.listings.end_sandbox(listing, decision_digest)
        return Act(call, "listing.endsandbox", listing, {"decision": bytes(decision_digest)})

    return perform(office, actor, once("listing.endsandbox", listing, bytes(decision_digest), given=key), prepare)


def new_version(
    office: Office,
    holder: Signer,
    listing: ListingId,
    content_digest: Digest32,
    *,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Lists another content version: its compliance and its grade start anew, the scenario of use stays.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the right's holder; it signs only when a relayer sends.
        listing: The listing.
        content_digest: SHA-256 of the content, or its content root.
        relayer: Who sends the transaction on the holder's signature; the holder itself when absent.
        key: Idempotency key; made of listing, version listed now and content when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is delisted, or this version is the one listed.
        NotAllowed: The key is not the holder's.
        Reverted: The chain refuses, for example a second version in one second.
    """

    def prepare() -> Act:
        """The holder lists another version than stands; the listing's word is in what it signs."""
        row, held = _held(office, holder, listing)
        if row.content_digest == to_hex(content_digest):
            raise WrongState(f"{to_hex(listing)} lists this very version", id=to_hex(listing), content=row.content)
        listings, ref = office.contracts.listings, _ref(row)
        word = office.word(Kind.LISTING, listing)

        message = partial(NewVersion, listing, content_digest, word, held.words[-1])

        if relayer is None:
            call = listings.new_version(ref, content_digest)
        else:
            call = listings.new_version_by_signature(ref, content_digest, office.consent(holder, message))
        return Act(call, "listing.version", listing, {"content": bytes(content_digest)})

    asked = "listing.version", listing, bytes(content_digest)
    name = once(*asked, given=key) if key else once(*asked, _version_before(office, listing, content_digest))
    return perform(office, relayer or holder, name, prepare)


def delist(
    office: Office,
    holder: Signer,
    listing: ListingId,
    *,
    reason: int = 0,
    relayer: Signer | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Delists for good, by the right's holder.

    Args:
        office: The exchange's office.
        holder: A SIGN key of the right's holder; it signs only when a relayer sends.
        listing: The listing.
        reason: 0 to 255, the exchange's own table.
        relayer: Who sends the transaction on the holder's signature; the holder itself when absent.
        key: Idempotency key; made of listing and reason when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is delisted.
        NotAllowed: The key is not the holder's.
    """

    def prepare() -> Act:
        """The holder ends it; the listing's word is in what it signs."""
        row, held = _held(office, holder, listing)
        listings, ref = office.contracts.listings, _ref(row)
        word = office.word(Kind.LISTING, listing)

        message = partial(Delist, listing, reason, word, held.words[-1])

        if relayer is None:
            call = listings.delist(ref, reason)
        else:
            call = listings.delist_by_signature(ref, reason, office.consent(holder, message))
        return Act(call, "listing.delisted", listing)

    return perform(office, relayer or holder, once("listing.delist", listing, reason, given=key), prepare)


def _own(office: Office, actor: Signer, listing: ListingId) -> ListingRow:
    """The listing, of the exchange whose key acts."""
    row = listed(office, listing)
    by = actors.require(office, actor.address, Role.EXCHANGE)
    if by.exchange != row.exchange:
        raise NotAllowed(
            f"the listing is at exchange {row.exchange}, the key is of {by.exchange}",
            exchange=row.exchange,
            caller=by.exchange,
        )
    return row


def _held(office: Office, holder: Signer, listing: ListingId) -> tuple[ListingRow, paths.Held]:
    """The listing and its grant, of the holder whose key acts or signs."""
    row = listed(office, listing)
    held = paths.find(office, GrantId(Id(from_hex(row.grant_id, "grant", 32))))
    paths.require_holder(office, holder, held)
    if row.state == ListingState.DELISTED:
        raise WrongState(f"listing {to_hex(listing)} is delisted for good", id=to_hex(listing), state="DELISTED")
    return row, held


def _ref(row: ListingRow) -> ListingRef:
    return ListingRef(
        grant_id=GrantId(Id(from_hex(row.grant_id, "grant", 32))),
        exchange=ExchangeId(row.exchange),
        product_digest=Digest32(from_hex(row.product_digest, "product", 32)),
        nonce=row.nonce,
    )


def _last_change(office: Office, listing: ListingId, state: ListingState) -> int:
    """A listing may be suspended again after it was resumed, so the state it is in belongs to the key."""
    row = listed(office, listing)
    return row.block if row.state != state else row.opened_block


def _version_before(office: Office, listing: ListingId, content_digest: Digest32) -> int:
    """A version may come back after another, so the second of the one before belongs to the key."""
    row = listed(office, listing)
    return row.since if row.content_digest != to_hex(content_digest) else row.opened_block
