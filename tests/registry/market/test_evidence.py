"""Log, anchors and bundles of one exchange, and that what is wrong among them is refused."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from cases_kit import EXCHANGE
from market_kit import AMOUNT, PASSWORD, Market, prepared, verified
from worlds import signer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.path import Content
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.chain import layout
from torrens_anchor.errors import FieldMismatch, OutOfRange
from torrens_anchor.notes.checkpoint import Checkpoint, open_checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.verdicts.verdict import Outcome
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import FactId, Id
from torrens_contracts.types import Digest32, ExchangeId
from torrens_contracts.words import Kind
from torrens_log.errors import LogRewritten
from torrens_log.log import AuditLog
from torrens_log.store import LogView
from torrens_registry import note_keys
from torrens_registry.cases import paths
from torrens_registry.cases.data import datasets
from torrens_registry.cases.peers import standing
from torrens_registry.errors import NotStored, NotYetFinal
from torrens_registry.evidence import bundler, bundler_facts, logger
from torrens_registry.store import log_queries, rows
from torrens_registry.store.vault_tables import BundleRow, PendingEntryRow


def test_a_voucher_bundle_verifies_under_the_policy_and_under_no_other(market: Market) -> None:
    issued, sources = prepared(market, 201)
    bundle = bundler.voucher_bundle(sources, issued.id)
    verdict = verified(market, bundle)
    assert [(f.fact, f.why) for f in verdict.failures()] == []
    assert (verdict.exit_code, verdict.subject, verdict.development) == (0, f"0x{issued.id.hex()}", True)
    kept = bundler.keep(market.hall.office, bundle, issued.id)
    assert kept.file.read_bytes() == bundle.encode()
    with market.hall.office.store.read() as session:
        [row] = rows.listed(session, BundleRow, rows.column(BundleRow, "subject") == f"0x{issued.id.hex()}")
    assert row.subject_kind == Kind.VOUCHER
    assert sha256(row.content).digest() == kept.sha256
    empty = verified(market, bundle, b"{}")
    assert empty.exit_code == 2
    assert Outcome.MATCH not in {finding.outcome for finding in empty.findings}


def test_any_entry_of_the_log_is_a_bundle(market: Market) -> None:
    issued, sources = prepared(market, 231)
    shown = f"0x{issued.id.hex()}"
    subjects = [logger.entry_of(sources.log, index).subject for index in range(sources.log.size)]
    made = bundler_facts.entry_bundle(sources, subjects.index(shown), [layout.Kind.VOUCHER])
    verdict = verified(market, made)
    assert [(f.fact, f.why) for f in verdict.failures()] == []
    assert (verdict.exit_code, verdict.kind) == (0, "log-entry")
    assert bundler.keep(market.hall.office, made, issued.id).file.exists()
    other = next(index for index, subject in enumerate(subjects) if not subject.startswith("0x"))
    with pytest.raises(NotStored, match="no id of the register"):
        bundler_facts.entry_bundle(sources, other, [layout.Kind.PARTY])
    assert verified(market, bundler_facts.entry_bundle(sources, other)).exit_code == 0
    with pytest.raises(NotYetFinal):
        bundler_facts.entry_bundle(sources, sources.log.size)


def test_a_fact_that_nobody_proved_has_no_bundle_fail(market: Market) -> None:
    _, sources = prepared(market, 232)
    with pytest.raises(NotStored, match="nothing is known"):
        bundler_facts.recognition_bundle(sources, FactId(Id(bytes(32))))


def test_a_title_bundle_discloses_its_data(market: Market) -> None:
    _, sources = prepared(market, 202)
    held = paths.find(market.hall.office, market.title)
    data = datasets.find(market.hall.office, held.keys[0].parent)  # type: ignore[arg-type]  # a title's parent is its dataId
    bundle = bundler.right_bundle(sources, market.title, Content(bytes(data.root), data.salt))
    verdict = verified(market, bundle)
    assert [(f.fact, f.why) for f in verdict.failures()] == []
    assert verdict.kind == "title"
    grant = verified(market, bundler.right_bundle(sources, market.grant))
    assert (grant.exit_code, grant.kind) == (0, "grant")


def test_a_voucher_altered_by_one_fen_names_the_money_fail(market: Market) -> None:
    issued, sources = prepared(market, 203)
    bundle = bundler.voucher_bundle(sources, issued.id)
    text = bundle.encode().replace(f'"{AMOUNT}"'.encode(), f'"{AMOUNT + 1}"'.encode())
    verdict = verified(market, Bundle.parse(text))
    assert {f.fact.value for f in verdict.failures()} == {"money.hash", "money.split"}


def test_legs_that_do_not_sum_are_refused_by_the_verifier_fail(market: Market) -> None:
    issued, sources = prepared(market, 204)
    bundle = bundler.voucher_bundle(sources, issued.id)
    record = bundle.record
    assert isinstance(record, VoucherRecord)
    assert record.legs is not None
    short = (replace(record.legs[0], fen=record.legs[0].fen - 1), *record.legs[1:])
    verdict = verified(market, replace(bundle, record=replace(record, legs=short)))
    assert {f.fact.value for f in verdict.failures()} == {"money.split"}


def test_a_statement_grows_stale_and_never_valid_fail(market: Market) -> None:
    issued, sources = prepared(market, 205)
    verdict = verified(market, bundler.voucher_bundle(sources, issued.id), later=8 * 86_400)
    assert verdict.exit_code == 2
    assert verdict.status is not None
    assert verdict.status.stale


def test_no_bundle_before_its_entry_is_anchored_fail(market: Market) -> None:
    _, sources = prepared(market, 206)
    _, late = market.sold(nonce=207)
    made = standing.state(market.hall.office, signer("exchange"), market.subjects(late))
    sources = replace(sources, header=market.sealed(made.settled.block), statement=made.statement)
    with pytest.raises(NotStored, match="no entry"):
        bundler.voucher_bundle(sources, late.id)
    with market.log() as log:
        logger.write_due(market.hall.office, log)
        sources = replace(sources, log=log.view)
    with pytest.raises(NotYetFinal, match="anchor"):
        bundler.voucher_bundle(sources, late.id)
    with pytest.raises(NotStored):
        bundler.voucher_bundle(sources, bytes(32))  # type: ignore[arg-type]  # an id of nothing
    with pytest.raises(NotStored, match="no entry"):
        bundler.right_bundle(sources, late.licence)  # its entry is the voucher's
    only = standing.state(market.hall.office, signer("exchange"), market.subjects(late)[:1])
    with pytest.raises(FieldMismatch, match="does not answer"):
        bundler.right_bundle(replace(sources, statement=only.statement), market.title)


def test_every_decision_is_logged_once_in_order_refusals_too(market: Market) -> None:
    market.anchored()
    office = market.hall.office
    with market.log() as log:
        logger.write_due(office, log)
        size = log.view.size
        assert logger.write_due(office, log) == range(size, size)
        entries = [logger.entry_of(log.view, i) for i in range(size)]
    assert [e.decided_at for e in entries] == sorted(e.decided_at for e in entries)
    assert {"calendar.publish", "title.register", "voucher.issue", "log.anchor"} <= {e.action for e in entries}


def test_a_crash_between_log_and_database_logs_nothing_twice(market: Market) -> None:
    office = market.hall.office
    with market.log() as log:
        taken = logger.write_due(office, log)
        size = log.view.size
        _forget(market, size - 2)
        assert logger.write_due(office, log) == range(size - 2, size)
        assert log.view.size == size
        log.append([b"an entry that nobody decided"])
        with pytest.raises(LogRewritten):
            logger.write_due(office, log)
    assert taken.stop == size
    _cut(market, size)


def _forget(market: Market, begin: int) -> None:
    """Undo what the database knows of the newest entries, as a crash before its commit would."""
    with market.hall.office.store.write() as session:
        for index in range(begin, begin + 2):
            [row] = rows.listed(session, PendingEntryRow, rows.column(PendingEntryRow, "leaf_index") == index)
            log_queries.keep_entries(session, [row.model_copy(update={"leaf_index": None, "leaf_hash": None})])


def _cut(market: Market, size: int) -> None:
    """Put the log back as it was: its own entries, in a folder of the same name."""
    view = LogView.open(market.hall.home / "log")
    entries = [view.entry(i) for i in range(size)]
    notes = {n: view.signed_checkpoint(n) for n in view.signed_sizes()}
    folder = market.hall.home / "log"
    folder.rename(market.hall.home / "log.bad")
    key = note_keys.open_log_key(market.hall.home / "keys", EXCHANGE, PASSWORD)
    with AuditLog(folder, key) as log:
        for signed, note in sorted(notes.items()):
            log.append(entries[log.view.size : signed])
            log.checkpoint()
            known = note_keys.witness_vkeys(market.hall.home / "witness")
            log.add_cosignatures(note.signatures, known)
        log.append(entries[log.view.size :])


def test_a_checkpoint_is_cosigned_and_anchored_with_a_consistency_proof(market: Market) -> None:
    first = market.anchored()
    market.sold(nonce=208)
    second = market.anchored()
    assert (second.old_size, second.proof_hashes > 0) == (first.size, True)
    view = LogView.open(market.hall.home / "log")
    note = view.signed_checkpoint(second.size)
    assert open_checkpoint(note, [note_keys.log_vkey(market.hall.home / "keys")]).root == second.root
    known = note_keys.witness_vkeys(market.hall.home / "witness")
    assert len(cosignatures(note, known)) == len(known) == 3
    with market.hall.office.store.read() as session:
        row = log_queries.checkpoint(session, second.size)
    assert row is not None
    assert row.intent_id == second.settled.intent


def test_a_rewritten_or_smaller_log_is_not_anchored_fail(market: Market, tmp_path: Path) -> None:
    anchored, office = market.anchored(), market.hall.office
    key = note_keys.open_log_key(market.hall.home / "keys", EXCHANGE, PASSWORD)
    with AuditLog(tmp_path / "forged", key) as log:
        log.append([b"another history"] * (anchored.size + 3))
        note = log.checkpoint()
        with pytest.raises(Reverted) as error:
            office.read(logger.anchor_call(office, log.view, note), sender=signer("logger").address)
        assert error.value.error == "Inconsistent"
        with pytest.raises(Reverted):
            logger.anchor(office, signer("logger"), log.view)
    with AuditLog(tmp_path / "smaller", key) as log:
        log.append([b"fewer"])
        note = log.checkpoint()
        with pytest.raises(OutOfRange):
            logger.anchor_call(office, log.view, note)
    stated = Checkpoint.parse(note.text)
    smaller = office.contracts.audit_anchors.anchor(
        ExchangeId(EXCHANGE), old_size=anchored.size, old_root=Digest32(anchored.root), size=1,
        root=Digest32(stated.root), proof=[],
        note_digest=Digest32(bytes([1]) * 32),
    )  # fmt: skip
    with pytest.raises(Reverted, match="NotGrowing"):
        office.read(smaller, sender=signer("logger").address)
    with market.log() as log:
        logger.write_due(office, log)
        log.checkpoint()
        with pytest.raises(Reverted, match="RoleMissing"):
            logger.anchor(office, signer("buyer"), log.view)


def test_nothing_to_anchor_before_a_checkpoint_fail(market: Market, tmp_path: Path) -> None:
    key = note_keys.open_log_key(market.hall.home / "keys", EXCHANGE, PASSWORD)
    with AuditLog(tmp_path / "log", key) as log, pytest.raises(NotYetFinal):
        logger.anchor(market.hall.office, signer("logger"), log.view)
