"""Revenue split: exact to the fen, independent of order (invariant I11)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_anchor.chain.eip712 import Leg
from torrens_registry.errors import BadSplitRule, FieldOutOfRange, SplitDoesNotSum
from torrens_registry.rules.split import MAX_FEN, RevenueSplit, SplitRole, Weight, check_sum

weights = st.lists(
    st.builds(Weight, st.integers(1, 2**32 - 1), st.integers(1, 255), st.integers(1, 2**64 - 1) | st.integers(1, 9)),
    min_size=1,
    max_size=8,
    unique_by=lambda w: (w.party, w.role),
)
rules = weights.map(lambda ws: RevenueSplit(tuple(ws), (ws[0].party, ws[0].role)))
amounts = st.integers(0, MAX_FEN) | st.integers(0, 100)
DEMO = RevenueSplit(
    (
        Weight(70_001, SplitRole.PROVIDER, 60),
        Weight(70_002, SplitRole.PROCESSOR, 20),
        Weight(70_003, SplitRole.OPERATOR, 15),
        Weight(331, SplitRole.PLATFORM, 5),
    ),
    (70_001, SplitRole.PROVIDER),
)


@given(rules, amounts)
def test_legs_sum_exactly_and_none_is_negative(rule: RevenueSplit, amount: int) -> None:
    legs = rule.legs(amount)
    assert sum(leg.fen for leg in legs) == amount
    assert all(leg.fen >= 0 for leg in legs)


@given(rules, amounts)
def test_every_leg_is_within_one_fen_of_its_share(rule: RevenueSplit, amount: int) -> None:
    total = sum(w.weight for w in rule.weights)
    share = {(w.party, w.role): amount * w.weight for w in rule.weights}
    assert all(abs(leg.fen * total - share[leg.party, leg.role]) < total for leg in rule.legs(amount))


@given(rules, amounts, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_does_not_matter(rule: RevenueSplit, amount: int, random: object) -> None:
    shuffled = list(rule.weights)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands out a Random
    assert replace(rule, weights=tuple(shuffled)).legs(amount) == rule.legs(amount)


@given(rules, st.integers(1, 2**20))
def test_scaling_all_weights_changes_nothing(rule: RevenueSplit, factor: int) -> None:
    small = replace(rule, weights=tuple(replace(w, weight=w.weight % 1_000 + 1) for w in rule.weights))
    scaled = replace(small, weights=tuple(replace(w, weight=w.weight * factor) for w in small.weights))
    assert scaled.legs(100_000_01) == small.legs(100_000_01)


def test_the_sale_of_the_demo() -> None:
    assert [leg.fen for leg in DEMO.legs(100_000_01)] == [6_000_001, 2_000_000, 1_500_000, 500_000]


def test_equal_remainders_go_first_to_the_residual_party_then_by_role_and_party() -> None:
    even = tuple(Weight(party, 1, 1) for party in (3, 1, 2))
    assert [leg.fen for leg in RevenueSplit(even, (3, 1)).legs(4)] == [1, 1, 2]
    assert [leg.fen for leg in RevenueSplit(even, (3, 1)).legs(5)] == [2, 1, 2]


@given(rules, amounts)
def test_the_rules_own_legs_pass(rule: RevenueSplit, amount: int) -> None:
    rule.check(amount, rule.legs(amount))


@given(rules, st.integers(1, MAX_FEN), st.data())
def test_one_fen_more_or_less_fail(rule: RevenueSplit, amount: int, data: st.DataObject) -> None:
    legs = list(rule.legs(amount))
    at = data.draw(st.integers(0, len(legs) - 1))
    legs[at] = replace(legs[at], fen=legs[at].fen + data.draw(st.sampled_from([-1, 1])))
    with pytest.raises(SplitDoesNotSum):
        check_sum(amount, legs)


def test_legs_that_sum_but_divide_otherwise_fail() -> None:
    legs = list(DEMO.legs(100))
    legs[0], legs[1] = replace(legs[0], fen=legs[0].fen + 1), replace(legs[1], fen=legs[1].fen - 1)
    check_sum(100, legs)
    with pytest.raises(SplitDoesNotSum, match="not the rule's"):
        DEMO.check(100, legs)


def test_negative_leg_fail() -> None:
    with pytest.raises(SplitDoesNotSum):
        check_sum(1, [Leg(1, 1, 2), Leg(2, 1, -1)])


def test_no_weights_fail() -> None:
    with pytest.raises(BadSplitRule, match="1 to 64"):
        RevenueSplit((), (1, 1))


def test_a_party_and_role_twice_fail() -> None:
    with pytest.raises(BadSplitRule, match="twice"):
        RevenueSplit((Weight(1, 1, 1), Weight(1, 1, 2)), (1, 1))


def test_undeclared_residual_party_fail() -> None:
    with pytest.raises(BadSplitRule, match="residual"):
        RevenueSplit((Weight(1, 1, 1),), (2, 1))


@pytest.mark.parametrize("weight", [Weight(0, 1, 1), Weight(2**32, 1, 1), Weight(1, 0, 1), Weight(1, 1, 0)])
def test_weight_out_of_bounds_fail(weight: Weight) -> None:
    with pytest.raises(BadSplitRule):
        RevenueSplit((weight,), (weight.party, weight.role))


@pytest.mark.parametrize("amount", [-1, MAX_FEN + 1])
def test_amount_out_of_bounds_fail(amount: int) -> None:
    with pytest.raises(FieldOutOfRange):
        DEMO.legs(amount)
