"""Errors of a trade: between the terms and the voucher."""

# ruff: noqa: N818 - an error's name says what happened; its root already says that it is an error

from typing import ClassVar

from torrens_registry.errors.root import RegistryError


class TradeError(RegistryError):
    """A trade cannot be signed or issued."""

    code: ClassVar[str] = "trade-error"
    default_remedy: ClassVar[str] = "make new terms, and let both sides sign those"


class TermsExpired(TradeError):
    """The terms are past their deadline."""

    code: ClassVar[str] = "terms-expired"
    default_remedy: ClassVar[str] = "make new terms with a later deadline, and let both sides sign those"


class SignerRefused(TradeError):
    """A signature is of a key that does not sign for the party that the terms name."""

    code: ClassVar[str] = "signer-refused"
    default_remedy: ClassVar[str] = "let each side sign with a live key of its own that has the role SIGN"


class ListingNotGood(TradeError):
    """The listing is not listed, not reviewed, expired, or its right is not free to license."""

    code: ClassVar[str] = "listing-not-good"
    default_remedy: ClassVar[str] = "see `torrens listing show`; sell only what is listed, reviewed and free"


class AlreadyIssued(TradeError):
    """A voucher of these very terms stands already: the signatures were used."""

    code: ClassVar[str] = "already-issued"
    default_remedy: ClassVar[str] = "a second sale needs terms of its own: another licence nonce, and new signatures"
