"""What becomes of a voucher: suspended and resumed in a dispute, revoked by an authority or by both parties.

A voucher's state and its licence's validity are two answers: nothing here touches the licence. An exchange alone may
suspend, but never destroy, what two parties signed and paid.
"""

from __future__ import annotations

from functools import partial

from torrens_contracts.codes import Role
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import VoucherId
from torrens_contracts.signed.market import Revoke
from torrens_contracts.types import Digest32
from torrens_contracts.words import Kind, VoucherState
from torrens_registry.cases import actors
from torrens_registry.cases.consents import REVOKE, ConsentFile, require_for
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.cases.vouchers.views import refused, terms_of, voucher
from torrens_registry.errors import NotAllowed, RoleMissing
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store.market_tables import VoucherRow


def suspend(
    office: Office, actor: Signer, of: VoucherId, *, paper_digest: Digest32, key: IdempotencyKey | None = None
) -> Settled:
    """Suspends a voucher in a dispute; an authority may also do so over its exchange's suspension.

    Args:
        office: The exchange's office.
        actor: An EXCHANGE key of the voucher's exchange, or an AUTHORITY key.
        of: The voucher.
        paper_digest: SHA-256 of the complaint or order.
        key: Idempotency key; made of voucher, key and paper when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher.
        WrongState: It is superseded, revoked, or suspended by an authority.
        NotAllowed: The key is of another exchange.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
    """

    def prepare() -> Act:
        row, by_authority = _ordered(office, actor, of)
        over = row.state == VoucherState.SUSPENDED and not row.authority and by_authority
        if row.state != VoucherState.ISSUED and not over:
            raise refused(row, "suspended")
        return Act(office.contracts.vouchers.suspend(of, paper_digest), "voucher.suspend", of, _paper(paper_digest))

    return perform(office, actor, _once("suspend", actor, of, paper_digest, key), prepare)


def resume(
    office: Office, actor: Signer, of: VoucherId, *, paper_digest: Digest32, key: IdempotencyKey | None = None
) -> Settled:
    """Resumes a suspended voucher.

    Args:
        office: The exchange's office.
        actor: An EXCHANGE key of the voucher's exchange, or an AUTHORITY key: after an authority's order its own.
        of: The voucher.
        paper_digest: SHA-256 of the settlement or order.
        key: Idempotency key; made of voucher, key and paper when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher.
        WrongState: It is not suspended.
        NotAllowed: The key is of another exchange, or an authority suspended it and the exchange would resume.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses: another authority suspended it.
    """

    def prepare() -> Act:
        """Only what is suspended resumes; after an authority's order, by that authority alone."""
        row, by_authority = _ordered(office, actor, of)
        if row.state != VoucherState.SUSPENDED:
            raise refused(row, "resumed")
        if row.authority and not by_authority:
            raise NotAllowed(
                f"authority {row.authority} suspended the voucher",
                remedy="ask that authority, its successor or the one above it",
                authority=row.authority,
            )
        return Act(office.contracts.vouchers.resume(of, paper_digest), "voucher.resume", of, _paper(paper_digest))

    return perform(office, actor, _once("resume", actor, of, paper_digest, key), prepare)


def revoke(
    office: Office, authority: Signer, of: VoucherId, *, order_digest: Digest32, key: IdempotencyKey | None = None
) -> Settled:
    """Revokes a voucher for good, by the order of an authority.

    Args:
        office: The office of the voucher's home.
        authority: An AUTHORITY key.
        of: The voucher.
        order_digest: SHA-256 of the order.
        key: Idempotency key; made of voucher and order when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher.
        WrongState: It is superseded or revoked.
        NotEnrolled: The key is not enrolled; KeyNotLive, RoleMissing likewise.
        Reverted: The chain refuses: another authority suspended it.
    """

    def prepare() -> Act:
        actors.require(office, authority.address, Role.AUTHORITY)
        _revocable(office, of)
        return Act(office.contracts.vouchers.revoke(of, order_digest), "voucher.revoke", of, _paper(order_digest))

    return perform(office, authority, once("voucher.revoke", of, bytes(order_digest), given=key), prepare)


def consent_to_revoke(office: Office, party: Signer, of: VoucherId, *, paper_digest: Digest32) -> ConsentFile:
    """Signs, for one party, that its voucher be revoked on a paper.

    Args:
        office: An office whose chain holds the voucher.
        party: A SIGN key of seller or buyer.
        of: The voucher, as it stands now: a later change voids the consent.
        paper_digest: SHA-256 of the parties' agreement.

    Returns:
        The consent, good for a day.

    Raises:
        NotStored: The mirror knows no such voucher; WrongState when it has ended.
    """
    _revocable(office, of)
    word = office.word(Kind.VOUCHER, of)

    message = partial(Revoke, of, paper_digest, word)

    return ConsentFile(REVOKE, of, office.consent(party, message))


def revoke_by_agreement(
    office: Office,
    exchange: Signer,
    of: VoucherId,
    seller: ConsentFile,
    buyer: ConsentFile,
    *,
    paper_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Revokes a voucher for good on the signatures of both parties.

    Args:
        office: The exchange's office.
        exchange: An EXCHANGE key of the voucher's exchange.
        of: The voucher.
        seller: The seller's consent.
        buyer: The buyer's.
        paper_digest: SHA-256 of their agreement.
        key: Idempotency key; made of voucher and paper when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: The mirror knows no such voucher.
        WrongState: It is superseded or revoked.
        FieldMismatch: A consent is to something else.
        NotAllowed: The key is of another exchange.
        Reverted: The chain refuses a signature, or an authority suspended the voucher.
    """

    def prepare() -> Act:
        row, _ = _ordered(office, exchange, of)
        _revocable(office, of)
        for one in (seller, buyer):
            require_for(one, REVOKE, of)
        call = office.contracts.vouchers.revoke_by_agreement(terms_of(row), paper_digest, seller.consent, buyer.consent)
        return Act(call, "voucher.revoke", of, _paper(paper_digest))

    return perform(office, exchange, once("voucher.revoke", of, bytes(paper_digest), "agreed", given=key), prepare)


def _ordered(office: Office, actor: Signer, of: VoucherId) -> tuple[VoucherRow, bool]:
    """The voucher, and whether an authority acts; else a key of its exchange does."""
    row = voucher(office, of)
    by = actors.require(office, actor.address, Role(0))
    if by.roles & Role.AUTHORITY:
        return row, True
    if not by.roles & Role.EXCHANGE:
        shown = to_hex(actor.address)
        raise RoleMissing(f"key {shown} of party {by.party} is neither EXCHANGE nor AUTHORITY", party=by.party)
    if by.exchange != row.exchange:
        raise NotAllowed(
            f"exchange {row.exchange} issued the voucher, the key is of {by.exchange}",
            exchange=row.exchange,
            caller=by.exchange,
        )
    return row, False


def _revocable(office: Office, of: VoucherId) -> VoucherRow:
    row = voucher(office, of)
    if row.state not in (VoucherState.ISSUED, VoucherState.SUSPENDED):
        raise refused(row, "revoked")
    return row


def _once(verb: str, actor: Signer, of: VoucherId, paper: Digest32, key: IdempotencyKey | None) -> IdempotencyKey:
    """A voucher may be suspended again after it was resumed: another paper, or another name, tells the two apart."""
    return once(f"voucher.{verb}", of, actor.address, bytes(paper), given=key)


def _paper(digest: Digest32) -> dict[str, bytes]:
    return {"paper": bytes(digest)}
