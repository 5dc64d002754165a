"""Encumbrances: freezes."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class Encumbrances:
    """Calls of Encumbrances at an address. A target is a grant's id, or a party's natural id."""

    at: Address

    def freeze(self, target: bytes, scope: int, until: Timestamp, order_digest: Digest32) -> Call[int]:
        """Freezes with a `codes.FreezeScope` and gives the order's ordinal. AUTHORITY keys."""
        signature = "freeze(bytes32,uint8,uint40,bytes32)"
        return call(self.at, signature, target, scope, until, order_digest, returns="uint8", make=int)

    def lift(self, target: bytes, ordinal: int, order_digest: Digest32) -> Call[None]:
        """Lifts an order of the caller's; the first in line is promoted."""
        return call(self.at, "lift(bytes32,uint8,bytes32)", target, ordinal, order_digest, make=nothing)

    def promote(self, target: bytes) -> Call[None]:
        """Promotes the first in line when every effective order has run out. Anyone."""
        return call(self.at, "promote(bytes32)", target, make=nothing)
