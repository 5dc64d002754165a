"""The council: OpenZeppelin's AccessManager, every function that a council, its guardian or a reader uses.

Left out, since none of our contracts is an AccessManaged: `updateAuthority` (Register's authority is immutable) and
`consumeScheduledOp`, which only such a contract calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from torrens_contracts.codec import Call, call, nothing, same
from torrens_contracts.types import Address, Timestamp

A = TypeVar("A")
B = TypeVar("B")

ADMIN: Final = 0
"""The role of who may do everything; the council's own, until it gives functions to others."""
PUBLIC: Final = (1 << 64) - 1
"""The role that everybody has."""


@dataclass(frozen=True, slots=True)
class Access:
    """What an account has of a role.

    Attributes:
        since: From when on it has the role; 0 when it has not.
        delay: How long its acts wait, in seconds.
        pending_delay: The delay that follows.
        effect: From when on that one counts; 0 when none is pending.
    """

    since: Timestamp
    delay: int
    pending_delay: int
    effect: Timestamp


@dataclass(frozen=True, slots=True)
class Council:
    """Calls of the council at an address."""

    at: Address

    # ---- roles

    def grant_role(self, role: int, account: Address, delay: int = 0) -> Call[None]:
        """Gives a role to an account; its acts then wait `delay` seconds on the schedule."""
        return call(self.at, "grantRole(uint64,address,uint32)", role, account, delay, make=nothing)

    def revoke_role(self, role: int, account: Address) -> Call[None]:
        """Takes a role away at once."""
        return call(self.at, "revokeRole(uint64,address)", role, account, make=nothing)

    def renounce_role(self, role: int, own: Address) -> Call[None]:
        """Gives up a role of the caller's own, named again as confirmation."""
        return call(self.at, "renounceRole(uint64,address)", role, own, make=nothing)

    def label_role(self, role: int, label: str) -> Call[None]:
        """Gives a role a name, in an event."""
        return call(self.at, "labelRole(uint64,string)", role, label, make=nothing)

    def set_role_admin(self, role: int, admin: int) -> Call[None]:
        """Says which role gives and takes a role."""
        return call(self.at, "setRoleAdmin(uint64,uint64)", role, admin, make=nothing)

    def set_role_guardian(self, role: int, guardian: int) -> Call[None]:
        """Says which role may cancel what a role has on the schedule."""
        return call(self.at, "setRoleGuardian(uint64,uint64)", role, guardian, make=nothing)

    def set_grant_delay(self, role: int, delay: int) -> Call[None]:
        """Says how long a new member waits for a role; counts after five days at the earliest."""
        return call(self.at, "setGrantDelay(uint64,uint32)", role, delay, make=nothing)

    def has_role(self, role: int, account: Address) -> Call[tuple[bool, int]]:
        """Whether an account has a role, and the delay of its acts in seconds."""
        return call(self.at, "hasRole(uint64,address)", role, account, returns="bool,uint32", make=_pair)

    def get_access(self, role: int, account: Address) -> Call[Access]:
        """What an account has of a role, pending changes of its delay too."""
        returns = "uint48,uint32,uint32,uint48"
        return call(self.at, "getAccess(uint64,address)", role, account, returns=returns, make=Access)

    def get_role_admin(self, role: int) -> Call[int]:
        """Which role gives and takes a role."""
        return call(self.at, "getRoleAdmin(uint64)", role, returns="uint64", make=int)

    def get_role_guardian(self, role: int) -> Call[int]:
        """Which role may cancel what a role has on the schedule."""
        return call(self.at, "getRoleGuardian(uint64)", role, returns="uint64", make=int)

    def get_role_grant_delay(self, role: int) -> Call[int]:
        """How long a new member waits for a role, in seconds."""
        return call(self.at, "getRoleGrantDelay(uint64)", role, returns="uint32", make=int)

    # ---- what a role may call

    def set_target_function_role(self, target: Address, selectors: Sequence[bytes], role: int) -> Call[None]:
        """Says which role may call some functions of a contract."""
        signature = "setTargetFunctionRole(address,bytes4[],uint64)"
        return call(self.at, signature, target, tuple(selectors), role, make=nothing)

    def set_target_admin_delay(self, target: Address, delay: int) -> Call[None]:
        """Says how long changes of who may call a contract wait; counts after five days at the earliest."""
        return call(self.at, "setTargetAdminDelay(address,uint32)", target, delay, make=nothing)

    def set_target_closed(self, target: Address, closed: bool) -> Call[None]:  # noqa: FBT001 - the ABI's own argument
        """Closes a contract to every act of the council, or opens it again."""
        return call(self.at, "setTargetClosed(address,bool)", target, closed, make=nothing)

    def can_call(self, caller: Address, target: Address, selector: bytes) -> Call[tuple[bool, int]]:
        """Whether a caller may call a function at once, and else after how many seconds on the schedule."""
        signature = "canCall(address,address,bytes4)"
        return call(self.at, signature, caller, target, selector, returns="bool,uint32", make=_pair)

    def get_target_function_role(self, target: Address, selector: bytes) -> Call[int]:
        """Which role may call a function."""
        signature = "getTargetFunctionRole(address,bytes4)"
        return call(self.at, signature, target, selector, returns="uint64", make=int)

    def get_target_admin_delay(self, target: Address) -> Call[int]:
        """How long changes of who may call a contract wait, in seconds."""
        return call(self.at, "getTargetAdminDelay(address)", target, returns="uint32", make=int)

    def is_target_closed(self, target: Address) -> Call[bool]:
        """Whether a contract is closed to every act of the council."""
        return call(self.at, "isTargetClosed(address)", target, returns="bool", make=bool)

    # ---- acts on the schedule, and several in one

    def schedule(self, target: Address, data: bytes, when: Timestamp) -> Call[tuple[bytes, int]]:
        """Puts an act on the schedule: for `when`, or for the first second that the caller's delay allows (0)."""
        signature = "schedule(address,bytes,uint48)"
        return call(self.at, signature, target, data, when, returns="bytes32,uint32", make=_pair)

    def execute(self, target: Address, data: bytes) -> Call[int]:
        """Does an act: one that is due on the schedule, or one that the caller may do at once."""
        return call(self.at, "execute(address,bytes)", target, data, returns="uint32", make=int)

    def cancel(self, caller: Address, target: Address, data: bytes) -> Call[int]:
        """Takes an act of `caller` off the schedule: its own, or as guardian or administrator."""
        return call(self.at, "cancel(address,address,bytes)", caller, target, data, returns="uint32", make=int)

    def multicall(self, calls: Sequence[bytes]) -> Call[tuple[bytes, ...]]:
        """Does several calls of the council's own functions in one transaction: all, or none."""
        return call(self.at, "multicall(bytes[])", tuple(calls), returns="bytes[]", make=same)

    def get_schedule(self, operation: bytes) -> Call[Timestamp]:
        """From when on an act on the schedule may be done; 0 when it is not there, was done, or expired."""
        return call(self.at, "getSchedule(bytes32)", operation, returns="uint48", make=Timestamp)

    def get_nonce(self, operation: bytes) -> Call[int]:
        """How often an act was put on the schedule."""
        return call(self.at, "getNonce(bytes32)", operation, returns="uint32", make=int)

    def hash_operation(self, caller: Address, target: Address, data: bytes) -> Call[bytes]:
        """The id of an act on the schedule: of who proposed it, where, and what."""
        signature = "hashOperation(address,address,bytes)"
        return call(self.at, signature, caller, target, data, returns="bytes32", make=bytes)

    def expiration(self) -> Call[int]:
        """For how many seconds an act may be done once it is due."""
        return call(self.at, "expiration()", returns="uint32", make=int)

    def min_setback(self) -> Call[int]:
        """How many seconds a shorter delay of a role or contract waits at least."""
        return call(self.at, "minSetback()", returns="uint32", make=int)


def _pair(first: A, second: B) -> tuple[A, B]:
    return first, second
