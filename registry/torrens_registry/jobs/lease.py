"""Leases: the writer, the mirror, the logger and the bundler each run once, and start again after a kill.

A lease is a row. Its holder renews it while it works; when the holder dies, the lease runs out and the next one takes
it. Every taking raises the turn, so that a holder which slept past its lease finds out before it writes: work is done
in transactions that begin with `Lease.require`. Time comes from the caller.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NewType

from sqlmodel import Session

from torrens_registry.errors import LeaseHeld
from torrens_registry.store.db import Store
from torrens_registry.store.lease_queries import keep_lease, lease
from torrens_registry.store.vault_tables import LeaseRow

Second = NewType("Second", int)
"""UTC seconds, or seconds of any clock that never goes back; all holders of one database share it."""
Now = Callable[[], int]
"""What gives the present second; a lease outlives a stopped clock, so pass a clock that runs."""

TERM: Final = 30
"""Seconds that a lease lasts unless its holder renews it."""

MIRROR: Final = "mirror"
LOGGER: Final = "logger"
BUNDLER: Final = "bundler"


def writer_lease(address: str) -> str:
    """Returns the name of the lease of the one writer of a key.

    Args:
        address: The key, lower-case hex.
    """
    return f"writer:{address}"


def own_name() -> str:
    """Returns a name for this process as a holder: host and process number."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_dead(holder: str) -> bool:
    """Tells whether a holder is a process of this machine that has ended; of another machine's nothing is known.

    A wrong answer is harmless: the turn stops a holder whose lease passed on.

    Args:
        holder: As `own_name` gives it, with anything after another colon.
    """
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)  # signal 0 only asks
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


class Lease:
    """A lease that is held.

    Args:
        store: The database.
        row: The lease as taken.
        now: The clock.
        term: Seconds that each renewal lasts.
    """

    def __init__(self, store: Store, row: LeaseRow, now: Now, term: int) -> None:
        self._store, self._now, self._term = store, now, term
        self.name, self.holder, self.turn = row.name, row.holder, row.turn

    def require(self, session: Session) -> None:
        """Renews the lease inside the caller's writing transaction, or stops the caller.

        Args:
            session: The transaction that is to do the work.

        Raises:
            LeaseHeld: The lease ran out and another one took it.
        """
        found = lease(session, self.name)
        if found is None or found.turn != self.turn or found.holder != self.holder:
            raise LeaseHeld(
                f"the lease of {self.name} passed to {found.holder if found else 'nobody'}",
                lease=self.name,
                holder=found.holder if found else None,
            )
        keep_lease(session, found.model_copy(update={"expires": self._now() + self._term}))

    def release(self) -> None:
        """Gives the lease back, so that the next holder need not wait for its end."""
        with self._store.write() as session:
            found = lease(session, self.name)
            if found is not None and found.turn == self.turn:
                keep_lease(session, found.model_copy(update={"expires": 0}))


def take(store: Store, name: str, holder: str, now: Now, term: int = TERM) -> Lease:
    """Takes a lease that is free, ran out, is the holder's own from before a restart, or a dead process's.

    Args:
        store: The database.
        name: The job.
        holder: Who takes it, see `own_name`.
        now: The clock.
        term: Seconds it lasts.

    Returns:
        The lease.

    Raises:
        LeaseHeld: Another holder's lease still runs.
    """
    with store.write() as session:
        found, second = lease(session, name), now()
        other = found is not None and found.holder != holder and found.expires > second
        if found is not None and other and not is_dead(found.holder):
            raise LeaseHeld(
                f"{found.holder} holds the lease of {name} for {found.expires - second} more seconds",
                lease=name,
                holder=found.holder,
                expires=found.expires,
            )
        turn = 1 if found is None else found.turn + 1
        row = LeaseRow(name=name, holder=holder, expires=second + term, turn=turn)
        keep_lease(session, row)
    return Lease(store, row, now, term)


@contextmanager
def held(store: Store, name: str, holder: str, now: Now, term: int = TERM) -> Iterator[Lease]:
    """Holds a lease for a block of work; see `take`.

    Args:
        store: The database.
        name: The job.
        holder: Who takes it.
        now: The clock.
        term: Seconds it lasts.

    Yields:
        The lease.

    Raises:
        LeaseHeld: Another holder's lease still runs.
    """
    lease_held = take(store, name, holder, now, term)
    try:
        yield lease_held
    finally:
        lease_held.release()
