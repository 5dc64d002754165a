"""Reasons on papers beside the chain, in English and Chinese: entries, logs, witnesses, events, tokens."""

from typing import Final

PAPERS: Final = (
    (
        "the bundle carries no entry of the audit log whose outcome the event could be",
        "证据包未附审计日志条目，无从以事件示其结果",
    ),
    ("the bundle carries no entry of the audit log", "证据包未附审计日志条目"),
    ("the bundle carries no entry whose outcome could be shown", "证据包未附可示其结果的日志条目"),
    ("the entry does not say that its action took effect on the home's chain", "条目未载明其事项已在本所链上生效"),
    ("the entry is about {}, not about this record", "条目所载为 {0}，而非此记录"),
    ("the entry is of {} on {}, not about this fact or its peer", "条目为对 {1} 的 {0}，与此事实或其对方无关"),
    ("the entry is of {}; that of a {} is of {}", "条目为 {0}；{1} 的条目应为 {2}"),
    ("the entry that carries its digest is not proven to stand in a trusted log", "载有其摘要的条目未证明存于可信日志"),
    ("the event is of {}, not of Register", "事件出自 {0}，而非 Register"),
    ("Register wrote kind {} of {}, which is not this record", "Register 所写为第 {0} 类的 {1}，并非此记录"),
    ("event {} of the receipt cannot be event {} of the block", "收据中的第 {0} 个事件不可能是区块的第 {1} 个事件"),
    ("a receipt of type {}; read are {}", "收据类型为 {0}；可读类型为 {1}"),
    (
        "the outcome is transaction {} of block {}, the proof is of {} of block {}",
        "结果为区块 {1} 的交易 {0}，证明却属于区块 {3} 的 {2}",
    ),
    ("the record does not show whose log to look for", "记录未示明应查何人的日志"),
    ("the policy names no log of this exchange; the bundle's is {}", "策略未列出该交易所的日志；证据包所附为 {0}"),
    ("the chain's LOG word is not that of the bundle's checkpoint", "链上 LOG 字与证据包的检查点不符"),
    ("the checkpoint has signature lines of keys the policy does not name: {}", "检查点带有策略未列密钥的签名行：{0}"),
    ("inclusion proof has {} hashes, not {}", "包含证明有 {0} 个摘要，应为 {1} 个"),
    ("inclusion proof of leaf {} in {} leads to another root", "第 {0} 叶（共 {1}）的包含证明推得另一根"),
    ("the note signature of {} does not verify", "{0} 的签名核验不通过"),
    ("the cosignature of {} does not verify", "见证人 {0} 的联署核验不通过"),
    (
        "{} witnesses cosigned, {} of them outside; the policy demands {}, {} outside",
        "{0} 位见证人联署，其中外部 {1} 位；策略要求 {2} 位，其中外部 {3} 位",
    ),
    ("the policy names no witness", "策略未列出见证人"),
    ("the policy names no time authority", "策略未列出时间戳机构"),
    ("time tokens of scheme {} are not verified here", "此处不核验 {0} 方式的时间戳"),
    ("bytes hash to {}, not {}", "内容的摘要为 {0}，而非 {1}"),
    ("no key {} is trusted to speak of this platform", "策略未授权密钥 {0} 声明该平台事项"),
    ("the statement is on the platform of another register", "该平台声明所述为另一登记簿的平台"),
    ("the agreement on which the fact rests has ended", "事实所依据的互认协议已终止"),
    ("the fact does not rest on an agreement by this club", "事实并非依据该联盟的协议"),
    ("the fact rests on an agreement, and the bundle does not name its club", "事实依据协议，而证据包未载明其联盟"),
    (
        "the foreign answer is proven, and the home has not decided to recognise the record",
        "对方答复已获证明，而本所尚未决定互认该记录",
    ),
    (
        "the home counts {} of {} notaries of the peer, the policy {} of {}",
        "本所对对方公证人取 {1} 中之 {0}，策略取 {3} 中之 {2}",
    ),
    ("the home says {} as of {} (decision {})", "本所答复为 {0}，截至 {1}（决定 {2}）"),
    ("the home says {} (reason {}) as of {}", "本所答复为 {0}（事由 {1}），截至 {2}"),
    ("the peer is not accredited: its state is {}, not {}", "对方未获认可：其状态为 {0}，而非 {1}"),
    (
        "the bundle offers the foreign record for {}, and the reader relies on it for {}",
        "证据包以 {0} 为用途提供对方记录，读者却用于 {1}",
    ),
    (
        "no capture document is bound and anchored, so nothing here says what the data are",
        "没有已绑定并上链的采集说明，故此处无从得知手中为何数据",
    ),
    ("no capture document names a digest of the data given", "各采集说明均未载有所给数据的摘要"),
    (
        "the data given is not the data registered: its root is another",
        "所给数据并非所登记数据：其根与登记内容的根不同",
    ),
    (
        "no root of the data given is the one disclosed, and only the bundle can say how it was registered",
        "所给数据的各根均非所披露的根，而其登记形式至多仅凭证据包自称",
    ),
    (
        "a fingerprint of the data is carried, and the record does not disclose which data",
        "证据包附有数据指纹，而记录并未披露所指为何数据",
    ),
    ("what is registered is no fingerprint of version {}", "所登记者并非版本为 {0} 的指纹"),
    ("what is bound to content is no fingerprint's one line", "所附内容指纹并非指纹的单行文本"),
    ("the fingerprint carried has root {}, not the one disclosed", "所附指纹的根为 {0}，并非所披露的根"),
    ("the bundle does not disclose what its data hashes to", "证据包未披露其数据的摘要"),
    (
        "the entry says that it was decided at {}, after the newest header of {}",
        "条目称决定于 {0}，却晚于所附最新区块头 {1}",
    ),
    (
        "the entry says that it was decided at {}, after the time {} that is asked about",
        "条目称决定于 {0}，晚于所问时点 {1}",
    ),
    (
        "the entry says that it was decided at {}, before the statement of {} on which the fact rests",
        "条目称决定于 {0}，却早于事实所依据的声明之时 {1}",
    ),
    (
        "the entry says that it was decided at {}, before the agreement of {} on which the fact rests",
        "条目称决定于 {0}，却早于事实所依据的互认协议成立之时 {1}",
    ),
    (
        "{} witnesses had cosigned by {}, {} of them outside; the policy demands {}, {} outside",
        "至所问时点 {1} 共有 {0} 位见证人共签，其中外部 {2} 位；策略要求 {3} 位，其中外部 {4} 位",
    ),
    ("the capture document speaks of {}, its anchor is of {}", "采集说明所称时间为 {0}，其上链时间却为 {1}"),
    ("a salt of 32 bytes in a table whose salts are cells", "该表以单元格为盐值，此处却为 32 字节的盐值"),
    ("name one of the table's rows; the first after the header is 1", "请指明表中之行；表头之后的首行为第 1 行"),
    ("row {} is not one of the table's rows 1 to {}", "第 {0} 行不在该表第 1 至 {1} 行之内"),
    ("the cell of {} is not the one that the row commits to", "{0} 的单元格并非该行所承诺者"),
    ("the proof's schema is not that of the table", "证明的表结构并非该表的表结构"),
    ("the row holds other cells than the schema or the proof names", "该行的单元格与表结构或证明所列者不同"),
    ("the row's table is not the content the title is about", "该行所属之表并非权属所指内容"),
)
"""See `wording_reasons` for the form of a pair."""
