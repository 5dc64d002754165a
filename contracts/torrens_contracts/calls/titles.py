"""Titles: notice, objection, registration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import KEY, Call, call, nothing
from torrens_contracts.ids import GrantId, GrantKey, Id, TitleId
from torrens_contracts.structs import Notice
from torrens_contracts.types import Address, Digest32

_NOTICE = f"({KEY},uint32,bytes32,bytes32,bytes32)"


@dataclass(frozen=True, slots=True)
class Titles:
    """Calls of Titles at an address."""

    at: Address

    def notice(self, filed: Notice) -> Call[TitleId]:
        """Gives public notice of an application. REGISTRAR keys."""
        return call(self.at, f"notice({_NOTICE})", filed, returns="bytes32", make=_title)

    def notice_many(self, filed: Sequence[Notice]) -> Call[None]:
        """Gives notice of many applications; one refused refuses all."""
        return call(self.at, f"noticeMany({_NOTICE}[])", tuple(filed), make=nothing)

    def object(self, title: TitleId, reason: int, digest: Digest32) -> Call[None]:
        """Objects during the notice. Any party's SIGN key."""
        return call(self.at, "object(bytes32,uint8,bytes32)", title, reason, digest, make=nothing)

    def settle(self, title: TitleId, ordinal: int, outcome: int, digest: Digest32) -> Call[None]:
        """Settles an objection with a state of `words.ObjectionState`. The home registrar."""
        return call(self.at, "settle(bytes32,uint8,uint8,bytes32)", title, ordinal, outcome, digest, make=nothing)

    def register_title(self, key: GrantKey) -> Call[int]:
        """Registers after the notice ended without open objection; gives the certificate number. The home registrar."""
        return call(self.at, f"registerTitle({KEY})", key, returns="uint64", make=int)

    def register_titles(self, keys: Sequence[GrantKey]) -> Call[None]:
        """Registers many; one refused refuses all."""
        return call(self.at, f"registerTitles({KEY}[])", tuple(keys), make=nothing)


def _title(word: bytes) -> TitleId:
    return TitleId(GrantId(Id(word)))
