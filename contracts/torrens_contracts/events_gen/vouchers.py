"""Events of Vouchers, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from torrens_anchor.chain.eip712 import TradeTerms
from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import ListingId, VoucherId
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId


@dataclass(frozen=True, slots=True)
class VoucherChanged(Event):
    """A voucher was suspended, resumed or revoked; `authority` is 0 when its exchange did so."""

    CONTRACT: ClassVar[str] = "Vouchers"
    SIGNATURE: ClassVar[str] = "VoucherChanged(bytes32,uint8,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("voucher_id", "authority")
    voucher_id: VoucherId
    state: int
    authority: PartyId
    digest: Digest32
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
class VoucherRedeemed(Event):
    """A voucher was used: its trade once for one purpose before one verifier.

    `trade` is keccak256(abi.encode(homeChainId, homeRegister, listingId, sellerGrantId, licenceGrantId, seller,
    buyer, exchange, homeSeller, homeBuyer)), which a correction keeps.
    """

    CONTRACT: ClassVar[str] = "Vouchers"
    SIGNATURE: ClassVar[str] = "VoucherRedeemed(bytes32,bytes32,uint32,address,uint32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("voucher_id", "verifier", "party")
    voucher_id: VoucherId
    trade: Digest32
    purpose: int
    verifier: Address
    party: PartyId
    actor: Address


@dataclass(frozen=True, slots=True)
class VoucherSuperseded(Event):
    """A voucher was corrected; the other one's issue follows."""

    CONTRACT: ClassVar[str] = "Vouchers"
    SIGNATURE: ClassVar[str] = "VoucherSuperseded(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("voucher_id", "by")
    voucher_id: VoucherId
    by: Digest32
    actor: Address
