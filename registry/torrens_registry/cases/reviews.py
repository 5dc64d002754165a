"""What reviewers find on a listing: its scenario of use, its compliance, the quality of one content version.

Each reviewer leaves one review of each kind; a listing says how many reviewers must pass its compliance. Who passes
shows which others passed before, so that the chain can count them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from torrens_contracts.codes import LinkKind, ListingFlag, ReviewKind, Role, Verdict
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import GrantId, Id, ListingId, link_id, party_id, review_id
from torrens_contracts.structs import Product
from torrens_contracts.types import Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import Kind, LinkWord, ListingState, ReviewState, ReviewWord
from torrens_registry.cases import actors, paths
from torrens_registry.cases.actors import Actor
from torrens_registry.cases.listings import listed
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotAllowed, NotStored, RoleMissing, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import rows
from torrens_registry.store.market_tables import ListingRow, ReviewRow

_JUDGES: Final = Role.REVIEWER | Role.EXCHANGE


def review(
    office: Office,
    reviewer: Signer,
    listing: ListingId,
    *,
    verdict: Verdict,
    report_digest: Digest32,
    until: int = 0,
    others: Sequence[int] | None = None,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Records a verdict on compliance; CONDITIONAL is recorded and does not count, FAILED suspends.

    Args:
        office: The exchange's office.
        reviewer: A REVIEWER key of the listing's exchange.
        listing: The listing.
        verdict: PASSED, CONDITIONAL or FAILED.
        report_digest: SHA-256 of the report.
        until: When the verdict ends; 0 for a FAILED one.
        others: Reviewers to be counted beside this one; as many as are needed of those that passed when absent.
        key: Idempotency key; made of listing, report and verdict when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing.
        WrongState: It is delisted.
        NotAllowed: The key is of another exchange, or the reviewer is the holder; an exchange that is its affiliate.
        FieldOutOfRange: The verdict ends in the past, or a FAILED one has an end.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses, for example a reviewer named whose pass does not stand.
    """

    def prepare() -> Act:
        row, by = _reviewable(office, reviewer, listing, Role.REVIEWER)
        _check_end(office, verdict, until)
        shown = passed(office, row, apart_from=by.party) if others is None else _party_ids(others)
        call = office.contracts.listings.review(
            _grant(row),
            _product(row),
            verdict=verdict,
            until=Timestamp(until),
            report_digest=report_digest,
            others=shown if verdict is Verdict.PASSED or others is not None else (),
        )
        return Act(call, "listing.review", listing, {"report": bytes(report_digest)})

    named = ",".join(map(str, others)) if others is not None else "as they stand"
    name = once("listing.review", listing, bytes(report_digest), int(verdict), until, named, given=key)
    return perform(office, reviewer, name, prepare)


def scenario(
    office: Office,
    judge: Signer,
    listing: ListingId,
    *,
    verdict: Verdict,
    scenario_digest: Digest32,
    until: int = 0,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Records a verdict on the scenario of use; a pass ends the listing at `until` if that is sooner, FAILED suspends.

    Args:
        office: The exchange's office.
        judge: A REVIEWER or EXCHANGE key of the listing's exchange.
        listing: The listing.
        verdict: PASSED or FAILED.
        scenario_digest: SHA-256 of the scenario and the decision on it.
        until: When the pass ends; 0 for a FAILED one.
        key: Idempotency key; made of listing, scenario and verdict when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing; and the rest as `review`.
    """

    def prepare() -> Act:
        row, _ = _reviewable(office, judge, listing, _JUDGES)
        if verdict is Verdict.CONDITIONAL:
            raise FieldOutOfRange("a scenario passes or fails", field="verdict", value=int(verdict))
        _check_end(office, verdict, until)
        call = office.contracts.listings.review_scenario(
            _grant(row), _product(row), verdict=verdict, until=Timestamp(until), scenario_digest=scenario_digest
        )
        return Act(call, "listing.scenario", listing, {"scenario": bytes(scenario_digest)})

    name = once("listing.scenario", listing, bytes(scenario_digest), int(verdict), until, given=key)
    return perform(office, judge, name, prepare)


def rate(
    office: Office,
    reviewer: Signer,
    listing: ListingId,
    *,
    grade: int,
    report_digest: Digest32,
    until: int,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Grades the content version that is listed now; a report never counts for another version.

    Args:
        office: The exchange's office.
        reviewer: A REVIEWER key of the listing's exchange.
        listing: The listing.
        grade: 1 to 255, the exchange's own table.
        report_digest: SHA-256 of the report.
        until: Until when the report counts.
        key: Idempotency key; made of listing, content version, report and grade when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing; and the rest as `review`.
    """

    def prepare() -> Act:
        row, _ = _reviewable(office, reviewer, listing, Role.REVIEWER)
        if not 1 <= grade <= 255:  # noqa: PLR2004 - uint8
            raise FieldOutOfRange(f"grade {grade} is not 1 to 255", field="grade", value=grade)
        _check_end(office, Verdict.PASSED, until)
        call = office.contracts.listings.rate_quality(
            _grant(row), _product(row), grade=grade, until=Timestamp(until), report_digest=report_digest
        )
        return Act(call, "listing.rate", listing, {"report": bytes(report_digest)})

    content = listed(office, listing).content_digest
    name = once("listing.rate", listing, content, bytes(report_digest), grade, until, given=key)
    return perform(office, reviewer, name, prepare)


def withdraw(
    office: Office,
    reviewer: Signer,
    listing: ListingId,
    kind: ReviewKind,
    *,
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Takes back the caller's own review; a compliance leaves what the passes of others give.

    Args:
        office: The exchange's office.
        reviewer: A REVIEWER or EXCHANGE key of the reviewer.
        listing: The listing.
        kind: Which review.
        reason_digest: SHA-256 of the reason.
        key: Idempotency key; made of listing, kind, reviewer and reason when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such listing, or the reviewer left no such review.
        WrongState: It was withdrawn before.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row = listed(office, listing)
        by = _judge(office, reviewer, _JUDGES)
        own = ReviewWord.unpack(office.word(Kind.REVIEW, review_id(listing, kind, by.party)))
        if not own.state:
            raise NotStored(f"party {by.party} left no {kind.name} review on {to_hex(listing)}", party=by.party)
        if own.state == ReviewState.WITHDRAWN:
            raise WrongState(f"the review of party {by.party} is withdrawn", id=to_hex(listing), state="WITHDRAWN")
        shown = passed(office, row, apart_from=by.party) if kind is ReviewKind.COMPLIANCE else ()
        call = office.contracts.listings.withdraw_review(listing, kind, PartyId(by.party), reason_digest, shown)
        return Act(call, "listing.withdraw", listing, {"reason": bytes(reason_digest)})

    name = once("listing.withdraw", listing, int(kind), reviewer.address, bytes(reason_digest), given=key)
    return perform(office, reviewer, name, prepare)


def passed(office: Office, row: ListingRow, *, apart_from: int) -> tuple[PartyId, ...]:
    """Gives the reviewers whose passes of a listing's present version stand, the longest first to be taken.

    Args:
        office: The exchange's office; its mirror is at the head.
        row: The listing.
        apart_from: The reviewer who asks, and is not counted.

    Returns:
        As many as the listing asks for beside the one who asks, or all when fewer; ascending.
    """
    now = office.next_time()
    with office.store.read() as session:
        found = rows.listed(session, ReviewRow, rows.column(ReviewRow, "listing_id") == row.id)
    live = [
        one
        for one in found
        if one.kind == ReviewKind.COMPLIANCE and one.state == ReviewState.PASSED
        if one.reviewer != apart_from and one.until > now and one.since > row.since
    ]
    live.sort(key=lambda one: (-one.until, one.reviewer))
    return _party_ids(sorted(one.reviewer for one in live[: row.reviews]))


def _party_ids(numbers: Sequence[int]) -> tuple[PartyId, ...]:
    return tuple(map(PartyId, numbers))


def _judge(office: Office, by: Signer, roles: Role) -> Actor:
    """A live key that has at least one of the roles."""
    found = actors.require(office, by.address, Role(0))
    if not found.roles & roles:
        raise RoleMissing(f"key {to_hex(by.address)} of party {found.party} has none of {roles!r}", party=found.party)
    return found


def _reviewable(office: Office, by: Signer, listing: ListingId, roles: Role) -> tuple[ListingRow, Actor]:
    row = listed(office, listing)
    judge = _judge(office, by, roles)
    holder = paths.find(office, _grant(row)).holder
    if judge.exchange != row.exchange or judge.party == holder:
        raise NotAllowed(
            f"the reviewer is party {judge.party} of exchange {judge.exchange}; the listing is at {row.exchange}",
            remedy="let a reviewer of the listing's exchange judge, who does not hold the right",
            party=judge.party,
            exchange=judge.exchange,
        )
    if judge.party == judge.exchange and _affiliated(office, judge.exchange, holder):
        raise NotAllowed(
            f"party {holder}, who holds the right, is a declared affiliate of exchange {judge.exchange}",
            remedy="let a reviewer judge who is not the exchange itself",
            party=holder,
            exchange=judge.exchange,
        )
    if row.state == ListingState.DELISTED:
        raise WrongState(f"listing {to_hex(listing)} is delisted for good", id=to_hex(listing), state="DELISTED")
    return row, judge


def _affiliated(office: Office, exchange: int, party: int) -> bool:
    name = link_id(LinkKind.AFFILIATE, party_id(exchange), party_id(party))
    link = LinkWord.unpack(office.word(Kind.LINK, name))
    return bool(link.since) and (not link.until or office.next_time() < link.until)


def _check_end(office: Office, verdict: Verdict, until: int) -> None:
    refused = until != 0 if verdict is Verdict.FAILED else until <= office.next_time()
    if refused:
        raise FieldOutOfRange(
            f"a verdict {verdict.name} cannot end at {until}: FAILED has no end, any other ends in the future",
            field="until",
            value=until,
        )


def _grant(row: ListingRow) -> GrantId:
    return GrantId(Id(from_hex(row.grant_id, "grant", 32)))


def _product(row: ListingRow) -> Product:
    """The listing as it stands: what the reviewer saw in the mirror."""
    return Product(
        exchange=ExchangeId(row.exchange),
        product_digest=Digest32(from_hex(row.product_digest, "product", 32)),
        nonce=row.nonce,
        until=Timestamp(row.until),
        flags=row.flags & ~int(ListingFlag.SCENARIO),
        reviewers=row.reviews,
        content_digest=Digest32(from_hex(row.content_digest, "content", 32)),
    )
