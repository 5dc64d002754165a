"""Listings: products of a grant at an exchange, and their reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import CONSENT, KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, ListingId
from torrens_contracts.structs import Consent, Judgement, ListingRef, Product
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp

_PRODUCT = "(uint16,bytes32,uint64,uint40,uint8,uint8,bytes32)"
_REF = "(bytes32,uint16,bytes32,uint64)"


@dataclass(frozen=True, slots=True)
class Listings:
    """Calls of Listings at an address."""

    at: Address

    def list(self, path: Sequence[GrantKey], product: Product) -> Call[ListingId]:
        """Lists a product of the last grant of the path. SIGN key of its holder."""
        signature = f"list({KEY}[],{_PRODUCT})"
        return call(self.at, signature, tuple(path), product, returns="bytes32", make=ListingId)

    def list_by_signature(self, path: Sequence[GrantKey], product: Product, of_holder: Consent) -> Call[ListingId]:
        """Lists on the holder's signature over `signed.market.List`. Anyone may relay."""
        signature = f"listBySignature({KEY}[],{_PRODUCT},{CONSENT})"
        return call(self.at, signature, tuple(path), product, of_holder, returns="bytes32", make=ListingId)

    def new_version(self, ref: ListingRef, content_digest: Digest32) -> Call[None]:
        """Lists another content version: grade and compliance start anew. SIGN key of the holder."""
        return call(self.at, f"newVersion({_REF},bytes32)", ref, content_digest, make=nothing)

    def new_version_by_signature(self, ref: ListingRef, content_digest: Digest32, of_holder: Consent) -> Call[None]:
        """The same on the holder's signature over `signed.market.NewVersion`. Anyone may relay."""
        signature = f"newVersionBySignature({_REF},bytes32,{CONSENT})"
        return call(self.at, signature, ref, content_digest, of_holder, make=nothing)

    def change(self, listing: ListingId, state: int, reason: int) -> Call[None]:
        """Puts a listing into a `words.ListingState`. EXCHANGE keys of its exchange."""
        return call(self.at, "change(bytes32,uint8,uint8)", listing, state, reason, make=nothing)

    def delist(self, ref: ListingRef, reason: int) -> Call[None]:
        """Delists for good. SIGN key of the grant's holder."""
        return call(self.at, f"delist({_REF},uint8)", ref, reason, make=nothing)

    def delist_by_signature(self, ref: ListingRef, reason: int, of_holder: Consent) -> Call[None]:
        """The same on the holder's signature over `signed.market.Delist`. Anyone may relay."""
        return call(self.at, f"delistBySignature({_REF},uint8,{CONSENT})", ref, reason, of_holder, make=nothing)

    def end_sandbox(self, listing: ListingId, digest: Digest32) -> Call[None]:
        """Takes a product out of the sandbox on a decision of this digest. EXCHANGE keys of its exchange."""
        return call(self.at, "endSandbox(bytes32,bytes32)", listing, digest, make=nothing)

    def review(
        self,
        grant: GrantId,
        product: Product,
        *,
        verdict: int,
        until: Timestamp,
        report_digest: Digest32,
        others: Sequence[PartyId] = (),
    ) -> Call[None]:
        """Records a `codes.Verdict` on compliance; `others` passed too, ascending. REVIEWER keys of its exchange."""
        signature = f"review(bytes32,{_PRODUCT},uint8,uint40,bytes32,uint32[])"
        return call(self.at, signature, grant, product, verdict, until, report_digest, tuple(others), make=nothing)

    def review_scenario(
        self, grant: GrantId, product: Product, *, verdict: int, until: Timestamp, scenario_digest: Digest32
    ) -> Call[None]:
        """Records a verdict on the scenario of use; a pass bounds the listing. REVIEWER or EXCHANGE keys."""
        signature = f"reviewScenario(bytes32,{_PRODUCT},uint8,uint40,bytes32)"
        return call(self.at, signature, grant, product, verdict, until, scenario_digest, make=nothing)

    def rate_quality(
        self, grant: GrantId, product: Product, *, grade: int, until: Timestamp, report_digest: Digest32
    ) -> Call[None]:
        """Grades the content version that the product names, 1 to 255. REVIEWER keys of its exchange."""
        signature = f"rateQuality(bytes32,{_PRODUCT},uint8,uint40,bytes32)"
        return call(self.at, signature, grant, product, grade, until, report_digest, make=nothing)

    def withdraw_review(
        self, listing: ListingId, kind: int, reviewer: PartyId, digest: Digest32, others: Sequence[PartyId] = ()
    ) -> Call[None]:
        """Takes back a review of a `codes.ReviewKind`. REVIEWER or EXCHANGE keys of the reviewer or its successor."""
        signature = "withdrawReview(bytes32,uint8,uint32,bytes32,uint32[])"
        return call(self.at, signature, listing, kind, reviewer, digest, tuple(others), make=nothing)

    def good(
        self, path: Sequence[GrantKey], exchange: ExchangeId, product_digest: Digest32, nonce: int
    ) -> Call[Judgement]:
        """Whether a listing is good now, and if not why."""
        signature = f"good({KEY}[],uint16,bytes32,uint64)"
        values = (tuple(path), exchange, product_digest, nonce)
        return call(self.at, signature, *values, returns="bool,uint8", make=Judgement)
