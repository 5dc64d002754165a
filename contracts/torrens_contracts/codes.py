"""Every number with a meaning that the chain speaks: the Python twin of contracts/src/types/Codes.sol.

A test reads the Solidity file and compares every name and value. The states of words are in `words/`.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag


class Right(IntFlag):
    """Rights over a dataset (G35 article 3; the list is open); not exclusive."""

    HOLD = 1
    USE = 2
    OPERATE = 4
    ALL = 7


class ScopeMask(IntEnum):
    """The defined bits of each scope mask; 0 is none, unknown bits are refused."""

    PURPOSE = 0xFFFFF
    REGION = 0x7FFFFFFFF
    ACTION = 0xFF


class Action(IntFlag):
    """What a grant allows its holder to do beside exercising the right."""

    PROCESS = 1
    SUBLICENSE = 2
    ASSIGN = 4
    RESALE = 8
    EXPORT = 16
    CONTRIBUTE = 32
    PLEDGE = 64
    DERIVE = 128


class Mode(IntEnum):
    """How a grant came about (domain.md 2.3)."""

    ORIGINAL = 1
    TRANSFER = 2
    LICENSE = 3
    DERIVED = 4
    CONTRIBUTION = 5
    SPLIT = 6


class Basis(IntEnum):
    """How the data was obtained (G35 articles 15, 20, 21): AcquisitionBasis; decides what can be registered."""

    SELF_GENERATED = 1
    CAUSED_BY_SUBJECT = 2
    NATURAL_PERSON = 3
    CONTRACT_ACQUIRED = 4
    SCRAPED_PUBLIC = 5
    SCRAPED_PRODUCT = 6
    FUSED_AGREED = 7
    FUSED_SILENT = 8
    DERIVED = 9
    ENTRUSTED_PROCESSING = 10
    PUBLIC_BODY_DUTY = 11
    PUBLIC_AUTHORIZED_PRODUCT = 12
    UTILITY = 13


class Role(IntFlag):
    """Roles of a key."""

    SIGN = 1
    REGISTRAR = 2
    REVIEWER = 4
    EXCHANGE = 8
    AUTHORITY = 16
    LOGGER = 32
    RELAYER = 64
    AUDITOR = 128
    OF_PARTY = SIGN | REVIEWER | AUDITOR
    OF_EXCHANGE = SIGN | REGISTRAR | REVIEWER | EXCHANGE | LOGGER | RELAYER | AUDITOR
    OF_AUTHORITY = SIGN | AUTHORITY


class PartyKind(IntEnum):
    """Kinds of parties."""

    LEGAL = 1
    UNINCORPORATED = 2
    NATURAL = 3
    EXCHANGE = 4
    AUTHORITY = 5


class GrantFlag(IntFlag):
    """Flags of a GRANT word."""

    EXERCISE = 1
    QUEUED = 2
    CONFIRMED = 4
    DISPUTED = 8
    ANNOTATED = 16
    PRENOTICE = 32
    ADJUDGED = 64


class PartyFlag(IntFlag):
    """Flags of a PARTY word; AFFILIATE: it was ever declared one, LINK words say whose and whether it still is."""

    EXERCISE = 1
    QUEUED = 2
    AFFILIATE = 4


class ListingFlag(IntFlag):
    """Flags of a LISTING word."""

    SANDBOX = 1
    SCENARIO = 2


class VoucherFlag(IntFlag):
    """Flags of a VOUCHER word."""

    FOREIGN = 1
    SANDBOX = 2


class InterestKind(IntEnum):
    """Kinds of security interests, and the pre-notice of a disposal (Civil Code article 221)."""

    PLEDGE = 1
    MORTGAGE = 2
    FINANCE_LEASE = 3
    PRENOTICE = 4


class LinkKind(IntEnum):
    """Kinds of LINK words: which two records belong together, and how."""

    AFFILIATE = 1
    RELATED_EXACT = 2
    RELATED_NEAR = 3
    PREDECESSOR = 4
    SOURCE = 5
    SUPERSEDES = 6
    SUPERIOR = 7
    RECOVERY = 8
    ANNOTATION = 9
    CHANGE = 10
    FORMER = 11
    SOLD = 12


class ReviewKind(IntEnum):
    """Kinds of reviews of a listing."""

    COMPLIANCE = 1
    SCENARIO = 2
    QUALITY = 3


class Annotation(IntEnum):
    """Kinds of annotations (G35 article 23)."""

    CONDITION = 1
    JUDICIAL = 2
    ADMINISTRATIVE = 3
    STATUTORY = 4
    OTHER = 5


class FreezeScope(IntFlag):
    """Scope of a freeze; the effective scope of several is the union."""

    DISPOSE = 1
    EXERCISE = 2


class Verb(IntEnum):
    """The verbs that dispose, as free(verb) names them; bit positions of INTEREST.consents."""

    LICENSE = 0
    TRANSFER = 1
    SPLIT = 2
    END = 3
    RANK = 4


class TransferReason(IntEnum):
    """Why a holder changed."""

    SALE = 1
    CONTRIBUTION = 2
    SUCCESSION = 3
    JUDGMENT = 4


class SplitFault(IntEnum):
    """Why parts are no partition of a grant."""

    NONE = 0
    OTHER_DIFFERS = 1
    NOTHING_SPLIT = 2
    EMPTY_PART = 3
    OUTSIDE = 4
    OVERLAP = 5
    GAP = 6
    INCOMPLETE = 7


class Verdict(IntEnum):
    """Verdict of a compliance review."""

    PASSED = 1
    CONDITIONAL = 2
    FAILED = 3


class Sequence(IntEnum):
    """In which order a trade settles and delivers."""

    PAY_FIRST = 1
    DELIVER_FIRST = 2
    ESCROW = 3


class Reason(IntEnum):
    """Why a predicate says no; NONE when it says yes. Also the reason of an answer and of a fact."""

    NONE = 0
    NOT_FOUND = 1
    NOT_ACTIVE = 2
    NOT_YET = 3
    EXPIRED = 4
    EXERCISE_FROZEN = 5
    DISPOSE_FROZEN = 6
    HOLDER_FROZEN = 7
    FREEZE_QUEUED = 8
    CERTIFICATE_LAPSED = 9
    ENCUMBERED = 10
    SUSPECT = 11
    ANCESTOR_ENDED = 12
    NOT_LISTED = 13
    LISTING_EXPIRED = 14
    NOT_REVIEWED = 15
    VOUCHER_NOT_ISSUED = 16
    HOLDER_CHAIN = 17
    NO_SCENARIO = 18


class Answer(IntEnum):
    """State of an answer in a statement of good standing; never 0, so that silence is no answer."""

    UNKNOWN = 1
    GOOD = 2
    SUSPENDED = 3
    ENDED = 4


class Reliance(IntEnum):
    """What a foreign record is relied upon for; each has its own bound on the age of a statement."""

    SHOW = 0
    TRADE = 1
    FINANCE = 2


class ClubCondition(IntFlag):
    """What a club makes of a listing that it does not simply recognise: CONDITIONAL where set, else PROVEN."""

    SANDBOX = 1
    OUTSIDE = 2
    ALL = 3


class Recognised(IntEnum):
    """Status of a foreign record (FACT), and decisions on it."""

    UNKNOWN = 0
    PROVEN = 1
    RECOGNIZED = 2
    CONDITIONAL = 3
    DECLINED = 4
    SUSPENDED = 5
    STALE = 6
    WITHDRAWN = 7
