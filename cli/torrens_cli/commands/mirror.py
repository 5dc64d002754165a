"""`torrens mirror`: the chain as SQL: sync, check, rebuild, status."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.errors import TorrensError
from torrens_anchor.forms.printing import plain
from torrens_cli import files, options
from torrens_cli.context import home_settings
from torrens_cli.output import Report, say, table, utc
from torrens_cli.stopping import stop_event
from torrens_contracts.node.wire import Wire
from torrens_registry.clocks import system_clock
from torrens_registry.jobs import lease
from torrens_registry.manifest import profile_of, read_manifest
from torrens_registry.mirror import check as checking
from torrens_registry.mirror import follow as following
from torrens_registry.mirror.digest import state_digest
from torrens_registry.mirror.follow import Rounds
from torrens_registry.mirror.profile import ChainProfile
from torrens_registry.mirror.rebuild import rebuild as rebuild_mirror
from torrens_registry.mirror.status import mirror_status
from torrens_registry.mirror.sync import Mirror, Progress
from torrens_registry.settings import Settings
from torrens_registry.store.db import Store

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Sync, check, rebuild, status."
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A database with the chain it mirrors."""

    settings: Settings
    store: Store
    profile: ChainProfile


@contextmanager
def _bench(home: Path) -> Iterator[Bench]:
    settings = home_settings(home)
    with Store(settings.database_url) as store:
        yield Bench(settings, store, profile_of(settings, read_manifest(settings.home)))


@app.command()
def sync(
    *,
    home: options.Home = options.DEFAULT_HOME,
    follow: Annotated[bool, typer.Option("--follow", help="Go on with every new block until stopped.")] = False,
    until_stdin_closes: Annotated[
        bool, typer.Option("--until-stdin-closes", help="Stop following when the parent process goes.")
    ] = False,
    as_json: options.Json = False,
) -> None:
    """Bring the mirror to the chain's head."""
    with _bench(home) as bench, Wire(bench.settings.rpc_url) as wire:
        if follow:
            stopped = stop_event(until_stdin_closes=until_stdin_closes)
            rounds = Rounds(stopped.is_set, lambda: _wait(stopped, bench.settings.poll_seconds), system_clock, _told)
            following.follow(bench.store, wire, bench.profile, rounds)
            return
        with _lease(bench) as held:
            mirror = Mirror(bench.store, wire, bench.profile, held)
            mirror.start()
            _say_progress("mirror.sync", mirror.catch_up(), as_json=as_json)


def _wait(stopped: threading.Event, seconds: float) -> None:
    stopped.wait(seconds)


@app.command()
def check(
    *,
    home: options.Home = options.DEFAULT_HOME,
    deep: Annotated[bool, typer.Option("--deep", help="Compare every log with the node's too.")] = False,
    header: Annotated[Path | None, typer.Option(help="RLP of a header you trust, of the mirror's block.")] = None,
    as_json: options.Json = False,
) -> None:
    """Fold everything again and compare: every row that a hand has edited is named."""
    with _bench(home) as bench:
        trusted = None if header is None else files.read(header)
        with Wire(bench.settings.rpc_url) as wire:
            report = checking.check(bench.store, wire, bench.profile, header=trusted, deep=deep)
    findings: list[dict[str, object]] = [
        {"table": one.table, "key": one.row_key, "column": one.column, "stored": one.stored, "chain": one.folded}
        for one in report.findings
    ]
    facts = {"rows": report.rows, "events": report.events, "block": report.block, "findings": findings}
    good = ("镜像与链一致", "the mirror is the chain")
    words = good if report.good else (f"镜像与链不符:{len(findings)} 处", f"{len(findings)} differences found")
    say(
        Report("mirror.check", *words, {"journal": report.journal_chain, "degree": report.degree.value}, facts),
        as_json=as_json,
    )
    report.require_good()


@app.command()
def rebuild(*, home: options.Home = options.DEFAULT_HOME, as_json: options.Json = False) -> None:
    """Drop every mirrored table and fold the chain again; the vault stays as it is."""
    with _bench(home) as bench, Wire(bench.settings.rpc_url) as wire, _lease(bench) as held:
        _say_progress("mirror.rebuild", rebuild_mirror(bench.store, wire, bench.profile, held), as_json=as_json)


@app.command()
def status(*, home: options.Home = options.DEFAULT_HOME, as_json: options.Json = False) -> None:
    """Show where the mirror stands, its newest check, and the digest of its state. Asks no node."""
    with Store(home_settings(home).database_url) as store, store.read() as session:
        found, digest = mirror_status(session), state_digest(session)
    shown: dict[str, object] = {
        "chain": found.chain_id,
        "block": found.block,
        "time": utc(found.timestamp),
        "final": found.final_block,
        "events": found.events,
        "words": digest.count,
        "journal": found.journal,
        "wordsDigest": digest.words,
        "stateDigest": digest.whole,
        "reorgs": found.reorgs,
        "checked": found.check.block if found.check else None,
        "good": found.check.good if found.check else None,
    }
    table([shown], as_json=as_json)


@contextmanager
def _lease(bench: Bench) -> Iterator[lease.Lease]:
    with lease.held(bench.store, lease.MIRROR, lease.own_name(), system_clock) as held:
        yield held


def _say_progress(verb: str, found: Progress, *, as_json: bool) -> None:
    words = (f"镜像已到区块 {found.block}", f"the mirror is at block {found.block}")
    facts = {"block": found.block, "final": found.final_block, "head": found.head, "events": found.events}
    say(Report(verb, *words, {}, facts), as_json=as_json)


def _told(what: Progress | TorrensError) -> None:
    if isinstance(what, TorrensError):
        sys.stderr.write(f"torrens: {plain(str(what))}; waiting\n")
