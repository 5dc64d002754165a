"""The published bit tables: purposes, regions, and their names (contracts/README.md).

Bit i of a purpose mask is section A+i of GB/T 4754-2017; bit i of a region mask is the i-th province-level code
of GB/T 2260 in ascending order, and bit 34 is abroad (00).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from torrens_registry.errors import UnknownBits


@dataclass(frozen=True, slots=True)
class Entry:
    """One bit of a table.

    Attributes:
        code: Its code in the standard.
        zh: Its name in Chinese.
        en: Its name in English.
    """

    code: str
    zh: str
    en: str


def _table(rows: str) -> tuple[Entry, ...]:
    return tuple(Entry(*row.split("|")) for row in rows.strip().splitlines())


INDUSTRIES: Final = _table("""
A|农、林、牧、渔业|Agriculture, forestry, animal husbandry and fishery
B|采矿业|Mining
C|制造业|Manufacturing
D|电力、热力、燃气及水生产和供应业|Production and supply of power, heat, gas and water
E|建筑业|Construction
F|批发和零售业|Wholesale and retail trade
G|交通运输、仓储和邮政业|Transport, storage and post
H|住宿和餐饮业|Accommodation and catering
I|信息传输、软件和信息技术服务业|Information transmission, software and information technology services
J|金融业|Finance
K|房地产业|Real estate
L|租赁和商务服务业|Leasing and business services
M|科学研究和技术服务业|Scientific research and technical services
N|水利、环境和公共设施管理业|Water, environment and public facilities
O|居民服务、修理和其他服务业|Residential, repair and other services
P|教育|Education
Q|卫生和社会工作|Health and social work
R|文化、体育和娱乐业|Culture, sports and entertainment
S|公共管理、社会保障和社会组织|Public administration, social security and social organisations
T|国际组织|International organisations
""")

REGIONS: Final = _table("""
11|北京|Beijing
12|天津|Tianjin
13|河北|Hebei
14|山西|Shanxi
15|内蒙古|Inner Mongolia
21|辽宁|Liaoning
22|吉林|Jilin
23|黑龙江|Heilongjiang
31|上海|Shanghai
32|江苏|Jiangsu
33|浙江|Zhejiang
34|安徽|Anhui
35|福建|Fujian
36|江西|Jiangxi
37|山东|Shandong
41|河南|Henan
42|湖北|Hubei
43|湖南|Hunan
44|广东|Guangdong
45|广西|Guangxi
46|海南|Hainan
50|重庆|Chongqing
51|四川|Sichuan
52|贵州|Guizhou
53|云南|Yunnan
54|西藏|Tibet
61|陕西|Shaanxi
62|甘肃|Gansu
63|青海|Qinghai
64|宁夏|Ningxia
65|新疆|Xinjiang
71|台湾|Taiwan
81|香港|Hong Kong
82|澳门|Macao
00|境外|Abroad
""")


def mask_of(table: tuple[Entry, ...], codes: Iterable[str]) -> int:
    """Turns codes into a mask, for example `mask_of(REGIONS, ["33"])`.

    Args:
        table: INDUSTRIES or REGIONS.
        codes: Codes of that table.

    Returns:
        Bit i for the i-th entry of the table.

    Raises:
        UnknownBits: A code is not in the table.
    """
    bits = {entry.code: 1 << i for i, entry in enumerate(table)}
    mask = 0
    for code in codes:
        if code not in bits:
            raise UnknownBits(f"code {code!r} is not in the table {' '.join(bits)}", code=code)
        mask |= bits[code]
    return mask
