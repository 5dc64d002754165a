"""What a settled transaction said: its events, read from its receipt, so that a resumed verb knows what was done."""

from __future__ import annotations

from torrens_contracts.errors import UnknownEvent
from torrens_contracts.events import decode
from torrens_contracts.events_gen import Event
from torrens_registry.errors import NotStored
from torrens_registry.office import Office, Settled


def events_of(office: Office, settled: Settled) -> tuple[Event, ...]:
    """Gives the events of a transaction, in order.

    Args:
        office: The exchange's office.
        settled: The transaction.

    Returns:
        Its events.

    Raises:
        NotStored: The node does not know the transaction.
        MalformedLog: A log is not of its event.
    """
    receipt = office.wire.receipt(settled.tx_hash)
    if receipt is None:
        raise NotStored(f"the node knows no transaction 0x{settled.tx_hash.hex()}", tx=f"0x{settled.tx_hash.hex()}")
    found = []
    for log in receipt.logs:
        try:
            found.append(decode(log))
        except UnknownEvent:  # another contract's, such as the council's access manager
            continue
    return tuple(found)
