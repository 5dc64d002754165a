"""Batches: the same as their lines one by one, resumable, and refused whole with every bad line named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cases_kit import (
    BUYER,
    CHAIN_ID,
    EXCHANGE,
    FUNDED,
    NOTICE_ENDS,
    OPERATOR,
    PROCESSOR,
    Hall,
    digest,
    found,
    opened,
)
from worlds import serve

from torrens_anchor.datasets.reading import read_data
from torrens_contracts.codes import Basis, Right
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import DataId, GrantId, Id, TitleId
from torrens_contracts.types import Address
from torrens_contracts.words import GrantState, GrantWord, Kind, ObjectionState
from torrens_registry.cases.batches import MOST_AT_ONCE, Batch, Line
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.data.captures import capture_of
from torrens_registry.cases.titles import batches, objections, titles
from torrens_registry.errors import BatchRefused, FieldOutOfRange, IdempotencyConflict, NotEnrolled, RegistryError
from torrens_registry.ids import IdempotencyKey
from torrens_registry.rules.basis import Claim
from torrens_registry.store import rows
from torrens_registry.store.columns import Row
from torrens_registry.store.tables import TYPED
from torrens_registry.store.vault_tables import CaseFileRow, DisclosureRow, IntentRow, PendingEntryRow

PLACES = {"block", "log_index", "opened_block", "opened_log_index", "tx_hash", "created", "changed"}
TIMES = {"since", "settled", "cert_until", "timestamp"}
OBJECTORS = ("buyer", "operator", "court")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A second exchange, the very same on a chain of its own; both are new to the first test of this page."""
    home = tmp_path_factory.mktemp("other")
    with serve(home, CHAIN_ID, FUNDED) as chain:
        found(home, chain)
        with opened(home, chain) as hall:
            yield hall


def table(folder: Path, name: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(f"day,rain\n2026-04-27,1\n{folder.name} {name},0\n", encoding="utf-8")
    return path


def captured(path: Path) -> bytes:
    return capture_of(read_data([path]), by="331", at=1_777_400_000, tool=("tool 1", ""), source="a gauge").encode()


def four(hall: Hall, folder: Path) -> list[Filing]:
    """Four applications, of which two are over the same data, and two show captures."""
    one, two = table(folder, "one"), table(folder, "two")
    return [
        hall.filing(one, captures=(captured(one),)),
        hall.filing(two, holder=PROCESSOR, claim=Claim(Basis.SCRAPED_PUBLIC, int(Right.USE))),
        hall.filing(one, holder=OPERATOR),
        hall.filing(two, holder=BUYER, captures=(captured(two),)),
    ]


def test_a_batch_is_the_same_as_its_lines_one_by_one(hall: Hall, other: Hall, tmp_path: Path) -> None:
    def together(at: Hall, filings: list[Filing]) -> list[TitleId]:
        return [one.title for one in batches.notice_many(at.office, at.key("registrar"), Batch.of(filings))]

    def alone(at: Hall, filings: list[Filing]) -> list[TitleId]:
        return [titles.give_notice(at.office, at.key("registrar"), one).title for one in filings]

    def answered_together(at: Hall, title: TitleId) -> None:
        told = {"outcome": ObjectionState.INCOMPLETE, "digest": digest("which part?")}
        objections.settle_many(at.office, at.key("registrar"), title, ordinals=[3, 1, 2], **told)  # type: ignore[arg-type]  # both forms take the same

    def answered_alone(at: Hall, title: TitleId) -> None:
        for ordinal in (1, 2, 3):
            told = {"outcome": ObjectionState.INCOMPLETE, "digest": digest("which part?")}
            objections.settle(at.office, at.key("registrar"), title, ordinal=ordinal, **told)  # type: ignore[arg-type]  # as above

    _through(hall, four(hall, tmp_path), together, answered_together)
    many = batches.register_many(hall.office, hall.key("registrar"), Batch.of(_noticed(hall)))
    _through(other, four(other, tmp_path), alone, answered_alone)
    each = [titles.register(other.office, other.key("registrar"), one) for one in _noticed(other)]
    assert [(one.title, one.certificate) for one in many] == [(one.title, one.certificate) for one in each]
    assert [str(one.certificate) for one in many] == [f"SJ331202605000{n}" for n in (1, 2, 3, 4)]
    kinds: list[type[Row]] = [*TYPED, CaseFileRow, DisclosureRow]
    for kind in kinds:
        assert _rows(hall, kind) == _rows(other, kind), kind.__name__
    assert _entries(hall, "title.settle") == _entries(other, "title.settle")[:1]  # one answer has one entry
    for action in ("title.notice", "title.object", "title.register"):
        assert _entries(hall, action) == _entries(other, action), action
    searches = [one["digests"]["duplicateSearch"] for one in _entries(hall, "title.notice")]
    assert len(set(searches)) == 4  # the third and fourth found what the first and second file
    assert sorted(_entries(hall, "title.notice")[0]["digests"]) == ["capture", "case", "duplicateSearch"]


def _through(
    at: Hall,
    filings: list[Filing],
    notice: Callable[[Hall, list[Filing]], list[TitleId]],
    answer: Callable[[Hall, TitleId], None],
) -> None:
    """Notice four, object three times to the first, answer, and wait for the end of all notices."""
    first, *_ = notice(at, filings)
    for name in OBJECTORS:
        objections.object_to(at.office, at.key(name), first, reason=1, digest=digest(name))
    assert GrantWord.unpack(at.office.word(Kind.GRANT, first)).open_objections == 3
    answer(at, first)
    assert GrantWord.unpack(at.office.word(Kind.GRANT, first)).open_objections == 0
    at.at(NOTICE_ENDS)


def _noticed(at: Hall) -> list[TitleId]:
    with at.office.store.read() as session:
        kept = rows.listed(session, CaseFileRow, order=[rows.column(CaseFileRow, "case_no")])
    return [TitleId(GrantId(Id(bytes.fromhex((one.title_id or "")[2:])))) for one in kept]


def _rows(at: Hall, kind: type[Row]) -> list[dict[str, object]]:
    """Every row of a table but for where and when it was written."""
    with at.office.store.read() as session:
        kept = [one.model_dump() for one in rows.listed(session, kind)]
    return sorted(
        ({name: value for name, value in row.items() if name not in PLACES | TIMES} for row in kept),
        key=lambda row: json.dumps(row, sort_keys=True, default=str),
    )


def _entries(at: Hall, action: str) -> list[dict[str, dict[str, str]]]:
    """What the log is owed for an action, in order, but for when it was decided."""
    mine = rows.column(PendingEntryRow, "action") == action
    with at.office.store.read() as session:
        bodies = [json.loads(one.body) for one in rows.listed(session, PendingEntryRow, mine)]
    return [{name: value for name, value in one.items() if name != "decidedAt"} for one in bodies]


def test_the_same_batch_again_sends_nothing(hall: Hall, tmp_path: Path) -> None:
    filings, registrar = Batch.of(four(hall, tmp_path)), hall.key("registrar")
    first = batches.notice_many(hall.office, registrar, filings)
    height = hall.office.wire.block_number()
    assert batches.notice_many(hall.office, registrar, filings) == first
    assert hall.office.wire.block_number() == height
    hall.at(first[0].notice_until)
    wanted = Batch.of([one.title for one in first])
    done = batches.register_many(hall.office, registrar, wanted, IdempotencyKey("may"))
    assert batches.register_many(hall.office, registrar, wanted, IdempotencyKey("may")) == done
    with pytest.raises(IdempotencyConflict):
        batches.register_many(hall.office, registrar, Batch.of(wanted.values[:2]), IdempotencyKey("may"))


class Stopped(BaseException):
    """The process ends."""


class Stops:
    """A key at whose use the process ends."""

    def __init__(self, address: Address) -> None:
        self.address = address

    def sign_digest(self, digest_: bytes) -> bytes:
        raise Stopped(digest_.hex())


def test_a_batch_that_was_stopped_goes_on_and_does_nothing_twice(hall: Hall, tmp_path: Path) -> None:
    filings, registrar = Batch.of(four(hall, tmp_path)), hall.key("registrar")
    with opened(hall.home, hall.chain) as before, pytest.raises(Stopped):
        batches.notice_many(before.office, Stops(registrar.address), filings)
    height, kept = hall.office.wire.block_number(), _counts(hall)
    with opened(hall.home, hall.chain) as after:
        done = batches.notice_many(after.office, registrar, filings)
        assert [one.settled.block for one in done] == [height + 1] * 4
        assert batches.notice_many(after.office, registrar, filings) == done
    assert _counts(hall) == kept


def _counts(at: Hall) -> list[int]:
    with at.office.store.read() as session:
        return [rows.count(session, kind) for kind in (IntentRow, PendingEntryRow, CaseFileRow)]


def refused(hall: Hall, act: Callable[[], object], error: type[RegistryError] = BatchRefused) -> RegistryError:
    """Something that must be refused, and leave nothing behind."""
    height, kept = hall.office.wire.block_number(), _counts(hall)
    with pytest.raises(error) as caught:
        act()
    assert (hall.office.wire.block_number(), _counts(hall)) == (height, kept)
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
    refused(hall, lambda: batches.notice_many(hall.office, nobody, batch), NotEnrolled)
    refused(hall, lambda: batches.register_many(hall.office, nobody, Batch.of([_unknown()])), NotEnrolled)


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
