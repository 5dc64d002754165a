"""Act 3: the court freezes, the partners hear of it; the exchange shuts; what remains is verified without it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from torrens_cli.demo import cast, insider, schedule
from torrens_cli.demo.acts.keeping import BUNDLE, POLICY
from torrens_cli.demo.acts.papers import digest
from torrens_cli.demo.acts.recognising import listing_fact, read_origin
from torrens_cli.demo.acts.registering import title_of
from torrens_cli.demo.acts.telling import brief, tx
from torrens_cli.demo.cast import House
from torrens_cli.demo.offline import Verified, verify
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import AUDITOR, SERVED, World
from torrens_cli.errors import DemoError
from torrens_contracts.codes import FreezeScope, Recognised
from torrens_contracts.deploying.deployment import parse_deployment
from torrens_contracts.ids import FactId, fact_id, peer_id
from torrens_contracts.node.wire import Wire
from torrens_contracts.words import Kind
from torrens_devnet.process import ChainOptions
from torrens_registry.cases.peers import recognition
from torrens_registry.cases.rights import freezes
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.sync import Mirror
from torrens_registry.office import MANIFEST
from torrens_registry.settings import Finality
from torrens_registry.store.db import Store

FOREIGN_POLICY = "policy.foreign.json"
_COPY_NOTED = "final.journal"
"""The fact that an auditor's copy leaves."""


def frozen(world: World) -> Outcome:
    """A court freezes the title: exercise stops on the whole path."""
    world.at(schedule.FROZEN)
    office = world.office(cast.HANGZHOU)
    order = freezes.freeze(
        office,
        world.signer(cast.COURT.name),
        title_of(world),
        scope=FreezeScope.EXERCISE,
        until=schedule.FROZEN + schedule.YEAR,
        order_digest=digest("order"),
    )
    return Outcome(
        zh=f"{cast.COURT.zh}查封该产权(含行使)",
        en="the court freezes the title, exercise included",
        proof=f"{tx(order.settled)}, 查封令 order {order.ordinal}",
        gas=order.settled.gas_used,
    )


def copied(world: World) -> Outcome:
    """An auditor copies the chain's state and notes state and journal of the mirror."""
    world.at(schedule.SHUT)
    office = world.office(cast.HANGZHOU)
    office.sync()
    with office.store.read() as session:
        found = state_digest(session)
    home, folder = world.home(cast.HANGZHOU), world.out / AUDITOR
    folder.mkdir(exist_ok=True)
    insider.copied_chain(home / "chain", folder / "chain")
    shutil.copyfile(home / MANIFEST, folder / MANIFEST)
    return Outcome(
        zh="审计方留存一份链上状态副本",
        en="an auditor keeps a copy of the chain's state",
        proof=f"链日志哈希 journal {brief(found.journal)}, 状态 state {found.words.hex()[:12]}…",
        facts={_COPY_NOTED: found.journal.hex(), "final.state": found.words.hex()},
        files=[f"{AUDITOR}/{MANIFEST}"],
    )


def gone(world: World) -> bool:
    """Tells whether Hangzhou is no more; so it may be before its step is kept, when a kill came between."""
    return world.progress.has(_COPY_NOTED) and not world.home(cast.HANGZHOU).exists()


def shut(world: World) -> Outcome:
    """Hangzhou's chain, service and database are stopped and deleted."""
    home = world.home(cast.HANGZHOU)
    deleted = home.with_name(f"{home.name}.deleted")
    world.shut(cast.HANGZHOU)
    if not gone(world):
        home.replace(deleted)  # in one step: a kill never leaves half a home, which could not be opened again
    shutil.rmtree(deleted, ignore_errors=True)
    return Outcome(
        zh="杭州的链、服务、数据库停机并删除",
        en="Hangzhou's chain, service and database are stopped and deleted",
        proof=f"{home.name}/ 已不存在 is gone: {not home.exists()}",
    )


def verified(world: World) -> Outcome:
    """The bundle still verifies, in a process without network and without the registry's packages."""
    found = _verify(world.out / BUNDLE, world.out / POLICY, data=world.data)
    if found.exit_code != 0 or found.heavy:
        raise DemoError(f"the bundle does not verify: {found.exit_code} {found.failures} {found.heavy}")
    facts = found.document["findings"]
    return Outcome(
        zh="凭证证据包离线核验:逐项相符,第十六、十七、十八条分别有答;该进程无网络,未载入 web3、数据库、网页框架",
        en="the voucher's bundle verifies offline, fact by fact, articles 16, 17 and 18 answered apart; no network, "
        "no web3, no database, no web framework",
        proof=f"退出码 exit {found.exit_code}, {len(facts)} 项事实 facts match; {'; '.join(_answers(found))}",
    )


def _answers(found: Verified) -> Iterator[str]:
    """Tells what each article is answered, part by part; what no bundle of this story carries is said, too."""
    for one in found.document["articles"]:
        matched = [part["part"] for part in one["parts"] if part["outcome"] == "match"]
        if one["outcome"] != "match" or not matched:
            raise DemoError(f"article {one['article']} is answered {one['outcome']}: {one['parts']}")
        open_parts = [part["part"] for part in one["parts"] if part["outcome"] != "match"]
        left = f", 未附 not supplied: {', '.join(open_parts)}" if open_parts else ""
        yield f"第 {one['article']} 条 article {one['article']}: {', '.join(matched)}{left}"


def one_byte_changed(world: World) -> Outcome:
    """One changed byte of the file fails, with the name of what failed."""
    data = (world.out / BUNDLE).read_bytes()
    place = data.index(b'"amountFen":"') + len(b'"amountFen":"')
    changed = world.out / "voucher.changed.json"
    changed.write_bytes(data[:place] + b"2" + data[place + 1 :])
    found = _verify(changed, world.out / POLICY)
    changed.unlink()
    if found.exit_code != 1:
        raise DemoError(f"a changed bundle was not refused: {found.exit_code}")
    return Outcome(
        zh="证据包改动一个字节:核验失败并指名",
        en="one changed byte of the file fails, by name",
        proof=f"退出码 exit {found.exit_code}: {', '.join(found.failures[:2])}",
    )


def no_trust(world: World) -> Outcome:
    """With an empty policy, and with a foreign one, nothing passes and what is missing is named."""
    empty, foreign = world.out / "policy.empty.json", world.out / FOREIGN_POLICY
    empty.write_bytes(b"{}")
    foreign.write_bytes(_foreign(world))
    results = [_verify(world.out / BUNDLE, file) for file in (empty, foreign)]
    empty.unlink()
    for found in results:
        levels = [one for one in found.document["levels"] if one["outcome"] == "match" and one["trusts"]]
        if found.exit_code != 2 or levels:
            raise DemoError(f"a policy that trusts nobody here let something pass: {levels}")
    missing = [one for one in results[0].document["findings"] if one["outcome"] != "match"]
    return Outcome(
        zh="空策略、他人的策略:一项也不通过,并说明缺什么",
        en="with an empty policy or a foreign one nothing passes, and what is missing is named",
        proof=f"退出码 exit 2: {missing[0]['fact']}, {missing[0]['why']}",
        files=[FOREIGN_POLICY],
    )


def aged(world: World) -> Outcome:
    """A month later the partners' answers have aged: STALE by arithmetic, never valid."""
    world.at(schedule.LATER)
    said = []
    for house in cast.PARTNERS:
        office = world.office(house)
        voucher = recognition.status(office, _voucher_fact(world, house))
        listing = recognition.status(office, listing_fact(world, house))
        found = (Recognised(voucher.status), Recognised(listing.status))
        if found != (Recognised.STALE, Recognised.SUSPENDED):
            raise DemoError(f"{house.name} says {found}: silence must not be valid")
        said.append(f"{house.player.zh}: 凭证 voucher {found[0].name}, 挂牌 listing {found[1].name}")
    return Outcome(
        zh="一个月后,伙伴的答复自行过期,绝不会变回有效",
        en="a month on, the partners' answers have aged; they never turn valid",
        proof="; ".join(said),
    )


def rebuilt(world: World) -> Outcome:
    """From the copy of the chain's state, a new mirror folds to the same journal word."""
    folder = world.out / AUDITOR
    manifest = parse_deployment((folder / MANIFEST).read_bytes())
    chain = insider.copied_chain(folder / "chain", folder / SERVED)
    database = folder / "mirror.sqlite3"
    database.unlink(missing_ok=True)
    options = ChainOptions(chain, manifest.chain_id, world.clock.path, world.engine)
    profile = ChainProfile(
        chain_id=manifest.chain_id,
        register=manifest.register,
        origin=manifest.origin,
        first_block=int(manifest.deploy_block),
        finality=Finality("dev"),
    )
    with world.serving(AUDITOR, options) as served, Wire(served.url) as wire, Store(f"sqlite:///{database}") as store:
        mirror = Mirror(store, wire, profile)
        mirror.start()
        mirror.catch_up()
        with store.read() as session:
            found = state_digest(session)
    shutil.rmtree(chain)
    if found.journal.hex() != world.progress.fact(_COPY_NOTED):
        raise DemoError("the new mirror folds to another journal word")
    return Outcome(
        zh="用留存的链上状态重建镜像:链日志哈希逐字相同",
        en="from the copy of the chain's state a new mirror folds to the same journal word",
        proof=f"journal {brief(found.journal)}, {found.count} 个字 words",
    )


def _voucher_fact(world: World, house: House) -> FactId:
    voucher = bytes.fromhex(world.progress.fact("voucher")[2:])
    return fact_id(peer_id(read_origin(world)), Kind.VOUCHER, voucher, house.player.number)


def _verify(bundle: Path, policy: Path, data: Path | None = None) -> Verified:
    at = datetime.fromtimestamp(schedule.SHUT, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return verify(bundle, policy, at, data)


def _foreign(world: World) -> bytes:
    """A policy that believes another register: every address, hash and key of the home replaced."""
    policy = json.loads((world.out / POLICY).read_bytes())
    for home in policy["homes"]:
        home["chainId"] = home["chainId"] + 1
    return json.dumps(policy, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()
