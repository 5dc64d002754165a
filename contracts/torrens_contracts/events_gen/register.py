"""Events of Register, each a frozen type of the same name.

Generated from the committed ABIs by contracts/tools/events.py; do not edit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from torrens_contracts.events_gen.base import Event
from torrens_contracts.ids import Id, Origin
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class Founded(Event):
    """The register began."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "Founded(bytes32,bytes32,address,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("origin",)
    origin: Origin
    deployment_salt: bytes
    authority: Address
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleEnabled(Event):
    """The council enabled a module from a time not earlier than MIN_DELAY from now."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleEnabled(address,uint40,uint40,bytes32,uint8[],uint256[],uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module",)
    module: Address
    from_: Timestamp
    until: Timestamp
    code_hash: Digest32
    kinds: tuple[int, ...]
    masks: tuple[int, ...]
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleNarrowed(Event):
    """A module may change fewer bits of a kind, at once."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleNarrowed(address,uint8,uint256,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleRetired(Event):
    """A module may write no more from this second on; its words stay."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleRetired(address,uint40,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module",)
    module: Address
    until: Timestamp
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class ModuleWidened(Event):
    """An announced widening took effect."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "ModuleWidened(address,uint8,uint256,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class WideningAnnounced(Event):
    """The council announced that a module may change more bits of a kind, from `from` on at the earliest."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "WideningAnnounced(address,uint8,uint256,uint40,uint64,address)"
    INDEXED: ClassVar[tuple[str, ...]] = ("module", "kind")
    module: Address
    kind: int
    mask: int
    from_: Timestamp
    council_seq: int
    actor: Address


@dataclass(frozen=True, slots=True)
class Written(Event):
    """A word was written; the typed event with this leaf stands before it in the same transaction."""

    CONTRACT: ClassVar[str] = "Register"
    SIGNATURE: ClassVar[str] = "Written(uint8,bytes32,address,bytes32,bytes32)"
    INDEXED: ClassVar[tuple[str, ...]] = ("kind", "id", "module")
    kind: int
    id: Id
    module: Address
    word: bytes
    leaf: Digest32
