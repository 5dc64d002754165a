"""Tries and proofs for tests, in the forms a node gives them."""

from trie.hexary import HexaryTrie

from torrens_anchor.chain import rlp
from torrens_anchor.chain.layout import Layout
from torrens_anchor.hashing.keccak import keccak256


def pack(kind: Layout, **values: int) -> bytes:
    number, used = 0, 0
    for name, bits in kind:
        number, used = number << bits | values.pop(name.removesuffix("_"), 0), used + bits
    assert not values
    return (number << 256 - used).to_bytes(32, "big")


def proof(trie: HexaryTrie, key: bytes) -> tuple[bytes, ...]:
    return path_proof(trie, keccak256(key))


def path_proof(trie: HexaryTrie, key: bytes) -> tuple[bytes, ...]:
    found: list[rlp.Item] = [_plain(n) for n in trie.get_proof(key) if n != b""]  # type: ignore[no-untyped-call] # trie types it not
    encoded = [rlp.encode(node) for node in found]
    return tuple(node for i, node in enumerate(encoded) if not i or len(node) >= 32)


def _plain(node: object) -> rlp.Item:
    return bytes(node) if isinstance(node, bytes) else tuple(map(_plain, node))  # type: ignore[call-overload] # a list


def trie_of(pairs: dict[bytes, bytes]) -> HexaryTrie:
    trie = HexaryTrie({})
    for key, value in pairs.items():
        trie[keccak256(key)] = value
    return trie


def storage(slots: dict[bytes, bytes]) -> HexaryTrie:
    """Give a storage trie, with other records in it as any register has."""
    filler = {bytes([i]) * 32: b"\x07" for i in range(1, 40)}
    return trie_of({k: rlp.encode(v.lstrip(b"\0")) for k, v in (filler | slots).items() if v.lstrip(b"\0")})
