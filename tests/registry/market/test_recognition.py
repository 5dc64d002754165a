"""A partner on a chain of its own: accredits, accepts a header, proves, decides; and refuses what is bent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases_kit import EXCHANGE, Hall, digest
from market_kit import DAY, NOTARIES, PARTNER, Market, Sent, meet, restate, send, treaty
from worlds import signer

from torrens_anchor.errors import FieldMismatch, Mismatch, SignatureMismatch
from torrens_contracts.codes import FreezeScope, Recognised
from torrens_contracts.errors import Reverted
from torrens_contracts.ids import FactId, fact_id
from torrens_contracts.structs import Basis, Signed
from torrens_contracts.types import ChainId, Digest32, ExchangeId
from torrens_contracts.words import Kind
from torrens_registry.cases.peers import peers, recognition, standing
from torrens_registry.errors import FieldOutOfRange, NotStored, RoleMissing
from torrens_registry.evidence import notary
from torrens_registry.evidence.peer_proof import PeerProof


def listing_fact(market: Market, sent: Sent) -> FactId:
    return fact_id(peers.peer_of(sent.proof), Kind.LISTING, market.listing, PARTNER)


def bent(data: bytes, at: int = -9) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def test_a_good_listing_is_recognised_then_ages_to_stale(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 301)
    partner.at(market.hall.office.head_time())
    accepted = peers.accept_header(partner.office, signer("carrier"), sent.proof, sent.seals)
    assert accepted.number == sent.proof.parsed().number
    proven = recognition.prove(partner.office, signer("carrier"), sent.proof, club=treaty(partner, market))
    assert proven.facts[2] == listing_fact(market, sent)
    found = recognition.status(partner.office, proven.facts[2])
    assert (found.status, found.as_of) == (Recognised.RECOGNIZED, sent.proof.standing.as_of)
    later = recognition.status(partner.office, proven.facts[2], int(found.until) + 1)
    assert later.status == Recognised.STALE
    assert recognition.prove(partner.office, signer("carrier"), sent.proof, club=treaty(partner, market)) == proven


def test_a_freeze_turns_the_next_answer_to_suspended(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 302)
    market.hall.freeze(market.title, scope=FreezeScope.EXERCISE)
    again = restate(market, sent.issued)
    partner.at(market.hall.office.head_time())
    peers.accept_header(partner.office, signer("carrier"), again.proof, again.seals)
    recognition.prove(partner.office, signer("carrier"), again.proof, club=treaty(partner, market))
    title = fact_id(peers.peer_of(again.proof), Kind.GRANT, market.title, PARTNER)
    assert recognition.status(partner.office, title).status == Recognised.SUSPENDED
    market.hall.at(market.hall.office.next_time() + 2 * DAY)


def test_an_exchange_decides_by_itself(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 303)
    partner.at(market.hall.office.head_time())
    peers.accept_header(partner.office, signer("carrier"), sent.proof, sent.seals)
    fact = fact_id(peers.peer_of(sent.proof), Kind.VOUCHER, sent.issued.id, PARTNER)
    recognition.prove(partner.office, signer("carrier"), sent.proof, club=treaty(partner, market))
    recognition.decide(partner.office, signer("harbin"), fact, decision=Recognised.DECLINED)
    assert recognition.status(partner.office, fact).status == Recognised.DECLINED
    with pytest.raises(Reverted, match="RoleMissing"):
        recognition.decide(partner.office, signer("carrier"), fact, decision=Recognised.RECOGNIZED)
    with pytest.raises(Reverted, match="DecisionRefused"):
        recognition.decide(partner.office, signer("harbin"), fact, decision=Recognised.STALE)


def test_one_bit_flipped_is_refused_here_and_by_the_chain_fail(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 304)
    partner.at(market.hall.office.head_time())
    office, proof, standing_ = partner.office, sent.proof, sent.proof.standing
    whole = [signer(name).address for name in NOTARIES]
    true = notary.attestation(sent.seals, whole)
    peer = peers.peer_of(proof)
    flipped = (bent(true.signatures[0], 5), *true.signatures[1:])
    bad = {
        "header": (bent(proof.header, 100), standing_.account, true),
        "account": (proof.header, (*standing_.account[:-1], bent(standing_.account[-1])), true),
        "seal": (proof.header, standing_.account, replace(true, signatures=flipped)),
    }
    for header, account, attestation in bad.values():
        with pytest.raises(Reverted):
            office.read(office.contracts.peers.accept_header(peer, header, account, attestation))
    with pytest.raises(Mismatch):
        peers.accept_header(office, signer("carrier"), replace(proof, header=bent(proof.header, 100)), sent.seals)
    forged = [replace(sent.seals[0], signature=bent(sent.seals[0].signature, 5)), *sent.seals[1:]]
    with pytest.raises(SignatureMismatch):
        peers.accept_header(office, signer("carrier"), proof, forged)
    peers.accept_header(office, signer("carrier"), proof, sent.seals)
    slot = (*standing_.slot[:-1], bent(standing_.slot[-1], -3))
    prove = office.contracts.recognition.prove(
        market.hall.office.deployment.origin, statement=proof.fields(), slot_proof=slot, items=proof.items(),
        exchange=ExchangeId(PARTNER),
    )  # fmt: skip
    with pytest.raises(Reverted):
        office.read(prove, sender=signer("carrier").address)
    with pytest.raises(Mismatch):
        PeerProof.parse(replace(proof, standing=replace(standing_, slot=slot)).encode())


def test_too_few_or_foreign_notaries_fail(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 305)
    block = sent.proof.parsed().number
    partner.at(market.hall.office.head_time())
    with pytest.raises(SignatureMismatch):
        peers.accept_header(partner.office, signer("carrier"), sent.proof, sent.seals[:2])
    with pytest.raises(SignatureMismatch):
        peers.accept_header(
            partner.office, signer("carrier"), sent.proof, market.seals(block, [*NOTARIES[:2], "stranger"])
        )
    with pytest.raises(FieldMismatch):
        peers.accept_header(partner.office, signer("carrier"), sent.proof, market.seals(block - 1))
    few = notary.attestation(sent.seals[:2], [signer(name).address for name in NOTARIES])
    call = partner.office.contracts.peers.accept_header(
        peers.peer_of(sent.proof), sent.proof.header, sent.proof.standing.account, few
    )
    with pytest.raises(Reverted, match="TooFewSignatures"):
        partner.office.read(call)


def test_a_proof_of_another_header_or_of_nobody_fail(market: Market, partner: Hall) -> None:
    meet(partner, market)
    first, second = send(market, 306), send(market, 307)
    partner.at(market.hall.office.head_time())
    peers.accept_header(partner.office, signer("carrier"), second.proof, second.seals)
    with pytest.raises(FieldMismatch, match="newest accepted"):
        recognition.prove(partner.office, signer("carrier"), first.proof, club=treaty(partner, market))
    with pytest.raises(Reverted, match="HeaderTooOld"):
        peers.accept_header(partner.office, signer("carrier"), first.proof, first.seals)
    stranger = replace(first.proof, home=replace(first.proof.home, deployment_salt=bytes(32)))
    with pytest.raises(NotStored):
        recognition.prove(partner.office, signer("carrier"), stranger)
    with pytest.raises(NotStored):
        peers.accept_header(partner.office, signer("carrier"), stranger, first.seals)


def test_a_voucher_replayed_at_the_partner_fail(market: Market, partner: Hall) -> None:
    made = market.trade(nonce=308)
    seller, buyer = market.signed(made)
    basis = Basis(made.keys[:-1], made.keys[-1], Digest32(made.product.digest), made.product.nonce)
    call = partner.office.contracts.vouchers.issue(
        made.terms, basis, Signed(seller.signer, seller.signature), Signed(buyer.signer, buyer.signature)
    )
    with pytest.raises(Reverted) as error:
        partner.office.read(call, sender=signer("harbin").address)
    assert error.value.error == "WrongHome"


def test_accreditation_that_promises_nothing_fail(market: Market, partner: Hall) -> None:
    partner.at(market.hall.office.now())
    home = market.hall.office.deployment
    notaries = [signer(name).address for name in NOTARIES]
    terms = replace(peers.peer_terms(home, notaries, threshold=2), chain_id=ChainId(42))
    with pytest.raises(Reverted, match="ThresholdRefused"):
        partner.office.read(partner.office.contracts.peers.accredit(terms), sender=signer("council").address)
    with pytest.raises(Reverted, match="NotCouncil"):
        partner.office.read(
            partner.office.contracts.peers.accredit(replace(terms, threshold=3)), sender=signer("harbin").address
        )


def test_statements_keep_to_their_lane_and_their_kinds_fail(market: Market) -> None:
    office = market.hall.office
    subject = standing.Subject(Kind.GRANT, market.title)
    with pytest.raises((Reverted, RoleMissing)):
        standing.state(office, signer("exchange"), [subject], lane=EXCHANGE)
    with pytest.raises(FieldOutOfRange):
        standing.answers(office, [standing.Subject(Kind.KEY, bytes(32))])
    with pytest.raises(NotStored):
        standing.answers(office, [standing.Subject(Kind.LISTING, bytes(32))])
    assert [answer.id for answer in standing.answers(office, [subject])] == [market.title]
    made = standing.state(office, signer("exchange"), [subject, subject], challenge=digest("asked"))
    assert made.statement.challenge == digest("asked")
    assert len(made.statement.answers) == 2
