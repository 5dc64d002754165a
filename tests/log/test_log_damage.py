"""A log that was rewritten, cut back or damaged is not opened nor signed, and check finds it."""

from pathlib import Path

import pytest
from log_kit import LOG, WITNESS, entries, fill

from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import JsonLike, encode
from torrens_anchor.notes.cosignature import cosign
from torrens_anchor.notes.note import NoteSignature
from torrens_log.checker import check_log
from torrens_log.errors import DiskFailed, LogDamaged, LogError, LogRewritten, WrongLogKey
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.store import LogState, LogView


def test_another_key_does_not_open_a_signed_log_fail(folder: Path) -> None:
    fill(folder, 3, 3)
    for other in (signer_from_seed("example.com/log", b"x" * 32), signer_from_seed("example.com/two", b"l" * 32)):
        with pytest.raises(WrongLogKey):
            AuditLog(folder, other)
        with pytest.raises(WrongLogKey):
            check_log(LogView.open(folder), [other.key])


def test_a_rewritten_log_is_not_opened_nor_signed_fail(folder: Path, tmp_path: Path) -> None:
    fill(folder, 5, 5)
    with AuditLog(tmp_path / "other", LOG) as other:
        other.append([b"forged %d" % i for i in range(9)])
    for path in (tmp_path / "other" / "tile").rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(tmp_path / "other")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (folder / "state.json").write_bytes((tmp_path / "other" / "state.json").read_bytes())
    with pytest.raises(LogRewritten):
        AuditLog(folder, LOG)
    with pytest.raises(LogRewritten):
        check_log(LogView.open(folder), [LOG.key])
    assert (folder / "checkpoint").read_bytes() == (folder / "checkpoints/5").read_bytes()


def test_a_log_cut_back_below_a_signed_size_fail(folder: Path, tmp_path: Path) -> None:
    fill(folder, 300, 300)
    fill(tmp_path / "short", 299)
    for name in ("state.json", "tile/0/001.p/43", "tile/entries/001.p/43"):
        (folder / name).write_bytes((tmp_path / "short" / name).read_bytes())
    with pytest.raises(LogRewritten):
        AuditLog(folder, LOG)
    with pytest.raises(LogRewritten):
        check_log(LogView.open(folder), [LOG.key])


FILES = [
    "tile/0/000",
    "tile/0/001.p/44",
    "tile/1/000.p/1",
    "tile/entries/000",
    "tile/entries/001.p/44",
    "state.json",
    "checkpoint",
    "checkpoints/300",
]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_any_damaged_file_is_found_by_check_fail(name: str, damage: str, folder: Path) -> None:
    fill(folder, 300, 300)
    path = folder / name
    data = path.read_bytes()
    if damage == "flip":
        path.write_bytes(data[:7] + bytes([data[7] ^ 1]) + data[8:])
    elif damage == "cut":
        path.write_bytes(data[:-1])
    else:
        path.unlink()
    with pytest.raises(LogError) as caught:
        check_log(LogView.open(folder), [LOG.key])
    assert caught.value.facts


@pytest.mark.parametrize("name", ["tile/0/001.p/44", "tile/entries/001.p/44", "state.json"])
def test_a_damaged_edge_is_not_written_on_fail(name: str, folder: Path) -> None:
    fill(folder, 300)
    path = folder / name
    data = path.read_bytes()
    path.write_bytes(data[:9] + bytes([data[9] ^ 1]) + data[10:])
    with pytest.raises(LogDamaged):
        AuditLog(folder, LOG)


@pytest.mark.parametrize("signed", [(), (3,)])
def test_a_log_without_its_state_is_not_begun_anew_fail(signed: tuple[int, ...], folder: Path) -> None:
    fill(folder, 3, *signed)
    (folder / "state.json").unlink()
    with pytest.raises(LogDamaged):
        AuditLog(folder, LOG)


@pytest.mark.parametrize("name", ["checkpoint", "checkpoints/5"])
@pytest.mark.parametrize("data", [None, b"", b"text\n\n\xe2\x80\x94 w AAAAAAA=\n"])
def test_a_signed_checkpoint_lost_in_one_place_is_put_back_from_the_other(
    name: str, data: bytes | None, folder: Path
) -> None:
    fill(folder, 5, 3, 5)
    whole = (folder / name).read_bytes()
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)
    with AuditLog(folder, LOG) as log:
        assert (folder / name).read_bytes() == whole
        assert check_log(log.view, [LOG.key]).checkpoints == (3, 5)


def test_a_signed_checkpoint_of_another_name_fail(folder: Path) -> None:
    fill(folder, 5, 3)
    (folder / "checkpoints/4").write_bytes((folder / "checkpoints/3").read_bytes())
    with pytest.raises(LogDamaged):
        AuditLog(folder, LOG)
    (folder / "checkpoints/4").unlink()
    (folder / "checkpoints/3").unlink()
    (folder / "checkpoint").unlink()
    (folder / "checkpoint").mkdir()
    with pytest.raises(DiskFailed):
        AuditLog(folder, LOG)


@pytest.mark.parametrize("name", ["tile/0/001.p/4", "tile/entries/001.p/4"])
def test_a_damaged_partial_file_of_a_signed_size_is_found_by_check_fail(name: str, folder: Path) -> None:
    fill(folder, 300, 260, 300)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(LogDamaged, match=name):
        check_log(LogView.open(folder), [LOG.key])
    (folder / name).unlink()  # a reader of the checkpoint of 260 asks for it, while its tile is not full
    with pytest.raises(LogDamaged, match=f"{name}, of the signed size 260, is missing"):
        check_log(LogView.open(folder), [LOG.key])


def test_check_counts_cosignatures_and_finds_a_false_one_fail(log: AuditLog, folder: Path) -> None:
    log.append(entries(0, 3))
    note = log.checkpoint()
    log.add_cosignatures([cosign(note.text, 1, WITNESS)], [WITNESS.key])
    assert check_log(log.view, [LOG.key], [WITNESS.key]).cosignatures == 1
    assert check_log(log.view, [LOG.key]).cosignatures == 0
    false = note.with_signature(NoteSignature(WITNESS.key.name, WITNESS.key.key_id, bytes(72))).encode()
    for name in ("checkpoint", "checkpoints/3"):
        (folder / name).write_bytes(false)
    with pytest.raises(LogDamaged):
        check_log(log.view, [LOG.key], [WITNESS.key])


def test_a_negative_size_is_no_state_fail() -> None:
    members: dict[str, JsonLike] = {"v": "torrens/log-state/1", "size": -1, "root": "00" * 32}
    with pytest.raises(MalformedInput, match="negative"):
        LogState.parse(encode(members))
