from hashlib import sha256, shake_256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from torrens_anchor.errors import AnchorError, MalformedInput, OutOfRange, ProofMismatch
from torrens_anchor.hashing.digest import LeafHash, Root
from torrens_anchor.hashing.merkle import (
    EMPTY_ROOT,
    CompactRange,
    inclusion_length,
    leaf_hash,
    node_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from torrens_anchor.hashing.merkle_tree import Tree, consistency_path, inclusion_path, range_root

LEAVES = [leaf_hash(b"%d" % i) for i in range(300)]
SIZES = st.integers(1, 300)


def rfc_root(leaves: list[LeafHash]) -> bytes:
    """MTH of RFC 9162 section 2.1.1, as it is written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01" + rfc_root(leaves[:k]) + rfc_root(leaves[k:])).digest()


def test_known_answers() -> None:
    # transparency-dev/merkle rfc6962_test.go
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert leaf_hash(b"L123456").hex() == "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    assert node_hash(b"N123", b"N456").hex() == "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"


def test_every_way_to_a_root_agrees_for_all_sizes_to_300() -> None:
    grown = CompactRange()
    for size in range(301):
        leaves = LEAVES[:size]
        root = tree_root(leaves)
        assert root == rfc_root(leaves) == Tree(leaves).root() == grown.root()
        if size < 300:
            grown.append(LEAVES[size])


def test_inclusion_round_trip_for_all_sizes_to_300() -> None:
    for size in range(1, 301):
        tree = Tree(LEAVES[:size])
        root = tree.root()
        for index in range(size):
            proof = tree.inclusion_proof(index)
            assert len(proof) == inclusion_length(index, size)
            verify_inclusion(leaf=LEAVES[index], index=index, size=size, proof=proof, root=root)


def test_consistency_round_trip_for_all_sizes_to_300() -> None:
    whole = Tree(LEAVES)
    roots = [range_root(0, size, whole.node) for size in range(301)]
    for size in range(1, 301):
        for old in range(1, size + 1):
            proof = consistency_path(old, size, whole.node)
            verify_consistency(size1=old, size2=size, root1=roots[old], root2=roots[size], proof=proof)


@pytest.fixture(scope="module")
def million() -> tuple[bytes, Tree]:
    """Ten to the six leaves, no two alike, so that a sibling on the wrong side or of another place shows."""
    leaves = shake_256(b"a million leaves").digest(32 * 10**6)
    return leaves, Tree([LeafHash(leaves[at : at + 32]) for at in range(0, len(leaves), 32)])


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**6), st.data())
def test_round_trip_of_random_sizes_to_a_million(million: tuple[bytes, Tree], size: int, data: st.DataObject) -> None:
    leaves, node = million[0], million[1].node
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    leaf = LeafHash(leaves[32 * index : 32 * index + 32])
    root, root1 = range_root(0, size, node), range_root(0, old, node)
    inclusion, consistency = inclusion_path(index, size, node), consistency_path(old, size, node)
    verify_inclusion(leaf=leaf, index=index, size=size, proof=inclusion, root=root)
    verify_consistency(size1=old, size2=size, root1=root1, root2=root, proof=consistency)


@given(st.lists(st.integers(0, 90), max_size=8))
def test_compact_range_grows_the_same_in_any_steps(steps: list[int]) -> None:
    steps = steps[: next((i for i in range(len(steps)) if sum(steps[: i + 1]) > 300), len(steps))]
    grown, at = CompactRange(), 0
    for step in steps:
        grown.extend(LEAVES[at : at + step])
        at += step
        assert (grown.size, grown.root()) == (at, tree_root(LEAVES[:at]))
    resumed = CompactRange(grown.size, grown.hashes)
    resumed.append(LEAVES[0])
    assert resumed.root() == tree_root([*LEAVES[:at], LEAVES[0]])


def test_compact_range_extends_by_more_than_a_block() -> None:
    many = [sha256(b"%d" % i).digest() for i in range(70_001)]
    grown = CompactRange()
    grown.extend(many[:5])
    grown.extend(many[5:])
    assert grown.root() == tree_root(many)


@given(SIZES, st.data())
def test_a_changed_inclusion_proof_fails(size: int, data: st.DataObject) -> None:
    tree = Tree(LEAVES[:size])
    index = data.draw(st.integers(0, size - 1))
    proof, root = tree.inclusion_proof(index), tree.root()
    bad = [([*proof, LEAVES[0]], index, size, root), (proof, index, size, Root(bytes(32)))]
    bad += [(proof[:-1], index, size, root), (proof[1:], index, size, root)] if proof else []
    bad += [(proof[::-1], index, size, root)] if proof != proof[::-1] else []
    bad += [(proof, index ^ 1, size, root), (proof, size, size, root), (proof, -1, size, root)]
    for hashes, at, of, to in bad:
        with pytest.raises(AnchorError):
            verify_inclusion(leaf=LEAVES[index], index=at, size=of, proof=hashes, root=to)
    with pytest.raises(ProofMismatch):
        verify_inclusion(leaf=LEAVES[(index + 1) % 300], index=index, size=size, proof=proof, root=root)


@given(SIZES, st.data())
def test_a_changed_consistency_proof_fails(size: int, data: st.DataObject) -> None:
    tree = Tree(LEAVES[:size])
    old = data.draw(st.integers(1, size))
    proof, root1, root2 = tree.consistency_proof(old), range_root(0, old, tree.node), tree.root()
    forged = Root(node_hash(root1, root2))
    bad: list[tuple[int, int, Root, Root, list[bytes]]] = [
        (old, size, root1, root2, [*proof, LEAVES[0]]),
        (old, size, forged, root2, proof),
        (old, size, root1, forged, proof),
        (0, size, EMPTY_ROOT, root2, []),
        (size + 1, size, root1, root2, proof),
    ]
    if proof:
        bad += [(old, size, root1, root2, proof[:-1]), (old, size, root1, root2, proof[1:])]
        flipped = bytes([proof[0][0] ^ 1]) + proof[0][1:]
        bad += [(old, size, root1, root2, [flipped, *proof[1:]]), (old, size, root1, root2, [])]
        bad += [(old, size, root2, root1, proof)]
    for size1, size2, first, second, hashes in bad:
        with pytest.raises(AnchorError):
            verify_consistency(size1=size1, size2=size2, root1=first, root2=second, proof=hashes)


def test_empty_path_is_only_for_one_leaf_fail() -> None:
    with pytest.raises(ProofMismatch):
        verify_inclusion(leaf=LEAVES[0], index=0, size=2, proof=[], root=Root(LEAVES[0]))


def test_size_beyond_64_bits_fail() -> None:
    for size in (2**64, 2**64 + 1, -1):
        with pytest.raises(OutOfRange, match="tree size"):
            verify_inclusion(leaf=LEAVES[0], index=0, size=size, proof=[], root=Root(LEAVES[0]))
        with pytest.raises(OutOfRange, match="size"):
            verify_consistency(size1=1, size2=size, root1=Root(LEAVES[0]), root2=Root(LEAVES[0]), proof=[])


@pytest.mark.parametrize("bad", [b"", bytes(31), bytes(33)])
def test_hash_of_another_size_fail(bad: bytes) -> None:
    with pytest.raises(MalformedInput):
        verify_inclusion(leaf=LEAVES[0], index=0, size=2, proof=[bad], root=EMPTY_ROOT)
    with pytest.raises(MalformedInput):
        verify_consistency(size1=1, size2=2, root1=EMPTY_ROOT, root2=EMPTY_ROOT, proof=[bad])


def test_prover_refuses_what_is_not_there_fail() -> None:
    tree = Tree(LEAVES[:5])
    with pytest.raises(OutOfRange):
        tree.inclusion_proof(5)
    with pytest.raises(OutOfRange):
        inclusion_path(5, 5, tree.node)
    with pytest.raises(OutOfRange):
        tree.consistency_proof(0)
    with pytest.raises(OutOfRange):
        tree.consistency_proof(6)
    with pytest.raises(OutOfRange):
        Tree([]).inclusion_proof(0)


def test_compact_range_with_the_wrong_number_of_subtrees_fail() -> None:
    with pytest.raises(MalformedInput):
        CompactRange(3, [LEAVES[0]])
