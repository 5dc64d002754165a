"""The linter before signing: personal data is found where it hides, and random words are let through."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import PersonalDataFound
from torrens_anchor.personal import (
    PersonalKind,
    is_card_number,
    is_identity_number,
    require_impersonal,
    scan_bytes,
    scan_text,
)

WEIGHTS = [2**place % 11 for place in range(17, 0, -1)]
"""ISO/IEC 7064: the weight of a place is 2^place mod 11; the module under test has them as a table."""


def identity(province: str, birth: str, rest: str) -> str:
    body = f"{province}0102{birth}{rest}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[total]


def card(prefix: str, length: int, filling: str) -> str:
    body = (prefix + filling)[: length - 1]
    total = 0
    for place, digit in enumerate(reversed(body)):
        twice = int(digit) * 2 if place % 2 == 0 else int(digit)
        total += twice - 9 if twice > 9 else twice
    return body + str(-total % 10)


births = st.dates().map(lambda day: f"{1900 + day.year % 120}{day.month:02}{min(day.day, 28):02}")
digits = st.text("0123456789", min_size=18, max_size=18)
identities = st.builds(identity, st.sampled_from(["11", "33", "15", "23", "65"]), births, digits.map(lambda d: d[:3]))
cards = st.builds(card, st.sampled_from(["62"]), st.integers(16, 19), digits) | st.builds(
    card, st.sampled_from(["4", "51", "22", "35"]), st.just(16), digits
)
mobiles = st.builds(lambda second, rest: f"1{second}{rest[:9]}", st.sampled_from("3456789"), digits)
emails = st.builds(
    lambda name, host, end: f"{name}@{host}.{end}",
    st.from_regex(r"[a-z][a-z0-9._]{0,20}", fullmatch=True),
    st.from_regex(r"[a-z0-9]{1,20}", fullmatch=True),
    st.sampled_from(["com", "cn", "com.cn", "org"]),
)
personal = (
    st.tuples(st.just(PersonalKind.IDENTITY), identities)
    | st.tuples(st.just(PersonalKind.MOBILE), mobiles)
    | st.tuples(st.just(PersonalKind.CARD), cards)
    | st.tuples(st.just(PersonalKind.EMAIL), emails)
)


@given(personal, st.binary(max_size=68), st.binary(max_size=68))
def test_each_kind_is_found_in_calldata(hidden: tuple[PersonalKind, str], before: bytes, after: bytes) -> None:
    kind, text = hidden
    data = before + b"\0" + text.encode() + b"\0" + after
    with pytest.raises(PersonalDataFound) as refused:
        require_impersonal(scan_bytes(data, "calldata"))
    assert str(kind) in str(refused.value)
    assert text not in str(refused.value), "the refusal itself must not publish it"
    assert refused.value.remedy


@given(personal, st.sampled_from(["{}", "申请人 {}。", "tel:{} ", "({})", '{{"id": "{}"}}']))
def test_each_kind_is_found_in_text(hidden: tuple[PersonalKind, str], around: str) -> None:
    kind, text = hidden
    assert kind in {one.kind for one in scan_text(around.format(text), "note")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("11010519491231002X", PersonalKind.IDENTITY),
        ("11010519491231002x", PersonalKind.IDENTITY),
        ("１１０１０５１９４９１２３１００２X", PersonalKind.IDENTITY),
        ("110105 19491231 002X", PersonalKind.IDENTITY),
        ("110105491231002", PersonalKind.IDENTITY),
        ("138 0013 8000", PersonalKind.MOBILE),
        ("138-0013-8000", PersonalKind.MOBILE),
        ("+8613800138000", PersonalKind.MOBILE),
        ("6222 0200 0000 0000 02", None),
        ("4111 1111 1111 1111", PersonalKind.CARD),
        ("378282246310005", PersonalKind.CARD),
        ("li.lei@data.example.museum", PersonalKind.EMAIL),
    ],
)
def test_forms_that_people_write(text: str, kind: PersonalKind | None) -> None:
    assert [one.kind for one in scan_text(text, "note")] == ([kind] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong check character
        "11010519491331002X",  # month 13
        "99010519491231002X",  # no such province
        "91330100MA27XL0K4T",  # a unified credit code: letters
        "SJ3312026040001",  # a certificate number
        "331-202604-0001",  # a case number
        "1772413200",  # a second
        "12800138000",  # no mobile begins so
        "x13800138000",  # touched by a letter
        "4111111111111112",  # Luhn
        "0x" + "13800138000" * 5 + "ab",
        "user@host",
        "2026-03-02 09:00:00",
    ],
)
def test_what_is_no_personal_data_passes(text: str) -> None:
    assert scan_text(text, "note") == []


def test_random_words_are_never_refused() -> None:
    random = Random(20260302)  # noqa: S311 - reproducible, not secret
    data = random.randbytes(32 * 100_000)
    words = (data[place : place + 32] for place in range(0, len(data), 32))
    assert sum(len(scan_bytes(word, "word")) for word in words) == 0
    assert scan_bytes(data, "all of them in one run") == []


def test_words_whose_hex_looks_like_a_number_pass() -> None:
    word = bytes.fromhex("11010519491231002f".rjust(64, "a"))
    assert scan_bytes(word, "word") == []


@given(identities)
def test_one_changed_digit_is_no_identity_number(number: str) -> None:
    place, new = 16, str((int(number[16]) + 1) % 10)
    assert is_identity_number(number)
    assert not is_identity_number(number[:place] + new + number[place + 1 :])


@given(cards)
def test_one_changed_digit_is_no_card(number: str) -> None:
    assert is_card_number(number)
    assert not is_card_number(number[:-1] + str((int(number[-1]) + 1) % 10))


def test_29_february_and_impossible_dates() -> None:
    assert is_identity_number(identity("33", "20000229", "001"))
    assert not is_identity_number(identity("33", "19000229", "001"))
    assert not is_identity_number(identity("33", "20010229", "001"))
    assert not is_identity_number(identity("33", "20010431", "001"))


def test_a_finding_names_kind_and_place_and_masks_the_rest() -> None:
    (one,) = scan_bytes(b"\xff\xff13800138000", "calldata")
    assert (one.kind, one.where, one.sample) == (PersonalKind.MOBILE, "calldata at 2", "13********0")


def test_nothing_found_is_no_error() -> None:
    found = list(scan_bytes(bytes(64), "calldata"))
    require_impersonal(found)  # raises when there is anything
    assert found == []
