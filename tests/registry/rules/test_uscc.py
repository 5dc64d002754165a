"""Unified social credit codes: both check characters."""

from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from torrens_registry.errors import BadCreditCode
from torrens_registry.rules import uscc

characters = st.sampled_from(uscc.ALPHABET)
# First two letters included: rural (N2) and other bodies, which many libraries refuse.
heads = st.builds("".join, st.tuples(characters, characters))
regions = st.from_regex(r"[0-9]{6}", fullmatch=True)
bodies = st.text(uscc.ALPHABET, min_size=8, max_size=8)


def _make(head: str, region: str, body: str) -> str:
    first17 = head + region + body + uscc.body_check_character(body)
    return first17 + uscc.check_character(first17)


codes = st.builds(_make, heads, regions, bodies)


def test_the_worked_example_of_the_standard() -> None:
    assert uscc.check_character("91350100M000100Y4") == "3"
    assert uscc.body_check_character("M000100Y") == "4"
    assert uscc.parse("91350100M000100Y43") == "91350100M000100Y43"


def test_a_real_code() -> None:
    assert uscc.parse("91110108551385082Q") == "91110108551385082Q"


@given(codes)
def test_every_made_code_parses(code: str) -> None:
    assert uscc.parse(code) == code


@given(codes, st.integers(0, 17), characters)
def test_any_one_changed_character_fail(code: str, at: int, character: str) -> None:
    assume(code[at] != character)
    with pytest.raises(BadCreditCode):
        uscc.parse(code[:at] + character + code[at + 1 :])


@given(codes, st.integers(0, 16))
def test_two_swapped_neighbours_fail(code: str, at: int) -> None:
    assume(code[at] != code[at + 1])
    with pytest.raises(BadCreditCode):
        uscc.parse(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


@given(codes, characters)
def test_wrong_inner_check_with_right_outer_check_fail(code: str, character: str) -> None:
    assume(character != code[16])
    first17 = code[:16] + character
    with pytest.raises(BadCreditCode, match="position 17") as caught:
        uscc.parse(first17 + uscc.check_character(first17))
    assert caught.value.facts["fault"] == "body check"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "length"),
        ("91350100M000100Y4", "length"),
        ("91350100M000100Y433", "length"),
        ("91350100I000100Y43", "character"),
        ("91350100m000100y43", "character"),
        ("9135010AM000100Y43", "region"),
        ("91350100M000100Y53", "body check"),
        ("91350100M000100Y44", "check"),
        ("９1350100M000100Y43", "character"),
    ],
)
def test_malformed_code_fail(text: str, fault: str) -> None:
    with pytest.raises(BadCreditCode) as caught:
        uscc.parse(text)
    assert caught.value.facts["fault"] == fault


def test_enrolment_carries_the_sha256_of_the_code() -> None:
    code = uscc.parse("91350100M000100Y43")
    assert uscc.enrolment_digest(code) == sha256(b"91350100M000100Y43").digest()
