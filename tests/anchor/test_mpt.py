import pytest
import rlp as oracle
from hypothesis import given, settings
from hypothesis import strategies as st
from trie.hexary import HexaryTrie

from torrens_anchor.chain import rlp
from torrens_anchor.chain.mpt import EMPTY_ROOT, prove, prove_account, prove_storage
from torrens_anchor.errors import AnchorError, MalformedInput, ProofMismatch
from torrens_anchor.hashing.keccak import keccak256


def nodes(trie: HexaryTrie, key: bytes) -> list[bytes]:
    """Encode a proof the way eth_getProof does: inlined nodes are inside their parents."""
    proof: list[object] = trie.get_proof(key)  # type: ignore[no-untyped-call] # trie types it not
    encoded = [oracle.encode(node) for node in proof if node != b""]
    return [node for i, node in enumerate(encoded) if i == 0 or len(node) >= 32]


def trie_of(pairs: dict[bytes, bytes]) -> HexaryTrie:
    trie = HexaryTrie({})
    for key, value in pairs.items():
        trie[key] = value
    return trie


PAIRS = st.dictionaries(st.binary(min_size=2, max_size=2), st.binary(min_size=1, max_size=40), min_size=1, max_size=40)


@settings(max_examples=80, deadline=None)
@given(PAIRS, st.binary(min_size=2, max_size=2))
def test_every_key_present_or_absent_agrees_with_trie(pairs: dict[bytes, bytes], other: bytes) -> None:
    trie = trie_of(pairs)
    for key in [*pairs, other]:
        assert prove(trie.root_hash, key, nodes(trie, key)) == pairs.get(key)


@settings(max_examples=60, deadline=None)
@given(PAIRS, st.data())
def test_any_flipped_bit_fails(pairs: dict[bytes, bytes], data: st.DataObject) -> None:
    trie = trie_of(pairs)
    key = data.draw(st.sampled_from(sorted(pairs)))
    proof = nodes(trie, key)
    index = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, len(proof[index]) * 8 - 1))
    flipped = bytearray(proof[index])
    flipped[bit // 8] ^= 1 << bit % 8
    proof[index] = bytes(flipped)
    with pytest.raises(AnchorError):
        prove(trie.root_hash, key, proof)


def test_cut_extended_reordered_proof_fails() -> None:
    trie = trie_of({keccak256(bytes([i])): b"v" * 33 for i in range(60)})
    proof = nodes(trie, keccak256(b"\1"))
    assert len(proof) >= 3
    for broken in (proof[:-1], [*proof, proof[-1]], [proof[0], *proof], proof[::-1], [], proof[1:]):
        with pytest.raises(ProofMismatch):
            prove(trie.root_hash, keccak256(b"\1"), broken)


def test_empty_trie_shows_absence() -> None:
    assert prove(EMPTY_ROOT, b"key", []) is None
    assert prove(EMPTY_ROOT, b"key", [b"\x80"]) is None
    assert prove_storage(EMPTY_ROOT, bytes(32), []) == bytes(32)
    assert prove_account(EMPTY_ROOT, bytes(20), []) is None


def test_node_on_an_empty_trie_fails() -> None:
    with pytest.raises(ProofMismatch):
        prove(EMPTY_ROOT, b"key", [rlp.encode((b"\x20k", b"v"))])


def secure(pairs: dict[bytes, bytes]) -> HexaryTrie:
    return trie_of({keccak256(key): value for key, value in pairs.items()})


def test_storage_and_account_round_trip() -> None:
    slots = {i.to_bytes(32, "big"): rlp.encode(rlp.uint_bytes(i + 1)) for i in range(50)}
    storage = secure(slots)
    account = rlp.encode((b"\1", b"", storage.root_hash, keccak256(b"code")))
    state = secure({bytes([i]) * 20: account for i in range(30)})
    found = prove_account(state.root_hash, b"\7" * 20, nodes(state, keccak256(b"\7" * 20)))
    assert found is not None
    assert (found.nonce, found.balance, found.code_hash) == (1, 0, keccak256(b"code"))
    for slot in (0, 7, 99):
        key = slot.to_bytes(32, "big")
        word = prove_storage(found.storage_root, key, nodes(storage, keccak256(key)))
        assert int.from_bytes(word, "big") == (slot + 1 if slot < 50 else 0)


@pytest.mark.parametrize(
    "value", [b"", rlp.encode(b""), rlp.encode(b"\0\1"), rlp.encode((b"\1",)), b"\1\1", rlp.encode(b"\1" * 33)]
)
def test_odd_storage_value_fails(value: bytes) -> None:
    if not value:
        with pytest.raises(MalformedInput):
            prove_storage(*_single(rlp.encode((b"\x20" + keccak256(bytes(32)), b""))))
        return
    with pytest.raises(MalformedInput):
        prove_storage(*_single(rlp.encode((b"\x20" + keccak256(bytes(32)), value))))


def _single(leaf: bytes) -> tuple[bytes, bytes, list[bytes]]:
    return keccak256(leaf), bytes(32), [leaf]


@pytest.mark.parametrize("parts", [3, 5])
def test_account_with_other_fields_fails(parts: int) -> None:
    state = secure({bytes(20): rlp.encode((b"\1", b"", bytes(32), bytes(32), b"")[:parts])})
    with pytest.raises(MalformedInput, match="4 fields"):
        prove_account(state.root_hash, bytes(20), nodes(state, keccak256(bytes(20))))


@pytest.mark.parametrize(
    "node",
    [
        (b"\x20k",),
        (b"\x40k", b"v"),
        (b"\x2fk", b"v"),
        (b"", b"v"),
        ((b"x",), b"v"),
        (b"\x00", b"\x11" * 32),
        (b"\x20", (b"v",)),
        b"just bytes, long enough to be hashed",
    ],
)
def test_malformed_node_fails(node: rlp.Item) -> None:
    encoded = rlp.encode(node)
    with pytest.raises(MalformedInput):
        prove(keccak256(encoded), b"", [encoded])


def test_inlined_node_too_long_fails() -> None:
    root = rlp.encode((b"\x16", (b"\x20" + b"k" * 31, b"v" * 32)))
    with pytest.raises(MalformedInput, match="inlined"):
        prove(keccak256(root), b"\x6b", [root])


def test_short_node_by_hash_fails() -> None:
    leaf = rlp.encode((b"\x3b", b"v"))
    root = rlp.encode((b"\x16", keccak256(leaf)))
    with pytest.raises(MalformedInput, match="shorter than 32"):
        prove(keccak256(root), b"\x6b", [root, leaf])
