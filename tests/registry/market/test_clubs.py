"""Clubs, ages and peers by the use-cases: narrow clubs want scopes, notaries rotate, equivocation freezes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cases_kit import Hall, digest
from market_kit import (
    NOTARIES,
    PARTNER,
    PARTNER_CHAIN,
    PARTNER_STAFF,
    Market,
    meet,
    open_partner,
    send,
    treaty,
)
from worlds import serve, signer

from torrens_anchor.chain.attest import checkpoint_digest
from torrens_anchor.chain.header import parse_header
from torrens_anchor.errors import FieldMismatch, MalformedInput, UnknownVersion
from torrens_contracts.clubs import Ages
from torrens_contracts.codes import Recognised, Reliance
from torrens_contracts.errors import Reverted
from torrens_contracts.types import ExchangeId
from torrens_contracts.words import Kind, PeerState
from torrens_registry.cases.peers import changes as peer_changes
from torrens_registry.cases.peers import peers, recognition, standing
from torrens_registry.evidence import club as clubs
from torrens_registry.evidence.club import ClubPaper, Scopes
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.store import rows
from torrens_registry.store.peer_tables import AgreementRow, FactRow, PeerRow


@pytest.fixture
def own_partner(tmp_path: Path, market: Market) -> Iterator[Hall]:
    """A partner of this test alone: what it does to its peer, the other tests do not see."""
    now = market.hall.chain.clock.read()
    with serve(tmp_path, PARTNER_CHAIN, PARTNER_STAFF, now) as chain, open_partner(tmp_path, chain) as hall:
        yield hall


def resealed(seal: NotarySeal, name: str, header: bytes, set_epoch: int = 1) -> NotarySeal:
    """A notary's seal of any header, as a lying notary makes it."""
    by = signer(name)
    message = checkpoint_digest(seal.chain_id, seal.register, parse_header(header), set_epoch)
    return NotarySeal(seal.chain_id, seal.register, set_epoch, header, by.address, by.sign_digest(message))


def test_a_clubs_file_is_read_as_it_was_written_and_no_other(market: Market, partner: Hall) -> None:
    made = treaty(partner, market)
    assert ClubPaper.parse(made.encode()) == made
    with pytest.raises(FieldMismatch):
        ClubPaper.parse(made.encode().replace(b'"conditions":1', b'"conditions":3'))
    with pytest.raises(UnknownVersion):
        ClubPaper.parse(made.encode().replace(b"torrens/club/1", b"torrens/club/2"))
    with pytest.raises(MalformedInput):
        clubs.make([made.members[0]], paper=digest("alone"), until=9)
    with pytest.raises(MalformedInput):
        clubs.make([made.members[0]] * 2, paper=digest("alone"), until=9)
    on_chain = partner.office.contracts.recognition.club_digest(made.club)
    assert partner.office.read(on_chain) == made.digest


def test_a_narrow_club_wants_scopes_and_the_mirror_keeps_whose_fact(market: Market, own_partner: Hall) -> None:
    meet(own_partner, market)
    sent = send(market, 501)
    own_partner.at(market.hall.office.head_time())
    office = own_partner.office
    peers.accept_header(office, signer("carrier"), sent.proof, sent.seals)
    peer, members = peers.peer_of(sent.proof), treaty(own_partner, market).members
    narrow = clubs.make(members, paper=digest("narrow"), until=2_000_000_000, sectors=1)
    made = recognition.agree(office, signer("harbin"), peer, narrow)
    with pytest.raises(Reverted, match="ShownMissing"):
        recognition.prove(office, signer("carrier"), sent.proof, club=narrow)
    subjects = [standing.Subject(Kind(item.reply.kind), item.reply.id) for item in sent.proof.items()]
    scopes = Scopes.parse(standing.scopes(market.hall.office, subjects).encode())
    proven = recognition.prove(office, signer("carrier"), sent.proof, club=narrow, scopes=scopes)
    said = [Recognised(recognition.status(office, fact).status) for fact in proven.facts]
    assert set(said) == {Recognised.RECOGNIZED, Recognised.PROVEN}
    with office.store.read() as session:
        facts = [rows.get(session, FactRow, f"0x{fact.hex()}") for fact in proven.facts]
        kept = rows.get(session, AgreementRow, f"0x{made.agreement.hex()}")
    assert all(fact is not None and fact.exchange == PARTNER for fact in facts)
    assert kept is not None
    assert (kept.sectors, kept.club_digest) == (1, f"0x{narrow.digest.hex()}")
    assert recognition.leave(office, signer("harbin"), peer, narrow).agreement == made.agreement
    left = [Recognised(recognition.status(office, fact).status) for fact in proven.facts]
    shows = {Recognised.RECOGNIZED: Recognised.WITHDRAWN, Recognised.PROVEN: Recognised.PROVEN}
    assert left == [shows[one] for one in said], "before anybody proves them anew"
    with pytest.raises(Reverted, match="AgreementNotLive"):
        office.read(
            office.contracts.recognition.end_agreement(peer, ExchangeId(PARTNER), narrow.digest),
            sender=signer("harbin").address,
        )


def test_the_more_is_at_stake_the_sooner_stale(market: Market, partner: Hall) -> None:
    meet(partner, market)
    sent = send(market, 502)
    partner.at(market.hall.office.head_time())
    peers.accept_header(partner.office, signer("carrier"), sent.proof, sent.seals)
    fact = recognition.prove(partner.office, signer("carrier"), sent.proof, club=treaty(partner, market)).facts[2]
    for reliance, age in zip(Reliance, (7 * 86_400, 86_400, 3_600), strict=True):
        at = sent.proof.standing.as_of + age
        assert recognition.status(partner.office, fact, at - 1, reliance).status == Recognised.RECOGNIZED
        assert recognition.status(partner.office, fact, at, reliance).status == Recognised.STALE


def test_notaries_rotate_terms_change_and_two_histories_freeze(market: Market, own_partner: Hall) -> None:
    meet(own_partner, market)
    sent = send(market, 503)
    own_partner.at(market.hall.office.head_time())
    office, council, peer = own_partner.office, signer("council"), peers.peer_of(sent.proof)
    whole = [signer(name).address for name in NOTARIES]
    peer_changes.change_terms(office, council, market.hall.office.deployment, max_age=Ages(50, 40, 30))
    peer_changes.change_notaries(office, council, peer, whole, threshold=3, set_epoch=2)
    one = sent.proof.header
    two = bytes(one[:100]) + bytes([one[100] ^ 1]) + one[101:]
    first = [resealed(sent.seals[0], name, one, 2) for name in NOTARIES[:3]]
    second = [resealed(sent.seals[0], name, two, 2) for name in NOTARIES[:3]]
    with pytest.raises(FieldMismatch, match="contradict nothing"):
        peer_changes.report_equivocation(office, signer("carrier"), peer, first, first)
    peer_changes.report_equivocation(office, signer("carrier"), peer, first, second)
    with office.store.read() as session:
        kept = rows.get(session, PeerRow, f"0x{peer.hex()}")
    assert kept is not None
    assert (kept.state, kept.set_epoch, kept.max_age, kept.trade_age) == (PeerState.FROZEN, 2, 50, 40)
    peer_changes.change_notaries(office, council, peer, whole, threshold=4, set_epoch=3)
    peer_changes.lift(office, council, peer)
    assert office.read(office.contracts.peers.head(peer)).storage_root == bytes(32)
    with pytest.raises(Reverted, match="StateRefused"):
        peer_changes.lift(office, council, peer)
    trust = office.read(office.contracts.peers.trusted(peer))
    assert (trust.state, trust.max_age) == (PeerState.ACCREDITED, Ages(50, 40, 30))
    summary = office.read(office.contracts.peers.terms(peer))
    assert bytes(summary.origin) == bytes(market.hall.office.deployment.origin)
    at = market.hall.office.deployment
    assert office.read(office.contracts.peers.peer_at(at.chain_id, at.register)) == peer
    peer_changes.withdraw(office, council, peer)
