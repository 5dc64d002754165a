"""valid and free(verb) over plain words (words.md section 4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_contracts.codes import GrantFlag, PartyFlag, Reason, Verb
from torrens_contracts.words import (
    GrantState,
    GrantWord,
    InterestState,
    InterestWord,
    PackedWord,
    PartyState,
    PartyWord,
)
from torrens_registry.errors import NotFree, NotValid
from torrens_registry.rules.predicates import CARRYING, Interest, Node, Path, free, require_free, require_valid, valid

NOW = 10_000
PARTY = PartyWord(state=PartyState.ACTIVE)
WORD = GrantWord(state=GrantState.ACTIVE, rights=7, holder=70_001, since=500, until=20_000, cert_until=15_000)
NODE = Node(PackedWord(not_before=1_000, until=20_000), WORD, (PARTY,))
LIVE = InterestWord(state=InterestState.LIVE, consents=0)
verbs = st.sampled_from(list(Verb))


def _path(length: int = 3) -> Path:
    return Path((NODE,) * length, PARTY)


def _with(path: Path, at: int, node: Node) -> Path:
    nodes = list(path.nodes)
    nodes[at] = node
    return replace(path, nodes=tuple(nodes))


def _word(at: int, **changes: int) -> Path:
    return _with(_path(), at, replace(NODE, word=replace(WORD, **changes)))


def _holder(at: int, *hops: PartyWord) -> Path:
    return _with(_path(), at, replace(NODE, holder=hops))


@given(st.integers(1, 8), verbs)
def test_an_unburdened_path_is_valid_and_free(length: int, verb: Verb) -> None:
    assert valid(_path(length), NOW)
    assert free(_path(length), verb, NOW)


# (what, path, at what time, why not)
INVALID = [
    ("leaf never written", _word(2, state=0), NOW, Reason.NOT_FOUND, 2),
    ("path of nine nodes", _path(9), NOW, Reason.NOT_FOUND, 8),
    ("before its term", _path(), 999, Reason.NOT_YET, 2),
    ("at its until", _path(), 20_000, Reason.EXPIRED, 2),
    ("until cut short by its word", _word(2, until=NOW), NOW, Reason.EXPIRED, 2),
    ("exercise freeze on the title", _word(0, flags=1, frozen_until=NOW + 1), NOW, Reason.EXERCISE_FROZEN, 0),
    ("exercise freeze on the leaf", _word(2, flags=1, frozen_until=NOW + 1), NOW, Reason.EXERCISE_FROZEN, 2),
    (
        "exercise freeze on a holder above",
        _holder(1, replace(PARTY, flags=int(PartyFlag.EXERCISE), frozen_until=NOW + 1)),
        NOW,
        Reason.HOLDER_FROZEN,
        1,
    ),
    (
        "exercise freeze on a predecessor of the holder",
        _holder(2, replace(PARTY, successor=9, flags=int(PartyFlag.EXERCISE), frozen_until=NOW + 1), PARTY),
        NOW,
        Reason.HOLDER_FROZEN,
        2,
    ),
    ("no holder shown", _holder(2), NOW, Reason.HOLDER_CHAIN, 2),
    ("successor left out", _holder(2, replace(PARTY, successor=9)), NOW, Reason.HOLDER_CHAIN, 2),
    ("hops after the last successor", _holder(2, PARTY, PARTY), NOW, Reason.HOLDER_CHAIN, 2),
    ("five successors", _holder(2, *(replace(PARTY, successor=9),) * 5, PARTY), NOW, Reason.HOLDER_CHAIN, 2),
]


@pytest.mark.parametrize(("path", "now", "reason", "node"), [c[1:] for c in INVALID], ids=[c[0] for c in INVALID])
def test_not_valid_fail(path: Path, now: int, reason: Reason, node: int) -> None:
    finding = valid(path, now)
    assert (finding.reason, finding.node) == (reason, node)
    assert all(not free(path, verb, now) for verb in Verb)
    with pytest.raises(NotValid, match=reason.name):
        require_valid(path, now)


@pytest.mark.parametrize("state", [s for s in GrantState if s is not GrantState.ACTIVE])
def test_leaf_in_any_other_state_fail(state: GrantState) -> None:
    assert valid(_word(2, state=int(state)), NOW).reason is Reason.NOT_ACTIVE


@pytest.mark.parametrize("state", list(GrantState))
def test_ancestors_must_be_active_or_carrying(state: GrantState) -> None:
    carries = state is GrantState.ACTIVE or state in CARRYING
    assert valid(_word(0, state=int(state)), NOW).reason is (Reason.NONE if carries else Reason.ANCESTOR_ENDED)


def test_four_successors_are_followed() -> None:
    assert valid(_holder(2, *(replace(PARTY, successor=9),) * 4, PARTY), NOW)


def test_an_exercise_flag_without_a_running_freeze_stops_nothing() -> None:
    assert valid(_word(0, flags=int(GrantFlag.EXERCISE), frozen_until=NOW), NOW)


NOT_FREE = [
    ("dispose freeze on the word", _word(2, frozen_until=NOW + 1), Reason.DISPOSE_FROZEN, 2),
    (
        "dispose freeze on a split node above",
        _word(1, state=int(GrantState.SPLIT), frozen_until=NOW + 1),
        Reason.DISPOSE_FROZEN,
        1,
    ),
    ("queued freeze on the word", _word(2, flags=int(GrantFlag.QUEUED)), Reason.FREEZE_QUEUED, 2),
    ("freeze on the holder", _holder(2, replace(PARTY, frozen_until=NOW + 1)), Reason.HOLDER_FROZEN, 2),
    ("queued freeze on the holder", _holder(2, replace(PARTY, flags=int(PartyFlag.QUEUED))), Reason.FREEZE_QUEUED, 2),
    ("certificate lapsed", _word(0, cert_until=NOW), Reason.CERTIFICATE_LAPSED, 0),
    ("live interest not shown", _word(2, live_ranks=1), Reason.ENCUMBERED, 2),
    (
        "interest on a split node above not shown",
        _word(1, state=int(GrantState.SPLIT), live_ranks=1),
        Reason.ENCUMBERED,
        1,
    ),
]
BURDENS = [{"frozen_until": NOW + 1}, {"flags": int(GrantFlag.QUEUED)}, {"live_ranks": 1}]


@pytest.mark.parametrize("burden", BURDENS, ids=["frozen", "queued", "pledged"])
def test_what_binds_a_split_node_binds_no_licence_below_it(burden: dict[str, int]) -> None:
    split = _word(1, state=int(GrantState.SPLIT), **burden)
    assert not free(split, Verb.LICENSE, NOW)
    licence = replace(split.leaf, word=replace(split.leaf.word, depth=1))
    assert free(_with(split, 2, licence), Verb.LICENSE, NOW)


@pytest.mark.parametrize(("path", "reason", "node"), [c[1:] for c in NOT_FREE], ids=[c[0] for c in NOT_FREE])
def test_valid_but_not_free_fail(path: Path, reason: Reason, node: int) -> None:
    assert valid(path, NOW)
    for verb in Verb:
        finding = free(path, verb, NOW)
        assert (finding.reason, finding.node) == (reason, node)
    with pytest.raises(NotFree, match=f"LICENSE: {reason.name}"):
        require_free(path, Verb.LICENSE, NOW)


@pytest.mark.parametrize("state", [GrantState.ACTIVE, GrantState.SPLIT, GrantState.VOID_SPARING])
def test_what_stands_against_a_licensor_does_not_stand_against_its_licence(state: GrantState) -> None:
    path = _word(1, frozen_until=NOW + 1, live_ranks=1, state=state)
    licence = replace(path.leaf, word=replace(path.leaf.word, depth=1))
    assert free(_with(path, 2, licence), Verb.TRANSFER, NOW)


@pytest.mark.parametrize("state", [GrantState.SPLIT, GrantState.VOID_SPARING])
def test_what_was_split_binds_its_parts_whatever_became_of_it_fail(state: GrantState) -> None:
    finding = free(_word(1, frozen_until=NOW + 1, state=state), Verb.TRANSFER, NOW)
    assert (finding.reason, finding.node) == (Reason.DISPOSE_FROZEN, 1)


def _encumbered(ranks: int, *shown: Interest) -> Path:
    return _with(_path(), 2, replace(NODE, word=replace(WORD, live_ranks=ranks), interests=shown))


@given(verbs, verbs)
def test_each_interest_must_consent_to_the_verb(asked: Verb, given_: Verb) -> None:
    consent = replace(LIVE, consents=1 << given_)
    assert bool(free(_encumbered(1, Interest(1, consent)), asked, NOW)) == (asked == given_)


ALL = replace(LIVE, consents=0xFF)


@pytest.mark.parametrize(
    "path",
    [
        _encumbered(2, Interest(1, ALL)),
        _encumbered(2, Interest(1, ALL), Interest(1, ALL)),
        _encumbered(1, Interest(1, ALL), Interest(2, ALL)),
        _encumbered(1, Interest(1, replace(ALL, state=int(InterestState.RELEASED)))),
        _encumbered(2, Interest(1, ALL), Interest(2, LIVE)),
    ],
    ids=["too few", "same one twice", "too many", "released one", "one without consent"],
)
def test_interests_not_exactly_the_live_ones_fail(path: Path) -> None:
    assert free(path, Verb.TRANSFER, NOW).reason is Reason.ENCUMBERED


SUSPECT = replace(PARTY, suspect_from=400, suspect_to=500)


@pytest.mark.parametrize(
    "path",
    [
        replace(_path(), registrar=SUSPECT),
        _holder(1, SUSPECT),
        _holder(1, replace(PARTY, successor=9), SUSPECT),
    ],
    ids=["registrar", "grantor", "grantor's successor"],
)
def test_written_in_a_suspect_window_stays_valid_but_is_not_free_until_confirmed_fail(path: Path) -> None:
    licence = replace(path.leaf, word=replace(path.leaf.word, depth=1))
    path = _with(path, 2, licence)
    assert valid(path, NOW)
    assert free(path, Verb.LICENSE, NOW).reason is Reason.SUSPECT
    confirmed = replace(licence, word=replace(licence.word, flags=int(GrantFlag.CONFIRMED)))
    assert free(_with(path, 2, confirmed), Verb.LICENSE, NOW)


@pytest.mark.parametrize("window", [(0, 499), (501, 900), (0, 0)])
def test_written_outside_the_window_is_not_suspect(window: tuple[int, int]) -> None:
    registrar = replace(PARTY, suspect_from=window[0], suspect_to=window[1])
    assert free(replace(_path(), registrar=registrar), Verb.LICENSE, NOW)


@given(
    st.lists(
        st.builds(
            GrantWord,
            state=st.sampled_from([0, *GrantState]),
            flags=st.integers(0, 63),
            since=st.integers(0, 3),
            until=st.integers(0, 3),
            cert_until=st.integers(0, 3),
            frozen_until=st.integers(0, 3),
            live_ranks=st.integers(0, 1),
        ),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, 3),
    verbs,
)
def test_free_implies_valid(words: list[GrantWord], now: int, verb: Verb) -> None:
    path = Path(tuple(Node(PackedWord(until=3), word, (PARTY,)) for word in words), PARTY)
    assert not free(path, verb, now) or valid(path, now)
