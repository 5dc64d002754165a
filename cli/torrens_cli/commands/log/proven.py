"""`torrens log verify`: an entry and its C2SP log proof, held against keys that the reader trusts. Needs no log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.notes.auditentry import audit_entry
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_cli import files, options
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say, utc
from torrens_log.errors import QuorumMissing

_BYTES = (";并非审计条目,其内容不作解释", "; it is not an audit entry; its content is not interpreted")


def verify(
    proof: Annotated[Path, typer.Argument(help="The proof, from `log prove` or `data redact --log`.")],
    entry: Annotated[Path, typer.Argument(help="The entry, as it was logged.")],
    *,
    vkey: Annotated[list[str] | None, typer.Option(help="Verifier key of a log that is trusted; repeat.")] = None,
    witness: Annotated[list[str] | None, typer.Option(help="Verifier key of a witness that is known; repeat.")] = None,
    policy: Annotated[
        Path | None, typer.Option(help="C2SP tlog-policy: the logs, the witnesses, and how many must have cosigned.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Verify that an entry stands in a log that you trust, and who cosigned it."""
    trusted = files.parsed(policy, TlogPolicy.parse) if policy else None
    logs = [VerifierKey.parse(text) for text in vkey or []]
    if trusted is not None:
        logs += [one.key for one in trusted.logs]
    if not logs:
        raise ArgumentRefused("name the log that you trust", remedy="give its --vkey, or a --policy with a log line")
    known = known_witnesses(witness, trusted)
    say(_verified(files.parsed(proof, TlogProof.parse), files.read(entry), logs, known, trusted), as_json=as_json)


def known_witnesses(given: list[str] | None, trusted: TlogPolicy | None) -> list[VerifierKey]:
    """The keys of the witnesses that are named, one by one (a URL behind a key is of no account) and by a policy."""
    named = [VerifierKey.parse(text.split(" ")[0]) for text in given or []]
    return named + [one.key for one in trusted.witnesses] if trusted else named


def _verified(
    proof: TlogProof, data: bytes, logs: list[VerifierKey], witnesses: list[VerifierKey], trusted: TlogPolicy | None
) -> Report:
    checkpoint = proof.verify(data, logs)
    found = cosignatures(proof.note, list(dict.fromkeys(witnesses)))
    if trusted is not None and not trusted.met_by({one.witness for one in found}):
        raise QuorumMissing(
            f"the entry stands in the log, and the quorum {trusted.quorum} of its checkpoint is missing",
            remedy="ask for a proof under a checkpoint that enough witnesses cosigned",
            size=checkpoint.size,
        )
    by = ", ".join(f"{one.witness.name} {utc(one.timestamp)}" for one in found)
    what = audit_entry(data)
    zh, en = (f",{what.action}", f", {what.action}") if what else _BYTES
    place, size, origin = proof.index, checkpoint.size, checkpoint.origin
    return Report(
        "log.verify",
        f"载于日志 {origin} 第 {place} 条(共 {size} 条),共签:{by or '无'}{zh}",
        f"entry {place} of {size} in the log {origin}, cosigned by {by or 'nobody that is known'}{en}",
        {"root": bytes(checkpoint.root)},
        {"origin": origin, "index": place, "size": size, "auditEntry": what is not None}
        | {"cosigned": [{"witness": one.witness.name, "at": one.timestamp} for one in found]},
    )
