"""Validators that a chain keeps in a contract: the array as a node shows it, with the proofs that a bundle carries.

Source: SPEC-chain.md 2.1 (contract mode): length at slot p, element i at H(p) + i, at the parent of what they seal.
"""

from __future__ import annotations

from typing import Final

from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.qbft_set import MAX_VALIDATORS, SetProof, ValidatorContract
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import Address
from torrens_contracts import types
from torrens_contracts.node.rpc_types import AccountProof, StorageProof
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import BlockNumber

_NO_CODE: Final = keccak256(b"")
_REMEDY: Final = "name the contract that genesis names (validatorcontractaddress), and the slot of its address[]"


def contract_at(wire: Wire, address: types.Address, slot: int) -> ValidatorContract:
    """Names a chain's validator contract by the code that stands there now.

    Args:
        wire: A node of the chain.
        address: The contract's.
        slot: Position of its `address[]`.

    Returns:
        The contract; the reader of a policy should know its code, not only its hash.

    Raises:
        FieldMismatch: No code stands there, or no array of addresses in that slot.
        NodeRefused: The node gives no proofs.
    """
    block = wire.block_number()
    code_hash = bytes(wire.get_proof(address, [], block).code_hash)
    if code_hash in (_NO_CODE, bytes(32)):
        raise FieldMismatch(f"no contract stands at 0x{address.hex()}", remedy=_REMEDY, address=f"0x{address.hex()}")
    found = ValidatorContract(bytes(address), code_hash, slot)
    named(wire, found, block)
    return found


def named(wire: Wire, contract: ValidatorContract, block: BlockNumber) -> tuple[Address, ...]:
    """Reads whom the contract names after a block: who may seal the next one, on the node's word.

    Args:
        wire: A node of the chain.
        contract: The contract.
        block: The block.

    Returns:
        The set, in the contract's order.

    Raises:
        FieldMismatch: Other code stands there, or no array of addresses in its slot.
        NodeRefused: The node no longer has that state.
    """
    words = [one.value for one in _array(wire, contract, block)[1][1:]]
    found = tuple(Address(word[12:]) for word in words)
    if any(any(word[:12]) for word in words) or len(set(found)) != len(found) or bytes(20) in found:
        raise FieldMismatch(f"slot {contract.slot} of 0x{contract.address.hex()} holds other things", remedy=_REMEDY)
    return found


def proven(wire: Wire, contract: ValidatorContract, block: BlockNumber) -> SetProof:
    """Proves whom the contract names after a block, for the header of the next one.

    Args:
        wire: A node of the chain.
        contract: The contract.
        block: The parent of that header.

    Returns:
        The parent and the array under its state root, as a bundle carries them.

    Raises:
        FieldMismatch: Other code stands there, or no array of addresses in its slot.
        NodeRefused: The node no longer has that state.
    """
    account, slots = _array(wire, contract, block)
    return SetProof.of(wire.header_rlp(block), account.proof, tuple(one.proof for one in slots))


def _array(
    wire: Wire, contract: ValidatorContract, block: BlockNumber
) -> tuple[AccountProof, tuple[StorageProof, ...]]:
    """Reads the account, the length, and the elements."""
    address, position = types.Address(contract.address), uint_word(contract.slot)
    account = wire.get_proof(address, [position], block)
    if bytes(account.code_hash) != contract.code_hash:
        raise FieldMismatch(
            f"0x{address.hex()} has other code at block {block} than the policy accepts",
            remedy="read the code that stands there, and write a policy that accepts it",
            block=block,
        )
    size = int.from_bytes(account.storage[0].value, "big")
    if not 0 < size <= MAX_VALIDATORS:
        raise FieldMismatch(
            f"slot {contract.slot} of 0x{address.hex()} holds no array of validators: its length would be {size}",
            remedy=_REMEDY,
            block=block,
        )
    first = int.from_bytes(keccak256(position), "big")
    elements = [uint_word((first + index) % 2**256) for index in range(size)]
    return account, (*account.storage, *wire.get_proof(address, elements, block).storage)
