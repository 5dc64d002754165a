from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_devnet.clock import ClockFile, UtcSecond, block_time
from torrens_devnet.errors import ClockBackwards, ClockUnusable

seconds = st.integers(0, 2**40).map(UtcSecond)


@given(seconds, seconds)
def test_a_block_is_never_before_the_clock_and_always_after_its_parent(now: UtcSecond, parent: UtcSecond) -> None:
    second = block_time(now, parent)
    assert second >= now
    assert second > parent
    assert second in (now, parent + 1)


def test_time_goes_forward_for_all_who_share_the_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    mine, other = ClockFile.create(path, UtcSecond(10)), ClockFile(path)
    assert mine.advance_to(UtcSecond(12)) == 12
    assert other.read() == 12
    assert other.advance_to(UtcSecond(12)) == 12
    assert ClockFile.create(path, UtcSecond(5)).read() == 12
    assert [found.name for found in tmp_path.iterdir()] == ["clock"]


def test_backwards_fail(tmp_path: Path) -> None:
    clock = ClockFile.create(tmp_path / "clock", UtcSecond(10))
    with pytest.raises(ClockBackwards, match="stands at 10; 9 is past"):
        clock.advance_to(UtcSecond(9))
    assert clock.read() == 10
    with pytest.raises(ClockBackwards):
        ClockFile.create(tmp_path / "other", UtcSecond(-1))


@pytest.mark.parametrize("content", [b"", b"\n", b"-1", b"01", b"1.5", b"ten", b"1\n\n", b"1 ", b"9" * 20, b"\xff"])
def test_no_second_in_the_file_fail(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "clock").write_bytes(content)
    with pytest.raises(ClockUnusable, match="no integer second"):
        ClockFile(tmp_path / "clock").read()
    with pytest.raises(ClockUnusable):
        ClockFile.create(tmp_path / "clock", UtcSecond(1))


def test_no_file_fail(tmp_path: Path) -> None:
    with pytest.raises(ClockUnusable, match="cannot be read"):
        ClockFile(tmp_path / "clock").read()
