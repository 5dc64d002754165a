"""Listings: products of a grant at an exchange, and their reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, ListingId
from torrens_contracts.structs import Consent, Judgement, Product
from torrens_contracts.types import Address, Digest32, ExchangeId, Timestamp

_PRODUCT = "(uint16,bytes32,uint64,uint40,uint8)"


@dataclass(frozen=True, slots=True)
class Listings:
    """Calls of Listings at an address."""

    at: Address

    def list(self, path: Sequence[GrantKey], product: Product) -> Call[ListingId]:
        """Lists a product of the last grant of the path. SIGN key of its holder."""
        signature = f"list({KEY}[],{_PRODUCT})"
        return call(self.at, signature, tuple(path), product, returns="bytes32", make=ListingId)

    def list_by_signature(self, path: Sequence[GrantKey], product: Product, of_holder: Consent) -> Call[ListingId]:
        """Lists on the holder's signature over `typed_data.List`. Anyone may relay."""
        signature = f"listBySignature({KEY}[],{_PRODUCT},{CONSENT})"
        return call(self.at, signature, tuple(path), product, of_holder, returns="bytes32", make=ListingId)

    def review(
        self,
        grant: GrantId,
        product: Product,
        *,
        verdict: int,
        grade: int,
        until: Timestamp,
        report_digest: Digest32,
    ) -> Call[None]:
        """Records a `codes.Verdict` on the listing of a grant and product. REVIEWER keys of the listing's exchange."""
        signature = f"review(bytes32,{_PRODUCT},uint8,uint8,uint40,bytes32)"
        return call(self.at, signature, grant, product, verdict, grade, until, report_digest, make=nothing)

    def change(self, listing: ListingId, state: int, reason: int) -> Call[None]:
        """Puts a listing into a `words.ListingState`. EXCHANGE keys of its exchange."""
        return call(self.at, "change(bytes32,uint8,uint8)", listing, state, reason, make=nothing)

    def good(
        self, path: Sequence[GrantKey], exchange: ExchangeId, product_digest: Digest32, nonce: int
    ) -> Call[Judgement]:
        """Whether a listing is good now, and if not why."""
        signature = f"good({KEY}[],uint16,bytes32,uint64)"
        values = (tuple(path), exchange, product_digest, nonce)
        return call(self.at, signature, *values, returns="bool,uint8", make=Judgement)
