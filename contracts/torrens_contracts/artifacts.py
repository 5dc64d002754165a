"""The committed ABI and bytecode of each contract, as `python -m torrens_devnet.compile` writes them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal

import msgspec

from torrens_contracts.errors import ArtifactMissing

MODULES: Final = (
    "Parties",
    "Notices",
    "Titles",
    "Grants",
    "Holdings",
    "Encumbrances",
    "Enforcement",
    "Listings",
    "Vouchers",
    "AuditAnchors",
    "Standing",
    "Peers",
    "Recognition",
)
"""The modules, in the order in which they are deployed."""

CONTRACTS: Final = ("Council", "Register", *MODULES)
"""Every contract of a deployment."""


class Param(msgspec.Struct, frozen=True):
    """One argument, field or result, as the ABI has it.

    Attributes:
        name: Its Solidity name.
        type: Its type; `tuple` stands for a struct, with its fields in `components`.
        indexed: Of an event: whether it is a topic.
        components: The fields of a struct.
        internal_type: The Solidity type as written, for example `struct GrantKey`.
    """

    name: str
    type: str
    indexed: bool = False
    components: tuple[Param, ...] = ()
    internal_type: str = msgspec.field(default="", name="internalType")

    @property
    def canonical(self) -> str:
        """The type as signatures spell it: structs as their fields in brackets."""
        if not self.type.startswith("tuple"):
            return self.type
        return f"({','.join(part.canonical for part in self.components)}){self.type.removeprefix('tuple')}"


class Entry(msgspec.Struct, frozen=True, rename="camel"):
    """One function, event or error, or the constructor.

    Attributes:
        type: What it is.
        name: Its name; empty for the constructor.
        inputs: Its arguments.
        outputs: Its results.
        state_mutability: Of a function.
    """

    type: Literal["function", "event", "error", "constructor", "fallback", "receive"]
    name: str = ""
    inputs: tuple[Param, ...] = ()
    outputs: tuple[Param, ...] = ()
    state_mutability: str = ""

    @property
    def signature(self) -> str:
        """name(type,…), whose Keccak names it on chain."""
        return f"{self.name}({','.join(part.canonical for part in self.inputs)})"


class StorageSlot(msgspec.Struct, frozen=True):
    """One state variable: its name, slot, offset and size in bytes, and type."""

    label: str
    slot: int
    offset: int
    size: int
    type: str


class ImmutableRange(msgspec.Struct, frozen=True):
    """Bytes of the deployed code that the constructor fills."""

    start: int
    length: int


class _File(msgspec.Struct, frozen=True, rename="camel"):
    contract_name: str
    source_name: str
    abi: tuple[Entry, ...]
    bytecode: str
    deployed_bytecode: str
    immutable_references: tuple[ImmutableRange, ...]
    storage_layout: tuple[StorageSlot, ...]


@dataclass(frozen=True, slots=True)
class Artifact:
    """One contract.

    Attributes:
        name: Its name.
        source: Its file, from contracts/.
        abi: Its functions, events and errors.
        bytecode: What creates it, before the constructor's arguments.
        deployed_bytecode: What then runs, immutables still zero.
        immutables: The bytes of it that the constructor fills.
        storage: Its state variables; foreign verifiers prove some of them.
    """

    name: str
    source: str
    abi: tuple[Entry, ...]
    bytecode: bytes
    deployed_bytecode: bytes
    immutables: tuple[ImmutableRange, ...]
    storage: tuple[StorageSlot, ...]

    def entries(self, kind: Literal["function", "event", "error"]) -> tuple[Entry, ...]:
        """Give its functions, events or errors.

        Args:
            kind: Which.

        Returns:
            Them, in the ABI's order.
        """
        return tuple(entry for entry in self.abi if entry.type == kind)


@cache
def load(name: str) -> Artifact:
    """Load one contract's artifact.

    Args:
        name: One of `CONTRACTS`.

    Returns:
        The artifact.

    Raises:
        ArtifactMissing: There is none of this name, or its file is damaged.
    """
    if name not in CONTRACTS:
        raise ArtifactMissing(f"there is no contract {name}", contract=name)
    try:
        text = (resources.files("torrens_contracts") / "abi" / f"{name}.json").read_bytes()
        file = msgspec.json.decode(text, type=_File)
        code = bytes.fromhex(file.bytecode[2:]), bytes.fromhex(file.deployed_bytecode[2:])
    except (OSError, msgspec.DecodeError, ValueError) as error:
        raise ArtifactMissing(f"the artifact of {name} cannot be read: {error}", contract=name) from error
    return Artifact(
        file.contract_name, file.source_name, file.abi, *code, file.immutable_references, file.storage_layout
    )
