"""When a reservation binds its parent no longer, as ReservePromises.t.sol asks the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from torrens_contracts.codes import GrantFlag
from torrens_contracts.words import GrantState, GrantWord
from torrens_registry.rules.kept import ended

PARENT = GrantWord(state=GrantState.ACTIVE, since=100)
KEPT = GrantWord(state=GrantState.RESERVED, since=200)
ADJUDGED = int(GrantFlag.ADJUDGED)


@pytest.mark.parametrize("parent", [PARENT, replace(PARENT, state=GrantState.SPLIT), replace(PARENT, flags=ADJUDGED)])
def test_binds_who_held_the_parent_all_along(parent: GrantWord) -> None:
    """Split, surrendered, adjudged before: the promise was of who held it."""
    assert ended(parent, KEPT, 10**9, passed=False) is None


@pytest.mark.parametrize(
    ("agreed_at", "told"), [(299, None), (300, "AgreedAfterItPassed"), (301, "AgreedAfterItPassed")]
)
def test_sold_abroad_after_it_passed_on_fail(agreed_at: int, told: str | None) -> None:
    """Before the transfer the promise stands; from its second on it does not."""
    assert ended(replace(PARENT, since=300), KEPT, agreed_at, passed=True) == told


def test_kept_and_passed_on_in_one_second_fail() -> None:
    """The seller holds it no longer, though the second is the same."""
    same = replace(PARENT, since=200)
    assert ended(same, KEPT, 200, passed=True) == "AgreedAfterItPassed"
    assert ended(same, KEPT, 200, passed=False) is None


@pytest.mark.parametrize("agreed_at", [0, 299, 300])
def test_adjudged_since_fail(agreed_at: int) -> None:
    """No date of the sale saves it; nor does the split of the whole, of which a part was adjudged."""
    assert ended(replace(PARENT, since=300, flags=ADJUDGED), KEPT, agreed_at, passed=True) == "ParentAdjudged"
    whole = replace(PARENT, state=GrantState.SPLIT, flags=ADJUDGED)
    assert ended(whole, KEPT, agreed_at, passed=False) == "ParentAdjudged"
