"""What a call's bytes say: contract, function and arguments by name; so that nobody agrees to bytes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eth_abi.abi import decode as abi_decode
from eth_abi.exceptions import DecodingError

from torrens_contracts.abi import functions_by_selector
from torrens_contracts.artifacts import CONTRACTS
from torrens_contracts.deploying.deployment import Deployment
from torrens_contracts.errors import ArgumentRefused
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Address


@dataclass(frozen=True, slots=True)
class NamedCall:
    """A call, said.

    Attributes:
        contract: Which contract of the deployment.
        function: Which function of it.
        arguments: Its arguments by their Solidity names, as eth_abi reads them; addresses as bytes.
    """

    contract: str
    function: str
    arguments: Mapping[str, object]


def contract_at(deployment: Deployment, address: Address) -> str | None:
    """Gives the name of a contract of a deployment; None for another's address.

    Args:
        deployment: The deployment.
        address: The address.

    Returns:
        The name.
    """
    own = {deployment.register: "Register", deployment.council: "Council"}
    return own.get(address) or next((one.name for one in deployment.modules if one.address == address), None)


def address_of(deployment: Deployment, contract: str) -> Address:
    """Gives the address of a contract of a deployment.

    Args:
        deployment: The deployment.
        contract: Council, Register, or a module's name.

    Returns:
        Where it is.

    Raises:
        ArgumentRefused: There is no such contract.
    """
    if contract not in CONTRACTS:
        raise ArgumentRefused(
            f"{contract!r} is no contract of a deployment",
            remedy=f"name one of {', '.join(CONTRACTS)}",
            contract=contract,
        )
    own = {"Register": deployment.register, "Council": deployment.council}
    return own[contract] if contract in own else deployment.address_of(contract)


def selector_of(contract: str, function: str) -> bytes:
    """Gives the 4 bytes of a function of a contract.

    Args:
        contract: Its name, as in `artifacts.CONTRACTS`.
        function: The function's name.

    Returns:
        The selector.

    Raises:
        ArgumentRefused: The contract has no such function that changes anything, or two of the name.
    """
    table = functions_by_selector(contract)
    verbs = {one: entry for one, entry in table.items() if entry.state_mutability not in ("view", "pure")}
    found = [one for one, entry in verbs.items() if function in (entry.name, entry.signature)]
    if len(found) != 1:
        known = ", ".join(sorted(entry.name for entry in verbs.values()))
        raise ArgumentRefused(
            f"{contract} has no function {function!r}", remedy=f"name one of {known}", contract=contract
        )
    return found[0]


def function_at(contract: str | None, selector: bytes) -> str:
    """Gives the name of a function; the selector as hex where the contract is none of ours or has none such.

    Args:
        contract: The contract's name, if it is one of ours.
        selector: The first 4 bytes of a call.

    Returns:
        The name.
    """
    entry = functions_by_selector(contract).get(selector) if contract is not None else None
    return to_hex(selector) if entry is None else entry.name


def named(deployment: Deployment, to: Address, data: bytes) -> NamedCall:
    """Says what a call does.

    Args:
        deployment: Where the contracts are.
        to: The contract that is called.
        data: Selector and arguments.

    Returns:
        It, by names.

    Raises:
        ArgumentRefused: It is none of the deployment's contracts, or the bytes are of no function of it.
    """
    contract = contract_at(deployment, to)
    if contract is None:
        raise ArgumentRefused(
            f"{to_hex(to)} is no contract of this deployment",
            remedy="name a contract of deployment.json, or the manifest that has it",
            address=to_hex(to),
        )
    entry = functions_by_selector(contract).get(data[:4])
    if entry is None:
        raise ArgumentRefused(f"{contract} has no function {to_hex(data[:4])}", contract=contract)
    try:
        values = abi_decode([one.canonical for one in entry.inputs], data[4:])
    except (DecodingError, OverflowError, ValueError) as error:  # UnicodeDecodeError is a ValueError
        raise ArgumentRefused(
            f"the arguments of {contract}.{entry.signature} are of another form: {error}", contract=contract
        ) from error
    pairs = zip(entry.inputs, values, strict=True)
    plain = {one.name: bytes.fromhex(value[2:]) if one.type == "address" else value for one, value in pairs}
    return NamedCall(contract, entry.name, plain)
