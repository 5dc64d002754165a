"""Vouchers: one trade, both signatures, the buyer's licence in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.eip712 import Leg, Money, TradeTerms
from torrens_contracts.codec import KEY, Call, call, nothing
from torrens_contracts.ids import VoucherId
from torrens_contracts.structs import Basis, Signed
from torrens_contracts.types import Address, Digest32

_TERMS = (
    "(uint256,address,bytes32,bytes32,bytes32,uint32,uint32,uint32,uint32,uint32,"
    "bytes32,bytes32,bytes32,bytes32,uint8,uint40,uint40)"
)
_BASIS = f"({KEY}[],{KEY},bytes32,uint64)"
_SIGNED = "(address,bytes)"
_MONEY = "(uint256,bytes32,bytes32,bytes32)"


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Calls of Vouchers at an address."""

    at: Address

    def issue(self, terms: TradeTerms, basis: Basis, seller: Signed, buyer: Signed) -> Call[VoucherId]:
        """Issues a voucher and writes the buyer's licence. EXCHANGE key of the terms' exchange."""
        signature = f"issue({_TERMS},{_BASIS},{_SIGNED},{_SIGNED})"
        return call(self.at, signature, terms, basis, seller, buyer, returns="bytes32", make=VoucherId)

    def voucher_id_of(self, terms: TradeTerms) -> Call[VoucherId]:
        """The EIP-712 digest of the terms, which is the voucher's id."""
        return call(self.at, f"voucherIdOf({_TERMS})", terms, returns="bytes32", make=VoucherId)

    def money_hash_of(self, money: Money) -> Call[Digest32]:
        """hashStruct(Money). Whoever asks a node shows it the price."""
        return call(self.at, f"moneyHashOf({_MONEY})", money, returns="bytes32", make=Digest32)

    def check_split(self, money: Money, legs: Sequence[Leg]) -> Call[None]:
        """Reverts unless the legs are those of the digest and sum to the amount."""
        return call(self.at, f"checkSplit({_MONEY},(uint32,uint8,uint256)[])", money, tuple(legs), make=nothing)
