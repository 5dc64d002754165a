"""What the register itself says its journal is: proven against a header, or only asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.layout import journal_slot
from torrens_anchor.chain.mpt import prove_account, prove_storage
from torrens_contracts.errors import NodeRefused
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.node.wire import Wire
from torrens_contracts.types import Address
from torrens_registry.errors import Diverged, Unproven
from torrens_registry.store.chain_tables import CursorRow


class Degree(StrEnum):
    """How a value is known."""

    PROVED = "proved"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot's word and how it is known.

    Attributes:
        degree: PROVED by a storage proof against the header, or CHECKED by asking the node.
        word: 32 bytes.
    """

    degree: Degree
    word: bytes


def journal_of_chain(wire: Wire, register: Address, at: CursorRow, header: bytes | None = None) -> Slot:
    """Gets the register's journal word as of a block.

    Args:
        wire: The node.
        register: Register's address.
        at: The cursor at that block.
        header: The block's header as RLP, from somebody who is trusted for it; the node's own when absent.

    Returns:
        The word; PROVED when `eth_getProof` leads to the header's state root.

    Raises:
        Diverged: The header is of another block than the mirror's.
        ProofMismatch: The node's proof does not lead to the header's state root.
        Unproven: The node gives neither a proof nor the word: it has forgotten the state of this block.
    """
    block, slot = bytes.fromhex(at.hash[2:]), journal_slot()
    # By height, which every node takes here; the hash decides.
    parsed = parse_header(wire.header_rlp(at.block) if header is None else header)
    if parsed.hash != block:
        raise Diverged(
            f"the header is of block {to_hex(parsed.hash)}, the mirror stands at {at.hash}",
            remedy="give the header of the mirror's block, or sync the mirror to the header's",
            header=to_hex(parsed.hash),
            cursor=at.hash,
        )
    try:
        proof = wire.get_proof(register, [slot], block)
    except NodeRefused:
        return Slot(Degree.CHECKED, _asked(wire, register, slot, block))
    account = prove_account(parsed.state_root, register, proof.proof)
    if account is None:
        raise Diverged(f"there is no register at {to_hex(register)} in block {at.hash}", block=at.hash)
    return Slot(Degree.PROVED, prove_storage(account.storage_root, slot, proof.storage[0].proof))


def _asked(wire: Wire, register: Address, slot: bytes, block: bytes) -> bytes:
    try:
        return wire.storage_at(register, slot, block)
    except NodeRefused as refusal:
        raise Unproven(
            f"the node has no state of block {to_hex(block)}: {refusal.said}",
            remedy="sync the mirror to a newer block, or ask a node that keeps old states",
            block=to_hex(block),
        ) from refusal
