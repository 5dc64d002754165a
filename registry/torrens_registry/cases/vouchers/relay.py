"""What every relay of a signed trade asks, at home or abroad: the exchange's key, both signatures, what is kept."""

from __future__ import annotations

from typing import Any

from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codec import Call
from torrens_contracts.codes import Role
from torrens_contracts.structs import Signed
from torrens_contracts.words import Kind
from torrens_registry.cases import actors
from torrens_registry.cases.submit import Act
from torrens_registry.cases.vouchers.disclosures import keep
from torrens_registry.cases.vouchers.trade_file import Trade, TradeSignature, require_open
from torrens_registry.errors import AlreadyIssued, SignerRefused
from torrens_registry.evidence.peer_proof import home_of
from torrens_registry.keys import Signer
from torrens_registry.office import Office


def require_relay(office: Office, exchange: Signer, trade: Trade) -> None:
    """Refuses a trade that this key cannot relay here and now.

    Args:
        office: The exchange's office.
        exchange: The key that would relay it.
        trade: The trade.

    Raises:
        SplitDoesNotSum: The legs do not sum to the price.
        FieldMismatch: It is of another home or exchange, or contradicts itself.
        TermsExpired: Its deadline has passed.
        AlreadyIssued: Its voucher stands.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    trade.check()
    actor = actors.require(office, exchange.address, Role.EXCHANGE)
    if trade.home != home_of(office.deployment):
        raise FieldMismatch("the trade was signed for another register: its signatures do not count here")
    if trade.terms.exchange != actor.exchange:
        raise FieldMismatch(f"the terms name exchange {trade.terms.exchange}, the key serves {actor.exchange}")
    require_open(trade.terms, office.next_time())
    if any(office.word(Kind.VOUCHER, trade.id)):
        raise AlreadyIssued(f"voucher 0x{trade.id.hex()} stands already", voucher=f"0x{trade.id.hex()}")


def both_signed(
    office: Office, trade: Trade, seller: tuple[TradeSignature, int], buyer: tuple[TradeSignature, int]
) -> tuple[Signed, Signed]:
    """Refuses a trade that not both parties signed by live keys.

    Args:
        office: The exchange's office.
        trade: The trade.
        seller: The seller's signature, and the party that must have given it.
        buyer: The buyer's likewise.

    Returns:
        The signatures as the contract takes them.

    Raises:
        SignatureMismatch: A signature is not of the named key over these terms.
        SignerRefused: A signature is of another party or over other terms, or was voided since.
        NotEnrolled: A key is not enrolled; KeyNotLive, RoleMissing likewise.
    """
    for signature, party in (seller, buyer):
        _require_signed(office, trade, signature, party)
    return Signed(seller[0].signer, seller[0].signature), Signed(buyer[0].signer, buyer[0].signature)


def relayed(
    office: Office, trade: Trade, seller: TradeSignature, buyer: TradeSignature, *, action: str, call: Call[Any]
) -> Act:
    """Gives the act that relays a signed trade; what was hashed is kept with the intent, as nothing gives it back.

    Args:
        office: The exchange's office.
        trade: The trade.
        seller: The seller's signature.
        buyer: The buyer's.
        action: noun.verb, as the audit log has it.
        call: The contract's verb.

    Returns:
        The act.
    """
    consents = _consent_of(office, seller), _consent_of(office, buyer)
    record = VoucherRecord(trade.terms, trade.money, trade.legs, *consents, trade.product, trade.path)
    terms, now = trade.terms, office.now()
    digests = terms.agreement_digest, terms.compliance_digest, terms.delivery_digest
    evidence = dict(zip(("agreement", "compliance", "delivery"), digests, strict=True))
    return Act(call, action, trade.id, evidence, lambda session: keep(session, trade.id, record, now))


def _require_signed(office: Office, trade: Trade, signature: TradeSignature, party: int) -> None:
    shown = f"0x{signature.signer.hex()}"
    if signature.voucher != trade.id:
        raise SignerRefused(f"{shown} signed voucher 0x{signature.voucher.hex()}, not 0x{trade.id.hex()}", signer=shown)
    if not _is_contract(office, signature):
        signature.check()
    found = actors.require(office, signature.signer, Role.SIGN)
    if found.party != party or signature.party != party:
        raise SignerRefused(
            f"{shown} signs for party {found.party}; the terms name party {party} on this side",
            signer=shown,
            party=found.party,
            named=party,
        )
    since = actors.party(office, party).since
    if trade.terms.agreed_at < since:
        raise SignerRefused(f"party {party} has voided what it signed before {since}", party=party, since=since)


def _is_contract(office: Office, signature: TradeSignature) -> bool:
    """A contract's consent (ERC-1271) is asked for by the chain, not recovered from the bytes."""
    return bool(office.wire.code(signature.signer))


def _consent_of(office: Office, one: TradeSignature) -> Consent:
    """Gives a signature as the vault keeps it; a contract's answer only its chain can give."""
    return Consent(one.signer, None if _is_contract(office, one) else one.signature)
