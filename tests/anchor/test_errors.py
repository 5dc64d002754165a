import pickle
import re

import pytest

from torrens_anchor import errors
from torrens_anchor.errors import AnchorError, ProofMismatch, TorrensError


def tree(root: type[TorrensError]) -> list[type[TorrensError]]:
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


ANCHOR = [each for each in tree(AnchorError) if each.__module__ == errors.__name__]


def test_error_carries_message_facts_and_one_way_out() -> None:
    error = ProofMismatch("leaf 3 is not in the tree", index=3)
    assert (str(error), error.facts, error.exit_code) == ("leaf 3 is not in the tree", {"index": 3}, 1)
    assert error.remedy == ProofMismatch.default_remedy
    assert ProofMismatch("x", remedy="ask again").remedy == "ask again"


def test_error_survives_a_process_boundary() -> None:
    error = pickle.loads(pickle.dumps(ProofMismatch("no", remedy="ask", index=3)))  # noqa: S301 - our own bytes
    assert (str(error), error.facts, error.remedy) == ("no", {"index": 3}, "ask")


def test_every_class_has_its_own_code_and_an_exit_code() -> None:
    codes = [each.code for each in ANCHOR]
    assert len(codes) == len(set(codes))
    assert {each.exit_code for each in ANCHOR} <= {1, 2, 3}


@pytest.mark.parametrize("each", ANCHOR, ids=lambda each: each.__name__)
def test_the_drawn_tree_names_every_class_with_its_exit_code(each: type[TorrensError]) -> None:
    drawn = re.search(rf"\b{each.__name__}\b.*\[(\d)\]", errors.__doc__ or "")
    assert drawn is not None
    assert int(drawn.group(1)) == each.exit_code
