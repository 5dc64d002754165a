"""Makes chain-vectors.json: Merkle-Patricia proofs by the `trie` package, revenue splits by the registry's rule.

forge reads the file, so the contracts' walker and split are held to implementations that share no line with them.
Run again after a change of either: `.venv/bin/python tests/vectors/make_chain_vectors.py`. The output is deterministic.
"""

import json
import random
from pathlib import Path

import rlp
from eth_typing import Address
from trie.hexary import HexaryTrie

from torrens_anchor.hashing.keccak import keccak256
from torrens_registry.rules.split import RevenueSplit, Weight

ACCOUNTS = 500
PROVEN = 12
SPLITS = 120
OUT = Path(__file__).with_name("chain-vectors.json")


def _hex(data: bytes) -> str:
    return "0x" + data.hex()


def _account(index: int) -> tuple[Address, bytes, bytes]:
    seed = keccak256(index.to_bytes(8, "big"))
    return Address(seed[:20]), keccak256(seed), keccak256(keccak256(seed))


def accounts() -> dict[str, object]:
    """Proves some accounts of a state trie.

    Returns:
        The state root, and for each proof its address, storage root, code hash and nodes.
    """
    trie = HexaryTrie({})
    for index in range(ACCOUNTS):
        address, storage_root, code_hash = _account(index)
        trie[keccak256(address)] = rlp.encode([index, index * 10**18, storage_root, code_hash])
    proofs = []
    for index in range(0, ACCOUNTS, ACCOUNTS // PROVEN):
        address, storage_root, code_hash = _account(index)
        nodes = [_hex(rlp.encode(node)) for node in trie.get_proof(keccak256(address))]  # type: ignore[no-untyped-call]  # the package has no types there
        proofs.append(
            {"address": _hex(address), "codeHash": _hex(code_hash), "nodes": nodes, "storageRoot": _hex(storage_root)}
        )
    return {"proofs": proofs, "root": _hex(trie.root_hash)}


def splits() -> dict[str, list[str]]:
    """Divides amounts by the registry's rule.

    Returns:
        Columns of 32-byte words, one row a leg; `sizes` says how many rows each case has.
    """
    chance = random.Random(9)  # noqa: S311  # test data, no secrets
    columns: dict[str, list[int]] = {name: [] for name in ("amount", "fen", "party", "residual", "role", "weight")}
    sizes: list[int] = []
    for _ in range(SPLITS):
        places = sorted({(chance.randint(1, 3), chance.randint(1, 2**32 - 1)) for _ in range(chance.randint(1, 6))})
        top = chance.choice([3, 100, 2**64 - 1])
        weights = tuple(Weight(party, role, chance.randint(1, top)) for role, party in places)
        residual = chance.randrange(len(weights))
        amount = chance.choice([chance.randint(0, 50), chance.randint(0, 10**12), chance.randint(0, 2**128 - 1)])
        legs = RevenueSplit(weights, (weights[residual].party, weights[residual].role)).legs(amount)
        sizes.append(len(legs))
        for weight, leg in zip(weights, legs, strict=True):
            row = (amount, leg.fen, leg.party, residual, leg.role, weight.weight)
            for name, value in zip(columns, row, strict=True):
                columns[name].append(value)
    columns["sizes"] = sizes
    return {name: [f"0x{value:064x}" for value in values] for name, values in columns.items()}


if __name__ == "__main__":
    OUT.write_text(json.dumps({"accounts": accounts(), "splits": splits()}, indent=1, sort_keys=True) + "\n", "utf-8")
