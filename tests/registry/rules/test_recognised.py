"""What a fact says at a second, what lies within a club; RecognitionLaw.t.sol compares the contract's law."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.clubs import BASES, REGIONS, SECTORS, Club
from torrens_contracts.codes import Answer, Basis, Recognised, Reliance
from torrens_contracts.types import Digest32, Timestamp
from torrens_contracts.words import FactWord, PackedWord, PeerState
from torrens_registry.rules.recognised import restricted, status, status_under, until, within

KNOWN = st.builds(
    FactWord,
    answer=st.sampled_from([int(one) for one in Answer]),
    decision=st.sampled_from([1, 2, 3, 4, 7]),
    as_of=st.integers(1, 100),
    until=st.integers(0, 200),
    trade_age=st.integers(0, 100),
    finance_age=st.integers(0, 100),
)
ALL = Club(SECTORS, REGIONS, BASES, 1, 0, 0, 0, Timestamp(9), Digest32(bytes(32)), Digest32(bytes(32)))


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
    assert status(FactWord(answer=answer, decision=decision, as_of=10, until=20), when) is said


@given(known=KNOWN, when=st.integers(0, 300), later=st.integers(0, 300), reliance=st.sampled_from(Reliance))
def test_silence_never_makes_a_record_valid(known: FactWord, when: int, later: int, reliance: Reliance) -> None:
    good = {Recognised.PROVEN, Recognised.RECOGNIZED, Recognised.CONDITIONAL}
    found = status(known, when, reliance)
    if found is Recognised.STALE:
        assert status(known, when + later, reliance) is Recognised.STALE
    if found in good:
        assert known.as_of <= when < until(known, reliance) <= known.until
        assert known.answer == Answer.GOOD
        assert status(known, when) is found


def test_nothing_known_is_unknown() -> None:
    assert status(None, 0) is Recognised.UNKNOWN


@pytest.mark.parametrize(
    ("decision", "peer", "live", "said"),
    [
        (Recognised.RECOGNIZED, PeerState.ACCREDITED, True, Recognised.RECOGNIZED),
        (Recognised.RECOGNIZED, PeerState.ACCREDITED, False, Recognised.WITHDRAWN),
        (Recognised.RECOGNIZED, PeerState.FROZEN, True, Recognised.SUSPENDED),
        (Recognised.RECOGNIZED, PeerState.FROZEN, False, Recognised.WITHDRAWN),
        (Recognised.PROVEN, PeerState.WITHDRAWN, True, Recognised.WITHDRAWN),
        (Recognised.DECLINED, PeerState.WITHDRAWN, False, Recognised.DECLINED),
    ],
)
def test_what_ended_since_shows(decision: Recognised, peer: PeerState, said: Recognised, *, live: bool) -> None:
    known = FactWord(answer=Answer.GOOD, decision=decision, as_of=10, until=20)
    assert status_under(known, 15, peer=peer, live=live) is said
    assert status_under(known, 9, peer=peer, live=live) in (Recognised.UNKNOWN, Recognised.DECLINED)
    assert status_under(None, 15, peer=peer, live=live) is Recognised.UNKNOWN


def test_what_lies_within_a_club() -> None:
    scope = PackedWord(purpose=0b110, region=0b11)
    assert not restricted(ALL)
    assert within(ALL, scope, Basis.SELF_GENERATED)
    for narrow in (replace(ALL, sectors=0b100), replace(ALL, regions=0b1), replace(ALL, bases=1 << Basis.DERIVED)):
        assert restricted(narrow)
        assert not within(narrow, scope, Basis.SELF_GENERATED)
    assert within(replace(ALL, sectors=0b1110), scope, Basis.SELF_GENERATED)
