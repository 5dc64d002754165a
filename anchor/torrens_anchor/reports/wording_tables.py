"""The words of a verdict, Chinese first and English beside: a line each for facts, levels, articles, reasons."""

from dataclasses import dataclass

from torrens_anchor.verdicts.verdict import Fact, Level, Outcome


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

CARRIED = Text(
    "所附指纹的根即所披露的内容根；其登记形式仅凭证据包制作者所称",
    "the fingerprint has the content root that is disclosed; its form rests on who made the bundle",
)
"""What `document.bound` says of the fingerprint that a bundle carries: a root does not bind its form."""

LEVELS = {
    Level.RECORD: Text("记录自身一致，签名属实", "the record agrees with itself and is signed"),
    Level.DATA: Text("数据与登记相符", "the data match"),
    Level.LOGGED: Text("已载入审计日志", "in the audit log"),
    Level.WITNESSED: Text("日志有见证人共签", "the log was witnessed"),
    Level.HEADER: Text("与所附区块头相符", "on the supplied header"),
    Level.SEALED: Text("区块头由可信多数签署", "header sealed by a trusted quorum"),
    Level.STATUS: Text("截至声明时点的状态", "status as of the statement"),
    Level.PLATFORM: Text("平台情况有署名声明", "a signed statement on the platform"),
}

FACTS = {
    Fact.PATH: Text("权利路径的各级编号逐级相连", "the keys of the right link up, level by level"),
    Fact.ORIGIN: Text("权属源自本登记簿", "the title stems from this register"),
    Fact.VOUCHER_ID: Text("凭证编号由所示交易条款算出", "the voucher's id is the digest of the terms shown"),
    Fact.VOUCHER_WORD: Text("登记簿载有该凭证且有效签发", "the register holds the voucher as issued"),
    Fact.TERMS_HOME: Text("条款所指登记簿即本登记簿", "the terms name this register as home"),
    Fact.LICENCE_ID: Text("所示路径即卖方权利与买方许可", "the path is that of grant sold and licence given"),
    Fact.LICENCE_HOLDER: Text("许可仍由买方持有", "the licence is the buyer's still"),
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
        "该行属于所登记的表（行号与总行数系证据包所称，未经证明）",
        "the row stands in the registered table (its number and the count of rows as stated, not proven)",
    ),
    Fact.DOCUMENT: Text("所附文件与记录中的摘要相符", "the document has the digest that is on record"),
    Fact.CONTENT: Text("披露的内容即权属所指数据", "the content disclosed is what the title is about"),
    Fact.DATA: Text("手中数据即所登记数据", "the data at hand are the data registered"),
    Fact.CAPTURED: Text(
        "采集说明载有手中数据的摘要（系日志所载，并非登记内容）",
        "a capture document names the data at hand (the log says so, the register does not)",
    ),
    Fact.ENTRY: Text("日志条目在签名检查点之内", "the entry stands in the signed log"),
    Fact.ENTRY_SUBJECT: Text("日志条目所述即本记录", "the entry is about this record"),
    Fact.SIGNERS: Text("检查点的签名行均属已知密钥", "every signature line of the checkpoint is of a known key"),
    Fact.ANCHORED: Text("链上锚定的即该检查点", "the chain anchors this very checkpoint"),
    Fact.WITNESSED: Text("足数见证人共签了检查点", "enough witnesses cosigned the checkpoint"),
    Fact.ACCOUNT: Text("合约账户在区块头之下得证", "the contract's account is proven under the header"),
    Fact.CODE: Text("合约代码即策略所认可", "the contract's code is the one the policy accepts"),
    Fact.WORD: Text("登记字在区块头之下得证", "the word is proven under the header"),
    Fact.HOME: Text("验证者的策略认可该登记簿", "the verifier's policy names this home"),
    Fact.SEAL: Text("足数公证人或验证节点签署了区块头", "enough notaries or validators sealed the header"),
    Fact.TIME: Text("区块时间与签署人任期允许采信", "the header's time and the term of who sealed it allow reliance"),
    Fact.TOKEN: Text("第三方时间凭证", "third-party time token"),
    Fact.RECEIPT: Text("登记簿在条目所述交易中写入了本记录", "the register wrote this in the entry's transaction"),
    Fact.STATEMENT: Text("登记簿作出过该状态声明", "the register made this statement of standing"),
    Fact.FRESH: Text("状态声明仍在有效期内", "the statement still counts"),
    Fact.STANDING: Text("登记簿声明其状态良好", "the register states good standing"),
    Fact.CONTRACT: Text("以合约同意的一方确为合约账户", "who consented as a contract is one"),
    Fact.OUTCOME_WORD: Text("登记簿载有该操作留下的登记字", "the register holds the word that the action left"),
    Fact.FACT_WORD: Text("登记簿载有关于该他链记录的事实", "the register holds a fact on the foreign record"),
    Fact.RELIANCE: Text("所供用途不低于读者所依赖的用途", "the record is offered for what the reader relies on it for"),
    Fact.FACT_STATUS: Text("本登记簿承认该他链记录", "the register recognises the foreign record"),
    Fact.PEER: Text("对方登记簿经本方登记簿认可", "the foreign register is an accredited peer"),
    Fact.PEER_TRUSTED: Text("策略也认可对方的公证人", "the policy believes the peer's notaries too"),
    Fact.AGREEMENT: Text("承认所依据的互认协议仍有效", "the agreement on which recognition rests is live"),
    Fact.PLATFORM: Text("平台说明由策略所列密钥签署", "a key that the policy names signed the platform statement"),
    Fact.PLATFORM_CURRENT: Text("平台说明在其有效期内", "the platform statement is within its term"),
    Fact.PLATFORM_COMPLETE: Text(
        "平台说明列明了所依赖各密钥的运营者", "the platform statement says who runs each key relied on"
    ),
}

ARTICLES = {
    (16, "since-anchoring-match"): Text(
        "第十六条：自所证上链时间起未经篡改，技术核验一致。",
        "Article 16: unaltered since the anchoring that is proven; the technical checks match.",
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
    (17, "platform-match"): Text(
        "第十七条：附有经署名的平台说明，四项均有记载；所载是否属实由声明人负责，对方可提出异议。",
        "Article 17: a signed platform statement is supplied and speaks to all four points; who signed it answers "
        "for its truth, and it may be challenged.",
    ),
    (17, "platform-cannot-verify"): Text(
        "第十七条：附有平台说明，但未能全部核验或未载明全部事项，见分项。",
        "Article 17: a platform statement is supplied, but not all of it can be verified, or it leaves points open; "
        "see the parts.",
    ),
    (17, "platform-mismatch"): Text(
        "第十七条：所附平台说明核验不一致，不得采信。",
        "Article 17: the platform statement supplied does not verify; do not rely on it.",
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
    "nothing-there": Text("所求之项不存在", "there is no such thing"),
    "malformed-input": Text("格式有误", "bytes of another form"),
    "malformed-table": Text("表格格式有误", "a table of another form"),
    "not-canonical": Text("并非规范编码", "not its canonical encoding"),
    "unknown-version": Text("版本不能识别", "an unknown version"),
    "limit-exceeded": Text("超出格式上限", "beyond the format's limit"),
    "trust-missing": Text("策略未列明或证据包未提供所需的依据", "neither policy nor bundle supplies what it rests on"),
    "salt-missing": Text("披露所需的盐值已不存在", "the salt that a disclosure needs is gone"),
    "algorithm-unavailable": Text("此处不能核验该算法", "the algorithm is not verified here"),
}
"""Why, by the finding's code, where `wording_reasons` has no Chinese of the very sentence."""
WAYS = {
    Outcome.MISMATCH: "勿采信此证据，请向出具方索取原件",
    Outcome.CANNOT: "若您信任所缺者，请列入自己的策略，否则请向出具方索取所缺部分",
}

PARTS = {
    "record": LEVELS[Level.RECORD],
    "logged": LEVELS[Level.LOGGED],
    "witnessed": LEVELS[Level.WITNESSED],
    "header": LEVELS[Level.HEADER],
    "sealed": LEVELS[Level.SEALED],
    "since": Text("自何时起：得证的上链时间及其签署人", "since when: the anchoring time proven, and by whom"),
    "qualification": Text(
        "（一）存证平台是否符合国家有关部门关于提供区块链存证服务的相关规定（备案）",
        "(1) whether the platform meets the state's rules on chain evidence services (filings)",
    ),
    "interest": Text(
        "（二）当事人与存证平台是否存在利害关系，并利用技术手段不当干预取证、存证过程（运营者及其关联）",
        "(2) whether parties and platform have interests in common, and one interfered (operators and their ties)",
    ),
    "security": Text(
        "（三）存证平台的信息系统是否符合清洁性、安全性、可靠性、可用性的标准（等级保护）",
        "(3) whether the system is clean, safe, reliable and available by the standards (graded protection)",
    ),
    "standards": Text(
        "（四）存证技术和过程是否符合系统环境、技术安全、加密方式、数据传输、信息验证等标准（软件摘要与测评）",
        "(4) whether technique and process meet the standards (software by digest, assessments)",
    ),
    "capture": Text("上链前由谁、何时、以何工具、自何处采集并计算摘要", "who hashed what, when, with which tool"),
    "delay": Text("采集至上链锚定的时间差", "the delay between capture and anchoring"),
    "third-party-time": Text("第三方时间凭证", "third-party time token"),
}
"""Parts of the articles; those of 17 follow the article's own four points."""

VALUES = {
    "id": "编号",
    "chainId": "链号",
    "register": "登记簿",
    "home": "登记簿名称",
    "header": "区块头",
    "number": "区块高度",
    "timestamp": "区块时间",
    "hash": "区块哈希",
    "scheme": "方式",
    "setEpoch": "签署人期次",
    "steps": "途经区块头数",
    "state": "状态",
    "stateProof": "所附状态证明",
    "contract": "合约",
    "kind": "种类",
    "keys": "级数",
    "keysNamed": "列明密钥数",
    "origin": "来源",
    "root": "根",
    "holder": "持有方",
    "rights": "权利",
    "until": "至",
    "issuedAt": "签发时间",
    "exchange": "交易所",
    "homeChainId": "条款所指链",
    "grade": "等级",
    "amountFen": "价款（分）",
    "legs": "分账项数",
    "sum": "合计（分）",
    "signer": "签署人",
    "party": "主体",
    "row": "行号",
    "rows": "总行数",
    "null": "空值各列",
    "hidden": "未披露各列",
    "rowStated": "行号（证据包所称）",
    "rowsStated": "总行数（证据包所称）",
    "since": "自",
    "freezes": "查封冻结数",
    "frozenUntil": "冻结至",
    "liveRanks": "担保项数",
    "openObjections": "未决异议数",
    "cosigned": "共签时间",
    "sealedBy": "签署人",
    "cell": "单元格",
    "document": "文件",
    "bound": "对应",
    "form": "登记形式",
    "data": "数据编号",
    "digest": "摘要",
    "matched": "相符",
    "index": "序号",
    "action": "操作",
    "actor": "操作人",
    "decidedAt": "决定时间",
    "size": "条数",
    "asOf": "截至",
    "goodUntil": "采信至",
    "reason": "理由码",
    "address": "地址",
    "codeHash": "代码哈希",
    "word": "登记字",
    "answer": "答复",
    "reliance": "用途",
    "offered": "所供用途",
    "demanded": "所需用途",
    "status": "结论",
    "operator": "运营者",
    "operatorId": "统一社会信用代码",
    "capturedBy": "采集人",
    "capturedAt": "采集时间",
    "tool": "工具",
    "toolDigest": "工具摘要",
    "source": "来源",
    "anchoredBy": "不晚于",
    "delaySeconds": "间隔",
    "protectionLevel": "等级保护级别",
    "certificate": "证书编号",
    "ended": "已于",
    "software": "软件",
    "assessment": "测评",
    "parties": "本案主体",
    "ties": "已声明关联数",
    "tie": "关联",
    "notary": "公证人",
    "validator": "验证节点",
    "witness": "见证人",
    "log": "日志",
    "tokens": "凭证数",
    "subject": "所证对象",
    "time": "时间",
    "authority": "时间戳机构",
    "serial": "凭证编号",
}
"""Chinese names of values; a name of two words keeps its second."""
