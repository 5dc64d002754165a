"""Act 1, recognition: Hangzhou states good standing; each partner checks it on its own chain."""

from __future__ import annotations

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.papers import digest
from torrens_cli.demo.acts.telling import brief, gas_of, tx
from torrens_cli.demo.cast import House
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_cli.output import utc
from torrens_contracts.codes import Recognised
from torrens_contracts.ids import FactId, Id, Origin, fact_id, peer_id
from torrens_contracts.words import Kind
from torrens_registry.cases.peers import peers, recognition, standing
from torrens_registry.cases.peers.standing import Subject
from torrens_registry.evidence import club as clubs
from torrens_registry.evidence import notary, peer_proof
from torrens_registry.evidence.club import ClubPaper
from torrens_registry.evidence.notary import NotarySeal
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.ids import IdempotencyKey
from torrens_registry.office import read_manifest
from torrens_registry.settings import Finality

SET_EPOCH = 1
MAX_AGE = peers.AGES.show
"""Seconds that a partner lets a statement count."""


def stated(world: World) -> Outcome:
    """States the standing of voucher, licence and listing in one transaction, on Hangzhou's own lane."""
    world.at(schedule.STATED)
    return _state(world, "standing", "杭州出具良好状态声明:凭证、许可、挂牌均为良好", "Hangzhou states good standing")


def stated_again(world: World) -> Outcome:
    """States the standing anew, after the freeze."""
    world.at(schedule.STATED_AGAIN)
    return _state(world, "standing2", "杭州再次出具声明:许可与挂牌已中止", "Hangzhou states anew: suspended")


def _state(world: World, name: str, zh: str, en: str) -> Outcome:
    office = world.office(cast.HANGZHOU)
    made = standing.state(
        office,
        world.staff(cast.HANGZHOU, "relayer"),
        subjects(world),
        lane=cast.HANGZHOU.player.number,
        key=IdempotencyKey(f"story/{name}"),
    )
    (world.out / f"{name}.statement.json").write_bytes(made.statement.encode())
    block = made.settled.block
    proof = peer_proof.fetch(office.wire, office.deployment, made.statement, block)
    (world.out / f"{name}.proof.json").write_bytes(proof.encode())
    seals = sealed(world, block)
    for one in seals:
        (world.out / f"{name}.{world.keys.name_of(one.notary)}.seal.json").write_bytes(one.encode())
    return Outcome(
        zh=f"{zh};{len(seals)}/{len(cast.NOTARIES)} 公证人对区块头签名",
        en=f"{en}; {len(seals)} of {len(cast.NOTARIES)} notaries sealed the header",
        proof=f"{tx(made.settled)}, 声明 statement {brief(made.statement.statement)}",
        gas=made.settled.gas_used,
        facts={f"{name}.block": str(block)},
        files=[f"{name}.statement.json", f"{name}.proof.json"],
    )


def subjects(world: World) -> list[Subject]:
    """Returns what is asked for: voucher, the buyer's licence, the listing."""
    return [
        Subject(Kind.VOUCHER, bytes.fromhex(world.progress.fact("voucher")[2:])),
        Subject(Kind.GRANT, bytes.fromhex(world.progress.fact("licence")[2:])),
        Subject(Kind.LISTING, bytes.fromhex(world.progress.fact("listing")[2:])),
    ]


def sealed(world: World, block: int) -> list[NotarySeal]:
    """Lets as many development notaries as are needed look at a block and seal it."""
    office = world.office(cast.HANGZHOU)
    return [
        notary.sign_header(
            office.wire,
            world.signer(name),
            number=block,
            chain_id=cast.HANGZHOU.chain_id,
            register=office.deployment.register,
            set_epoch=SET_EPOCH,
            finality=Finality("dev"),
        )
        for name in cast.NOTARIES[: cast.NOTARY_THRESHOLD]
    ]


def accredited(world: World) -> Outcome:
    """Each partner's council accredits Hangzhou: register, Standing's code hash, notaries; each makes an agreement."""
    world.at(schedule.RECOGNISED)
    home, done = read_manifest(world.home(cast.HANGZHOU)), []
    notaries = [world.address(name) for name in cast.NOTARIES]
    for house in cast.PARTNERS:
        office = world.office(house)
        terms = peers.peer_terms(home, notaries, threshold=cast.NOTARY_THRESHOLD, set_epoch=SET_EPOCH)
        found = peers.accredit(office, world.staff(house, "council"), home, terms)
        done.append(found.settled)
        agreed = recognition.agree(office, world.staff(house, "exchange"), found.peer, club(world))
        done.append(agreed.settled)
    return Outcome(
        zh="哈尔滨、内蒙古各自认可杭州:登记簿地址、代码哈希、五位公证人中三位,并签互认协议",
        en="Harbin and Inner Mongolia accredit Hangzhou: register, code hash, 3 of 5 notaries; agreements made",
        proof=tx(done[-1]),
        gas=gas_of(done),
    )


def recognised(world: World) -> Outcome:
    """Both partners accept the header and prove the statement, by transactions on their own chains."""
    return _prove(world, "standing", "承认 RECOGNIZED", Recognised.RECOGNIZED)


def suspended(world: World) -> Outcome:
    """Both partners prove the statement after the freeze: their answers turn."""
    world.at(schedule.SUSPENDED)
    return _prove(world, "standing2", "中止 SUSPENDED", Recognised.SUSPENDED)


def _prove(world: World, name: str, said: str, expected: Recognised) -> Outcome:
    proof = PeerProof.parse((world.out / f"{name}.proof.json").read_bytes())
    seals = [NotarySeal.parse(file.read_bytes()) for file in sorted(world.out.glob(f"{name}.*.seal.json"))]
    done, lines = [], []
    for house in cast.PARTNERS:
        office, relayer = world.office(house), world.staff(house, "relayer")
        accepted = peers.accept_header(office, relayer, proof, seals)
        proven = recognition.prove(office, relayer, proof, club=club(world))
        done += [accepted.settled, proven.settled]
        found = recognition.status(office, listing_fact(world, house))
        if found.status != expected:
            raise AssertionError(f"{house.name} says {Recognised(found.status).name}, not {expected.name}")
        lines.append(f"{house.player.zh} {said} 截至 as of {utc(found.as_of)}")
    return Outcome(
        zh=f"两家伙伴交易所在自己的链上收下区块头、证明一个存储槽:{';'.join(lines)}",
        en="both partners, on their own chains, accept the header, prove one slot and say "
        f"{expected.name}, as of block {proof.parsed().number}",
        proof=tx(done[-1]),
        gas=gas_of(done),
    )


def club(world: World) -> ClubPaper:
    """Returns the club of the three exchanges: all sectors, regions and bases; sandbox products CONDITIONAL."""
    origins = [read_manifest(world.home(house)).origin for house in (cast.HANGZHOU, *cast.PARTNERS)]
    return clubs.make(origins, paper=digest("recognition"), until=schedule.RECOGNISED + schedule.YEAR)


def listing_fact(world: World, house: House) -> FactId:
    """Returns the id of what a partner knows of Hangzhou's listing."""
    peer = peer_id(read_origin(world))
    return fact_id(peer, Kind.LISTING, bytes.fromhex(world.progress.fact("listing")[2:]), house.player.number)


def read_origin(world: World) -> Origin:
    """Returns Hangzhou's origin, which partners know after Hangzhou is gone."""
    return Origin(Id(bytes.fromhex(world.progress.fact("hangzhou.origin")[2:])))
