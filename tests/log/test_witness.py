import os
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pytest
from log_kit import child, die_at, heard, memory_folder, read_files, tell, write_files

from torrens_anchor.hashing.digest import Root
from torrens_anchor.hashing.merkle import EMPTY_ROOT, leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree, range_root
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, open_checkpoint, sign_checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_anchor.notes.notekey import KeyType
from torrens_log.errors import (
    ClockSetBack,
    ForkDetected,
    InconsistentProof,
    LogDamaged,
    LogLocked,
    MalformedRequest,
    OldSizeConflict,
    UnknownLog,
    UntrustedSignature,
)
from torrens_log.keys import signer_from_seed
from torrens_log.witness import Witness

LOG = signer_from_seed("example.com/log", b"l" * 32)
SIGNER = signer_from_seed("w1.example", b"w" * 32, KeyType.COSIGNATURE_V1)
ORIGIN = Origin(LOG.key.name)
TREE = Tree([leaf_hash(b"%d" % i) for i in range(20)])


def note(size: int, root: Root | None = None) -> Note:
    return sign_checkpoint(Checkpoint(ORIGIN, size, root or range_root(0, size, TREE.node)), LOG)


def proof(old: int, new: int) -> list[bytes]:
    return Tree([TREE.node(0, i) for i in range(new)]).consistency_proof(old) if old else []


def opened(folder: Path) -> Witness:
    return Witness(folder, SIGNER, [LOG.key])


def test_a_growing_log_is_cosigned_step_by_step_across_restarts(tmp_path: Path) -> None:
    old = 0
    for second, new in enumerate((3, 3, 8, 9, 20), 1000):
        with opened(tmp_path) as witness:
            line = witness.add_checkpoint(old, proof(old, new), note(new), now=second)
            (found,) = cosignatures(note(new).with_signature(line), [witness.key])
            assert found.timestamp == second
            old = new
    with opened(tmp_path) as witness:
        kept = witness.latest(ORIGIN)
    assert kept is not None
    assert open_checkpoint(kept, [LOG.key]).size == 20
    assert len(cosignatures(kept, [SIGNER.key])) == 1
    sizes = {path.name for path in tmp_path.rglob("*") if path.name.isdecimal()}
    assert sizes == {"3", "8", "9", "20"}


def test_the_empty_log_is_cosigned_first(tmp_path: Path) -> None:
    with opened(tmp_path) as witness:
        assert witness.latest(ORIGIN) is None
        witness.add_checkpoint(0, [], note(0, EMPTY_ROOT), now=1)
        witness.add_checkpoint(0, [], note(4), now=2)


def test_lines_that_a_log_adds_are_not_kept(tmp_path: Path) -> None:
    forged = NoteSignature(SIGNER.key.name, SIGNER.key.key_id, bytes(72))
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(4).with_signature(forged), now=1)
        witness.add_checkpoint(4, [], note(4), now=2)
        kept = witness.latest(ORIGIN)
    assert kept is not None
    assert [found.timestamp for found in cosignatures(kept, [SIGNER.key])] == [2]


def test_rollback_and_wrong_old_size_fail(tmp_path: Path) -> None:
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(8), now=1)
        for old, new in ((0, 20), (3, 20), (9, 20), (0, 3), (3, 3)):
            with pytest.raises(OldSizeConflict) as caught:
                witness.add_checkpoint(old, proof(old, new), note(new), now=2)
            assert (caught.value.facts["known"], caught.value.status) == (8, 409)
        with pytest.raises(MalformedRequest):
            witness.add_checkpoint(8, [], note(3), now=2)


def test_fork_fail_and_its_evidence_is_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(8), now=1)
        forked = note(8, TREE.root())
        with pytest.raises(ForkDetected) as caught:
            witness.add_checkpoint(8, [], forked, now=2)
        assert caught.value.status == 409
        (evidence,) = tmp_path.rglob("*.fork")
        kept = witness.latest(ORIGIN)
    assert kept is not None
    first, second = open_checkpoint(kept, [LOG.key]), open_checkpoint(Note.parse(evidence.read_bytes()), [LOG.key])
    assert first.size == second.size
    assert first.root != second.root


def test_a_rewritten_log_cannot_prove_itself_fail(tmp_path: Path) -> None:
    other = Tree([leaf_hash(b"forged %d" % i) for i in range(20)])
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(8), now=1)
        for bad in (other.consistency_proof(8), [], proof(8, 20)[1:], [*proof(8, 20), bytes(32)], [b"short"]):
            with pytest.raises(InconsistentProof) as caught:
                witness.add_checkpoint(8, bad, note(20, other.root()), now=2)
            assert caught.value.status == 422
        kept = witness.latest(ORIGIN)
    assert kept is not None
    assert Checkpoint.parse(kept.text).size == 8


def test_a_proof_from_nothing_fail(tmp_path: Path) -> None:
    with opened(tmp_path) as witness, pytest.raises(MalformedRequest):
        witness.add_checkpoint(0, [bytes(32)], note(8), now=1)


def test_unknown_log_untrusted_signature_and_no_checkpoint_fail(tmp_path: Path) -> None:
    stranger = signer_from_seed("example.com/other", b"o" * 32)
    impostor = signer_from_seed("example.com/log", b"i" * 32)
    unknown = sign_checkpoint(Checkpoint(Origin("example.com/other"), 8, TREE.root()), stranger)
    untrusted = sign_checkpoint(Checkpoint(ORIGIN, 8, TREE.root()), impostor)
    altered = Note(note(8).text.replace("\n8\n", "\n9\n"), note(8).signatures)
    with opened(tmp_path) as witness:
        for bad, error, status in (
            (unknown, UnknownLog, 404),
            (untrusted, UntrustedSignature, 403),
            (altered, UntrustedSignature, 403),
            (Note("text\n"), MalformedRequest, 400),
        ):
            with pytest.raises(error) as caught:
                witness.add_checkpoint(0, [], bad, now=1)
            assert caught.value.status == status
        assert witness.latest(ORIGIN) is None


def test_a_clock_set_back_fail(tmp_path: Path) -> None:
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(8), now=1000)
        with pytest.raises(ClockSetBack):
            witness.add_checkpoint(8, proof(8, 20), note(20), now=999)
        witness.add_checkpoint(8, proof(8, 20), note(20), now=1000)


def test_a_second_process_fail(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(LogLocked):
        opened(tmp_path)


def test_a_damaged_memory_fail(tmp_path: Path) -> None:
    with opened(tmp_path) as witness:
        witness.add_checkpoint(0, [], note(8), now=1)
        (newest,) = tmp_path.rglob("newest")
        newest.write_bytes(b"text")
        with pytest.raises(LogDamaged):
            witness.add_checkpoint(8, proof(8, 20), note(20), now=2)


def test_a_witness_that_dies_before_any_step_forgets_nothing_that_it_gave_out() -> None:
    forged = Tree([*(TREE.node(0, i) for i in range(3)), *(leaf_hash(b"forged %d" % i) for i in range(17))])
    with memory_folder() as memory:
        with opened(memory / "w") as witness:
            witness.add_checkpoint(0, [], note(3), now=1)
        before = read_files(memory / "w")
        for at in count(1):
            write_files(memory / "w", before)

            def work(told: BinaryIO, at: int = at) -> None:
                die_at(at, memory / "w")
                with opened(memory / "w") as witness:
                    tell(told, b"cosigned", str(witness.add_checkpoint(3, proof(3, 8), note(8), now=2)).encode())

            pid, told = child(work)
            with told:
                said = heard(told)
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            with opened(memory / "w") as witness:
                kept = witness.latest(ORIGIN)
                assert kept is not None
                size = Checkpoint.parse(kept.text).size
                assert size in ((8,) if said else (3, 8))
                if size == 8:
                    with pytest.raises(ForkDetected):
                        witness.add_checkpoint(8, [], note(8, range_root(0, 8, forged.node)), now=3)
                assert witness.add_checkpoint(size, proof(size, 20), note(20), now=3)
            if status == 0:
                break
            assert status == 9
        assert at > 5
