"""eth_getProof (EIP-1186) from the VM's own trie nodes, at any block that was ever mined."""

from typing import Any, Final

import rlp
from eth_utils.crypto import keccak
from trie.hexary import HexaryTrie

from torrens_devnet.engine import Address, Json
from torrens_devnet.rpc_codec import data, quantity

_EMPTY_ROOT: Final = keccak(rlp.encode(b""))
_EMPTY_CODE: Final = keccak(b"")


def proof_json(database: Any, state_root: bytes, address: Address, slots: list[int]) -> dict[str, Json]:  # noqa: ANN401 - py-evm's store
    """Prove an account and some of its storage slots, or their absence.

    Args:
        database: The key-value store of trie nodes.
        state_root: The block's state root.
        address: The account.
        slots: Storage keys.

    Returns:
        The JSON object of EIP-1186; a storage trie without slots has an empty proof.
    """
    state = HexaryTrie(database, state_root)
    path = keccak(address)
    account = state.get(path)
    nonce, balance, storage_root, code_hash = rlp.decode(account) if account else (b"", b"", _EMPTY_ROOT, _EMPTY_CODE)
    storage = HexaryTrie(database, storage_root)
    return {
        "address": data(address),
        "accountProof": _nodes(state, path),
        "balance": quantity(int.from_bytes(balance, "big")),
        "codeHash": data(code_hash),
        "nonce": quantity(int.from_bytes(nonce, "big")),
        "storageHash": data(storage_root),
        "storageProof": [_slot(storage, slot) for slot in slots],
    }


def _slot(storage: HexaryTrie, slot: int) -> dict[str, Json]:
    key = slot.to_bytes(32, "big")
    path = keccak(key)
    found = storage.get(path)
    value = int.from_bytes(rlp.decode(found), "big") if found else 0
    return {"key": data(key), "value": quantity(value), "proof": _nodes(storage, path)}


def _nodes(trie: HexaryTrie, path: bytes) -> list[Json]:
    if trie.root_hash == _EMPTY_ROOT:
        return []
    return [data(rlp.encode(node)) for node in trie.get_proof(path)]  # type: ignore[no-untyped-call] # the trie package leaves this one untyped
