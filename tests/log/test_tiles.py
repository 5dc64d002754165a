import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import LimitExceeded, MalformedInput
from torrens_log.tiles import MAX_ENTRY_BYTES, TILE_WIDTH, encode_bundle, parse_bundle, parse_tile, tile_path


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1234067, 256, "tile/0/x001/x234/067"),
        (0, 273, 112, "tile/0/273.p/112"),
        (2, 0, 1, "tile/2/000.p/1"),
        (None, 1000, 256, "tile/entries/x001/000"),
        (None, 999, 255, "tile/entries/999.p/255"),
    ],
)
def test_paths_are_those_of_the_standard(level: int | None, number: int, width: int, path: str) -> None:
    assert str(tile_path(level, number, width)) == path


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40), min_size=1, max_size=20))
def test_bundles_read_back_and_any_cut_is_noticed_fail(entries: list[bytes]) -> None:
    data = encode_bundle(entries)
    assert parse_bundle(data) == entries
    ends = {len(encode_bundle(entries[:n])) for n in range(1, len(entries) + 1)}
    for end in set(range(len(data))) - ends:
        with pytest.raises(MalformedInput):
            parse_bundle(data[:end])


@pytest.mark.parametrize("data", [b"", b"\x00", bytes(2) * (TILE_WIDTH + 1)])
def test_malformed_bundle_fail(data: bytes) -> None:
    with pytest.raises(MalformedInput):
        parse_bundle(data)


@pytest.mark.parametrize("size", [0, 31, 33, 32 * 257])
def test_malformed_tile_fail(size: int) -> None:
    with pytest.raises(MalformedInput):
        parse_tile(bytes(size))


def test_an_entry_of_64_kib_fail() -> None:
    assert parse_bundle(encode_bundle([bytes(MAX_ENTRY_BYTES)])) == [bytes(MAX_ENTRY_BYTES)]
    with pytest.raises(LimitExceeded):
        encode_bundle([bytes(MAX_ENTRY_BYTES + 1)])
