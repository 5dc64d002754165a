"""Articles 16, 17 and 18 of the online-litigation rules (人民法院在线诉讼规则), answered apart and part by part.

Source: SPEC-bundle.md 4. Nothing is checked here: what was found is put where each article asks for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.documents.capture import Capture, is_capture
from torrens_anchor.documents.platformstatement import PlatformStatement
from torrens_anchor.documents.timestamp import TimeStamp
from torrens_anchor.verdicts.log import Logged
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import ArticlePart, ArticleReport, Fact, Level, Outcome, Values, worst

SINCE_ANCHORING = (Level.RECORD, Level.LOGGED, Level.WITNESSED, Level.HEADER, Level.SEALED)
"""What article 16 rests on; the record, where it has anything that agrees with itself (SPEC-bundle.md 4)."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a verification found that the articles ask for.

    Attributes:
        parties: Parties of the record and the exchange, by number.
        statement: The platform statement, where it is of a trusted key and counts now.
        captures: The capture documents that are bound and anchored.
        logged: Where the record's entry stands, since when that is anchored, and who sealed that.
        at: The verifier's time, UTC seconds.
        stamps: What time tokens say that verified.
    """

    parties: tuple[int, ...]
    statement: PlatformStatement | None
    captures: tuple[Capture, ...]
    logged: Logged
    at: int
    stamps: tuple[TimeStamp, ...] = ()


def answer(bundle: Bundle, found: Found, report: Report) -> tuple[ArticleReport, ...]:
    """Answer the three articles.

    Args:
        bundle: The bundle.
        found: What was found.
        report: The findings.

    Returns:
        Articles 16, 17, 18; nobody may add them up.
    """
    return _article_16(found, report), _article_17(bundle, found, report), _article_18(bundle, found, report)


def _article_16(found: Found, report: Report) -> ArticleReport:
    """Article 16: stored by chain and verified to match: presumed unaltered since anchoring, rebuttably."""
    asked = [level for level in SINCE_ANCHORING if level is not Level.RECORD or report.asked(level)]
    parts = tuple(ArticlePart(level.value, report.worst((level,))) for level in asked)
    parts += (_since(found),)
    outcome = worst(part.outcome for part in parts)
    return ArticleReport(16, outcome, f"since-anchoring-{outcome.value}", (), parts)


def _since(found: Found) -> ArticlePart:
    """Since when: the time that is proven, and by whom."""
    anchored, sealers = found.logged.anchored, found.logged.sealers
    if anchored is None:
        return ArticlePart("since", Outcome.CANNOT)
    stamped = tuple(pair for stamp in found.stamps for pair in (("authority", stamp.authority), ("time", stamp.time)))
    return ArticlePart("since", Outcome.MATCH, (("anchoredBy", anchored), ("sealedBy", "; ".join(sealers)), *stamped))


def _article_17(bundle: Bundle, found: Found, report: Report) -> ArticleReport:
    """Article 17: the platform, as its operator states it; the statement is evidence of who says so."""
    said = found.statement
    parts = (_qualification(said), _interest(said, found.parties, report), _security(said, found.at), _standards(said))
    if bundle.platform is None:
        return ArticleReport(17, Outcome.CANNOT, "none-supplied", (), parts)
    signed = report.found(Fact.PLATFORM)
    outcome = Outcome.MISMATCH if signed is Outcome.MISMATCH else worst(part.outcome for part in parts)
    operator = bundle.platform.statement.operator
    values: Values = (("operator", operator[0]), ("operatorId", operator[1]))
    return ArticleReport(17, outcome, f"platform-{outcome.value}", values if said else (), parts)


def _stated(name: str, stated: bool, values: Sequence[tuple[str, str | int]] = ()) -> ArticlePart:  # noqa: FBT001 - whether the statement says it
    return ArticlePart(name, Outcome.MATCH if stated else Outcome.CANNOT, tuple(values) if stated else ())


def _qualification(said: PlatformStatement | None) -> ArticlePart:
    filings = said.filings if said else ()
    return _stated("qualification", bool(filings), filings)


def _interest(said: PlatformStatement | None, parties: tuple[int, ...], report: Report) -> ArticlePart:
    """Who runs which key, and every tie to a party of the record that is declared."""
    if said is None:
        return _stated("interest", stated=False)
    relied = set(report.relied)
    named = [key for key in said.keys if (key.role, key.key) in relied]
    values: list[tuple[str, str | int]] = [(f"{key.role} {key.key}", key.operator) for key in named]
    ties = [tie for tie in said.ties if tie.party in parties]
    values += [("parties", ", ".join(map(str, parties))), ("ties", len(ties))]
    values += [(f"tie of party {tie.party}", f"{tie.operator}: {tie.nature}") for tie in ties]
    return _stated("interest", report.found(Fact.PLATFORM_COMPLETE) is Outcome.MATCH, values)


def _security(said: PlatformStatement | None, at: int) -> ArticlePart:
    kept = said.protection if said else None
    if kept is None or at > kept.until:
        return ArticlePart("security", Outcome.CANNOT, (("ended", kept.until),) if kept else ())
    values: Values = (("protectionLevel", kept.level), ("certificate", kept.certificate), ("until", kept.until))
    return _stated("security", stated=True, values=values)


def _standards(said: PlatformStatement | None) -> ArticlePart:
    if said is None:
        return _stated("standards", stated=False)
    values = [(f"software {each.name} {each.version}", str(each.digest)) for each in said.software]
    values += [
        (f"assessment {each.name}", " ".join(filter(None, (each.number, each.digest)))) for each in said.assessments
    ]
    return _stated("standards", bool(said.software), values)


def _article_18(bundle: Bundle, found: Found, report: Report) -> ArticleReport:
    """Article 18: what is known of the time before anchoring, with the delay until the anchor shown."""
    supplied = sum(is_capture(document.bound) for document in bundle.documents)
    stamped = (_stamped(bundle, found, report),)
    anchored = found.logged.anchored
    if not found.captures or anchored is None:
        code = "capture-unproven" if supplied else "none-supplied"
        return ArticleReport(18, worst((Outcome.CANNOT, stamped[0].outcome)), code, (), _UNCAPTURED + stamped)
    parts = tuple(part for capture in found.captures for part in _captured(capture, anchored))
    unproven = _UNCAPTURED if supplied > len(found.captures) else ()
    parts = parts + unproven + stamped
    # a token that is not there does not count against the answer; one that does not verify does
    outcome = worst(part.outcome for part in (parts if bundle.tokens else parts[:-1]))
    values = tuple(value for part in parts[: -len(stamped)] for value in part.values)
    return ArticleReport(18, outcome, "capture-unproven" if unproven else "capture-bound", values, parts)


def _captured(capture: Capture, anchored: int) -> tuple[ArticlePart, ArticlePart]:
    """One capture document: what it says, and how long after it the anchor stands."""
    values: Values = (
        ("capturedBy", capture.captured_by),
        ("capturedAt", capture.captured_at),
        ("tool", capture.tool),
        ("toolDigest", capture.tool_digest),
        ("source", capture.source),
        *((f"digest {name}", str(digest)) for name, digest in capture.digests.items()),
    )
    delay: Values = (("anchoredBy", anchored), ("delaySeconds", anchored - capture.captured_at))
    return ArticlePart("capture", Outcome.MATCH, values), ArticlePart("delay", Outcome.MATCH, delay)


def _stamped(bundle: Bundle, found: Found, report: Report) -> ArticlePart:
    pairs = [(("authority", stamp.authority), ("time", stamp.time)) for stamp in found.stamps]
    said: Values = tuple(one for pair in pairs for one in pair)
    values: Values = (("tokens", len(bundle.tokens)), *said) if bundle.tokens else ()
    return ArticlePart("third-party-time", report.found(Fact.TOKEN), values)


_UNCAPTURED = (ArticlePart("capture", Outcome.CANNOT), ArticlePart("delay", Outcome.CANNOT))
"""The answer where no capture document is bound and anchored."""
