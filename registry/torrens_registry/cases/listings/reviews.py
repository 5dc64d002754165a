"""What reviewers find on a listing: its scenario of use, its compliance, the quality of one content version.

Each reviewer leaves one review of each kind; a listing says how many reviewers must pass its compliance. Who passes
shows which others passed before, so that the chain can count them.
"""

from __future__ import annotations

from collections.abc import Sequence

from torrens_contracts.codes import ReviewKind, Role, Verdict
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import ListingId, review_id
from torrens_contracts.types import Digest32, PartyId, Timestamp
from torrens_contracts.words import Kind, ReviewState, ReviewWord
from torrens_registry.cases.listings.listings import listed
from torrens_registry.cases.listings.review_rules import (
    JUDGES,
    check_end,
    grant,
    judge,
    party_ids,
    passed,
    product,
    reviewable,
)
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotStored, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


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
        NotStored: The mirror knows no such listing; WrongState: it is delisted.
        NotAllowed: The key is of another exchange, or the reviewer is the holder; an exchange that is its affiliate.
        FieldOutOfRange: The verdict ends in the past, or a FAILED one has an end.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise; Reverted: a pass shown does not stand.
    """

    def prepare() -> Act:
        """A reviewer that is not the seller's own; the passes of others are shown, or read from the mirror."""
        row, by = reviewable(office, reviewer, listing, Role.REVIEWER)
        check_end(office, verdict, until)
        shown = passed(office, row, apart_from=by.party) if others is None else party_ids(others)
        beside = shown if verdict is Verdict.PASSED or others is not None else ()
        ends, listings = Timestamp(until), office.contracts.listings
        call = listings.review(
            grant(row), product(row), verdict=verdict, until=ends, report_digest=report_digest, others=beside
        )
        return Act(call, "listing.review", listing, {"report": bytes(report_digest)})

    named = ",".join(map(str, others)) if others is not None else "as they stand"
    name = once("listing.review", listing, bytes(report_digest), int(verdict), until, named, given=key)
    return perform(office, reviewer, name, prepare)


def scenario(
    office: Office,
    by: Signer,
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
        by: A REVIEWER or EXCHANGE key of the listing's exchange.
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
        """Whoever may judge the scenario passes or fails it: no third verdict."""
        row, _ = reviewable(office, by, listing, JUDGES)
        if verdict is Verdict.CONDITIONAL:
            raise FieldOutOfRange("a scenario passes or fails", field="verdict", value=int(verdict))
        check_end(office, verdict, until)
        call = office.contracts.listings.review_scenario(
            grant(row), product(row), verdict=verdict, until=Timestamp(until), scenario_digest=scenario_digest
        )
        return Act(call, "listing.scenario", listing, {"scenario": bytes(scenario_digest)})

    name = once("listing.scenario", listing, bytes(scenario_digest), int(verdict), until, given=key)
    return perform(office, by, name, prepare)


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
        """The grade is of the content that is listed now."""
        row, _ = reviewable(office, reviewer, listing, Role.REVIEWER)
        if not 1 <= grade <= 255:
            raise FieldOutOfRange(f"grade {grade} is not 1 to 255", field="grade", value=grade)
        check_end(office, Verdict.PASSED, until)
        call = office.contracts.listings.rate_quality(
            grant(row), product(row), grade=grade, until=Timestamp(until), report_digest=report_digest
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
        """The reviewer's own review stands; the passes of others are shown again."""
        row = listed(office, listing)
        by = judge(office, reviewer, JUDGES)
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
