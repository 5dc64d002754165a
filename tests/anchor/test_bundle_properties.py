"""Of every bundle: any changed byte fails; of every parser: senseless bytes are refused by name and crash nothing."""

import json
from collections.abc import Callable

import bundle_kit as kit
import bundle_more as more
import pytest
from bundle_case import POLICY
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.documents.capture import Capture
from torrens_anchor.documents.platformstatement import PlatformStatement
from torrens_anchor.errors import AnchorError, MalformedInput, NotCanonical
from torrens_anchor.forms.canonical import encode, parse, parse_canonical
from torrens_anchor.reports.examine import examine
from torrens_anchor.reports.explain import written
from torrens_anchor.verdicts.verify import verify_bytes

WHOLE = more.on_platform(more.by_contract("seller")).bundle().encode()
SEALED = more.sealed_by_validators(kit.title()).bundle().encode()
STRIDE = 149
"""A prime, so that runs of the test sample other places of fields of equal length."""


def exit_code(data: bytes) -> int:
    try:
        return verify_bytes(data, POLICY, at=kit.AT).exit_code
    except AnchorError as error:
        return error.exit_code


@pytest.mark.parametrize("raw", [WHOLE, SEALED], ids=["voucher", "qbft"])
def test_a_changed_byte_anywhere_fails(raw: bytes) -> None:
    assert exit_code(raw) == 0
    for at in range(0, len(raw), STRIDE):
        for flip in (1, 2):
            changed = raw[:at] + bytes([raw[at] ^ flip]) + raw[at + 1 :]
            assert exit_code(changed) != 0, at


@pytest.mark.audit
def test_every_changed_byte_fails() -> None:
    for at in range(len(WHOLE)):
        changed = WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]
        assert exit_code(changed) != 0, at


PARSERS: list[Callable[[bytes], object]] = [
    Bundle.parse, Policy.parse, PlatformStatement.parse, Capture.parse, parse_qbft_header,
]  # fmt: skip
SEEDS = [
    WHOLE, SEALED, POLICY, more.statement().text().strip().encode(), kit.voucher().documents[1].data,
    more.sealed_by_validators(kit.title()).bundle().headers[0].raw,
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARSERS), st.binary(max_size=300))
def test_random_bytes_are_refused_by_name_fail(read: Callable[[bytes], object], data: bytes) -> None:
    if data == b"{}":
        return
    with pytest.raises(MalformedInput):
        read(data)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(PARSERS), st.sampled_from(SEEDS), st.data())
def test_bent_bytes_crash_no_parser(read: Callable[[bytes], object], seed: bytes, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(begin, min(len(seed), begin + 40)))
    bent = seed[:begin] + data.draw(st.binary(max_size=40)) + seed[end:]
    try:
        found = read(bent)
    except AnchorError:
        return
    if isinstance(found, Bundle):
        assert written(examine(bent, POLICY, at=kit.AT), "b")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, width=16) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_the_quick_reader_and_the_slow_writer_agree(value: object) -> None:
    try:
        canonical = encode(value)  # type: ignore[arg-type] # drawn as JSON
    except MalformedInput:
        return
    assert parse_canonical(canonical) == parse(canonical)
    for other in (json.dumps(value).encode(), json.dumps(value, ensure_ascii=False).encode()):
        if other != canonical:
            with pytest.raises(NotCanonical):
                parse_canonical(other)
