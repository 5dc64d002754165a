"""`torrens log cosign`: witnesses elsewhere are asked to cosign; a policy says whether enough did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_cli import files, options
from torrens_cli.commands import log_alone
from torrens_cli.context import home_settings, prompt
from torrens_cli.context import opened as opened_office
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_log.errors import QuorumMissing
from torrens_log.log import AuditLog
from torrens_registry import note_keys
from torrens_registry.evidence import logger
from torrens_registry.keys import read_password

Enough = Callable[[list[VerifierKey]], bool]


def cosign(
    *,
    home: options.Home = options.DEFAULT_HOME,
    log: options.LogFolder = None,
    witness: Annotated[list[str] | None, typer.Option(help="'VKEY URL' of a witness; repeat.")] = None,
    policy: Annotated[
        Path | None, typer.Option(help="C2SP tlog-policy with URLs; the setting witness_policy when left out.")
    ] = None,
    need: Annotated[int, typer.Option(min=1, help="With --witness: how many must have cosigned.")] = 2,
    outside: Annotated[int, typer.Option(min=0, help="With --witness: how many of them outside the operator.")] = 1,
    own: Annotated[list[str] | None, typer.Option(help="Key name of a witness that the operator runs; repeat.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="How long one witness may take.")] = 10.0,
    password_file: options.PasswordFile = None,
    as_json: options.Json = False,
) -> None:
    """Ask witnesses to cosign the newest checkpoint; what comes is kept, even when it is not enough."""
    with ExitStack() as stack:
        if log is not None:
            asked, enough = _who(witness, policy, need, outside, own)
            opened = stack.enter_context(log_alone.opened(log, password_file))
            _collect(opened, asked, enough, seconds, as_json=as_json)
            return
        settings = home_settings(home, password_file=password_file)
        if not witness and policy is None:
            policy = settings.witness_policy
        asked, enough = _who(witness, policy, need, outside, own)
        desk = stack.enter_context(opened_office(home, password_file=password_file))
        password = read_password(settings.password_file, prompt(), log_alone.QUESTION)
        key = note_keys.open_log_key(settings.keys_dir, settings.exchange, password)
        opened = stack.enter_context(AuditLog(settings.log_dir, key))
        stack.callback(lambda: logger.keep_newest(desk.office, opened.view))
        _collect(opened, asked, enough, seconds, as_json=as_json)


def _who(
    witnesses: list[str] | None, policy: Path | None, need: int, outside: int, own: list[str] | None
) -> tuple[list[tuple[VerifierKey, str]], Enough]:
    """Says who is asked, and when it is enough."""
    if policy is not None and not witnesses:
        found = files.parsed(policy, TlogPolicy.parse)
        return [(one.key, one.url) for one in found.witnesses if one.url], found.met_by
    if not witnesses or policy is not None:
        raise ArgumentRefused("say who is asked", remedy="give either --policy FILE or --witness 'VKEY URL'")
    asked = []
    for text in witnesses:
        vkey, _, url = text.strip().partition(" ")
        asked.append((VerifierKey.parse(vkey), url.strip()))
    insiders = set(own or [])
    if not insiders <= {key.name for key, _ in asked}:
        raise ArgumentRefused("--own names a witness that is not asked", remedy="give the key's name, before its +")

    def enough(keys: list[VerifierKey]) -> bool:
        return len(set(keys)) >= need and sum(key.name not in insiders for key in set(keys)) >= outside

    return asked, enough


def ask_at_checkpoint(policy: Path, log: AuditLog, *, as_json: bool) -> None:
    """Asks the witnesses of a policy, where there is one; who is away is asked again by `torrens log cosign`.

    Args:
        policy: The setting `witness_policy`.
        log: The log, open, its checkpoint signed.
        as_json: As data.

    Raises:
        MalformedInput: The policy is none.
        ExtraMissing: httpx is not installed.
    """
    if policy.exists():
        asked, _ = _who(None, policy, 0, 0, None)
        _ask(log, asked, 10.0, as_json=as_json)


def _ask(log: AuditLog, asked: Sequence[tuple[VerifierKey, str]], seconds: float, *, as_json: bool) -> None:
    from torrens_log.cosigning import RemoteWitness, collect  # noqa: PLC0415 - httpx is of the extra `witness`

    for answer in collect(log, [RemoteWitness(key, url) for key, url in asked], seconds=seconds):
        name, good = answer.witness.key.name, answer.line is not None
        words = (f"{name} 已共签", f"{name} cosigned") if good else (f"{name} 未共签", f"{name}: {answer.problem}")
        facts = {"witness": name, "cosigned": good, "problem": answer.problem}
        say(Report("log.cosign", *words, {}, facts), as_json=as_json)


def _collect(
    log: AuditLog, asked: Sequence[tuple[VerifierKey, str]], enough: Enough, seconds: float, *, as_json: bool
) -> None:
    _ask(log, asked, seconds, as_json=as_json)
    note = log.view.signed_checkpoint(log.view.signed_sizes()[-1])
    have = [one.witness for one in cosignatures(note, [key for key, _ in asked])]
    size = Checkpoint.parse(note.text).size
    if not enough(have):
        raise QuorumMissing(f"{len(set(have))} witnesses cosigned the checkpoint of {size} entries: too few", size=size)
    words = (f"检查点 {size} 的共签已够", f"enough witnesses cosigned the checkpoint of {size} entries")
    say(Report("log.cosign", *words, {}, {"size": size, "note": note.encode().decode()}), as_json=as_json)
