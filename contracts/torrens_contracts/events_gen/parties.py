"""Events of Parties, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.types import Address, Digest32, ExchangeId, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class AffiliateDeclared(Event):
    """The exchange, an authority or the council declared a party an affiliate of the exchange."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "AffiliateDeclared(uint16,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange", "party")
    exchange: ExchangeId
    party: PartyId
    reason_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class AffiliateEnded(Event):
    """The party is no affiliate of the exchange any more."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "AffiliateEnded(uint16,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange", "party")
    exchange: ExchangeId
    party: PartyId
    reason_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class CalendarCorrected(Event):
    """The council put other working days to come into a published year; open cases are counted anew."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "CalendarCorrected(uint16,bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("year",)
    year: int
    first_half: bytes
    second_half: bytes
    reason_digest: Digest32
    actor: Address


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
class ExchangeRemoved(Event):
    """The council removed an exchange: its keys act no more, its certificates stand (G35 article 13)."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "ExchangeRemoved(uint16,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("exchange",)
    exchange: ExchangeId
    order_digest: Digest32
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
class KeyRecoveryOpened(Event):
    """The recovery of a lost key was opened.

    The new one counts from `from` on, unless a live key of the party ends it before. The digest is that of the papers
    that were seen.
    """

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "KeyRecoveryOpened(uint32,address,uint32,uint40,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    roles: int
    from_: Timestamp
    until: Timestamp
    order_digest: Digest32
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
class RolesChanged(Event):
    """The party's exchange gave a key REVIEWER or AUDITOR, or took it back."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "RolesChanged(uint32,address,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "key")
    party: PartyId
    key: Address
    roles: int
    reason_digest: Digest32
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


@dataclass(frozen=True, slots=True)
class Succeeded(Event):
    """The party ended, and the successor's keys act for all that it held.

    It is the successor's so manieth, from 1: its FORMER link has this number.
    """

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "Succeeded(uint32,uint32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party", "successor")
    party: PartyId
    successor: PartyId
    number: int
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class SuperiorEnded(Event):
    """The authority is no superior of the other any more."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SuperiorEnded(uint32,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("authority", "superior")
    authority: PartyId
    superior: PartyId
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class SuperiorNamed(Event):
    """The council named the authority above another."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SuperiorNamed(uint32,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("authority", "superior")
    authority: PartyId
    superior: PartyId
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class SuspectDeclared(Event):
    """The party said that its keys were in wrong hands; from and to are the whole window that stands now."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SuspectDeclared(uint32,uint40,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party",)
    party: PartyId
    from_: Timestamp
    to: Timestamp
    reason_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class SuspectOrdered(Event):
    """An authority or the council fixed the suspect window; zeros: there is none."""

    CONTRACT: ClassVar[str] = "Parties"
    SIGNATURE: ClassVar[str] = "SuspectOrdered(uint32,uint40,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("party",)
    party: PartyId
    from_: Timestamp
    to: Timestamp
    order_digest: Digest32
    actor: Address
