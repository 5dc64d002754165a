"""The conformance door on cases drawn at random, held against the definitions by which its vectors are made."""

import json
from typing import Any

import pytest
from conformance_headers import KEYS, OUTSIDER, Block, quorum
from conformance_logs import LOG, file, note, text_of
from conformance_trees import UNITS, climbed, consistency, inclusion, mth, steps, subproof
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from torrens_anchor.conformance.door import run

SIZES = st.one_of(st.integers(1, 40), st.integers(1, 2**64 - 1), st.integers(0, 63).map(lambda n: 2**n))


def verdict(kind: str, case: dict[str, Any]) -> bool:
    [result] = run(kind, json.loads(json.dumps({"case": case})))
    return result["ok"] is True


@settings(max_examples=60, deadline=None)
@given(SIZES, st.data())
def test_one_path_of_a_tree_of_any_size_and_none_of_a_neighbour(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    siblings = UNITS[: steps(index, size)]
    root = climbed(UNITS[99], index, size, siblings)
    assert verdict("rfc6962-inclusion", inclusion(index, size, UNITS[99], siblings, root))
    other = index ^ 1 << data.draw(st.integers(0, 64))
    assert not verdict("rfc6962-inclusion", inclusion(other, size, UNITS[99], siblings, root))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 70), st.integers(1, 70), st.integers(1, 70), st.integers(0, 57))
def test_a_proof_of_two_sizes_proves_no_other_size_fail(old: int, new: int, other: int, height: int) -> None:
    old, new = sorted((old, new))
    unit = 1 << height
    proof = subproof(old, UNITS[:new])
    roots = mth(UNITS[:old]), mth(UNITS[:new])
    assert verdict("rfc6962-consistency", consistency(old * unit, new * unit, *roots, proof))
    assume(other != old)
    assert not verdict(
        "rfc6962-consistency", consistency(other * unit, new * unit, mth(UNITS[:other]), roots[1], proof)
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 7), st.lists(st.sampled_from([*KEYS, OUTSIDER]), min_size=1, max_size=8))
def test_a_header_is_sealed_by_a_quorum_of_its_set_each_once(size: int, sealers: list[Any]) -> None:
    good = set(sealers) <= set(KEYS[:size]) and len(set(sealers)) == len(sealers) >= quorum(size)
    assert verdict("header", Block(size, tuple(sealers)).case()) is good


@pytest.mark.parametrize("size", [0, 1, 9])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_other_character_of_a_signed_note_fails(size: int, data: st.DataObject) -> None:
    good = note(text_of(size), LOG)
    at = data.draw(st.integers(0, len(good) - 1))
    character = data.draw(st.characters(exclude_categories=["Cs"]).filter(lambda each: each != good[at]))
    changed = good[:at] + character + good[at + 1 :]
    [opened], [refused] = (list(run("tlog", file({str(size): each}))) for each in (good, changed))
    assert (opened["ok"], refused["ok"]) == (True, False)
