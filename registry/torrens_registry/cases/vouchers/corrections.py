"""A voucher corrected: new terms of the same trade, signed by both sides after it was issued; no second licence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codes import Role, VoucherFlag
from torrens_contracts.ids import DataId, Id, VoucherId, grant_id
from torrens_contracts.types import Digest32
from torrens_contracts.words import VoucherState
from torrens_registry.cases import actors
from torrens_registry.cases.data.captures import captured, with_captures
from torrens_registry.cases.submit import Act, once, perform
from torrens_registry.cases.vouchers.disclosures import disclosed
from torrens_registry.cases.vouchers.relay import both_signed, relayed, require_relay
from torrens_registry.cases.vouchers.trade import Issued, Trade, TradeSignature
from torrens_registry.cases.vouchers.views import refused, terms_of, voucher
from torrens_registry.errors import FieldOutOfRange, NotStored
from torrens_registry.evidence.peer_proof import home_of
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.store.market_tables import VoucherRow


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction changes; what is absent stays.

    Attributes:
        deadline: Last UTC second at which the new signatures count.
        agreement: SHA-256 of the contract.
        compliance: SHA-256 of the compliance file.
        delivery: SHA-256 of the delivery record.
        settlement: SHA-256 of the settlement's evidence.
        agreed_at: When both agreed on it; the newest block's second when absent.
    """

    deadline: int
    agreement: Digest32 | None = None
    compliance: Digest32 | None = None
    delivery: Digest32 | None = None
    settlement: Digest32 | None = None
    agreed_at: int | None = None


def make(office: Office, of: VoucherId, correction: Correction) -> Trade:
    """Makes the terms that correct a voucher of this exchange, for both sides to sign.

    Args:
        office: The exchange's office; its vault holds what was signed.
        of: The voucher.
        correction: What changes.

    Returns:
        The trade.

    Raises:
        NotStored: The mirror knows no such voucher, or the vault does not hold its trade, or its price was erased.
        WrongState: It is not ISSUED.
        FieldOutOfRange: Agreed no later than the voucher was issued.
    """
    row, record, agreed_at = _corrigible(office, of, correction)
    assert record.money is not None  # noqa: S101 - `_corrigible` refuses what was erased
    assert record.legs is not None  # noqa: S101 - same
    old = record.terms
    money = replace(record.money, settlement_digest=correction.settlement or record.money.settlement_digest)
    terms = replace(
        old,
        money_hash=money.struct_hash(),
        agreement_digest=correction.agreement or old.agreement_digest,
        compliance_digest=correction.compliance or old.compliance_digest,
        delivery_digest=correction.delivery or old.delivery_digest,
        agreed_at=agreed_at,
        deadline=correction.deadline,
    )
    trade = Trade(
        home_of(office.deployment),
        terms,
        money,
        record.legs,
        record.product,
        record.path,
        foreign=bool(row.flags & VoucherFlag.FOREIGN),
    )
    trade.check()
    return trade


def supersede(  # noqa: PLR0917 - as `trade.issue`, and what is corrected
    office: Office,
    exchange: Signer,
    of: VoucherId,
    trade: Trade,
    seller: TradeSignature,
    buyer: TradeSignature,
    *,
    captures: Sequence[bytes] = (),
    key: IdempotencyKey | None = None,
) -> Issued:
    """Relays a signed correction: the old voucher is SUPERSEDED, the new one ISSUED and linked to it.

    Args:
        office: The exchange's office.
        exchange: An EXCHANGE key of the voucher's exchange.
        of: The voucher that is corrected.
        trade: The correction.
        seller: The seller's signature.
        buyer: The buyer's.
        captures: Documents of who hashed the data, when and with what; the log entry binds them.
        key: Idempotency key; made of both vouchers' ids and the captures when absent.

    Returns:
        The new voucher.

    Raises:
        NotStored: The mirror knows no such voucher.
        FieldMismatch: The correction is of another trade.
        TermsExpired: The deadline has passed; SignatureMismatch, SignerRefused: a signature is not as it must be.
        DigestMismatch: A capture is of other data; FieldMismatch: it speaks of a time to come.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        """Both sides signed the correction of this very trade, and the voucher may still be corrected."""
        row = voucher(office, of)
        old = terms_of(row)
        actors.require(office, exchange.address, Role.EXCHANGE)
        require_relay(office, exchange, trade)
        if (old.seller_grant_id, old.licence_grant_id) != (trade.terms.seller_grant_id, trade.terms.licence_grant_id):
            raise FieldMismatch("the correction is of another trade", remedy="make it from the voucher it corrects")
        sides = both_signed(office, trade, (seller, old.seller), (buyer, old.buyer))
        call = office.contracts.vouchers.supersede(old, trade.terms, *sides)
        act = relayed(office, trade, seller, buyer, action="voucher.supersede", call=call)
        return with_captures(office, act, DataId(Id(trade.path.keys[0].parent)), captures)

    name = once("voucher.supersede", of, trade.id, *captured(captures), given=key)
    settled = perform(office, exchange, name, prepare)
    return Issued(trade.id, grant_id(trade.keys[-1]), settled)


def _corrigible(office: Office, of: VoucherId, correction: Correction) -> tuple[VoucherRow, VoucherRecord, int]:
    """The voucher, what was signed of it, and when the correction was agreed."""
    row = voucher(office, of)
    if row.state != VoucherState.ISSUED:
        raise refused(row, "corrected")
    record = disclosed(office, of)
    if record.money is None or record.legs is None:
        raise NotStored(f"the price of voucher {row.id} was erased from the vault", id=row.id)
    agreed_at = office.head_time() if correction.agreed_at is None else correction.agreed_at
    if agreed_at <= row.issued_at:
        raise FieldOutOfRange(
            f"the correction was agreed at {shown(agreed_at)}, the voucher issued at {shown(row.issued_at)}",
            remedy="agree on a correction after what it corrects",
            field="agreed_at",
            value=agreed_at,
        )
    return row, record, agreed_at
