"""A verdict in words, Chinese first, English beside it; nothing is decided here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from torrens_anchor.verdict import ArticleReport, Fact, Finding, Level, LevelReport, Outcome, Values, Verdict

_CHINA = timezone(timedelta(hours=8))
_LAST_DATED = 253_402_000_000


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in two languages.

    Attributes:
        zh: Chinese.
        en: English.
    """

    zh: str
    en: str


OUTCOMES = {
    Outcome.MATCH: Text("相符", "match"),
    Outcome.MISMATCH: Text("不符", "mismatch"),
    Outcome.CANNOT: Text("无法核验", "cannot verify"),
}

LEVELS = {
    Level.RECORD: Text("记录自身一致，签名属实", "the record agrees with itself and is signed"),
    Level.DATA: Text("数据与登记相符", "the data match"),
    Level.LOGGED: Text("已载入审计日志", "in the audit log"),
    Level.WITNESSED: Text("日志有见证人共签", "the log was witnessed"),
    Level.HEADER: Text("与所附区块头相符", "on the supplied header"),
    Level.SEALED: Text("区块头由可信多数公证签署", "header sealed by a trusted quorum"),
    Level.STATUS: Text("截至声明时点的状态", "status as of the statement"),
}

FACTS = {
    Fact.PATH: Text("权利路径的各级编号逐级相连", "the keys of the right link up, level by level"),
    Fact.ORIGIN: Text("权属源自本登记簿", "the title stems from this register"),
    Fact.VOUCHER_ID: Text("凭证编号由所示交易条款算出", "the voucher's id is the digest of the terms shown"),
    Fact.VOUCHER_WORD: Text("登记簿载有该凭证且有效签发", "the register holds the voucher as issued"),
    Fact.TERMS_HOME: Text("条款所指登记簿即本登记簿", "the terms name this register as home"),
    Fact.LICENCE_ID: Text("所示路径即卖方权利与买方许可", "the path is that of grant sold and licence given"),
    Fact.LISTING_ID: Text("上架编号与该权利、交易所、产品相符", "the listing is of this grant and product"),
    Fact.LISTING_WORD: Text("登记簿载有该上架", "the register holds the listing"),
    Fact.GRANT_WORD: Text(
        "登记簿载有该权利，有效且未超出其范围", "the register holds the right, in force and within scope"
    ),
    Fact.MONEY: Text("披露的价款与签署的摘要相符", "the price disclosed hashes to what was signed"),
    Fact.SPLIT: Text("分账各项之和等于价款并与签署相符", "the legs sum to the price and are those signed"),
    Fact.SELLER: Text("卖方签署了条款", "the seller signed the terms"),
    Fact.BUYER: Text("买方签署了条款", "the buyer signed the terms"),
    Fact.SELLER_KEY: Text("签发时该密钥属于卖方", "at issue, the key was the seller's"),
    Fact.BUYER_KEY: Text("签发时该密钥属于买方", "at issue, the key was the buyer's"),
    Fact.ROW: Text(
        "该行属于所登记的表（行号系证据包所称）", "the row stands in the registered table (its number as stated)"
    ),
    Fact.DOCUMENT: Text("所附文件与记录中的摘要相符", "the document has the digest that is on record"),
    Fact.CONTENT: Text("披露的内容即权属所指数据", "the content disclosed is what the title is about"),
    Fact.DATA: Text("手中数据即所登记数据", "the data at hand are the data registered"),
    Fact.ENTRY: Text("日志条目在签名检查点之内", "the entry stands in the signed log"),
    Fact.ENTRY_SUBJECT: Text("日志条目所述即本记录", "the entry is about this record"),
    Fact.SIGNERS: Text("检查点的签名行均属已知密钥", "every signature line of the checkpoint is of a known key"),
    Fact.ANCHORED: Text("链上锚定的即该检查点", "the chain anchors this very checkpoint"),
    Fact.WITNESSED: Text("足数见证人共签了检查点", "enough witnesses cosigned the checkpoint"),
    Fact.ACCOUNT: Text("合约账户在区块头之下得证", "the contract's account is proven under the header"),
    Fact.CODE: Text("合约代码即策略所认可", "the contract's code is the one the policy accepts"),
    Fact.WORD: Text("登记字在区块头之下得证", "the word is proven under the header"),
    Fact.HOME: Text("验证者的策略认可该登记簿", "the verifier's policy names this home"),
    Fact.SEAL: Text("足数公证人签署了区块头", "enough notaries sealed the header"),
    Fact.TIME: Text("区块时间与公证人任期允许采信", "the header's time and the notaries' term allow reliance"),
    Fact.TOKEN: Text("第三方时间凭证", "third-party time token"),
    Fact.STATEMENT: Text("登记簿作出过该状态声明", "the register made this statement of standing"),
    Fact.FRESH: Text("状态声明仍在有效期内", "the statement still counts"),
    Fact.STANDING: Text("登记簿声明其状态良好", "the register states good standing"),
}

ARTICLES = {
    (16, "since-anchoring-match"): Text(
        "第十六条：上链后未经篡改，技术核验一致。", "Article 16: unaltered since anchoring; the technical checks match."
    ),
    (16, "since-anchoring-mismatch"): Text(
        "第十六条：技术核验不一致，不得推定未经篡改。",
        "Article 16: the technical checks do not match; nothing is presumed.",
    ),
    (16, "since-anchoring-cannot-verify"): Text(
        "第十六条：核验不完整，尚不能推定未经篡改。",
        "Article 16: the checks are incomplete; nothing can be presumed yet.",
    ),
    (17, "none-supplied"): Text(
        "第十七条：无法核验，未提供平台资质、利害关系及系统安全的说明文件。",
        "Article 17: cannot verify: no statement on the platform, its ties and its security was supplied.",
    ),
    (18, "none-supplied"): Text(
        "第十八条：无法核验，未提供上链前的采集说明。",
        "Article 18: cannot verify: nothing was supplied on the time before anchoring.",
    ),
    (18, "capture-unproven"): Text(
        "第十八条：无法核验，附有上链前采集说明，但其摘要载入可信日志并上链一节未得证。",
        "Article 18: cannot verify: a capture document is supplied, but not proven to be logged and anchored.",
    ),
    (18, "capture-bound"): Text(
        "第十八条：附有上链前采集说明，其摘要已载入日志；内容真实性由采集人负责。",
        "Article 18: a capture document is supplied and its digest is logged; its maker answers for its truth.",
    ),
}

REASONS = {
    "anchor": Text("核验未通过", "the check failed"),
    "mismatch": Text("所依据的证明不成立", "what it rests on is not proven"),
    "digest-mismatch": Text("内容与所载摘要不符", "the bytes do not hash to the digest"),
    "proof-mismatch": Text("证明不能推得所载的根", "the proof does not lead to the root"),
    "signature-mismatch": Text("签名核验不通过", "a signature does not verify"),
    "field-mismatch": Text("应当一致之处不一致", "two statements that must agree do not"),
    "out-of-range": Text("数值超出允许范围", "a value outside its bounds"),
    "malformed-input": Text("格式有误", "bytes of another form"),
    "malformed-table": Text("表格格式有误", "a table of another form"),
    "not-canonical": Text("并非规范编码", "not its canonical encoding"),
    "unknown-version": Text("版本不能识别", "an unknown version"),
    "limit-exceeded": Text("超出格式上限", "beyond the format's limit"),
    "trust-missing": Text("策略未列明或证据包未提供所需的依据", "neither policy nor bundle supplies what it rests on"),
    "algorithm-unavailable": Text("此处不能核验该算法", "the algorithm is not verified here"),
}
"""Why, by the finding's code; the English line has the very sentence."""
WAYS = {
    Outcome.MISMATCH: "勿采信此证据，请向出具方索取原件",
    Outcome.CANNOT: "若您信任所缺者，请列入自己的策略，否则请向出具方索取所缺部分",
}
NOBODY = Text("无须信任任何人", "nobody")
DEVELOPMENT = Text(
    "注意：策略标明为开发环境，密钥与公证人均为开发所用。",
    "Note: the policy is marked development; its keys and notaries stand in for real ones.",
)
STALE = Text("已过期（STALE）：须向登记簿索取新的声明。", "STALE: ask the home for a newer statement.")
_TRUSTED = (
    (re.compile(r"log (.*)"), r"日志 \1"),
    (re.compile(r"witness (.*)"), r"见证人 \1"),
    (re.compile(r"notary (.*)"), r"公证人 \1"),
    (re.compile(r"code of Vouchers, .*"), "Vouchers 合约代码（由其询问签署合约，ERC-1271，无签名可示）"),
    (re.compile(r"code of (.*)"), r"\1 的合约代码"),
    (re.compile(r"header (\d+) as supplied"), r"所附区块头 \1"),
)
_TIMES = frozenset({"asOf", "goodUntil", "timestamp", "issuedAt", "decidedAt", "until", "capturedAt", "anchoredBy"})


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


def plain(text: str) -> str:
    """Escape what does not print, so that no text of a bundle breaks out of its line or redraws the screen.

    Args:
        text: Any text.

    Returns:
        The same, with line ends, control and direction marks as backslash escapes.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _about(values: Values) -> Text:
    """Write values by name, times as people read them."""
    zh, en = [], []
    for name, value in values:
        text = when(value) if name in _TIMES and isinstance(value, int) and value else Text(str(value), str(value))
        zh.append(plain(f"{name} {text.zh}"))
        en.append(plain(f"{name} {text.en}"))
    return Text("，".join(zh), ", ".join(en))


def describe(finding: Finding) -> Text:
    """Put a finding into words.

    Args:
        finding: The finding.

    Returns:
        What was checked, what was found, and where it does not match why, and what to do.
    """
    fact, outcome, about = FACTS[finding.fact], OUTCOMES[finding.outcome], _about(finding.values)
    zh = f"{outcome.zh}：{fact.zh}" + (f"〔{about.zh}〕" if about.zh else "")
    en = f"{outcome.en}: {fact.en}" + (f" [{about.en}]" if about.en else "")
    if finding.outcome is Outcome.MATCH:
        return Text(zh, en)
    reason = REASONS.get(finding.code, REASONS["anchor"])
    return Text(f"{zh}——{reason.zh}；{WAYS[finding.outcome]}", plain(f"{en} - {finding.why}; {finding.remedy}"))


def _trusted(name: str) -> str:
    """Say in Chinese who must be trusted."""
    return next((found.expand(zh) for pattern, zh in _TRUSTED if (found := pattern.fullmatch(name))), name)


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
    yield from map(describe_level, verdict.levels)
    if verdict.status:
        as_of, until = when(verdict.status.as_of), when(verdict.status.good_until)
        if verdict.status.good_until:
            yield Text(f"状态截至 {as_of.zh}，采信至 {until.zh}", f"status as of {as_of.en}, good until {until.en}")
        else:
            yield Text(f"截至 {as_of.zh} 未显示状态良好", f"no good standing shown as of {as_of.en}")
        if verdict.status.stale:
            yield STALE
    yield from map(describe_article, verdict.articles)
    failures = verdict.failures()
    yield from (describe(finding) for finding in verdict.findings if finding not in failures)
    yield from map(describe, reversed(failures))
