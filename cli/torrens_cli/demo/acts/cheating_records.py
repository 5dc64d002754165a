"""Act 2, records: the mirror edited, the event log edited, the audit log rewritten."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree
from torrens_cli.demo import cast, insider, schedule
from torrens_cli.demo.acts.registering import title_of
from torrens_cli.demo.acts.telling import brief
from torrens_cli.demo.steps import Outcome
from torrens_cli.demo.world import World
from torrens_cli.errors import NotRefused
from torrens_contracts.types import Digest32, ExchangeId
from torrens_log.store import LogView
from torrens_registry.cases.attempt import attempt
from torrens_registry.ids import IdempotencyKey
from torrens_registry.mirror.check import Report, check
from torrens_registry.office import profile_of
from torrens_registry.store.db import Store


def row_edited(world: World) -> Outcome:
    """A row of the mirror is edited by SQL: the check names table, id and column."""
    world.at(schedule.CHEATED)
    copy = _database(world)
    insider.give_away(copy, title_of(world), cast.PROCESSOR.number)
    report = _checked(world, copy)
    insider.remove(copy)
    if not report.findings:
        raise NotRefused("a row edited by SQL was not found")
    found = report.findings[0]
    return Outcome(
        zh="有人用SQL改了镜像库一行:被查出并指名",
        en="a mirror row edited by SQL: found and named",
        proof=f"{found.table}.{found.column} 存 stored {found.stored}, 链 chain {found.folded}",
    )


def log_edited(world: World) -> Outcome:
    """Event log, words, rows and journals edited until the database agrees with itself: the proven journal does not."""
    copy = _database(world)
    insider.give_away_thoroughly(copy, title_of(world), cast.PROCESSOR.number)
    report = _checked(world, copy)
    insider.remove(copy)
    if report.journal_folded == report.journal_chain:
        raise NotRefused("a consistently edited event log was not found")
    return Outcome(
        zh="事件日志、字、行与链日志哈希全部改得自洽:存储证明的链上日志哈希不符,仍被查出",
        en="event log, words, rows and journals edited consistently: still found, by the proven journal",
        proof=f"{report.degree.value}: 存 folded {report.journal_folded[:12]}…, 链 chain {report.journal_chain[:12]}…",
    )


def audit_rewritten(world: World) -> Outcome:
    """The audit log is rewritten and anchored again: the chain refuses."""
    office = world.office(cast.HANGZHOU)
    view = LogView.open(office.settings.log_dir)
    size = int(world.progress.fact("log_size"))
    entries = [view.entry(index) for index in range(size)]
    entries[3] = entries[3] + b" "
    tree = Tree([leaf_hash(entry) for entry in (*entries, b"one more")])
    call = office.contracts.audit_anchors.anchor(
        ExchangeId(office.exchange),
        old_size=size,
        old_root=Digest32(bytes.fromhex(world.progress.fact("log_root")[2:])),
        size=size + 1,
        root=Digest32(tree.root()),
        proof=tree.consistency_proof(size),
        note_digest=Digest32(sha256(b"rewritten").digest()),
    )
    refused = attempt(office, world.staff(cast.HANGZHOU, "logger"), call, IdempotencyKey("cheat/log"))
    return Outcome(
        zh="审计日志被改写后再上链:合约拒绝",
        en="the audit log rewritten and anchored again: the chain refuses",
        proof=f"{refused.reverted.error} ({refused.reverted.zh}), tx {brief(refused.tx_hash)}",
        gas=refused.gas_used,
    )


def _database(world: World) -> Path:
    office = world.office(cast.HANGZHOU)
    office.sync()
    return insider.copied(world.home(cast.HANGZHOU) / "registry.sqlite3", world.out / "insider.sqlite3")


def _checked(world: World, copy: Path) -> Report:
    office = world.office(cast.HANGZHOU)
    with Store(f"sqlite:///{copy}") as store:
        return check(store, office.wire, profile_of(office.settings, office.deployment))
