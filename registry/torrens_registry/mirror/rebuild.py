"""Dropping the mirror and making it anew: that is its migration, and the way out when it diverged."""

from __future__ import annotations

from collections.abc import Callable

from torrens_contracts.node.wire import Wire
from torrens_registry.jobs.lease import Lease
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.start import require_chain
from torrens_registry.mirror.sync import Mirror, Progress
from torrens_registry.store.db import Store


def rebuild(
    store: Store,
    wire: Wire,
    profile: ChainProfile,
    lease: Lease | None = None,
    told: Callable[[Progress], None] | None = None,
) -> Progress:
    """Drops every mirrored table and folds the chain again; the vault stays as it is.

    Nothing is dropped unless the node answers and holds the register: without it there is nothing to fold.
    A kill on the way leaves an incomplete mirror with a true cursor: sync goes on from there. What earlier checks found
    stays on record, and their findings stand until the next check, so check after it.

    Args:
        store: The database.
        wire: The node.
        profile: Which chain.
        lease: The mirror's lease.
        told: Called after each step.

    Returns:
        Where the mirror stands.

    Raises:
        ChainUnreachable: The node does not answer; nothing was dropped. WrongChain likewise.
        LeaseHeld: Another process took the mirror.
    """
    require_chain(wire, profile)
    if lease is not None:
        with store.write() as session:
            lease.require(session)
    store.reset_mirror()
    mirror = Mirror(store, wire, profile, lease)
    mirror.start()
    return mirror.catch_up(told)
