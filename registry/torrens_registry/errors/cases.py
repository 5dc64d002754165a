"""Errors of registration cases."""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_registry.errors.root import RegistryError


class CaseError(RegistryError):
    """A registration case cannot take this step."""

    code: ClassVar[str] = "case-error"
    default_remedy: ClassVar[str] = "look at the case's state and its next steps"


class UnknownCase(CaseError):
    """No such case."""

    code: ClassVar[str] = "unknown-case"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "list the cases and name one of them"


class WrongState(CaseError):
    """The step does not follow from the case's state."""

    code: ClassVar[str] = "wrong-state"
    default_remedy: ClassVar[str] = "take one of the steps that the case's state allows"


class NoticeRunning(CaseError):
    """The public notice has not ended."""

    code: ClassVar[str] = "notice-running"
    default_remedy: ClassVar[str] = "wait until the named end of the notice"


class OpenObjection(CaseError):
    """An objection stands unsettled."""

    code: ClassVar[str] = "open-objection"
    default_remedy: ClassVar[str] = "settle the objection first"


class SelfRegistration(CaseError):
    """The registrar is the applicant or its affiliate."""

    code: ClassVar[str] = "self-registration"
    default_remedy: ClassVar[str] = "file with a registrar that is neither the applicant nor its affiliate"


class WrongRegistrar(CaseError):
    """Later registrations belong to the first registrar."""

    code: ClassVar[str] = "wrong-registrar"
    default_remedy: ClassVar[str] = "file with the registrar of the first registration or its successor"


class PaperMissing(CaseError):
    """A document that the rule asks for is not there."""

    code: ClassVar[str] = "paper-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "add the named document to the case"


class BatchRefused(CaseError):
    """Lines of a batch are refused, so none of it was done; each is named."""

    code: ClassVar[str] = "batch-refused"
    default_remedy: ClassVar[str] = "mend the named lines or take them out, and hand the batch in again"
