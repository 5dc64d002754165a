"""Vouchers: one trade, both signatures, the buyer's licence in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms
from torrens_contracts.codec import CONSENT, KEY, TERMS, Call, call, nothing
from torrens_contracts.ids import VoucherId
from torrens_contracts.structs import Basis, Consent, ForeignBasis, Signed
from torrens_contracts.types import Address, Digest32

_BASIS = f"({KEY}[],{KEY},bytes32,uint64)"
_SIGNED = "(address,bytes)"
_MONEY = "(uint256,bytes32,bytes32,bytes32)"


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Calls of Vouchers at an address."""

    at: Address

    def issue(self, terms: TradeTerms, basis: Basis, seller: Signed, buyer: Signed) -> Call[VoucherId]:
        """Issues a voucher and writes the buyer's licence. EXCHANGE key of the terms' exchange."""
        signature = f"issue({TERMS},{_BASIS},{_SIGNED},{_SIGNED})"
        return call(self.at, signature, terms, basis, seller, buyer, returns="bytes32", make=VoucherId)

    def issue_foreign(self, terms: TradeTerms, basis: ForeignBasis, seller: Signed, buyer: Signed) -> Call[VoucherId]:
        """Issues a voucher for another register's listing, RECOGNIZED here now. EXCHANGE key of the terms' exchange."""
        signature = f"issueForeign({TERMS},(bytes32,bytes32,{KEY}),{_SIGNED},{_SIGNED})"
        return call(self.at, signature, terms, basis, seller, buyer, returns="bytes32", make=VoucherId)

    def supersede(self, old: TradeTerms, terms: TradeTerms, seller: Signed, buyer: Signed) -> Call[VoucherId]:
        """Corrects an ISSUED voucher by new terms, signed after it was issued. EXCHANGE key of its exchange."""
        signature = f"supersede({TERMS},{TERMS},{_SIGNED},{_SIGNED})"
        return call(self.at, signature, old, terms, seller, buyer, returns="bytes32", make=VoucherId)

    def suspend(self, voucher: VoucherId, digest: Digest32) -> Call[None]:
        """Suspends, in a dispute. EXCHANGE key of its exchange, or AUTHORITY."""
        return call(self.at, "suspend(bytes32,bytes32)", voucher, digest, make=nothing)

    def resume(self, voucher: VoucherId, digest: Digest32) -> Call[None]:
        """Resumes; what an authority suspended only it, its successor or superior resumes."""
        return call(self.at, "resume(bytes32,bytes32)", voucher, digest, make=nothing)

    def revoke(self, voucher: VoucherId, digest: Digest32) -> Call[None]:
        """Revokes for good by the order of an authority. AUTHORITY key."""
        return call(self.at, "revoke(bytes32,bytes32)", voucher, digest, make=nothing)

    def revoke_by_agreement(
        self, terms: TradeTerms, digest: Digest32, of_seller: Consent, of_buyer: Consent
    ) -> Call[None]:
        """Revokes for good on both signatures over `signed.market.Revoke`. EXCHANGE key of its exchange."""
        signature = f"revokeByAgreement({TERMS},bytes32,{CONSENT},{CONSENT})"
        return call(self.at, signature, terms, digest, of_seller, of_buyer, make=nothing)

    def redeem(self, terms: TradeTerms, purpose: int, verifier: Address) -> Call[None]:
        """Uses an ISSUED voucher once for a purpose before a verifier. SIGN key of the buyer."""
        return call(self.at, f"redeem({TERMS},uint32,address)", terms, purpose, verifier, make=nothing)

    def redeem_by_signature(self, terms: TradeTerms, purpose: int, of_buyer: Consent) -> Call[None]:
        """The same on the buyer's signature over `signed.market.Redeem`; the verifier itself sends it."""
        return call(self.at, f"redeemBySignature({TERMS},uint32,{CONSENT})", terms, purpose, of_buyer, make=nothing)

    def voucher_id_of(self, terms: TradeTerms) -> Call[VoucherId]:
        """The EIP-712 digest of the terms, which is the voucher's id."""
        return call(self.at, f"voucherIdOf({TERMS})", terms, returns="bytes32", make=VoucherId)

    def money_hash_of(self, money: Money) -> Call[Digest32]:
        """hashStruct(Money). Whoever asks a node shows it the price."""
        return call(self.at, f"moneyHashOf({_MONEY})", money, returns="bytes32", make=Digest32)

    def check_split(self, money: Money, legs: Sequence[Leg]) -> Call[None]:
        """Reverts unless the legs are those of the digest and sum to the amount."""
        return call(self.at, f"checkSplit({_MONEY},(uint32,uint8,uint256)[])", money, tuple(legs), make=nothing)
