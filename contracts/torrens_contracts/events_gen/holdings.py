"""Events of Holdings, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import FactId, GrantId, VoucherId
from torrens_contracts.types import Address, Digest32, PartyId


@dataclass(frozen=True, slots=True)
class GrantConfirmed(Event):
    """What was written in a suspect window holds: the grant is free again."""

    CONTRACT: ClassVar[str] = "Holdings"
    SIGNATURE: ClassVar[str] = "GrantConfirmed(bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class GrantSplit(Event):
    """A grant was split.

    With the grant as parent, `packed` and `termsDigests` are the whole keys of its parts. `authorisedBy` is 0 when
    the holder acted directly, else the EIP-712 digest of its consent.
    """

    CONTRACT: ClassVar[str] = "Holdings"
    SIGNATURE: ClassVar[str] = "GrantSplit(bytes32,uint32,bytes32[],bytes32[],bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "holder")
    grant_id: GrantId
    holder: PartyId
    packed: tuple[bytes, ...]
    terms_digests: tuple[Digest32, ...]
    authorised_by: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class GrantSurrendered(Event):
    """A holder gave a grant up. `authorisedBy` as in GrantSplit."""

    CONTRACT: ClassVar[str] = "Holdings"
    SIGNATURE: ClassVar[str] = "GrantSurrendered(bytes32,uint32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "holder")
    grant_id: GrantId
    holder: PartyId
    digest: Digest32
    authorised_by: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class LicenceActivated(Event):
    """The foreign voucher was proven, so the licence counts from now on."""

    CONTRACT: ClassVar[str] = "Holdings"
    SIGNATURE: ClassVar[str] = "LicenceActivated(bytes32,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "fact_id", "voucher_id")
    grant_id: GrantId
    fact_id: FactId
    voucher_id: VoucherId
    actor: Address


@dataclass(frozen=True, slots=True)
class LicenceLapsed(Event):
    """No voucher came in time."""

    CONTRACT: ClassVar[str] = "Holdings"
    SIGNATURE: ClassVar[str] = "LicenceLapsed(bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id",)
    grant_id: GrantId
    actor: Address
