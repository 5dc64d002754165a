"""Batches: the same as their lines one by one, and resumable."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batch_kit import OBJECTORS, counts, four
from cases_kit import (
    CHAIN_ID,
    FUNDED,
    NOTICE_ENDS,
    Hall,
    digest,
    found,
    opened,
)
from worlds import serve

from torrens_contracts.ids import GrantId, Id, TitleId
from torrens_contracts.types import Address
from torrens_contracts.words import GrantWord, Kind, ObjectionState
from torrens_registry.cases.batches import Batch
from torrens_registry.cases.casefiles import Filing
from torrens_registry.cases.titles import batches, objections, titles
from torrens_registry.errors import IdempotencyConflict
from torrens_registry.ids import IdempotencyKey
from torrens_registry.store import rows
from torrens_registry.store.columns import Row
from torrens_registry.store.tables import TYPED
from torrens_registry.store.vault_tables import CaseFileRow, DisclosureRow, PendingEntryRow

PLACES = {"block", "log_index", "opened_block", "opened_log_index", "tx_hash", "created", "changed"}
TIMES = {"since", "settled", "cert_until", "timestamp"}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A second exchange, the very same on a chain of its own; both are new to the first test of this page."""
    home = tmp_path_factory.mktemp("other")
    with serve(home, CHAIN_ID, FUNDED) as chain:
        found(home, chain)
        with opened(home, chain) as hall:
            yield hall


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
    named = batches.notice_many(hall.office, registrar, filings, IdempotencyKey("once more"))
    assert {one.title for one in first}.isdisjoint(one.title for one in named)
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
    height, kept = hall.office.wire.block_number(), counts(hall)
    with opened(hall.home, hall.chain) as after:
        done = batches.notice_many(after.office, registrar, filings)
        assert [one.settled.block for one in done] == [height + 1] * 4
        assert batches.notice_many(after.office, registrar, filings) == done
    assert counts(hall) == kept
