"""Standing: dated statements of good standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_anchor.chain.statement import Answer
from torrens_contracts.codec import KEY, Call, call
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.ids import GrantKey
from torrens_contracts.structs import Ask
from torrens_contracts.types import Address, Digest32

_ASK = "(uint8,bytes9,bytes32,uint16,uint64)"
_Asked = tuple[int, bytes, bytes, int, int]
_REPLY = "(uint8,bytes32,uint8,uint8,uint16,uint40)"


@dataclass(frozen=True, slots=True)
class Standing:
    """Calls of Standing at an address."""

    at: Address

    def state(self, lane: int, challenge: bytes, keys: Sequence[GrantKey], asks: Sequence[Ask]) -> Call[Digest32]:
        """States the standing of what is asked, as of this block; gives the statement's hash."""
        signature = f"state(uint16,bytes32,{KEY}[],{_ASK}[])"
        return call(self.at, signature, lane, challenge, tuple(keys), _asked(asks), returns="bytes32", make=Digest32)

    def answers(self, keys: Sequence[GrantKey], asks: Sequence[Ask]) -> Call[tuple[Answer, ...]]:
        """The answers that `state` would give now."""
        signature = f"answers({KEY}[],{_ASK}[])"
        return call(self.at, signature, tuple(keys), _asked(asks), returns=f"{_REPLY}[]", make=_answers)

    def count(self, lane: int) -> Call[int]:
        """How many statements a lane has made."""
        return call(self.at, "count(uint16)", lane, returns="uint64", make=int)

    def ring(self, lane: int, index: int) -> Call[Digest32]:
        """The statement in a slot of a lane's ring; the slot of statement n is n mod 16."""
        return call(self.at, "ring(uint256,uint256)", lane, index, returns="bytes32", make=Digest32)


def _asked(asks: Sequence[Ask]) -> tuple[_Asked, ...]:
    return tuple((ask.kind, _path(ask.path), ask.detail, ask.exchange, ask.nonce) for ask in asks)


def _path(indices: bytes) -> bytes:
    """Gives | length 8 | so many indices, 8 each | zero |, nine bytes: a ninth index has no room, and is refused."""
    if len(indices) > 8:
        raise ArgumentRefused("a path has eight indices at most", indices=len(indices))
    return bytes([len(indices)]) + indices.ljust(8, b"\0")


def _answers(rows: tuple[tuple[int, bytes, int, int, int, int], ...]) -> tuple[Answer, ...]:
    return tuple(Answer(*row) for row in rows)
