"""Who may seal a QBFT block: the list in the header, or the validator contract's storage at the parent.

Source: Besu's `QbftValidatorsValidationRule`, reference `validatorcontractaddress`. The set for block N is the one
after block N-1. In header mode extraData lists exactly that set; in contract mode list and vote are empty, and the
set is an `address[]` in the contract's storage, proven under the parent's state root. The parent comes as its block
hash takes it, without seals: the child's parentHash vouches for its bytes, so none of them can change unseen.
"""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.header import Header, parse_header
from torrens_anchor.chain.mpt import Seen, prove_account, prove_storage
from torrens_anchor.chain.qbft import QbftHeader
from torrens_anchor.errors import FieldMismatch, LimitExceeded, MalformedInput, ProofMismatch
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, read_hex, read_items, show_all, show_hex
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.signatures.secp256k1 import Address

MAX_VALIDATORS: Final = 1023
"""Largest set read from a contract: a proof each, and one of the length, fit one array of a bundle."""


@dataclass(frozen=True, slots=True)
class ValidatorContract:
    """Where a chain in contract mode keeps its validators.

    Attributes:
        address: The contract's.
        code_hash: Keccak-256 of its code; other code may keep other things in the slot.
        slot: Position of its `address[]`: the length stands there, element i at keccak256(slot) + i.
    """

    address: bytes
    code_hash: bytes
    slot: int

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "ValidatorContract":
        """Read one from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The contract.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("address", "codeHash", "slot"))
        return cls(m.data("address", 20), m.data("codeHash", 32), int.from_bytes(m.data("slot", 32), "big"))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "address": show_hex(self.address),
            "codeHash": show_hex(self.code_hash),
            "slot": show_hex(uint_word(self.slot)),
        }


@dataclass(frozen=True, slots=True)
class SetProof:
    """The validator contract's array at a block's parent.

    Attributes:
        raw: The parent's RLP, round and seals empty.
        parent: The same, parsed; its hash is its block hash.
        account: Account proof of the contract under the parent's state root.
        slots: Storage proofs, of the length and then of each element.
    """

    raw: bytes
    parent: Header
    account: tuple[bytes, ...]
    slots: tuple[tuple[bytes, ...], ...]

    @classmethod
    def of(cls, raw: bytes, account: tuple[bytes, ...], slots: tuple[tuple[bytes, ...], ...]) -> "SetProof":
        """Join a parent with proofs under its state root.

        Args:
            raw: The parent's RLP, round and seals empty.
            account: Account proof of the contract.
            slots: Storage proofs, of the length and then of each element.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: The bytes are no header.
        """
        return cls(raw, parse_header(raw), account, slots)

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "SetProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form, or no header.
        """
        m = Members(value, where, ("parent", "account", "slots"))
        return cls.of(m.data("parent"), m.blobs("account"), m.items("slots", _blobs))

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        slots: list[JsonValue] = [show_all(proof) for proof in self.slots]
        return {"parent": show_hex(self.raw), "account": show_all(self.account), "slots": slots}


def _blobs(value: JsonValue, where: str) -> tuple[bytes, ...]:
    return read_items(value, where, read_hex)


def validators_of(
    sealed: QbftHeader, contract: ValidatorContract | None, proof: SetProof | None
) -> tuple[Address, ...]:
    """Give the set that may seal a header, by its own word or by its parent's state.

    Whether that set is trusted is not decided here, see `qbft_trust`.

    Args:
        sealed: The header.
        contract: The validator contract, or None in header mode.
        proof: The contract's array at the parent; None in header mode.

    Returns:
        The set.

    Raises:
        FieldMismatch: The header is of the other mode, the parent is another, or the contract has other code.
        MalformedInput: No set, a proof where none belongs, or an element that is no address or stands twice.
        ProofMismatch: A proof does not lead to the parent's state.
        LimitExceeded: More validators than are read.
    """
    if contract is None:
        if not sealed.validators:
            raise FieldMismatch("the header lists no validators; the policy expects header mode")
        if proof is not None:
            raise MalformedInput("a header that lists its validators needs no proof of them")
        return sealed.validators
    if sealed.validators or sealed.voted:
        raise FieldMismatch("the header lists validators or a vote; in contract mode both are empty")
    if proof is None:
        raise MalformedInput("in contract mode a header comes with the contract's array at its parent")
    return _prove_array(sealed, contract, proof)


def _prove_array(sealed: QbftHeader, contract: ValidatorContract, proof: SetProof) -> tuple[Address, ...]:
    parent = proof.parent
    if parent.hash != sealed.header.parent_hash or parent.number + 1 != sealed.header.number:
        raise FieldMismatch(f"header {parent.number} is not the parent of header {sealed.header.number}")
    account = prove_account(parent.state_root, contract.address, proof.account)
    if account is None or account.code_hash != contract.code_hash:
        raise FieldMismatch("the validator contract is missing or has other code than the policy accepts")
    if not proof.slots:
        raise ProofMismatch("the proof of the validators' number is missing")
    seen: Seen = {}
    position = uint_word(contract.slot)
    size = int.from_bytes(prove_storage(account.storage_root, position, proof.slots[0], seen), "big")
    if size > MAX_VALIDATORS:
        raise LimitExceeded(f"a set of {size} validators; at most {MAX_VALIDATORS} are read", validators=size)
    if not size or len(proof.slots) != size + 1:
        raise ProofMismatch(f"the contract names {size} validators, the proof shows {len(proof.slots) - 1}")
    first = int.from_bytes(keccak256(position, Hashed.SLOT), "big")
    words = [
        prove_storage(account.storage_root, uint_word((first + i) % 2**256), nodes, seen)
        for i, nodes in enumerate(proof.slots[1:])
    ]
    found = tuple(Address(word[12:]) for word in words)
    if any(any(word[:12]) for word in words) or len(set(found)) != size or bytes(20) in found:
        raise MalformedInput("the contract's array holds what is no address, or one address twice")
    return found
