"""What a number or a short name of a verdict stands for, Chinese and English: states, rights, kinds, reasons.

The numbers are those of `contracts/src/types/Codes.sol` and of the words' states; a test holds them equal to
`torrens_contracts`, which this floor does not import.
"""

from collections.abc import Mapping
from typing import Final

from torrens_anchor.reports.wording_actions import ACTIONS
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.verdict import Fact, Value

RIGHTS: Final = ((1, "持有", "HOLD"), (2, "使用", "USE"), (4, "经营", "OPERATE"))
"""Bits of rights."""
KINDS: Final = {
    1: Text("来源登记簿", "ORIGIN"),
    2: Text("法律模块", "MODULE"),
    3: Text("主体的密钥", "KEY"),
    4: Text("主体", "PARTY"),
    5: Text("工作日历", "CALENDAR"),
    6: Text("权利", "GRANT"),
    7: Text("异议", "OBJECTION"),
    8: Text("查封冻结", "FREEZE"),
    9: Text("担保权益", "INTEREST"),
    10: Text("证书序号", "SERIAL"),
    11: Text("上架", "LISTING"),
    12: Text("凭证", "VOUCHER"),
    13: Text("凭证核销", "REDEMPTION"),
    14: Text("日志锚定", "LOG"),
    15: Text("关联", "LINK"),
    16: Text("他链事实", "FACT"),
    17: Text("对方登记簿", "PEER"),
    18: Text("互认协议", "AGREEMENT"),
    19: Text("审查", "REVIEW"),
}
"""Kinds of words."""
REASONS_OF_STANDING: Final = {
    0: Text("无", "none"),
    1: Text("查无此项", "NOT_FOUND"),
    2: Text("并非有效", "NOT_ACTIVE"),
    3: Text("尚未起效", "NOT_YET"),
    4: Text("已到期", "EXPIRED"),
    5: Text("行使被冻结", "EXERCISE_FROZEN"),
    6: Text("处分被冻结", "DISPOSE_FROZEN"),
    7: Text("持有方被冻结", "HOLDER_FROZEN"),
    8: Text("有轮候冻结", "FREEZE_QUEUED"),
    9: Text("证书失效", "CERTIFICATE_LAPSED"),
    10: Text("设有负担", "ENCUMBERED"),
    11: Text("密钥存疑期内", "SUSPECT"),
    12: Text("上级权利已终止", "ANCESTOR_ENDED"),
    13: Text("未上架", "NOT_LISTED"),
    14: Text("上架已到期", "LISTING_EXPIRED"),
    15: Text("未经审查", "NOT_REVIEWED"),
    16: Text("凭证并非已签发", "VOUCHER_NOT_ISSUED"),
    17: Text("持有方承继未连贯", "HOLDER_CHAIN"),
    18: Text("场景未经审核", "NO_SCENARIO"),
}
ANSWERS: Final = {
    1: Text("查无此项", "UNKNOWN"),
    2: Text("良好", "GOOD"),
    3: Text("中止", "SUSPENDED"),
    4: Text("终止", "ENDED"),
}
STATUSES: Final = {
    0: Text("未知", "UNKNOWN"),
    1: Text("已证明、未承认", "PROVEN"),
    2: Text("承认", "RECOGNIZED"),
    3: Text("附条件承认", "CONDITIONAL"),
    4: Text("不予承认", "DECLINED"),
    5: Text("中止", "SUSPENDED"),
    6: Text("已过期", "STALE"),
    7: Text("已撤回", "WITHDRAWN"),
}
STATES: Final[Mapping[Fact, Mapping[int, Text]]] = {
    Fact.GRANT_WORD: {
        1: Text("公示中", "NOTICED"),
        2: Text("有效", "ACTIVE"),
        3: Text("已分割", "SPLIT"),
        4: Text("已放弃", "SURRENDERED"),
        5: Text("撤销、保留下级", "VOID_SPARING"),
        6: Text("撤销", "VOID"),
        7: Text("已执行", "ENFORCED"),
        8: Text("预留待售", "RESERVED"),
        9: Text("失效", "LAPSED"),
    },
    Fact.VOUCHER_WORD: {
        1: Text("已签发", "ISSUED"),
        2: Text("中止", "SUSPENDED"),
        3: Text("已被更正取代", "SUPERSEDED"),
        4: Text("已撤销", "REVOKED"),
    },
    Fact.LISTING_WORD: {1: Text("在架", "LISTED"), 2: Text("暂停", "SUSPENDED"), 3: Text("已下架", "DELISTED")},
    Fact.PEER: {1: Text("经认可", "ACCREDITED"), 2: Text("冻结", "FROZEN"), 3: Text("已撤回认可", "WITHDRAWN")},
    Fact.AGREEMENT: {1: Text("有效", "LIVE"), 2: Text("已终止", "ENDED")},
}
"""States of the words, by the fact that shows them."""
NAMES: Final = {
    "attest": Text("公证人签署", "signed by notaries"),
    "qbft": Text("验证节点封签", "sealed by validators"),
    "ecdsa": Text("密钥签名", "signed by a key"),
    "erc1271": Text("合约账户同意", "consent of a contract"),
    "rfc3161": Text("时间戳令牌", "time-stamp token"),
    "show": Text("出示", "show"),
    "trade": Text("交易", "trade"),
    "finance": Text("融资", "finance"),
    "agreement": Text("交易合同", "the agreement"),
    "compliance": Text("合规文件", "the compliance paper"),
    "delivery": Text("交付凭据", "the proof of delivery"),
    "settlement": Text("结算凭据", "the proof of settlement"),
    "content": Text("数据的指纹", "the fingerprint of the data"),
    "entry.capture": Text("采集说明", "a capture document"),
}
"""Short names that stand as they are in a bundle."""
_NUMBERS: Final = {"answer": ANSWERS, "reason": REASONS_OF_STANDING, "kind": KINDS}
_BY_NAME: Final = {text.en: text for table in (KINDS, ANSWERS, STATUSES) for text in table.values()}
_NAMED: Final = frozenset({"kind", "state", "status"})
_SPELLED: Final = frozenset({"scheme", "reliance", "offered", "demanded", "bound"})


def rights_in(mask: int) -> Text:
    """Name rights.

    Args:
        mask: Their bits.

    Returns:
        Every right whose bit is set.
    """
    return Text(
        "、".join(zh for bit, zh, _ in RIGHTS if mask & bit), ", ".join(en for bit, _, en in RIGHTS if mask & bit)
    )


def stands_for(fact: Fact | None, name: str, value: Value) -> Text | None:
    """Say what a value stands for.

    Args:
        fact: The fact that shows it; None of a part of an article.
        name: The value's name.
        value: The value.

    Returns:
        Its meaning; None where it says itself what it is, or is no known number.
    """
    if isinstance(value, str):
        if name == "action":
            return Text(ACTIONS[value], value) if value in ACTIONS else None
        known = NAMES if name in _SPELLED else _BY_NAME if name in _NAMED else {}
        return known.get(value)
    if name == "rights":
        return rights_in(value)
    if name == "state" and fact is not None:
        return STATES.get(fact, {}).get(value)
    return _NUMBERS.get(name, {}).get(value)
