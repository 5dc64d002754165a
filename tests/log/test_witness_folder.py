from pathlib import Path

import pytest

from torrens_anchor.errors import MalformedInput
from torrens_anchor.hashing.digest import Root
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import KeyType
from torrens_log.errors import DiskFailed, ForkDetected, KeyUnusable, LogDamaged, UnknownLog
from torrens_log.keys import create_pair, new_seed, open_pair, read_vkey, signer_from_seed
from torrens_log.witness_folder import Watched, create_witness, known_logs, open_witness, watch, watched, witness_key

LOG = signer_from_seed("example.com/log", b"l" * 32)


def note(size: int, filler: int = 1) -> Note:
    return sign_checkpoint(Checkpoint(Origin(LOG.key.name), size, Root(bytes([filler]) * 32)), LOG)


def test_a_witness_is_made_opened_and_says_what_it_saw(tmp_path: Path) -> None:
    key = create_witness(tmp_path, "w.example/witness", b"secret")
    assert (witness_key(tmp_path), key.type) == (key, KeyType.COSIGNATURE_V1)
    with open_witness(tmp_path, b"secret") as witness, pytest.raises(UnknownLog):
        witness.add_checkpoint(0, [], note(5), now=7)
    assert watched(tmp_path) == []
    assert watch(tmp_path, LOG.key)
    assert not watch(tmp_path, LOG.key)
    assert watched(tmp_path) == [Watched(Origin("example.com/log"), None, 0, ())]
    with open_witness(tmp_path, b"secret") as witness:
        witness.add_checkpoint(0, [], note(5), now=7)
        with pytest.raises(ForkDetected):
            witness.add_checkpoint(5, [], note(5, 2), now=8)
    assert watched(tmp_path) == [Watched(Origin("example.com/log"), 5, 7, (5,))]


def test_a_new_key_of_a_rotated_log_is_known_beside_the_old(tmp_path: Path) -> None:
    new = signer_from_seed("example.com/log", b"n" * 32).key
    (tmp_path / "logs").write_text(f"# of the exchange\n\n{LOG.key}\n", encoding="utf-8")
    assert watch(tmp_path, new)
    assert known_logs(tmp_path) == (LOG.key, new)


def test_what_is_no_witness_fail(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable):
        witness_key(tmp_path)
    key = create_witness(tmp_path, "w.example/witness", b"secret")
    with pytest.raises(KeyUnusable):
        create_witness(tmp_path, "w.example/witness", b"secret")
    with pytest.raises(KeyUnusable):
        open_witness(tmp_path, b"wrong")
    with pytest.raises(MalformedInput):
        watch(tmp_path, key)
    (tmp_path / "logs").write_text("no key\n", encoding="utf-8")
    with pytest.raises(LogDamaged):
        open_witness(tmp_path, b"secret")
    (tmp_path / "logs").unlink()
    (tmp_path / "logs").mkdir()
    with pytest.raises(DiskFailed):
        known_logs(tmp_path)


def test_key_files_that_are_not_a_pair_fail(tmp_path: Path) -> None:
    first = create_pair(tmp_path / "a.b", "example.com/log", new_seed(), b"secret", KeyType.ED25519)
    create_pair(tmp_path / "other", "example.com/log", new_seed(), b"secret", KeyType.ED25519)
    assert open_pair(tmp_path / "a.b", b"secret").key == first == read_vkey(tmp_path / "a.b")
    (tmp_path / "a.b.vkey").write_bytes((tmp_path / "other.vkey").read_bytes())
    with pytest.raises(KeyUnusable, match="not of one key"):
        open_pair(tmp_path / "a.b", b"secret")
    (tmp_path / "a.b.vkey").write_text("text", encoding="utf-8")
    with pytest.raises(KeyUnusable):
        read_vkey(tmp_path / "a.b")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskFailed):
        create_pair(tmp_path / "file" / "key", "example.com/log", new_seed(), b"secret", KeyType.ED25519)
