"""What a deployment consists of: which contract at which address from which nonce, and what the council enables. Pure.

A contract's address is that of CREATE, Keccak-256 of RLP(deployer, nonce), so the whole plan is known before anything
is sent, and an interrupted deployment goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain import rlp
from torrens_anchor.chain.abi import address_word
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts.artifacts import MODULES, Artifact, load
from torrens_contracts.calls.register import Register
from torrens_contracts.codec import Call
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.deploying.permissions import permissions_of
from torrens_contracts.errors import ArtifactMissing
from torrens_contracts.types import Address, Timestamp

MIN_DELAY: Final = 2 * 86_400
"""Register.MIN_DELAY: seconds that enabling a module waits at least."""

SLACK: Final = 300
"""Seconds added to MIN_DELAY, so that the last module can still be enabled for the same second as the first."""

_NEEDS: Final = {"Enforcement": "Grants", "Vouchers": "Grants", "Recognition": "Peers"}
"""Modules whose constructor takes another module, after the register."""


@dataclass(frozen=True, slots=True)
class Creation:
    """One contract to create.

    Attributes:
        name: Its name.
        nonce: The deployer's nonce that creates it.
        address: Where it will stand.
        data: Creation code with the constructor's arguments.
    """

    name: str
    nonce: int
    address: Address
    data: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole deployment.

    Attributes:
        deployer: The key that creates the contracts; it has sent nothing before.
        council: The first account that may act for the council.
        salt: The deployment salt, 32 bytes.
        creations: In the order of their nonces: Council, Register, then the modules.
    """

    deployer: Address
    council: Address
    salt: bytes
    creations: tuple[Creation, ...]

    def address_of(self, name: str) -> Address:
        """Gives where a contract stands.

        Args:
            name: The contract's name.

        Returns:
            The address.
        """
        return next(one.address for one in self.creations if one.name == name)

    @property
    def modules(self) -> tuple[Creation, ...]:
        """The modules, in the order in which they are created and enabled."""
        return tuple(one for one in self.creations if one.name in MODULES)


def created_address(deployer: Address, nonce: int) -> Address:
    """Gives the address of the contract that an account creates with a nonce (Yellow Paper, section 7).

    Args:
        deployer: The account.
        nonce: Its nonce.

    Returns:
        The contract's address.
    """
    return Address(keccak256(rlp.encode((bytes(deployer), rlp.uint_bytes(nonce))))[12:])


def plan(deployer: Address, council: Address, salt: bytes) -> Plan:
    """Plans a deployment.

    Args:
        deployer: The key that creates the contracts, from its nonce 0.
        council: The first account that may act for the council.
        salt: 32 bytes, never used before for a register at this address on a chain of this id.

    Returns:
        The plan.

    Raises:
        ArtifactMissing: A contract was not compiled.
    """
    at = {name: created_address(deployer, nonce) for nonce, name in enumerate(("Council", "Register", *MODULES))}
    arguments = {"Council": address_word(council), "Register": address_word(at["Council"]) + salt}
    for name in MODULES:
        needed = address_word(at[_NEEDS[name]]) if name in _NEEDS else b""
        arguments[name] = address_word(at["Register"]) + needed
    creations = tuple(
        Creation(name, nonce, address, load(name).bytecode + arguments[name])
        for nonce, (name, address) in enumerate(at.items())
    )
    return Plan(deployer, council, salt, creations)


def renewal(deployer: Address, deployment: Deployment, names: Collection[str]) -> tuple[Creation, ...]:
    """Plans new versions of some modules of a deployment; a module that calls another is given the new one, if any.

    Args:
        deployer: The key that creates them, from its nonce 0.
        deployment: The deployment.
        names: Which modules.

    Returns:
        Their creations, in the order of `artifacts.MODULES`.

    Raises:
        ArtifactMissing: A name is no module's.
    """
    if wrong := [one for one in names if one not in MODULES]:
        raise ArtifactMissing(
            f"there is no module {wrong[0]}", remedy=f"name modules of {', '.join(MODULES)}", module=wrong[0]
        )
    ordered = [one for one in MODULES if one in names]
    at = {name: created_address(deployer, nonce) for nonce, name in enumerate(ordered)}
    creations = []
    for nonce, name in enumerate(ordered):
        arguments = address_word(deployment.register)
        if name in _NEEDS:
            arguments += address_word(at.get(_NEEDS[name]) or deployment.address_of(_NEEDS[name]))
        creations.append(Creation(name, nonce, at[name], load(name).bytecode + arguments))
    return tuple(creations)


def enabling(register: Address, module: Creation, from_: int) -> Call[None]:
    """Gives the call by which the council enables a module, for good, with its permissions.

    Args:
        register: The register.
        module: The module.
        from_: First second at which it may write.

    Returns:
        Register.enableModule.
    """
    permissions = permissions_of(module.name)
    return Register(register).enable_module(module.address, Timestamp(from_), Timestamp(0), permissions)


def runs(artifact: Artifact, code: bytes) -> bool:
    """Says whether deployed code is that of an artifact, whatever the constructor put into its immutables.

    Args:
        artifact: The contract.
        code: What stands at an address.

    Returns:
        True when every other byte is the same.
    """
    bare = bytearray(code)
    for one in artifact.immutables:
        bare[one.start : one.start + one.length] = bytes(one.length)
    return bytes(bare) == artifact.deployed_bytecode
