"""What becomes of a notice, and later registrations of a title, up to its end."""

from pathlib import Path

import pytest
from cases_kit import COURT, Hall, digest

from torrens_contracts.codes import Annotation, GrantFlag
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import TitleId, party_id
from torrens_contracts.words import GrantState, GrantWord, Kind, ObjectionState
from torrens_registry.cases import casefiles, views
from torrens_registry.cases.titles import life as title_life
from torrens_registry.cases.titles import notices as title_cases
from torrens_registry.cases.titles import objections, titles
from torrens_registry.cases.titles import orders as title_orders
from torrens_registry.errors import (
    FieldOutOfRange,
    NotAllowed,
    NotFree,
    OpenObjection,
    RoleMissing,
    WrongState,
)


def _word(hall: Hall, title: TitleId) -> GrantWord:
    return GrantWord.unpack(hall.office.word(Kind.GRANT, title))


def _case(hall: Hall, title: TitleId) -> str:
    return casefiles.case_of(hall.office, title).state


def test_publicity_is_waived_by_two(hall: Hall, table: Path) -> None:
    title, registrar = hall.noticed(table), hall.key("registrar")
    before = _word(hall, title).cert_until
    title_cases.exempt(
        hall.office, registrar, title, reviewer=hall.key("reviewer"), reason_digest=digest("no public interest")
    )
    assert _word(hall, title).cert_until < before
    titles.register(hall.office, registrar, title)
    assert _word(hall, title).state == GrantState.ACTIVE


def test_publicity_waived_alone_or_over_an_objection_fail(hall: Hall, table: Path) -> None:
    title, registrar = hall.noticed(table), hall.key("registrar")
    with pytest.raises(RoleMissing):
        title_cases.exempt(hall.office, registrar, title, reviewer=registrar, reason_digest=digest("why"))
    objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest("mine"))
    with pytest.raises(OpenObjection):
        title_cases.exempt(hall.office, registrar, title, reviewer=hall.key("reviewer"), reason_digest=digest("why"))


@pytest.mark.parametrize("relayed", [False, True])
def test_an_applicant_withdraws(hall: Hall, table: Path, relayed: bool) -> None:  # noqa: FBT001 - a parameter
    title = hall.noticed(table)
    with pytest.raises(NotAllowed):
        title_cases.withdraw(hall.office, hall.key("buyer"), title, digest=digest("why"))
    relayer = hall.key("relayer") if relayed else None
    title_cases.withdraw(hall.office, hall.key("provider"), title, digest=digest("why"), relayer=relayer)
    assert (_word(hall, title).state, _case(hall, title)) == (GrantState.LAPSED, "withdrawn")


def test_a_frozen_application_is_not_withdrawn_fail(hall: Hall, table: Path) -> None:
    title, applicant = hall.noticed(table), hall.key("provider")
    for target in (title, party_id(GrantWord.unpack(hall.office.word(Kind.GRANT, title)).holder)):
        hall.freeze(target)
        with pytest.raises(NotFree, match="stands against the withdrawal"):
            title_cases.withdraw(hall.office, applicant, title, digest=digest("why"))
        hall.at(hall.office.next_time() + 86_400)
    title_cases.withdraw(hall.office, applicant, title, digest=digest("why"))
    assert _case(hall, title) == "withdrawn"


def test_a_registrar_refuses(hall: Hall, table: Path) -> None:
    title = hall.noticed(table)
    title_cases.refuse(hall.office, hall.key("registrar"), title, reason_digest=digest("unlawful source"))
    assert (_word(hall, title).state, _case(hall, title)) == (GrantState.LAPSED, "refused")
    with pytest.raises(WrongState):
        title_cases.refuse(hall.office, hall.key("registrar"), title, reason_digest=digest("again"), key=hall.once("b"))


def test_nothing_to_recount_fail(hall: Hall, table: Path) -> None:
    title = hall.noticed(table)
    with pytest.raises(Reverted, match="NothingToRecount"):
        title_cases.recount(hall.office, hall.key("relayer"), title)


def test_a_later_objection_disputes_until_it_is_withdrawn(hall: Hall, table: Path) -> None:
    title = hall.registered(table)
    said = objections.object_to(hall.office, hall.key("buyer"), title, reason=2, digest=digest("mine"))
    assert _word(hall, title).flags == GrantFlag.DISPUTED
    with pytest.raises(NotAllowed):
        objections.withdraw_objection(hall.office, hall.key("operator"), title, ordinal=said.ordinal)
    objections.withdraw_objection(hall.office, hall.key("buyer"), title, ordinal=said.ordinal)
    assert _word(hall, title).flags == 0
    _, raised, _ = views.right(hall.office, title)
    assert [one.state for one in raised] == [ObjectionState.WITHDRAWN]
    with pytest.raises(WrongState):
        objections.withdraw_objection(
            hall.office, hall.key("buyer"), title, ordinal=said.ordinal, key=hall.once("again")
        )


def test_an_incomplete_objection_is_bounced(hall: Hall, table: Path) -> None:
    title, registrar = hall.noticed(table), hall.key("registrar")
    for ordinal in (1, 2):
        objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest(f"paper {ordinal}"))
        objections.settle(
            hall.office,
            registrar,
            title,
            ordinal=ordinal,
            outcome=ObjectionState.INCOMPLETE,
            digest=digest("papers missing"),
        )
    with pytest.raises(FieldOutOfRange):
        objections.settle(
            hall.office, registrar, title, ordinal=1, outcome=ObjectionState.WITHDRAWN, digest=digest("for it")
        )


def test_a_change_is_registered_and_moves_nothing(hall: Hall, table: Path) -> None:
    title = hall.registered(table)
    before = hall.office.word(Kind.GRANT, title)
    title_life.change(
        hall.office, hall.key("registrar"), title, holder=hall.key("provider"), digest=digest("new address")
    )
    assert hall.office.word(Kind.GRANT, title) == before


def test_annotations_and_who_may_make_them(hall: Hall, table: Path) -> None:
    title, registrar, court = hall.registered(table), hall.key("registrar"), hall.key("court")
    title_orders.annotate(hall.office, court, title, kind=Annotation.JUDICIAL, digest=digest("note"))
    with pytest.raises(RoleMissing):
        title_orders.clear_annotation(hall.office, registrar, title, kind=Annotation.JUDICIAL, digest=digest("why"))
    assert _word(hall, title).flags == GrantFlag.ANNOTATED
    title_orders.clear_annotation(hall.office, court, title, kind=Annotation.JUDICIAL, digest=digest("why"))
    title_orders.annotate(hall.office, registrar, title, kind=Annotation.CONDITION, digest=digest("term"))
    assert _word(hall, title).flags == GrantFlag.ANNOTATED


def test_another_courts_annotation_fail(hall: Hall, table: Path) -> None:
    title, court, other = hall.registered(table), hall.key("court"), hall.key("second-court")
    title_orders.annotate(hall.office, court, title, kind=Annotation.JUDICIAL, digest=digest("note"))
    for act in (title_orders.annotate, title_orders.clear_annotation):
        with pytest.raises(NotAllowed, match=f"authority {COURT} annotated"):
            act(hall.office, other, title, kind=Annotation.JUDICIAL, digest=digest("another"))
    title_orders.clear_annotation(hall.office, court, title, kind=Annotation.JUDICIAL, digest=digest("why"))
    title_orders.annotate(hall.office, other, title, kind=Annotation.JUDICIAL, digest=digest("another"))
    assert COURT not in {one.party for one in views.links(hall.office, COURT)}


def test_a_title_is_ended_by_its_holder_when_free(hall: Hall, table: Path) -> None:
    title, registrar, holder = hall.registered(table), hall.key("registrar"), hall.key("provider")
    licence = hall.operating(title)
    hall.freeze(title)
    with pytest.raises(NotFree):
        title_life.cancel(hall.office, registrar, title, holder=holder, digest=digest("why"))
    hall.at(hall.office.next_time() + 86_400)
    title_life.cancel(hall.office, registrar, title, holder=holder, digest=digest("why"))
    assert (_word(hall, title).state, _case(hall, title)) == (GrantState.SURRENDERED, "cancelled")
    assert GrantWord.unpack(hall.office.word(Kind.GRANT, licence)).state == GrantState.ACTIVE


def test_an_authority_revokes(hall: Hall, table: Path) -> None:
    title, court = hall.registered(table), hall.key("court")
    with pytest.raises(FieldOutOfRange):
        title_orders.revoke(hall.office, court, title, state=GrantState.ACTIVE, order_digest=digest("order"))
    with pytest.raises(RoleMissing):
        title_orders.revoke(
            hall.office, hall.key("registrar"), title, state=GrantState.VOID, order_digest=digest("order")
        )
    title_orders.revoke(hall.office, court, title, state=GrantState.VOID_SPARING, order_digest=digest("order"))
    title_orders.revoke(hall.office, court, title, state=GrantState.VOID, order_digest=digest("order"))
    assert (_word(hall, title).state, _case(hall, title)) == (GrantState.VOID, "revoked")
