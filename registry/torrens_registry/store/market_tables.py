"""Mirrored: what is listed and sold. Listings, reviews of them, vouchers."""

from __future__ import annotations

from torrens_registry.store.columns import Said, Stated, account, hex32, integer, wide


class ListingRow(Stated):
    """A product listed at an exchange.

    Attributes:
        grant_id: The grant it sells licences of.
        product_digest: Digest of the product's description.
        nonce: Keeps equal listings apart.
        listed_by: The key that listed it.
        state: ListingState.
        flags: Bits of ListingFlag.
        exchange: The exchange.
        since: When it was listed.
        until: End of the listing.
        review_until: End of the newest passed review; 0 while none.
        reviews: How many verdicts there were.
        grade: Grade of the newest verdict.
    """

    grant_id: str = hex32(index=True)
    product_digest: str = hex32()
    nonce: int = wide()
    listed_by: str = account()
    state: int = integer(index=True)
    flags: int = integer()
    exchange: int = integer(index=True)
    since: int = integer()
    until: int = integer()
    review_until: int = integer()
    reviews: int = integer()
    grade: int = integer()


class ReviewRow(Said):
    """A reviewer's verdict on a listing.

    Attributes:
        listing_id: The listing.
        reviewer: The reviewing party.
        verdict: PASSED, CONDITIONAL or FAILED.
        grade: Its grade.
        until: Until when it counts.
        report_digest: Digest of the report.
        actor: The key that said it.
    """

    listing_id: str = hex32(index=True)
    reviewer: int = integer()
    verdict: int = integer()
    grade: int = integer()
    until: int = integer()
    report_digest: str = hex32()
    actor: str = account()


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
        state: VoucherState.
        flags: Bits of the word.
        exchange: The exchange that issued it.
        issued_at: When.
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
    state: int = integer()
    flags: int = integer()
    exchange: int = integer(index=True)
    issued_at: int = integer()
