"""The strict DER of a signature, held against two other readers on encodings spoilt in every place."""

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from ecdsa.der import UnexpectedDER
from ecdsa.util import sigdecode_der
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import MalformedInput
from torrens_anchor.signatures.secp256k1 import N, parse_der

NUMBERS = st.one_of(
    st.integers(0, 300), st.sampled_from([1 << n for n in (7, 8, 127, 255, 256)]), st.integers(0, 2**257)
)
BYTES = st.one_of(st.sampled_from([0, 1, 2, 0x30, 0x7F, 0x80, 0x81, 0xFF]), st.integers(0, 255))
SPOILS = st.lists(st.tuples(st.sampled_from(["put", "cut", "set"]), st.integers(0, 75), BYTES), max_size=3)


def integer(value: int) -> bytes:
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return bytes([2, len(body)]) + body


def spoilt(data: bytes, spoils: list[tuple[str, int, int]]) -> bytes:
    changed = bytearray(data)
    for how, place, byte in spoils:
        at = place % (len(changed) + 1)
        changed[at : at + (how != "put")] = b"" if how == "cut" else bytes([byte])
    return bytes(changed)


def read(reader: Callable[[], tuple[int, int]]) -> tuple[int, int] | None:
    try:
        return reader()
    except (MalformedInput, UnexpectedDER, ValueError):
        return None


@settings(max_examples=400, deadline=None)
@given(NUMBERS, NUMBERS, SPOILS)
def test_three_readers_agree_on_every_encoding(r: int, s: int, spoils: list[tuple[str, int, int]]) -> None:
    body = integer(r) + integer(s)
    data = spoilt(bytes([0x30, len(body)]) + body, spoils)
    ours = read(lambda: parse_der(data))
    assert ours == read(lambda: sigdecode_der(data, N))
    assert ours == read(lambda: decode_dss_signature(data))
    assert spoils or ours == (r, s)
