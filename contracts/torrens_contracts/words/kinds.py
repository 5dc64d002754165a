"""The kinds of words.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from enum import IntEnum


class Kind(IntEnum):
    """The kinds of words (contracts/README.md, Words)."""

    ORIGIN = 1
    MODULE = 2
    KEY = 3
    PARTY = 4
    CALENDAR = 5
    GRANT = 6
    OBJECTION = 7
    FREEZE = 8
    INTEREST = 9
    SERIAL = 10
    LISTING = 11
    VOUCHER = 12
    REDEMPTION = 13
    LOG = 14
    LINK = 15
    FACT = 16
    PEER = 17
    AGREEMENT = 18
    REVIEW = 19
