"""The Solidity structs that verbs take, field by field in the order of their ABI.

`GrantKey` stands in `ids`, `Answer` (Solidity `Reply`), `TradeTerms` (Solidity `Terms`), `Money` and `Leg` in
`torrens_anchor`, since the same nouns are verified offline.
"""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.types import Address, ChainId, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Whole:
    """What a judgment on a part settles on what the part was split from.

    Attributes:
        above: How many levels above the part it stands.
        interests: Ranks of the interests enforced there.
        orders: Numbers of the orders lifted there, running or in line.
    """

    above: int
    interests: tuple[int, ...]
    orders: tuple[int, ...]


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
class ForeignHome:
    """A register that sells a licence of another one, by what its origin and its domain are made of.

    Attributes:
        chain_id: Its chain.
        register: Its address there.
        salt: Its deployment salt, 32 bytes.
    """

    chain_id: ChainId
    register: Address
    salt: bytes


@dataclass(frozen=True, slots=True)
class Reservation:
    """For whom a licence is kept, and until when.

    Attributes:
        chain_id: The chain of the register that sells.
        register: That register.
        salt: Its deployment salt, 32 bytes.
        agreement_digest: The agreement, as the terms of the sale name it.
        until: From this second on the licence is kept no more.
    """

    chain_id: ChainId
    register: Address
    salt: bytes
    agreement_digest: Digest32
    until: Timestamp

    @property
    def home(self) -> ForeignHome:
        """The register that sells."""
        return ForeignHome(self.chain_id, self.register, self.salt)


@dataclass(frozen=True, slots=True)
class Product:
    """What is listed.

    Attributes:
        exchange: Where.
        product_digest: Digest of the product's description.
        nonce: Tells listings of one product apart.
        until: When the listing ends; the scenario's review may end it sooner.
        flags: Bits of `codes.ListingFlag`.
        reviewers: How many reviewers must pass its compliance, 1 to 8.
        content_digest: The content version that is sold.
    """

    exchange: ExchangeId
    product_digest: Digest32
    nonce: int
    until: Timestamp
    flags: int
    reviewers: int
    content_digest: Digest32


@dataclass(frozen=True, slots=True)
class ListingRef:
    """The preimage of a listingId.

    Attributes:
        grant_id: Of which grant.
        exchange: Where.
        product_digest: Digest of the product's description.
        nonce: Tells listings of one product apart.
    """

    grant_id: GrantId
    exchange: ExchangeId
    product_digest: Digest32
    nonce: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What the chain needs beside trade terms to check them.

    Attributes:
        path: The seller's grant, from the title down.
        licence: The key of the buyer's licence; its id is in the terms.
        product_digest: With nonce and exchange, the preimage of the listingId.
        nonce: The listing's.
    """

    path: tuple[GrantKey, ...]
    licence: GrantKey
    product_digest: Digest32
    nonce: int


@dataclass(frozen=True, slots=True)
class ForeignBasis:
    """What a sale of a foreign listing rests on, beside the terms.

    Attributes:
        salt: The deployment salt of the home register.
        agreement_digest: Digest of the club that its recognition rests on; zero when on a decision of its own.
        licence: The key of the licence that the home keeps; no voucher here sold it yet.
    """

    salt: bytes
    agreement_digest: bytes
    licence: GrantKey


@dataclass(frozen=True, slots=True)
class Signed:
    """One side's signature over trade terms.

    Attributes:
        signer: A SIGN key of the party.
        signature: 65 bytes r, s, v (low s), or what an ERC-1271 contract expects.
    """

    signer: Address
    signature: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """One question to Standing.

    Attributes:
        kind: GRANT, LISTING or VOUCHER.
        path: Indices into the keys passed, title first, one byte each; eight at most.
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
