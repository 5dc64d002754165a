"""Ways out of what stands in a verdict's way, in English and Chinese."""

from typing import Final

WAYS_OUT: Final = (
    ("ask a party of the trade to disclose it", "请交易一方予以披露"),
    (
        "ask for a bundle with a header in between, sealed by more of the earlier validators",
        "请索取附有中间区块头的证据包，由更多先前验证节点签章",
    ),
    (
        "ask for the fingerprint that was registered and name it (--fingerprint), or a table's --schema",
        "请索取登记时的指纹并以 --fingerprint 指明，或指明数据表的 --schema",
    ),
    ("ask the exchange for its decision", "请向交易所索取其决定"),
    (
        "ask the home for a newer statement, or verify at a time when this one counted",
        "请向本所索取新的声明，或按该声明尚可采信之时核验",
    ),
    (
        "ask the home to prove a newer statement of the peer, and for a bundle of that",
        "请本所证明对方较新的声明，并索取据此制作的证据包",
    ),
    ("ask the issuer for a bundle for {}", "请向出具方索取用途为 {0} 的证据包"),
    ("ask the issuer for a bundle that carries it", "请向出具方索取附有该项的证据包"),
    ("ask the issuer for a bundle that names it", "请向出具方索取载明该项的证据包"),
    ("ask the issuer for a bundle that opens it", "请向出具方索取示出该项的证据包"),
    ("ask the issuer for a bundle that proves both under one header", "请向出具方索取在同一区块头下证明二者的证据包"),
    (
        "ask the issuer for a bundle that proves the key's word at or after the issue",
        "请向出具方索取在开具之时或其后证明该密钥之字的证据包",
    ),
    (
        "ask the issuer for a bundle that proves the right's word at or after the statement",
        "请向出具方索取在声明之时或其后证明该权利之字的证据包",
    ),
    (
        "ask the issuer for a bundle that proves the signing contract's account",
        "请向出具方索取证明签署合约账户的证据包",
    ),
    (
        "ask the issuer for a bundle that proves the word at or after that block",
        "请向出具方索取在该区块或其后证明该字的证据包",
    ),
    ("ask the issuer for a bundle that proves this word", "请向出具方索取证明该字的证据包"),
    (
        "ask the sender for the file again; it is damaged or of another format",
        "请向发送方再次索取文件；其已损坏或属另一格式",
    ),
    ("do not rely on this evidence; ask its issuer for the original", "勿采信此证据，请向出具方索取原件"),
    (
        "have the operator's verifier key from the operator itself, and name it",
        "请自运营者本人取得其核验密钥，并列入策略",
    ),
    ("name the missing key in your own policy file, if you trust it", "若您信任所缺密钥，请列入自己的策略"),
    ("see what is said of the seal and of the code", "请参看关于签章与代码的各项"),
    ("see what is said of the statement", "请参看关于声明的各项"),
    ("split the input; the limit is part of the format", "请拆分输入；上限为格式的一部分"),
    ("verify a grant bundle of that register beside this one", "请另行核验该登记簿的权利证据包"),
    ("verify at a time not before the header's", "请以不早于区块头的时间核验"),
    (
        "verify at a time within the set's validity, or ask for a bundle under a newer set",
        "请以该届有效期内的时间核验，或索取由较新一届签章的证据包",
    ),
    ("verify the token by its own tool", "请以其自身的工具核验该时间戳"),
    ("verify with a newer release that names this version in SPEC.md", "请以在 SPEC.md 中载有此版本的较新版本核验"),
    (
        "make one with `torrens data fingerprint --out`, without --chunks-only",
        "请以 `torrens data fingerprint --out` 制作，且不加 --chunks-only",
    ),
    ("use the exact bytes that the issuer wrote; do not reformat them", "请用出具方所写的原字节，不得改动格式"),
    ("ask the issuer for the log entry by which that statement was proven", "请向出具方索取证明该声明的日志条目"),
    (
        "ask the issuer for the log entry by which it was proven under that agreement",
        "请向出具方索取依该协议证明时的日志条目",
    ),
    ("ask the issuer for the log entry by which the licence passed on", "请向出具方索取载明许可转移的日志条目"),
    ("give your copy of the data", "请提供您手中的数据副本"),
    ("ask the operator for a newer statement", "请向运营者索取较新的说明"),
    ("ask the operator for a statement that names them", "请向运营者索取列明这些密钥的说明"),
    (
        'pip install "torrens[timestamp]", and run the installed verifier',
        '请执行 pip install "torrens[timestamp]"，并以安装版核验',
    ),
    (
        "name the authority's root certificate in your own policy file, if you trust it",
        "若您信任该机构，请将其根证书列入自己的策略",
    ),
    (
        "name that certificate beside the authority's root in your policy, if you trust it",
        "若您信任该证书，请将其与机构根证书一并列入策略",
    ),
    ("verify at a time not before the token's", "请以不早于时间戳的时间核验"),
    ("verify at a time not before the entry's", "请以不早于条目的时间核验"),
    (
        "ask the issuer for a bundle under a header that notaries sealed whom your policy names",
        "请向出具方索取由您策略所列公证人签署的区块头之下的证据包",
    ),
    (
        "ask the issuer for a bundle that proves the signing contract's account at or after the issue",
        "请向出具方索取在签发之时或之后证明签署合约账户的证据包",
    ),
    ("pip install {}", "请执行 pip install {0}"),
)
"""See `wording_reasons` for the form of a pair."""
