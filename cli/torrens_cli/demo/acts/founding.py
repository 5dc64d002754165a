"""Act 1, the houses: registers deployed, calendars published, exchanges admitted, parties enrolled."""

from __future__ import annotations

from hashlib import sha256

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.telling import brief, gas_of, tx
from torrens_cli.demo.cast import House
from torrens_cli.demo.output import write_whole
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_contracts.codes import Role
from torrens_contracts.deploying import deploy
from torrens_contracts.deploying.deployment import Deployment, write_deployment
from torrens_contracts.deploying.plan import plan
from torrens_contracts.node.wire import Wire
from torrens_registry.cases.parties import founding, parties
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.keys import LocalSigner
from torrens_registry.office import MANIFEST, Settled

_STAFF = {"registrar": Role.REGISTRAR, "logger": Role.LOGGER, "relayer": Role.RELAYER}
_CALENDAR_YEAR = 2026


def deployed(world: World) -> Outcome:
    """Deploys the three registers, each on its own chain."""
    gas = 0
    facts: dict[str, str] = {}
    for house in cast.HOUSES:
        used, origin = _deploy(world, house)
        gas += used
        facts[f"{house.name}.origin"] = "0x" + origin.hex()
    return Outcome(
        zh="三家交易所各自部署登记簿与法律模块,模块两天后生效",
        en="three exchanges deploy the register and its modules; these may write two days later",
        proof="origin " + ", ".join(f"{name.split('.')[0]} {value[:12]}…" for name, value in facts.items()),
        gas=gas,
        facts=facts,
        files=[f"{house.name}/{MANIFEST}" for house in cast.HOUSES],
    )


def _deploy(world: World, house: House) -> tuple[int, bytes]:
    sent: set[bytes] = set()
    deployer, council = (world.staff(house, role) for role in ("deployer", "council"))
    salt = sha256(f"{cast.SEED}/{house.name}".encode()).digest()
    with Wire(world.url(house)) as wire:
        found = deploy.deploy(
            wire,
            plan(deployer.address, council.address, salt),
            deployer=_account(deployer),
            council=_account(council),
            chain_id=house.chain_id,
            watch=lambda step: sent.add(step.transaction),
        )
        gas = _gas(wire, found, sent)
    write_whole(world.home(house) / MANIFEST, write_deployment(found))
    return gas, found.origin


def _gas(wire: Wire, found: Deployment, sent: set[bytes]) -> int:
    """Sums a deployment's gas, with what an interrupted run had done: the register's logs name its transactions."""
    logs = wire.logs(int(found.deploy_block), int(wire.block_number()), [found.register])
    receipts = [wire.receipt(one) for one in sent | {bytes.fromhex(log.transaction_hash[2:]) for log in logs}]
    return sum(int(one.gas_used) for one in receipts if one is not None)


def _account(signer: LocalSigner) -> deploy.Account:
    def sign(digest: bytes) -> tuple[int, int, int]:
        raw = signer.sign_digest(digest)
        return int.from_bytes(raw[:32]), int.from_bytes(raw[32:64]), raw[64] - 27

    return deploy.Account(signer.address, sign)


def admitted(world: World) -> Outcome:
    """Publishes the calendar of 2026 and admits the three exchanges with their staff's keys."""
    world.at(schedule.LIVE)
    done: list[Settled] = []
    for house in cast.HOUSES:
        office, council = world.office(house), world.staff(house, "council")
        done.append(founding.publish_calendar(office, council, _CALENDAR_YEAR))
        first = NewKey(world.staff(house, "exchange"), Role.EXCHANGE | Role.SIGN)
        identity = parties.legal_identity(house.player.uscc)
        number = house.player.number
        admission = founding.admit_exchange(office, council, exchange=number, identity_digest=identity, first=first)
        done.append(admission.settled)
        for role, bits in _STAFF.items():
            done.append(parties.add_key(office, first.signer, NewKey(world.staff(house, role), bits)).settled)
    return Outcome(
        zh="公布2026年工作日历(国务院办公厅通知),三家交易所入驻,登记、日志、中继密钥就位",
        en="calendar of 2026 published, three exchanges admitted, keys of registrar, logger and relayer added",
        proof=tx(done[-1]),
        gas=gas_of(done),
    )


def enrolled(world: World) -> Outcome:
    """Enrols the parties at Hangzhou; every first key signs its own enrolment. The council enrols the court."""
    office = world.office(cast.HANGZHOU)
    exchange = world.staff(cast.HANGZHOU, "exchange")
    done: list[Settled] = []
    for player in (*cast.HOLDERS, cast.REVIEWER):
        roles = Role.SIGN | Role.REVIEWER if player is cast.REVIEWER else Role.SIGN
        identity = parties.legal_identity(player.uscc)
        first = NewKey(world.signer(player.name), roles)
        done.append(parties.enrol(office, exchange, party=player.number, identity_digest=identity, first=first).settled)
    court = founding.enrol_authority(
        office,
        world.staff(cast.HANGZHOU, "council"),
        party=cast.COURT.number,
        identity_digest=parties.legal_identity(cast.COURT.uscc),
        first=NewKey(world.signer(cast.COURT.name), Role.SIGN | Role.AUTHORITY),
    )
    done.append(court.settled)
    return Outcome(
        zh="供方、加工方、运营方、买方、律所和法院登记,各自的密钥亲自签名,交易所不能代签",
        en="provider, processor, operator, buyer, reviewer and court enrolled; each key signed for itself",
        proof=f"{len(done)} 份本人签名 own signatures, {tx(done[-1])}, 法院 court {brief(court.key)}",
        gas=gas_of(done),
    )
