"""The manifest of a deployment: which chain, which addresses, which code. Written by `torrens deploy`.

One JSON file: {v, chainId, register, registerCodeHash, deploymentSalt, origin, deployBlock, council,
modules: {name: {address, codeHash}}}. Unknown versions and unknown fields fail closed; the origin must be what
chain id, register and salt hash to, so a manifest pasted together from two is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from torrens_anchor.forms.canonical import encode as encode_canonical
from torrens_contracts.artifacts import MODULES
from torrens_contracts.errors import MalformedAnswer, MalformedDeployment
from torrens_contracts.hexcodec import from_hex, to_hex
from torrens_contracts.ids import Id, Origin
from torrens_contracts.ids import origin as origin_of
from torrens_contracts.types import Address, BlockNumber, ChainId, Digest32

VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class DeployedModule:
    """One module.

    Attributes:
        name: As in `artifacts.MODULES`.
        address: Where it is.
        code_hash: Keccak-256 of its code there, immutables filled.
    """

    name: str
    address: Address
    code_hash: Digest32


@dataclass(frozen=True, slots=True)
class Deployment:
    """One register with its modules on one chain.

    Attributes:
        chain_id: The chain.
        register: The register's address.
        register_code_hash: Keccak-256 of its code.
        deployment_salt: Its salt, part of its origin and signing domain.
        origin: keccak256(abi.encode(chainid, register, deploymentSalt)).
        deploy_block: The block in which it was founded; a mirror begins here.
        council: The access manager's address.
        modules: The modules, sorted by name.
    """

    chain_id: ChainId
    register: Address
    register_code_hash: Digest32
    deployment_salt: bytes
    origin: Origin
    deploy_block: BlockNumber
    council: Address
    modules: tuple[DeployedModule, ...]

    def module(self, name: str) -> DeployedModule:
        """Find a module.

        Args:
            name: Its name.

        Returns:
            The module.

        Raises:
            MalformedDeployment: The manifest does not name it.
        """
        for module in self.modules:
            if module.name == name:
                return module
        raise MalformedDeployment(f"the deployment has no module {name}", module=name)

    def address_of(self, name: str) -> Address:
        """Find a module's address; raises as `module` does.

        Args:
            name: Its name.

        Returns:
            The address.
        """
        return self.module(name).address

    def emitters(self) -> tuple[Address, ...]:
        """Give whose logs a mirror reads: the register's and the modules'.

        Returns:
            Addresses, the register's first.
        """
        return (self.register, *(module.address for module in self.modules))


class _Module(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    address: str
    code_hash: str


class _Manifest(msgspec.Struct, frozen=True, rename="camel", forbid_unknown_fields=True):
    v: int
    chain_id: int
    register: str
    register_code_hash: str
    deployment_salt: str
    origin: str
    deploy_block: int
    council: str
    modules: dict[str, _Module]


def parse_deployment(data: bytes) -> Deployment:
    """Read a manifest.

    Args:
        data: The file's bytes.

    Returns:
        The deployment.

    Raises:
        MalformedDeployment: Not JSON, an unknown version or field, a field missing or of another form, a module
            missing or unknown, or an origin that is not that of the other fields.
    """
    try:
        raw = msgspec.json.decode(data, type=_Manifest)
        if raw.v != VERSION:
            raise MalformedDeployment(f"deployment manifest of version {raw.v}; this software reads {VERSION}", v=raw.v)
        found = _deployment(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, MalformedAnswer) as error:
        raise MalformedDeployment(f"the deployment manifest cannot be read: {error}") from error
    _check(found)
    return found


def _deployment(raw: _Manifest) -> Deployment:
    return Deployment(
        chain_id=ChainId(raw.chain_id),
        register=Address(from_hex(raw.register, "register", 20)),
        register_code_hash=Digest32(from_hex(raw.register_code_hash, "registerCodeHash", 32)),
        deployment_salt=from_hex(raw.deployment_salt, "deploymentSalt", 32),
        origin=Origin(Id(from_hex(raw.origin, "origin", 32))),
        deploy_block=BlockNumber(raw.deploy_block),
        council=Address(from_hex(raw.council, "council", 20)),
        modules=tuple(
            DeployedModule(
                name,
                Address(from_hex(module.address, f"the address of {name}", 20)),
                Digest32(from_hex(module.code_hash, f"the code hash of {name}", 32)),
            )
            for name, module in sorted(raw.modules.items())
        ),
    )


def _check(found: Deployment) -> None:
    if found.chain_id <= 0 or found.deploy_block < 0:
        raise MalformedDeployment("chainId and deployBlock are not negative, and chainId is not 0")
    names = {module.name for module in found.modules}
    if names != set(MODULES):
        odd = ", ".join(sorted(names ^ set(MODULES)))
        raise MalformedDeployment(f"the deployment's modules are not those of this release: {odd}", modules=odd)
    if len({*found.emitters(), found.council}) != len(found.modules) + 2:
        raise MalformedDeployment("two contracts of the deployment share an address")
    if origin_of(found.chain_id, found.register, found.deployment_salt) != found.origin:
        raise MalformedDeployment("the origin is not that of chainId, register and deploymentSalt")


def write_deployment(deployment: Deployment) -> bytes:
    """Write a manifest.

    Args:
        deployment: The deployment.

    Returns:
        Canonical JSON, which `parse_deployment` reads back.
    """
    return encode_canonical(
        {
            "v": VERSION,
            "chainId": deployment.chain_id,
            "register": to_hex(deployment.register),
            "registerCodeHash": to_hex(deployment.register_code_hash),
            "deploymentSalt": to_hex(deployment.deployment_salt),
            "origin": to_hex(deployment.origin),
            "deployBlock": deployment.deploy_block,
            "council": to_hex(deployment.council),
            "modules": {
                module.name: {"address": to_hex(module.address), "codeHash": to_hex(module.code_hash)}
                for module in deployment.modules
            },
        }
    )
