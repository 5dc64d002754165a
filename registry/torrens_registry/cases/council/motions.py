"""A motion, and what becomes of it: enacted at once, put on the council's schedule, or together with others in one act.

Who has a role without a delay acts at once. Who has it with a delay puts the act on the schedule and does it when it is
due; whoever guards the role, or an administrator, may take it off before. Either may put several acts into one
transaction: all of them take effect in one second, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from torrens_contracts.artifacts import MODULES
from torrens_contracts.codec import Call
from torrens_contracts.council.events import OperationScheduled
from torrens_contracts.council.named import named
from torrens_contracts.council.spelled import spelled
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.types import Address, Timestamp
from torrens_registry.cases.council.paper import CouncilPaper
from torrens_registry.cases.council.rollbook import Operation, read_rollbook
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import FieldOutOfRange, NotProposer
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office


@dataclass(frozen=True, slots=True)
class Motion:
    """What is put to the council.

    Attributes:
        call: The function of Register, of a module or of the council itself.
        action: noun.verb, as the audit log has it.
        subject: What it is done to.
        turn: The how-manieth time this is decided: what was undone since is decided anew.
        require: Asked before it is done at once, where the contract would do nothing and not say so. What waits or is
            written down is not asked: it may come to hold until then.
    """

    call: Call[Any]
    action: str
    subject: bytes | str
    turn: int = 1
    require: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Scheduled:
    """Acts that were put on the schedule.

    Attributes:
        operations: They, in the order in which they were proposed.
        settled: The transaction.
    """

    operations: tuple[Operation, ...]
    settled: Settled


def spelled_out(office: Office, contract: str, function: str, arguments: Sequence[str]) -> Motion:
    """Moves an act of the council on a module, such as publishing a calendar; see `torrens_contracts.council.spelled`.

    Args:
        office: The office.
        contract: The module's name.
        function: The function.
        arguments: An argument each.

    Returns:
        The motion. The same one again is the same act: what was undone since is done anew by another idempotency key.

    Raises:
        ArgumentRefused: No such module or function, or arguments of another form. Register's and the council's own
            functions have verbs, which tell what was undone since.
    """
    if contract not in MODULES:
        raise ArgumentRefused(
            f"{contract!r} is no module",
            remedy=f"name one of {', '.join(MODULES)}; Register's and the council's own functions have verbs",
            contract=contract,
        )
    return Motion(spelled(office.deployment, contract, function, arguments), "council.call", f"{contract}.{function}")


def enact(office: Office, actor: Signer, motion: Motion, key: IdempotencyKey | None = None) -> Settled:
    """Does an act of the council at once.

    Args:
        office: The office.
        actor: A key that may do it without delay.
        motion: The act.
        key: Idempotency key; made of the act and its turn when absent.

    Returns:
        The transaction.

    Raises:
        RoleMissing: It takes a role from an account that does not have it.
        Reverted: The chain refuses: NotCouncil or AccessManagerUnauthorizedAccount for a key that lacks the role,
            AccessManagerNotScheduled for one whose acts wait.
    """

    def prepare() -> Act:
        motion.require()
        return Act(motion.call, motion.action, motion.subject)

    name = once(motion.action, motion.call.to, motion.call.data, motion.turn, given=key)
    return perform(office, actor, name, prepare)


def together(office: Office, actor: Signer, paper: CouncilPaper, key: IdempotencyKey | None = None) -> Settled:
    """Does all acts of a paper at once, in one transaction: a change of law.

    Args:
        office: The office.
        actor: A key that may do each without delay.
        paper: The acts.
        key: Idempotency key; made of the paper when absent, so a paper is carried out once.

    Returns:
        The transaction.

    Raises:
        WrongChain: The paper is for another register.
        ArgumentRefused: An act calls no function of this deployment.
        Reverted: The chain refuses one of them, and so all.
    """

    def prepare() -> Act:
        """Each through `execute`, which asks for each whether the key may."""
        paper.require_home(office.deployment)
        for to, data in paper.acts:
            named(office.deployment, to, data)
        council = office.contracts.council
        call = council.multicall([council.execute(to, data).data for to, data in paper.acts])
        return Act(call, "council.together", paper.digest, {"paper": paper.digest})

    return perform(office, actor, once("council.together", paper.digest, given=key), prepare)


def schedule(
    office: Office,
    proposer: Signer,
    acts: Sequence[tuple[Address, bytes]],
    *,
    when: int = 0,
    key: IdempotencyKey | None = None,
) -> Scheduled:
    """Puts acts on the schedule; each is done later by `execute`, or taken off by `cancel`.

    Args:
        office: The office.
        proposer: A key that has the role with a delay.
        acts: Contract and call of each.
        when: The second from which on they may be done; 0 for the first that the key's delay allows.
        key: Idempotency key; made of the acts and of how often each was scheduled when absent.

    Returns:
        What stands on the schedule.

    Raises:
        FieldOutOfRange: There is no act.
        ArgumentRefused: An act calls no function of this deployment.
        Reverted: The chain refuses: AccessManagerUnauthorizedCall for a key that lacks the role, may act at once, or
            must wait longer; AccessManagerAlreadyScheduled.
    """
    if not acts:
        raise FieldOutOfRange("there is nothing to put on the schedule", field="acts", value=0)
    council, turns = office.contracts.council, []
    for to, data in acts:
        named(office.deployment, to, data)
        turns.append(_turn(office, proposer.address, to, data))

    def prepare() -> Act:
        calls = [council.schedule(to, data, Timestamp(when)) for to, data in acts]
        return Act(_one_call(office, calls), "council.schedule", turns[0][0])

    name = once("council.schedule", *(part for turn in turns for part in turn), when, given=key)
    settled = perform(office, proposer, name, prepare)
    book = read_rollbook(office)
    return Scheduled(tuple(book.operation(identifier, number) for identifier, number in turns), settled)


def execute(
    office: Office, proposer: Signer, operations: Sequence[bytes], key: IdempotencyKey | None = None
) -> Settled:
    """Does acts that are due on the schedule, in one transaction.

    The council's `execute` does at once whatever its caller may do without delay, scheduled or not; so that nothing
    is done here before its time, or after it was taken off, that is asked before.

    Args:
        office: The office.
        proposer: The key that put them there.
        operations: Their ids.
        key: Idempotency key; made of the ids when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: An id was never scheduled.
        OperationDiffers: The node's record of one is not what its id commits to.
        NotProposer: Another key put one there.
        NotWaiting: One was done, taken off, or has expired.
        NotDue: The time of one has not come.
        Reverted: The chain refuses what the act itself is refused for.
    """
    found = _known(office, operations)
    for one in found:
        if one.caller != proposer.address:
            raise NotProposer(
                f"0x{one.operation_id.hex()} was put on the schedule by 0x{one.caller.hex()}, not by this key",
                operation=f"0x{one.operation_id.hex()}",
                proposer=f"0x{one.caller.hex()}",
            )

    def prepare() -> Act:
        book, now = read_rollbook(office), office.next_time()
        for one in found:
            book.require_due(bytes(one.operation_id), now)
        calls = [office.contracts.council.execute(one.target, one.data) for one in found]
        return Act(_one_call(office, calls), "council.execute", bytes(found[0].operation_id))

    return perform(office, proposer, _once("council.execute", found, key), prepare)


def cancel(office: Office, guardian: Signer, operations: Sequence[bytes], key: IdempotencyKey | None = None) -> Settled:
    """Takes acts off the schedule.

    Args:
        office: The office.
        guardian: Who proposed them, a guardian of the role that they need, or an administrator.
        operations: Their ids.
        key: Idempotency key; made of the ids when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: An id was never scheduled.
        OperationDiffers: The node's record of one is not what its id commits to.
        Reverted: The chain refuses: AccessManagerUnauthorizedCancel, or AccessManagerNotScheduled for what was done.
    """
    found = _known(office, operations)

    def prepare() -> Act:
        calls = [office.contracts.council.cancel(one.caller, one.target, one.data) for one in found]
        return Act(_one_call(office, calls), "council.cancel", bytes(found[0].operation_id))

    return perform(office, guardian, _once("council.cancel", found, key), prepare)


def _one_call(office: Office, calls: Sequence[Call[Any]]) -> Call[Any]:
    return calls[0] if len(calls) == 1 else office.contracts.council.multicall([one.data for one in calls])


def _turn(office: Office, proposer: Address, to: Address, data: bytes) -> tuple[bytes, int]:
    """Gives an act's id on the schedule, and the number under which it stands there now, or will next."""
    council = office.contracts.council
    identifier = office.read(council.hash_operation(proposer, to, data))
    waits = office.read(council.get_schedule(identifier)) != 0
    return identifier, office.read(council.get_nonce(identifier)) + (0 if waits else 1)


def _known(office: Office, operations: Sequence[bytes]) -> tuple[OperationScheduled, ...]:
    if not operations or len(set(operations)) != len(operations):
        raise FieldOutOfRange(
            "name each act on the schedule once, and one at least", field="operation", value=len(operations)
        )
    book = read_rollbook(office)
    return tuple(book.proposal(one) for one in operations)


def _once(action: str, found: Sequence[OperationScheduled], key: IdempotencyKey | None) -> IdempotencyKey:
    """Of an act that is scheduled anew there is another number, so it is done anew."""
    return once(action, *(part for one in found for part in (bytes(one.operation_id), one.nonce)), given=key)
