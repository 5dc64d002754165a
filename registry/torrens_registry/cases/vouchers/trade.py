"""A sale: terms made from a listing, both signatures, and the exchange's relay that makes them a voucher.

The chain receives the hash of the money part only. What was hashed (price, legs, salts, signatures) is kept in the
vault in the same SQL transaction as the intent, since nothing can give it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.trade import Product
from torrens_anchor.chain.eip712 import Money, TradeTerms, split_digest
from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codes import Mode, Reason, Verb
from torrens_contracts.ids import DataId, GrantId, GrantKey, Id, ListingId, VoucherId, grant_id
from torrens_contracts.structs import Basis
from torrens_contracts.types import Digest32, ExchangeId
from torrens_contracts.words import GrantState
from torrens_registry.cases import actors, paths
from torrens_registry.cases.data.captures import captured, with_captures
from torrens_registry.cases.paths import Held
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.vouchers.offer import NewLicence, Offer
from torrens_registry.cases.vouchers.relay import both_signed, relayed, require_relay
from torrens_registry.cases.vouchers.trade_file import Trade, TradeSignature, sign
from torrens_registry.errors import ListingNotGood, NotStored, WithinRefused
from torrens_registry.evidence.peer_proof import home_of
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules import predicates, rights
from torrens_registry.store import rows
from torrens_registry.store.market_tables import ListingRow

__all__ = ["Issued", "NewLicence", "Offer", "Trade", "TradeSignature", "check_split", "issue", "make", "sign"]


@dataclass(frozen=True, slots=True)
class Issued:
    """A voucher that stands.

    Attributes:
        id: Its id.
        licence: The buyer's licence, written in the same transaction.
        settled: The transaction.
    """

    id: VoucherId
    licence: GrantId
    settled: Settled


def make(office: Office, offer: Offer) -> Trade:
    """Makes trade terms from a listing of this exchange.

    Args:
        office: The exchange's office.
        offer: What is sold, to whom, at what price.

    Returns:
        The trade, for both sides to sign.

    Raises:
        NotStored: The mirror knows no such listing.
        NotEnrolled: The buyer is no party.
        NotFree: The seller's grant is not free to license now.
        ListingNotGood: The listing is not.
        WithinRefused: The licence would exceed the seller's grant.
        FieldMismatch: The kept licence is another holder's, or stands under another right than the listing.
        FieldOutOfRange: The price is none.
    """
    office.sync()
    listing, held = _listing(office, offer.listing)
    actors.party(office, offer.buyer)
    licence = _licence(office, offer, held)
    _require_sellable(office, held, licence, listing)
    legs = offer.split.legs(offer.amount_fen)
    purpose = f"money/{offer.listing.hex()}/{grant_id(licence).hex()}"
    salt = office.salt(purpose) if offer.salt is None else offer.salt
    money = Money(offer.amount_fen, split_digest(legs), offer.settlement, salt)
    path = Path(office.deployment.origin, tuple(key.bare() for key in (*held.keys, licence)), None)
    trade = Trade(
        home=home_of(office.deployment),
        terms=_terms(office, offer, held, licence, money),
        money=money,
        legs=legs,
        product=Product(_bytes(listing.product_digest), listing.nonce),
        path=path,
    )
    trade.check()
    return trade


def issue(
    office: Office,
    exchange: Signer,
    trade: Trade,
    seller: TradeSignature,
    buyer: TradeSignature,
    *,
    captures: Sequence[bytes] = (),
    key: IdempotencyKey | None = None,
) -> Issued:
    """Relays a signed trade: the voucher and the buyer's licence stand in one transaction.

    Args:
        office: The exchange's office.
        exchange: An EXCHANGE key of the terms' exchange.
        trade: The trade.
        seller: The seller's signature.
        buyer: The buyer's.
        captures: Documents of who hashed the data, when and with what; the log entry binds them.
        key: Idempotency key; made of the voucher's id and the captures when absent.

    Returns:
        The voucher.

    Raises:
        SplitDoesNotSum: The legs do not sum to the price.
        FieldMismatch: The trade is of another home or exchange, or contradicts itself.
        TermsExpired: The deadline has passed.
        AlreadyIssued: The voucher stands: the signatures were used.
        SignatureMismatch: A signature is not of the named key over these terms.
        SignerRefused: A signature is of another party, or over other terms.
        NotFree: The seller's grant is not free to license now.
        ListingNotGood: The listing is not.
        DigestMismatch: A capture is of other data; FieldMismatch: it speaks of a time to come.
        Reverted: The chain refuses.
    """
    name = once("voucher.issue", trade.id, *captured(captures), given=key)

    def prepare() -> Act:
        act = _issuing(office, exchange, trade, seller, buyer)
        return with_captures(office, act, DataId(Id(trade.path.keys[0].parent)), captures)

    settled = perform(office, exchange, name, prepare)
    return Issued(trade.id, grant_id(trade.keys[-1]), settled)


def check_split(office: Office, trade: Trade) -> None:
    """Asks the chain whether the legs sum to the price, shown to its node.

    Args:
        office: The exchange's office.
        trade: The trade.

    Raises:
        Reverted: They do not (SplitRefused).
    """
    office.read(office.contracts.vouchers.check_split(trade.money, trade.legs))


def _licence(office: Office, offer: Offer, held: Held) -> GrantKey:
    """The key of what is sold: new under the seller's grant, or the one that is kept for a sale abroad."""
    if isinstance(offer.licence, NewLicence):
        scope = rights.check_packed(replace(offer.licence.scope, mode=Mode.LICENSE))
        return GrantKey(held.id, scope, offer.licence.terms)
    kept = paths.find(office, offer.licence)
    if kept.keys[:-1] != held.keys or kept.word.state != GrantState.RESERVED:
        raise FieldMismatch(f"0x{kept.id.hex()} is no licence kept under the listing's right")
    if kept.word.holder != offer.buyer:
        raise FieldMismatch(f"0x{kept.id.hex()} is kept for party {kept.word.holder}, not for {offer.buyer}")
    return kept.keys[-1]


def _listing(office: Office, listing: ListingId) -> tuple[ListingRow, Held]:
    shown = f"0x{listing.hex()}"
    with office.store.read() as session:
        row = rows.get(session, ListingRow, shown)
    if row is None:
        raise NotStored(f"the mirror knows no listing {shown}", id=shown)
    return row, paths.find(office, GrantId(Id(_bytes(row.grant_id))))


def _require_sellable(office: Office, held: Held, licence: GrantKey, listing: ListingRow) -> None:
    """The law of a sale before it is sent: the licence within the grant, the grant free, the listing good."""
    refusal: WithinRefused | None = rights.licence_refusal(
        licence.packed, held.keys[-1].packed, parent_depth=held.word.depth, path_length=len(held.keys)
    )
    if refusal is not None:
        raise refusal
    predicates.require_free(held.facts, Verb.LICENSE, office.next_time())
    product = Digest32(_bytes(listing.product_digest))
    call = office.contracts.listings.good(held.keys, ExchangeId(office.exchange), product, listing.nonce)
    said = office.read(call)
    if not said.yes:
        reason = Reason(said.reason).name
        raise ListingNotGood(f"listing {listing.id} is not good: {reason}", listing=listing.id, reason=reason)


def _terms(office: Office, offer: Offer, held: Held, licence: GrantKey, money: Money) -> TradeTerms:
    seller, buyer = held.holder, offer.buyer
    return TradeTerms(
        home_chain_id=office.deployment.chain_id,
        home_register=office.deployment.register,
        listing_id=offer.listing,
        seller_grant_id=held.id,
        licence_grant_id=grant_id(licence),
        seller=seller,
        buyer=buyer,
        exchange=office.exchange,
        home_seller=seller,
        home_buyer=buyer,
        money_hash=money.struct_hash(),
        agreement_digest=offer.agreement,
        compliance_digest=offer.compliance,
        delivery_digest=offer.delivery,
        sequence=offer.sequence,
        agreed_at=office.head_time() if offer.agreed_at is None else offer.agreed_at,
        deadline=offer.deadline,
    )


def _issuing(office: Office, exchange: Signer, trade: Trade, seller: TradeSignature, buyer: TradeSignature) -> Act:
    office.sync()
    require_relay(office, exchange, trade)
    if trade.foreign:
        raise FieldMismatch("the listing is another register's: sell it as a foreign one")
    sides = both_signed(office, trade, (seller, trade.terms.seller), (buyer, trade.terms.buyer))
    listing, held = _listing(office, ListingId(Id(trade.terms.listing_id)))
    _require_sellable(office, held, trade.keys[-1], listing)
    basis = Basis(held.keys, trade.keys[-1], Digest32(trade.product.digest), trade.product.nonce)
    call = office.contracts.vouchers.issue(trade.terms, basis, *sides)
    return relayed(office, trade, seller, buyer, action="voucher.issue", call=call)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
