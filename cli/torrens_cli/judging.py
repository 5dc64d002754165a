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
from torrens_anchor.bundles.records import right_of
from torrens_anchor.reports.wording import describe_verdict
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.documents import Copy, registered_form
from torrens_anchor.verdicts.verdict import Verdict
from torrens_anchor.verdicts.verify import verify
from torrens_cli import files
from torrens_cli.errors import ArgumentRefused

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
        data: The reader's copy of the data: a file, several, or a folder; none where there is none.
        explain: Write a report for a court.
        as_json: Write the verdict as data.
        independent: Ask a second implementation of every signature; both must agree.
        reliance: What a recognition is relied upon for, one of `RELIANCES`; where the policy says more, that counts.
        fingerprint: The fingerprint that was registered, as the reader had it.
        schema: Types of the columns of a table by its values.
        salts: Its salt file.
        salt_secret: The secret of which its salts are derived.
    """

    bundle: Path
    policy: Path
    at: int
    data: tuple[Path, ...] = ()
    explain: bool = False
    as_json: bool = False
    independent: bool = False
    reliance: str = RELIANCES[0]
    fingerprint: Path | None = None
    schema: Path | None = None
    salts: Path | None = None
    salt_secret: Path | None = None


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
    bundle, policy = Bundle.parse(evidence), Policy.parse(trust)
    mine = _copy(asked, bundle)
    if asked.explain and not asked.as_json:
        return _report(asked, evidence, trust, mine)
    verdict = verify(bundle, policy, at=asked.at, data=mine, independent=asked.independent, reliance=asked.reliance)
    return (_as_data if asked.as_json else _as_text)(verdict), verdict.exit_code


def _copy(asked: Question, bundle: Bundle) -> Copy | None:
    """Reads the reader's copy as the bundle or the reader says that it was registered."""
    if not asked.data:
        if asked.fingerprint or asked.schema or asked.salts or asked.salt_secret:
            raise ArgumentRefused(
                "a fingerprint, schema or salts are of the data: name it with --data", argument="data"
            )
        return None
    from torrens_cli.copies import Held, read_copy  # noqa: PLC0415 - most readers have no data

    right = right_of(bundle.record)
    content = right.content if right else None
    held = Held(asked.data, asked.fingerprint, asked.schema, asked.salts, asked.salt_secret)
    return read_copy(held, registered_form(bundle), content.root if content else None)


def _as_data(verdict: Verdict) -> str:
    return json.dumps(verdict.json(), ensure_ascii=False) + "\n"


def _as_text(verdict: Verdict) -> str:
    lines = [*describe_verdict(verdict), _CLOSING[verdict.exit_code]]
    return "".join(f"{text.zh}\n    {text.en}\n" for text in lines)


def _report(asked: Question, evidence: bytes, trust: bytes, mine: Copy | None) -> tuple[str, int]:
    """Judges with a ledger kept, and writes the report from it."""
    from torrens_anchor.reports.examine import examine  # noqa: PLC0415 - most readers want no report
    from torrens_anchor.reports.explain import written  # noqa: PLC0415 - same
    from torrens_anchor.reports.rehash import Mine  # noqa: PLC0415 - same

    found = examine(evidence, trust, at=asked.at, data=mine, independent=asked.independent, reliance=asked.reliance)
    data = None
    if mine and "sha256" in mine.digests:
        data = Mine(str(asked.data[0]), asked.data[0].stat().st_size, mine.digests)
    return written(found, asked.bundle.name, data), found.verdict.exit_code
