"""Rights algebra: masks, within as a partial order, what a licence may carry."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.codes import Action, Mode, Right
from torrens_contracts.words import PackedWord
from torrens_registry.errors import (
    DepthExceeded,
    EmptyMask,
    FieldOutOfRange,
    RegistryError,
    RightExceeded,
    ScopeExceeded,
    TermExceeded,
    UnknownBits,
)
from torrens_registry.rules import rights
from torrens_registry.rules.tables import INDUSTRIES, REGIONS, mask_of

WHOLE = PackedWord(
    purpose=rights.MASKS["purpose"],
    region=rights.MASKS["region"],
    action=rights.MASKS["action"],
    rights=7,
    basis=1,
    mode=Mode.ORIGINAL,
    not_before=1_000,
    until=2_000,
    nonce=1,
)
# Few values a field, so that pairs within one another are common.
packed = st.builds(
    PackedWord,
    purpose=st.integers(0, 3),
    region=st.integers(0, 3),
    action=st.sampled_from([0, 2, 8, 10]),
    rights=st.integers(0, 7),
    basis=st.just(1),
    mode=st.just(int(Mode.LICENSE)),
    not_before=st.integers(0, 2),
    until=st.integers(3, 5),
    nonce=st.just(0),
)
any_packed = st.builds(PackedWord, **{name: st.integers(0, (1 << bits) - 1) for name, bits in PackedWord.LAYOUT})


@given(any_packed)
def test_packed_round_trip(value: PackedWord) -> None:
    assert PackedWord.unpack(value.pack()) == value


def test_packed_layout_is_first_field_most_significant() -> None:
    word = PackedWord(1, 2, 3, 4, 5, 6, 7, 8, 9).pack()
    assert int.from_bytes(word) == (
        1 << 224 | 2 << 184 | 3 << 160 | 4 << 152 | 5 << 144 | 6 << 136 | 7 << 100 | 8 << 64 | 9
    )


@given(packed)
def test_within_is_reflexive(a: PackedWord) -> None:
    assert rights.within(a, a) is None


@given(packed, packed)
def test_within_is_antisymmetric(a: PackedWord, b: PackedWord) -> None:
    if rights.within(a, b) is None and rights.within(b, a) is None:
        assert a == b


@given(packed, packed, packed)
def test_within_is_transitive(a: PackedWord, b: PackedWord, c: PackedWord) -> None:
    b = replace(b, **{n: getattr(a, n) | getattr(b, n) for n in ("purpose", "region", "action", "rights")})
    b = replace(b, not_before=min(a.not_before, b.not_before), until=max(a.until, b.until))
    c = replace(c, **{n: getattr(b, n) | getattr(c, n) for n in ("purpose", "region", "action", "rights")})
    c = replace(c, not_before=min(b.not_before, c.not_before), until=max(b.until, c.until))
    assert rights.within(a, b) is None
    assert rights.within(b, c) is None
    assert rights.within(a, c) is None


@given(packed, packed)
def test_within_is_one_and_per_mask_and_the_term(a: PackedWord, b: PackedWord) -> None:
    inside = all(
        getattr(a, n) & getattr(b, n) == getattr(a, n) for n in ("purpose", "region", "action", "rights")
    ) and (b.not_before <= a.not_before and a.until <= b.until)
    assert (rights.within(a, b) is None) == inside


@given(st.integers(0, 7), st.sampled_from(list(Action)))
def test_a_licence_never_carries_hold_or_operate_out_of_nothing(held: int, action: int) -> None:
    carried = rights.may_carry(held, action)
    assert carried & ~(held | (Right.USE if held & Right.OPERATE else 0)) == 0


@pytest.mark.parametrize(
    ("held", "action", "carried"),
    [
        (Right.HOLD, 0xFF, Right.HOLD),
        (Right.USE, Action.PROCESS, 0),
        (Right.USE, Action.SUBLICENSE, Right.USE),
        (Right.OPERATE, Action.PROCESS, Right.USE),
        (Right.OPERATE, Action.RESALE, Right.USE | Right.OPERATE),
        (7, 0xFF, 7),
    ],
)
def test_what_a_licence_may_carry(held: int, action: int, carried: int) -> None:
    assert rights.may_carry(held, action) == carried


def _licence(**changes: int) -> PackedWord:
    return replace(WHOLE, mode=int(Mode.LICENSE), rights=int(Right.USE), **changes)


def _refusal(child: PackedWord, parent: PackedWord, depth: int = 0, path: int = 1) -> RegistryError | None:
    return rights.licence_refusal(child, parent, parent_depth=depth, path_length=path)


def test_licence_within_its_parent() -> None:
    assert _refusal(_licence(not_before=1_100, until=1_900), WHOLE) is None


@pytest.mark.parametrize("field", ["purpose", "region", "action"])
def test_licence_wider_in_scope_fail(field: str) -> None:
    refusal = _refusal(_licence(**{field: 3}), replace(WHOLE, **{field: 2}))
    assert isinstance(refusal, ScopeExceeded)
    assert refusal.facts == {"field": field, "child": 3, "parent": 2}


def test_a_bit_of_no_table_is_wider_than_a_flag_fail() -> None:
    parent = replace(WHOLE, action=Action.PROCESS | Action.RESALE)
    assert isinstance(rights.scope_refusal(replace(WHOLE, action=1 << 23), parent), ScopeExceeded)
    parent = replace(WHOLE, rights=Right.HOLD)
    assert isinstance(rights.within(replace(WHOLE, rights=1 << 7), parent), RightExceeded)


@pytest.mark.parametrize(("field", "value"), [("not_before", 999), ("until", 2_001)])
def test_licence_longer_than_its_parent_fail(field: str, value: int) -> None:
    refusal = _refusal(_licence(**{field: value}), WHOLE)
    assert isinstance(refusal, TermExceeded)
    assert refusal.facts["child"] == value


def test_licence_of_a_right_not_passed_on_fail() -> None:
    use = replace(WHOLE, rights=int(Right.USE), action=int(Action.PROCESS))
    refusal = _refusal(replace(use, mode=int(Mode.LICENSE)), use)
    assert isinstance(refusal, RightExceeded)
    assert str(refusal) == "rights USE asked, the parent holds USE and may pass on none"


def test_licence_below_depth_4_fail() -> None:
    assert _refusal(_licence(), WHOLE, depth=3, path=4) is None
    refusal = _refusal(_licence(), WHOLE, depth=4, path=5)
    assert isinstance(refusal, DepthExceeded)
    assert refusal.facts == {"field": "depth", "child": 5, "parent": 4}


def test_path_over_8_nodes_fail() -> None:
    assert _refusal(_licence(), WHOLE, depth=1, path=7) is None
    refusal = _refusal(_licence(), WHOLE, depth=1, path=8)
    assert isinstance(refusal, DepthExceeded)
    assert refusal.facts["field"] == "path"


def test_well_formed_packed_scope() -> None:
    assert rights.check_packed(WHOLE) is WHOLE


@pytest.mark.parametrize("field", list(rights.MASKS))
def test_empty_mask_fail(field: str) -> None:
    with pytest.raises(EmptyMask, match=field):
        rights.check_packed(replace(WHOLE, **{field: 0}))


@pytest.mark.parametrize("field", list(rights.MASKS))
def test_unknown_bit_fail(field: str) -> None:
    top = rights.MASKS[field] + 1
    with pytest.raises(UnknownBits, match=field):
        rights.check_packed(replace(WHOLE, **{field: top | 1}))


def test_unknown_mode_fail() -> None:
    with pytest.raises(FieldOutOfRange, match="mode 7"):
        rights.check_packed(replace(WHOLE, mode=7))


def test_empty_term_fail() -> None:
    with pytest.raises(FieldOutOfRange, match="empty"):
        rights.check_packed(replace(WHOLE, until=1_000))


def test_tables_have_a_name_for_every_bit() -> None:
    assert rights.MASKS["purpose"] == (1 << len(INDUSTRIES)) - 1
    assert rights.MASKS["region"] == (1 << len(REGIONS)) - 1
    assert [entry.code for entry in REGIONS[:-1]] == sorted(entry.code for entry in REGIONS[:-1])
    assert REGIONS[-1].code == "00"


@given(st.sets(st.sampled_from([entry.code for entry in REGIONS])))
def test_region_masks_round_trip(codes: set[str]) -> None:
    assert {entry.code for i, entry in enumerate(REGIONS) if mask_of(REGIONS, codes) >> i & 1} == codes


def test_unknown_region_fail() -> None:
    with pytest.raises(UnknownBits, match="99"):
        mask_of(REGIONS, ["99"])
