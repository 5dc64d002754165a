"""Holder freezes, renewal, interests, pre-notices, judgments: on the chain, and as the mirror has them."""

import dataclasses
from pathlib import Path

import pytest
from cases_kit import BUYER, COURT, OPERATOR, PROCESSOR, PROVIDER, Hall, digest, freezes_of

from torrens_contracts.codes import FreezeScope, InterestKind, Verb
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import GrantId, Id, party_id
from torrens_contracts.structs import Whole
from torrens_contracts.words import FreezeState, GrantState, GrantWord, InterestState, Kind, PartyWord
from torrens_registry.cases import paths, views
from torrens_registry.cases.rights import enforcement, freezes, holdings, interests, places, rights, transfers
from torrens_registry.cases.rights.freezes import Target
from torrens_registry.errors import (
    FieldOutOfRange,
    NotAllowed,
    NotEnrolled,
    NotFree,
    NotStored,
    RoleMissing,
    WrongState,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.rights import Scope

DAY = 86_400


@pytest.fixture(scope="module")
def title(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> GrantId:
    table = tmp_path_factory.mktemp("title") / "hail.csv"
    table.write_text("day,hail\n2026-04-27,1\n", encoding="utf-8")
    return hall.registered(table)


@pytest.fixture
def grant(hall: Hall, title: GrantId, request: pytest.FixtureRequest) -> GrantId:
    """A right of the operator's, of its own for each test."""
    terms = hall.terms(title, OPERATOR, scope=Scope(), terms_digest=digest(request.node.name))
    return rights.license_direct(hall.office, hall.key("provider"), terms).grant


def _pledge(hall: Hall, grant: GrantId, **changes: object) -> interests.NewInterest:
    values: dict[str, object] = {
        "kind": InterestKind.PLEDGE,
        "secured": PROCESSOR,
        "maturity": hall.office.next_time() + 365 * DAY,
        "agreement_digest": digest("agreement"),
        "receipt_digest": digest("receipt"),
    }
    return interests.NewInterest(grant, **{**values, **changes})  # type: ignore[arg-type]  # the tests' own changes


def _kept(hall: Hall, grant: GrantId, days: int = 30) -> interests.NewInterest:
    due = hall.office.next_time() + days * DAY
    return interests.NewInterest(grant, InterestKind.PRENOTICE, BUYER, due, digest("sale"))


def _word(hall: Hall, grant: GrantId) -> GrantWord:
    return GrantWord.unpack(hall.office.word(Kind.GRANT, grant))


def test_a_pre_notice_with_a_receipt_fail(hall: Hall, grant: GrantId) -> None:
    with pytest.raises(FieldOutOfRange, match="pre-notice has no receipt"):
        interests.charge(
            hall.office, hall.key("operator"), dataclasses.replace(_kept(hall, grant), receipt_digest=digest("receipt"))
        )


def test_a_pledge_with_another_receipt_is_another_request_fail(hall: Hall, grant: GrantId) -> None:
    first = _pledge(hall, grant)
    interests.charge(hall.office, hall.key("operator"), first)
    with pytest.raises(NotFree):
        interests.charge(
            hall.office, hall.key("operator"), dataclasses.replace(first, receipt_digest=digest("other receipt"))
        )


def test_a_holder_is_frozen_renewed_and_lifted(hall: Hall, grant: GrantId) -> None:
    office, court, holder = hall.office, hall.key("court"), party_id(OPERATOR)
    frozen = hall.freeze(holder)
    until = office.next_time() + 3 * DAY
    done = freezes.renew(office, court, holder, ordinal=frozen.ordinal, until=until, order_digest=digest("longer"))
    again = freezes.renew(office, court, holder, ordinal=frozen.ordinal, until=until, order_digest=digest("longer"))
    assert done == again
    assert PartyWord.unpack(office.word(Kind.PARTY, holder)).frozen_until == until
    with pytest.raises(NotFree) as caught:
        rights.license_direct(office, hall.key("operator"), hall.terms(grant))
    assert caught.value.facts["reason"] == "HOLDER_FROZEN"
    freezes.lift(office, court, holder, ordinal=frozen.ordinal, order_digest=digest("free"))
    [order] = freezes_of(office, holder)
    assert (order.authority, order.state) == (COURT, FreezeState.LIFTED)
    assert (order.renewal_digest, order.lift_digest) == (f"0x{digest('longer').hex()}", f"0x{digest('free').hex()}")
    rights.license_direct(office, hall.key("operator"), hall.terms(grant))


def test_the_line_moves_up_when_an_order_ran_out(hall: Hall, grant: GrantId) -> None:
    hall.freeze(grant)
    second = hall.freeze(grant, "second-court", FreezeScope.EXERCISE)
    with pytest.raises(Reverted, match="NothingToPromote"):
        freezes.promote(hall.office, hall.key("nobody"), grant)
    hall.at(hall.office.next_time() + DAY + 1)
    freezes.promote(hall.office, hall.key("nobody"), grant)
    assert [FreezeState(one.state) for one in freezes_of(hall.office, grant)][1] == FreezeState.EFFECTIVE
    assert second.state is FreezeState.QUEUED


def test_orders_against_the_rules_fail(hall: Hall, grant: GrantId) -> None:
    office, court, order = hall.office, hall.key("court"), digest("against")
    unknown: list[Target] = [GrantId(Id(b"\x05" * 32)), party_id(99_999)]
    for target in unknown:
        with pytest.raises(NotStored):
            hall.freeze(target)
        with pytest.raises(NotStored):
            freezes.lift(office, court, target, ordinal=1, order_digest=order)
    frozen = hall.freeze(grant)
    until = office.next_time() + 9 * DAY
    with pytest.raises(NotAllowed):
        freezes.renew(office, hall.key("second-court"), grant, ordinal=1, until=until, order_digest=order)
    with pytest.raises(FieldOutOfRange):
        freezes.renew(office, court, grant, ordinal=1, until=1, order_digest=order)
    with pytest.raises(NotStored):
        freezes.renew(office, court, grant, ordinal=7, until=until, order_digest=order)
    waits = hall.freeze(grant, "second-court")
    with pytest.raises(WrongState):
        freezes.renew(office, hall.key("second-court"), grant, ordinal=waits.ordinal, until=until, order_digest=order)
    with pytest.raises(RoleMissing):
        freezes.renew(office, hall.key("operator"), grant, ordinal=frozen.ordinal, until=until, order_digest=order)


def test_a_pledge_lives_loosens_and_ends(hall: Hall, grant: GrantId) -> None:
    office, holder, bank = hall.office, hall.key("operator"), hall.key("processor")
    pledge = _pledge(hall, grant)
    pledged = interests.charge(office, holder, pledge)
    assert interests.charge(office, holder, pledge) == pledged
    assert (pledged.ordinal, _word(hall, grant).live_ranks) == (1, 1)
    sale = transfers.TransferTerms(grant, BUYER, terms_digest=digest("sale"))
    with pytest.raises(NotFree) as caught:
        transfers.transfer(office, holder, hall.key("buyer"), sale)
    assert caught.value.facts["reason"] == "ENCUMBERED"
    some = 1 << Verb.TRANSFER | 1 << Verb.RANK
    first = interests.consent(office, bank, grant, ordinal=1, consents=some, relayer=hall.key("relayer"))
    assert interests.consent(office, bank, grant, ordinal=1, consents=some, relayer=hall.key("relayer")) == first
    second = interests.charge(office, holder, _pledge(hall, grant, secured=PROVIDER), relayer=hall.key("relayer"))
    assert second.ordinal == 2
    interests.release(office, hall.key("provider"), grant, ordinal=2, release_digest=digest("paid"))
    transfers.transfer(office, holder, hall.key("buyer"), sale)
    done = interests.release(office, bank, grant, ordinal=1, release_digest=digest("paid"), relayer=hall.key("relayer"))
    assert done == interests.release(
        office, bank, grant, ordinal=1, release_digest=digest("paid"), relayer=hall.key("relayer")
    )
    shown = views.interests(office, grant)
    assert [InterestState(one.state) for one in shown] == [InterestState.RELEASED] * 2
    assert {one.settlement_digest for one in shown} == {f"0x{digest('paid').hex()}"}


def test_interests_against_the_rules_fail(hall: Hall, title: GrantId, grant: GrantId) -> None:
    office, holder = hall.office, hall.key("operator")
    with pytest.raises(NotAllowed):
        interests.charge(office, hall.key("buyer"), _pledge(hall, grant))
    with pytest.raises(FieldOutOfRange):
        interests.charge(office, holder, _pledge(hall, grant, secured=OPERATOR))
    with pytest.raises(FieldOutOfRange):
        interests.charge(office, holder, _pledge(hall, grant, receipt_digest=bytes(32)))
    with pytest.raises(NotEnrolled):
        interests.charge(office, holder, _pledge(hall, grant, secured=99_999))
    with pytest.raises(NotStored):
        interests.charge(office, holder, _pledge(hall, GrantId(Id(b"\x06" * 32))))
    with pytest.raises(Reverted, match="MaturityRefused"):
        interests.charge(office, holder, _kept(hall, grant, days=91))
    bare = rights.license_direct(
        office, hall.key("provider"), hall.terms(title, OPERATOR, terms_digest=digest("bare"))
    ).grant
    with pytest.raises(NotFree):
        interests.charge(office, holder, _pledge(hall, bare))
    interests.charge(office, holder, _pledge(hall, grant))
    with pytest.raises(NotFree):
        interests.charge(office, holder, _pledge(hall, grant, secured=BUYER))
    with pytest.raises(NotAllowed):
        interests.consent(office, holder, grant, ordinal=1, consents=1)
    with pytest.raises(NotStored):
        interests.release(office, hall.key("processor"), grant, ordinal=3, release_digest=digest("x"))
    with pytest.raises(Reverted, match="NotPrenotice"):
        places.lapse(office, hall.key("nobody"), grant, 1)
    interests.release(office, hall.key("processor"), grant, ordinal=1, release_digest=digest("x"))
    with pytest.raises(WrongState):
        interests.consent(office, hall.key("processor"), grant, ordinal=1, consents=1)


@pytest.mark.parametrize("relayed", [False, True])
def test_a_prenotice_is_completed_past_a_later_freeze(hall: Hall, grant: GrantId, *, relayed: bool) -> None:
    office, holder, buyer = hall.office, hall.key("operator"), hall.key("buyer")
    interests.charge(office, holder, _kept(hall, grant))
    hall.freeze(grant)
    relayer = hall.key("relayer") if relayed else None
    with pytest.raises(NotAllowed):
        enforcement.complete(office, hall.key("processor"), grant, ordinal=1, holder=holder)
    with pytest.raises(NotAllowed):
        enforcement.complete(office, buyer, grant, ordinal=1, holder=hall.key("processor"))
    with pytest.raises(NotStored):
        enforcement.complete(office, buyer, grant, ordinal=2, holder=holder)
    done = enforcement.complete(office, buyer, grant, ordinal=1, holder=holder, relayer=relayer)
    [order], [kept] = freezes_of(office, grant), views.interests(office, grant)
    assert (_word(hall, grant).holder, order.state, kept.state) == (BUYER, FreezeState.LIFTED, InterestState.RELEASED)
    assert order.lift_digest == kept.settlement_digest == f"0x{digest('sale').hex()}"
    with pytest.raises(WrongState):
        enforcement.complete(office, buyer, grant, ordinal=1, holder=buyer, key=IdempotencyKey("again"))
    assert done == enforcement.complete(office, buyer, grant, ordinal=1, holder=holder, relayer=relayer)


def test_prenotices_are_not_rolled_on_fail(hall: Hall, grant: GrantId) -> None:
    office, holder = hall.office, hall.key("operator")
    place = _kept(hall, grant, days=1)
    interests.charge(office, holder, place)
    interests.release(office, hall.key("buyer"), grant, ordinal=1, release_digest=digest("given up"))
    other = dataclasses.replace(_kept(hall, grant), secured=PROCESSOR)
    with pytest.raises(NotFree) as caught:
        interests.charge(office, holder, other)
    assert caught.value.facts["reason"] == "PRENOTICE_TOO_SOON"
    assert caught.value.facts["free_from"] == place.maturity + 90 * DAY
    # the chain says the same of the same question
    call = office.contracts.encumbrances.charge(paths.find(office, grant).keys, other.terms())
    with pytest.raises(Reverted, match="PrenoticeTooSoon"):
        office.read(call, sender=holder.address)


def test_a_prenotice_lapses(hall: Hall, grant: GrantId) -> None:
    interests.charge(hall.office, hall.key("operator"), _kept(hall, grant, days=1))
    with pytest.raises(Reverted, match="PrenoticeStands"):
        places.lapse(hall.office, hall.key("nobody"), grant, 1)
    hall.at(hall.office.next_time() + DAY)
    with pytest.raises(WrongState):
        enforcement.complete(hall.office, hall.key("buyer"), grant, ordinal=1, holder=hall.key("operator"))
    done = places.lapse(hall.office, hall.key("nobody"), grant, 1)
    assert places.lapse(hall.office, hall.key("nobody"), grant, 1) == done
    assert _word(hall, grant).live_ranks == 0


def test_a_judgment_on_a_part_settles_what_is_named_on_the_whole(hall: Hall, grant: GrantId) -> None:
    office, holder, court, order = hall.office, hall.key("operator"), hall.key("court"), digest("on a part")
    interests.charge(office, holder, _pledge(hall, grant, consents=1 << Verb.SPLIT))
    held = paths.find(office, grant)
    region = held.keys[-1].packed.region
    part, other = holdings.split(office, holder, grant, holdings.cut(held, "region", [1, region & ~1])).parts
    hall.freeze(grant)
    hall.freeze(grant, "second-court")
    wholes = [Whole(1, (1,), (1, 2))]
    enforcement.adjudge(office, court, part, to=BUYER, order_digest=order, wholes=wholes)
    assert (_word(hall, part).holder, _word(hall, grant).live_ranks) == (BUYER, 0)
    assert [one.lift_digest for one in freezes_of(office, grant)] == [f"0x{order.hex()}"] * 2
    [kept] = views.interests(office, grant)
    assert (kept.state, kept.settlement_digest) == (InterestState.ENFORCED, f"0x{order.hex()}")
    assert _word(hall, other).holder == OPERATOR


def test_a_judgment_passes_its_own_freeze(hall: Hall, grant: GrantId, tmp_path: Path) -> None:
    office, court = hall.office, hall.key("court")
    interests.charge(office, hall.key("operator"), _pledge(hall, grant))
    order = digest(tmp_path.name)
    with pytest.raises(Reverted, match="NoFreezeOfYours"):
        enforcement.adjudge(office, court, grant, to=BUYER, order_digest=order)
    hall.freeze(grant)
    waits = hall.freeze(grant, "second-court")
    with pytest.raises(NotEnrolled):
        enforcement.adjudge(office, court, grant, to=99_999, order_digest=order)
    with pytest.raises(RoleMissing):
        enforcement.adjudge(office, hall.key("operator"), grant, to=BUYER, order_digest=order)
    enforcement.adjudge(office, court, grant, to=BUYER, order_digest=order, interests=[1])
    word = _word(hall, grant)
    assert (word.holder, word.live_ranks, word.state) == (BUYER, 0, GrantState.ACTIVE)
    first, second = freezes_of(office, grant)
    assert (first.state, second.state) == (FreezeState.LIFTED, FreezeState.EFFECTIVE)
    assert (first.lift_digest, second.lift_digest) == (f"0x{order.hex()}", None)
    assert [one.state for one in views.interests(office, grant)] == [InterestState.ENFORCED]
    assert second.ordinal == waits.ordinal
    enforcement.adjudge(office, hall.key("second-court"), grant, to=0, order_digest=order)
    assert _word(hall, grant).state == GrantState.ENFORCED
