"""Every word of the register as a frozen type.

Generated from contracts/words.json by contracts/tools/words.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Self

from torrens_contracts.fields import Layout, pack_fields, unpack_fields


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


class OriginState(IntEnum):
    """States of ORIGIN words."""

    OWN = 1
    PREDECESSOR = 2


class PartyState(IntEnum):
    """States of PARTY words."""

    ACTIVE = 1
    ENDED = 2


class GrantState(IntEnum):
    """States of GRANT words."""

    NOTICED = 1
    ACTIVE = 2
    SPLIT = 3
    SURRENDERED = 4
    VOID_SPARING = 5
    VOID = 6
    ENFORCED = 7
    RESERVED = 8
    LAPSED = 9


class ObjectionState(IntEnum):
    """States of OBJECTION words."""

    OPEN = 1
    REJECTED = 2
    UPHELD = 3
    WITHDRAWN = 4


class FreezeState(IntEnum):
    """States of FREEZE words."""

    EFFECTIVE = 1
    QUEUED = 2
    LIFTED = 3


class InterestState(IntEnum):
    """States of INTEREST words."""

    LIVE = 1
    RELEASED = 2
    ENFORCED = 3


class ListingState(IntEnum):
    """States of LISTING words."""

    LISTED = 1
    SUSPENDED = 2
    DELISTED = 3


class VoucherState(IntEnum):
    """States of VOUCHER words."""

    ISSUED = 1
    SUSPENDED = 2
    SUPERSEDED = 3
    REVOKED = 4


class RedemptionState(IntEnum):
    """States of REDEMPTION words."""

    USED = 1


class PeerState(IntEnum):
    """States of PEER words."""

    ACCREDITED = 1
    FROZEN = 2
    WITHDRAWN = 3


class AgreementState(IntEnum):
    """States of AGREEMENT words."""

    LIVE = 1
    ENDED = 2


@dataclass(frozen=True, slots=True)
class OriginWord:
    """This register's own origin, and those of its recorded predecessors, so that a migration keeps every id."""

    KIND: ClassVar[int] = 1
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("ordinal", 16),
        ("since", 36),
    )
    state: int = 0
    ordinal: int = 0
    since: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class ModuleWord:
    """When a module may write; until 0 means no end is set. The code hash keeps its first 184 bits."""

    KIND: ClassVar[int] = 2
    LAYOUT: ClassVar[Layout] = (
        ("from_", 36),
        ("until", 36),
        ("code_hash", 184),
    )
    from_: int = 0
    until: int = 0
    code_hash: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class KeyWord:
    """One key of one party. An address serves one party for ever."""

    KIND: ClassVar[int] = 3
    LAYOUT: ClassVar[Layout] = (
        ("party", 32),
        ("roles", 32),
        ("exchange", 16),
        ("from_", 36),
        ("until", 36),
    )
    party: int = 0
    roles: int = 0
    exchange: int = 0
    from_: int = 0
    until: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class PartyWord:
    """A party; an exchange's number is its party number. Signatures made before `since` are void."""

    KIND: ClassVar[int] = 4
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("kind", 8),
        ("flags", 8),
        ("exchange", 16),
        ("successor", 32),
        ("since", 36),
        ("frozen_until", 36),
        ("freezes", 8),
        ("suspect_from", 36),
        ("suspect_to", 36),
    )
    state: int = 0
    kind: int = 0
    flags: int = 0
    exchange: int = 0
    successor: int = 0
    since: int = 0
    frozen_until: int = 0
    freezes: int = 0
    suspect_from: int = 0
    suspect_to: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class CalendarWord:
    """One half-year: the published bit, then one bit a day from 1 January or 1 July, set on working days."""

    KIND: ClassVar[int] = 5
    LAYOUT: ClassVar[Layout] = (
        ("published", 1),
        ("days", 255),
    )
    published: int = 0
    days: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class GrantWord:
    """A right: a title at depth 0, a licence below. While NOTICED, certUntil holds the end of the notice."""

    KIND: ClassVar[int] = 6
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("rights", 8),
        ("depth", 4),
        ("flags", 12),
        ("holder", 32),
        ("registrar", 16),
        ("since", 36),
        ("until", 36),
        ("cert_until", 36),
        ("frozen_until", 36),
        ("freezes", 8),
        ("ranks", 8),
        ("live_ranks", 8),
        ("open_objections", 8),
    )
    state: int = 0
    rights: int = 0
    depth: int = 0
    flags: int = 0
    holder: int = 0
    registrar: int = 0
    since: int = 0
    until: int = 0
    cert_until: int = 0
    frozen_until: int = 0
    freezes: int = 0
    ranks: int = 0
    live_ranks: int = 0
    open_objections: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class ObjectionWord:
    """An objection against a notice or a title."""

    KIND: ClassVar[int] = 7
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("reason", 8),
        ("party", 32),
        ("since", 36),
        ("settled", 36),
        ("digest", 128),
    )
    state: int = 0
    reason: int = 0
    party: int = 0
    since: int = 0
    settled: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class FreezeWord:
    """A freeze order. The full digest of the order stands in the event."""

    KIND: ClassVar[int] = 8
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("scope", 8),
        ("flags", 8),
        ("authority", 32),
        ("since", 36),
        ("until", 36),
        ("digest", 128),
    )
    state: int = 0
    scope: int = 0
    flags: int = 0
    authority: int = 0
    since: int = 0
    until: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class InterestWord:
    """A security interest, ranked by its ordinal."""

    KIND: ClassVar[int] = 9
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("kind", 8),
        ("secured", 32),
        ("since", 36),
        ("maturity", 36),
        ("consents", 8),
        ("digest", 128),
    )
    state: int = 0
    kind: int = 0
    secured: int = 0
    since: int = 0
    maturity: int = 0
    consents: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class SerialWord:
    """How many certificate numbers a registrar has assigned in a month."""

    KIND: ClassVar[int] = 10
    LAYOUT: ClassVar[Layout] = (("count", 16),)
    count: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class ListingWord:
    """A product listed at an exchange."""

    KIND: ClassVar[int] = 11
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("flags", 8),
        ("exchange", 16),
        ("since", 36),
        ("until", 36),
        ("review_until", 36),
        ("reviews", 8),
        ("grade", 8),
    )
    state: int = 0
    flags: int = 0
    exchange: int = 0
    since: int = 0
    until: int = 0
    review_until: int = 0
    reviews: int = 0
    grade: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class VoucherWord:
    """A trade voucher."""

    KIND: ClassVar[int] = 12
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("flags", 8),
        ("exchange", 16),
        ("issued_at", 36),
    )
    state: int = 0
    flags: int = 0
    exchange: int = 0
    issued_at: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class RedemptionWord:
    """A voucher used once for one purpose before one verifier."""

    KIND: ClassVar[int] = 13
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("party", 32),
        ("at", 36),
    )
    state: int = 0
    party: int = 0
    at: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class LogWord:
    """keccak256(abi.encode(uint256 size, bytes32 root)) of an exchange's audit log."""

    KIND: ClassVar[int] = 14
    LAYOUT: ClassVar[Layout] = (("commitment", 256),)
    commitment: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class LinkWord:
    """Two records that belong together; the ids are in the key."""

    KIND: ClassVar[int] = 15
    LAYOUT: ClassVar[Layout] = (
        ("kind", 8),
        ("since", 36),
    )
    kind: int = 0
    since: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class FactWord:
    """What is known of a foreign record, from which statement, and what was decided on it."""

    KIND: ClassVar[int] = 16
    LAYOUT: ClassVar[Layout] = (
        ("answer", 8),
        ("reason", 8),
        ("flags", 16),
        ("decision", 8),
        ("decision_reason", 8),
        ("as_of", 36),
        ("until", 36),
        ("statement", 64),
        ("agreement", 32),
    )
    answer: int = 0
    reason: int = 0
    flags: int = 0
    decision: int = 0
    decision_reason: int = 0
    as_of: int = 0
    until: int = 0
    statement: int = 0
    agreement: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class PeerWord:
    """An accredited foreign register and the newest header accepted of it."""

    KIND: ClassVar[int] = 17
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("scheme", 8),
        ("threshold", 8),
        ("notaries", 8),
        ("set_epoch", 32),
        ("number", 64),
        ("timestamp", 36),
    )
    state: int = 0
    scheme: int = 0
    threshold: int = 0
    notaries: int = 0
    set_epoch: int = 0
    number: int = 0
    timestamp: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class AgreementWord:
    """A standing agreement on recognition; its terms are one digest."""

    KIND: ClassVar[int] = 18
    LAYOUT: ClassVar[Layout] = (
        ("state", 8),
        ("exchange", 16),
        ("since", 36),
        ("until", 36),
        ("max_age", 32),
        ("digest", 128),
    )
    state: int = 0
    exchange: int = 0
    since: int = 0
    until: int = 0
    max_age: int = 0
    digest: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))


@dataclass(frozen=True, slots=True)
class PackedWord:
    """The scope and term of a grant, bound by its key and so by every signature over an id."""

    LAYOUT: ClassVar[Layout] = (
        ("purpose", 32),
        ("region", 40),
        ("action", 24),
        ("rights", 8),
        ("basis", 8),
        ("mode", 8),
        ("not_before", 36),
        ("until", 36),
        ("nonce", 64),
    )
    purpose: int = 0
    region: int = 0
    action: int = 0
    rights: int = 0
    basis: int = 0
    mode: int = 0
    not_before: int = 0
    until: int = 0
    nonce: int = 0

    @classmethod
    def unpack(cls, word: bytes) -> Self:
        """Reads a 32-byte word; unused low bits must be zero (MalformedWord otherwise)."""
        return cls(*unpack_fields(word, cls.LAYOUT))

    def pack(self) -> bytes:
        """Returns the 32-byte word; a value wider than its field raises MalformedWord."""
        return pack_fields(((getattr(self, name), bits) for name, bits in self.LAYOUT))
