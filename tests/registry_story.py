"""A short story that says every kind of word which one register alone can say, for the tests of the mirror."""

from __future__ import annotations

from dataclasses import dataclass

from registry_kit import HANGZHOU, World, digest

from torrens_anchor.chain.eip712 import Money, TradeTerms, torrens_domain
from torrens_anchor.chain.eip712 import digest as typed_digest
from torrens_contracts import ids
from torrens_contracts.clubs import BASES, REGIONS, SECTORS, Ages, Club, members_digest
from torrens_contracts.codes import Action, Basis, FreezeScope, InterestKind, LinkKind, Mode, Right, Sequence, Verdict
from torrens_contracts.foreign import PeerTerms
from torrens_contracts.ids import GrantId, GrantKey, ListingId, TitleId
from torrens_contracts.signed.encumbrances import InterestTerms
from torrens_contracts.structs import Ask, Notice, Product, Signed
from torrens_contracts.structs import Basis as SaleBasis
from torrens_contracts.types import Address, ChainId, Digest32, ExchangeId, PartyId, Timestamp
from torrens_contracts.words import Kind, ObjectionState, PackedWord
from torrens_devnet.clock import UtcSecond

PROVIDER, BUYER = PartyId(65_600), PartyId(65_601)
DAY = 86_400


@dataclass(frozen=True)
class Told:
    """The ids of the story."""

    title: TitleId
    licence: GrantId
    listing: ListingId
    voucher: bytes


def title_key(world: World, name: str) -> tuple[GrantKey, Notice]:
    now, salt = world.clock.read(), digest(name)
    packed = PackedWord(
        purpose=0xFFFFF,
        region=0x7FFFFFFFF,
        action=0xFF,
        rights=Right.ALL,
        basis=Basis.SELF_GENERATED,
        mode=Mode.ORIGINAL,
        not_before=now,
        until=now + 400 * DAY,
        nonce=ids.title_nonce(PROVIDER, HANGZHOU, salt),
    )
    key = GrantKey(ids.data_id(digest(name), salt), packed, digest("terms"))
    return key, Notice(key, PROVIDER, salt, digest("case"), digest("search"))


def licence_key(world: World, parent: bytes, nonce: int) -> GrantKey:
    now = world.clock.read()
    packed = PackedWord(
        purpose=1,
        region=1,
        action=Action.PROCESS,
        rights=Right.USE,
        basis=Basis.SELF_GENERATED,
        mode=Mode.LICENSE,
        not_before=now,
        until=now + 100 * DAY,
        nonce=nonce,
    )
    return GrantKey(parent, packed, digest("licence"))


def tell(world: World) -> Told:
    """Notices, a link, an objection, a title, a licence, a listing, a sale, a freeze, an anchor, statements, a peer."""
    contracts = world.contracts
    (key, notice), (twin, other) = title_key(world, "one"), title_key(world, "two")
    title = ids.title_id(world.deployment.origin, key)
    world.send(contracts.notices.notice_many([notice, other]), "hangzhou")
    low, high = sorted((title, ids.title_id(world.deployment.origin, twin)))
    world.send(contracts.notices.link(LinkKind.RELATED_NEAR, low, high, digest("decision")), "hangzhou")
    world.send(contracts.notices.object(title, 1, digest("objection")), "buyer")
    world.send(contracts.notices.settle(title, 1, ObjectionState.REJECTED, digest("answer")), "hangzhou")
    world.clock.advance_to(UtcSecond(world.clock.read() + 8 * DAY))
    world.send(contracts.titles.register_title(key), "hangzhou")
    licence = licence_key(world, title, 1)
    world.send(contracts.grants.license([key], licence, BUYER), "provider")
    voucher, listing = sell(world, key, title)
    world.send(contracts.encumbrances.freeze(title, FreezeScope.DISPOSE, _in(world, 30), digest("order")), "court")
    world.send(contracts.encumbrances.lift(title, 1, digest("lift")), "court")
    pledge = InterestTerms(InterestKind.PLEDGE, BUYER, _in(world, 60), 1, digest("pledge"), digest("receipt"))
    world.send(contracts.encumbrances.charge([key], pledge), "provider")
    world.send(contracts.parties.declare_affiliate(BUYER, digest("affiliate")), "hangzhou")
    none = Digest32(bytes(32))
    anchored = contracts.audit_anchors.anchor(
        ExchangeId(HANGZHOU),
        old_size=0,
        old_root=none,
        size=3,
        root=digest("root"),
        proof=[],
        note_digest=digest("note"),
    )
    world.send(anchored, "hangzhou")
    ask = Ask(Kind.GRANT, b"\0")
    for _ in range(2):
        world.send(contracts.standing.state(HANGZHOU, digest("challenge"), [key], [ask, ask]), "hangzhou")
    meet(world)
    return Told(title, ids.grant_id(licence), listing, voucher)


def sell(world: World, key: GrantKey, title: TitleId) -> tuple[bytes, ListingId]:
    """Lists the title, has it reviewed, and sells a licence to the buyer."""
    contracts, now = world.contracts, world.clock.read()
    until = Timestamp(now + 90 * DAY)
    product = Product(HANGZHOU, digest("product"), 7, until, 0, 1, digest("content"))
    listing = ids.listing_id(title, HANGZHOU, digest("product"), 7)
    world.send(contracts.listings.list([key], product), "provider")
    reviewed = contracts.listings.review(
        title, product, verdict=Verdict.PASSED, until=Timestamp(now + 60 * DAY), report_digest=digest("report")
    )
    world.send(reviewed, "hangzhou")
    passed = contracts.listings.review_scenario(
        title, product, verdict=Verdict.PASSED, until=until, scenario_digest=digest("scenario")
    )
    world.send(passed, "hangzhou")
    rated = contracts.listings.rate_quality(title, product, grade=3, until=until, report_digest=digest("quality"))
    world.send(rated, "hangzhou")
    world.clock.advance_to(UtcSecond(now + 60))
    now = world.clock.read()
    licence = licence_key(world, title, 2)
    money = Money(10_000_001, digest("split"), digest("settlement"), digest("salt"))
    terms = TradeTerms(
        home_chain_id=world.deployment.chain_id,
        home_register=world.deployment.register,
        listing_id=listing,
        seller_grant_id=title,
        licence_grant_id=ids.grant_id(licence),
        seller=PROVIDER,
        buyer=BUYER,
        exchange=HANGZHOU,
        home_seller=PROVIDER,
        home_buyer=BUYER,
        money_hash=money.struct_hash(),
        agreement_digest=digest("agreement"),
        compliance_digest=digest("compliance"),
        delivery_digest=digest("delivery"),
        sequence=Sequence.PAY_FIRST,
        agreed_at=now,
        deadline=now + DAY,
    )
    domain = torrens_domain(world.deployment.chain_id, world.deployment.register, world.deployment.deployment_salt)
    voucher = typed_digest(domain, terms.struct_hash())
    sides = [
        Signed(world.signer(name).address, world.signer(name).sign_digest(voucher)) for name in ("provider", "buyer")
    ]
    basis = SaleBasis((key,), licence, digest("product"), 7)
    world.send(contracts.vouchers.issue(terms, basis, *sides), "hangzhou")
    world.send(contracts.vouchers.redeem(terms, 1, world.signer("court").address), "buyer")
    return voucher, listing


def meet(world: World) -> None:
    """Accredits a peer, changes its notaries, agrees with it."""
    contracts = world.contracts
    notaries = tuple(sorted(Address(digest(f"notary {one}")[:20]) for one in range(3)))
    terms = PeerTerms(
        chain_id=ChainId(231_001),
        register=Address(digest("peer")[:20]),
        deployment_salt=digest("peer salt"),
        standing=Address(digest("standing")[:20]),
        standing_code_hash=digest("code"),
        council_seq=0,
        max_age=Ages(3600, 600, 60),
        threshold=2,
        set_epoch=1,
        notaries=notaries,
    )
    world.send(contracts.peers.accredit(terms), "council")
    peer = ids.peer_id(ids.origin(231_001, terms.register, terms.deployment_salt))
    world.send(contracts.peers.change_notaries(peer, 2, 3, notaries), "council")
    members = tuple(sorted((ids.origin(231_001, terms.register, terms.deployment_salt), world.deployment.origin)))
    club = Club(SECTORS, REGIONS, BASES, 1, 0, 600, 0, _in(world, 90), members_digest(members), digest("pact"))
    world.send(contracts.recognition.agree(peer, club, members), "hangzhou")


def _in(world: World, days: int) -> Timestamp:
    return Timestamp(world.clock.read() + days * DAY)
