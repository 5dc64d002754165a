"""`torrens log cosign`: witnesses elsewhere are asked to cosign; a policy says whether enough did."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.notes.tlog_policy import TlogPolicy
from torrens_cli import files, options
from torrens_cli.commands.log import alone as log_alone
from torrens_cli.context import home_settings, prompt
from torrens_cli.context import opened as opened_office
from torrens_cli.errors import ArgumentRefused
from torrens_cli.output import Report, say
from torrens_log.errors import OutsideMissing, QuorumMissing, QuorumUnreachable
from torrens_log.log import AuditLog
from torrens_registry import note_keys
from torrens_registry.evidence import logger
from torrens_registry.keys import read_password

Asked = tuple[tuple[VerifierKey, str], ...]
"""Key and URL of each witness that is asked."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who is asked to cosign, and how many of whom are enough.

    Attributes:
        asked: Key and URL of each witness.
        need: How many must have cosigned, where no policy says it.
        outside: How many of them must be run by others than the operator.
        own: Key names of those that the operator runs.
        policy: What says it instead.
    """

    asked: Asked
    need: int = 0
    outside: int = 0
    own: frozenset[str] = frozenset()
    policy: TlogPolicy | None = None

    def require_reachable(self) -> None:
        """Refuses a quorum that those who are asked cannot make, before anybody is asked.

        Raises:
            QuorumUnreachable: It asks for more of them than there are.
        """
        keys = {key for key, _ in self.asked}
        if self.policy is not None:
            if not self.policy.met_by(keys):
                raise QuorumUnreachable(
                    f"{len(keys)} of the policy's {len(self.policy.witnesses)} witnesses have a URL, and they cannot "
                    f"make the quorum {self.policy.quorum}",
                    remedy="give more witnesses of that quorum a URL in the policy",
                    quorum=self.policy.quorum,
                )
            return
        if self.need > len(keys):
            raise QuorumUnreachable(
                f"{self.need} witnesses must have cosigned, and {len(keys)} are asked", need=self.need, asked=len(keys)
            )
        if self.outside > (others := len(self._outside(keys))):
            raise QuorumUnreachable(
                f"{self.outside} witnesses outside the operator must have cosigned, and {others} of those asked are: "
                "the others are its own",
                remedy="ask a witness that another runs: --witness 'VKEY URL'",
                outside=self.outside,
                others=others,
            )

    def require(self, keys: Collection[VerifierKey], size: int) -> None:
        """Demands that enough witnesses cosigned.

        Args:
            keys: Who did.
            size: The checkpoint's.

        Raises:
            OutsideMissing: As many as are needed, but too few outside the operator.
            QuorumMissing: Too few.
        """
        found, names = set(keys), ", ".join(sorted(key.name for key in set(keys))) or "nobody"
        if self.policy is not None:
            if not self.policy.met_by(found):
                raise QuorumMissing(
                    f"the quorum {self.policy.quorum} of the checkpoint of {size} entries is missing: {names} cosigned",
                    size=size,
                )
            return
        others = len(self._outside(found))
        said = f"{names} cosigned the checkpoint of {size} entries: {len(found)} of {self.need} that are needed, "
        said += f"{others} of {self.outside} outside the operator"
        if len(found) < self.need:
            raise QuorumMissing(said, size=size, cosigned=len(found), outside=others)
        if others < self.outside:
            raise OutsideMissing(said, size=size, cosigned=len(found), outside=others)

    def _outside(self, keys: Collection[VerifierKey]) -> set[VerifierKey]:
        return {key for key in keys if key.name not in self.own}


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
            quorum = _who(witness, policy, need, outside, own)
            opened = stack.enter_context(log_alone.opened(log, password_file))
            _collect(opened, quorum, seconds, as_json=as_json)
            return
        settings = home_settings(home, password_file=password_file)
        if not witness and policy is None:
            policy = settings.witness_policy
        quorum = _who(witness, policy, need, outside, own)
        desk = stack.enter_context(opened_office(home, password_file=password_file))
        password = read_password(settings.password_file, prompt(), log_alone.QUESTION)
        key = note_keys.open_log_key(settings.keys_dir, settings.exchange, password)
        opened = stack.enter_context(AuditLog(settings.log_dir, key))
        stack.callback(lambda: logger.keep_newest(desk.office, opened.view))
        _collect(opened, quorum, seconds, as_json=as_json)


def _who(witnesses: list[str] | None, policy: Path | None, need: int, outside: int, own: list[str] | None) -> Quorum:
    """Says who is asked, and when it is enough; a quorum that they cannot make is refused."""
    if policy is not None and not witnesses:
        found = files.parsed(policy, TlogPolicy.parse)
        quorum = Quorum(tuple((one.key, one.url) for one in found.witnesses if one.url), policy=found)
        quorum.require_reachable()
        return quorum
    if not witnesses or policy is not None:
        raise ArgumentRefused("say who is asked", remedy="give either --policy FILE or --witness 'VKEY URL'")
    asked = []
    for text in witnesses:
        vkey, _, url = text.strip().partition(" ")
        asked.append((VerifierKey.parse(vkey), url.strip()))
    insiders = frozenset(own or [])
    if not insiders <= {key.name for key, _ in asked}:
        raise ArgumentRefused("--own names a witness that is not asked", remedy="give the key's name, before its +")
    quorum = Quorum(tuple(asked), need, outside, insiders)
    quorum.require_reachable()
    return quorum


def to_ask(policy: Path) -> Asked:
    """Says who is asked at each checkpoint: judged before one is signed.

    Args:
        policy: The setting `witness_policy`; nobody is asked where it is not there.

    Returns:
        Key and URL of each witness that has one.

    Raises:
        MalformedInput: The policy is none.
        WitnessUrlUnusable: A witness of it has a URL at which nobody can be asked.
        ExtraMissing: httpx is not installed.
    """
    if not policy.exists():
        return ()
    asked = tuple((one.key, one.url) for one in files.parsed(policy, TlogPolicy.parse).witnesses if one.url)
    if asked:
        from torrens_log.cosigning import RemoteWitness  # noqa: PLC0415 - httpx is of the extra `witness`

        for key, url in asked:
            RemoteWitness(key, url)
    return asked


def ask_at_checkpoint(asked: Asked, log: AuditLog, *, as_json: bool) -> None:
    """Asks witnesses to cosign; who is away is asked again by `torrens log cosign`.

    Args:
        asked: Who, from `to_ask`.
        log: The log, open, its checkpoint signed.
        as_json: As data.
    """
    if asked:
        _ask(log, asked, 10.0, as_json=as_json)


def _ask(log: AuditLog, asked: Asked, seconds: float, *, as_json: bool) -> None:
    from torrens_log.cosigning import RemoteWitness, collect  # noqa: PLC0415 - httpx is of the extra `witness`

    for answer in collect(log, [RemoteWitness(key, url) for key, url in asked], seconds=seconds):
        name, good = answer.witness.key.name, answer.line is not None
        words = (f"{name} 已共签", f"{name} cosigned")
        facts: dict[str, object] = {"witness": name, "cosigned": good, "problem": answer.problem}
        if answer.refusal is not None:
            words = (f"{name} 未共签", f"{name}: {answer.problem}; what to do: {answer.refusal.remedy}")
            facts |= {"type": f"urn:torrens:{answer.refusal.code}", "remedy": answer.refusal.remedy}
        say(Report("log.cosign", *words, {}, facts), as_json=as_json)


def _collect(log: AuditLog, quorum: Quorum, seconds: float, *, as_json: bool) -> None:
    _ask(log, quorum.asked, seconds, as_json=as_json)
    note = log.view.signed_checkpoint(log.view.signed_sizes()[-1])
    size = Checkpoint.parse(note.text).size
    quorum.require([one.witness for one in cosignatures(note, [key for key, _ in quorum.asked])], size)
    words = (f"检查点 {size} 的共签已够", f"enough witnesses cosigned the checkpoint of {size} entries")
    say(Report("log.cosign", *words, {}, {"size": size, "note": note.encode().decode()}), as_json=as_json)
