"""The Solidity structs that verbs take, field by field in the order of their ABI.

`GrantKey` stands in `ids`, `Answer` (Solidity `Reply`), `TradeTerms` (Solidity `Terms`), `Money` and `Leg` in
`torrens_anchor`, since the same nouns are verified offline.
"""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.statement import Answer
from torrens_contracts.ids import GrantKey
from torrens_contracts.market_structs import Basis as Basis  # noqa: PLC0414 - given here too
from torrens_contracts.market_structs import ForeignBasis as ForeignBasis  # noqa: PLC0414 - given here too
from torrens_contracts.market_structs import ListingRef as ListingRef  # noqa: PLC0414 - given here too
from torrens_contracts.market_structs import Product as Product  # noqa: PLC0414 - given here too
from torrens_contracts.market_structs import Signed as Signed  # noqa: PLC0414 - given here too
from torrens_contracts.types import Address, ChainId, Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Consent:
    """A signature over the struct of a verb, by one key of a party.

    Attributes:
        signer: The signing key.
        signed_at: When it was signed.
        deadline: The last second at which it counts.
        signature: 65 bytes r, s, v (low s), or what an ERC-1271 contract expects.
    """

    signer: Address
    signed_at: Timestamp
    deadline: Timestamp
    signature: bytes


@dataclass(frozen=True, slots=True)
class KeyTerms:
    """What a key may do, and from when until when.

    Attributes:
        key: Its address.
        roles: Bits of `codes.Role`.
        from_: First second.
        until: The second at which it ends; 0 is none.
    """

    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp


@dataclass(frozen=True, slots=True)
class Permission:
    """Which bits of one kind a module may change.

    Attributes:
        kind: The kind of word.
        mask: The bits.
    """

    kind: int
    mask: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What a registrar files for an applicant.

    Attributes:
        key: The title's key; key.parent is the dataId.
        holder: The applicant.
        salt: Makes the key's nonce, see `ids.title_nonce`.
        case_digest: Digest of the case file.
        duplicate_search_digest: Digest of the search for the same data at other registrars.
    """

    key: GrantKey
    holder: PartyId
    salt: bytes
    case_digest: Digest32
    duplicate_search_digest: Digest32


@dataclass(frozen=True, slots=True)
class InterestTerms:
    """A security interest, or a pre-notice, as it is registered (Solidity `IInterests.Terms`).

    Attributes:
        kind: A `codes.InterestKind`.
        secured: Whom it secures.
        maturity: When what it secures falls due; of a PRENOTICE its deadline.
        consents: Bit i lets `codes.Verb` i pass.
        digest: Digest of the agreement.
        receipt_digest: Digest of the movables register's receipt; zero for a PRENOTICE.
    """

    kind: int
    secured: PartyId
    maturity: Timestamp
    consents: int
    digest: Digest32
    receipt_digest: Digest32


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to Standing.

    Attributes:
        kind: GRANT, LISTING or VOUCHER.
        path: Indices into the keys passed, title first, one byte each.
        detail: LISTING: the productDigest; VOUCHER: the voucherId; else zero.
        exchange: LISTING: its exchange.
        nonce: LISTING: its nonce.
    """

    kind: int
    path: bytes
    detail: bytes = bytes(32)
    exchange: int = 0
    nonce: int = 0


@dataclass(frozen=True, slots=True)
class StatementFields:
    """A foreign statement as Recognition takes it; the origin is the accredited peer's.

    Attributes:
        council_seq: How often the home's council changed its modules.
        lane: The asker's lane.
        n: The statement's number in its lane.
        as_of: Second of the block that made it.
        challenge: The asker's challenge, or zero.
        answers_root: Merkle root of the answers.
    """

    council_seq: int
    lane: int
    n: int
    as_of: Timestamp
    challenge: bytes
    answers_root: Digest32


@dataclass(frozen=True, slots=True)
class Item:
    """One answer with its path to the answers root.

    Attributes:
        reply: The answer.
        proof: Siblings from the leaf up.
    """

    reply: Answer
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class PeerTerms:
    """What the council accredits.

    Attributes:
        chain_id: The foreign chain.
        register: Its register.
        deployment_salt: That register's salt.
        standing: The module that makes statements there.
        standing_code_hash: Keccak-256 of its code.
        council_seq: Statements must carry exactly this; 0 accepts any.
        max_age: Seconds that a statement counts, unless an agreement says less.
        threshold: How many notaries must sign; more than half.
        set_epoch: Number of the notary set.
        notaries: Their addresses, ascending.
    """

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


@dataclass(frozen=True, slots=True)
class Attestation:
    """Notaries' signatures of a checkpoint.

    Attributes:
        notaries: The whole accredited set.
        signers: Bit i is notary i.
        signatures: 65 bytes each, in the order of the bits.
    """

    notaries: tuple[Address, ...]
    signers: int
    signatures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a predicate says.

    Attributes:
        yes: Whether it holds now.
        reason: A `codes.Reason`; why not.
        index: Of `valid`: which grant of the path says no.
    """

    yes: bool
    reason: int
    index: int = 0


@dataclass(frozen=True, slots=True)
class PeerHead:
    """The newest accepted header of a peer: height, second, and the storage root of its Standing."""

    number: int
    timestamp: Timestamp
    storage_root: Digest32


@dataclass(frozen=True, slots=True)
class PeerSummary:
    """What Recognition needs of an accreditation: origin, Standing, council sequence, maxAge in seconds, state."""

    origin: Digest32
    standing: Address
    council_seq: int
    max_age: int
    state: int


@dataclass(frozen=True, slots=True)
class FactStatus:
    """Status of a foreign record at a second (`codes.Recognised`), and what is known from when until when."""

    status: int
    as_of: Timestamp
    until: Timestamp
