import json
import math
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.errors import LimitExceeded, MalformedInput, NotCanonical
from torrens_anchor.forms.canonical import MAX_DEPTH, JsonValue, encode, parse, parse_canonical, parse_canonical_object
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER, serialize_float

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-MAX_SAFE_INTEGER, MAX_SAFE_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not 2**53 <= abs(x) < 1e21)
    | TEXT
)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_encoding_reads_back_equal_and_is_its_own_canonical_form(value: JsonValue) -> None:
    data = encode(value)
    assert parse_canonical(data) == value
    assert json.loads(data) == value


@given(VALUES)
def test_any_other_layout_encodes_to_the_same_bytes(value: JsonValue) -> None:
    loose = json.dumps(value, indent=2, ensure_ascii=True).encode()
    assert encode(parse(loose)) == encode(value)


@given(st.binary(max_size=60))
def test_parser_refuses_random_bytes_by_name_or_reads_them(data: bytes) -> None:
    try:
        value = parse(data)
    except MalformedInput:
        return
    assert encode(value)


@given(VALUES, st.data())
def test_a_flipped_bit_is_never_read_as_the_same_value_fail(value: JsonValue, data: st.DataObject) -> None:
    good = bytearray(encode(value))
    bit = data.draw(st.integers(0, len(good) * 8 - 1))
    good[bit // 8] ^= 1 << bit % 8
    with suppress(MalformedInput):
        assert encode(parse_canonical(bytes(good))) != encode(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_to_the_same_double(value: float) -> None:
    assert float(serialize_float(value)) == value


# RFC 8785 appendix B
@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_ecmascript_writes_them(bits: str, text: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))
    assert serialize_float(value) == text


def test_keys_are_sorted_by_utf16_code_units() -> None:
    # U+10000 is a surrogate pair (D800 DC00) and so stands before U+FFFF, against code point order
    assert (
        encode({"\uffff": 1, "\U00010000": 2, "é": 3, "z": 4, "": 5})
        == '{"":5,"z":4,"é":3,"\U00010000":2,"\uffff":1}'.encode()
    )


def test_strings_are_escaped_only_where_they_must_be() -> None:
    assert encode('\x00\b\t\n\v\f\r"\\/\x7f€') == '"\\u0000\\b\\t\\n\\u000b\\f\\r\\"\\\\/\x7f€"'.encode()


@pytest.mark.parametrize(
    ("data", "because"),
    [
        (b'\xef\xbb\xbf{"a":1}', "byte order mark"),
        (b'{"a":1,"a":1}', "twice"),
        (b'{"a":{"b":1,"b":2}}', "twice"),
        (b'{"a":1} x', "not JSON"),
        (b'{"a":1}{', "not JSON"),
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b'"\xed\xa0\x80"', "not UTF-8"),
        (b'"\\ud800"', "surrogate"),
        (b'{"\\udc00":1}', "surrogate"),
        (b"NaN", "no JSON number"),
        (b"[-Infinity]", "no JSON number"),
        (b"1e999", "larger than any double"),
        (b"1" * 5000 + b".0", "larger than any double"),
        (b"1" * 5000, "2^53"),
        (b"9007199254740992", "2^53"),
        (b"-9007199254740992", "2^53"),
        (b"01", "not JSON"),
        (b"'a'", "not JSON"),
        (b'"\t"', "not JSON"),
        (b"[1,]", "not JSON"),
    ],
)
def test_parse_names_what_it_refuses_fail(data: bytes, because: str) -> None:
    with pytest.raises(MalformedInput, match=because.replace("^", r"\^")):
        parse(data)


@pytest.mark.parametrize("text", ["[" * 65 + "]" * 65, '{"a":' * 65 + "1" + "}" * 65, "[" * 200_000])
def test_parse_bounds_depth_fail(text: str) -> None:
    with pytest.raises(LimitExceeded):
        parse(text.encode())


def test_depth_is_allowed_up_to_the_bound() -> None:
    text = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert parse_canonical(text) is not None


@pytest.mark.parametrize(
    "data", [b'{"b":1,"a":2}', b'{"a": 1}', b"1.0", b"1E3", b"-0", b'"\\u0041"', b'"\\/"', b"[]\n"]
)
def test_parse_canonical_refuses_other_spellings_fail(data: bytes) -> None:
    parse(data)
    with pytest.raises(NotCanonical) as caught:
        parse_canonical(data)
    assert isinstance(caught.value.facts["at"], int)


def test_parse_canonical_object_wants_an_object_fail() -> None:
    with pytest.raises(MalformedInput, match="object"):
        parse_canonical_object(b"[]")


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        2.0**53,
        -1e20,
        2**53,
        -(2**53),
        "\ud800",
        b"bytes",
        {1: 2},
        {"\udc00": 1},
        {1, 2},
        [object()],
    ],
)
def test_encode_refuses_what_json_has_not_fail(value: object) -> None:
    with pytest.raises(MalformedInput):
        encode(value)  # type: ignore[arg-type]  # the wrong types are the test


def test_a_number_of_any_length_is_the_nearest_double() -> None:
    assert parse(b"0." + b"1" * 100_000) == 1 / 9
    assert parse(b"0." + b"0" * 100_000 + b"1") == 0
    assert parse(b"1" * 300, large_integers=True) == float("1" * 300)


def test_large_integers_become_doubles_only_on_request() -> None:
    value = parse(b"295147905179352825856", large_integers=True)
    assert encode(value, large_integers=True) == b"295147905179352830000"
    assert encode(2.0**70) == b"1.1805916207174113e+21"


@pytest.mark.parametrize(
    "data",
    [
        b"[1e-07]",
        b"[1.0]",
        b"[-0]",
        b"[1.5e3]",
        '{"\uffff":1,"\U00010000":2}'.encode(),
        b'{"b":1,"a":2}',
        b'["\\u0041"]',
    ],
)
def test_what_the_library_would_write_is_not_always_canonical_fail(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(data)
