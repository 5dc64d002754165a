"""Following a chain's head: looks without a lease, takes one only for the range that is new.

So several processes of one home may follow and settle side by side: whoever comes first moves the mirror, and nobody
waits for a lease that somebody holds only to look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torrens_contracts.errors import WireError
from torrens_contracts.node.wire import Wire
from torrens_registry.errors import LeaseHeld, NodeBehind
from torrens_registry.jobs.lease import MIRROR, Now, held, own_name
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.sync import Mirror, Progress
from torrens_registry.store import mirror_queries
from torrens_registry.store.db import Store

Told = Callable[[Progress | WireError | NodeBehind], None]
"""Told of each step's progress, and of what made it wait."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """How a follower goes round.

    Attributes:
        stop: Asked before each round.
        sleep: Waits between two looks at the head.
        now: Clock of the lease.
        told: Who is told.
    """

    stop: Callable[[], bool]
    sleep: Callable[[], None]
    now: Now
    told: Told = lambda _: None


def follow(store: Store, wire: Wire, profile: ChainProfile, rounds: Rounds) -> None:
    """Follows the head until told to stop; a silent node, a node behind and another follower are waited for.

    Args:
        store: The database.
        wire: The node; used by this thread only.
        profile: Which chain it must be.
        rounds: How it goes round.

    Raises:
        WrongChain: Node and database are not of one chain.
        ReorgTooDeep: A final block has another hash.
        Diverged: The logs that the node gave do not fold to the journal that it holds.
    """
    Mirror(store, wire, profile).start()
    while not rounds.stop():
        try:
            if _has_news(store, wire):
                with held(store, MIRROR, own_name(), rounds.now) as lease:
                    Mirror(store, wire, profile, lease).catch_up(rounds.told)
        except (WireError, NodeBehind) as error:
            rounds.told(error)
        except LeaseHeld:
            pass  # another process of this home is at it: look again
        rounds.sleep()


def _has_news(store: Store, wire: Wire) -> bool:
    """Tells whether the node has another head than the mirror, or the mirror has blocks that were not final yet."""
    with store.read() as session:
        cursor = mirror_queries.need_cursor(session)
    head = wire.head()
    return (int(head.number), head.hash) != (cursor.block, cursor.hash) or cursor.final_block < cursor.block
