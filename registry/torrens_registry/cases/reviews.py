"""What an exchange says of a listing: a reviewer's verdict, and whether it is listed, suspended or delisted."""

from __future__ import annotations

from torrens_contracts.codes import Role, Verdict
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, Id, ListingId
from torrens_contracts.structs import Product
from torrens_contracts.types import Digest32, ExchangeId, Timestamp
from torrens_contracts.words import ListingState
from torrens_registry.cases import actors, paths
from torrens_registry.cases.listings import listed
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store.market_tables import ListingRow


def review(
    office: Office,
    reviewer: Signer,
    listing: ListingId,
    *,
    verdict: Verdict,
    report_digest: Digest32,
    until: int = 0,
    grade: int = 0,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Records a reviewer's verdict; FAILED suspends.

    Args:
        office: The exchange's office.
        reviewer: A REVIEWER key of the listing's exchange.
        listing: The listing.
        verdict: PASSED, CONDITIONAL or FAILED.
        report_digest: SHA-256 of the report.
        until: When the verdict ends; 0 for a FAILED one.
        grade: 0 to 255, the exchange's own table.
        key: Idempotency key; made of listing, report and verdict when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is delisted.
        NotAllowed: The key is of another exchange, or the reviewer holds the right itself.
        FieldOutOfRange: The verdict ends in the past, or a FAILED one has an end.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row = _reviewable(office, reviewer, listing)
        _check_end(office, verdict, until)
        call = office.contracts.listings.review(
            GrantId(Id(from_hex(row.grant_id, "grant", 32))),
            _product(row),
            verdict=verdict,
            grade=grade,
            until=Timestamp(until),
            report_digest=report_digest,
        )
        return Act(call, "listing.review", listing, {"report": bytes(report_digest)})

    name = once("listing.review", listing, bytes(report_digest), int(verdict), grade, until, given=key)
    return perform(office, reviewer, name, prepare)


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
        row = listed(office, listing)
        by = actors.require(office, actor.address, Role.EXCHANGE)
        if by.exchange != row.exchange:
            raise NotAllowed(
                f"the listing is at exchange {row.exchange}, the key is of {by.exchange}",
                exchange=row.exchange,
                caller=by.exchange,
            )
        if row.state in (state, ListingState.DELISTED):
            now = ListingState(row.state).name
            raise WrongState(f"listing {to_hex(listing)} is {now}", id=to_hex(listing), state=now, asked=state.name)
        return Act(office.contracts.listings.change(listing, state, reason), f"listing.{state.name.lower()}", listing)

    asked = "listing.change", listing, int(state), reason
    name = once(*asked, given=key) if key else once(*asked, _last_change(office, listing, state))
    return perform(office, actor, name, prepare)


def _reviewable(office: Office, reviewer: Signer, listing: ListingId) -> ListingRow:
    row = listed(office, listing)
    by = actors.require(office, reviewer.address, Role.REVIEWER)
    grant = GrantId(Id(from_hex(row.grant_id, "grant", 32)))
    if by.exchange != row.exchange or by.party == paths.find(office, grant).word.holder:
        raise NotAllowed(
            f"the reviewer is party {by.party} of exchange {by.exchange}; the listing is at {row.exchange}",
            remedy="let a reviewer of the listing's exchange judge, who does not hold the right",
            party=by.party,
            exchange=by.exchange,
        )
    if row.state == ListingState.DELISTED:
        raise WrongState(f"listing {to_hex(listing)} is delisted for good", id=to_hex(listing), state="DELISTED")
    return row


def _check_end(office: Office, verdict: Verdict, until: int) -> None:
    refused = until != 0 if verdict is Verdict.FAILED else until <= office.next_time()
    if refused:
        raise FieldOutOfRange(
            f"a verdict {verdict.name} cannot end at {until}: FAILED has no end, any other ends in the future",
            field="until",
            value=until,
        )


def _last_change(office: Office, listing: ListingId, state: ListingState) -> int:
    """A listing may be suspended again after it was resumed, so the state it is in belongs to the key."""
    row = listed(office, listing)
    return row.block if row.state != state else row.opened_block


def _product(row: ListingRow) -> Product:
    return Product(
        exchange=ExchangeId(row.exchange),
        product_digest=Digest32(from_hex(row.product_digest, "product", 32)),
        nonce=row.nonce,
        until=Timestamp(row.until),
        flags=row.flags,
    )
