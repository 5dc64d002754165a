"""What `torrens council show` tells, read by tests; how long they wait for the schedule."""

from __future__ import annotations

from typing import Any

from hand_kit import Hand
from worlds import signer

DAY = 86_400
LATER = 600
"""Blocks run ahead of a clock that stands still, a second each."""


def rows(hand: Hand, name: str) -> list[dict[str, Any]]:
    return [one for one in hand.at_home("council", "show")[0] if name in one]


def module(hand: Hand, name: str) -> dict[str, Any]:
    return next(one for one in rows(hand, "module") if one["module"] == name)


def error(told: dict[str, Any]) -> str:
    """The contract's own error where there is one, else the slug."""
    return str(told["facts"].get("error", told["type"].removeprefix("urn:torrens:")))


def address(name: str) -> str:
    return f"0x{signer(name).address.hex()}"
