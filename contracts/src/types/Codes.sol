// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Rights over a dataset; not exclusive, several holders may hold the same right.
library Right {
    uint8 internal constant HOLD = 1;
    uint8 internal constant USE = 2;
    uint8 internal constant OPERATE = 4;
    uint8 internal constant ALL = 7;
}

/// @notice The defined bits of each scope mask; 0 is none, unknown bits are refused.
library ScopeMask {
    uint32 internal constant PURPOSE = 0xfffff; // GB/T 4754 sections A to T
    uint40 internal constant REGION = 0x7ffffffff; // 34 province-level codes ascending, then abroad
    uint24 internal constant ACTION = 0xff;
}

/// @notice What a grant allows its holder to do beside exercising the right.
library Action {
    uint24 internal constant PROCESS = 1;
    uint24 internal constant SUBLICENSE = 2;
    uint24 internal constant ASSIGN = 4;
    uint24 internal constant RESALE = 8;
    uint24 internal constant EXPORT = 16;
    uint24 internal constant CONTRIBUTE = 32;
    uint24 internal constant PLEDGE = 64;
    uint24 internal constant DERIVE = 128;
}

/// @notice How a grant came about.
library Mode {
    uint8 internal constant ORIGINAL = 1;
    uint8 internal constant TRANSFER = 2;
    uint8 internal constant LICENSE = 3;
    uint8 internal constant DERIVED = 4;
    uint8 internal constant CONTRIBUTION = 5;
    uint8 internal constant SPLIT = 6;
}

/// @notice How the data was obtained (G35 articles 15, 20, 21); decides which rights can be registered.
library Basis {
    uint8 internal constant SELF_GENERATED = 1;
    uint8 internal constant CAUSED_BY_SUBJECT = 2;
    uint8 internal constant NATURAL_PERSON = 3;
    uint8 internal constant CONTRACT_ACQUIRED = 4;
    uint8 internal constant SCRAPED_PUBLIC = 5;
    uint8 internal constant SCRAPED_PRODUCT = 6;
    uint8 internal constant FUSED_AGREED = 7;
    uint8 internal constant FUSED_SILENT = 8;
    uint8 internal constant DERIVED = 9;
    uint8 internal constant ENTRUSTED_PROCESSING = 10;
    uint8 internal constant PUBLIC_BODY_DUTY = 11;
    uint8 internal constant PUBLIC_AUTHORIZED_PRODUCT = 12;
    uint8 internal constant UTILITY = 13;
}

/// @notice Roles of a key.
library Role {
    uint32 internal constant SIGN = 1;
    uint32 internal constant REGISTRAR = 2;
    uint32 internal constant REVIEWER = 4;
    uint32 internal constant EXCHANGE = 8;
    uint32 internal constant AUTHORITY = 16;
    uint32 internal constant LOGGER = 32;
    uint32 internal constant RELAYER = 64;
    uint32 internal constant AUDITOR = 128;
    /// @dev What an exchange may give to the first keys of the parties it enrols.
    uint32 internal constant OF_PARTY = SIGN | REVIEWER | AUDITOR;
    /// @dev What the keys of an exchange itself may have.
    uint32 internal constant OF_EXCHANGE = SIGN | REGISTRAR | REVIEWER | EXCHANGE | LOGGER | RELAYER | AUDITOR;
    /// @dev What the keys of an authority may have.
    uint32 internal constant OF_AUTHORITY = SIGN | AUTHORITY;
}

/// @notice Kinds of parties.
library PartyKind {
    uint8 internal constant LEGAL = 1;
    uint8 internal constant UNINCORPORATED = 2;
    uint8 internal constant NATURAL = 3;
    uint8 internal constant EXCHANGE = 4;
    uint8 internal constant AUTHORITY = 5;
}

/// @notice Flags of a GRANT word.
library GrantFlag {
    uint16 internal constant EXERCISE = 1; // the effective freeze also stops exercise
    uint16 internal constant QUEUED = 2; // a queued freeze stands: not free, whatever frozenUntil says
    uint16 internal constant CONFIRMED = 4; // re-confirmed after a suspect window
    uint16 internal constant DISPUTED = 8;
    uint16 internal constant ANNOTATED = 16;
    uint16 internal constant PRENOTICE = 32;
    uint16 internal constant ADJUDGED = 64; // a judgment gave it, or a part of it, to another hand, or ended that part
}

/// @notice Flags of a PARTY word.
library PartyFlag {
    uint8 internal constant EXERCISE = 1;
    uint8 internal constant QUEUED = 2;
    uint8 internal constant AFFILIATE = 4; // was ever declared an exchange's; LINK words say whose, and whether it still is
}

/// @notice Flags of a LISTING word.
library ListingFlag {
    uint8 internal constant SANDBOX = 1;
    uint8 internal constant SCENARIO = 2; // its scenario of use was reviewed and passed
}

/// @notice Flags of a VOUCHER word.
library VoucherFlag {
    uint8 internal constant FOREIGN = 1; // the listing and the licence are another register's
    uint8 internal constant SANDBOX = 2; // its product was a sandbox's when it was sold
}

/// @notice Kinds of security interests, and the pre-notice of a disposal (Civil Code article 221).
library InterestKind {
    uint8 internal constant PLEDGE = 1;
    uint8 internal constant MORTGAGE = 2;
    uint8 internal constant FINANCE_LEASE = 3;
    uint8 internal constant PRENOTICE = 4;
}

/// @notice Kinds of LINK words: which two records belong together, and how.
library LinkKind {
    uint8 internal constant AFFILIATE = 1; // exchange, party
    uint8 internal constant RELATED_EXACT = 2; // title, title
    uint8 internal constant RELATED_NEAR = 3; // title, title
    uint8 internal constant PREDECESSOR = 4; // title, the earlier one it follows
    uint8 internal constant SOURCE = 5; // title of derived data, the grant of a source
    uint8 internal constant SUPERSEDES = 6; // voucher, the one it corrects
    uint8 internal constant SUPERIOR = 7; // authority, the authority above it
    uint8 internal constant RECOVERY = 8; // party, itself: until then no other recovery of its keys is opened
    uint8 internal constant ANNOTATION = 9; // title, the kind of an annotation that stands on it
    uint8 internal constant CHANGE = 10; // title, the digest of a change registered of it
    uint8 internal constant FORMER = 11; // successor, the number of one that it succeeded, whom the word names
    uint8 internal constant SOLD = 12; // peer, a licence of its that a voucher here sells
}

/// @notice Kinds of reviews of a listing.
library ReviewKind {
    uint8 internal constant COMPLIANCE = 1;
    uint8 internal constant SCENARIO = 2;
    uint8 internal constant QUALITY = 3;
}

/// @notice Kinds of annotations (G35 article 23).
library Annotation {
    uint8 internal constant CONDITION = 1;
    uint8 internal constant JUDICIAL = 2;
    uint8 internal constant ADMINISTRATIVE = 3;
    uint8 internal constant STATUTORY = 4;
    uint8 internal constant OTHER = 5;
}

/// @notice Scope of a freeze.
library FreezeScope {
    uint8 internal constant DISPOSE = 1;
    uint8 internal constant EXERCISE = 2;
}

/// @notice The verbs that dispose, as free(verb) names them; bit positions of INTEREST.consents.
library Verb {
    uint8 internal constant LICENSE = 0;
    uint8 internal constant TRANSFER = 1;
    uint8 internal constant SPLIT = 2;
    uint8 internal constant END = 3;
    uint8 internal constant RANK = 4;
}

/// @notice Why a holder changed.
library TransferReason {
    uint8 internal constant SALE = 1;
    uint8 internal constant CONTRIBUTION = 2;
    uint8 internal constant SUCCESSION = 3;
    uint8 internal constant JUDGMENT = 4;
}

/// @notice Why parts are no partition of a grant.
library SplitFault {
    uint8 internal constant NONE = 0;
    uint8 internal constant OTHER_DIFFERS = 1; // action, basis or mode, or a second dimension, is not the whole's
    uint8 internal constant NOTHING_SPLIT = 2; // every part is the whole
    uint8 internal constant EMPTY_PART = 3; // a part has nothing of the dimension
    uint8 internal constant OUTSIDE = 4; // a part has what the whole has not
    uint8 internal constant OVERLAP = 5; // a part has what an earlier one has
    uint8 internal constant GAP = 6; // a part's term begins after the one before it ends
    uint8 internal constant INCOMPLETE = 7; // the parts together are less than the whole
}

/// @notice Verdict of a compliance review.
library Verdict {
    uint8 internal constant PASSED = 1;
    uint8 internal constant CONDITIONAL = 2;
    uint8 internal constant FAILED = 3;
}

/// @notice In which order a trade settles and delivers.
library Sequence {
    uint8 internal constant PAY_FIRST = 1;
    uint8 internal constant DELIVER_FIRST = 2;
    uint8 internal constant ESCROW = 3;
}

/// @notice Why a predicate says no; 0 when it says yes. Also the `reason` of an answer and of a fact.
library Reason {
    uint8 internal constant NONE = 0;
    uint8 internal constant NOT_FOUND = 1;
    uint8 internal constant NOT_ACTIVE = 2;
    uint8 internal constant NOT_YET = 3;
    uint8 internal constant EXPIRED = 4;
    uint8 internal constant EXERCISE_FROZEN = 5;
    uint8 internal constant DISPOSE_FROZEN = 6;
    uint8 internal constant HOLDER_FROZEN = 7;
    uint8 internal constant FREEZE_QUEUED = 8;
    uint8 internal constant CERTIFICATE_LAPSED = 9;
    uint8 internal constant ENCUMBERED = 10;
    uint8 internal constant SUSPECT = 11;
    uint8 internal constant ANCESTOR_ENDED = 12;
    uint8 internal constant NOT_LISTED = 13;
    uint8 internal constant LISTING_EXPIRED = 14;
    uint8 internal constant NOT_REVIEWED = 15;
    uint8 internal constant VOUCHER_NOT_ISSUED = 16;
    uint8 internal constant HOLDER_CHAIN = 17;
    uint8 internal constant NO_SCENARIO = 18; // the scenario of use has not passed its review
}

/// @notice State of an answer in a statement of good standing; never 0, so that silence is no answer.
library Answer {
    uint8 internal constant UNKNOWN = 1; // no such word
    uint8 internal constant GOOD = 2;
    uint8 internal constant SUSPENDED = 3; // may become good again
    uint8 internal constant ENDED = 4; // will not
}

/// @notice What a foreign record is relied upon for; each has its own bound on the age of a statement.
library Reliance {
    uint8 internal constant SHOW = 0; // shown to a person
    uint8 internal constant TRADE = 1; // sold on
    uint8 internal constant FINANCE = 2; // lent upon
}

/// @notice What a club makes of a listing that it does not simply recognise: CONDITIONAL where the bit is set, else PROVEN.
library ClubCondition {
    uint8 internal constant SANDBOX = 1; // a sandbox product
    uint8 internal constant OUTSIDE = 2; // outside the club's sectors, regions or bases
    uint8 internal constant ALL = 3;
}

/// @notice Status of a foreign record (FACT), and decisions on it.
library Recognised {
    uint8 internal constant UNKNOWN = 0;
    uint8 internal constant PROVEN = 1;
    uint8 internal constant RECOGNIZED = 2;
    uint8 internal constant CONDITIONAL = 3;
    uint8 internal constant DECLINED = 4;
    uint8 internal constant SUSPENDED = 5;
    uint8 internal constant STALE = 6;
    uint8 internal constant WITHDRAWN = 7;
}
