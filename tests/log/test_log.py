"""A log grown in any steps: its tiles, checkpoints, proofs and cosignatures, and what its writer refuses."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log_kit import LOG, WITNESS, entries, fill

from torrens_anchor.errors import LimitExceeded, OutOfRange, SignatureMismatch
from torrens_anchor.hashing.merkle import leaf_hash, tree_root, verify_consistency, verify_inclusion
from torrens_anchor.notes.cosignature import cosign, cosignatures
from torrens_anchor.notes.note import NoteSignature
from torrens_anchor.notes.notekey import KeyType
from torrens_log.checker import check_log
from torrens_log.durable import publish
from torrens_log.errors import DiskFailed, LogLocked, LogMissing
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 100, 255, 256, 257, 600]), st.booleans()), min_size=1, max_size=6
    )
)
def test_a_log_grown_in_any_steps_checks_and_proves(
    steps: list[tuple[int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("log")
    size, signed = 0, [0]
    for count, sign in steps:
        with AuditLog(folder, LOG) as log:
            assert log.append(entries(size, size + count)) == range(size, size + count)
            size += count
            if sign:
                log.checkpoint()
                signed.append(size)
            report = check_log(log.view, [LOG.key])
            assert (report.size, report.checkpoints) == (size, tuple(signed[1:]))
            assert report.root == tree_root([leaf_hash(entry) for entry in entries(0, size)])
    view = LogView.open(folder)
    for index in {0, size // 2, size - 1}:
        assert view.entry(index) == b"entry %d" % index
        proof = view.inclusion_proof(index, size)
        verify_inclusion(leaf=leaf_hash(view.entry(index)), index=index, size=size, proof=proof, root=view.state.root)
    for old in signed[1:]:
        verify_consistency(
            size1=old,
            size2=size,
            root1=view.root_at(old),
            root2=view.state.root,
            proof=view.consistency_proof(old, size),
        )


def test_two_levels_of_tiles(folder: Path) -> None:
    fill(folder, 70_000, 65_536, 70_000)
    view = LogView.open(folder)
    assert check_log(view, [LOG.key]).checkpoints == (65_536, 70_000)
    # C2SP tlog-tiles, its example of size 70,000
    for name, size in [
        ("tile/0/272", 8192),
        ("tile/0/273.p/112", 3584),
        ("tile/1/000", 8192),
        ("tile/1/001.p/17", 544),
        ("tile/2/000.p/1", 32),
    ]:
        assert (folder / name).stat().st_size == size
    assert prove_entry(view, 12_345).verify(b"entry 12345", [LOG.key]).size == 70_000


def test_log_proofs_are_under_signed_checkpoints(folder: Path) -> None:
    fill(folder, 12, 5, 9)
    view = LogView.open(folder)
    assert prove_entry(view, 3).verify(b"entry 3", [LOG.key]).size == 9
    assert prove_entry(view, 3, 5).verify(b"entry 3", [LOG.key]).size == 5
    with pytest.raises(OutOfRange):
        prove_entry(view, 9)
    with pytest.raises(LogMissing):
        prove_entry(view, 3, 12)


def test_nothing_new_signs_nothing_new(log: AuditLog) -> None:
    log.append(entries(0, 3))
    note = log.checkpoint()
    assert log.checkpoint() == note
    assert log.append([]) == range(3, 3)
    assert log.view.signed_sizes() == (3,)


def test_the_newest_checkpoint_is_where_the_standard_serves_it(log: AuditLog, folder: Path) -> None:
    log.append(entries(0, 3))
    note = log.checkpoint()
    assert (folder / "checkpoint").read_bytes() == (folder / "checkpoints" / "3").read_bytes() == note.encode()


def test_partial_files_of_signed_sizes_stay_until_their_tile_is_full(folder: Path) -> None:
    with AuditLog(folder, LOG) as log:
        for end in (2, 5, 9):
            log.append(entries(log.view.size, end))
            if end == 5:
                log.checkpoint()
    assert sorted(path.name for path in (folder / "tile/0/000.p").iterdir()) == ["5", "9"]
    with AuditLog(folder, LOG) as log:
        log.append(entries(9, 256))
    assert not (folder / "tile/0/000.p").exists()
    assert not (folder / "tile/entries/000.p").exists()
    assert prove_entry(log.view, 4, 5).verify(b"entry 4", [LOG.key]).size == 5


@pytest.mark.parametrize("sizes", [(300, 400, 600), (300, 310, 520, 800), (600, 601, 700, 1100)])
def test_a_file_above_the_leaves_serves_every_signed_size_that_shares_it(folder: Path, sizes: tuple[int, ...]) -> None:
    with AuditLog(folder, LOG) as log:
        for end in sizes:
            log.append(entries(log.view.size, end))
            if end == sizes[0]:
                log.checkpoint()
    width = sizes[0] >> 8
    whole = (folder / f"tile/1/000.p/{sizes[-1] >> 8}").read_bytes()
    assert (folder / f"tile/1/000.p/{width}").read_bytes() == whole[: 32 * width]
    assert prove_entry(LogView.open(folder), 3).verify(b"entry 3", [LOG.key]).size == sizes[0]


def test_cosignatures_are_gathered_the_newest_of_each_witness(log: AuditLog) -> None:
    log.append(entries(0, 3))
    note = log.checkpoint()
    stranger = signer_from_seed("w2.example", b"x" * 32, KeyType.COSIGNATURE_V1)
    lines = [cosign(note.text, 10, WITNESS), cosign(note.text, 11, stranger), cosign(note.text, 12, WITNESS)]
    merged = log.add_cosignatures(lines, [WITNESS.key])
    assert [found.timestamp for found in cosignatures(merged, [WITNESS.key, stranger.key])] == [12]
    assert log.checkpoint() == merged
    assert check_log(log.view, [LOG.key]).size == 3


def test_a_bad_cosignature_adds_nothing_fail(log: AuditLog) -> None:
    log.append(entries(0, 3))
    note = log.checkpoint()
    bad = NoteSignature(WITNESS.key.name, WITNESS.key.key_id, bytes(72))
    with pytest.raises(SignatureMismatch):
        log.add_cosignatures([cosign(note.text, 1, WITNESS), bad], [WITNESS.key])
    assert log.checkpoint() == note


def test_cosignatures_without_a_checkpoint_fail(log: AuditLog) -> None:
    with pytest.raises(LogMissing):
        log.add_cosignatures([], [])


def test_a_second_writer_fail(log: AuditLog, folder: Path) -> None:
    log.append(entries(0, 1))
    with pytest.raises(LogLocked):
        AuditLog(folder, LOG)
    assert LogView.open(folder).size == 1
    log.close()
    with AuditLog(folder, LOG) as again:
        assert again.view.size == 1


def test_an_entry_of_64_kib_adds_nothing_fail(log: AuditLog) -> None:
    with pytest.raises(LimitExceeded):
        log.append([b"fine", bytes(2**16)])
    assert log.view.size == 0


def test_reading_what_is_not_there_fail(log: AuditLog, tmp_path: Path) -> None:
    log.append(entries(0, 3))
    with pytest.raises(LogMissing):
        LogView.open(tmp_path / "none")
    for call in (log.view.entry, lambda i: log.view.inclusion_proof(i, 3)):
        for index in (-1, 3):
            with pytest.raises(OutOfRange):
                call(index)
    with pytest.raises(OutOfRange):
        log.view.root_at(4)


def test_a_file_is_whole_or_as_it_was_fail(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    publish([(path, b"one")])
    (tmp_path / "in-the-way").write_bytes(b"")
    with pytest.raises(DiskFailed):
        publish([(tmp_path / "in-the-way" / "file", b"x"), (path, b"two")])
    assert path.read_bytes() == b"one"
