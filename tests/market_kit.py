"""A listed product and a signed trade at a founded exchange, its log and witnesses, its notaries, and a partner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cases_kit import BUYER, CHAIN_ID, EXCHANGE, OPERATOR, PROCESSOR, PROVIDER, Hall, digest, opened
from worlds import Chain, account, signer

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.attest import Notary
from torrens_anchor.verdicts.verdict import Verdict as Judged
from torrens_anchor.verdicts.verify import verify_bytes
from torrens_contracts.codes import Action, Mode, Right, Role, Verdict
from torrens_contracts.deploying.deploy import deploy, live_from
from torrens_contracts.deploying.deployment import write_deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.ids import GrantId, ListingId, TitleId
from torrens_contracts.node.wire import Wire
from torrens_contracts.words import Kind, PackedWord
from torrens_devnet.clock import UtcSecond
from torrens_log.log import AuditLog
from torrens_log.store import LogView
from torrens_log.witness import Witness
from torrens_registry import note_keys
from torrens_registry.cases.listings import listings, reviews
from torrens_registry.cases.listings.listings import ProductTerms
from torrens_registry.cases.parties import founding, parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.cases.peers import peers, recognition, standing
from torrens_registry.cases.peers.peers import Accredited
from torrens_registry.cases.peers.standing import Subject
from torrens_registry.cases.vouchers import trade
from torrens_registry.cases.vouchers.trade import Issued, NewLicence, Offer, Trade, TradeSignature
from torrens_registry.evidence import bundler, club, logger, notary, peer_proof, policy
from torrens_registry.evidence.club import ClubPaper
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.office import MANIFEST
from torrens_registry.rules.split import RevenueSplit, SplitRole, Weight
from torrens_registry.settings import Finality

AMOUNT = 10_000_001
DAY = 86_400
PASSWORD = "development"
NOTARIES = tuple(f"notary{i}" for i in range(1, 6))
WITNESSES = ("witness1", "witness2", "witness3")
PARTNER_CHAIN, PARTNER = 2_310_001, 231
PARTNER_STAFF = ("deployer", "council", "harbin", "carrier")
SPLIT = RevenueSplit(
    (
        Weight(PROVIDER, SplitRole.PROVIDER, 60),
        Weight(PROCESSOR, SplitRole.PROCESSOR, 15),
        Weight(OPERATOR, SplitRole.OPERATOR, 20),
        Weight(EXCHANGE, SplitRole.PLATFORM, 5),
    ),
    residual=(PROVIDER, SplitRole.PROVIDER),
)


@dataclass
class Market:
    """A hall with a title, an operator's grant and a reviewed listing."""

    hall: Hall
    title: TitleId
    grant: GrantId
    listing: ListingId

    def offer(self, **changes: object) -> Offer:
        """An offer to the buyer; each nonce is another licence."""
        office = self.hall.office
        nonce = changes.pop("nonce", 1)
        scope = PackedWord(
            purpose=1, region=1, action=int(Action.PROCESS), rights=int(Right.USE), mode=Mode.LICENSE,
            until=office.next_time() + 90 * DAY, nonce=int(str(nonce)),
        )  # fmt: skip
        values: dict[str, object] = {
            "listing": self.listing,
            "buyer": BUYER,
            "licence": NewLicence(scope, digest("licence terms")),
            "amount_fen": AMOUNT,
            "split": SPLIT,
            "agreement": digest("agreement"),
            "compliance": digest("compliance"),
            "delivery": digest("delivery"),
            "settlement": digest("settlement"),
            "deadline": office.next_time() + DAY,
        }
        return Offer(**{**values, **changes})  # type: ignore[arg-type]  # the tests' own changes

    def trade(self, **changes: object) -> Trade:
        return trade.make(self.hall.office, self.offer(**changes))

    def signed(self, made: Trade) -> tuple[TradeSignature, TradeSignature]:
        now = self.hall.office.now()
        return (
            trade.sign(made, signer("operator"), party=OPERATOR, now=now),
            trade.sign(made, signer("buyer"), party=BUYER, now=now),
        )

    def sold(self, **changes: object) -> tuple[Trade, Issued]:
        made = self.trade(**changes)
        return made, trade.issue(self.hall.office, signer("exchange"), made, *self.signed(made))

    def subjects(self, issued: Issued) -> list[Subject]:
        return [
            Subject(Kind.VOUCHER, issued.id),
            Subject(Kind.GRANT, issued.licence),
            Subject(Kind.LISTING, self.listing),
            Subject(Kind.GRANT, self.title),
            Subject(Kind.GRANT, self.grant),
        ]

    def seals(self, block: int, names: Sequence[str] = NOTARIES[:3]) -> list[NotarySeal]:
        office = self.hall.office
        return [
            notary.sign_header(
                office.wire, signer(name), number=block, chain_id=CHAIN_ID, register=office.deployment.register,
                set_epoch=1, finality=Finality("dev"),
            )
            for name in names
        ]  # fmt: skip

    def sealed(self, block: int) -> SealedHeader:
        return notary.sealed_header(self.seals(block))

    def anchored(self) -> logger.Anchored:
        """Log what is due, have it witnessed, anchor it."""
        with self.log() as log, self.witnesses() as witnesses:
            logger.write_due(self.hall.office, log)
            logger.checkpoint(self.hall.office, log, witnesses)
            return logger.anchor(self.hall.office, signer("logger"), log.view)

    @contextmanager
    def log(self) -> Iterator[AuditLog]:
        key = note_keys.open_log_key(self.hall.home / "keys", EXCHANGE, PASSWORD)
        with AuditLog(self.hall.home / "log", key) as log:
            yield log

    @contextmanager
    def witnesses(self) -> Iterator[tuple[Witness, ...]]:
        known = note_keys.log_vkey(self.hall.home / "keys")
        with note_keys.open_witnesses(self.hall.home / "witness", PASSWORD, known) as opened_:
            yield opened_

    def policy(self) -> Policy:
        office = self.hall.office
        notaries = policy.notary_set(
            1, 3, (0, office.now() + 400 * DAY), [Notary(signer(name).address, name) for name in NOTARIES]
        )
        trust = policy.Trust(
            "Hangzhou", EXCHANGE, note_keys.log_vkey(self.hall.home / "keys"), notaries, council_seq=0, max_age=7 * DAY
        )
        watched = policy.watched(2, 1, [(key, True) for key in note_keys.witness_vkeys(self.hall.home / "witness")])
        return policy.make("test", [(office.deployment, trust)], watched, development=True)


def open_market(hall: Hall, table: Path) -> Market:
    """Register, license to the operator, list, review; make the keys of log and witnesses."""
    title = hall.registered(table)
    grant = hall.operating(title)
    until = hall.office.next_time() + 200 * DAY
    made = listings.list_direct(
        hall.office, signer("operator"), ProductTerms(grant, digest("product"), digest("content"), until)
    )
    reviews.scenario(
        hall.office, signer("exchange"), made.listing, verdict=Verdict.PASSED, scenario_digest=digest("scenario"),
        until=until,
    )  # fmt: skip
    reviews.review(
        hall.office, signer("reviewer"), made.listing, verdict=Verdict.PASSED, report_digest=digest("report"),
        until=until,
    )  # fmt: skip
    note_keys.create_log_key(hall.home / "keys", EXCHANGE, PASSWORD, "tests")
    for name in WITNESSES:
        note_keys.create_witness_key(hall.home / "witness", name, PASSWORD, "tests")
    return Market(hall, title, grant, made.listing)


@contextmanager
def open_partner(home: Path, chain: Chain) -> Iterator[Hall]:
    """Found a second exchange on a chain of its own."""
    with Wire(chain.url) as wire:
        planned = plan(signer("deployer").address, signer("council").address, b"\x08" * 32)
        deployment = deploy(wire, planned, account("deployer"), account("council"), chain_id=PARTNER_CHAIN)
        (home / MANIFEST).write_bytes(write_deployment(deployment))
        chain.clock.advance_to(UtcSecond(live_from(wire, deployment)))
    with opened(home, chain, chain_id=PARTNER_CHAIN, exchange=PARTNER) as hall:
        first = NewKey(signer("harbin"), int(Role.EXCHANGE | Role.SIGN))
        founding.admit_exchange(
            hall.office, signer("council"), exchange=PARTNER, identity_digest=digest("harbin"), first=first
        )
        parties.add_key(hall.office, signer("harbin"), NewKey(signer("carrier"), int(Role.RELAYER)))
        yield hall


def accredit(partner: Hall, market: Market, threshold: int = 3) -> Accredited:
    home = market.hall.office.deployment
    terms = peers.peer_terms(home, [signer(name).address for name in NOTARIES], threshold=threshold)
    return peers.accredit(partner.office, signer("council"), home, terms)


def changed(made: Trade, **terms: object) -> Trade:
    """The trade with some of its terms changed, as a cheat would."""
    return replace(made, terms=replace(made.terms, **terms))  # type: ignore[arg-type]  # the tests' own changes


def treaty(partner: Hall, market: Market) -> ClubPaper:
    """The club of both registers."""
    members = [market.hall.office.deployment.origin, partner.office.deployment.origin]
    return club.make(members, paper=digest("treaty"), until=2_000_000_000)


@dataclass(frozen=True)
class Sent:
    """What Hangzhou sends: a proof and its seals."""

    issued: Issued
    proof: PeerProof
    seals: Sequence[NotarySeal]


def send(market: Market, nonce: int) -> Sent:
    _, issued = market.sold(nonce=nonce)
    return restate(market, issued)


def restate(market: Market, issued: Issued) -> Sent:
    office = market.hall.office
    made = standing.state(office, signer("exchange"), market.subjects(issued))
    proof = peer_proof.fetch(office.wire, office.deployment, made.statement, made.settled.block)
    return Sent(issued, PeerProof.parse(proof.encode()), market.seals(made.settled.block))


def meet(partner: Hall, market: Market) -> None:
    """Accredit Hangzhou and agree with it; done again, it changes nothing."""
    partner.at(market.hall.office.now())
    peer = accredit(partner, market).peer
    recognition.agree(partner.office, signer("harbin"), peer, treaty(partner, market))


def prepared(market: Market, nonce: int) -> tuple[Issued, bundler.Sources]:
    """Sell, log, anchor, state, seal: what the bundler needs."""
    _, issued = market.sold(nonce=nonce)
    market.anchored()
    made = standing.state(market.hall.office, signer("exchange"), market.subjects(issued))
    view = LogView.open(market.hall.home / "log")
    return issued, bundler.Sources(market.hall.office, view, market.sealed(made.settled.block), made.statement)


def verified(market: Market, bundle: Bundle, policy: bytes | None = None, later: int = 60) -> Judged:
    at = market.hall.office.head_time() + later
    return verify_bytes(bundle.encode(), market.policy().encode() if policy is None else policy, at=at)
