"""A verdict in words, Chinese first, English beside it; nothing is decided here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from torrens_anchor.verdict import ArticleReport, Fact, Finding, Level, LevelReport, Outcome, Verdict

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
    Fact.GRANT_WORD: Text("登记簿载有该权利且未超出其范围", "the register holds the right, within its scope"),
    Fact.MONEY: Text("披露的价款与签署的摘要相符", "the price disclosed hashes to what was signed"),
    Fact.SPLIT: Text("分账各项之和等于价款并与签署相符", "the legs sum to the price and are those signed"),
    Fact.SELLER: Text("卖方签署了条款", "the seller signed the terms"),
    Fact.BUYER: Text("买方签署了条款", "the buyer signed the terms"),
    Fact.SELLER_KEY: Text("签发时该密钥属于卖方", "at issue, the key was the seller's"),
    Fact.BUYER_KEY: Text("签发时该密钥属于买方", "at issue, the key was the buyer's"),
    Fact.ROW: Text("该行属于所登记的表", "the row stands in the registered table"),
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
    (18, "capture-bound"): Text(
        "第十八条：附有上链前采集说明，其摘要已载入日志；内容真实性由采集人负责。",
        "Article 18: a capture document is supplied and its digest is logged; its maker answers for its truth.",
    ),
}

NOBODY = Text("无须信任任何人", "nobody")
DEVELOPMENT = Text(
    "注意：策略标明为开发环境，密钥与公证人均为开发所用。",
    "Note: the policy is marked development; its keys and notaries stand in for real ones.",
)
STALE = Text("已过期（STALE）：须向登记簿索取新的声明。", "STALE: ask the home for a newer statement.")


def when(seconds: int) -> str:
    """Write a time for people.

    Args:
        seconds: UTC seconds.

    Returns:
        For example "2026-02-02 02:40:00 UTC (10:40 北京时间)".
    """
    if not 0 <= seconds < _LAST_DATED:
        return str(seconds)
    moment = datetime.fromtimestamp(seconds, UTC)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC ({moment.astimezone(_CHINA):%m-%d %H:%M} 北京时间)"


def describe(finding: Finding) -> Text:
    """Put a finding into words.

    Args:
        finding: The finding.

    Returns:
        What was checked, what was found, and why not where it does not match.
    """
    fact, outcome = FACTS[finding.fact], OUTCOMES[finding.outcome]
    about = ", ".join(f"{name} {value}" for name, value in finding.values)
    tail = f" [{about}]" if about else ""
    because = f" - {finding.why}" if finding.why else ""
    return Text(f"{outcome.zh}：{fact.zh}", f"{outcome.en}: {fact.en}{tail}{because}")


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
    names = "; ".join(report.trusts)
    return Text(
        f"{outcome.zh}：{level.zh}（须信任：{names or NOBODY.zh}）",
        f"{outcome.en}: {level.en} (trusting: {names or NOBODY.en})",
    )


def describe_article(report: ArticleReport) -> Text:
    """Put the answer to an article into words.

    Args:
        report: The answer.

    Returns:
        The sentence, with the values it rests on.
    """
    text = ARTICLES[report.article, report.code]
    times = {"capturedAt", "anchoredBy"}
    about = ", ".join(f"{n} {when(v) if n in times and isinstance(v, int) else v}" for n, v in report.values)
    return Text(text.zh, f"{text.en} {about}".rstrip())


def describe_verdict(verdict: Verdict) -> Iterator[Text]:
    """Put a whole verdict into words, line by line.

    Args:
        verdict: The verdict.

    Yields:
        Development notice, levels, status, articles, then every finding.
    """
    if verdict.development:
        yield DEVELOPMENT
    yield from map(describe_level, verdict.levels)
    if verdict.status:
        as_of, until = when(verdict.status.as_of), when(verdict.status.good_until)
        if verdict.status.good_until:
            yield Text(f"状态截至 {as_of}，采信至 {until}", f"status as of {as_of}, good until {until}")
        else:
            yield Text(f"截至 {as_of} 未显示状态良好", f"no good standing shown as of {as_of}")
        if verdict.status.stale:
            yield STALE
    yield from map(describe_article, verdict.articles)
    yield from map(describe, verdict.findings)
