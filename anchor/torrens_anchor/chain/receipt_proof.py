"""The form in which a bundle proves that Register wrote a word in a block: SPEC-chain.md, receipts as evidence."""

from dataclasses import dataclass
from typing import Final

from torrens_anchor.chain.header import Header
from torrens_anchor.chain.receipt import Log, prove_log, prove_transaction
from torrens_anchor.errors import FieldMismatch, MalformedInput
from torrens_anchor.forms.canonical import JsonObject, JsonValue
from torrens_anchor.forms.jsonform import Members, show_all
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.signatures.secp256k1 import Address

EVENT: Final = b"Written(uint8,bytes32,address,bytes32,bytes32)"
"""The signature of Register's `Written(uint8 indexed kind, bytes32 indexed id, address indexed module, bytes32 word,
bytes32 leaf)`."""
WRITTEN: Final = keccak256(EVENT)
"""Its topic0."""


@dataclass(frozen=True, slots=True)
class Written:
    """What Register said when it wrote a word.

    Attributes:
        kind: The word's kind, uint8.
        id: Its id.
        module: The module that wrote it.
        word: What was written.
        leaf: Leaf of the typed event before it, keccak256(abi.encode(topic0, arguments…)).
    """

    kind: int
    id: bytes
    module: Address
    word: bytes
    leaf: bytes

    @classmethod
    def of(cls, log: Log, register: bytes) -> "Written":
        """Read it from an event.

        Args:
            log: A proven event.
            register: Register's address.

        Returns:
            The writing.

        Raises:
            FieldMismatch: Another contract's event, or another event.
            MalformedInput: Arguments that Register cannot have emitted.
        """
        if log.address != register:
            raise FieldMismatch(f"the event is of 0x{log.address.hex()}, not of Register", address=log.address.hex())
        if not log.topics or log.topics[0] != keccak256(EVENT, Hashed.EVENT):
            raise FieldMismatch("the event is not Written")
        if len(log.topics) != 4 or len(log.data) != 64 or any(log.topics[1][:31]) or any(log.topics[3][:12]):
            raise MalformedInput("the event's arguments are not those of Written")
        return cls(log.topics[1][31], log.topics[2], Address(log.topics[3][12:]), log.data[:32], log.data[32:])


@dataclass(frozen=True, slots=True)
class ReceiptProof:
    """A writing of Register with the way to its header.

    Attributes:
        header: Index of the header in the bundle.
        index: The transaction's number in the block.
        log_index: The event's number in the transaction's receipt; not its number in the block.
        receipt: Proof of the receipt under the header's receipts root.
        transaction: Proof of the transaction under the header's transactions root.
    """

    header: int
    index: int
    log_index: int
    receipt: tuple[bytes, ...]
    transaction: tuple[bytes, ...]

    @classmethod
    def parse(cls, value: JsonValue, where: str) -> "ReceiptProof":
        """Read it from JSON.

        Args:
            value: The parsed value.
            where: Its path.

        Returns:
            The proof, unverified.

        Raises:
            MalformedInput: Another form.
        """
        m = Members(value, where, ("header", "index", "logIndex", "receipt", "transaction"))
        return cls(
            header=m.integer("header", 10),
            index=m.integer("index", 32),
            log_index=m.integer("logIndex", 32),
            receipt=m.blobs("receipt"),
            transaction=m.blobs("transaction"),
        )

    def json(self) -> JsonObject:
        """Write it as JSON.

        Returns:
            The object.
        """
        return {
            "header": self.header,
            "index": self.index,
            "logIndex": self.log_index,
            "receipt": show_all(self.receipt),
            "transaction": show_all(self.transaction),
        }

    def verify(self, header: Header, register: bytes) -> tuple[bytes, Written]:
        """Check that Register wrote a word in a header's block.

        Args:
            header: The header that `self.header` names; what its seal is worth is the caller's question.
            register: Register's address.

        Returns:
            The hash of the transaction, and what was written.

        Raises:
            ProofMismatch: A proof does not lead to the header.
            FieldMismatch: The event is another's, or another.
            MalformedInput: A node, the receipt or the event is malformed.
        """
        log = prove_log(header.receipts_root, self.index, self.receipt, self.log_index)
        return prove_transaction(header.transactions_root, self.index, self.transaction), Written.of(log, register)

    def verify_outcome(self, header: Header, register: bytes, *, block: int, tx: bytes, log_index: int) -> Written:
        """Check that a log entry's outcome {block, tx, logIndex} is this writing.

        Args:
            header: The header that `self.header` names.
            register: Register's address.
            block: The outcome's block.
            tx: The outcome's transaction hash.
            log_index: The outcome's event, numbered within its block; events of earlier transactions come before
                it, so it is at least the number within the receipt, and exactly that in the block's first transaction.

        Returns:
            What was written.

        Raises:
            ProofMismatch: A proof does not lead to the header.
            FieldMismatch: Another block, transaction or event.
            MalformedInput: A node, the receipt or the event is malformed.
        """
        found, written = self.verify(header, register)
        if header.number != block or found != tx:
            raise FieldMismatch(
                f"the outcome is transaction 0x{tx.hex()} of block {block}, "
                f"the proof is of 0x{found.hex()} of block {header.number}"
            )
        if log_index < self.log_index or (self.index == 0 and log_index != self.log_index):
            raise FieldMismatch(f"event {self.log_index} of the receipt cannot be event {log_index} of the block")
        return written
