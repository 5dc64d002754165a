"""Who may act for the council: roles, their members, names, administrators and guardians, and what each may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from torrens_contracts.calls.council import PUBLIC
from torrens_contracts.codec import Call
from torrens_contracts.council.events import (
    RoleAdminChanged,
    RoleGrantDelayChanged,
    RoleGranted,
    RoleGuardianChanged,
    RoleLabel,
    RoleRevoked,
    TargetAdminDelayUpdated,
    TargetClosed,
    TargetFunctionRoleUpdated,
)
from torrens_contracts.events_gen.base import Event
from torrens_contracts.types import Address
from torrens_registry.cases.council.labels import require_label, role_name
from torrens_registry.cases.council.motions import Motion
from torrens_registry.cases.council.rollbook import read_rollbook
from torrens_registry.errors import RoleMissing
from torrens_registry.office import Office


def grant(office: Office, role: int, account: Address, delay: int = 0) -> Motion:
    """Moves that an account has a role.

    Args:
        office: The office.
        role: The role's number.
        account: The account.
        delay: Seconds that its acts wait on the schedule; for a member, its delay from now on (a shorter one waits).

    Returns:
        The motion.
    """
    call = office.contracts.council.grant_role(role, account, delay)
    return _motion(office, call, ("role.grant", role), _membership(role, account), delay)


def revoke(office: Office, role: int, account: Address) -> Motion:
    """Moves that an account has a role no more, at once.

    Args:
        office: The exchange's office.
        role: The role's number.
        account: Whose it is.

    Returns:
        The motion.
    """
    call = office.contracts.council.revoke_role(role, account)
    return _taking(office, call, "role.revoke", role, account)


def renounce(office: Office, role: int, own: Address) -> Motion:
    """Gives up a role of one's own: an act of the key itself, never on a schedule.

    Args:
        office: The exchange's office.
        role: The role's number.
        own: The key that gives it up.

    Returns:
        The motion.
    """
    call = office.contracts.council.renounce_role(role, own)
    return _taking(office, call, "role.renounce", role, own)


def label(office: Office, role: int, name: str) -> Motion:
    """Moves that a role has a name.

    Args:
        office: The exchange's office.
        role: The role's number.
        name: Its name.

    Returns:
        The motion.

    Raises:
        ArgumentRefused: By this name it would pass for another role.
    """
    require_label(read_rollbook(office), role, name)

    def concerns(event: Event) -> object:
        return event.label if isinstance(event, RoleLabel) and event.role_id == role else None

    return _motion(office, office.contracts.council.label_role(role, name), ("role.label", role), concerns, name)


def set_admin(office: Office, role: int, admin: int) -> Motion:
    """Moves that another role gives and takes a role.

    Args:
        office: The exchange's office.
        role: The role's number.
        admin: The role that gives and takes it.

    Returns:
        The motion.
    """

    def concerns(event: Event) -> object:
        return event.admin if isinstance(event, RoleAdminChanged) and event.role_id == role else None

    return _motion(office, office.contracts.council.set_role_admin(role, admin), ("role.admin", role), concerns, admin)


def set_guardian(office: Office, role: int, guardian: int) -> Motion:
    """Moves that another role may cancel what a role has on the schedule.

    Args:
        office: The exchange's office.
        role: The role's number.
        guardian: The role that may cancel.

    Returns:
        The motion.
    """

    def concerns(event: Event) -> object:
        return event.guardian if isinstance(event, RoleGuardianChanged) and event.role_id == role else None

    call = office.contracts.council.set_role_guardian(role, guardian)
    return _motion(office, call, ("role.guardian", role), concerns, guardian)


def set_grant_delay(office: Office, role: int, delay: int) -> Motion:
    """Moves how many seconds new members wait for a role; counts after five days at the earliest.

    Args:
        office: The exchange's office.
        role: The role's number.
        delay: Seconds.

    Returns:
        The motion.
    """

    def concerns(event: Event) -> object:
        return event.delay if isinstance(event, RoleGrantDelayChanged) and event.role_id == role else None

    return _motion(office, office.contracts.council.set_grant_delay(role, delay), ("role.delay", role), concerns, delay)


def assign(office: Office, target: Address, selectors: Sequence[bytes], role: int) -> Motion:
    """Moves which role may call some functions of a contract.

    Args:
        office: The office.
        target: The contract.
        selectors: The functions, by their 4 bytes.
        role: The role.

    Returns:
        The motion.
    """
    call = office.contracts.council.set_target_function_role(target, selectors, role)
    book = read_rollbook(office)

    def turn(selector: bytes) -> int:
        """Of each function apart: one of them may have been given to another role since."""

        def concerns(event: Event) -> object:
            if not isinstance(event, TargetFunctionRoleUpdated) or (event.target, event.selector) != (target, selector):
                return None
            return event.role_id

        return book.turn(concerns, role)

    return Motion(call, "role.functions", f"role/{role}", sum(map(turn, selectors)))


def close(office: Office, target: Address, *, closed: bool) -> Motion:
    """Moves that a contract is closed to every act of the council, or open again.

    Args:
        office: The exchange's office.
        target: The contract's address.
        closed: Closed, or open.

    Returns:
        The motion.
    """

    def concerns(event: Event) -> object:
        return event.closed if isinstance(event, TargetClosed) and event.target == target else None

    call = office.contracts.council.set_target_closed(target, closed)
    turn = read_rollbook(office).turn(concerns, closed)
    return Motion(call, "contract.close" if closed else "contract.open", target.rjust(32, b"\0"), turn)


def set_target_delay(office: Office, target: Address, delay: int) -> Motion:
    """Moves how many seconds changes of who may call a contract wait; counts after five days at the earliest.

    Args:
        office: The exchange's office.
        target: The contract's address.
        delay: Seconds.

    Returns:
        The motion.
    """

    def concerns(event: Event) -> object:
        return event.delay if isinstance(event, TargetAdminDelayUpdated) and event.target == target else None

    call = office.contracts.council.set_target_admin_delay(target, delay)
    return Motion(call, "contract.delay", target.rjust(32, b"\0"), read_rollbook(office).turn(concerns, delay))


def _taking(office: Office, call: Call[None], action: str, role: int, account: Address) -> Motion:
    """The contract takes a role from who does not have it in silence: a misspelt account would keep its own."""
    motion = _motion(office, call, (action, role), _membership(role, account), "none")
    return replace(motion, require=partial(_require_member, office, role, account))


def _require_member(office: Office, role: int, account: Address) -> None:
    book, shown = read_rollbook(office), f"0x{account.hex()}"
    if role != PUBLIC and (role, account) not in book.members:
        raise RoleMissing(
            f"{shown} does not have role {role_name(book, role)}",
            remedy="see who has it with `torrens council show`",
            account=shown,
            role=role,
        )


def _membership(role: int, account: Address) -> Callable[[Event], object]:
    """Tells what an event made of a membership: a delay, or none."""

    def concerns(event: Event) -> object:
        if not isinstance(event, RoleGranted | RoleRevoked) or (event.role_id, event.account) != (role, account):
            return None
        return event.delay if isinstance(event, RoleGranted) else "none"

    return concerns


def _motion(
    office: Office, call: Call[None], named: tuple[str, int], concerns: Callable[[Event], object], wanted: object
) -> Motion:
    action, role = named
    return Motion(call, action, f"role/{role}", read_rollbook(office).turn(concerns, wanted))
