"""Events of Parties, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class CalendarPublished(Event):
    """The working days of a year, as CALENDAR words; the digest is that of the State Council notice."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "CalendarPublished(uint16,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("year",)
    year: int
    first_half: bytes
    second_half: bytes
    notice_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ExchangeAdmitted(Event):
    """The council admitted an exchange with its first key."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "ExchangeAdmitted(uint16,bytes32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange",)
    exchange: ExchangeId
    identity_digest: Digest32
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class KeyAdded(Event):
    """A live key of the party added another."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "KeyAdded(uint32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class KeyEnded(Event):
    """A key counts no more from `until` on."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "KeyEnded(uint32,address,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class PartyEnrolled(Event):
    """A party was enrolled with its first key. LEGAL: identityDigest is SHA-256 of the unified credit code."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "PartyEnrolled(uint32,uint8,uint16,bytes32,address,uint32,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "exchange")
    party: PartyId
    kind: int
    exchange: ExchangeId
    identity_digest: Digest32
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class SignaturesVoided(Event):
    """Everything the party signed before `since` is void."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SignaturesVoided(uint32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party",)
    party: PartyId
    since: Timestamp
    actor: Address
