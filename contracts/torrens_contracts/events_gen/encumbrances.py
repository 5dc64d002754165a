"""Events of Encumbrances, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import GrantId, Id
from torrens_contracts.types import Address, Digest32, PartyId, Timestamp


@dataclass(frozen=True, slots=True)
class Charged(Event):
    """An interest was registered; its ordinal is its rank."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "Charged(bytes32,uint8,uint8,uint32,uint40,uint8,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "secured")
    grant_id: GrantId
    ordinal: int
    kind: int
    secured: int
    maturity: Timestamp
    consents: int
    digest: Digest32
    receipt_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class ConsentsChanged(Event):
    """The secured party lets these verbs pass from now on."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "ConsentsChanged(bytes32,uint8,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    ordinal: int
    consents: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ExerciseReleased(Event):
    """The EXERCISE flag fell: no order that stops exercise runs any more. What still runs ends at `frozenUntil`."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "ExerciseReleased(bytes32,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    frozen_until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class FreezeLifted(Event):
    """A freeze order was lifted; `promoted` is the ordinal that became effective, 0 when none waited."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "FreezeLifted(bytes32,uint8,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    ordinal: int
    promoted: int
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class FreezePromoted(Event):
    """A queued order became effective because those before it ran out."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "FreezePromoted(bytes32,uint8,uint40,uint40,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    ordinal: int
    since: Timestamp
    until: Timestamp
    actor: Address


@dataclass(frozen=True, slots=True)
class FreezeRenewed(Event):
    """An order that runs was given a later end."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "FreezeRenewed(bytes32,uint8,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target",)
    target: Id
    ordinal: int
    until: Timestamp
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Frozen(Event):
    """A freeze order was recorded, EFFECTIVE or QUEUED."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "Frozen(bytes32,uint8,uint8,uint8,uint32,uint40,uint40,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("target", "authority")
    target: Id
    ordinal: int
    scope: int
    state: int
    authority: PartyId
    since: Timestamp
    until: Timestamp
    order_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class InterestReleased(Event):
    """The secured party released its interest."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "InterestReleased(bytes32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    ordinal: int
    release_digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class PrenoticeLapsed(Event):
    """A pre-notice passed its deadline and was taken off the grant."""

    CONTRACT: ClassVar[str] = "Encumbrances"
    SIGNATURE: ClassVar[str] = "PrenoticeLapsed(bytes32,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    ordinal: int
    actor: Address
