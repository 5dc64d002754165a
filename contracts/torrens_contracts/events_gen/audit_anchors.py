"""Events of AuditAnchors, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.types import Address, Digest32, ExchangeId


@dataclass(frozen=True, slots=True)
class Anchored(Event):
    """A log grew; `noteDigest` is SHA-256 of the signed checkpoint."""

    CONTRACT: ClassVar[str] = "AuditAnchors"
    SIGNATURE: ClassVar[str] = "Anchored(uint16,uint64,bytes32,uint64,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange",)
    exchange: ExchangeId
    size: int
    root: Digest32
    old_size: int
    old_root: Digest32
    note_digest: Digest32
    actor: Address
