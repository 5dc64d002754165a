"""What a check says of a log that a stop or a damage left in another shape; what no proof may be made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from torrens_log.checker import check_log
from torrens_log.errors import LogDamaged, LogRewritten, ServedBehind
from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView

LOG = signer_from_seed("example.com/log", b"l" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log of 300 entries, signed at 5 and at 300."""
    with AuditLog(tmp_path / "log", LOG) as log:
        log.append([b"entry %d" % i for i in range(5)])
        log.checkpoint()
        log.append([b"entry %d" % i for i in range(5, 300)])
        log.checkpoint()
    return tmp_path / "log"


@pytest.mark.parametrize("left", ["an older one", "none"])
def test_a_stop_between_signing_and_serving_is_told_apart_and_mended_by_opening(left: str, folder: Path) -> None:
    (folder / "checkpoint").unlink()
    if left == "an older one":
        (folder / "checkpoint").write_bytes((folder / "checkpoints" / "5").read_bytes())
    with pytest.raises(ServedBehind) as caught:
        check_log(LogView.open(folder), [LOG.key])
    assert caught.value.exit_code == 2
    with AuditLog(folder, LOG) as log:
        assert check_log(log.view, [LOG.key]).checkpoints == (5, 300)


def test_a_served_checkpoint_that_was_never_signed_is_damage_fail(folder: Path) -> None:
    served = (folder / "checkpoint").read_bytes()
    (folder / "checkpoint").write_bytes(served.replace(b"300", b"301"))
    with pytest.raises(LogDamaged, match="checkpoint"):
        check_log(LogView.open(folder), [LOG.key])


def test_a_state_older_than_what_was_signed_is_the_file_that_is_named_fail(folder: Path, tmp_path: Path) -> None:
    with AuditLog(tmp_path / "short", LOG) as short:
        short.append([b"entry %d" % i for i in range(299)])
    (folder / "state.json").write_bytes((tmp_path / "short" / "state.json").read_bytes())
    with pytest.raises(LogRewritten, match=r"state\.json counts only 299 entries"):
        check_log(LogView.open(folder), [LOG.key])


@pytest.mark.parametrize("name", ["tile/0/000", "tile/entries/000", "tile/0/001.p/44"])
def test_no_proof_is_made_of_a_damaged_tile_fail(name: str, folder: Path) -> None:
    data = bytearray((folder / name).read_bytes())
    data[33] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(LogDamaged):
        prove_entry(LogView.open(folder), 3)
