"""Whoever edits the mirror is found and the row named: one column, a row, the log alone, or log and rows together."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registry_kit import World, digest, folds_to_its_rows
from registry_story import Told

from torrens_anchor.errors import TorrensError
from torrens_contracts.events import Written, decode, leaf_of, topic0_of
from torrens_contracts.events_gen import Noticed
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Digest32, PartyId
from torrens_contracts.words import GrantWord, Kind
from torrens_registry.errors import Diverged, NotStored
from torrens_registry.mirror.apply import log_of
from torrens_registry.mirror.check import DOES_NOT_FOLD, check
from torrens_registry.mirror.fold import first_journal, next_journal
from torrens_registry.mirror.prove import Degree
from torrens_registry.mirror.rebuild import rebuild
from torrens_registry.mirror.status import Trust, mirror_status, row_status
from torrens_registry.store import mirror_queries, rows, tables
from torrens_registry.store.chain_tables import EventLogRow, WordRow
from torrens_registry.store.columns import Row
from torrens_registry.store.db import Store
from torrens_registry.store.evidence_tables import StatementRow
from torrens_registry.store.title_tables import GrantRow

Opened = Callable[[str], Store]


@contextmanager
def sql(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The database as somebody with a shell has it."""
    connection = sqlite3.connect(tmp_path / "mirror.sqlite3")
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def test_an_untouched_mirror_is_proved(world: World, store: Store) -> None:
    report = check(store, world.wire, world.profile())
    assert (report.good, report.degree, report.findings, report.whole) == (True, Degree.PROVED, (), False)
    assert check(store, world.wire, world.profile(), deep=True).good
    assert folds_to_its_rows(store)
    report.require_good()
    with store.read() as session:
        assert row_status(session, rows.listed(session, GrantRow)[0]).trust is Trust.VERIFIED
        assert mirror_status(session).check == mirror_queries.last_audit(session)


KINDS: tuple[type[Row], ...] = (WordRow, *tables.TYPED)
EDITABLE = [
    (row, column.name)
    for row in KINDS
    for column in tables.table_of(row).columns
    if not column.primary_key and tables.table_of(row).name not in ("headers", "facts")
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(EDITABLE))
def test_any_edited_column_is_named_fail(
    world: World, store: Store, tmp_path: Path, place: tuple[type[Row], str]
) -> None:
    row, column = place
    table, first = tables.table_of(row).name, tables.key_of(row)[0]
    with sql(tmp_path) as db:
        before = db.execute(f'SELECT rowid, "{column}" FROM "{table}" ORDER BY "{first}" LIMIT 1').fetchone()  # noqa: S608 - names of our own tables
        edited = before[1] + 1 if isinstance(before[1], int) else "0x" + "ee" * 32
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (edited, before[0]))  # noqa: S608 - same
    report = check(store, world.wire, world.profile())
    assert [(one.table, one.column) for one in report.findings] == [(table, column)]
    assert report.findings[0].stored == str(edited)
    with pytest.raises(Diverged, match=column):
        report.require_good()
    with sql(tmp_path) as db:
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (before[1], before[0]))  # noqa: S608 - same
    assert check(store, world.wire, world.profile()).good


def test_a_deleted_and_an_invented_row_are_named_fail(world: World, store: Store, told: Told, tmp_path: Path) -> None:
    licence = to_hex(told.licence)
    with sql(tmp_path) as db:
        db.execute("UPDATE grants SET id = ? WHERE id = ?", ("0x" + "ab" * 32, licence))
    report = check(store, world.wire, world.profile())
    assert {(one.key, one.stored, one.folded) for one in report.findings} == {
        ((licence,), None, "a row"),
        (("0x" + "ab" * 32,), "a row", None),
    }


def test_an_edited_row_is_served_as_unverified_fail(world: World, store: Store, told: Told, tmp_path: Path) -> None:
    check(store, world.wire, world.profile())
    with sql(tmp_path) as db:
        db.execute("UPDATE grants SET holder = 65601 WHERE id = ?", (to_hex(told.title),))
        db.execute("UPDATE grants SET parent = ? WHERE id = ?", ("0x" + "cd" * 32, to_hex(told.licence)))
    with store.read() as session:
        title, licence = (rows.get(session, GrantRow, to_hex(one)) for one in (told.title, told.licence))
        assert title is not None
        assert licence is not None
        # What its word says is seen at once; what only the event says is seen by the next check.
        assert row_status(session, title).trust is Trust.UNVERIFIED
        assert row_status(session, licence).trust is Trust.VERIFIED
    check(store, world.wire, world.profile())
    with store.read() as session:
        status = row_status(session, licence)
    assert (status.trust, status.final) == (Trust.UNVERIFIED, True)
    assert "parent is 0xcdcd" in status.reason
    rebuild(store, world.wire, world.profile())
    assert check(store, world.wire, world.profile()).good


def test_a_row_written_after_the_check_is_unchecked(store: Store) -> None:
    with store.read() as session:
        assert row_status(session, rows.listed(session, GrantRow)[0]).reason == "never checked"


def forge(store: Store, tmp_path: Path, told: Told) -> None:
    """Gives the title to the buyer everywhere: event, leaf, word, rows, journals, as if it had been said so."""
    with store.read() as session:
        log = mirror_queries.logs_of_subject(session, to_hex(told.title))[0]
        chain = mirror_queries.need_chain(session)
        every = [log_of(one) for one in mirror_queries.logs_after(session, -1, -1)]
        times = mirror_queries.blocks_between(session, 0, 10**9)
    noticed = decode(log_of(log))
    assert isinstance(noticed, Noticed)
    stolen = "0x" + (65_601).to_bytes(32).hex()
    old, new = leaf_of(noticed), leaf_of(replace(noticed, holder=PartyId(65_601)))
    journal = first_journal(bytes.fromhex(chain.origin[2:]))
    with sql(tmp_path) as db:
        db.execute(
            "UPDATE event_log SET topic3 = ? WHERE block = ? AND log_index = ?", (stolen, log.block, log.log_index)
        )
        for one in every:
            event = decode(one)
            if not isinstance(event, Written):
                continue
            word, leaf = event.word, event.leaf
            if event.kind == Kind.GRANT and event.id == told.title:
                word = _held(word)
                leaf = Digest32(new) if leaf == old else leaf
                place = (to_hex(word + leaf), int(one.block_number), int(one.log_index))
                db.execute("UPDATE event_log SET data = ? WHERE block = ? AND log_index = ?", place)
                db.execute(
                    "UPDATE words SET word = ?, leaf = ? WHERE id = ?", tuple(map(to_hex, (word, leaf, event.id)))
                )
            forged = replace(event, word=word, leaf=leaf)
            journal = next_journal(journal, times[int(one.block_number)].timestamp, forged)
            db.execute("UPDATE blocks SET journal = ? WHERE number = ?", (to_hex(journal), int(one.block_number)))
        db.execute("UPDATE grants SET holder = 65601 WHERE id = ?", (to_hex(told.title),))
        db.execute("UPDATE cursors SET journal = ?", (to_hex(journal),))


def _held(word: bytes) -> bytes:
    return replace(GrantWord.unpack(word), holder=65_601).pack()


def test_log_and_rows_edited_together_are_found_by_the_journal_fail(
    world: World, store: Store, told: Told, tmp_path: Path
) -> None:
    forge(store, tmp_path, told)
    assert folds_to_its_rows(store)  # without the chain, nothing is wrong with it
    report = check(store, world.wire, world.profile())
    assert report.degree is Degree.PROVED
    assert report.journal_folded not in (report.journal_chain, DOES_NOT_FOLD)
    named = {(one.table, one.column) for one in report.findings}
    assert {("event_log", "topic3"), ("event_log", "data"), ("grants", "holder"), ("words", "word")} <= named
    grant = next(one for one in report.findings if one.table == "grants")
    assert (grant.key, grant.stored, grant.folded) == ((to_hex(told.title),), "65601", "65600")
    with store.read() as session:
        title = rows.get(session, GrantRow, to_hex(told.title))
        assert title is not None
        assert row_status(session, title).trust is Trust.UNVERIFIED


LOGGED = ["address", "topic0", "topic1", "topic2", "data", "tx_hash", "tx_index", "block_hash"]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.sampled_from(LOGGED))
def test_any_edit_of_the_log_is_named_by_a_deep_check_fail(
    world: World, store: Store, tmp_path: Path, pick: int, column: str
) -> None:
    with sql(tmp_path) as db:
        places = db.execute(f'SELECT rowid, "{column}" FROM event_log WHERE length("{column}") > 0').fetchall()  # noqa: S608 - our own column
        rowid, before = places[pick % len(places)]
        edited = before + 1 if isinstance(before, int) else before[:-1] + ("0" if before[-1] != "0" else "1")
        db.execute(f'UPDATE event_log SET "{column}" = ? WHERE rowid = ?', (edited, rowid))  # noqa: S608 - same
    report = check(store, world.wire, world.profile(), deep=True)
    assert ("event_log", column) in {(one.table, one.column) for one in report.findings}
    with sql(tmp_path) as db:
        db.execute(f'UPDATE event_log SET "{column}" = ? WHERE rowid = ?', (before, rowid))  # noqa: S608 - same


def test_a_statement_edited_in_log_and_row_is_found_though_no_word_holds_it_fail(
    world: World, store: Store, tmp_path: Path
) -> None:
    with store.read() as session:
        row = rows.listed(session, StatementRow)[0]
        log = rows.get(session, EventLogRow, row.block, row.log_index)
    assert log is not None
    with sql(tmp_path) as db:
        data = log.data.replace(row.challenge[2:], digest("another").hex())
        place = (row.block, row.log_index)
        db.execute("UPDATE event_log SET data = ? WHERE block = ? AND log_index = ?", (data, *place))
        edited = (to_hex(digest("another")), *place)
        db.execute("UPDATE statements SET challenge = ? WHERE block = ? AND log_index = ?", edited)
    report = check(store, world.wire, world.profile())
    assert report.journal_folded == report.journal_chain
    assert [(one.table, one.key, one.column) for one in report.findings] == [("statements", place, "statement")]


def test_a_log_that_does_not_fold_is_compared_with_the_chain_fail(world: World, store: Store, tmp_path: Path) -> None:
    with sql(tmp_path) as db:
        db.execute("DELETE FROM event_log WHERE topic0 = ?", (to_hex(topic0_of(Noticed)),))
    report = check(store, world.wire, world.profile())
    assert report.journal_folded == DOES_NOT_FOLD
    assert {one.table for one in report.findings} == {"event_log", "cursors"}
    with pytest.raises(Diverged, match="does not fold"):
        folds_to_its_rows(store)


@pytest.mark.parametrize("bit", [0, 7, 800, 2000])
def test_a_header_of_one_flipped_bit_is_refused_fail(world: World, store: Store, bit: int) -> None:
    header = bytearray(world.wire.header_rlp("latest"))
    header[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TorrensError):
        check(store, world.wire, world.profile(), header=bytes(header))


def test_the_header_may_be_given(world: World, store: Store) -> None:
    assert check(store, world.wire, world.profile(), header=world.wire.header_rlp("latest")).good
    with pytest.raises(Diverged, match="header is of block"):
        check(store, world.wire, world.profile(), header=world.wire.header_rlp(3))


def test_a_mirror_that_never_ran_is_named_fail(world: World, opened: Opened) -> None:
    with pytest.raises(NotStored):
        check(opened("empty"), world.wire, world.profile())
