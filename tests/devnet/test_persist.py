from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_devnet.errors import ChainFolderUnusable
from torrens_devnet.persist import MAGIC, RecordLog

payloads = st.lists(st.binary(max_size=60), max_size=6)


def _write(path: Path, records: list[bytes]) -> None:
    with closing(RecordLog(path)) as log:
        for record in records:
            log.append(record)


def _read(path: Path) -> list[bytes]:
    with closing(RecordLog(path)) as log:
        return list(log.records())


@settings(deadline=None)
@given(payloads, payloads)
def test_what_was_appended_is_read_again(first: list[bytes], second: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        _write(path, first)
        _write(path, second)
        assert _read(path) == first + second


def test_a_write_torn_at_any_byte_is_cut_off_and_the_log_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "log"
    _write(path, [b"one", b"two"])
    kept = path.stat().st_size
    _write(path, [b"the third record"])
    whole = path.read_bytes()
    for end in range(kept, len(whole)):
        path.write_bytes(whole[:end])
        assert _read(path) == [b"one", b"two"], end
        assert path.stat().st_size == kept
        _write(path, [b"again"])
        assert _read(path) == [b"one", b"two", b"again"]


@pytest.mark.parametrize("tail", [bytes(5), bytes(400), b"\x00\x00\x00"])
def test_zeros_that_a_lost_disk_write_leaves_are_cut_off(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "log"
    _write(path, [b"one"])
    path.write_bytes(path.read_bytes() + tail)
    assert _read(path) == [b"one"]


def test_a_last_record_whose_bytes_were_lost_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "log"
    _write(path, [b"one", b"two"])
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert _read(path) == [b"one"]


def test_a_magic_torn_at_any_byte_is_a_new_log(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for end in range(len(MAGIC)):
        path.write_bytes(MAGIC[:end])
        _write(path, [b"one"])
        assert _read(path) == [b"one"]


def test_any_changed_byte_before_the_last_record_fail(tmp_path: Path) -> None:
    path = tmp_path / "log"
    _write(path, [b"one"])
    end = path.stat().st_size
    _write(path, [b"two"])
    whole = path.read_bytes()
    for at in range(end):
        content = bytearray(whole)
        content[at] ^= 0x40
        path.write_bytes(content)
        with pytest.raises(ChainFolderUnusable):
            RecordLog(path)
        assert path.read_bytes() == bytes(content), "a refused file is left as it is"


def test_another_file_fail(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"something else entirely")
    with pytest.raises(ChainFolderUnusable, match="no chain log"):
        RecordLog(path)
