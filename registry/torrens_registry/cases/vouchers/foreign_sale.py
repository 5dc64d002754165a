"""A listing of another register sold here: recognised here and fresh; its home writes the licence.

Both sides bring the trade that the home made for its own register; here it gets the parties' numbers of this register,
and the money and its legs of here. The home holds the licence RESERVED and makes it ACTIVE on the proven voucher.

Source: words.md section 5, foreign sale: a foreign statement is a condition, never an authority.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torrens_anchor.chain.eip712 import Money, split_digest
from torrens_anchor.errors import FieldMismatch
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import DataId, Id, PeerId, fact_id, grant_id, origin, peer_id
from torrens_contracts.structs import ForeignBasis
from torrens_contracts.words import FactWord, Kind
from torrens_registry.cases import actors
from torrens_registry.cases.data.captures import captured, with_captures
from torrens_registry.cases.submit import Act, once, perform
from torrens_registry.cases.vouchers.relay import both_signed, relayed, require_relay
from torrens_registry.cases.vouchers.trade import Issued, Trade, TradeSignature
from torrens_registry.errors import NotStored
from torrens_registry.evidence.peer_proof import home_of
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.split import RevenueSplit
from torrens_registry.store import rows
from torrens_registry.store.peer_tables import AgreementRow, PeerRow


@dataclass(frozen=True, slots=True)
class Abroad:
    """What becomes of a home's trade when it is sold here.

    Attributes:
        seller: The seller's number here.
        buyer: The buyer's number here.
        split: How the price is divided, by numbers of here.
        deadline: Last UTC second at which the signatures count.
        agreed_at: When both agreed; the newest block's second when absent.
    """

    seller: int
    buyer: int
    split: RevenueSplit
    deadline: int
    agreed_at: int | None = None


def make(office: Office, at_home: Trade, abroad: Abroad) -> Trade:
    """Makes, of a home's trade, the terms that both sides sign here.

    Args:
        office: The selling exchange's office.
        at_home: The trade as its home made it.
        abroad: Who they are here, and how the price is divided here.

    Returns:
        The trade, in the domain of this register.

    Raises:
        FieldMismatch: The trade contradicts itself, or its home is this register.
        NotStored: Its home is no accredited peer.
        NotEnrolled: Seller or buyer is no party here.
    """
    at_home.check()
    home = home_of(office.deployment)
    if at_home.home == home:
        raise FieldMismatch("the trade's home is this register: sell it as its own")
    office.sync()
    _peer(office, at_home)
    for party in (abroad.seller, abroad.buyer):
        actors.party(office, party)
    amount = at_home.money.amount_fen
    legs = abroad.split.legs(amount)
    salt = office.salt(f"money/{at_home.id.hex()}")
    money = Money(amount, split_digest(legs), at_home.money.settlement_digest, salt)
    terms = replace(
        at_home.terms,
        seller=abroad.seller,
        buyer=abroad.buyer,
        exchange=office.exchange,
        money_hash=money.struct_hash(),
        agreed_at=office.head_time() if abroad.agreed_at is None else abroad.agreed_at,
        deadline=abroad.deadline,
    )
    trade = Trade(home, terms, money, legs, at_home.product, at_home.path, foreign=True)
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
    """Relays a signed foreign trade: the voucher stands here, the licence waits at its home.

    Args:
        office: The selling exchange's office.
        exchange: An EXCHANGE key of the terms' exchange.
        trade: The trade, of `make`.
        seller: The seller's signature, in the domain of this register.
        buyer: The buyer's.
        captures: Documents of who hashed the data, when and with what; the log entry binds them.
        key: Idempotency key; made of the voucher's id and the captures when absent.

    Returns:
        The voucher.

    Raises:
        FieldMismatch: The trade is of another exchange, or contradicts itself.
        NotStored: Its home is no accredited peer.
        TermsExpired: The deadline has passed.
        AlreadyIssued: The voucher stands: the signatures were used.
        SignatureMismatch: A signature is not of the named key over these terms.
        SignerRefused: A signature is of another party, or over other terms.
        Reverted: The chain refuses: the listing is not RECOGNIZED here, or no longer fresh; the licence is not
            kept for this register, seller and agreement, or a voucher here sold it.
    """

    def prepare() -> Act:
        """Both sides signed for this register; what was hashed is kept with the intent, as nothing gives it back."""
        office.sync()
        require_relay(office, exchange, trade)
        sides = both_signed(office, trade, (seller, trade.terms.seller), (buyer, trade.terms.buyer))
        call = office.contracts.vouchers.issue_foreign(trade.terms, _basis(office, trade), *sides)
        act = relayed(office, trade, seller, buyer, action="voucher.foreign", call=call)
        return with_captures(office, act, DataId(Id(trade.path.keys[0].parent)), captures)

    name = once("voucher.foreign", trade.id, *captured(captures), given=key)
    settled = perform(office, exchange, name, prepare)
    return Issued(trade.id, grant_id(trade.keys[-1]), settled)


def _basis(office: Office, trade: Trade) -> ForeignBasis:
    """The home's salt, and the club on which the recognition rests, if on one."""
    peer = _peer(office, trade)
    salt = from_hex(peer.deployment_salt, "salt", 32)
    terms = trade.terms
    home = peer_id(origin(terms.home_chain_id, terms.home_register, salt))
    fact = fact_id(home, Kind.LISTING, terms.listing_id, office.exchange)
    mark = FactWord.unpack(office.word(Kind.FACT, fact)).agreement
    return ForeignBasis(salt, _club(office, home, mark) if mark else bytes(32), trade.keys[-1])


def _club(office: Office, peer: PeerId, mark: int) -> bytes:
    with office.store.read() as session:
        found = rows.listed(session, AgreementRow, rows.column(AgreementRow, "peer") == to_hex(peer))
    for row in found:
        if row.id.startswith(f"0x{mark:08x}"):
            return from_hex(row.club_digest, "club", 32)
    raise NotStored(f"the mirror knows no agreement 0x{mark:08x} with peer {to_hex(peer)}", id=to_hex(peer))


def _peer(office: Office, trade: Trade) -> PeerRow:
    register = to_hex(trade.terms.home_register)
    with office.store.read() as session:
        found = rows.find(
            session,
            PeerRow,
            rows.column(PeerRow, "register_address") == register,
            rows.column(PeerRow, "chain_id") == trade.terms.home_chain_id,
        )
    if found is None:
        raise NotStored(
            f"register {register} on chain {trade.terms.home_chain_id} is no accredited peer",
            remedy="accredit it first: torrens recognize accredit",
            id=to_hex(Id(trade.terms.listing_id)),
        )
    return found
