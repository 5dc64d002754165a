"""A voucher used: once for each purpose before each verifier, sent by the buyer or by the verifier itself."""

from __future__ import annotations

from functools import partial

from torrens_contracts.codes import Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import VoucherId, redemption_id, trade_id
from torrens_contracts.signed.market import Redeem
from torrens_contracts.types import Address
from torrens_contracts.words import Kind, RedemptionWord, VoucherState
from torrens_registry.cases import actors
from torrens_registry.cases.consents import REDEEM, ConsentFile, require_for
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.vouchers.views import refused, terms_of, voucher
from torrens_registry.errors import FieldOutOfRange, NotAllowed, WrongState
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import shown
from torrens_registry.store.market_tables import VoucherRow


def redeem(
    office: Office,
    buyer: Signer,
    of: VoucherId,
    *,
    purpose: int,
    verifier: Address,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Uses a voucher once for a purpose before a verifier; the buyer sends it.

    Args:
        office: An office whose chain holds the voucher.
        buyer: A SIGN key of the buyer.
        of: The voucher.
        purpose: What for, from 1; the verifier's own table.
        verifier: Before whom: its address.
        key: Idempotency key; made of voucher, purpose and verifier when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher.
        WrongState: It is not ISSUED, or was used before this verifier for this purpose.
        FieldOutOfRange: Purpose 0.
        NotAllowed: The key is not the buyer's.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row = _redeemable(office, of, purpose, verifier)
        by = actors.require(office, buyer.address, Role.SIGN)
        if by.party != row.buyer:
            raise NotAllowed(f"party {row.buyer} bought; the key is of {by.party}", buyer=row.buyer, party=by.party)
        return Act(office.contracts.vouchers.redeem(terms_of(row), purpose, verifier), "voucher.redeem", of)

    return perform(office, buyer, once("voucher.redeem", of, purpose, verifier, given=key), prepare)


def consent_to_redeem(office: Office, buyer: Signer, of: VoucherId, *, purpose: int, verifier: Address) -> ConsentFile:
    """Signs, for the buyer, that one verifier, who must send it itself, uses its voucher for one purpose.

    Args:
        office: An office whose chain holds the voucher.
        buyer: A SIGN key of the buyer.
        of: The voucher, as it stands now: a later change voids the consent.
        purpose: What for, from 1.
        verifier: Who may send it.

    Returns:
        The consent, good for a day.

    Raises:
        NotStored: The mirror knows no such voucher; and WrongState, FieldOutOfRange as `redeem`.
    """
    _redeemable(office, of, purpose, verifier)
    word = office.word(Kind.VOUCHER, of)

    message = partial(Redeem, of, purpose, verifier, word)

    return ConsentFile(REDEEM, of, office.consent(buyer, message))


def redeem_by_signature(
    office: Office,
    verifier: Signer,
    of: VoucherId,
    buyer: ConsentFile,
    *,
    purpose: int,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Uses a voucher before the verifier that sends this, on the buyer's signature.

    Args:
        office: An office whose chain holds the voucher.
        verifier: The verifier's own key; it need not be enrolled.
        of: The voucher.
        buyer: The buyer's consent.
        purpose: What for.
        key: Idempotency key; made of voucher, purpose and verifier when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher; and WrongState, FieldOutOfRange as `redeem`.
        FieldMismatch: The consent is to something else.
        Reverted: The chain refuses the signature.
    """

    def prepare() -> Act:
        row = _redeemable(office, of, purpose, verifier.address)
        require_for(buyer, REDEEM, of)
        call = office.contracts.vouchers.redeem_by_signature(terms_of(row), purpose, buyer.consent)
        return Act(call, "voucher.redeem", of)

    return perform(office, verifier, once("voucher.redeem", of, purpose, verifier.address, given=key), prepare)


def _redeemable(office: Office, of: VoucherId, purpose: int, verifier: Address) -> VoucherRow:
    row = voucher(office, of)
    if not 1 <= purpose < 1 << 32:
        raise FieldOutOfRange(f"purpose {purpose} is none: purposes start at 1", field="purpose", value=purpose)
    if row.state != VoucherState.ISSUED:
        raise refused(row, "used")
    used = RedemptionWord.unpack(
        office.word(Kind.REDEMPTION, redemption_id(trade_id(terms_of(row)), purpose, verifier))
    )
    if used.state:
        raise WrongState(
            f"voucher {row.id} was used for purpose {purpose} before {to_hex(verifier)} at {shown(used.at)}",
            remedy="nothing is used twice; name another purpose",
            id=row.id,
            purpose=purpose,
        )
    return row
