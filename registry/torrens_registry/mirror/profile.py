"""Which chain a mirror is of, and when its blocks are final."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import Origin
from torrens_contracts.types import Address, ChainId
from torrens_registry.settings import Finality


@dataclass(frozen=True, slots=True)
class ChainProfile:
    """What a deployment's manifest says of its chain.

    Attributes:
        chain_id: EIP-155 chain id.
        register: Register's address.
        origin: Register's origin.
        first_block: The block that created Register, or an earlier one.
        finality: When a block is final.
    """

    chain_id: ChainId
    register: Address
    origin: Origin
    first_block: int
    finality: Finality

    @property
    def register_hex(self) -> str:
        """Register's address as the mirror keeps it."""
        return to_hex(self.register)
