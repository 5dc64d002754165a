import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import AlgorithmUnavailable, DigestMismatch, MalformedInput
from torrens_anchor.forms.encoding import base64_bytes, base64_text, decimal, hex_bytes
from torrens_anchor.hashing.digest import Algorithm, Digest

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.sampled_from(Algorithm), st.binary(min_size=32, max_size=32))
def test_digest_text_and_base64_read_back(algorithm: Algorithm, value: bytes) -> None:
    digest = Digest(algorithm, value)
    assert Digest.parse(str(digest)) == digest
    assert Digest.from_base64(algorithm, digest.base64) == digest


def test_digest_names_its_algorithm() -> None:
    assert str(Digest.of(b"")) == f"sha-256:{EMPTY}"
    assert Digest.of(b"") != Digest(Algorithm.SM3, Digest.of(b"").value)


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this Python's OpenSSL has no SM3")
def test_sm3_is_that_of_gb_t_32905() -> None:
    # GB/T 32905-2016, example 1
    assert Digest.of(b"abc", Algorithm.SM3).hex == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_check_passes_the_same_bytes_and_no_others_fail() -> None:
    digest = Digest.of(b"one")
    digest.check(b"one")
    with pytest.raises(DigestMismatch):
        digest.check(b"two")


def test_keccak_is_not_computed_here_fail() -> None:
    with pytest.raises(AlgorithmUnavailable):
        Digest.of(b"", Algorithm.KECCAK_256)


@pytest.mark.parametrize(
    "text",
    [
        "",
        EMPTY,
        f"md5:{EMPTY}",
        f"sha-256:{EMPTY.upper()}",
        f"sha-256:{EMPTY}00",
        f"sha-256: {EMPTY}",
        f"sha-256:{EMPTY}\n",
    ],
)
def test_digest_parse_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        Digest.parse(text)


def test_digest_of_another_size_fail() -> None:
    with pytest.raises(MalformedInput):
        Digest(Algorithm.SHA_256, b"short")


@given(st.binary(max_size=40))
def test_base64_reads_back(value: bytes) -> None:
    assert base64_bytes(base64_text(value), None, "x") == value


@pytest.mark.parametrize("text", ["AA", "AB==", "A A=", "AA==\n", "-_==", "====", "é"])
def test_base64_has_one_spelling_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        base64_bytes(text, None, "x")


@pytest.mark.parametrize("text", ["0x00", "0", "AA", " 00", "00\n", "gg"])
def test_hex_has_one_spelling_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        hex_bytes(text, None, "x")


@pytest.mark.parametrize("text", ["", "01", "+1", "-1", "1 ", "1\n", "٣", "1e3", "100", "9" * 10_000])
def test_decimal_has_one_spelling_fail(text: str) -> None:
    with pytest.raises(MalformedInput):
        decimal(text, 100, "x")


def test_decimal_reads_up_to_its_limit() -> None:
    assert [decimal("0", 100, "x"), decimal("99", 100, "x")] == [0, 99]
