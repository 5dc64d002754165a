"""The report's own terms, for who reads such a report for the first time."""

from typing import Final

from torrens_anchor.reports.wording_tables import Text

TERMS: Final = (
    Text(
        "摘要（哈希）：由一段内容算出的定长数字，内容改动一处，摘要即不同；由摘要不能还原内容。",
        "digest (hash): a number of fixed length computed from content, which changes with any change of the content "
        "and from which the content cannot be had back.",
    ),
    Text(
        "分块根、表根、内容根（chunkRoot、tableRoot、contentRoot）：文件按块、表格按行逐一取摘要，再两两合并所得的总摘要。",
        "chunkRoot, tableRoot, contentRoot: digests of a file's chunks or a table's rows, joined in pairs into one.",
    ),
    Text(
        "登记簿（Register）：链上的一份合约，登记事项及其状态记于其中（其法律效力由法院认定）；每条记载称为一个“登记字”，各有种类与编号。",
        "Register: the contract on the chain that holds what is registered and its state (a court finds "
        "of what effect in law); each thing it holds is a word, of a kind and an id.",
    ),
    Text(
        "区块、区块头：链按次序写成区块；区块头概括一个区块，其中的“状态根”把该时刻登记簿的全部内容固定下来。",
        "block, header: a chain is written block by block; a header's state root fixes all the register held then.",
    ),
    Text(
        "得证：所附的一串树节点逐个以摘要相扣，自登记字一直扣到区块头；缺一节、错一字即不成立。",
        "proven: the nodes supplied link up by their digests from the word to the header; any gap or change breaks it.",
    ),
    Text(
        "公证人、验证节点：核查并签署区块头的人或机构，由核验人自己的策略列明；须有足数签署。此处“公证人”是技术用语，并非《公证法》所称公证机构或公证员，其签署不是公证证明。",
        "notary, validator: who checks and signs headers; the reader's own policy names them and how many must sign. "
        "A notary here is none of the Notarization Law, and its signature no notarial certificate.",
    ),
    Text(
        "策略：核验人自己的文件，写明其信任谁；证据包里的任何内容都不能添加。",
        "policy: the reader's own file of whom it trusts; nothing in a bundle adds to it.",
    ),
    Text(
        "审计日志、检查点、锚定：交易所逐条记事，只增不改；“检查点”是全部条目的签名摘要，“锚定”即把它写入链上。",
        "audit log, checkpoint, anchor: the exchange's entries, only ever added to; a checkpoint is the signed digest "
        "of all of them, and to anchor is to write that digest on the chain.",
    ),
    Text(
        "见证人：交易所以外（或以内）的机构，对检查点共签，使日志无法向不同的人出示不同的版本而不被发现。",
        "witness: who cosigns checkpoints, so that a log that shows two histories is found out.",
    ),
    Text(
        "状态声明（Standing）：登记簿就某时点的状态所作的答复，有采信期限；过期不等于失效，须索取新的。",
        "statement of standing: the register's answer as of a time, good until a time; past it, ask for a newer one.",
    ),
    Text(
        "收据：某笔链上交易执行结果的证明，示明登记簿在哪一笔交易中写入了记录。",
        "receipt: the proof of what a transaction did: in which one the register wrote the record.",
    ),
    Text(
        "主体编号、交易所编号：登记时给定的数字；其对应的名称与证照由登记该主体的交易所保存。",
        "party and exchange numbers: given at enrolment; the exchange that enrolled a party keeps its name and papers.",
    ),
    Text(
        "相符、不符、无法核验：查过且一致；查过而不一致；缺少依据，既不能说一致，也不能说不一致。",
        "match, mismatch, cannot verify: checked, and so; checked, and not so; something is missing to say either.",
    ),
)
"""Terms of which a reader of the report must know the meaning, each in a sentence."""
