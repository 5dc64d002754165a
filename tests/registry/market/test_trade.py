"""A sale: what is signed, what is refused before it is signed or sent, and what the chain refuses when sent raw."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases_kit import BUYER, OPERATOR, PROCESSOR
from hypothesis import given
from hypothesis import strategies as st
from market_kit import AMOUNT, DAY, Market, changed
from worlds import signer

from torrens_anchor.chain.eip712 import Leg, split_digest
from torrens_anchor.errors import FieldMismatch, MalformedInput, SignatureMismatch, UnknownVersion
from torrens_contracts.errors import Reverted
from torrens_contracts.structs import Basis, Signed
from torrens_contracts.types import Digest32
from torrens_contracts.words import ListingState
from torrens_registry.cases.listings import changes as listing_changes
from torrens_registry.cases.listings import listings
from torrens_registry.cases.vouchers import trade
from torrens_registry.cases.vouchers.disclosures import disclosed
from torrens_registry.cases.vouchers.trade import NewLicence, Trade, TradeSignature
from torrens_registry.errors import (
    AlreadyIssued,
    FieldOutOfRange,
    ListingNotGood,
    NotEnrolled,
    NotFree,
    NotStored,
    RightExceeded,
    RoleMissing,
    SignerRefused,
    SplitDoesNotSum,
    TermsExpired,
)


def raw(market: Market, made: Trade, seller: TradeSignature, buyer: TradeSignature) -> None:
    """Send the sale to the contract as it is, past every check of ours."""
    basis = Basis(made.keys[:-1], made.keys[-1], Digest32(made.product.digest), made.product.nonce)
    sides = Signed(seller.signer, seller.signature), Signed(buyer.signer, buyer.signature)
    call = market.hall.office.contracts.vouchers.issue(made.terms, basis, *sides)
    market.hall.office.read(call, sender=signer("exchange").address)


def refused(market: Market, made: Trade, seller: TradeSignature, buyer: TradeSignature) -> str:
    with pytest.raises(Reverted) as error:
        raw(market, made, seller, buyer)
    return error.value.error


def test_a_sale_stands_with_its_licence_and_its_disclosures(market: Market) -> None:
    made, issued = market.sold(nonce=101)
    office = market.hall.office
    assert issued.id == made.id == office.read(office.contracts.vouchers.voucher_id_of(made.terms))
    assert office.read(office.contracts.vouchers.money_hash_of(made.money)) == made.terms.money_hash
    assert office.read(office.contracts.grants.valid(made.keys)).yes
    kept = disclosed(office, issued.id)
    assert (kept.terms, kept.money, kept.legs) == (made.terms, made.money, made.legs)
    assert sum(leg.fen for leg in made.legs) == AMOUNT
    assert trade.issue(office, signer("exchange"), made, *market.signed(made)) == issued
    trade.check_split(office, made)


def test_files_carry_a_trade_between_the_sides(market: Market) -> None:
    made = market.trade(nonce=102)
    assert Trade.parse(made.encode()) == made
    seller, _ = market.signed(made)
    assert TradeSignature.parse(seller.encode()) == seller
    with pytest.raises(UnknownVersion):
        Trade.parse(seller.encode())
    with pytest.raises(MalformedInput):
        Trade.parse(made.encode()[:-1])


def test_wrong_signature_fail(market: Market) -> None:
    made = market.trade(nonce=103)
    seller, buyer = market.signed(made)
    forged = replace(seller, signature=signer("nobody").sign_digest(made.id))
    with pytest.raises(SignatureMismatch):
        trade.issue(market.hall.office, signer("exchange"), made, forged, buyer)
    assert refused(market, made, forged, buyer) == "BadSignature"
    stranger = TradeSignature(made.id, OPERATOR, signer("nobody").address, forged.signature)
    with pytest.raises(NotEnrolled):
        trade.issue(market.hall.office, signer("exchange"), made, stranger, buyer)
    assert refused(market, made, stranger, buyer) == "NotEnrolled"


def test_missing_signature_fail(market: Market) -> None:
    made = market.trade(nonce=104)
    seller, buyer = market.signed(made)
    missing = replace(buyer, signature=b"")
    with pytest.raises(MalformedInput):
        trade.issue(market.hall.office, signer("exchange"), made, seller, missing)
    assert refused(market, made, seller, missing) == "BadSignature"


def test_swapped_signatures_fail(market: Market) -> None:
    made = market.trade(nonce=105)
    seller, buyer = market.signed(made)
    with pytest.raises(SignerRefused):
        trade.issue(market.hall.office, signer("exchange"), made, buyer, seller)
    assert refused(market, made, buyer, seller) == "WrongSigner"


def test_replayed_signature_fail(market: Market) -> None:
    made, issued = market.sold(nonce=106)
    sides = market.signed(made)
    with pytest.raises(AlreadyIssued):
        trade.issue(market.hall.office, signer("exchange"), made, *sides, key="again")  # type: ignore[arg-type]  # any text is a key
    assert refused(market, made, *sides) == "VoucherExists"
    other = market.trade(nonce=107)
    with pytest.raises(SignerRefused):
        trade.issue(market.hall.office, signer("exchange"), other, *sides)
    assert refused(market, other, *sides) == "BadSignature"
    assert issued.id == made.id


def test_terms_past_their_deadline_fail(market: Market) -> None:
    made = market.trade(nonce=108, deadline=market.hall.office.next_time())
    sides = market.signed(made)
    late = market.hall.office.next_time() + 60
    market.hall.at(late)
    with pytest.raises(TermsExpired):
        trade.issue(market.hall.office, signer("exchange"), made, *sides)
    with pytest.raises(TermsExpired, match=r"ended at 2026-\d\d-\d\d \d\d:\d\d \+08:00, and now is 2026"):
        trade.sign(made, signer("buyer"), party=BUYER, now=late)
    assert refused(market, made, *sides) == "TermsExpired"


def test_a_right_that_is_not_free_at_issue_fail(market: Market) -> None:
    made = market.trade(nonce=109)
    sides = market.signed(made)
    market.hall.freeze(market.grant)
    try:
        with pytest.raises(NotFree):
            trade.issue(market.hall.office, signer("exchange"), made, *sides)
        assert refused(market, made, *sides) == "NotFree"
    finally:
        market.hall.at(market.hall.office.next_time() + 2 * DAY)  # the freeze ends by its own term


def test_a_split_that_does_not_sum_is_not_signed_fail(market: Market) -> None:
    made = market.trade(nonce=110)
    first, *rest = made.legs
    legs = (Leg(first.party, first.role, first.fen - 1), *rest)
    short = replace(made, legs=legs, money=replace(made.money, split_digest=split_digest(legs)))
    short = changed(short, money_hash=short.money.struct_hash())
    with pytest.raises(SplitDoesNotSum):
        trade.sign(short, signer("buyer"), party=BUYER, now=market.hall.office.now())
    with pytest.raises(Reverted, match="SplitRefused"):
        trade.check_split(market.hall.office, short)
    with pytest.raises(SplitDoesNotSum):
        trade.issue(market.hall.office, signer("exchange"), short, *market.signed(made))


@given(fen=st.integers(1, 10**12))
def test_no_signer_signs_a_price_that_is_not_the_sum_fail(market: Market, fen: int) -> None:
    made = replace(_any_trade(market), legs=(Leg(BUYER, 1, fen),))
    if fen != made.money.amount_fen:
        with pytest.raises(SplitDoesNotSum):
            made.check()


_MADE: list[Trade] = []


def _any_trade(market: Market) -> Trade:
    if not _MADE:
        _MADE.append(market.trade(nonce=111))
    return _MADE[0]


def test_terms_that_contradict_what_they_hash_are_not_signed_fail(market: Market) -> None:
    made = market.trade(nonce=112)
    moved = replace(made, legs=tuple(reversed(made.legs)))
    other_price = replace(made, money=replace(made.money, amount_fen=AMOUNT, salt=bytes(32)))
    bad = [
        moved,
        other_price,
        changed(made, licence_grant_id=bytes(32)),
        changed(made, listing_id=bytes(32)),
        changed(made, home_chain_id=1),
        changed(made, home_buyer=PROCESSOR),
        changed(made, buyer=OPERATOR, home_buyer=OPERATOR),
    ]
    for one in bad:
        with pytest.raises(FieldMismatch):
            trade.sign(one, signer("buyer"), party=BUYER, now=market.hall.office.now())
    with pytest.raises(SignerRefused):
        trade.sign(made, signer("processor"), party=PROCESSOR, now=market.hall.office.now())


def test_terms_without_evidence_are_not_signed_fail(market: Market) -> None:
    """The chain receives a hash of the money part: that nothing was settled, only who reads the terms sees."""
    made = market.trade(nonce=112)
    unsettled = replace(made, money=replace(made.money, settlement_digest=bytes(32)))
    bad = {
        "settlement": changed(unsettled, money_hash=unsettled.money.struct_hash()),
        "agreement": changed(made, agreement_digest=bytes(32)),
        "compliance": changed(made, compliance_digest=bytes(32)),
        "delivery": changed(made, delivery_digest=bytes(32)),
        "sequence": changed(made, sequence=4),
    }
    for name, one in bad.items():
        with pytest.raises(FieldMismatch, match=name):
            trade.sign(one, signer("buyer"), party=BUYER, now=market.hall.office.now())


def test_only_an_exchange_key_relays_fail(market: Market) -> None:
    made = market.trade(nonce=113)
    with pytest.raises(RoleMissing):
        trade.issue(market.hall.office, signer("buyer"), made, *market.signed(made))
    foreign = replace(made, home=replace(made.home, deployment_salt=bytes(32)))
    with pytest.raises(FieldMismatch):
        trade.issue(market.hall.office, signer("exchange"), foreign, *market.signed(foreign))


def test_what_cannot_be_offered_fail(market: Market) -> None:
    office = market.hall.office
    with pytest.raises(NotStored):
        market.trade(listing=bytes(32))
    with pytest.raises(NotEnrolled):
        market.trade(buyer=99_999)
    with pytest.raises(FieldOutOfRange):
        market.trade(amount_fen=-1)
    wide = market.offer(nonce=114).licence
    assert isinstance(wide, NewLicence)
    with pytest.raises(RightExceeded):
        market.trade(licence=replace(wide, scope=replace(wide.scope, rights=1)))
    with pytest.raises(NotStored):
        disclosed(office, bytes(32))  # type: ignore[arg-type]  # an id of nothing


def test_a_listing_that_is_not_good_sells_nothing_fail(market: Market) -> None:
    office = market.hall.office
    until = office.next_time() + 100 * DAY
    terms = listings.ProductTerms(market.grant, Digest32(b"\x05" * 32), Digest32(b"\x06" * 32), until)
    made = listings.list_direct(office, signer("operator"), terms)
    with pytest.raises(ListingNotGood, match="NO_SCENARIO"):
        market.trade(listing=made.listing, nonce=115)
    listing_changes.change(office, signer("exchange"), made.listing, state=ListingState.DELISTED)
    with pytest.raises(ListingNotGood, match="NOT_LISTED"):
        market.trade(listing=made.listing, nonce=115)
