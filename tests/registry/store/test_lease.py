"""A lease is held by one, runs out by the clock that was passed, and stops a holder that slept past it."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from torrens_registry.errors import LeaseHeld
from torrens_registry.jobs.lease import MIRROR, held, is_dead, own_name, take
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


def test_the_lease_of_a_dead_process_is_free(store: Store) -> None:
    clock = Clock()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        holder = f"{socket.gethostname()}:{child.pid}:7"
        take(store, MIRROR, holder, clock)
        with pytest.raises(LeaseHeld):
            take(store, MIRROR, own_name(), clock)
        child.kill()
        child.wait()
    assert take(store, MIRROR, own_name(), clock).turn == 2
    assert not is_dead(own_name())


@pytest.mark.parametrize("holder", ["", "a", "elsewhere:999999999", ":", "x:y", f"{socket.gethostname()}:0x1"])
def test_of_a_holder_elsewhere_nothing_is_known(holder: str) -> None:
    assert not is_dead(holder)


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
