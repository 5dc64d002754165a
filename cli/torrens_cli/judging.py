"""A bundle judged from files, and the answer written: `torrens verify`, installed or alone.

Imports the ground floor and the standard library, nothing else: a court installs no chain, no database, no web.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import RELIANCES
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.errors import LimitExceeded, MalformedTable
from torrens_anchor.files.filestream import stable_blocks
from torrens_anchor.files.fingerprint import FileHasher
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.verdicts.explain import Command, Heading, Line
from torrens_anchor.verdicts.explain import explain as report
from torrens_anchor.verdicts.rehash import of_data, rehashes
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify_bytes
from torrens_anchor.verdicts.wording import describe_verdict
from torrens_anchor.verdicts.wording_tables import Text
from torrens_cli import files

_READ = 2**20
_CLOSING = {
    0: Text(
        "以上各项必要事实均相符；各级依据及须信任者如上所列，不合为一个总结论。",
        "Every required fact above matches; each level rests on whom it names, and no sum is drawn of them.",
    ),
    1: Text("以上有事实不符，不得采信。", "A fact above does not match; do not rely on this bundle."),
    2: Text("以上有必要事实无法核验。", "A required fact above cannot be verified."),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged, and how the answer is written.

    Attributes:
        bundle: The bundle file.
        policy: The reader's own policy file.
        at: The time asked about, UTC seconds.
        data: The reader's copy of the data, or None.
        explain: Write a report for a court.
        as_json: Write the verdict as data.
        independent: Ask a second implementation of every signature; both must agree.
        reliance: What a recognition is relied upon for, one of `RELIANCES`; where the policy says more, that counts.
    """

    bundle: Path
    policy: Path
    at: int
    data: Path | None = None
    explain: bool = False
    as_json: bool = False
    independent: bool = False
    reliance: str = RELIANCES[0]


def judge(asked: Question) -> tuple[str, int]:
    """Verifies a bundle and writes the answer.

    Args:
        asked: The question.

    Returns:
        The text, and the exit code: 0 all required facts match, 1 a mismatch, 2 a fact cannot be verified.

    Raises:
        UnusableFile: A file cannot be read, or the data changed while it was.
        MalformedInput: Bundle or policy is unusable.
        OutOfRange: The policy promises nothing.
    """
    evidence, trust = files.read(asked.bundle), files.read(asked.policy)
    mine = None if asked.data is None else digests(asked.data)
    verdict = verify_bytes(
        evidence, trust, at=asked.at, data=mine, independent=asked.independent, reliance=asked.reliance
    )
    if asked.as_json:
        return _as_data(verdict), verdict.exit_code
    if asked.explain:
        copy = (asked.data, mine) if asked.data and mine else None
        return _as_report(verdict, evidence, trust, asked.bundle, copy), verdict.exit_code
    return _as_text(verdict), verdict.exit_code


def digests(file: Path) -> dict[str, bytes]:
    """Hashes the reader's copy of the data in one read, as bytes and, where it is one, as a table.

    Args:
        file: The file.

    Returns:
        Its digests by name: sha256, chunkRoot, and tableRoot of a table.

    Raises:
        UnusableFile: It cannot be read, or changed while it was.
    """
    whole, rows = FileHasher(), TableHasher()
    is_table = True
    for block in stable_blocks(file, _READ):
        whole.update(block)
        if is_table:
            is_table = _taken(rows, block)
    found = whole.finish()
    named = {"sha256": found.sha256.value, "chunkRoot": bytes(found.chunk_root)}
    try:
        return named | ({"tableRoot": bytes(rows.finish().root)} if is_table else {})
    except (MalformedTable, LimitExceeded):
        return named


def _taken(rows: TableHasher, block: bytes) -> bool:
    try:
        rows.update(block)
    except (MalformedTable, LimitExceeded):
        return False
    return True


def _as_data(verdict: Verdict) -> str:
    return json.dumps(verdict.json(), ensure_ascii=False) + "\n"


def _as_text(verdict: Verdict) -> str:
    lines = [*describe_verdict(verdict), _CLOSING[verdict.exit_code]]
    return "".join(f"{text.zh}\n    {text.en}\n" for text in lines)


def _as_report(
    verdict: Verdict, evidence: bytes, trust: bytes, file: Path, data: tuple[Path, dict[str, bytes]] | None
) -> str:
    bundle, logs = Bundle.parse(evidence), tuple(log.key for log in Policy.parse(trust).logs)
    commands = list(rehashes(bundle, evidence, file.name, logs))
    if data is not None:
        commands.append(of_data(str(data[0]), data[1]["sha256"]))
    return "".join(map(_line, report(verdict, bundle, evidence, file.name, commands)))


def _line(line: Line) -> str:
    if isinstance(line, Command):
        return f"      $ {line.line}\n      > {line.expected}\n"
    if isinstance(line, Heading):
        return f"\n{line.text.zh}\n{line.text.en}\n"
    return f"  {line.zh}\n      {line.en}\n"
