"""The Solidity structs of the market's verbs, field by field in the order of their ABI; `structs` gives them too."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.ids import GrantId, GrantKey
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp


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
