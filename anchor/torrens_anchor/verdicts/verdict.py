"""A verdict: facts one by one, each match, mismatch or cannot verify; levels, each with who must be trusted.

Never one green tick: `exit_code` sums up for scripts, people read the findings. Wording is `wording`'s.
"""

from dataclasses import dataclass
from typing import TypeAlias

from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.esnumber import MAX_SAFE_INTEGER
from torrens_anchor.verdicts.facts import Fact, Level, Outcome, worst

Value: TypeAlias = str | int
Values: TypeAlias = tuple[tuple[str, Value], ...]


__all__ = [
    "ArticlePart",
    "ArticleReport",
    "Fact",
    "Finding",
    "Level",
    "LevelReport",
    "Outcome",
    "Status",
    "Value",
    "Values",
    "Verdict",
    "worst",
]


def _values_json(values: Values) -> JsonObject:
    """Write values by name; integers beyond 2^53 - 1, which a header may hold, as decimal strings."""
    return {name: str(v) if isinstance(v, int) and v > MAX_SAFE_INTEGER else v for name, v in values}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact.

    Attributes:
        fact: What was checked.
        level: What it supports.
        outcome: What was found.
        required: Whether a missing answer leaves the verdict incomplete.
        values: What it is about, by name.
        trusts: Who must be trusted for it, as the policy names them.
        code: Slug of the reason when it does not match, else "".
        why: The reason in one sentence, else "".
        remedy: The one way out, else "".
    """

    fact: Fact
    level: Level
    outcome: Outcome
    required: bool
    values: Values = ()
    trusts: tuple[str, ...] = ()
    code: str = ""
    why: str = ""
    remedy: str = ""

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        trusts: list[JsonValue] = list(self.trusts)
        return {
            "fact": self.fact.value,
            "level": self.level.value,
            "outcome": self.outcome.value,
            "required": self.required,
            "values": _values_json(self.values),
            "trusts": trusts,
            "code": self.code,
            "why": self.why,
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class LevelReport:
    """One level.

    Attributes:
        level: Which.
        outcome: The worst of its findings; cannot-verify when it has none.
        trusts: Who must be trusted for it; nobody when empty.
    """

    level: Level
    outcome: Outcome
    trusts: tuple[str, ...]

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        trusts: list[JsonValue] = list(self.trusts)
        return {"level": self.level.value, "outcome": self.outcome.value, "trusts": trusts}


@dataclass(frozen=True, slots=True)
class ArticlePart:
    """One part of what an article asks for.

    Attributes:
        part: Which (SPEC-bundle.md 4).
        outcome: The answer to it.
        values: What it rests on, by name.
    """

    part: str
    outcome: Outcome
    values: Values = ()

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"part": self.part, "outcome": self.outcome.value, "values": _values_json(self.values)}


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """The answer to one article of the online-litigation rules (人民法院在线诉讼规则).

    Attributes:
        article: 16 (unaltered since anchoring), 17 (the platform), 18 (before anchoring).
        outcome: The answer.
        code: Slug of the reason, for the wording.
        values: What it rests on, by name.
        parts: What it asks for, part by part.
    """

    article: int
    outcome: Outcome
    code: str
    values: Values = ()
    parts: tuple[ArticlePart, ...] = ()

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "article": self.article,
            "outcome": self.outcome.value,
            "code": self.code,
            "values": _values_json(self.values),
            "parts": [part.json() for part in self.parts],
        }


@dataclass(frozen=True, slots=True)
class Status:
    """What the home said of the record, and until when that counts.

    Attributes:
        as_of: UTC second of the statement.
        good_until: Last UTC second at which it counts; 0 when it does not show good standing.
        stale: Whether the verifier's time is past that.
    """

    as_of: int
    good_until: int
    stale: bool

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {"asOf": self.as_of, "goodUntil": self.good_until, "stale": self.stale}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a bundle shows under a policy at a time.

    Attributes:
        kind: The bundle's kind.
        subject: The record's id, "0x" and hexadecimal; "" when it cannot be computed.
        at: The verifier's time, UTC seconds.
        policy: The policy's name.
        development: Whether development keys stand in for real ones.
        status: The home's statement, or None.
        findings: Facts, in the order they were checked.
        levels: Levels, in the order of `Level`.
        articles: Articles 16, 17, 18, apart.
    """

    kind: str
    subject: str
    at: int
    policy: str
    development: bool
    status: Status | None
    findings: tuple[Finding, ...]
    levels: tuple[LevelReport, ...]
    articles: tuple[ArticleReport, ...]

    @property
    def exit_code(self) -> int:
        """0 all required facts match, 1 a mismatch, 2 something required cannot be verified."""
        if any(finding.outcome is Outcome.MISMATCH for finding in self.findings):
            return 1
        return 2 if any(f.required and f.outcome is Outcome.CANNOT for f in self.findings) else 0

    def failures(self) -> tuple[Finding, ...]:
        """Give what stands in the way of exit code 0.

        Returns:
            Mismatches first, then required facts that cannot be verified.
        """
        bad = [f for f in self.findings if f.outcome is Outcome.MISMATCH]
        return (*bad, *(f for f in self.findings if f.required and f.outcome is Outcome.CANNOT))

    def level(self, level: Level) -> LevelReport:
        """Give one level.

        Args:
            level: Which.

        Returns:
            Its report.
        """
        return next(report for report in self.levels if report.level is level)

    def json(self) -> JsonObject:
        """Write the verdict as JSON, for `--json`.

        Returns:
            The object.
        """
        return {
            "kind": self.kind,
            "subject": self.subject,
            "at": self.at,
            "policy": self.policy,
            "development": self.development,
            "exitCode": self.exit_code,
            "status": self.status.json() if self.status else None,
            "levels": [level.json() for level in self.levels],
            "articles": [article.json() for article in self.articles],
            "findings": [finding.json() for finding in self.findings],
        }
