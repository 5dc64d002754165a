"""Events of the council, OpenZeppelin's AccessManager: who may do what, and what waits on its schedule.

They are in no journal and no mirror: who the council is stands in its own contract, and a module that emitted one
of them would be refused there as unknown. So they stand beside `events_gen`, not in `EVENTS`, and are read from the
council's address alone. Two carry text or bytes, so eth_abi reads them.

Source: OpenZeppelin Contracts 5.7, access/manager/IAccessManager.sol.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, Final

from eth_abi.abi import decode as abi_decode
from eth_abi.exceptions import DecodingError

from torrens_contracts.abi import arguments, topic0
from torrens_contracts.errors import MalformedLog, UnknownEvent
from torrens_contracts.events_gen.base import Event
from torrens_contracts.node.rpc_types import Log
from torrens_contracts.types import Address, Digest32, Timestamp

_COUNCIL: Final = "Council"


@dataclass(frozen=True, slots=True)
class RoleGranted(Event):
    """An account was given a role from `since` on, or another delay for its acts (then it was a member before)."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleGranted(uint64,address,uint32,uint48,bool)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id", "account")
    role_id: int
    account: Address
    delay: int
    since: Timestamp
    new_member: bool


@dataclass(frozen=True, slots=True)
class RoleRevoked(Event):
    """An account has a role no more: it was taken away, or given up."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleRevoked(uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id", "account")
    role_id: int
    account: Address


@dataclass(frozen=True, slots=True)
class RoleLabel(Event):
    """A role was given a name."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleLabel(uint64,string)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id",)
    role_id: int
    label: str


@dataclass(frozen=True, slots=True)
class RoleAdminChanged(Event):
    """Another role gives and takes a role from now on."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleAdminChanged(uint64,uint64)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id", "admin")
    role_id: int
    admin: int


@dataclass(frozen=True, slots=True)
class RoleGuardianChanged(Event):
    """Another role may cancel what a role has on the schedule."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleGuardianChanged(uint64,uint64)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id", "guardian")
    role_id: int
    guardian: int


@dataclass(frozen=True, slots=True)
class RoleGrantDelayChanged(Event):
    """New members wait for a role so many seconds, from `since` on."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "RoleGrantDelayChanged(uint64,uint32,uint48)"
    INDEXED: ClassVar[tuple[str, ...]] = ("role_id",)
    role_id: int
    delay: int
    since: Timestamp


@dataclass(frozen=True, slots=True)
class TargetFunctionRoleUpdated(Event):
    """Another role may call a function of a contract."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "TargetFunctionRoleUpdated(address,bytes4,uint64)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target", "role_id")
    target: Address
    selector: bytes
    role_id: int


@dataclass(frozen=True, slots=True)
class TargetAdminDelayUpdated(Event):
    """Changes of who may call a contract wait so many seconds, from `since` on."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "TargetAdminDelayUpdated(address,uint32,uint48)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Address
    delay: int
    since: Timestamp


@dataclass(frozen=True, slots=True)
class TargetClosed(Event):
    """A contract was closed to every act of the council, or opened again."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "TargetClosed(address,bool)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Address
    closed: bool


@dataclass(frozen=True, slots=True)
class OperationScheduled(Event):
    """An act was put on the schedule: it may be done from `schedule` on, for a week."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "OperationScheduled(bytes32,uint32,uint48,address,address,bytes)"
    INDEXED: ClassVar[tuple[str, ...]] = ("operation_id", "nonce")
    operation_id: Digest32
    nonce: int
    schedule: Timestamp
    caller: Address
    target: Address
    data: bytes


@dataclass(frozen=True, slots=True)
class OperationExecuted(Event):
    """An act that was on the schedule was done."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "OperationExecuted(bytes32,uint32)"
    INDEXED: ClassVar[tuple[str, ...]] = ("operation_id", "nonce")
    operation_id: Digest32
    nonce: int


@dataclass(frozen=True, slots=True)
class OperationCanceled(Event):
    """An act was taken off the schedule."""

    CONTRACT: ClassVar[str] = _COUNCIL
    SIGNATURE: ClassVar[str] = "OperationCanceled(bytes32,uint32)"
    INDEXED: ClassVar[tuple[str, ...]] = ("operation_id", "nonce")
    operation_id: Digest32
    nonce: int


COUNCIL_EVENTS: Final[tuple[type[Event], ...]] = (
    RoleGranted,
    RoleRevoked,
    RoleLabel,
    RoleAdminChanged,
    RoleGuardianChanged,
    RoleGrantDelayChanged,
    TargetFunctionRoleUpdated,
    TargetAdminDelayUpdated,
    TargetClosed,
    OperationScheduled,
    OperationExecuted,
    OperationCanceled,
)
"""Every event of the council."""

_BY_TOPIC: Final = {f"0x{topic0(kind.SIGNATURE).hex()}": kind for kind in COUNCIL_EVENTS}


def decode_council(log: Log) -> Event:
    """Reads a log of the council.

    Args:
        log: The log, as the node gave it.

    Returns:
        The event.

    Raises:
        UnknownEvent: It is none of the council's.
        MalformedLog: Its topics or data are not those of its event.
    """
    kind = _BY_TOPIC.get(log.topics[0]) if log.topics else None
    if kind is None:
        named = log.topics[0] if log.topics else "no topic"
        raise UnknownEvent(f"a log of {log.address} with {named} is no event of the council", address=log.address)
    try:
        return kind(*_values(kind, log))
    except (DecodingError, OverflowError, ValueError, TypeError) as error:
        raise MalformedLog(f"{kind.SIGNATURE}: {error}", event=kind.SIGNATURE) from error


def _values(kind: type[Event], log: Log) -> list[object]:
    """Gives the arguments in declaration order: indexed ones from the topics, all others from the data."""
    types = arguments(kind.SIGNATURE)
    names = fields(kind)  # type: ignore[arg-type]  # every subclass of Event is a dataclass
    indexed = [one.name in kind.INDEXED for one in names]
    topics, data = [bytes.fromhex(one[2:]) for one in log.topics[1:]], bytes.fromhex(log.data[2:])
    if len(topics) != sum(indexed):
        raise ValueError(f"{len(topics)} indexed arguments, not {sum(indexed)}")
    shown = iter(abi_decode([one for one, topic in zip(types, indexed, strict=True) if topic], b"".join(topics)))
    told = iter(abi_decode([one for one, topic in zip(types, indexed, strict=True) if not topic], data))
    found = [next(shown if topic else told) for topic in indexed]
    return [bytes.fromhex(one[2:]) if of == "address" else one for of, one in zip(types, found, strict=True)]
