"""What is to be sold: a new licence under the listing's right, or one that is kept for a sale by another register."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_contracts.codes import Sequence
from torrens_contracts.ids import GrantId, ListingId
from torrens_contracts.types import Digest32
from torrens_contracts.words import PackedWord
from torrens_registry.rules.split import RevenueSplit


@dataclass(frozen=True, slots=True)
class NewLicence:
    """A licence that the sale writes.

    Attributes:
        scope: Rights, scope and term; its basis and nonce as the caller chose them.
        terms: Digest of the licence's terms.
    """

    scope: PackedWord
    terms: Digest32


@dataclass(frozen=True, slots=True)
class Offer:
    """What is to be sold, to whom, at what price.

    Attributes:
        listing: The listing.
        buyer: The buyer's party number.
        licence: The licence that the sale writes, or the id of one that `reservations.reserve` keeps for it.
        amount_fen: The price in fen.
        split: How the price is divided.
        agreement: SHA-256 of the contract.
        compliance: SHA-256 of the compliance file.
        delivery: SHA-256 of the delivery record.
        settlement: SHA-256 of the settlement's evidence.
        deadline: Last UTC second at which the signatures count.
        sequence: In which order the trade settles and delivers.
        agreed_at: When both agreed; the newest block's second when absent.
        salt: Hides a guessable price; the office's own when absent.
    """

    listing: ListingId
    buyer: int
    licence: NewLicence | GrantId
    amount_fen: int
    split: RevenueSplit
    agreement: Digest32
    compliance: Digest32
    delivery: Digest32
    settlement: Digest32
    deadline: int
    sequence: Sequence = Sequence.ESCROW
    agreed_at: int | None = None
    salt: bytes | None = None
