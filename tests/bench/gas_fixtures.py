"""Writes what the gas bench reads: a log's growth to a million entries, and a foreign chain of ten thousand accounts.

Run `PYTHONPATH=tests python -m bench.gas_fixtures` after a change; values are made of numbers, so every run
writes the same bytes.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import rlp
from eth_utils.crypto import keccak
from trie.hexary import HexaryTrie

from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.ids import origin
from torrens_anchor.chain.statement import Answer, Statement, answers_root
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree

FOLDER: Final = Path(__file__).resolve().parent.parent / "vectors" / "gas"
OLD, NEW = 982_673, 1_000_000
ACCOUNTS: Final = 10_000
ANSWERS: Final = 100
LANES: Final = (0, 151, 231, 331, 332)
LANE: Final = 331
COUNT: Final = 37
AS_OF: Final = 1_773_100_000
CHAIN_ID: Final = 20_251
NUMBER: Final = 1_234_567


def full(*parts: object) -> bytes:
    """A digest of some parts, without zero bytes: calldata then costs its most."""
    return keccak(text="/".join(map(str, parts))).replace(b"\0", b"\x5a")


def anchor() -> dict[str, object]:
    """The growth of a log, with the hashes that show it."""
    tree = Tree([leaf_hash(uint_word(i)) for i in range(NEW)])
    old = Tree([tree.node(0, i) for i in range(OLD)])
    return {
        "oldSize": OLD,
        "oldRoot": _hex(old.root()),
        "size": NEW,
        "root": _hex(tree.root()),
        "proof": [_hex(node) for node in tree.consistency_proof(OLD)],
    }


def _ring_slot(lane: int, index: int) -> bytes:
    return keccak(uint_word(index) + keccak(uint_word(lane) + uint_word(0)))


def _storage(statements: list[Statement]) -> HexaryTrie:
    """Standing's own trie: every ring full, and the lanes' counts."""
    words = {_ring_slot(lane, i): full("statement", lane, i) for lane in LANES for i in range(16)}
    words |= {keccak(uint_word(lane) + uint_word(1)): bytes([COUNT]) for lane in LANES}
    words |= {_ring_slot(s.lane, s.number % 16): s.hash() for s in statements}
    trie = HexaryTrie({})
    for slot, word in words.items():
        trie[keccak(slot)] = rlp.encode(word.lstrip(b"\0"))
    return trie


def _accounts(standing: bytes, storage_root: bytes, code_hash: bytes) -> HexaryTrie:
    trie = HexaryTrie({})
    for i in range(ACCOUNTS - 1):
        trie[keccak(full("account", i)[:20])] = rlp.encode([i % 200, 10**18 + i, full("root", i), full("code", i)])
    trie[keccak(standing)] = rlp.encode([1, 0, storage_root, code_hash])
    return trie


def _proof(trie: HexaryTrie, key: bytes) -> list[str]:
    nodes = [rlp.encode(node) for node in trie.get_proof(keccak(key)) if node]  # type: ignore[no-untyped-call] # trie types it not
    return [_hex(node) for i, node in enumerate(nodes) if not i or len(node) >= 32]


def _header(state_root: bytes) -> bytes:
    """A header as a chain of the Prague fork has it: 21 fields."""
    fields: list[bytes | int] = [full("header", i) for i in range(21)]
    fields[2], fields[3], fields[6] = full("coinbase")[:20], state_root, full("bloom") * 8
    fields[7], fields[8], fields[9], fields[10], fields[11] = 0, NUMBER, 30_000_000, 21_000, AS_OF + 5
    fields[12], fields[14], fields[15], fields[17], fields[18] = b"extra", full("nonce")[:8], 7, 0, 0
    return bytes(rlp.encode(fields))


def foreign() -> dict[str, object]:
    """Two statements of a hundred answers in the storage of a Standing, under one header."""
    register, standing = full("register")[:20], full("standing")[:20]
    salt, code_hash = full("salt"), full("code of standing")
    ids = [full("id", i) for i in range(ANSWERS)]
    answers = [Answer(kind=6, id=i, state=2, reason=0, flags=0, until=AS_OF + 10**8) for i in ids]
    first = Statement(
        origin(CHAIN_ID, register, salt), 23, LANE, COUNT - 1, AS_OF - 60, full("challenge"), answers_root(answers)
    )
    statements = [first, replace(first, number=COUNT, as_of=AS_OF)]
    storage = _storage(statements)
    accounts = _accounts(standing, storage.root_hash, code_hash)
    return {
        "chainId": CHAIN_ID,
        "register": _hex(register),
        "deploymentSalt": _hex(salt),
        "standing": _hex(standing),
        "codeHash": _hex(code_hash),
        "number": NUMBER,
        "timestamp": AS_OF + 5,
        "header": _hex(_header(accounts.root_hash)),
        "accountProof": _proof(accounts, standing),
        "councilSeq": first.council_seq,
        "lane": LANE,
        "challenge": _hex(first.challenge),
        "answersRoot": _hex(first.answers_root),
        "ids": [_hex(i) for i in ids],
        "until": answers[0].until,
        "n": [s.number for s in statements],
        "asOf": [s.as_of for s in statements],
        "slotProof0": _proof(storage, _ring_slot(LANE, first.number % 16)),
        "slotProof1": _proof(storage, _ring_slot(LANE, COUNT % 16)),
    }


def _hex(value: bytes) -> str:
    return "0x" + value.hex()


def main() -> None:
    """Writes both files."""
    FOLDER.mkdir(exist_ok=True)
    for name, value in (("anchor", anchor()), ("foreign", foreign())):
        (FOLDER / f"{name}.json").write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
