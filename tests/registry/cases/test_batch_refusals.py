"""Batches are refused whole, with every bad line named, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from batch_kit import OBJECTORS, counts, four, table
from cases_kit import (
    EXCHANGE,
    Hall,
    digest,
)

from torrens_contracts.codes import Basis, Right
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import DataId, GrantId, Id, TitleId
from torrens_contracts.words import GrantState, GrantWord, Kind, ObjectionState
from torrens_registry.cases.batches import MOST_AT_ONCE, Batch, Line
from torrens_registry.cases.titles import batches, objections
from torrens_registry.errors import BatchRefused, FieldOutOfRange, NotEnrolled, RegistryError
from torrens_registry.rules.basis import Claim
from torrens_registry.store import rows
from torrens_registry.store.vault_tables import CaseFileRow


def refused(hall: Hall, act: Callable[[], object], error: type[RegistryError] = BatchRefused) -> RegistryError:
    """Something that must be refused, and leave nothing behind."""
    height, kept = hall.office.wire.block_number(), counts(hall)
    with pytest.raises(error) as caught:
        act()
    assert (hall.office.wire.block_number(), counts(hall)) == (height, kept)
    assert caught.value.remedy
    return caught.value


def test_every_bad_line_of_a_notice_is_named_fail(hall: Hall, tmp_path: Path) -> None:
    good, *_ = filings = four(hall, tmp_path)
    already = hall.noticed(table(tmp_path, "three"))
    bad = {
        3: (replace(good, holder=99_999), "not-enrolled"),
        5: (replace(good, holder=EXCHANGE), "self-registration"),
        7: (replace(good, claim=Claim(Basis.ENTRUSTED_PROCESSING, int(Right.USE))), "basis-refused"),
        8: (replace(good, claim=Claim(Basis.SELF_GENERATED, 8)), "unknown-bits"),
        9: (replace(good, dataset=DataId(Id(b"\x01" * 32))), "not-stored"),
        11: (hall.filing(table(tmp_path, "three")), "wrong-state"),
        12: (replace(good, predecessor=already), "field-out-of-range"),
        13: (replace(good, claim=Claim(Basis.DERIVED, int(Right.USE)), sources=(already,)), "field-out-of-range"),
    }
    lines = [Line(number, one) for number, (one, _) in bad.items()]
    batch = Batch((Line(2, filings[1]), *lines, Line(14, filings[3])))
    registrar = hall.key("registrar")
    error = refused(hall, lambda: batches.notice_many(hall.office, registrar, batch))
    assert error.facts == {f"line {number}": slug for number, (_, slug) in bad.items()}
    assert str(error).startswith("8 of 10 lines refused, nothing was done: line 3: ")
    assert "line 12, 13: derived data, and what follows an ended title, is noticed by itself" in str(error)
    other_data = replace(filings[1], captures=good.captures)
    error = refused(hall, lambda: batches.notice_many(hall.office, registrar, Batch.of([good, other_data])))
    assert error.facts == {"line 2": "digest-mismatch"}


def test_a_line_that_stands_twice_fail(hall: Hall, tmp_path: Path) -> None:
    one, two, *_ = four(hall, tmp_path)
    batch = Batch((Line(2, one), Line(3, two), Line(7, one), Line(9, two)))
    error = refused(hall, lambda: batches.notice_many(hall.office, hall.key("registrar"), batch))
    assert str(error).endswith("line 7: stands in line 2 already; line 9: stands in line 3 already")


@pytest.mark.parametrize(
    ("count", "remedy"), [(0, "name one line at least"), (MOST_AT_ONCE + 1, "batches of 100 at most")]
)
def test_none_or_too_many_fail(hall: Hall, tmp_path: Path, count: int, remedy: str) -> None:
    one, *_ = four(hall, tmp_path)
    with pytest.raises(FieldOutOfRange, match="1 to 100 lines") as caught:
        Batch.of([one] * count)
    assert (caught.value.facts["most"], caught.value.facts["value"]) == (MOST_AT_ONCE, count)
    assert remedy in caught.value.remedy


def test_who_is_no_registrar_is_told_so_once_fail(hall: Hall, tmp_path: Path) -> None:
    batch, nobody = Batch.of(four(hall, tmp_path)), hall.key("nobody")
    told = (
        refused(hall, lambda: batches.notice_many(hall.office, nobody, batch), NotEnrolled),
        refused(hall, lambda: batches.register_many(hall.office, nobody, Batch.of([_unknown()])), NotEnrolled),
    )
    assert [one.code for one in told] == ["not-enrolled"] * 2
    assert not any(fact.startswith("line") for one in told for fact in one.facts)


def _unknown() -> TitleId:
    return TitleId(GrantId(Id(b"\x02" * 32)))


def test_every_title_that_cannot_be_registered_is_named_fail(hall: Hall, tmp_path: Path) -> None:
    registrar, short = hall.key("registrar"), hall.office.next_time() + 40 * 86_400
    ends = hall.filing(table(tmp_path, "short"), until=short)
    good, disputed, ended = (
        one.title for one in batches.notice_many(hall.office, registrar, Batch.of([*four(hall, tmp_path)[:2], ends]))
    )
    objections.object_to(hall.office, hall.key("buyer"), disputed, reason=1, digest=digest("mine"))

    def register(*wanted: TitleId) -> RegistryError:
        return refused(hall, lambda: batches.register_many(hall.office, registrar, Batch.of(wanted)))

    running = {"line 1": "notice-running", "line 2": "notice-running", "line 3": "not-stored"}
    assert register(good, disputed, _unknown()).facts == running
    hall.at(hall.office.next_time() + 30 * 86_400)
    assert register(good, disputed).facts == {"line 2": "open-objection"}
    assert register(good, ended, good).facts == {"line 3": "case-error"}
    hall.at(short)
    error = register(good, ended)  # the rules of this office ask nothing of it: the chain does
    assert error.facts == {"line 2": "reverted"}
    assert "line 2: TermRefused" in str(error)
    assert batches.register_many(hall.office, registrar, Batch.of([good]))[0].title == good
    assert GrantWord.unpack(hall.office.word(Kind.GRANT, ended)).state == GrantState.NOTICED


def test_every_objection_that_cannot_be_settled_is_named_fail(hall: Hall, tmp_path: Path) -> None:
    title, registrar = hall.noticed(table(tmp_path, "one")), hall.key("registrar")
    for name in OBJECTORS:
        objections.object_to(hall.office, hall.key(name), title, reason=1, digest=digest(name))
    told = {"outcome": ObjectionState.REJECTED, "digest": digest("no")}
    objections.settle(hall.office, registrar, title, ordinal=2, **told)  # type: ignore[arg-type]  # as below

    def settle(*ordinals: int, error: type[RegistryError] = BatchRefused, **changes: object) -> RegistryError:
        def act() -> object:
            values = {**told, **changes}
            return objections.settle_many(hall.office, registrar, title, ordinals=ordinals, **values)  # type: ignore[arg-type]  # the tests' own

        return refused(hall, act, error)

    assert settle(1, 2, 4, 0, 256).facts == {
        "objection 0": "field-out-of-range",
        "objection 2": "wrong-state",
        "objection 4": "not-stored",
        "objection 256": "field-out-of-range",
    }
    assert settle(1, 3, 1).facts == {"objection 1": "case-error"}
    settle(1, 3, error=FieldOutOfRange, outcome=ObjectionState.WITHDRAWN)
    settle(error=FieldOutOfRange)
    upheld = {**told, "outcome": ObjectionState.UPHELD}
    objections.settle_many(hall.office, registrar, title, ordinals=[3, 1], **upheld)  # type: ignore[arg-type]  # as above
    assert GrantWord.unpack(hall.office.word(Kind.GRANT, title)).state == GrantState.LAPSED
    with hall.office.store.read() as session:
        [case] = rows.listed(session, CaseFileRow, rows.column(CaseFileRow, "title_id") == to_hex(title))
    assert case.state == "lapsed"
