"""AuditAnchors: the exchanges' audit logs; the chain refuses a rewritten one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.types import Address, Digest32, ExchangeId


@dataclass(frozen=True, slots=True)
class AuditAnchors:
    """Calls of AuditAnchors at an address."""

    at: Address

    def anchor(
        self,
        exchange: ExchangeId,
        *,
        old_size: int,
        old_root: Digest32,
        size: int,
        root: Digest32,
        proof: Sequence[bytes],
        note_digest: Digest32,
    ) -> Call[None]:
        """Anchors a checkpoint with its RFC 9162 consistency proof. LOGGER keys of it or its successor."""
        signature = "anchor(uint16,uint64,bytes32,uint64,bytes32,bytes32[],bytes32)"
        values = (exchange, old_size, old_root, size, root, tuple(proof), note_digest)
        return call(self.at, signature, *values, make=nothing)

    def included(
        self,
        exchange: ExchangeId,
        *,
        size: int,
        root: Digest32,
        index: int,
        leaf_hash: Digest32,
        proof: Sequence[bytes],
    ) -> Call[bool]:
        """Whether an entry stands at an index of an exchange's anchored log of this size and root."""
        signature = "included(uint16,uint64,bytes32,uint64,bytes32,bytes32[])"
        values = (exchange, size, root, index, leaf_hash, tuple(proof))
        return call(self.at, signature, *values, returns="bool", make=bool)
