"""Events of Grants, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import GrantId
from torrens_contracts.structs import Reservation
from torrens_contracts.types import Address, Digest32, PartyId


@dataclass(frozen=True, slots=True)
class GrantEnforced(Event):
    """A judgment ended the grant, and all below it with it."""

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = "GrantEnforced(bytes32,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "holder")
    grant_id: GrantId
    holder: PartyId
    digest: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class LicenceReserved(Event):
    """A licence is kept for a foreign sale; the event carries its whole key.

    `authorisedBy` is the digest of the consent.
    """

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = (
        "LicenceReserved(bytes32,bytes32,bytes32,bytes32,uint32,(uint256,address,bytes32,bytes32,uint40),bytes32,"
        "address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "parent", "holder")
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {5: Reservation}
    grant_id: GrantId
    parent: GrantId
    packed: bytes
    terms_digest: Digest32
    holder: PartyId
    reservation: Reservation
    authorised_by: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Licensed(Event):
    """A licence was written; the event carries its whole key.

    `authorisedBy` is 0 when the holder acted directly, the EIP-712 digest of the holder's consent, or the voucherId.
    """

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = "Licensed(bytes32,bytes32,bytes32,bytes32,uint32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "parent", "holder")
    grant_id: GrantId
    parent: GrantId
    packed: bytes
    terms_digest: Digest32
    holder: PartyId
    authorised_by: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class Transferred(Event):
    """The whole grant has another holder."""

    CONTRACT: ClassVar[str] = "Grants"
    SIGNATURE: ClassVar[str] = "Transferred(bytes32,uint32,uint32,uint8,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("grant_id", "from_", "to")
    grant_id: GrantId
    from_: PartyId
    to: PartyId
    reason: int
    terms_digest: Digest32
    actor: Address
