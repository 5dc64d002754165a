"""What becomes of a voucher: a dispute, a correction, its use and its end; and of a listing's reviews."""

from __future__ import annotations

import pytest
from cases_kit import BUYER, digest
from market_kit import DAY, Market
from worlds import signer

from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codes import ReviewKind, Verdict
from torrens_contracts.words import VoucherState
from torrens_registry.cases import views
from torrens_registry.cases.consents import ConsentFile
from torrens_registry.cases.listings import changes as listing_changes
from torrens_registry.cases.listings import reviews
from torrens_registry.cases.vouchers import corrections, life, redemptions, trade
from torrens_registry.cases.vouchers import views as views_trade
from torrens_registry.cases.vouchers.corrections import Correction
from torrens_registry.errors import NotAllowed, RoleMissing, WrongState


def state(market: Market, of: object) -> VoucherState:
    return VoucherState(views_trade.voucher(market.hall.office, of).state)  # type: ignore[arg-type]  # ids of the tests


def test_suspended_by_the_exchange_then_by_a_court(market: Market) -> None:
    office, of = market.hall.office, market.sold(nonce=301)[1].id
    paper = digest("complaint")
    life.suspend(office, signer("exchange"), of, paper_digest=paper)
    life.suspend(office, signer("court"), of, paper_digest=digest("order"))
    with pytest.raises(NotAllowed):
        life.resume(office, signer("exchange"), of, paper_digest=digest("settled"))
    life.resume(office, signer("court"), of, paper_digest=digest("lifted"))
    assert state(market, of) is VoucherState.ISSUED
    with pytest.raises(RoleMissing):
        life.suspend(office, signer("buyer"), of, paper_digest=paper)
    with pytest.raises(WrongState):
        life.resume(office, signer("exchange"), of, paper_digest=paper)


def test_corrected_by_terms_that_both_sign_later(market: Market) -> None:
    office, (made, issued) = market.hall.office, market.sold(nonce=302)
    market.hall.at(office.next_time() + 60)
    changed = Correction(deadline=office.next_time() + DAY, delivery=digest("again"), agreed_at=office.next_time() - 1)
    corrected = corrections.make(office, issued.id, changed)
    done = corrections.supersede(office, signer("exchange"), issued.id, corrected, *market.signed(corrected))
    assert (state(market, issued.id), state(market, done.id)) == (VoucherState.SUPERSEDED, VoucherState.ISSUED)
    assert views_trade.voucher(office, issued.id).superseded_by == "0x" + done.id.hex()
    assert done.licence == issued.licence
    assert corrected.money.amount_fen == made.money.amount_fen
    with pytest.raises(WrongState):
        corrections.make(office, issued.id, changed)


def test_used_once_by_the_buyer_or_by_the_verifier(market: Market) -> None:
    office, of = market.hall.office, market.sold(nonce=303)[1].id
    verifier = signer("council")
    redemptions.redeem(office, signer("buyer"), of, purpose=1, verifier=verifier.address)
    with pytest.raises(WrongState, match="was used"):
        redemptions.consent_to_redeem(office, signer("buyer"), of, purpose=1, verifier=verifier.address)
    with pytest.raises(NotAllowed):
        redemptions.redeem(office, signer("operator"), of, purpose=2, verifier=verifier.address)
    signed = redemptions.consent_to_redeem(office, signer("buyer"), of, purpose=2, verifier=verifier.address)
    signed = ConsentFile.parse(signed.encode())
    redemptions.redeem_by_signature(office, verifier, of, signed, purpose=2)
    assert sorted(one.purpose for one in views_trade.redemptions(office, of)) == [1, 2]
    assert {one.party for one in views_trade.redemptions(office, of)} == {BUYER}


def test_revoked_by_both_parties_or_by_a_court(market: Market) -> None:
    office, of = market.hall.office, market.sold(nonce=304)[1].id
    paper = digest("we undo it")
    sides = [life.consent_to_revoke(office, signer(name), of, paper_digest=paper) for name in ("operator", "buyer")]
    other = market.sold(nonce=305)[1].id
    with pytest.raises(FieldMismatch):
        life.revoke_by_agreement(office, signer("exchange"), other, sides[0], sides[1], paper_digest=paper)
    life.revoke_by_agreement(office, signer("exchange"), of, sides[0], sides[1], paper_digest=paper)
    with pytest.raises(RoleMissing):
        life.revoke(office, signer("exchange"), other, order_digest=paper)
    life.revoke(office, signer("court"), other, order_digest=paper)
    assert (state(market, of), state(market, other)) == (VoucherState.REVOKED, VoucherState.REVOKED)


def test_a_sale_of_here_is_no_foreign_one_fail(market: Market) -> None:
    made = market.trade(nonce=306)
    assert (made.foreign, trade.Trade.parse(made.encode())) == (False, made)


def test_graded_then_another_version_then_delisted(market: Market) -> None:
    """Last: the market's own listing ends here."""
    office, until = market.hall.office, market.hall.office.next_time() + DAY
    reviews.rate(office, signer("reviewer"), market.listing, grade=4, report_digest=digest("q"), until=until)
    assert views.listing(office, market.listing)[0].grade == 4
    listing_changes.new_version(office, signer("operator"), market.listing, digest("second"), relayer=signer("council"))
    row, _ = views.listing(office, market.listing)
    assert (row.grade, row.review_until, row.content_digest) == (0, 0, "0x" + digest("second").hex())
    reviews.review(
        office, signer("reviewer"), market.listing, verdict=Verdict.PASSED, report_digest=digest("r2"), until=until
    )
    assert views.listing(office, market.listing)[0].review_until == until
    why = digest("conflict")
    reviews.withdraw(office, signer("reviewer"), market.listing, ReviewKind.COMPLIANCE, reason_digest=why)
    assert views.listing(office, market.listing)[0].review_until == 0
    with pytest.raises(WrongState):
        listing_changes.end_sandbox(office, signer("exchange"), market.listing, decision_digest=why)
    listing_changes.delist(office, signer("operator"), market.listing)
    with pytest.raises(WrongState):
        listing_changes.delist(office, signer("operator"), market.listing, reason=1)
