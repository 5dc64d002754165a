"""The council: the part of OpenZeppelin's AccessManager that a deployment and its guardian use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing
from torrens_contracts.types import Address


@dataclass(frozen=True, slots=True)
class Council:
    """Calls of the council at an address. Role 0 is the administrator's."""

    at: Address

    def grant_role(self, role: int, account: Address, delay: int = 0) -> Call[None]:
        """Gives a role to an account; its operations then wait `delay` seconds."""
        return call(self.at, "grantRole(uint64,address,uint32)", role, account, delay, make=nothing)

    def revoke_role(self, role: int, account: Address) -> Call[None]:
        """Takes a role away at once."""
        return call(self.at, "revokeRole(uint64,address)", role, account, make=nothing)

    def set_target_function_role(self, target: Address, selectors: Sequence[bytes], role: int) -> Call[None]:
        """Says which role may call some functions of a contract."""
        signature = "setTargetFunctionRole(address,bytes4[],uint64)"
        return call(self.at, signature, target, tuple(selectors), role, make=nothing)

    def has_role(self, role: int, account: Address) -> Call[tuple[bool, int]]:
        """Whether an account has a role, and the delay of its operations in seconds."""
        signature = "hasRole(uint64,address)"
        return call(self.at, signature, role, account, returns="bool,uint32", make=lambda yes, delay: (yes, delay))

    def can_call(self, caller: Address, target: Address, selector: bytes) -> Call[tuple[bool, int]]:
        """Whether a caller may call a function at once, and else after how many seconds."""
        signature = "canCall(address,address,bytes4)"
        return call(
            self.at, signature, caller, target, selector, returns="bool,uint32", make=lambda yes, delay: (yes, delay)
        )
