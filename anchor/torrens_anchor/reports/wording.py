"""A verdict in words, Chinese first, English beside it; nothing is decided here."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from torrens_anchor.bundles.parts import CONTENT
from torrens_anchor.forms.printing import plain
from torrens_anchor.reports.wording_codes import stands_for
from torrens_anchor.reports.wording_reasons import in_chinese
from torrens_anchor.reports.wording_tables import (
    ARTICLES,
    CARRIED,
    FACTS,
    LEVELS,
    OUTCOMES,
    PARTS,
    REASONS,
    VALUES,
    WAYS,
    Text,
)
from torrens_anchor.verdicts.facts import Fact
from torrens_anchor.verdicts.verdict import (
    ArticlePart,
    ArticleReport,
    Finding,
    LevelReport,
    Outcome,
    Value,
    Values,
    Verdict,
)

_CHINA = timezone(timedelta(hours=8))
_LAST_DATED = 253_402_000_000
_NO_END = 2**36 - 1
"""The last second that a word can hold: what ends then has no end of its own."""

NOBODY = Text("无须信任任何人", "nobody")
UNASKED = Text("（此种证据包没有该级事项可核）", " (a bundle of this kind has nothing of this level to check)")
DEVELOPMENT = Text(
    "注意：策略标明为开发环境，密钥与公证人均为开发所用。",
    "Note: the policy is marked development; its keys and notaries stand in for real ones.",
)
STALE = Text("已过期（STALE）：须向登记簿索取新的声明。", "STALE: ask the home for a newer statement.")
_TRUSTED = (
    (re.compile(r"log (.*)"), r"日志 \1"),
    (re.compile(r"witness (.*)"), r"见证人 \1"),
    (re.compile(r"notary (.*)"), r"公证人 \1"),
    (re.compile(r"validator (.*)"), r"验证节点 \1"),
    (re.compile(r"platform (.*)"), r"平台声明人 \1"),
    (
        re.compile(r"(\d+) of these notaries of (.*), which no proof here repeats"),
        r"\2 下列公证人中的 \1 位（此处无证明可复核）",
    ),
    (re.compile(r"code (0x\w+) of contract (0x\w+)"), r"签署合约 \2 的代码 \1（由其决定何为同意）"),
    (re.compile(r"code of Vouchers, .*"), "Vouchers 合约代码（由其询问签署合约，ERC-1271，无签名可示）"),
    (re.compile(r"council of Register (0x\w+) and the modules it enabled"), r"登记簿 \1 的理事会及其启用的模块"),
    (re.compile(r"council of Register (0x\w+) at its change (\d+)"), r"登记簿 \1 的理事会（截至其第 \2 次变更）"),
    (re.compile(r"council of Register (0x\w+) at any change"), r"登记簿 \1 的理事会（不限第几次变更）"),
    (re.compile(r"code of (.*)"), r"\1 的合约代码"),
    (re.compile(r"header (\d+) as supplied"), r"所附区块头 \1"),
)
_SPANS = frozenset({"delaySeconds"})
_TIMES = frozenset(
    {"asOf", "goodUntil", "timestamp", "issuedAt", "decidedAt", "until", "capturedAt", "anchoredBy", "ended"}
    | {"since", "frozenUntil", "cosigned"}
)


def when(seconds: int) -> Text:
    """Write a time for people.

    Args:
        seconds: UTC seconds.

    Returns:
        For example "2026-02-02 10:40:00 北京时间（02-02 02:40 UTC）" and
        "2026-02-02 02:40:00 UTC (02-02 10:40 Beijing time)".
    """
    if not 0 <= seconds < _LAST_DATED:
        return Text(str(seconds), str(seconds))
    moment = datetime.fromtimestamp(seconds, UTC)
    there = moment.astimezone(_CHINA)
    return Text(
        f"{there:%Y-%m-%d %H:%M:%S} 北京时间（{moment:%m-%d %H:%M} UTC）",
        f"{moment:%Y-%m-%d %H:%M:%S} UTC ({there:%m-%d %H:%M} Beijing time)",
    )


def _shown(fact: Fact | None, name: str, value: Value) -> Text:
    """Write a value as people read it: times and spans of seconds in words, numbers with what they stand for."""
    if isinstance(value, int) and value and name.partition(" ")[0] in _TIMES:
        return Text("不另设期限", "no end of its own") if value == _NO_END else when(value)
    if meaning := stands_for(fact, name, value):
        return Text(f"{value}（{meaning.zh}）", str(value) if meaning.en == value else f"{value} ({meaning.en})")
    if isinstance(value, int) and name in _SPANS:
        days, rest = divmod(value, 86_400)
        hours, minutes, seconds = rest // 3600, rest % 3600 // 60, rest % 60
        return Text(
            f"{value} 秒（{days} 天 {hours} 时 {minutes} 分 {seconds} 秒）",
            f"{value} s ({days} d {hours} h {minutes} min {seconds} s)",
        )
    return Text(str(value), str(value))


def value_name(name: str) -> str:
    """Give the Chinese of a value's name.

    Args:
        name: The name, such as "issuedAt".

    Returns:
        The Chinese, or the name itself where it is somebody's own.
    """
    first, space, rest = name.partition(" ")
    return f"{VALUES.get(first, first)}{space}{rest}"


def _about(values: Values, fact: Fact | None = None) -> Text:
    """Write values by name, as people read them."""
    zh, en = [], []
    for name, value in values:
        text = _shown(fact, name, value)
        zh.append(plain(f"{value_name(name)} {text.zh}"))
        en.append(plain(f"{name} {text.en}"))
    return Text("，".join(zh), ", ".join(en))


def describe(finding: Finding) -> Text:
    """Put a finding into words.

    Args:
        finding: The finding.

    Returns:
        What was checked, what was found, and where it does not match why, and what to do.
    """
    carried = finding.fact is Fact.DOCUMENT and ("bound", CONTENT) in finding.values
    fact, outcome = CARRIED if carried else FACTS[finding.fact], OUTCOMES[finding.outcome]
    about = _about(finding.values, finding.fact)
    zh = f"{outcome.zh}：{fact.zh}" + (f"〔{about.zh}〕" if about.zh else "")
    en = f"{outcome.en}: {fact.en}" + (f" [{about.en}]" if about.en else "")
    if finding.outcome is Outcome.MATCH:
        return Text(zh, en)
    reason = in_chinese(finding.why) or f"{REASONS.get(finding.code, REASONS['anchor']).zh}（{finding.why}）"
    way = in_chinese(finding.remedy) or WAYS[finding.outcome]
    return Text(plain(f"{zh}——{reason}；{way}"), plain(f"{en} - {finding.why}; {finding.remedy}"))


def _trusted(name: str) -> str:
    """Say in Chinese who must be trusted."""
    return next((found.expand(zh) for pattern, zh in _TRUSTED if (found := pattern.fullmatch(name))), name)


def describe_levels(verdict: Verdict) -> Iterator[Text]:
    """Put the levels into words.

    Args:
        verdict: The verdict.

    Yields:
        A line a level; of one of which nothing was asked, that.
    """
    asked = {finding.level for finding in verdict.findings}
    for report in verdict.levels:
        line = describe_level(report)
        none = Text("", "") if report.level in asked else UNASKED
        yield Text(f"{line.zh}{none.zh}", f"{line.en}{none.en}")


def describe_level(report: LevelReport) -> Text:
    """Put a level into words, with whom it trusts.

    Args:
        report: The level.

    Returns:
        The level, its outcome, and who must be trusted.
    """
    level, outcome = LEVELS[report.level], OUTCOMES[report.outcome]
    if report.outcome is not Outcome.MATCH:
        return Text(f"{outcome.zh}：{level.zh}", f"{outcome.en}: {level.en}")
    names = [plain(name) for name in report.trusts]
    zh = "须信任：" + "；".join(map(_trusted, names)) if names else NOBODY.zh
    return Text(
        f"{outcome.zh}：{level.zh}（{zh}）", f"{outcome.en}: {level.en} (trusting: {'; '.join(names) or NOBODY.en})"
    )


def describe_article(report: ArticleReport) -> Text:
    """Put the answer to an article into words.

    Args:
        report: The answer.

    Returns:
        The sentence, with the values it rests on.
    """
    text, about = ARTICLES[report.article, report.code], _about(report.values)
    return Text(f"{text.zh}{about.zh}", f"{text.en} {about.en}".rstrip())


def describe_part(part: ArticlePart) -> Text:
    """Put one part of the answer to an article into words.

    Args:
        part: The part.

    Returns:
        What is asked, the answer, and the values it rests on.
    """
    text, outcome, about = PARTS[part.part], OUTCOMES[part.outcome], _about(part.values)
    return Text(
        f"{outcome.zh}：{text.zh}" + (f"〔{about.zh}〕" if about.zh else ""),
        f"{outcome.en}: {text.en}" + (f" [{about.en}]" if about.en else ""),
    )


def describe_verdict(verdict: Verdict) -> Iterator[Text]:
    """Put a whole verdict into words, line by line.

    Args:
        verdict: The verdict.

    Yields:
        Development notice, levels, status, articles, then every finding; what stands in the way comes last, so that
        it is what a reader of a terminal sees.
    """
    if verdict.development:
        yield DEVELOPMENT
    yield from describe_levels(verdict)
    if verdict.status:
        as_of, until = when(verdict.status.as_of), when(verdict.status.good_until)
        if verdict.status.good_until:
            yield Text(f"状态截至 {as_of.zh}，采信至 {until.zh}", f"status as of {as_of.en}, good until {until.en}")
        else:
            yield Text(f"截至 {as_of.zh} 未显示状态良好", f"no good standing shown as of {as_of.en}")
        if verdict.status.stale:
            yield STALE
    for article in verdict.articles:
        yield describe_article(article)
        yield from map(describe_part, article.parts)
    failures = verdict.failures()
    yield from (describe(finding) for finding in verdict.findings if finding not in failures)
    yield from map(describe, reversed(failures))
