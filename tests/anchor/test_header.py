import json
from pathlib import Path

import pytest
import rlp as oracle
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.chain import rlp
from torrens_anchor.chain.header import parse_header
from torrens_anchor.errors import AnchorError, LimitExceeded, MalformedInput, UnknownVersion
from torrens_anchor.hashing.keccak import keccak256

BASE: list[bytes] = [
    bytes(32), bytes(32), bytes(20), b"\1" * 32, bytes(32), bytes(32), bytes(256), b"\1", b"\x10", b"\xff", b"",
    b"\x67",
    b"extra", bytes(32), bytes(8),
]  # fmt: skip
LATER: list[bytes] = [b"\7", bytes(32), b"", b"", bytes(32), bytes(32)]


@pytest.mark.parametrize("later", [0, 1, 2, 4, 5, 6])
def test_every_fork_parses_and_hashes(later: int) -> None:
    data = rlp.encode(tuple(BASE + LATER[:later]))
    header = parse_header(data)
    assert header.hash == keccak256(data)
    assert (header.number, header.timestamp, header.state_root) == (16, 0x67, b"\1" * 32)
    assert len(header.fields) == 15 + later
    assert oracle.encode(list(header.fields)) == data


@pytest.mark.parametrize("later", [3, 7, 8, 20])
def test_fields_of_no_known_fork_fail(later: int) -> None:
    with pytest.raises(UnknownVersion, match="no known fork"):
        parse_header(rlp.encode(tuple((BASE + LATER + [bytes(32)] * 20)[: 15 + later])))


@given(st.data())
def test_any_flipped_bit_changes_the_hash_or_fails(data: st.DataObject) -> None:
    encoded = bytearray(rlp.encode(tuple(BASE + LATER)))
    original = parse_header(bytes(encoded))
    bit = data.draw(st.integers(0, len(encoded) * 8 - 1))
    encoded[bit // 8] ^= 1 << bit % 8
    try:
        assert parse_header(bytes(encoded)).hash != original.hash
    except AnchorError:
        return


@pytest.mark.parametrize("index", [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 19, 20])
def test_field_of_another_length_fails(index: int) -> None:
    fields = BASE + LATER
    fields[index] += b"\1"
    with pytest.raises(MalformedInput):
        parse_header(rlp.encode(tuple(fields)))


@pytest.mark.parametrize("index", [7, 8, 9, 10, 11, 15, 17, 18])
def test_integer_with_leading_zero_fails(index: int) -> None:
    fields = BASE + LATER
    fields[index] = b"\0\1"
    with pytest.raises(MalformedInput):
        parse_header(rlp.encode(tuple(fields)))


def test_few_many_nested_long_fail() -> None:
    with pytest.raises(MalformedInput, match="at least 15"):
        parse_header(rlp.encode(tuple(BASE[:14])))
    with pytest.raises(MalformedInput, match="list"):
        parse_header(rlp.encode((*BASE[:12], (b"x",), *BASE[13:])))
    with pytest.raises(LimitExceeded, match="bytes"):
        parse_header(rlp.encode((*BASE[:12], bytes(70_000), *BASE[13:])))
    with pytest.raises(MalformedInput, match="not a list"):
        parse_header(b"\x80")
    with pytest.raises(MalformedInput, match="follow"):
        parse_header(rlp.encode(tuple(BASE)) + b"\0")


def test_header_of_a_real_chain() -> None:
    vector = Path(__file__).parents[1] / "vectors" / "besu-qbft-header.json"
    case = json.loads(vector.read_text())
    assert parse_header(bytes.fromhex(case["header_rlp"])).number == case["number"]
