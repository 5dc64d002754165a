"""Mirrored: what is listed and sold. Listings, reviews of them, vouchers, and what they were used for."""

from __future__ import annotations

from torrens_registry.store.columns import Stated, account, hex32, hex32_or_none, integer, text, wide


class ListingRow(Stated):
    """A product listed at an exchange.

    Attributes:
        grant_id: The grant it sells licences of.
        product_digest: Digest of the product's description.
        nonce: Keeps equal listings apart.
        listed_by: The key that listed it.
        content_digest: The content version that is listed.
        state: ListingState.
        flags: Bits of ListingFlag.
        exchange: The exchange.
        since: When this content version was listed.
        until: End of the listing; the scenario's review may have ended it sooner.
        review_until: Until when as many reviewers' passes stand as it asks for; 0 while too few.
        reviews: How many reviewers must pass it.
        grade: Grade of this content version; 0 while none.
        content: First 96 bits of the content version's digest, as the word keeps them.
    """

    grant_id: str = hex32(index=True)
    product_digest: str = hex32()
    nonce: int = wide()
    listed_by: str = account()
    content_digest: str = hex32()
    state: int = integer(index=True)
    flags: int = integer()
    exchange: int = integer(index=True)
    since: int = integer()
    until: int = integer()
    review_until: int = integer()
    reviews: int = integer()
    grade: int = integer()
    content: str = text()


class ReviewRow(Stated):
    """What one reviewer found on a listing, as it stands now; what it found before is in the event log.

    Attributes:
        listing_id: The listing.
        report_digest: Digest of the report, of the scenario, or of the reason of a withdrawal.
        grade: Of a quality report: the grade; else 0.
        content_digest: Of a quality report: the content version that it measured.
        actor: The key that said it.
        state: ReviewState: the verdict, or WITHDRAWN.
        kind: Compliance, scenario or quality, see ReviewKind.
        reviewer: The reviewing party.
        since: When it was said.
        until: Until when it counts; 0 for a failed or withdrawn one.
        digest_prefix: First 128 bits that the word keeps.
    """

    listing_id: str = hex32(index=True)
    report_digest: str = hex32()
    grade: int = integer()
    content_digest: str | None = hex32_or_none()
    actor: str = account()
    state: int = integer()
    kind: int = integer()
    reviewer: int = integer(index=True)
    since: int = integer()
    until: int = integer()
    digest_prefix: str = text()


class VoucherRow(Stated):
    """A trade voucher with the whole trade terms, from which its id can be computed again.

    Attributes:
        home_chain_id: Chain of the seller's grant.
        home_register: Register of the seller's grant.
        listing_id: The listing.
        seller_grant_id: What the seller holds.
        licence_grant_id: What the buyer receives.
        seller: The seller, as this register numbers it.
        buyer: The buyer.
        trade_exchange: The exchange in the terms.
        home_seller: The seller, as the home register numbers it.
        home_buyer: The buyer there.
        money_hash: hashStruct(Money); prices stay private.
        agreement_digest: Digest of the contract.
        compliance_digest: Digest of the compliance file.
        delivery_digest: Digest of the delivery record.
        sequence: Number of the voucher within one agreement.
        agreed_at: When both agreed.
        deadline: Last second of the signatures.
        issued_by: The key that relayed it.
        superseded_by: The voucher that corrects it.
        change_digest: Digest of the paper on which it was last suspended, resumed or revoked.
        state: VoucherState.
        flags: Bits of the word.
        exchange: The exchange that issued it.
        issued_at: When.
        authority: Whose order suspended or revoked it; 0 when nobody's.
    """

    home_chain_id: int = wide()
    home_register: str = account()
    listing_id: str = hex32(index=True)
    seller_grant_id: str = hex32(index=True)
    licence_grant_id: str = hex32(index=True)
    seller: int = integer(index=True)
    buyer: int = integer(index=True)
    trade_exchange: int = integer()
    home_seller: int = integer()
    home_buyer: int = integer()
    money_hash: str = hex32()
    agreement_digest: str = hex32()
    compliance_digest: str = hex32()
    delivery_digest: str = hex32()
    sequence: int = integer()
    agreed_at: int = integer()
    deadline: int = integer()
    issued_by: str = account()
    superseded_by: str | None = hex32_or_none()
    change_digest: str | None = hex32_or_none()
    state: int = integer()
    flags: int = integer()
    exchange: int = integer(index=True)
    issued_at: int = integer()
    authority: int = integer()


class RedemptionRow(Stated):
    """A voucher that was used, once, for one purpose before one verifier.

    Attributes:
        voucher_id: The voucher that was shown.
        trade: Its trade, which all vouchers that correct each other share.
        purpose: What for.
        verifier: Before whom.
        state: RedemptionState.
        party: Who used it.
        at: When.
    """

    voucher_id: str = hex32(index=True)
    trade: str = hex32(index=True)
    purpose: int = integer()
    verifier: str = account()
    state: int = integer()
    party: int = integer()
    at: int = integer()
