"""Where the contracts keep what a bundle proves, and how words are packed: the one place for such numbers.

Slot positions follow Solidity's storage layout: `mapping[key]` of a mapping at slot p is at
keccak256(abi.encode(key, p)). A verifier recomputes every slot from its key and never takes one from a bundle.
The word layouts repeat `contracts/words.json` for the kinds a verdict reads; a test holds the two equal.
"""

from enum import IntEnum

from torrens_anchor.chain.abi import uint_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed

REGISTER_WORDS_SLOT = 0
"""Register: mapping(uint8 kind => mapping(bytes32 id => bytes32)) words."""
REGISTER_JOURNAL_SLOT = 1
"""Register: bytes32 journal."""
STANDING_RING_SLOT = 0
"""Standing: mapping(uint256 lane => mapping(uint256 index => bytes32)) ring."""
RING_SIZE = 16
"""Statements a lane keeps; statement n stands at n & 15."""


class Kind(IntEnum):
    """Kinds of words, as Register numbers them (uint8); a test holds them equal to `contracts/words.json`."""

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


Layout = tuple[tuple[str, int], ...]
"""Field names with widths in bits, most significant first; low bits left over are zero."""

KEY: Layout = (("party", 32), ("roles", 32), ("exchange", 16), ("from", 36), ("until", 36))
GRANT: Layout = (
    ("state", 8), ("rights", 8), ("depth", 4), ("flags", 12), ("holder", 32), ("registrar", 16), ("since", 36),
    ("until", 36), ("certUntil", 36), ("frozenUntil", 36), ("freezes", 8), ("ranks", 8), ("liveRanks", 8),
    ("openObjections", 8),
)  # fmt: skip
LISTING: Layout = (
    ("state", 8), ("flags", 8), ("exchange", 16), ("since", 36), ("until", 36), ("reviewUntil", 36), ("reviews", 8),
    ("grade", 8), ("content", 96),
)  # fmt: skip
VOUCHER: Layout = (("state", 8), ("flags", 8), ("exchange", 16), ("issuedAt", 36), ("authority", 32))
FACT: Layout = (
    ("answer", 8), ("reason", 8), ("flags", 16), ("decision", 8), ("decisionReason", 8), ("asOf", 36), ("until", 36),
    ("statement", 64), ("agreement", 32), ("tradeAge", 20), ("financeAge", 20),
)  # fmt: skip
PEER: Layout = (
    ("state", 8), ("scheme", 8), ("threshold", 8), ("notaries", 8), ("setEpoch", 32), ("number", 64),
    ("timestamp", 36), ("maxAge", 32), ("tradeAge", 20), ("financeAge", 20), ("councilSeq", 20),
)  # fmt: skip
AGREEMENT: Layout = (("state", 8), ("exchange", 16), ("since", 36), ("until", 36), ("maxAge", 32), ("digest", 128))
PACKED: Layout = (
    ("purpose", 32), ("region", 40), ("action", 24), ("rights", 8), ("basis", 8), ("mode", 8), ("notBefore", 36),
    ("until", 36), ("nonce", 64),
)  # fmt: skip


def fields(layout: Layout, word: bytes) -> dict[str, int]:
    """Unpack a word.

    Args:
        layout: The word's layout.
        word: 32 bytes.

    Returns:
        Each field's value by name, and under "" the unused low bits (zero in every word the modules write).
    """
    value, left, found = int.from_bytes(word, "big"), 256, {}
    for name, bits in layout:
        left -= bits
        found[name] = value >> left & (1 << bits) - 1
    found[""] = value & (1 << left) - 1
    return found


def _at(key: bytes, position: bytes) -> bytes:
    return keccak256(key + position, Hashed.SLOT)


def word_slot(kind: int, identifier: bytes) -> bytes:
    """Give the slot of `words[kind][id]` in Register.

    Args:
        kind: The kind, uint8.
        identifier: The id, 32 bytes.

    Returns:
        The slot's position, 32 bytes.
    """
    return _at(identifier, _at(uint_word(kind, 8), uint_word(REGISTER_WORDS_SLOT)))


def journal_slot() -> bytes:
    """Give the slot of `journal` in Register.

    Returns:
        The slot's position, 32 bytes.
    """
    return uint_word(REGISTER_JOURNAL_SLOT)


def ring_slot(lane: int, number: int) -> bytes:
    """Give the slot of a statement in Standing's ring.

    Args:
        lane: The lane.
        number: The statement's number n in that lane.

    Returns:
        The slot's position, 32 bytes.
    """
    return _at(uint_word(number % RING_SIZE), _at(uint_word(lane), uint_word(STANDING_RING_SLOT)))
