"""Whose affiliate is whose when parties took over others: the office asks what the chain asks."""

from pathlib import Path

import pytest
from cases_kit import BUYER, EXCHANGE, OPERATOR, PROCESSOR, PROVIDER, UNTIL, Hall, digest
from worlds import signer

from torrens_contracts.codes import LinkKind, PartyFlag, Role, Verdict
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import link_id, party_id
from torrens_contracts.words import Kind, LinkWord, PartyWord
from torrens_registry.cases import affiliates, paths, views
from torrens_registry.cases.attempt import attempt
from torrens_registry.cases.listings import listings, reviews
from torrens_registry.cases.listings.listings import ProductTerms
from torrens_registry.cases.listings.review_rules import passed
from torrens_registry.cases.parties import links as party_links
from torrens_registry.cases.parties import parties, successions
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.cases.titles import life as title_life
from torrens_registry.cases.titles import titles
from torrens_registry.errors import NotAllowed, SelfRegistration
from torrens_registry.ids import IdempotencyKey

PAPER = digest("paper")
FIRST, SECOND, HEIR, FIRM, OTHER_FIRM, APPLICANT = 70_301, 70_302, 70_303, 70_304, 70_305, 70_306
SOON = 1_800_000_000


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = tmp_path / "rain.csv"
    rows.write_text("day,rain\n2026-04-27,1\n", encoding="utf-8")
    return rows


def enrol(hall: Hall, number: int, name: str, roles: Role = Role.SIGN) -> None:
    first = NewKey(signer(name), int(roles))
    parties.enrol(hall.office, hall.key("exchange"), party=number, identity_digest=digest(name), first=first)


def succeed(hall: Hall, party: int, successor: int, name: str) -> None:
    successions.succeed(
        hall.office,
        hall.key("court"),
        party=party,
        successor=successor,
        by_successor=signer(name),
        order_digest=digest(f"{party} to {successor}"),
    )


def declare(hall: Hall, party: int) -> None:
    party_links.declare_affiliate(hall.office, hall.key("exchange"), party=party, reason_digest=PAPER)


def led_back(hall: Hall, party: int) -> set[int]:
    """A line as the chain reads it: by its FORMER links, from number 1 until there is none."""
    found, number = {party}, 1
    while any(word := hall.office.word(Kind.LINK, link_id(LinkKind.FORMER, party_id(party), party_id(number)))):
        found |= led_back(hall, LinkWord.unpack(word).party)
        number += 1
    return found


def test_the_heir_of_an_affiliates_heir_fail(hall: Hall, table: Path) -> None:
    for number, name in ((FIRST, "first"), (SECOND, "second"), (HEIR, "heir")):
        enrol(hall, number, name)
    declare(hall, FIRST)
    succeed(hall, FIRST, SECOND, "second")
    succeed(hall, SECOND, HEIR, "heir")
    succeed(hall, BUYER, HEIR, "heir")
    with hall.office.store.read() as session:
        line = affiliates.line(session, HEIR)
    assert (line[0], set(line)) == (HEIR, {HEIR, SECOND, FIRST, BUYER})
    assert led_back(hall, HEIR) == set(line)
    assert affiliates.affiliated(hall.office, EXCHANGE, HEIR) == (EXCHANGE, FIRST)
    assert affiliates.affiliated(hall.office, HEIR, EXCHANGE) == (FIRST, EXCHANGE)
    assert affiliates.affiliated(hall.office, FIRST, HEIR) == (HEIR, HEIR)
    assert affiliates.affiliated(hall.office, EXCHANGE, OPERATOR) is None
    with pytest.raises(SelfRegistration, match=f"declared were {EXCHANGE} and {FIRST}"):
        hall.noticed(table, holder=HEIR)
    [former] = [one for one in views.links(hall.office, SECOND) if one.party == SECOND]
    assert (former.kind, former.first) == (LinkKind.FORMER, to_hex(party_id(HEIR)))
    party_links.end_affiliate(
        hall.office, hall.key("court"), exchange=EXCHANGE, party=FIRST, reason_digest=digest("sold")
    )
    assert affiliates.affiliated(hall.office, EXCHANGE, HEIR) is None


def test_reviewers_that_took_over_others_fail(hall: Hall, table: Path) -> None:
    office = hall.office
    enrol(hall, FIRM, "nobody", Role.SIGN | Role.REVIEWER)
    enrol(hall, OTHER_FIRM, "follower", Role.SIGN | Role.REVIEWER)
    right = hall.operating(hall.registered(table))
    terms = ProductTerms(
        grant=right, product_digest=digest("one"), content_digest=digest("content"), until=SOON, reviewers=2
    )
    listing = listings.list_by_signature(office, hall.key("relayer"), hall.key("operator"), terms).listing
    for name in ("nobody", "follower"):
        reviews.review(office, hall.key(name), listing, verdict=Verdict.PASSED, report_digest=digest(name), until=SOON)
    row, _ = views.listing(office, listing)
    assert passed(office, row, apart_from=EXCHANGE) == (FIRM, OTHER_FIRM)
    succeed(hall, FIRM, OTHER_FIRM, "follower")
    office.sync()
    assert len(passed(office, row, apart_from=EXCHANGE)) == 1
    assert passed(office, row, apart_from=OTHER_FIRM) == ()
    declare(hall, PROCESSOR)
    succeed(hall, PROCESSOR, OPERATOR, "operator")
    declare(hall, FIRM)
    with pytest.raises(NotAllowed, match=f"affiliates of exchange {EXCHANGE}, as {PROCESSOR} and {FIRM}"):
        reviews.review(office, hall.key("follower"), listing, verdict=Verdict.PASSED, report_digest=PAPER, until=SOON)
    with pytest.raises(NotAllowed, match=f"as {PROCESSOR} and {EXCHANGE}"):
        reviews.review(office, hall.key("reviewer"), listing, verdict=Verdict.PASSED, report_digest=PAPER, until=SOON)
    assert SOON < UNTIL


def test_a_declared_affiliates_title_is_not_changed_fail(hall: Hall, table: Path) -> None:
    title, holder = hall.registered(table), hall.key("provider")
    declare(hall, PROVIDER)
    with pytest.raises(SelfRegistration):
        title_life.change(hall.office, hall.key("registrar"), title, holder=holder, digest=PAPER)


def test_an_applicant_declared_during_the_notice_fail(hall: Hall, table: Path) -> None:
    office, registrar = hall.office, hall.key("registrar")
    enrol(hall, APPLICANT, "applicant")
    given = titles.give_notice(office, registrar, hall.filing(table, holder=APPLICANT))
    title = given.title
    hall.at(given.notice_until)
    declare(hall, APPLICANT)
    assert PartyWord.unpack(office.word(Kind.PARTY, party_id(APPLICANT))).flags == PartyFlag.AFFILIATE
    with pytest.raises(SelfRegistration, match=f"party {APPLICANT} is a declared affiliate"):
        titles.register(office, registrar, title)
    call = office.contracts.titles.register_title(paths.find(office, title).keys[0])
    assert attempt(office, registrar, call, IdempotencyKey("declared")).reverted.error == "SelfRegistration"
    party_links.end_affiliate(
        office, hall.key("court"), exchange=EXCHANGE, party=APPLICANT, reason_digest=digest("sold")
    )
    titles.register(office, registrar, title)
    assert views.party(office, APPLICANT)[0].flags == PartyFlag.AFFILIATE  # it was once; the link says that it ended
