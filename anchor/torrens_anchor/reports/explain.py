"""A verdict as a report that a judge's clerk can read: Chinese first, English beside; nothing is decided here.

Sections: what was examined, what the record says, what stands in the way, the levels with whom they trust, the
three articles apart, every fact with the numbers of the commands that redo it, what no such report can say, and its
terms. Then the appendix: those commands, by what they show.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.forms.printing import plain
from torrens_anchor.reports.examine import Examined
from torrens_anchor.reports.explain_record import record_lines
from torrens_anchor.reports.glossary import TERMS
from torrens_anchor.reports.rehash import Mine, Rehash, by_part, rehashes
from torrens_anchor.reports.rehash_shell import BUNDLE, DATA, called
from torrens_anchor.reports.wording import (
    DEVELOPMENT,
    STALE,
    describe,
    describe_levels,
    describe_part,
    when,
)
from torrens_anchor.reports.wording_hashes import INTRODUCTION, MANY_LEAVES, PARTS, RENAME
from torrens_anchor.reports.wording_tables import ARTICLES, Text
from torrens_anchor.verdicts.verdict import Verdict

SECTIONS = (
    Text("一、核验对象", "1. What was examined"),
    Text("二、记录所载（以下各节核验其是否属实）", "2. What the record says (whether it holds follows)"),
    Text("三、妨碍采信之处", "3. What stands in the way"),
    Text("四、逐级结论及各须信任何人", "4. Level by level, and who must be trusted for each"),
    Text("五、《人民法院在线诉讼规则》第十六、十七、十八条，分别作答", "5. Articles 16, 17 and 18, answered apart"),
    Text("六、逐项事实", "6. Fact by fact"),
    Text("七、本报告不能说明的事项", "7. What this report cannot say"),
    Text("八、用语", "8. Terms"),
    Text("附录、自行复算（用 openssl，不用本程序）", "Appendix. Redo it yourself (openssl, none of our programs)"),
)
TITLE = Text("链上存证技术核验报告", "Report on the technical verification of on-chain evidence")
NATURE = Text(
    "本报告由离线程序依核验人自己的策略文件逐项作出，不是鉴定意见，不代替法院审查；各项结论不得相加为一个总结论。",
    "Made offline by a program under the reader's own policy. It is no expert opinion and replaces no court's "
    "review; its answers are not to be added up into one.",
)
NOTHING = Text(
    "无：各项必要事实均相符，但仍以第四节所列各方可信为前提。",
    "Nothing: every required fact matches, provided that those named in section 4 are trusted.",
)
LIMITS = (
    Text(
        "数据内容在采集之前是否真实、合法、完整：须由采集说明、证人及其他证据证明。",
        "Whether the data were true, lawful and complete before they were captured: other evidence must show that.",
    ),
    Text(
        "密钥是否确由所称主体本人操作：登记簿只载明密钥归属何主体。",
        "Whether a key was used by the very person: the register says only whose key it is.",
    ),
    Text(
        "编号所指的主体是何人：其名称与身份证照由登记该主体的交易所保存，须另行调取。",
        "Who the party of a number is: the exchange that enrolled it keeps its name and papers; ask for them.",
    ),
    Text(
        "声明时点之后状态有无变化：超过采信期限须索取新的声明。",
        "Whether the status changed after the statement: past its term, ask for a newer one.",
    ),
    Text(
        "平台说明所载是否属实：程序只核对何人签署、何时有效、摘要是否相符。",
        "Whether the platform statement is true: the program checks who signed it, its term and its digests.",
    ),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section."""

    text: Text


@dataclass(frozen=True, slots=True)
class Command:
    """A command with what it must print."""

    line: str
    expected: str


Line = Text | Heading | Command


def explain(found: Examined, file: str, data: Mine | None = None) -> Iterator[Line]:
    """Write the report.

    Args:
        found: The bundle with its verdict, and what was hashed on the way to it.
        file: The bundle file's name, as the reader calls it.
        data: The reader's own copy of the data, where that is one file.

    Yields:
        Headings, sentences and commands, in order.
    """
    verdict, commands = found.verdict, rehashes(found, file, data)
    bodies = (
        _examined(verdict, found.raw, file),
        record_lines(found.bundle),
        _obstacles(verdict),
        describe_levels(verdict),
        _articles(verdict),
        _facts(verdict, commands),
        LIMITS,
        TERMS,
        _commands(commands, file, data),
    )
    yield Heading(TITLE)
    yield NATURE
    for heading, body in zip(SECTIONS, bodies, strict=True):
        yield Heading(heading)
        yield from body


def written(found: Examined, file: str, data: Mine | None = None) -> str:
    """Write the report as plain text.

    Args:
        found: As in `explain`.
        file: As in `explain`.
        data: As in `explain`.

    Returns:
        Chinese and English on lines of their own, commands with what they must print.
    """
    return "".join(map(_plain, explain(found, file, data)))


def _plain(line: Line) -> str:
    if isinstance(line, Command):
        return f"      $ {line.line}\n      > {line.expected}\n"
    if isinstance(line, Heading):
        return f"\n{line.text.zh}\n{line.text.en}\n"
    return f"  {line.zh}\n      {line.en}\n"


def _examined(verdict: Verdict, raw: bytes, file: str) -> Iterator[Text]:
    name, digest, at, policy = plain(file), sha256(raw).hexdigest(), when(verdict.at), plain(verdict.policy)
    yield Text(
        f"证据包：{name}，{len(raw)} 字节",
        f"bundle: {name.encode('ascii', 'backslashreplace').decode()}, {len(raw)} bytes",
    )
    yield Text(f"SHA-256：{digest}〔附录 1〕", f"SHA-256: {digest} [appendix 1]")
    kind = KINDS.get(verdict.kind, Text(verdict.kind, verdict.kind))
    yield Text(f"种类：{kind.zh}；记录编号 {verdict.subject}", f"kind: {kind.en}; record {verdict.subject}")
    shown = policy.encode("ascii", "backslashreplace").decode()
    yield Text(f"所依策略：{policy or '空策略（不信任任何人）'}", f"policy: {shown or 'the empty policy (nobody)'}")
    yield Text(f"核验所问时点：{at.zh}", f"time asked about: {at.en}")
    if verdict.development:
        yield DEVELOPMENT
    if verdict.status:
        as_of, until = when(verdict.status.as_of), when(verdict.status.good_until)
        if verdict.status.good_until:
            yield Text(f"状态截至 {as_of.zh}，采信至 {until.zh}", f"status as of {as_of.en}, good until {until.en}")
        else:
            yield Text(f"截至 {as_of.zh} 未显示状态良好", f"no good standing shown as of {as_of.en}")
        if verdict.status.stale:
            yield STALE


KINDS = {
    "voucher": Text("数据交易凭证", "trade voucher"),
    "title": Text("数据权属登记", "title"),
    "grant": Text("数据权利（许可或分割所得）", "grant below a title"),
    "dataset-row": Text("已登记数据表中的一行", "row of a registered table"),
    "log-entry": Text("交易所审计日志中的一条", "entry of an exchange's audit log"),
    "recognition": Text("对他链登记的承认", "recognition of a foreign record"),
}


def _obstacles(verdict: Verdict) -> Iterator[Text]:
    failures = verdict.failures()
    yield from _numbered(map(describe, failures)) if failures else iter((NOTHING,))


def _numbered(lines: Iterable[Text]) -> Iterator[Text]:
    for number, line in enumerate(lines, 1):
        yield Text(f"{number}. {line.zh}", f"{number}. {line.en}")


def _articles(verdict: Verdict) -> Iterator[Text]:
    for report in verdict.articles:
        yield ARTICLES[report.article, report.code]
        for part in report.parts:
            line = describe_part(part)
            yield Text(f"    · {line.zh}", f"    - {line.en}")


def _facts(verdict: Verdict, commands: tuple[Rehash, ...]) -> Iterator[Text]:
    """Every fact, with the numbers of the commands that redo what it rests on."""
    for number, finding in enumerate(verdict.findings, 1):
        line, cited = describe(finding), _runs([each.number for each in commands if number in each.facts])
        zh, en = (f"〔附录 {cited}〕", f" [appendix {cited}]") if cited else ("", "")
        yield Text(f"{number}. {line.zh}{zh}", f"{number}. {line.en}{en}")


def _runs(numbers: list[int]) -> str:
    """Write rising numbers, neighbours as a span."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("-".join(map(str, span)) for span in spans)


def _commands(commands: tuple[Rehash, ...], file: str, data: Mine | None) -> Iterator[Line]:
    yield from INTRODUCTION
    for own, name in ((file, BUNDLE), (data.name if data else "", DATA)):
        if called(own, name) != own:
            yield Text(
                RENAME.zh.format(plain(own), name), RENAME.en.format(own.encode("unicode_escape").decode(), name)
            )
    if data:
        yield MANY_LEAVES
    for place, (part, group) in enumerate(by_part(commands), 1):
        yield Heading(Text(f"（{place}）{PARTS[part].zh}", f"({place}) {PARTS[part].en}"))
        for each in group:
            yield Text(f"{each.number}. {each.what.zh}", f"{each.number}. {each.what.en}")
            yield Command(each.command, each.expected)
