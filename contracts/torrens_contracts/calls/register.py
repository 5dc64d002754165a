"""The register: words, journal, and the council's verbs over modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from torrens_contracts.codec import Call, call, nothing, same
from torrens_contracts.ids import Origin
from torrens_contracts.structs import Permission
from torrens_contracts.types import Address, Digest32, Timestamp


@dataclass(frozen=True, slots=True)
class Register:
    """Calls of the register at an address."""

    at: Address

    def read(self, kind: int, record: bytes) -> Call[bytes]:
        """One word; zero when nothing was ever written."""
        return call(self.at, "read(uint8,bytes32)", kind, record, returns="bytes32", make=bytes)

    def read_many(self, kind: int, records: Sequence[bytes]) -> Call[tuple[bytes, ...]]:
        """Many words of one kind, in order."""
        signature = "readMany(uint8,bytes32[])"
        return call(self.at, signature, kind, tuple(records), returns="bytes32[]", make=same)

    def read_mixed(self, runs: bytes, records: Sequence[bytes]) -> Call[tuple[bytes, ...]]:
        """Words of several kinds, in order.

        Args:
            runs: Up to eight | kind 8 | count 24 |, in the order of the records, left-aligned in 32 bytes; count 0,
                or more than are left, stands for all that are left.
            records: The ids.
        """
        return call(self.at, "readMixed(bytes32,bytes32[])", runs, tuple(records), returns="bytes32[]", make=same)

    def require_enabled(self, module: Address) -> Call[None]:
        """Reverts unless the module may write now."""
        return call(self.at, "requireEnabled(address)", module, make=nothing)

    def journal(self) -> Call[Digest32]:
        """The rolling hash over every word written."""
        return call(self.at, "journal()", returns="bytes32", make=Digest32)

    def council_seq(self) -> Call[int]:
        """How often the council changed what modules may do."""
        return call(self.at, "councilSeq()", returns="uint64", make=int)

    def origin(self) -> Call[Origin]:
        """keccak256(abi.encode(chainid, register, deploymentSalt))."""
        return call(self.at, "origin()", returns="bytes32", make=Origin)

    def deployment_salt(self) -> Call[bytes]:
        """The salt of this deployment."""
        return call(self.at, "deploymentSalt()", returns="bytes32", make=bytes)

    def domain_separator(self) -> Call[Digest32]:
        """The EIP-712 domain separator in which parties sign."""
        return call(self.at, "domainSeparator()", returns="bytes32", make=Digest32)

    def authority(self) -> Call[Address]:
        """The access manager that says who the council is."""
        return call(self.at, "authority()", returns="address", make=Address)

    def min_delay(self) -> Call[int]:
        """Seconds that enabling and widening wait at least."""
        return call(self.at, "MIN_DELAY()", returns="uint40", make=int)

    def may_write(self, module: Address, kind: int) -> Call[int]:
        """Which bits of a kind a module may change."""
        return call(self.at, "mayWrite(address,uint8)", module, kind, returns="uint256", make=int)

    def enabled(self, module: Address) -> Call[bool]:
        """Whether a module may write now."""
        return call(self.at, "enabled(address)", module, returns="bool", make=bool)

    def check_council(self, caller: Address, target: Address, selector: bytes) -> Call[None]:
        """Reverts unless the authority lets the caller call the selector on the target at once."""
        return call(self.at, "checkCouncil(address,address,bytes4)", caller, target, selector, make=nothing)

    def write(self, kind: int, record: bytes, expected: bytes, word: bytes, leaf: bytes) -> Call[None]:
        """Writes one word. Modules only; here so that its refusal can be shown."""
        signature = "write(uint8,bytes32,bytes32,bytes32,bytes32)"
        return call(self.at, signature, kind, record, expected, word, leaf, make=nothing)

    def write_many(self, entries: Sequence[tuple[int, bytes, bytes, bytes, bytes]]) -> Call[None]:
        """Writes many words (kind, id, expected, word, leaf). Modules only."""
        return call(self.at, "writeMany((uint8,bytes32,bytes32,bytes32,bytes32)[])", tuple(entries), make=nothing)

    def enable_module(
        self, module: Address, from_: Timestamp, until: Timestamp, permissions: Sequence[Permission]
    ) -> Call[None]:
        """Enables a module with its permissions, from min_delay ahead at the earliest. Council only."""
        signature = "enableModule(address,uint40,uint40,(uint8,uint256)[])"
        return call(self.at, signature, module, from_, until, tuple(permissions), make=nothing)

    def retire_module(self, module: Address) -> Call[None]:
        """Retires a module at once. Guardian or council."""
        return call(self.at, "retireModule(address)", module, make=nothing)

    def announce_widening(self, module: Address, kind: int, mask: int) -> Call[None]:
        """Announces a widening. Council only."""
        return call(self.at, "announceWidening(address,uint8,uint256)", module, kind, mask, make=nothing)

    def widen(self, module: Address, kind: int, mask: int) -> Call[None]:
        """Applies an announced widening whose time has come. Council only."""
        return call(self.at, "widen(address,uint8,uint256)", module, kind, mask, make=nothing)

    def narrow(self, module: Address, kind: int, mask: int) -> Call[None]:
        """Takes bits away at once. Guardian or council."""
        return call(self.at, "narrow(address,uint8,uint256)", module, kind, mask, make=nothing)
