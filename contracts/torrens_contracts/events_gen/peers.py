"""Events of Peers, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.clubs import Ages
from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import PeerId
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class HeaderAccepted(Event):
    """A header was accepted; the storage root is that of the peer's Standing."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "HeaderAccepted(bytes32,uint64,bytes32,uint40,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    number: BlockNumber
    block_hash: Digest32
    timestamp: Timestamp
    state_root: Digest32
    storage_root: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class NotariesChanged(Event):
    """The notary set changed; what the old set signed counts no more, and a header under the new one is needed."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "NotariesChanged(bytes32,uint32,uint8,address[],address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    set_epoch: int
    threshold: int
    notaries: tuple[Address, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerAccredited(Event):
    """A foreign register was accredited (scheme 1, attest)."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = (
        "PeerAccredited(bytes32,uint64,address,bytes32,address,bytes32,uint32,(uint32,uint32,uint32),uint8,uint32,"
        "address[],address)"
    )
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {7: Ages}
    peer: PeerId
    chain_id: ChainId
    register: Address
    deployment_salt: bytes
    standing: Address
    standing_code_hash: Digest32
    council_seq: int
    max_age: Ages
    threshold: int
    set_epoch: int
    notaries: tuple[Address, ...]
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerChanged(Event):
    """The council withdrew the accreditation, or lifted the freeze."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "PeerChanged(bytes32,uint8,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    state: int
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerFrozen(Event):
    """Two signed headers of one height: the peer is frozen."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "PeerFrozen(bytes32,uint64,bytes32,bytes32,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    peer: PeerId
    number: BlockNumber
    first_hash: Digest32
    second_hash: Digest32
    actor: Address


@dataclass(frozen=True, slots=True)
class PeerTermsChanged(Event):
    """The peer's Standing, its policy or the ages changed; what was proven under another Standing counts no more."""

    CONTRACT: ClassVar[str] = "Peers"
    SIGNATURE: ClassVar[str] = "PeerTermsChanged(bytes32,address,bytes32,uint32,(uint32,uint32,uint32),address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("peer",)
    MAKERS: ClassVar[dict[int, Callable[..., object]]] = {4: Ages}
    peer: PeerId
    standing: Address
    standing_code_hash: Digest32
    council_seq: int
    max_age: Ages
    actor: Address
