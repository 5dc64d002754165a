"""Bundles with a receipt: the block that the entry names, its receipts and transactions, and how they do not fit."""

from collections.abc import Iterator
from dataclasses import replace

import bundle_kit as kit
from bundle_case import Case
from trie.hexary import HexaryTrie
from trie_kit import path_proof

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.chain import rlp
from torrens_anchor.chain.layout import Kind
from torrens_anchor.chain.receipt import index_key
from torrens_anchor.chain.receipt_proof import WRITTEN, ReceiptProof
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.notes.auditentry import Outcome

MODULE, LEAF = b"\x5d" * 20, b"\x5e" * 32
BLOCK, INDEX, LOG_INDEX = 100, 2, 9
KINDS = {"voucher": Kind.VOUCHER, "title": Kind.GRANT}


def typed(type_: int) -> bytes:
    """The byte before a transaction and its receipt; none for the oldest."""
    return bytes([type_] if type_ else [])


def transaction(index: int, type_: int = 2) -> bytes:
    return typed(type_) + rlp.encode((bytes([index]) * 40,))


TX = keccak256(transaction(INDEX))


def log(kind: int, identifier: bytes, word: bytes, register: bytes = kit.REGISTER) -> rlp.Item:
    return (register, (WRITTEN, bytes(31) + bytes([kind]), identifier, bytes(12) + MODULE), word + LEAF)


def with_logs(kind: str, *logs: rlp.Item, outcome: Outcome | None = None, index: int = INDEX, type_: int = 2) -> Bundle:
    """Give a bundle whose block emitted logs, the last of which its receipt proves."""
    receipts, transactions = HexaryTrie({}), HexaryTrie({})
    for i in range(4):
        emitted = logs if i == index else ()
        fields = (b"\1", rlp.uint_bytes(50_000 * (i + 1)), bytes(256), emitted)
        receipts[index_key(i)] = typed(type_) + rlp.encode(fields)
        transactions[index_key(i)] = transaction(i, type_)

    def roots(fields: list[bytes]) -> None:
        fields[4], fields[5] = bytes(transactions.root_hash), bytes(receipts.root_hash)

    world = kit.WORLDS[kind]()
    world.edit_header, world.result = (
        roots,
        outcome or Outcome(kit.CHAIN, BLOCK, keccak256(transaction(index, type_)), LOG_INDEX),
    )
    key = index_key(index)
    proof = ReceiptProof(0, index, len(logs) - 1, path_proof(receipts, key), path_proof(transactions, key))
    return replace(world.bundle(), receipt=proof)


def subject(kind: str) -> tuple[int, bytes, bytes]:
    """Give kind, id and word of a world's record."""
    world = kit.WORLDS[kind]()
    return int(KINDS[kind]), world.subject, world.words[int(KINDS[kind]), world.subject]


TYPED: rlp.Item = (MODULE, (keccak256(b"Typed()"),), b"")


def written(kind: str) -> Bundle:
    """Give a bundle that proves by which event Register wrote its record."""
    return with_logs(kind, TYPED, log(*subject(kind)))


def receipt_cases() -> Iterator[Case]:
    """Give the cases, those that verify first."""
    for kind in KINDS:
        yield Case(f"receipt-{kind}", "with the event by which Register wrote it", written(kind).encode())
    for type_ in (0, 1, 3, 4, 5):
        bundle = with_logs("title", TYPED, log(*subject("title")), type_=type_)
        name = f"receipt-type-{type_}{'_fail' if type_ > 4 else ''}"
        yield Case(name, f"a receipt of a transaction of type {type_}", bundle.encode())
    for name, (desc, bundle) in broken().items():
        yield Case(f"receipt-{name}_fail", desc, bundle.encode())


def broken() -> dict[str, tuple[str, Bundle]]:
    """Give bundles whose receipt proves something else, or nothing, with what is wrong of each."""
    kind, id_, word = subject("title")
    good = written("title")
    proof = good.receipt
    assert proof is not None

    def outcome(**changed: object) -> Bundle:
        return with_logs("title", TYPED, log(kind, id_, word), outcome=replace(_OUTCOME, **changed))  # type: ignore[arg-type] # one member is another

    return {
        "foreign": ("another contract says the same words", with_logs("title", log(kind, id_, word, b"\x12" * 20))),
        "other-event": ("the event of the module, not of Register", with_logs("title", TYPED)),
        "other-id": ("Register wrote another record", with_logs("title", log(kind, b"\x99" * 32, word))),
        "other-kind": ("Register wrote another kind", with_logs("title", log(12, id_, word))),
        "zero": ("Register wrote a zero", with_logs("title", log(kind, id_, bytes(32)))),
        "other-tx": ("the entry names another transaction", outcome(tx=b"\x55" * 32)),
        "other-block": ("the entry names an earlier block", outcome(block=90)),
        "other-chain": ("the entry names another chain", outcome(chain=5)),
        "log-index": ("the entry names an event before it", outcome(log_index=0)),
        "cut": ("the receipt's proof is cut short", replace(good, receipt=replace(proof, receipt=proof.receipt[:-1]))),
        "swapped": (
            "receipt and transaction are swapped",
            replace(good, receipt=replace(proof, receipt=proof.transaction, transaction=proof.receipt)),
        ),
        "index": ("another transaction of the block", replace(good, receipt=replace(proof, index=INDEX + 1))),
        "position": ("another event of the receipt", replace(good, receipt=replace(proof, log_index=0))),
        "no-entry": ("no entry that names the transaction", replace(good, log=None)),
        "no-header": ("a header that is not there", _with_header(good, proof)),
    }


_OUTCOME = Outcome(kit.CHAIN, BLOCK, TX, LOG_INDEX)


def _with_header(good: Bundle, proof: ReceiptProof) -> Bundle:
    """Name a header that the bundle has not; the type refuses it, so it is put in behind its back."""
    spoilt = replace(good)
    object.__setattr__(spoilt, "receipt", replace(proof, header=1))
    return spoilt
