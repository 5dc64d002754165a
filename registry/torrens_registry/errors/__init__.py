"""Errors of the registry: one tree, each leaf with its facts and the one way out.

The tree (exit code in brackets: 1 bad, 2 incomplete, 3 unusable input)::

    TorrensError                            (torrens_anchor.errors)
    └── RegistryError                       root of torrens_registry                          [1]
        ├── SettingsRefused                 a setting is unknown, malformed or forbidden      [3]
        ├── RuleBroken                      the law, as plain functions, says no              [1]
        │   ├── BasisRefused                the way of acquisition does not allow the right   [1]
        │   ├── WithinRefused               a child would exceed its parent                   [1]
        │   │   ├── RightExceeded           a right that the parent cannot pass on            [1]
        │   │   ├── ScopeExceeded           purpose, region or action wider than the parent's [1]
        │   │   ├── TermExceeded            begins before, or ends after, the parent's term   [1]
        │   │   └── DepthExceeded           deeper than 4, or a path longer than 8 nodes      [1]
        │   ├── PartitionRefused        parts are not exactly the whole                       [1]
        │   ├── NotValid                    the right may not be exercised now                [1]
        │   ├── NotFree                     the right may not be disposed of in this way now  [1]
        │   ├── SerialExhausted             9,999 certificates this month: refused            [1]
        │   ├── SplitDoesNotSum             legs are not the rule's legs of the amount        [1]
        │   ├── CalendarMissing             no published calendar covers the day              [2]
        │   │   └── CalendarProvisional     the year's notice is not out: never a deadline    [2]
        │   └── BadInput                    not a value of its type                           [3]
        │       ├── UnknownBits             a mask with a bit that no published table defines [3]
        │       ├── EmptyMask               a mask of nothing: 0 is none                      [3]
        │       ├── FieldOutOfRange         a number that does not fit its field              [3]
        │       ├── BadCalendarWord         a calendar word with days that its half lacks     [3]
        │       ├── BadCertificateNumber    not SJ + registrar + month + serial               [3]
        │       ├── BadCreditCode           form, charset or a check character is wrong       [3]
        │       └── BadSplitRule            weights, parties or residual make no rule         [3]
        ├── CaseError                       a registration case cannot take this step         [1]
        │   ├── UnknownCase                 no such case                                      [3]
        │   ├── WrongState                  the step does not follow from the case's state    [1]
        │   ├── NoticeRunning               the public notice has not ended                   [1]
        │   ├── OpenObjection               an objection stands unsettled                     [1]
        │   ├── SelfRegistration            the registrar is the applicant or its affiliate   [1]
        │   ├── WrongRegistrar              later registrations belong to the first registrar [1]
        │   ├── PaperMissing                a document that the rule asks for is not there    [2]
        │   └── BatchRefused                lines of a batch are refused, so none was done    [1]
        ├── TradeError                      a trade cannot be signed or issued                [1]
        │   ├── TermsExpired                the terms are past their deadline                 [1]
        │   ├── SignerRefused               a key that does not sign for the named party      [1]
        │   ├── ListingNotGood              not listed, not reviewed, expired, or not free    [1]
        │   └── AlreadyIssued               a voucher of these very terms stands already      [1]
        ├── ScheduleError                   an act of the council's schedule cannot be done   [1]
        │   ├── NotProposer                 another key put it there                          [1]
        │   ├── NotWaiting                  it was done, taken off, or has expired            [1]
        │   ├── NotDue                      its time has not come                             [1]
        │   └── OperationDiffers            the node's record is not what the id commits to   [1]
        ├── StoreError                      the database cannot give or keep it               [1]
        │   ├── NotStored                   no such row                                       [3]
        │   ├── SchemaDiffers               the file was written by another release           [3]
        │   ├── StoreUnreachable            the database does not answer                      [2]
        │   └── LeaseHeld                   another process holds this cursor's lease         [2]
        ├── WriterError                     an intent cannot become a transaction             [1]
        │   ├── IdempotencyConflict         the same key was used for another request         [1]
        │   ├── NonceConflict               another sender used this key's nonce              [1]
        │   ├── IntentAbandoned             nobody signed it, and it was given up             [1]
        │   ├── IntentFixed                 signed, so it cannot be given up                  [1]
        │   ├── TransactionStuck            sent, not mined within the bound                  [2]
        │   └── NotRefused                  what had to be refused went through               [1]
        ├── MirrorError                     the mirror is not the chain                       [1]
        │   ├── Diverged                    a row or the journal differs from the chain       [1]
        │   ├── WordWithoutEvent            a Written without its typed event, or out of order [1]
        │   ├── ReorgTooDeep                the branch leaves below the kept undo rows        [1]
        │   ├── NodeBehind                  the node's head is below the mirror's cursor      [2]
        │   └── Unproven                    the node offers no proof: checked, not proved     [2]
        ├── EvidenceError                   a bundle or a log entry cannot be made            [1]
        │   └── NotYetFinal                 its block or checkpoint is not final              [2]
        ├── KeyUnusable                     a secret key cannot be used                       [3]
        │   ├── WrongPassword               the key file does not open with this password     [3]
        │   ├── KeyMissing                  no key file of this name                          [3]
        │   ├── KeyExists                   a key file of this name is already there          [3]
        │   └── PasswordMissing             no password file, and nobody to ask               [3]
        └── AccessError                     the caller may not                                [1]
            ├── NotAuthenticated            no token, or one that is not known                [1]
            ├── NotAllowed                  the token or the role does not cover the verb     [1]
            ├── NotEnrolled                 no party has enrolled this key                    [1]
            ├── KeyNotLive                  the key is rotated, ended, expired or not yet live [1]
            └── RoleMissing                 the key lacks a role that the verb needs          [1]
"""

from torrens_registry.errors.cases import (
    BatchRefused,
    CaseError,
    NoticeRunning,
    OpenObjection,
    PaperMissing,
    SelfRegistration,
    UnknownCase,
    WrongRegistrar,
    WrongState,
)
from torrens_registry.errors.council import (
    NotDue,
    NotProposer,
    NotWaiting,
    OperationDiffers,
    ScheduleError,
)
from torrens_registry.errors.rooms import (
    AccessError,
    Diverged,
    EvidenceError,
    IdempotencyConflict,
    IntentAbandoned,
    IntentFixed,
    KeyExists,
    KeyMissing,
    KeyNotLive,
    KeyUnusable,
    LeaseHeld,
    MirrorError,
    NodeBehind,
    NonceConflict,
    NotAllowed,
    NotAuthenticated,
    NotEnrolled,
    NotRefused,
    NotStored,
    NotYetFinal,
    PasswordMissing,
    ReorgTooDeep,
    RoleMissing,
    SchemaDiffers,
    SettingsRefused,
    StoreError,
    StoreUnreachable,
    TransactionStuck,
    Unproven,
    WordWithoutEvent,
    WriterError,
    WrongPassword,
)
from torrens_registry.errors.root import (
    RegistryError,
)
from torrens_registry.errors.rules import (
    BadCalendarWord,
    BadCertificateNumber,
    BadCreditCode,
    BadInput,
    BadSplitRule,
    BasisRefused,
    CalendarMissing,
    CalendarProvisional,
    DepthExceeded,
    EmptyMask,
    FieldOutOfRange,
    NotFree,
    NotValid,
    PartitionRefused,
    RightExceeded,
    RuleBroken,
    ScopeExceeded,
    SerialExhausted,
    SplitDoesNotSum,
    TermExceeded,
    UnknownBits,
    WithinRefused,
)
from torrens_registry.errors.trade import (
    AlreadyIssued,
    ListingNotGood,
    SignerRefused,
    TermsExpired,
    TradeError,
)

__all__ = [
    "AccessError",
    "AlreadyIssued",
    "BadCalendarWord",
    "BadCertificateNumber",
    "BadCreditCode",
    "BadInput",
    "BadSplitRule",
    "BasisRefused",
    "BatchRefused",
    "CalendarMissing",
    "CalendarProvisional",
    "CaseError",
    "DepthExceeded",
    "Diverged",
    "EmptyMask",
    "EvidenceError",
    "FieldOutOfRange",
    "IdempotencyConflict",
    "IntentAbandoned",
    "IntentFixed",
    "KeyExists",
    "KeyMissing",
    "KeyNotLive",
    "KeyUnusable",
    "LeaseHeld",
    "ListingNotGood",
    "MirrorError",
    "NodeBehind",
    "NonceConflict",
    "NotAllowed",
    "NotAuthenticated",
    "NotDue",
    "NotEnrolled",
    "NotFree",
    "NotProposer",
    "NotRefused",
    "NotStored",
    "NotValid",
    "NotWaiting",
    "NotYetFinal",
    "NoticeRunning",
    "OpenObjection",
    "OperationDiffers",
    "PaperMissing",
    "PartitionRefused",
    "PasswordMissing",
    "RegistryError",
    "ReorgTooDeep",
    "RightExceeded",
    "RoleMissing",
    "RuleBroken",
    "ScheduleError",
    "SchemaDiffers",
    "ScopeExceeded",
    "SelfRegistration",
    "SerialExhausted",
    "SettingsRefused",
    "SignerRefused",
    "SplitDoesNotSum",
    "StoreError",
    "StoreUnreachable",
    "TermExceeded",
    "TermsExpired",
    "TradeError",
    "TransactionStuck",
    "UnknownBits",
    "UnknownCase",
    "Unproven",
    "WithinRefused",
    "WordWithoutEvent",
    "WriterError",
    "WrongPassword",
    "WrongRegistrar",
    "WrongState",
]
