"""What a verdict is made of: facts that are checked, levels that they support, outcomes."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """What a check found."""

    MATCH = "match"
    MISMATCH = "mismatch"
    CANNOT = "cannot-verify"


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Give the worst of some outcomes.

    Args:
        outcomes: What was found.

    Returns:
        Mismatch before cannot-verify before match; cannot-verify when nothing was checked.
    """
    found = set(outcomes) or {Outcome.CANNOT}
    return next((bad for bad in (Outcome.MISMATCH, Outcome.CANNOT) if bad in found), Outcome.MATCH)


class Level(StrEnum):
    """What a check supports, from the file outward; a later level does not include an earlier one."""

    RECORD = "record"
    DATA = "data"
    LOGGED = "logged"
    WITNESSED = "witnessed"
    HEADER = "header"
    SEALED = "sealed"
    STATUS = "status"
    PLATFORM = "platform"


class Fact(StrEnum):
    """What is checked; a finding's slug."""

    PATH = "path.linked"
    ORIGIN = "path.origin"
    VOUCHER_ID = "voucher.id"
    VOUCHER_WORD = "voucher.word"
    TERMS_HOME = "terms.home"
    LICENCE_ID = "licence.id"
    LICENCE_HOLDER = "licence.holder"
    LISTING_ID = "listing.id"
    LISTING_WORD = "listing.word"
    GRANT_WORD = "grant.word"
    MONEY = "money.hash"
    SPLIT = "money.split"
    SELLER = "seller.consent"
    BUYER = "buyer.consent"
    SELLER_KEY = "seller.key"
    BUYER_KEY = "buyer.key"
    ROW = "row.proven"
    DOCUMENT = "document.bound"
    CONTENT = "data.content"
    DATA = "data.given"
    CAPTURED = "data.captured"
    ENTRY = "entry.logged"
    ENTRY_SUBJECT = "entry.subject"
    SIGNERS = "checkpoint.signers"
    ANCHORED = "checkpoint.anchored"
    WITNESSED = "checkpoint.witnessed"
    ACCOUNT = "register.account"
    CODE = "register.code"
    WORD = "word.proven"
    HOME = "home.trusted"
    SEAL = "header.sealed"
    TIME = "header.time"
    TOKEN = "token.time"  # noqa: S105 - a time token, no password
    RECEIPT = "outcome.receipt"
    STATEMENT = "statement.proven"
    FRESH = "statement.fresh"
    STANDING = "status.good"
    CONTRACT = "contract.account"
    OUTCOME_WORD = "outcome.word"
    FACT_WORD = "fact.word"
    RELIANCE = "fact.reliance"
    FACT_STATUS = "fact.status"
    PEER = "peer.accredited"
    PEER_TRUSTED = "peer.trusted"
    AGREEMENT = "agreement.live"
    PLATFORM = "platform.signed"
    PLATFORM_CURRENT = "platform.current"
    PLATFORM_COMPLETE = "platform.complete"
