"""Errors of the council's schedule: an act that stands, or stood, there and cannot be done."""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_registry.errors.root import RegistryError


class ScheduleError(RegistryError):
    """An act of the council's schedule cannot be done."""

    code: ClassVar[str] = "schedule-error"
    default_remedy: ClassVar[str] = "see what waits, by whom and until when, with `torrens council show`"


class NotProposer(ScheduleError):
    """Another key put the act on the schedule; by this one it would be done without a schedule."""

    code: ClassVar[str] = "not-proposer"
    default_remedy: ClassVar[str] = "name the key that put it there, as `torrens council show` says, with --key"


class NotWaiting(ScheduleError):
    """The act was done, taken off, or has expired."""

    code: ClassVar[str] = "not-waiting"
    default_remedy: ClassVar[str] = "if it is still wanted, put it on the schedule anew with --schedule"


class NotDue(ScheduleError):
    """The act waits, and its time has not come."""

    code: ClassVar[str] = "not-due"
    default_remedy: ClassVar[str] = "run it again once it is due"


class OperationDiffers(ScheduleError):
    """The node's record of an act is not what the act's id commits to."""

    code: ClassVar[str] = "operation-differs"
    default_remedy: ClassVar[str] = "the node is at fault: ask another one"
