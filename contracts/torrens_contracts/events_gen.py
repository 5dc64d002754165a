"""Every event of the contracts as a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.eip712 import TradeTerms
from torrens_contracts.ids import (
    AgreementId,
    DataId,
    FactId,
    GrantId,
    Id,
    ListingId,
    Origin,
    PeerId,
    TitleId,
    VoucherId,
)
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32, ExchangeId, PartyId, Timestamp


class Event:
    """Base of every event.

    Attributes:
        CONTRACT: Which contract emits it.
        SIGNATURE: name(type,…), whose Keccak is its first topic.
        INDEXED: The arguments that are topics.
        MAKERS: For a struct argument, by position, what makes it of its fields.
    """

    __slots__ = ()
    CONTRACT: ClassVar[str]
    SIGNATURE: ClassVar[str]
    INDEXED: ClassVar[tuple[str, ...]]
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {}


@dataclass(frozen=True, slots=True)
class Founded(Event):
    """The register began."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "Founded(bytes32,bytes32,address,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("origin",)
    origin: Origin
    deployment_salt: bytes
    authority: Address
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleEnabled(Event):
    """The council enabled a module from a time not earlier than MIN_DELAY from now."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleEnabled(address,uint40,uint40,bytes32,uint8[],uint256[],uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module",)
    module: Address
    from_: Timestamp
    until: Timestamp
    code_hash: Digest32
    kinds: tuple[int, ...]
    masks: tuple[int, ...]
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleNarrowed(Event):
    """A module may change fewer bits of a kind, at once."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleNarrowed(address,uint8,uint256,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleRetired(Event):
    """A module may write no more from this second on; its words stay."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleRetired(address,uint40,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module",)
    module: Address
    until: Timestamp
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleWidened(Event):
    """An announced widening took effect."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleWidened(address,uint8,uint256,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class WideningAnnounced(Event):
    """The council announced that a module may change more bits of a kind, from `from` on at the earliest."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "WideningAnnounced(address,uint8,uint256,uint40,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    from_: Timestamp
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class Written(Event):
    """A word was written; the typed event with this leaf stands before it in the same transaction."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "Written(uint8,bytes32,address,bytes32,bytes32)"
    INDEXED: ClassVar[tuple[str, ...]] = ("kind", "id", "module")
    kind: int
    id: Id
    module: Address
    word: bytes
    leaf: Digest32


@dataclass(frozen=True, slots=True)
class CalendarPublished(Event):
    """The working days of a year, as CALENDAR words; the digest is that of the State Council notice."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "CalendarPublished(uint16,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("year",)
    year: int
    first_half: bytes
    second_half: bytes
    notice_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ExchangeAdmitted(Event):
    """The council admitted an exchange with its first key."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "ExchangeAdmitted(uint16,bytes32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange",)
    exchange: ExchangeId
    identity_digest: Digest32
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class KeyAdded(Event):
    """A live key of the party added another."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "KeyAdded(uint32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class KeyEnded(Event):
    """A key counts no more from `until` on."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "KeyEnded(uint32,address,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class PartyEnrolled(Event):
    """A party was enrolled with its first key. LEGAL: identityDigest is SHA-256 of the unified credit code."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "PartyEnrolled(uint32,uint8,uint16,bytes32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "exchange")
    party: PartyId
    kind: int
    exchange: ExchangeId
    identity_digest: Digest32
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class SignaturesVoided(Event):
    """Everything the party signed before `since` is void."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SignaturesVoided(uint32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party",)
    party: PartyId
    since: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class Noticed(Event):
    """Public notice of an application, until the end of the fifth working day."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Noticed(bytes32,bytes32,bytes32,bytes32,uint32,uint16,bytes32,bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "data_id", "holder")
    title_id: TitleId
    data_id: DataId
    packed: bytes
    terms_digest: Digest32
    holder: PartyId
    registrar: ExchangeId
    case_digest: Digest32
    duplicate_search_digest: Digest32
    notice_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class ObjectionFiled(Event):
    """Someone objects."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "ObjectionFiled(bytes32,uint8,uint32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "party")
    title_id: TitleId
    ordinal: int
    party: PartyId
    reason: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ObjectionSettled(Event):
    """The registrar settled an objection."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "ObjectionSettled(bytes32,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id",)
    title_id: TitleId
    ordinal: int
    outcome: int
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Registered(Event):
    """The title is registered; certNo is registrar, month and serial as one decimal number (331 202611 0001)."""

    CONTRACT: ClassVar[str] = "Titles"
    SIGNATURE: ClassVar[str] = "Registered(bytes32,uint32,uint16,uint64,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("title_id", "holder", "registrar")
    title_id: TitleId
    holder: PartyId
    registrar: ExchangeId
    cert_no: int
    since: Timestamp
    cert_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class Licensed(Event):
    """A licence was written; the event carries its whole key.

    `authorisedBy` is 0 when the holder acted directly, the EIP-712 digest of the holder's consent, or the voucherId.
    """

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = "Licensed(bytes32,bytes32,bytes32,bytes32,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "parent", "holder")
    grant_id: GrantId
    parent: GrantId
    packed: bytes
    terms_digest: Digest32
    holder: PartyId
    authorised_by: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Transferred(Event):
    """The whole grant has another holder."""

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = "Transferred(bytes32,uint32,uint32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "from_", "to")
    grant_id: GrantId
    from_: PartyId
    to: PartyId
    reason: int
    terms_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ExerciseReleased(Event):
    """The EXERCISE flag fell: no order that stops exercise runs any more. What still runs ends at `frozenUntil`."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "ExerciseReleased(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    frozen_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class FreezeLifted(Event):
    """A freeze order was lifted; `promoted` is the ordinal that became effective, 0 when none waited."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "FreezeLifted(bytes32,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    ordinal: int
    promoted: int
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class FreezePromoted(Event):
    """A queued order became effective because those before it ran out."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "FreezePromoted(bytes32,uint8,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    ordinal: int
    since: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class Frozen(Event):
    """A freeze order was recorded, EFFECTIVE or QUEUED."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "Frozen(bytes32,uint8,uint8,uint8,uint32,uint40,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target", "authority")
    target: Id
    ordinal: int
    scope: int
    state: int
    authority: PartyId
    since: Timestamp
    until: Timestamp
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Listed(Event):
    """A product was listed; good only once reviewed."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Listed(bytes32,bytes32,uint16,bytes32,uint64,uint40,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "grant_id", "exchange")
    listing_id: ListingId
    grant_id: GrantId
    exchange: ExchangeId
    product_digest: Digest32
    nonce: int
    until: Timestamp
    flags: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ListingChanged(Event):
    """The exchange changed the state of a listing."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "ListingChanged(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id",)
    listing_id: ListingId
    state: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class Reviewed(Event):
    """A reviewer's verdict, good until `until`."""

    CONTRACT: ClassVar[str] = "Listings"
    SIGNATURE: ClassVar[str] = "Reviewed(bytes32,uint32,uint8,uint8,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("listing_id", "reviewer")
    listing_id: ListingId
    reviewer: PartyId
    verdict: int
    grade: int
    until: Timestamp
    report_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class VoucherIssued(Event):
    """A voucher was issued. It carries the whole terms, so an auditor can recompute its id."""

    CONTRACT: ClassVar[str] = "Vouchers"
    SIGNATURE: ClassVar[str] = (
        "VoucherIssued(bytes32,bytes32,uint16,(uint256,address,bytes32,bytes32,bytes32,uint32,uint32,uint32,"
        "uint32,uint32,bytes32,bytes32,bytes32,bytes32,uint8,uint40,uint40),address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("voucher_id", "listing_id", "exchange")
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {3: TradeTerms}
    voucher_id: VoucherId
    listing_id: ListingId
    exchange: ExchangeId
    terms: TradeTerms
    actor: Address


@dataclass(frozen=True, slots=True)
class Anchored(Event):
    """A log grew; `noteDigest` is SHA-256 of the signed checkpoint."""

    CONTRACT: ClassVar[str] = "AuditAnchors"
    SIGNATURE: ClassVar[str] = "Anchored(uint16,uint64,bytes32,uint64,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange",)
    exchange: ExchangeId
    size: int
    root: Digest32
    old_size: int
    old_root: Digest32
    note_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """One answer of statement n of the lane."""

    CONTRACT: ClassVar[str] = "Standing"
    SIGNATURE: ClassVar[str] = "Answered(uint16,uint64,uint8,bytes32,uint8,uint8,uint16,uint40)"
    INDEXED: ClassVar[tuple[str, ...]] = ("lane", "n", "id")
    lane: int
    n: int
    kind: int
    id: Id
    state: int
    reason: int
    flags: int
    until: Timestamp


@dataclass(frozen=True, slots=True)
class Stated(Event):
    """A statement was made; the answers follow one by one."""

    CONTRACT: ClassVar[str] = "Standing"
    SIGNATURE: ClassVar[str] = "Stated(uint16,uint64,uint40,uint64,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("lane", "n")
    lane: int
    n: int
    as_of: Timestamp
    council_seq: int
    challenge: Digest32
    answers_root: Digest32
    statement: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class HeaderAccepted(Event):
    """A header was accepted; the storage root is that of the peer's Standing."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "HeaderAccepted(bytes32,uint64,bytes32,uint40,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    number: BlockNumber
    block_hash: Digest32
    timestamp: Timestamp
    state_root: Digest32
    storage_root: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class NotariesChanged(Event):
    """The notary set changed; older checkpoints count no more."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "NotariesChanged(bytes32,uint32,uint8,address[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    set_epoch: int
    threshold: int
    notaries: tuple[Address, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerAccredited(Event):
    """A foreign register was accredited (scheme 1, attest)."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = (
        "PeerAccredited(bytes32,uint64,address,bytes32,address,bytes32,uint64,uint32,uint8,uint32,address[],address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    chain_id: ChainId
    register: Address
    deployment_salt: bytes
    standing: Address
    standing_code_hash: Digest32
    council_seq: int
    max_age: int
    threshold: int
    set_epoch: int
    notaries: tuple[Address, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerChanged(Event):
    """The council withdrew the accreditation, or lifted the freeze."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "PeerChanged(bytes32,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    state: int
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerFrozen(Event):
    """Two signed headers of one height: the peer is frozen."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "PeerFrozen(bytes32,uint64,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    number: BlockNumber
    first_hash: Digest32
    second_hash: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class AgreementEnded(Event):
    """An agreement ended; what was recognised under it is WITHDRAWN at the next fact."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "AgreementEnded(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id",)
    agreement_id: AgreementId
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class AgreementMade(Event):
    """A standing agreement with a peer: under it, good answers are RECOGNIZED (CONDITIONAL for a sandbox product)."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "AgreementMade(bytes32,bytes32,uint16,bytes32,uint40,uint32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("agreement_id", "peer", "exchange")
    agreement_id: AgreementId
    peer: PeerId
    exchange: ExchangeId
    digest: Digest32
    until: Timestamp
    max_age: int
    actor: Address


@dataclass(frozen=True, slots=True)
class FactDecided(Event):
    """The exchange decided on a fact by itself."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = "FactDecided(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id",)
    fact_id: FactId
    decision: int
    reason: int
    actor: Address


@dataclass(frozen=True, slots=True)
class FactRecorded(Event):
    """A foreign record is known, as of when, until when."""

    CONTRACT: ClassVar[str] = "Recognition"
    SIGNATURE: ClassVar[str] = (
        "FactRecorded(bytes32,bytes32,uint8,bytes32,uint8,uint8,uint16,uint8,uint40,uint40,bytes32,bytes32,address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("fact_id", "peer", "foreign_id")
    fact_id: FactId
    peer: PeerId
    kind: int
    foreign_id: Id
    answer: int
    reason: int
    flags: int
    decision: int
    as_of: Timestamp
    until: Timestamp
    statement: Digest32
    agreement_id: AgreementId
    actor: Address


EVENTS: tuple[type[Event], ...] = (
    Founded,
    ModuleEnabled,
    ModuleNarrowed,
    ModuleRetired,
    ModuleWidened,
    WideningAnnounced,
    Written,
    CalendarPublished,
    ExchangeAdmitted,
    KeyAdded,
    KeyEnded,
    PartyEnrolled,
    SignaturesVoided,
    Noticed,
    ObjectionFiled,
    ObjectionSettled,
    Registered,
    Licensed,
    Transferred,
    ExerciseReleased,
    FreezeLifted,
    FreezePromoted,
    Frozen,
    Listed,
    ListingChanged,
    Reviewed,
    VoucherIssued,
    Anchored,
    Answered,
    Stated,
    HeaderAccepted,
    NotariesChanged,
    PeerAccredited,
    PeerChanged,
    PeerFrozen,
    AgreementEnded,
    AgreementMade,
    FactDecided,
    FactRecorded,
)
"""Every event, in the order of the contracts."""
