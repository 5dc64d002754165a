import pytest
import rlp as oracle
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.chain import rlp
from torrens_anchor.errors import LimitExceeded, MalformedInput

ITEMS: st.SearchStrategy[rlp.Item] = st.recursive(
    st.binary(max_size=70), lambda inner: st.lists(inner, max_size=5).map(tuple), max_leaves=20
)


@settings(max_examples=150)
@given(ITEMS)
def test_round_trip_and_oracle(item: rlp.Item) -> None:
    encoded = rlp.encode(item)
    assert encoded == oracle.encode(item)
    assert rlp.decode(encoded) == item


@settings(max_examples=400)
@given(st.binary(max_size=60))
def test_random_bytes_decode_to_their_own_encoding_or_fail(data: bytes) -> None:
    try:
        item = rlp.decode(data)
    except MalformedInput:
        return
    assert rlp.encode(item) == data
    assert oracle.encode(oracle.decode(data)) == data


@pytest.mark.parametrize(
    "data",
    ["", "80ff", "8100", "817f", "b801", "b80001", "b90038" + "00" * 56, "b8", "83aabb", "c3aabb", "f800", "f80100",
     "bfffffffffffffffff", "ff" + "ff" * 8, "c281ff00"],
)  # fmt: skip
def test_not_one_shortest_item_fails(data: str) -> None:
    with pytest.raises(MalformedInput, match="RLP"):
        rlp.decode(bytes.fromhex(data))


def test_deep_nesting_fails() -> None:
    with pytest.raises(LimitExceeded):
        rlp.decode(_nested(40))


def _nested(depth: int) -> bytes:
    item: rlp.Item = b""
    for _ in range(depth):
        item = (item,)
    return rlp.encode(item)


def test_integers() -> None:
    assert rlp.uint(b"", "n") == 0
    assert rlp.uint(b"\x01\x00", "n") == 256
    assert rlp.uint_bytes(0) == b""


@pytest.mark.parametrize("item", [b"\0", b"\0\1", b"\1" * 33, ()])
def test_odd_integers_fail(item: rlp.Item) -> None:
    with pytest.raises(MalformedInput):
        rlp.uint(item, "n")
