"""Act 1, the trade: a product listed and reviewed, sold once, the voucher issued; the log anchored before and after."""

from __future__ import annotations

from hashlib import sha256

from torrens_anchor.chain.eip712 import Leg
from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts import auditing
from torrens_cli.demo.acts.papers import digest, paper
from torrens_cli.demo.acts.registering import capture, grant_of
from torrens_cli.demo.acts.telling import brief, gas_of, tx, yuan
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_contracts.codes import Action, Right, Sequence, Verdict
from torrens_contracts.ids import Id, ListingId
from torrens_contracts.types import Digest32
from torrens_contracts.words import PackedWord
from torrens_registry.cases.listings import listings, reviews
from torrens_registry.cases.vouchers import trade
from torrens_registry.cases.vouchers.trade import NewLicence, Offer, Trade, TradeSignature
from torrens_registry.rules.rights import Scope
from torrens_registry.rules.split import RevenueSplit, SplitRole, Weight

AMOUNT_FEN = 10_000_001
"""100,000.01 yuan: a sum that no simple split divides."""

SPLIT = RevenueSplit(
    weights=(
        Weight(cast.PROVIDER.number, SplitRole.PROVIDER, 60),
        Weight(cast.PROCESSOR.number, SplitRole.PROCESSOR, 15),
        Weight(cast.OPERATOR.number, SplitRole.OPERATOR, 20),
        Weight(cast.HANGZHOU.player.number, SplitRole.PLATFORM, 5),
    ),
    residual=(cast.PROVIDER.number, SplitRole.PROVIDER),
)


def listed(world: World) -> Outcome:
    """Lists a product of the operator, on its own key; the exchange passes its scenario, a reviewer its compliance."""
    world.at(schedule.LISTED)
    office = world.office(cast.HANGZHOU)
    terms = listings.ProductTerms(
        grant=grant_of(world, "operate"),
        product_digest=digest("product"),
        content_digest=Digest32(sha256(world.data.read_bytes()).digest()),
        until=schedule.LISTED + schedule.YEAR,
    )
    made = listings.list_direct(office, world.signer(cast.OPERATOR.name), terms)
    passed = reviews.scenario(
        office,
        world.staff(cast.HANGZHOU, "exchange"),
        made.listing,
        verdict=Verdict.PASSED,
        scenario_digest=digest("scenario"),
        until=schedule.LISTED + schedule.YEAR,
    )
    reviewed = reviews.review(
        office,
        world.signer(cast.REVIEWER.name),
        made.listing,
        verdict=Verdict.PASSED,
        report_digest=digest("report"),
        until=schedule.LISTED + schedule.YEAR // 2,
    )
    done = [made.settled, passed, reviewed]
    return Outcome(
        zh=f"{cast.OPERATOR.zh}挂牌产品,场景审核与{cast.REVIEWER.zh}合规审查通过",
        en="the operator lists a product, scenario and compliance are reviewed",
        proof=f"{tx(done[-1])}, 挂牌 listing {brief(made.listing)}",
        gas=gas_of(done),
        facts={"listing": "0x" + made.listing.hex()},
    )


def anchored(world: World) -> Outcome:
    """Anchors the audit log for the first time."""
    world.at(schedule.ANCHORED)
    return _anchored(world, "日志首次上链", "the audit log anchored for the first time")


def anchored_again(world: World) -> Outcome:
    """Anchors the audit log again; the chain checks that the old log is a prefix of the new one."""
    world.at(schedule.ANCHORED_AGAIN)
    return _anchored(world, "日志再次上链,链上核验旧日志是新日志的前缀", "anchored again, the extension checked")


def _anchored(world: World, zh: str, en: str) -> Outcome:
    before = int(world.progress.fact("log_size")) if world.progress.has("log_size") else 0
    made = auditing.anchor(world, after=before)
    return Outcome(
        zh=f"{zh}:{made.old_size} → {made.size} 条",
        en=f"{en}: {made.old_size} → {made.size} entries",
        proof=f"{tx(made.settled)}, 根 root {brief(made.root)}, 一致性证明 consistency proof "
        f"{made.proof_hashes} 个哈希 hashes, {len(cast.WITNESSES)} 个见证 witnesses",
        gas=made.settled.gas_used,
        facts={"log_size": str(made.size), "log_root": "0x" + made.root.hex(), "log_old_size": str(made.old_size)},
    )


def sold(world: World) -> Outcome:
    """Sells one licence: both sides sign the terms, the exchange relays, voucher and licence stand together."""
    world.at(schedule.SOLD)
    office = world.office(cast.HANGZHOU)
    made = make_trade(world)
    seller, buyer = signatures(made, world)
    (world.out / "voucher.terms.json").write_bytes(made.encode())
    (world.out / "voucher.seller.json").write_bytes(seller.encode())
    (world.out / "voucher.buyer.json").write_bytes(buyer.encode())
    by = world.staff(cast.HANGZHOU, "exchange")
    issued = trade.issue(office, by, made, seller, buyer, captures=[capture(world)])
    return Outcome(
        zh=f"成交 {yuan(AMOUNT_FEN)} 元,分账到分:{_legs(made.legs)};买卖双方签名,凭证与买方使用许可同一交易生效",
        en=f"sold for {yuan(AMOUNT_FEN)} yuan, split to the last fen; both signed; voucher and licence at once",
        proof=f"{tx(issued.settled)}, 凭证 voucher {brief(issued.id)}, 许可 licence {brief(issued.licence)}",
        gas=issued.settled.gas_used,
        facts={"voucher": "0x" + issued.id.hex(), "licence": "0x" + issued.licence.hex()},
        files=["voucher.terms.json", "voucher.seller.json", "voucher.buyer.json"],
    )


def make_trade(world: World) -> Trade:
    """Returns the trade of the story, as offered; its times are fixed, so its voucher id is too."""
    scope = Scope(action=Action.PROCESS)
    licence = PackedWord(
        purpose=scope.purpose,
        region=scope.region,
        action=scope.action,
        rights=Right.USE,
        until=schedule.SOLD + schedule.YEAR,
        nonce=1,
    )
    offer = Offer(
        listing=ListingId(Id(bytes.fromhex(world.progress.fact("listing")[2:]))),
        buyer=cast.BUYER.number,
        licence=NewLicence(licence, digest("agreement")),
        amount_fen=AMOUNT_FEN,
        split=SPLIT,
        agreement=digest("agreement"),
        compliance=digest("compliance"),
        delivery=digest("delivery"),
        settlement=digest("settlement"),
        deadline=schedule.SOLD + 30 * 86_400,
        sequence=Sequence.ESCROW,
        agreed_at=schedule.SOLD,
    )
    return trade.make(world.office(cast.HANGZHOU), offer)


def signatures(made: Trade, world: World, now: int | None = None) -> tuple[TradeSignature, TradeSignature]:
    """Returns the seller's and the buyer's signatures over a trade."""
    now = world.office(cast.HANGZHOU).now() if now is None else now
    seller = trade.sign(made, world.signer(cast.OPERATOR.name), party=cast.OPERATOR.number, now=now)
    buyer = trade.sign(made, world.signer(cast.BUYER.name), party=cast.BUYER.number, now=now)
    return seller, buyer


def _legs(legs: tuple[Leg, ...]) -> str:
    return "、".join(f"{_NAMES[leg.party]} {yuan(leg.fen)}" for leg in legs)


_NAMES = {player.number: player.zh for player in (*cast.HOLDERS, cast.HANGZHOU.player)}


PAPERS = {name: paper(name) for name in ("agreement", "compliance", "delivery", "settlement")}
"""The papers whose digests stand in the terms."""
