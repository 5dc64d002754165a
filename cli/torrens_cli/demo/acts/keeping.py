"""Act 1, what is kept: the voucher's bundle, a policy that a court may adopt, and the digests of the three states."""

from __future__ import annotations

import json

from torrens_anchor.bundles.bundle import Bundle, PlatformNote
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.path import Content
from torrens_anchor.bundles.policy_log import TrustedPlatform
from torrens_anchor.chain.attest import Notary
from torrens_anchor.notes.note import Note
from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts import auditing, trading
from torrens_cli.demo.acts.recognising import MAX_AGE, SET_EPOCH, sealed
from torrens_cli.demo.acts.registering import capture
from torrens_cli.demo.acts.stating import platform_note
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_cli.errors import DemoError
from torrens_contracts.ids import DataId, Id, VoucherId
from torrens_log.store import LogView
from torrens_registry.cases.data import datasets
from torrens_registry.evidence import bundler, policy
from torrens_registry.evidence.bundler import Sources
from torrens_registry.evidence.notary import sealed_header
from torrens_registry.evidence.papers import form_of
from torrens_registry.evidence.receipts import outcome_of, with_receipt
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.mirror.digest import state_digest

BUNDLE = "voucher.bundle.json"
POLICY = "policy.json"
PLATFORM = "platform.note"
DIGESTS = "state-digests.json"


def bundled(world: World) -> Outcome:
    """Builds the voucher's bundle while node and vault still have its parts, and writes the court's policy."""
    office = world.office(cast.HANGZHOU)
    statement = StatedStatement.parse((world.out / "standing.statement.json").read_bytes())
    header = sealed_header(sealed(world, int(world.progress.fact("standing.block"))))
    (world.out / PLATFORM).write_bytes(platform_note(world))
    platform = PlatformNote.of(Note.parse((world.out / PLATFORM).read_bytes()))
    log = LogView.open(office.settings.log_dir)
    sources = Sources(office, log, header, statement, platform, (capture(world),))
    dataset = datasets.find(office, DataId(Id(bytes.fromhex(world.progress.fact("data")[2:]))))
    voucher = VoucherId(Id(bytes.fromhex(world.progress.fact("voucher")[2:])))
    documents = [*(Document(name, data) for name, data in trading.PAPERS.items()), form_of(dataset.contents)]
    made = _receipted(world, bundler.voucher_bundle(sources, voucher, Content(dataset.root, dataset.salt), documents))
    kept = bundler.keep(office, made, voucher)
    (world.out / BUNDLE).write_bytes(made.encode())
    (world.out / POLICY).write_bytes(_policy(world))
    return Outcome(
        zh="凭证证据包(含写入事件、平台说明、采集记录)与核验策略写成文件,法院离线即可核验",
        en="the voucher's bundle (event, platform statement and capture in it) and a policy are written, for a court",
        proof=f"SHA-256 {kept.sha256.hex()[:12]}…, {len(made.encode()):,} 字节 bytes",
        files=[BUNDLE, POLICY, PLATFORM],
    )


def _receipted(world: World, made: Bundle) -> Bundle:
    """Proves the event that wrote the voucher, too: the notaries seal its block."""
    outcome = outcome_of(made)
    if outcome is None:
        raise DemoError("the voucher's entry names no block of its chain")
    found = with_receipt(world.office(cast.HANGZHOU).wire, made, sealed_header(sealed(world, outcome.block)))
    if found.why:
        raise DemoError(f"the bundle has no receipt: {found.why}")
    return found.bundle


def _policy(world: World) -> bytes:
    """The policy that Hangzhou proposes, in which everything is a development key's."""
    office = world.office(cast.HANGZHOU)
    notaries = [Notary(world.address(name), name) for name in cast.NOTARIES]
    valid = (schedule.FOUNDED, schedule.FOUNDED + 10 * schedule.YEAR)
    trust = policy.Trust(
        name="hangzhou",
        exchange=cast.HANGZHOU.player.number,
        log=auditing.log_signer().key,
        notaries=policy.notary_set(SET_EPOCH, cast.NOTARY_THRESHOLD, valid, notaries),
        council_seq=StatedStatement.parse((world.out / "standing.statement.json").read_bytes()).council_seq,
        max_age=MAX_AGE,
    )
    keys = [(auditing.witness_signer(name).key, name != cast.WITNESSES[0]) for name in cast.WITNESSES]
    witnesses = policy.watched(cast.WITNESS_THRESHOLD, 1, keys)
    made = policy.make("demo court", [(office.deployment, trust)], witnesses, development=True)
    platforms = [TrustedPlatform(auditing.log_signer().key, cast.HANGZHOU.chain_id)]
    return policy.believing(made, [], platforms).encode()


def digested(world: World) -> Outcome:
    """Writes the digest of each exchange's state: equal on every engine, in every run of this story over this table."""
    found: dict[str, dict[str, object]] = {}
    for house in cast.HOUSES:
        office = world.office(house)
        office.sync()
        with office.store.read() as session:
            digest = state_digest(session)
        found[house.name] = {"words": digest.words.hex(), "count": digest.count}
    (world.out / DIGESTS).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return Outcome(
        zh="三家交易所的状态摘要:任何引擎、任何一次运行都相同",
        en="digests of the three states: the same on every engine and in every run",
        proof=", ".join(f"{name} {str(one['words'])[:12]}… ({one['count']})" for name, one in found.items()),
        facts={f"{name}.state": str(one["words"]) for name, one in found.items()},
        files=[DIGESTS],
    )
