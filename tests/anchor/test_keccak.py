import sha3
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.hashing.keccak import EMPTY, keccak256, keccak256_pure


def test_known_digests() -> None:
    assert keccak256_pure(b"") == EMPTY
    expected = "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert keccak256_pure(b"abc").hex() == expected


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300))
def test_pure_and_compiled_agree(data: bytes) -> None:
    assert keccak256_pure(data) == keccak256(data) == sha3.keccak_256(data).digest()


def test_every_length_around_the_rate_agrees() -> None:
    for size in (*range(134, 139), 271, 272, 273):
        data = bytes(range(256)) * 2
        assert keccak256_pure(data[:size]) == sha3.keccak_256(data[:size]).digest()
