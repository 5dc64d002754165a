"""`torrens log`: the audit log of an exchange, or of anybody (--log): key, entries, checkpoints, anchors, proofs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.notes.auditentry import audit_entry
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.note import Note
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_cli import files, options
from torrens_cli.commands.evidence.bundles import entry
from torrens_cli.commands.evidence.timestamps import timestamp
from torrens_cli.commands.log import alone as log_alone
from torrens_cli.commands.log.cosign import ask_at_checkpoint, cosign, to_ask
from torrens_cli.commands.log.policy import policy, watching
from torrens_cli.commands.log.proven import known_witnesses, verify
from torrens_cli.context import Desk, home_settings, opened, prompt, tell
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, table
from torrens_log.checker import LogReport, check_log
from torrens_log.log import AuditLog
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView
from torrens_registry import note_keys
from torrens_registry.evidence import inclusion, logger
from torrens_registry.keys import read_password

app = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Append, checkpoint, cosign, anchor, prove."
)
app.command()(policy)
app.command()(cosign)
app.command()(verify)
app.command("bundle")(entry)
app.command()(timestamp)

WITNESSES = "witness"
"""Folder of a home where development witnesses keep their keys and what they cosigned."""
SIGNED_ANEW = ("新的检查点签出后可再上链", "once a newer checkpoint is signed, the same command anchors it")
"""How an anchor is made anew: each stands for one checkpoint."""


@app.command()
def init(
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    name: Annotated[str | None, typer.Option(help="With --log: the log's origin, a URL without scheme.")] = None,
    witness: Annotated[list[str] | None, typer.Option(help="Name of a witness run beside the log; repeat.")] = None,
    development: Annotated[
        str | None, typer.Option(help="Derive development keys from this seed: the same on every run, no secret.")
    ] = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Make the log's key, and keys of witnesses run here; real witnesses run elsewhere (`torrens witness`)."""
    if log is not None:
        _keyed(log_alone.create(log, name, password_file), as_json=as_json)
        return
    settings = home_settings(home, password_file=password_file)
    password = read_password(settings.password_file, prompt(), "日志密钥的密码 Password of the log's key: ")
    key = note_keys.create_log_key(settings.keys_dir, settings.exchange, password, development)
    _keyed(key, as_json=as_json)
    for one in witness or []:
        cosigner = note_keys.create_witness_key(settings.home / WITNESSES, one, password, development)
        told = Report("log.init", f"已生成见证人 {one} 的密钥", f"key of witness {one} made", {"vkey": str(cosigner)})
        say(told, as_json=as_json)


def _keyed(key: VerifierKey, *, as_json: bool) -> None:
    say(Report("log.init", "已生成日志密钥", "log key made", {"vkey": str(key)}), as_json=as_json)


@app.command()
def append(
    entries: Annotated[
        list[Path] | None, typer.Argument(help="With --log: files whose bytes are entries; - is standard input.")
    ] = None,
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    lines: Annotated[bool, typer.Option("--lines", help="With --log: each line is an entry.")] = False,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Append entries, durably: what the exchange decided and is due, or with --log what you name."""
    if log is not None:
        taken, others = log_alone.append(log, entries or [], password_file, lines=lines)
    elif entries or lines:
        remedy = "leave the files out, or name a log that stands alone with --log"
        raise ArgumentRefused("an exchange's log takes what it decided, and nothing else", remedy=remedy)
    else:
        with opened(home, password_file=password_file) as desk, _own_log(desk, password_file) as own:
            taken, others = logger.write_due(desk.office, own), 0
    zh, en = log_alone.uninterpreted(others)
    words = (f"新增 {len(taken)} 条,共 {taken.stop} 条{zh}", f"{len(taken)} entries added, {taken.stop} in all{en}")
    facts = {"first": taken.start, "size": taken.stop, "notAuditEntries": others}
    say(Report("log.append", *words, {}, facts), as_json=as_json)


def _own_log(desk: Desk, password_file: Path | None) -> AuditLog:
    settings = desk.office.settings
    password = read_password(password_file or settings.password_file, prompt(), log_alone.QUESTION)
    return AuditLog(settings.log_dir, note_keys.open_log_key(settings.keys_dir, settings.exchange, password))


@app.command()
def checkpoint(
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Log what is due, sign the log as it stands, and let the witnesses cosign."""
    if log is not None:
        with log_alone.opened(log, password_file) as alone:
            _signed(alone.checkpoint(), as_json=as_json)
        return
    with opened(home, password_file=password_file) as desk:
        settings = desk.office.settings
        asked = to_ask(settings.witness_policy)
        password = read_password(settings.password_file, prompt(), "日志密钥的密码 Password of the log's key: ")
        key = note_keys.open_log_key(settings.keys_dir, settings.exchange, password)
        with (
            AuditLog(settings.log_dir, key) as own,
            note_keys.open_witnesses(settings.home / WITNESSES, password, key.key) as witnesses,
        ):
            taken = logger.write_due(desk.office, own)
            logger.checkpoint(desk.office, own, witnesses)
            ask_at_checkpoint(asked, own, as_json=as_json)
            note = logger.keep_newest(desk.office, own.view)
    stated = Checkpoint.parse(note.text)
    say(
        Report(
            "log.checkpoint",
            f"新增 {len(taken)} 条,共 {stated.size} 条,{len(witnesses)} 位见证人共签",
            f"{len(taken)} entries added, {stated.size} in all, cosigned by {len(witnesses)} witnesses",
            {"root": bytes(stated.root)},
            {"size": stated.size, "note": note.encode().decode()},
        ),
        as_json=as_json,
    )


def _signed(note: Note, *, as_json: bool) -> None:
    stated = Checkpoint.parse(note.text)
    words = (f"已签检查点,共 {stated.size} 条", f"checkpoint signed: {stated.size} entries")
    facts = {"size": stated.size, "note": note.encode().decode()}
    say(Report("log.checkpoint", *words, {"root": bytes(stated.root)}, facts), as_json=as_json)


@app.command()
def anchor(
    *,
    home: options.Home = options.DEFAULT_HOME,
    key: options.Key = "logger",
    keys: options.Keys = None,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Put the newest signed checkpoint on chain; the chain refuses a log that does not extend the last one."""
    with opened(home, keys=keys, password_file=password_file) as desk:
        view = LogView.open(desk.office.settings.log_dir)
        done = logger.anchor(desk.office, desk.ring.signer(key), view)
    words = (f"日志已上链:{done.old_size} → {done.size} 条", f"log anchored: {done.old_size} → {done.size} entries")
    facts = {"size": done.size, "oldSize": done.old_size, "root": done.root, "proofHashes": done.proof_hashes}
    tell("log.anchor", words, done.settled, facts, as_json=as_json, anew=SIGNED_ANEW)


@app.command()
def prove(
    index: Annotated[int, typer.Argument(help="The entry's place, from 0.", min=0)],
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    size: Annotated[int | None, typer.Option(help="Size of an earlier signed checkpoint; else the newest.")] = None,
    out: Annotated[Path, typer.Option(help="Where the proof goes (C2SP tlog-proof).")],
    as_json: options.Json = False,
) -> None:
    """Prove that an entry stands under the newest signed checkpoint."""
    view = LogView.open(home_settings(home).log_dir if log is None else log)
    proof = prove_entry(view, index, size)
    files.write(out, proof.encode())
    read = audit_entry(view.entry(index)) if log is not None else logger.entry_of(view, index)
    what = f" ({read.action})" if read else ""
    zh, en = (
        ("", "")
        if read
        else (";并非审计条目,其内容不作解释", "; it is not an audit entry; its content is not interpreted")
    )
    say(
        Report(
            "log.prove",
            f"已证明第 {index} 条{what}载于日志{zh}",
            f"entry {index}{what} proved{en}",
            {"size": proof.checkpoint().size, "file": str(out)},
            {"entry": view.entry(index).decode("utf-8", "replace"), "auditEntry": read is not None},
        ),
        as_json=as_json,
    )


@app.command()
def included(
    index: Annotated[int, typer.Argument(help="The entry's place, from 0.", min=0)],
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Ask the chain whether an entry stands in the log as it was anchored last; exit 1 when it says no."""
    with opened(home) as desk:
        found = inclusion.included(desk.office, LogView.open(desk.office.settings.log_dir), index)
    zh, en = ("载于", "stands in") if found.yes else ("不在", "does not stand in")
    told = (f"链上合约确认:第 {index} 条{zh}已锚定的日志", f"the chain says: entry {index} {en} the anchored log")
    say(
        Report("log.included", *told, {"size": found.size, "root": bytes(found.root)}, {"yes": found.yes}),
        as_json=as_json,
    )
    if not found.yes:
        raise typer.Exit(1)


@app.command()
def check(
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    witness: Annotated[list[str] | None, typer.Option(help="Verifier key of a witness; repeat.")] = None,
    policy: Annotated[
        Path | None, typer.Option(help="C2SP tlog-policy that names the witnesses; a home's own counts in any case.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Recompute the whole log from its entries and hold it against every checkpoint that was signed or cosigned."""
    known = known_witnesses(witness, files.parsed(policy, TlogPolicy.parse) if policy else None)
    if log is not None:
        view, keys = LogView.open(log), [log_alone.vkey(log)]
    else:
        settings = home_settings(home)
        view, keys = LogView.open(settings.log_dir), [note_keys.log_vkey(settings.keys_dir)]
        known += [key for key, _ in watching(settings, [])]
    say(_checked(check_log(view, keys, dict.fromkeys(known), interpret=True)), as_json=as_json)


def _checked(found: LogReport) -> Report:
    ends = log_alone.uninterpreted(found.others, found.first_other), log_alone.unverified(found.strangers)
    zh, en = ("".join(end) for end in zip(*ends, strict=True))
    entries, notes, lines = found.size, len(found.checkpoints), found.cosignatures
    return Report(
        "log.check",
        f"日志完好:{entries} 条,{notes} 个检查点,{lines} 份共签{zh}",
        f"the log is whole: {entries} entries, {notes} checkpoints, {lines} cosignatures{en}",
        {"root": bytes(found.root)},
        {"size": entries, "checkpoints": list(found.checkpoints), "cosignatures": lines}
        | {"notVerified": found.strangers, "notAuditEntries": found.others},
    )


@app.command()
def show(
    index: Annotated[int | None, typer.Argument(help="An entry's place; the log's state when left out.")] = None,
    *,
    home: options.Home = options.DEFAULT_HOME,
    as_json: options.Json = False,
) -> None:
    """Show the log's state, or one entry."""
    settings = home_settings(home)
    view = LogView.open(settings.log_dir)
    if index is not None:
        entry = logger.entry_of(view, index)
        shown: dict[str, object] = {"index": index, "action": entry.action, "actor": entry.actor}
        table([shown | {"subject": entry.subject, "result": str(entry.result)}], as_json=as_json)
        return
    sizes = view.signed_sizes()
    state: dict[str, object] = {"size": view.size, "signed": sizes[-1] if sizes else 0}
    state |= {"vkey": str(note_keys.log_vkey(settings.keys_dir))}
    watched: list[dict[str, object]] = [
        {"witness": str(one)} for one in note_keys.witness_vkeys(settings.home / WITNESSES)
    ]
    table([state, *watched], as_json=as_json)
