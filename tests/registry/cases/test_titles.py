"""Notice, objection, registration: by the rules, resumable, and refused before anything is sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from cases_kit import EXCHANGE, FILED, NOTICE_ENDS, PROVIDER, UNTIL, Hall, digest

from torrens_contracts.codes import Basis, Right
from torrens_contracts.ids import DataId, GrantId, Id, TitleId
from torrens_contracts.words import GrantState, GrantWord, Kind, ObjectionState
from torrens_registry.cases import casefiles
from torrens_registry.cases.data import datasets
from torrens_registry.cases.titles import notices, objections, titles
from torrens_registry.errors import (
    BasisRefused,
    EmptyMask,
    FieldOutOfRange,
    NotEnrolled,
    NoticeRunning,
    NotStored,
    OpenObjection,
    RegistryError,
    RoleMissing,
    SelfRegistration,
    UnknownBits,
    WrongState,
)
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.basis import Claim
from torrens_registry.rules.rights import Scope


def _state(hall: Hall, title: TitleId) -> GrantWord:
    return GrantWord.unpack(hall.office.word(Kind.GRANT, title))


def test_a_title_is_noticed_for_five_working_days_then_registered(hall: Hall, table: Path) -> None:
    noticed = titles.give_notice(hall.office, hall.key("registrar"), hall.filing(table))
    assert noticed.settled.timestamp == FILED
    assert noticed.notice_until == NOTICE_ENDS
    case = casefiles.case_of(hall.office, noticed.title)
    assert (case.case_no, case.state, case.applicant) == ("331-202604-0001", "noticed", PROVIDER)
    with pytest.raises(NoticeRunning) as caught:
        titles.register(hall.office, hall.key("registrar"), noticed.title)
    assert caught.value.facts["until"] == NOTICE_ENDS
    hall.at(NOTICE_ENDS)
    registered = titles.register(hall.office, hall.key("registrar"), noticed.title)
    assert str(registered.certificate) == "SJ3312026050001"
    word = _state(hall, noticed.title)
    assert (word.state, word.holder, word.rights) == (GrantState.ACTIVE, PROVIDER, Right.ALL)
    assert casefiles.case_of(hall.office, noticed.title).state == "registered"


def test_the_same_again_sends_nothing(hall: Hall, table: Path) -> None:
    filing = hall.filing(table)
    first = titles.give_notice(hall.office, hall.key("registrar"), filing)
    height = hall.office.wire.block_number()
    assert titles.give_notice(hall.office, hall.key("registrar"), filing) == first
    assert hall.office.wire.block_number() == height


def test_what_was_withdrawn_is_filed_again_as_it_was_under_a_name(hall: Hall, table: Path) -> None:
    filing, registrar, name = hall.filing(table), hall.key("registrar"), IdempotencyKey("once more")
    first = titles.give_notice(hall.office, registrar, filing)
    notices.withdraw(hall.office, hall.key("provider"), first.title, digest=digest("withdrawn"))
    again = titles.give_notice(hall.office, registrar, filing, name)
    assert (again.title != first.title, again.settled.before) == (True, False)
    assert [_state(hall, one.title).state for one in (first, again)] == [GrantState.LAPSED, GrantState.NOTICED]
    assert titles.give_notice(hall.office, registrar, filing, name) == again
    assert titles.give_notice(hall.office, registrar, filing) == first  # without a name: what it always named


def test_a_duplicate_is_found_by_the_registrar_and_disclosed(hall: Hall, table: Path) -> None:
    title = hall.noticed(table)
    dataset = datasets.keep_files(hall.office, [table])
    assert datasets.search(hall.office, dataset).found == (f"0x{title.hex()}",)
    assert datasets.find(hall.office, dataset.id) == dataset


def test_an_objection_stops_the_registration_until_it_is_settled(hall: Hall, table: Path) -> None:
    title, registrar = hall.noticed(table), hall.key("registrar")
    said = objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest("mine"))
    assert said.ordinal == 1
    hall.at(titles.give_notice(hall.office, registrar, hall.filing(table)).notice_until)
    with pytest.raises(OpenObjection) as caught:
        titles.register(hall.office, registrar, title)
    assert caught.value.facts["open"] == 1
    with pytest.raises(WrongState):
        objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest("too late"))
    with pytest.raises(FieldOutOfRange):
        objections.settle(
            hall.office, registrar, title, ordinal=1, outcome=ObjectionState.OPEN, digest=digest("answer")
        )
    with pytest.raises(NotStored):
        objections.settle(
            hall.office, registrar, title, ordinal=2, outcome=ObjectionState.REJECTED, digest=digest("answer")
        )
    objections.settle(
        hall.office, registrar, title, ordinal=1, outcome=ObjectionState.REJECTED, digest=digest("answer")
    )
    assert titles.register(hall.office, registrar, title).certificate.registrar == EXCHANGE


def test_an_upheld_objection_lapses_the_notice(hall: Hall, table: Path) -> None:
    title, registrar = hall.noticed(table), hall.key("registrar")
    objections.object_to(hall.office, hall.key("buyer"), title, reason=1, digest=digest("mine"))
    objections.settle(hall.office, registrar, title, ordinal=1, outcome=ObjectionState.UPHELD, digest=digest("answer"))
    assert _state(hall, title).state == GrantState.LAPSED
    assert casefiles.case_of(hall.office, title).state == "lapsed"
    with pytest.raises(WrongState):
        titles.register(hall.office, registrar, title)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"claim": Claim(Basis.ENTRUSTED_PROCESSING, int(Right.USE))}, BasisRefused),
        ({"claim": Claim(Basis.SCRAPED_PUBLIC, int(Right.OPERATE))}, BasisRefused),
        ({"claim": Claim(Basis.CONTRACT_ACQUIRED, int(Right.USE))}, BasisRefused),
        ({"claim": Claim(Basis.SELF_GENERATED, 8)}, UnknownBits),
        ({"claim": Claim(Basis.SELF_GENERATED, 0)}, EmptyMask),
        ({"scope": Scope(region=1 << 35)}, UnknownBits),
        ({"scope": Scope(purpose=0)}, EmptyMask),
        ({"scope": Scope(action=1 << 8)}, UnknownBits),
        ({"not_before": UNTIL}, FieldOutOfRange),
        ({"until": FILED + 1}, FieldOutOfRange),
        ({"holder": EXCHANGE}, SelfRegistration),
        ({"holder": 99_999}, NotEnrolled),
        ({"dataset": DataId(Id(b"\x01" * 32))}, NotStored),
    ],
)
def test_a_filing_against_the_rules_fail(
    hall: Hall, table: Path, changes: dict[str, object], refusal: type[RegistryError]
) -> None:
    filing, height = replace(hall.filing(table), **changes), hall.office.wire.block_number()  # type: ignore[arg-type]  # the table's own
    with pytest.raises(refusal) as caught:
        titles.give_notice(hall.office, hall.key("registrar"), filing)
    assert caught.value.remedy
    assert hall.office.wire.block_number() == height


@pytest.mark.parametrize(("name", "refusal"), [("nobody", NotEnrolled), ("provider", RoleMissing)])
def test_a_notice_by_who_is_no_registrar_fail(hall: Hall, table: Path, name: str, refusal: type[RegistryError]) -> None:
    with pytest.raises(refusal):
        titles.give_notice(hall.office, hall.key(name), hall.filing(table))


def test_a_title_that_nobody_noticed_fail(hall: Hall) -> None:
    unknown = TitleId(GrantId(Id(b"\x02" * 32)))
    with pytest.raises(NotStored):
        titles.register(hall.office, hall.key("registrar"), unknown, IdempotencyKey("unknown"))
