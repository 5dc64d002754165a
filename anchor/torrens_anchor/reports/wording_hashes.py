"""What each hash and signature of a verdict is, and under which heading it stands, in Chinese and English."""

from enum import IntEnum

from torrens_anchor.hashing.ledger import Hashed, Scheme
from torrens_anchor.reports.wording_tables import Text
from torrens_anchor.verdicts.facts import Fact


class Part(IntEnum):
    """The headings of the appendix, in its order."""

    FILES = 1
    HOME = 2
    HEADERS = 3
    STATE = 4
    RECORD = 5
    DATA = 6
    LOG = 7
    RECEIPT = 8
    DOCUMENTS = 9
    TOKENS = 10
    STATUS = 11
    PLATFORM = 12


PARTS = {
    Part.FILES: Text("文件", "files"),
    Part.HOME: Text("登记簿", "the register"),
    Part.HEADERS: Text("区块头及其封签", "block headers and their seals"),
    Part.STATE: Text("账户与登记字的证明", "proofs of accounts and words"),
    Part.RECORD: Text("记录的各级编号、条款与签名", "the record: its ids, terms and signatures"),
    Part.DATA: Text("数据表中的一行", "the row of the table"),
    Part.LOG: Text("审计日志、检查点与见证", "the audit log, its checkpoint and witnesses"),
    Part.RECEIPT: Text("交易收据", "the receipt"),
    Part.DOCUMENTS: Text("所附文件", "documents"),
    Part.TOKENS: Text("时间戳", "time tokens"),
    Part.STATUS: Text("状态声明", "the statement of standing"),
    Part.PLATFORM: Text("平台说明", "the platform statement"),
}

_ROOMS = {
    Part.HOME: (Fact.HOME,),
    Part.HEADERS: (Fact.SEAL, Fact.TIME),
    Part.STATE: (Fact.ACCOUNT, Fact.CODE, Fact.WORD, Fact.CONTRACT),
    Part.DATA: (Fact.ROW, Fact.DATA, Fact.CAPTURED),
    Part.LOG: (Fact.ENTRY, Fact.ENTRY_SUBJECT, Fact.SIGNERS, Fact.WITNESSED, Fact.ANCHORED),
    Part.RECEIPT: (Fact.RECEIPT,),
    Part.DOCUMENTS: (Fact.DOCUMENT,),
    Part.TOKENS: (Fact.TOKEN,),
    Part.STATUS: (Fact.STATEMENT, Fact.FRESH, Fact.STANDING),
    Part.PLATFORM: (Fact.PLATFORM, Fact.PLATFORM_CURRENT, Fact.PLATFORM_COMPLETE),
}
_OF_FACT = {fact: part for part, facts in _ROOMS.items() for fact in facts}


def part_of(fact: Fact) -> Part:
    """Say under which heading what a fact rests on stands.

    Args:
        fact: The fact.

    Returns:
        The heading; that of the record where the fact has none of its own.
    """
    return _OF_FACT.get(fact, Part.RECORD)


READ = {Hashed.HEADER: Part.HEADERS, Hashed.SEAL: Part.HEADERS, Hashed.KEY_ID: Part.LOG}
"""Where a hash stands that was made while the bundle was read, before any fact was asked."""

HASHES = {
    Hashed.BYTES: Text("字节串", "bytes"),
    Hashed.KEY_ID: Text(
        "密钥标识：名称、换行、类型与公钥相连，签名行以其首 4 字节指明密钥",
        "key id: name, newline, type and public key; its first 4 bytes name the key in a signature line",
    ),
    Hashed.LEAF: Text("叶哈希：字节 00 与叶的内容相连", "leaf hash: byte 00 and the leaf"),
    Hashed.NODE: Text("上一层节点：字节 01、左、右相连", "node above: byte 01, left, right"),
    Hashed.CELL: Text("隐去单元格的承诺：字节 02、盐、单元格相连", "commitment to a cell: byte 02, salt, cell"),
    Hashed.DOCUMENT: Text("所附文件的摘要", "digest of a document"),
    Hashed.IMPRINT: Text("时间戳所盖内容的摘要（RFC 3161）", "imprint of what the time token was given for (RFC 3161)"),
    Hashed.CERTIFICATE: Text("时间戳签署证书的摘要", "digest of a time token's certificate"),
    Hashed.TAG: Text("编号的类别标记（文字）", "tag of a kind of id (text)"),
    Hashed.ORIGIN: Text(
        "登记簿的源标识：链号、地址、部署盐；证据包的与策略的相比",
        "origin of a register: chain, address, deployment salt; the bundle's and the policy's are compared",
    ),
    Hashed.DATA_ID: Text("数据编号：标记、内容根、盐", "id of the data: tag, content root, salt"),
    Hashed.TITLE_ID: Text("权属编号：标记、源标识、键", "id of the title: tag, origin, key"),
    Hashed.GRANT_ID: Text("权利编号：标记、上级编号、范围期限、条款摘要", "id of a right: tag, parent, scope, terms"),
    Hashed.LISTING_ID: Text(
        "上架编号：标记、权利、交易所、产品摘要、序号", "id of the listing: tag, right, exchange, product, nonce"
    ),
    Hashed.PEER_ID: Text("对方登记簿编号：标记、其源标识", "id of the foreign register: tag, its origin"),
    Hashed.FACT_ID: Text(
        "他链事实编号：标记、对方登记簿、种类、记录、交易所", "id of the fact: tag, peer, kind, record, exchange"
    ),
    Hashed.AGREEMENT_ID: Text(
        "互认协议编号：标记、对方登记簿、交易所、协议摘要", "id of the agreement: tag, peer, exchange, club"
    ),
    Hashed.TYPE: Text("签名结构的类型说明（EIP-712，文字）", "type of a signed struct (EIP-712, text)"),
    Hashed.NAME: Text("签名域的名称或版本（文字）", "name or version of a signing domain (text)"),
    Hashed.DOMAIN: Text("签名域（EIP-712）", "signing domain (EIP-712)"),
    Hashed.MONEY: Text("价款部分：金额、分账摘要、结算摘要、盐", "the money: amount, split, settlement, salt"),
    Hashed.SPLIT: Text("分账各项", "the legs of the split"),
    Hashed.TERMS: Text("交易条款", "the trade terms"),
    Hashed.CHECKPOINT: Text("公证人所签的区块结构", "what notaries sign of a block"),
    Hashed.SIGNED: Text(
        "待签摘要：1901、签名域、结构相连（EIP-712；交易条款的即凭证编号）",
        "digest that is signed: 1901, domain, struct (EIP-712; that of trade terms is the voucher's id)",
    ),
    Hashed.ADDRESS: Text("签名公钥的摘要，末 20 字节即其地址", "of a signer's key; the last 20 bytes are its address"),
    Hashed.HEADER: Text("区块头的哈希（QBFT 的不含封签）", "hash of a block header (of QBFT, without its seals)"),
    Hashed.SEAL: Text("QBFT 验证节点所签的区块头摘要", "what QBFT validators seal of a header"),
    Hashed.SLOT: Text("存储位置：键与位置相连", "storage slot: key and position"),
    Hashed.TRIE_KEY: Text(
        "树中的路径：证明按此值逐位取分支", "path in the trie: the proof takes its branches digit by digit"
    ),
    Hashed.TRIE_NODE: Text("状态树节点", "trie node"),
    Hashed.NO_CODE: Text(
        "空代码的哈希：合约账户的代码哈希不得为此值", "hash of no code: the code hash of a contract is another"
    ),
    Hashed.LOG_WORD: Text("日志登记字：检查点的条数与根", "LOG word: size and root of the checkpoint"),
    Hashed.EVENT: Text("事件 Written 的标识（文字）", "topic of the event Written (text)"),
    Hashed.TRANSACTION: Text("交易的哈希", "hash of the transaction"),
    Hashed.ANSWER: Text("声明中一项答复的内层哈希", "inner hash of an answer of the statement"),
    Hashed.ANSWER_LEAF: Text("该答复的叶：再哈希一次", "leaf of the answer: hashed once more"),
    Hashed.ANSWER_NODE: Text("声明树的上一层：两个子哈希由小到大相连", "node above: both children, the smaller first"),
    Hashed.STATEMENT: Text("状态声明", "the statement of standing"),
}

SIGNATURES = {
    Scheme.ED25519: Text(" 的签名（Ed25519）", "signature (Ed25519) of "),
    Scheme.RFC3161: Text("所信时间机构的时间戳（RFC 3161）", "time token (RFC 3161) of a trusted authority"),
    Scheme.SECP256K1: Text(" 的签名（secp256k1 上的 ECDSA）", "signature (ECDSA over secp256k1) of "),
}

UNSTATED = frozenset({Hashed.TRIE_KEY, Hashed.NO_CODE, Hashed.KEY_ID, Hashed.ORIGIN})
"""Hashes that need stand nowhere in one piece: what they are says what they are used for."""
NOWHERE = Text("；此值不见于任何输入、证据包或策略", "; it stands in no input, bundle or policy")
BEYOND = Text(
    "；此值不见于任何输入，亦不见于证据包与策略各自的前 4096 项文字；其后未查",
    "; it stands in no input and in none of the first 4096 texts of the bundle or the policy; no more were looked at",
)

ONE_CHUNK = Text(
    "您手中数据的块根：整个文件为一块，即字节 00 与文件相连",
    "the chunk root of your copy: the file is one chunk, so byte 00 and the file",
)
MANY_LEAVES = Text(
    "您手中数据的其他根由其各块、各行或各文件逐一算出，此处不列：格式见 SPEC.md 第 5、6 节，"
    "可用“torrens data fingerprint”复算。",
    "Other roots of your copy come of all its chunks, rows or files, which are not listed here: SPEC.md 5 and 6 have "
    "the form, `torrens data fingerprint` redoes them.",
)
RENAME = Text(
    "请先将文件更名：名称“{}”含不可显示的字符，以下命令称之为“{}”。",
    "Rename your file to this first: the name '{}' has characters that do not print; the commands below call it '{}'.",
)
INTRODUCTION = (
    Text(
        "以下各项即作出本报告的程序实际算过的全部哈希与验过的签名，依其所证事实编排；“事实”序号见第六节。"
        "签名各项只示何人之钥所签；该钥是否有权，见其事实。",
        "All hashes that the deciding program computed and the signatures that it verified, by what they show; facts "
        "are numbered as in section 6. A signature shows whose key signed; whether that key may is the fact's matter.",
    ),
    Text(
        "在证据包所在文件夹逐行执行，输出须以所示字符开头；字节自 1 起计。所需：POSIX shell、openssl、xxd。",
        "Run each line in the bundle's folder; what it prints must begin as shown; bytes count from 1. Needed: a POSIX "
        "shell, openssl, xxd.",
    ),
    Text(
        "keccak-256 各项需 OpenSSL 3.2 及以上。较旧者可将“openssl dgst -keccak-256 -r”换为"
        "“python3 -m torrens_anchor.hashing keccak-256”（须信任本程序；单文件核验器先设 "
        "PYTHONPATH=torrens-verify.pyz）。签名各项需 OpenSSL 3.0 及以上。",
        "Those of keccak-256 need OpenSSL 3.2 or later. With an older one, put `python3 -m torrens_anchor.hashing "
        "keccak-256` for `openssl dgst -keccak-256 -r` (this trusts our program; the verifier in one file is named by "
        "PYTHONPATH=torrens-verify.pyz before). Signatures need OpenSSL 3.0 or later.",
    ),
)
