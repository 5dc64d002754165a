"""Errors of the rules: what the law refuses, and values that are not of their type."""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_registry.errors.root import RegistryError


class RuleBroken(RegistryError):
    """The law, as plain functions, says no."""

    code: ClassVar[str] = "rule-broken"
    default_remedy: ClassVar[str] = "change the request so that it keeps the named rule"


class BasisRefused(RuleBroken):
    """The way of acquisition does not allow the right."""

    code: ClassVar[str] = "basis-refused"
    default_remedy: ClassVar[str] = (
        "claim only the rights that this way of acquisition allows, or show the missing consent"
    )


class WithinRefused(RuleBroken):
    """A child would exceed its parent."""

    code: ClassVar[str] = "within-refused"
    default_remedy: ClassVar[str] = "ask for no more than the parent grant carries"


class PartitionRefused(RuleBroken):
    """Parts are not exactly the whole, cut in one dimension."""

    code: ClassVar[str] = "partition-refused"
    default_remedy: ClassVar[str] = "cut in rights, region, purpose or term, so that the parts are the whole"


class RightExceeded(WithinRefused):
    """A right that the parent cannot pass on."""

    code: ClassVar[str] = "right-exceeded"
    default_remedy: ClassVar[str] = (
        "ask for a right that the parent passes on, or take the licence from a grant that carries it"
    )


class ScopeExceeded(WithinRefused):
    """Purpose, region or action wider than the parent's."""

    code: ClassVar[str] = "scope-exceeded"
    default_remedy: ClassVar[str] = "narrow the named mask to the parent's bits"


class TermExceeded(WithinRefused):
    """Begins before, or ends after, the parent's term."""

    code: ClassVar[str] = "term-exceeded"
    default_remedy: ClassVar[str] = "choose a term inside the parent's term"


class DepthExceeded(WithinRefused):
    """Deeper than 4, or a path longer than 8 nodes."""

    code: ClassVar[str] = "depth-exceeded"
    default_remedy: ClassVar[str] = "take the licence from a grant nearer to the title"


class NotValid(RuleBroken):
    """The right may not be exercised now."""

    code: ClassVar[str] = "not-valid"
    default_remedy: ClassVar[str] = (
        "look at the named node of the path; the right may be exercised again when its reason has gone"
    )


class NotFree(RuleBroken):
    """The right may not be disposed of in this way now."""

    code: ClassVar[str] = "not-free"
    default_remedy: ClassVar[str] = "settle the named freeze, interest, certificate or state first"


class SerialExhausted(RuleBroken):
    """9,999 certificates this month: refused."""

    code: ClassVar[str] = "serial-exhausted"
    default_remedy: ClassVar[str] = "register next month, or ask the authority for another registrar code"


class SplitDoesNotSum(RuleBroken):
    """Legs are not the rule's legs of the amount."""

    code: ClassVar[str] = "split-does-not-sum"
    default_remedy: ClassVar[str] = "compute the legs again from the signed rule and amount; sign nothing else"


class CalendarMissing(RuleBroken):
    """No published calendar covers the day."""

    code: ClassVar[str] = "calendar-missing"
    exit_code: ClassVar[int] = 2
    default_remedy: ClassVar[str] = "publish the calendar word of the named half-year first"


class CalendarProvisional(CalendarMissing):
    """The year's notice is not out: never a deadline."""

    code: ClassVar[str] = "calendar-provisional"
    default_remedy: ClassVar[str] = "wait for the State Council's notice of that year and publish its calendar"


class BadInput(RuleBroken):
    """Not a value of its type."""

    code: ClassVar[str] = "bad-input"
    exit_code: ClassVar[int] = 3
    default_remedy: ClassVar[str] = "give a value of the form that the message names"


class UnknownBits(BadInput):
    """A mask with a bit that no published table defines."""

    code: ClassVar[str] = "unknown-bits"
    default_remedy: ClassVar[str] = "use only bits of the published tables"


class EmptyMask(BadInput):
    """A mask of nothing: 0 is none."""

    code: ClassVar[str] = "empty-mask"
    default_remedy: ClassVar[str] = "name at least one bit; use the mask of all bits for no limit"


class FieldOutOfRange(BadInput):
    """A number that does not fit its field."""

    code: ClassVar[str] = "field-out-of-range"
    default_remedy: ClassVar[str] = "give a number that fits the named field"


class BadCalendarWord(BadInput):
    """A calendar word with days that its half lacks."""

    code: ClassVar[str] = "bad-calendar-word"
    default_remedy: ClassVar[str] = "make the word from the official schedule again"


class BadCertificateNumber(BadInput):
    """Not SJ + registrar + month + serial."""

    code: ClassVar[str] = "bad-certificate-number"
    default_remedy: ClassVar[str] = (
        "write it as SJ, 2 digits region, 1 digit registrar, YYYYMM, 4 digits serial, as in SJ3312026110001"
    )


class BadCreditCode(BadInput):
    """Form, charset or a check character is wrong."""

    code: ClassVar[str] = "bad-credit-code"
    default_remedy: ClassVar[str] = "copy the 18 characters from the business licence again"


class BadSplitRule(BadInput):
    """Weights, parties or residual make no rule."""

    code: ClassVar[str] = "bad-split-rule"
    default_remedy: ClassVar[str] = (
        "give each party and role once, with positive weights and one residual party among them"
    )
