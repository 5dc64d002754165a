"""Who may do what for the council, and what waits on its schedule: folded from the council's own events.

The mirror does not keep them: they are in no journal. They are few, so they are read whole from the node each time;
what Register itself says of modules comes from the mirror (`modules`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from torrens_contracts.council.events import (
    OperationCanceled,
    OperationExecuted,
    OperationScheduled,
    RoleAdminChanged,
    RoleGranted,
    RoleGuardianChanged,
    RoleLabel,
    RoleRevoked,
    TargetClosed,
    TargetFunctionRoleUpdated,
    decode_council,
)
from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import operation_id
from torrens_contracts.revert_values import instant
from torrens_contracts.types import Address, Timestamp
from torrens_registry.errors import NotDue, NotStored, NotWaiting, OperationDiffers
from torrens_registry.office import Office

EXPIRATION: Final = 7 * 86_400
"""Seconds for which an act may be done once it is due (AccessManager.expiration)."""

SPAN: Final = 10_000
"""Blocks whose logs are asked for at once: nodes refuse wider ranges."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An act on the schedule.

    Attributes:
        id: Its id.
        due: From when on it may be done.
        expires: From when on it may be done no more.
        act: What was proposed, by whom.
    """

    id: bytes
    due: Timestamp
    expires: Timestamp
    act: OperationScheduled


@dataclass(frozen=True, slots=True)
class Member:
    """An account that has a role.

    Attributes:
        role: The role.
        account: The account.
        since: From when on.
        delay: How long its acts wait on the schedule, in seconds; as given last.
    """

    role: int
    account: Address
    since: Timestamp
    delay: int


@dataclass(slots=True)
class Rollbook:
    """What the council's events come to.

    Attributes:
        told: The events, in order.
        members: Who has which role, by role and account.
        labels: Names of roles.
        admins: Which role gives and takes a role, where it is not the administrators'.
        guardians: Which role may cancel what a role has scheduled, likewise.
        functions: Which role may call a function, by contract and selector, where it is not the administrators'.
        closed: Contracts that are closed to every act.
        proposed: The newest proposal of every act that was ever scheduled, by its id.
        waiting: Ids of those that were neither done nor cancelled.
    """

    told: tuple[Event, ...]
    members: dict[tuple[int, Address], Member] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    admins: dict[int, int] = field(default_factory=dict)
    guardians: dict[int, int] = field(default_factory=dict)
    functions: dict[tuple[Address, bytes], int] = field(default_factory=dict)
    closed: set[Address] = field(default_factory=set)
    proposed: dict[bytes, OperationScheduled] = field(default_factory=dict)
    waiting: dict[bytes, None] = field(default_factory=dict)

    def operation(self, identifier: bytes, nonce: int) -> Operation:
        """Gives an act as it was scheduled the how-manieth time.

        Args:
            identifier: The act's id, 32 bytes.
            nonce: Which time, from 1.

        Returns:
            The operation.

        Raises:
            NotStored: It was not.
        """
        for one in self.told:
            if type(one) is OperationScheduled and (one.operation_id, one.nonce) == (identifier, nonce):
                return _operation(one)
        raise NotStored(f"0x{identifier.hex()} was not scheduled so often", operation=f"0x{identifier.hex()}")

    def proposal(self, identifier: bytes) -> OperationScheduled:
        """Gives the newest proposal of an act; the node's word for what it was does not do, the id commits to it.

        Args:
            identifier: The act's id, 32 bytes.

        Returns:
            What was proposed, by whom.

        Raises:
            NotStored: It was never scheduled.
            OperationDiffers: What the node gives has another id.
        """
        shown, found = f"0x{identifier.hex()}", self.proposed.get(identifier)
        if found is None:
            raise NotStored(
                f"nothing was ever put on the council's schedule as {shown}",
                remedy="see the ids with `torrens council show`",
                operation=shown,
            )
        if operation_id(found.caller, found.target, found.data) != identifier:
            raise OperationDiffers(f"what the node gives as {shown} is an act of another id", operation=shown)
        return found

    def require_due(self, identifier: bytes, now: int) -> None:
        """Refuses an act that waits no more, or not long enough yet.

        Args:
            identifier: The act's id, 32 bytes; it was scheduled.
            now: UTC second.

        Raises:
            NotWaiting: It was done, taken off, or has expired.
            NotDue: Its time has not come.
        """
        shown, one = f"0x{identifier.hex()}", _operation(self.proposed[identifier])
        if identifier not in self.waiting:
            raise NotWaiting(f"{shown} was done, or taken off the schedule", operation=shown)
        if now >= one.expires:
            said = f"{shown} expired at {instant(one.expires)}"
            raise NotWaiting(said, operation=shown, expires=one.expires, now=now)
        if now < one.due:
            said = f"{shown} is due at {instant(one.due)}, and it is {instant(now)}"
            raise NotDue(said, operation=shown, due=one.due, now=now)

    def schedule(self, now: int) -> tuple[Operation, ...]:
        """Gives what waits on the schedule and has not expired, the first due first.

        Args:
            now: UTC second.

        Returns:
            The operations.
        """
        found = [_operation(self.proposed[one]) for one in self.waiting]
        return tuple(sorted((one for one in found if now < one.expires), key=lambda one: (one.due, one.id)))

    def turn(self, concerns: Callable[[Event], object], wanted: object) -> int:
        """Says the how-manieth change it is that makes something what is wanted; the last one, where it is so already.

        Args:
            concerns: Gives what an event made of the thing; None for an event about something else.
            wanted: What it is to become.

        Returns:
            A number that rises with every change: part of the key that keeps a command from acting twice.
        """
        values: list[object] = []
        for value in map(concerns, self.told):
            if value is not None and (not values or values[-1] != value):
                values.append(value)
        return len(values) if values and values[-1] == wanted else len(values) + 1


def read_rollbook(office: Office, *, span: int = SPAN) -> Rollbook:
    """Reads the council's events up to the chain's head.

    Args:
        office: The office.
        span: How many blocks are asked for at once.

    Returns:
        What they come to.

    Raises:
        MalformedLog: A log is not of its event.
        UnknownEvent: The council emitted what no AccessManager does.
    """
    end, council = int(office.wire.block_number()) + 1, office.deployment.council
    spans = ((first, min(first + span, end) - 1) for first in range(0, end, span))
    logs = (log for first, last in spans for log in office.wire.logs(first, last, [council]))
    book = Rollbook(tuple(decode_council(log) for log in logs))
    for one in book.told:
        _fold(book, one)
    return book


def _operation(one: OperationScheduled) -> Operation:
    return Operation(bytes(one.operation_id), one.schedule, Timestamp(one.schedule + EXPIRATION), one)


def _fold(book: Rollbook, event: Event) -> None:  # one match, a line an event
    match event:
        case RoleGranted():
            key = (event.role_id, event.account)
            since = event.since if event.new_member else book.members[key].since
            book.members[key] = Member(event.role_id, event.account, since, event.delay)
        case RoleRevoked():
            book.members.pop((event.role_id, event.account), None)
        case RoleLabel():
            book.labels[event.role_id] = event.label
        case RoleAdminChanged():
            book.admins[event.role_id] = event.admin
        case RoleGuardianChanged():
            book.guardians[event.role_id] = event.guardian
        case TargetFunctionRoleUpdated():
            book.functions[(event.target, event.selector)] = event.role_id
        case TargetClosed():
            (book.closed.add if event.closed else book.closed.discard)(event.target)
        case OperationScheduled():
            book.proposed[bytes(event.operation_id)] = event
            book.waiting[bytes(event.operation_id)] = None
        case OperationExecuted() | OperationCanceled():
            book.waiting.pop(bytes(event.operation_id), None)
        case _:
            pass  # delays to come: the newest one is asked of the council itself
