"""Listings, reviews and freezes: who may, when, and in which state."""

from dataclasses import replace
from pathlib import Path

import pytest
from cases_kit import COURT, SECOND_COURT, UNTIL, Hall, digest

from torrens_contracts.codes import FreezeScope, Right, Verdict
from torrens_contracts.ids import GrantId, Id, ListingId
from torrens_contracts.words import FreezeState, ListingState, ReviewState
from torrens_registry.cases import views
from torrens_registry.cases.listings import changes as listing_changes
from torrens_registry.cases.listings import listings, reviews
from torrens_registry.cases.listings.listings import ProductTerms
from torrens_registry.cases.rights import freezes, rights
from torrens_registry.errors import (
    FieldOutOfRange,
    NotAllowed,
    NotEnrolled,
    NotFree,
    NotStored,
    RegistryError,
    RightExceeded,
    RoleMissing,
    TermExceeded,
    UnknownBits,
    WrongState,
)
from torrens_registry.rules.rights import Scope

SOON = 1_800_000_000


@pytest.fixture(scope="module")
def title(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> GrantId:
    table = tmp_path_factory.mktemp("title") / "rain.csv"
    table.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    return hall.registered(table)


@pytest.fixture(scope="module")
def operating(hall: Hall, title: GrantId) -> GrantId:
    return hall.operating(title)


def _product(right: GrantId, name: str, **changes: object) -> ProductTerms:
    fits = ProductTerms(grant=right, product_digest=digest(name), content_digest=digest("content"), until=SOON)
    return replace(fits, **changes)  # type: ignore[arg-type]  # the tests' own


def test_a_product_is_listed_reviewed_suspended_and_resumed(hall: Hall, operating: GrantId) -> None:
    office, exchange = hall.office, hall.key("exchange")
    listed = listings.list_by_signature(office, hall.key("relayer"), hall.key("operator"), _product(operating, "one"))
    assert (
        listings.list_by_signature(office, hall.key("relayer"), hall.key("operator"), _product(operating, "one"))
        == listed
    )
    reviews.review(
        office, hall.key("reviewer"), listed.listing, verdict=Verdict.PASSED, report_digest=digest("good"), until=SOON
    )
    for _ in range(2):
        listing_changes.change(office, exchange, listed.listing, state=ListingState.SUSPENDED)
        listing_changes.change(office, exchange, listed.listing, state=ListingState.LISTED)
    reviews.review(office, hall.key("reviewer"), listed.listing, verdict=Verdict.FAILED, report_digest=digest("bad"))
    row, verdicts = views.listing(office, listed.listing)
    assert (row.state, [one.state for one in verdicts]) == (ListingState.SUSPENDED, [ReviewState.FAILED])
    listing_changes.change(office, exchange, listed.listing, state=ListingState.DELISTED)
    with pytest.raises(WrongState):
        listing_changes.change(office, exchange, listed.listing, state=ListingState.LISTED)
    with pytest.raises(WrongState):
        reviews.review(
            office, hall.key("reviewer"), listed.listing, verdict=Verdict.PASSED, report_digest=digest("x"), until=SOON
        )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"until": 1}, FieldOutOfRange),
        ({"until": UNTIL + 1}, TermExceeded),
        ({"flags": 2}, UnknownBits),
        ({"reviewers": 0}, FieldOutOfRange),
        ({"reviewers": 9}, FieldOutOfRange),
        ({"exchange": 231}, NotEnrolled),
        ({"exchange": 70_001}, FieldOutOfRange),
        ({"grant": GrantId(Id(b"\x03" * 32))}, NotStored),
    ],
)
def test_a_listing_against_the_rules_fail(
    hall: Hall, operating: GrantId, changes: dict[str, object], refusal: type[RegistryError]
) -> None:
    height = hall.office.wire.block_number()
    with pytest.raises(refusal):
        listings.list_direct(hall.office, hall.key("operator"), _product(operating, "two", **changes))
    assert hall.office.wire.block_number() == height


def test_a_right_without_operate_is_not_listed_fail(hall: Hall, title: GrantId) -> None:
    terms = hall.terms(title, scope=Scope(), rights=int(Right.USE), terms_digest=digest("use only"))
    using = rights.license_direct(hall.office, hall.key("provider"), terms).grant
    with pytest.raises(RightExceeded):
        listings.list_direct(hall.office, hall.key("processor"), _product(using, "three"))
    with pytest.raises(NotAllowed):
        listings.list_direct(hall.office, hall.key("buyer"), _product(using, "three"))


def test_a_review_by_who_may_not_fail(hall: Hall, operating: GrantId) -> None:
    office = hall.office
    listed = listings.list_direct(office, hall.key("operator"), _product(operating, "four")).listing
    report = digest("report")
    with pytest.raises(RoleMissing):
        reviews.review(office, hall.key("operator"), listed, verdict=Verdict.PASSED, report_digest=report, until=SOON)
    with pytest.raises(FieldOutOfRange):
        reviews.review(office, hall.key("reviewer"), listed, verdict=Verdict.PASSED, report_digest=report)
    with pytest.raises(FieldOutOfRange):
        reviews.review(office, hall.key("reviewer"), listed, verdict=Verdict.FAILED, report_digest=report, until=SOON)
    unknown = ListingId(Id(b"\x04" * 32))
    with pytest.raises(NotStored):
        reviews.review(office, hall.key("reviewer"), unknown, verdict=Verdict.FAILED, report_digest=report)
    with pytest.raises(RoleMissing):
        listing_changes.change(office, hall.key("reviewer"), listed, state=ListingState.SUSPENDED)


def test_a_second_authority_waits_in_line(hall: Hall, title: GrantId) -> None:
    grant = rights.license_direct(
        hall.office, hall.key("provider"), hall.terms(title, terms_digest=digest("to be frozen"))
    ).grant
    first, second = hall.freeze(grant), hall.freeze(grant, "second-court", FreezeScope.EXERCISE)
    assert (first.state, second.state) == (FreezeState.EFFECTIVE, FreezeState.QUEUED)
    freezes.lift(hall.office, hall.key("court"), grant, ordinal=first.ordinal, order_digest=digest("lift"))
    _, _, orders = views.right(hall.office, grant)
    assert [(one.authority, FreezeState(one.state).name) for one in orders] == [
        (COURT, "LIFTED"),
        (SECOND_COURT, "EFFECTIVE"),
    ]
    with pytest.raises(WrongState):
        freezes.lift(
            hall.office, hall.key("court"), grant, ordinal=first.ordinal, order_digest=digest("x"),
            key=hall.once("again"),
        )  # fmt: skip


def test_a_freeze_against_the_rules_fail(hall: Hall, operating: GrantId, tmp_path: Path) -> None:
    office, court, order = hall.office, hall.key("court"), digest(tmp_path.name)
    cases: list[tuple[str, GrantId, FreezeScope, int, type[RegistryError]]] = [
        ("court", operating, FreezeScope(3), SOON, FieldOutOfRange),
        ("court", operating, FreezeScope.DISPOSE, 1, FieldOutOfRange),
        ("court", GrantId(Id(b"\x05" * 32)), FreezeScope.DISPOSE, SOON, NotStored),
        ("provider", operating, FreezeScope.DISPOSE, SOON, RoleMissing),
    ]
    for by, target, scope, until, refusal in cases:
        with pytest.raises(refusal):
            freezes.freeze(office, hall.key(by), target, scope=scope, until=until, order_digest=order)
    with pytest.raises(NotStored):
        freezes.lift(office, court, operating, ordinal=9, order_digest=order)
    frozen = hall.freeze(operating)
    with pytest.raises(NotAllowed):
        freezes.lift(office, hall.key("second-court"), operating, ordinal=frozen.ordinal, order_digest=order)
    with pytest.raises(NotFree):
        listings.list_direct(office, hall.key("operator"), _product(operating, "frozen"))
