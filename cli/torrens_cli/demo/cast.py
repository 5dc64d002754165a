"""Who plays: exchanges, parties, the court, notaries, witnesses. Names are invented; credit codes check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SEED: Final = "torrens-demo"
"""Seed of every development key and salt: the same story has the same keys everywhere."""

PASSWORD: Final = "torrens development"  # noqa: S105 - development keys are derivable from the seed; this hides nothing


@dataclass(frozen=True, slots=True)
class Player:
    """A party of the story.

    Attributes:
        name: Name of its key file.
        number: Party number; an exchange's is its registrar code.
        zh: Name in Chinese.
        en: Name in English.
        uscc: Unified social credit code, GB 32100.
    """

    name: str
    number: int
    zh: str
    en: str
    uscc: str


@dataclass(frozen=True, slots=True)
class House:
    """An exchange with its own chain.

    Attributes:
        player: The exchange as a party.
        chain_id: EIP-155 chain id of its chain.
    """

    player: Player
    chain_id: int

    @property
    def name(self) -> str:
        """Name of its folder."""
        return self.player.name


HANGZHOU: Final = House(Player("hangzhou", 331, "杭州数据交易所", "Hangzhou exchange", "91330100MA2TRNX58Y"), 3310001)
HARBIN: Final = House(Player("harbin", 231, "哈尔滨数据交易中心", "Harbin exchange", "91230100MA2TRNX663"), 2310001)
NEIMENGGU: Final = House(
    Player("neimenggu", 151, "内蒙古数据交易中心", "Inner Mongolia exchange", "91150100MA2TRNX74F"), 1510001
)
HOUSES: Final = (HANGZHOU, HARBIN, NEIMENGGU)
PARTNERS: Final = (HARBIN, NEIMENGGU)

PROVIDER: Final = Player("provider", 65537, "西湖气象数据公司", "the provider", "91330106MA2TRNX07D")
PROCESSOR: Final = Player("processor", 65538, "滨江数据加工公司", "the processor", "91330108MA2TRNX155")
OPERATOR: Final = Player("operator", 65539, "临平数据运营公司", "the operator", "91330110MA2TRNX23U")
BUYER: Final = Player("buyer", 65540, "浦东农业保险公司", "the buyer", "91310115MA2TRNX31N")
REVIEWER: Final = Player("reviewer", 65541, "之江律师事务所", "the reviewer", "31330000MD2TRNX40C")
COURT: Final = Player("court", 65600, "杭州互联网法院", "the court", "11330000MB2TRNX861")
HOLDERS: Final = (PROVIDER, PROCESSOR, OPERATOR, BUYER)

NOTARIES: Final = tuple(f"notary{i}" for i in range(1, 6))
NOTARY_THRESHOLD: Final = 3
WITNESSES: Final = tuple(f"witness{i}" for i in range(1, 4))
WITNESS_THRESHOLD: Final = 2
