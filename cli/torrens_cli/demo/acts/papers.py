"""The papers behind the story: short documents whose digests go on chain and whose bytes go into the bundle."""

from __future__ import annotations

from hashlib import sha256

from torrens_anchor.forms.canonical import encode
from torrens_cli.demo import cast
from torrens_contracts.types import Digest32

_PAPERS = {
    "use": {"zh": "数据使用许可合同", "en": "licence of use: one region, two years"},
    "operate": {"zh": "数据经营许可合同", "en": "licence to operate: resale, three years"},
    "product": {"zh": "气象数据产品说明书", "en": "product sheet: daily weather, one content version"},
    "scenario": {"zh": "场景审核意见:通过", "en": "scenario of use: passed"},
    "report": {"zh": "合规审查报告:通过", "en": "compliance report: passed"},
    "agreement": {"zh": "数据许可合同", "en": "data licence agreement"},
    "compliance": {"zh": "交易合规材料", "en": "compliance file of the trade"},
    "delivery": {"zh": "交付与验收记录", "en": "delivery and acceptance record"},
    "settlement": {"zh": "银行资金托管回单", "en": "escrow receipt of the bank"},
    "recognition": {"zh": "数据产品互认协议", "en": "agreement on mutual recognition"},
    "order": {"zh": "财产保全裁定书", "en": "court order: preservation"},
}


def paper(name: str) -> bytes:
    """Returns a paper's bytes: canonical JSON that says what it stands for.

    Args:
        name: Which paper.

    Returns:
        Its exact bytes.
    """
    return encode({"story": cast.SEED, "paper": name, **_PAPERS[name]})


def digest(name: str) -> Digest32:
    """Returns SHA-256 of a paper, which is what goes on chain."""
    return Digest32(sha256(paper(name)).digest())
