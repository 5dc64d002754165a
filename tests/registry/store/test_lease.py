"""A lease is held by one, runs out by the clock that was passed, and stops a holder that slept past it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from torrens_registry.errors import LeaseHeld
from torrens_registry.jobs.lease import MIRROR, held, take
from torrens_registry.store.db import Store


class Clock:
    def __init__(self) -> None:
        self.second = 1000

    def __call__(self) -> int:
        return self.second


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path}/a.db") as opened:
        yield opened


def test_a_second_holder_waits_for_the_end_fail(store: Store) -> None:
    clock = Clock()
    take(store, MIRROR, "a", clock, term=10)
    clock.second += 9
    with pytest.raises(LeaseHeld) as caught:
        take(store, MIRROR, "b", clock, term=10)
    assert caught.value.facts == {"lease": MIRROR, "holder": "a", "expires": 1010}
    clock.second += 1
    assert take(store, MIRROR, "b", clock, term=10).turn == 2


def test_a_holder_that_slept_past_its_lease_writes_nothing_fail(store: Store) -> None:
    clock = Clock()
    first = take(store, MIRROR, "a", clock, term=10)
    clock.second += 10
    second = take(store, MIRROR, "b", clock, term=10)
    with store.write() as session:
        second.require(session)
    with pytest.raises(LeaseHeld), store.write() as session:
        first.require(session)
    first.release()
    with store.write() as session:
        second.require(session)


def test_renewing_moves_the_end(store: Store) -> None:
    clock = Clock()
    first = take(store, MIRROR, "a", clock, term=10)
    clock.second += 9
    with store.write() as session:
        first.require(session)
    clock.second += 9
    with pytest.raises(LeaseHeld):
        take(store, MIRROR, "b", clock)


def test_a_restart_takes_its_own_lease_and_a_release_frees_it(store: Store) -> None:
    clock = Clock()
    take(store, MIRROR, "a", clock)
    with held(store, MIRROR, "a", clock):
        pass
    with held(store, MIRROR, "b", clock) as lease:
        assert lease.holder == "b"
