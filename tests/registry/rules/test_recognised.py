"""What a fact says at a second; the contract's own answers are compared in tests/registry/market/test_api.py."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.codes import Answer, Recognised
from torrens_registry.rules.recognised import Known, status

KNOWN = st.builds(
    Known,
    answer=st.sampled_from([int(one) for one in Answer]),
    decision=st.sampled_from([1, 2, 3, 4, 7]),
    as_of=st.integers(1, 100),
    until=st.integers(0, 200),
)


@pytest.mark.parametrize(
    ("answer", "decision", "when", "said"),
    [
        (Answer.GOOD, Recognised.RECOGNIZED, 9, Recognised.UNKNOWN),
        (Answer.GOOD, Recognised.RECOGNIZED, 10, Recognised.RECOGNIZED),
        (Answer.GOOD, Recognised.CONDITIONAL, 19, Recognised.CONDITIONAL),
        (Answer.GOOD, Recognised.PROVEN, 19, Recognised.PROVEN),
        (Answer.GOOD, Recognised.RECOGNIZED, 20, Recognised.STALE),
        (Answer.SUSPENDED, Recognised.RECOGNIZED, 15, Recognised.SUSPENDED),
        (Answer.ENDED, Recognised.RECOGNIZED, 99, Recognised.SUSPENDED),
        (Answer.UNKNOWN, Recognised.PROVEN, 15, Recognised.UNKNOWN),
        (Answer.GOOD, Recognised.DECLINED, 99, Recognised.DECLINED),
        (Answer.SUSPENDED, Recognised.WITHDRAWN, 15, Recognised.WITHDRAWN),
    ],
)
def test_each_status(answer: Answer, decision: Recognised, when: int, said: Recognised) -> None:
    assert status(Known(answer, decision, 10, 20), when) is said


@given(known=KNOWN, when=st.integers(0, 300), later=st.integers(0, 300))
def test_silence_never_makes_a_record_valid(known: Known, when: int, later: int) -> None:
    good = {Recognised.PROVEN, Recognised.RECOGNIZED, Recognised.CONDITIONAL}
    if status(known, when) is Recognised.STALE:
        assert status(known, when + later) is Recognised.STALE
    if status(known, when) in good:
        assert known.as_of <= when < known.until
        assert known.answer == Answer.GOOD


def test_nothing_known_is_unknown() -> None:
    assert status(None, 0) is Recognised.UNKNOWN
