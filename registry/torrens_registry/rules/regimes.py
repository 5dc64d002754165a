"""Regimes as data: the national profile (G35) and the provincial and sibling ones (domain.md 3.1, 3.2).

A profile may ask for more than the national one (a longer notice, longer record keeping), never for less;
labels are a matter of display only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from torrens_contracts.codes import Right


@dataclass(frozen=True, slots=True)
class Labels:
    """Chinese names of the three rights.

    Attributes:
        hold: Of HOLD.
        use: Of USE.
        operate: Of OPERATE.
    """

    hold: str
    use: str
    operate: str

    def of(self, right: Right) -> str:
        """The name of one right.

        Args:
            right: The right.

        Returns:
            The name in Chinese.
        """
        return {Right.HOLD: self.hold, Right.USE: self.use, Right.OPERATE: self.operate}[right]


NAMES_2026: Final = Labels("数据持有权", "数据使用权", "数据经营权")
"""G35 article 3."""
NAMES_2022: Final = Labels("数据资源持有权", "数据加工使用权", "数据产品经营权")
"""The twenty data articles of 2022."""


@dataclass(frozen=True, slots=True)
class Regime:
    """The clocks and bounds of one rule book; days are working days, years are calendar years.

    Attributes:
        code: Two-digit region, or "CN" for the national profile.
        zh: Name in Chinese.
        source: The document.
        answer_days: Accept or reject; silence accepts (art. 17).
        notice_days: Public notice (art. 24).
        inquiry_days: Inquiry into an objection (art. 25).
        case_days: Whole case from acceptance, stopped clocks apart (art. 28).
        extension_days: The most it can be extended (art. 28).
        objection_notice_days: Notice of a later objection to the holder (art. 29).
        certificate_years: Longest validity of a certificate (art. 26).
        renewal_months: Renewal opens so many months before the end (art. 36).
        record_years: Records are kept at least so long (art. 10; Shenzhen 30: we keep 30).
        labels: Names of the rights, for display.
    """

    code: str
    zh: str
    source: str
    answer_days: int = 3
    notice_days: int = 5
    inquiry_days: int = 10
    case_days: int = 10
    extension_days: int = 10
    objection_notice_days: int = 5
    certificate_years: int = 5
    renewal_months: int = 6
    record_years: int = 20
    labels: Labels = NAMES_2026


NATIONAL: Final = Regime("CN", "全国", "数据产权登记工作指引(试行),国数综政策〔2026〕35号")
PROVINCIAL: Final[Mapping[str, Regime]] = MappingProxyType(
    {
        "33": replace(NATIONAL, code="33", zh="浙江", source="杭州数据交易所实务;国家指引", labels=NAMES_2022),
        "23": replace(NATIONAL, code="23", zh="黑龙江", source="国家指引"),
        "15": replace(NATIONAL, code="15", zh="内蒙古", source="国家指引"),
        "35": replace(NATIONAL, code="35", zh="福建", source="福建公共数据登记:公示10个工作日", notice_days=10),
        "44": replace(NATIONAL, code="44", zh="广东(深圳)", source="深发改规〔2023〕5号", record_years=30),
    }
)


def regime_of(registrar: int) -> Regime:
    """The rule book of a registrar, by the region in its code (331 is region 33, registrar 1).

    Args:
        registrar: The registrar's code.

    Returns:
        The provincial profile; the national one where there is none.
    """
    return PROVINCIAL.get(f"{registrar // 10:02}", NATIONAL)
