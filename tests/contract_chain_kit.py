"""A chain whose validators a contract names, served on loopback as Besu serves it: headers, proofs, who seals next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import qbft_kit
from contracts_kit import Refusal, node, results
from eth_keys.datatypes import PrivateKey
from qbft_kit import CONTRACT
from trie_kit import proof, storage, trie_of

from torrens_anchor.chain import rlp
from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.signatures.secp256k1 import Address

NAMES = (
    "parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom", "difficulty",
    "number", "gasLimit", "gasUsed", "timestamp", "extraData", "mixHash", "nonce", "baseFeePerGas", "withdrawalsRoot",
    "blobGasUsed", "excessBlobGas", "parentBeaconBlockRoot",
)  # fmt: skip
QUANTITIES = {
    "difficulty",
    "number",
    "gasLimit",
    "gasUsed",
    "timestamp",
    "baseFeePerGas",
    "blobGasUsed",
    "excessBlobGas",
}


def shown(raw: bytes) -> dict[str, str]:
    """A sealed header as its node shows it; one of an older fork has fewer fields."""
    named = zip(NAMES, map(bytes, parse_header(raw).fields), strict=False)
    block = {name: hex(int.from_bytes(each)) if name in QUANTITIES else "0x" + each.hex() for name, each in named}
    return {**block, "hash": "0x" + parse_qbft_header(raw).header.hash.hex()}


class ContractChain:
    """Blocks from 0 on: after each the contract names a set, and a part of the set before it seals.

    Args:
        named: Whom the contract names after each block.
        sealers: Who seals each block; those of block 0 are of no account.
        forgotten: States of blocks below are gone, as a node without an archive has it.
    """

    def __init__(
        self, named: Sequence[Sequence[PrivateKey]], sealers: Sequence[Sequence[PrivateKey]], forgotten: int = 0
    ) -> None:
        self.forgotten = forgotten
        self.tries = [self._tries(qbft_kit.addresses(keys)) for keys in named]
        self.raw: list[bytes] = []
        parent = bytes(32)
        for number, (held, keys) in enumerate(zip(self.tries, sealers, strict=True)):
            root = bytes(held[0].root_hash)
            self.raw.append(qbft_kit.header((), keys, number=number, parent=parent, state_root=root))
            parent = parse_qbft_header(self.raw[-1]).header.hash
        self.now = qbft_kit.addresses(named[-1])

    @staticmethod
    def _tries(members: Sequence[Address]) -> tuple[Any, Any, dict[bytes, bytes]]:
        position = uint_word(CONTRACT.slot)
        first = int.from_bytes(keccak256(position), "big")
        slots = {position: uint_word(len(members))}
        slots |= {uint_word(first + i): one.rjust(32, b"\0") for i, one in enumerate(members)}
        held = storage(slots)
        account = rlp.encode((b"\1", b"", bytes(held.root_hash), CONTRACT.code_hash))
        return trie_of({CONTRACT.address: account, b"\7" * 20: account}), held, slots

    def block(self, asked: str, _full: bool) -> dict[str, str] | None:  # noqa: FBT001 - eth_getBlockByNumber's own
        """Answer eth_getBlockByNumber: round and seals are shown, and the hash is made without them."""
        number = int(asked, 16)
        if number >= len(self.raw):
            return None
        return shown(self.raw[number])

    def proofs(self, account: str, slots: list[str], asked: str) -> dict[str, object]:
        """Answer eth_getProof."""
        number, address = int(asked, 16), bytes.fromhex(account[2:])
        if number < self.forgotten:
            raise Refusal("World state unavailable")
        state, held, words = self.tries[number]
        there = address == CONTRACT.address
        return {
            "address": account,
            "accountProof": [f"0x{one.hex()}" for one in proof(state, address)],
            "balance": "0x0",
            "nonce": "0x1",
            "codeHash": "0x" + (CONTRACT.code_hash if there else bytes(32)).hex(),
            "storageHash": f"0x{bytes(held.root_hash).hex()}",
            "storageProof": [_slot(held, words, bytes.fromhex(slot[2:])) for slot in slots],
        }

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve it; gives the node's URL."""
        answers = results(
            eth_getBlockByNumber=self.block,
            eth_getProof=self.proofs,
            eth_blockNumber=hex(len(self.raw) - 1),
            qbft_getValidatorsByBlockNumber=[f"0x{one.hex()}" for one in self.now],
        )
        with node(answers) as url:
            yield url


def _slot(held: Any, words: dict[bytes, bytes], slot: bytes) -> dict[str, object]:  # noqa: ANN401 - a trie
    value = int.from_bytes(words.get(slot, b""), "big")
    return {"key": "0x" + slot.hex(), "value": hex(value), "proof": [f"0x{one.hex()}" for one in proof(held, slot)]}
