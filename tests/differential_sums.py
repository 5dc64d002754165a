"""Cases of arithmetic: revenue splits, RFC 9162 proofs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from random import Random
from typing import Final

from differential_rows import Columns, Rows, seeded

from torrens_anchor.errors import AnchorError
from torrens_anchor.hashing.digest import LeafHash, Root
from torrens_anchor.hashing.merkle import leaf_hash, verify_consistency, verify_inclusion
from torrens_anchor.hashing.merkle_tree import Tree
from torrens_registry.errors import RegistryError
from torrens_registry.rules.split import MAX_FEN, MAX_WEIGHT, RevenueSplit, Weight

# ---- split


def split_case(rng: Random) -> tuple[int, list[Weight], int, list[int]]:
    """An amount, its weights, the residual's place, and the legs; refused ones have none."""
    count = rng.choice((1, 2, 3, 4, 4, 4, 7, 7, 20, 64 if rng.random() < 0.2 else 5))
    places = sorted({(rng.choice((1, 2, 3, 4)), rng.randrange(1, 1 << 32)) for _ in range(count)})
    high = rng.choice((1, 3, 100, MAX_WEIGHT))
    weights = [Weight(party, role, rng.randint(1, high)) for role, party in places]
    if rng.random() < 0.08:
        weights[-1] = replace(weights[-1], weight=0)
    residual = rng.randrange(len(weights))
    amount = rng.choice((0, 1, rng.randrange(200), 10_000_001, rng.randrange(1 << 64), MAX_FEN, MAX_FEN + 1))
    return amount, weights, residual, _legs(amount, weights, residual)


def split() -> Columns:
    """Amounts divided; refused ones have no legs."""
    rng, rows = seeded(), Rows()
    for _ in range(250):
        amount, weights, residual, legs = split_case(rng)
        rows.add(amount=amount.to_bytes(32), residual=residual, count=len(weights), refused=not legs)
        for i, weight in enumerate(weights):
            rows.add(party=weight.party, role=weight.role, weight=weight.weight.to_bytes(32))
            rows.add(fen=(legs[i] if legs else 0).to_bytes(32))
    return rows.columns()


def _legs(amount: int, weights: list[Weight], residual: int) -> list[int]:
    shuffled = weights[::-1]
    try:
        rule = RevenueSplit(tuple(shuffled), (weights[residual].party, weights[residual].role))
        return [leg.fen for leg in rule.legs(amount)]
    except RegistryError:
        return []


# ---- RFC 9162


def _bend(rng: Random, proof: list[bytes]) -> list[bytes]:
    """Leaves a proof as it is, or spoils it: a bit, one too many, one too few, two swapped."""
    kind, bent = rng.randrange(9), list(proof)
    if kind == 0:
        bent.append(sha256(b"more").digest())
    elif kind == 1 and bent:
        bent.pop(rng.randrange(len(bent)))
    elif kind == 2 and bent:
        i = rng.randrange(len(bent))
        bent[i] = bytes([bent[i][0] ^ 1]) + bent[i][1:]
    elif kind == 3 and len(bent) > 1:
        bent[0], bent[-1] = bent[-1], bent[0]
    return bent


LEAVES: Final = tuple(leaf_hash(i.to_bytes(32)) for i in range(300))


@cache
def _tree(size: int) -> Tree:
    return Tree(LEAVES[:size])


@dataclass(frozen=True, slots=True)
class LogCase:
    """An inclusion and a consistency proof in one log, good or spoilt, and what they are worth."""

    index: int
    size: int
    leaf: LeafHash
    root: Root
    inclusion: list[bytes]
    included: bool
    old_size: int
    old_root: Root
    consistency: list[bytes]
    consistent: bool


def log_case(rng: Random) -> LogCase:
    """A log of up to 300 leaves."""
    size = rng.choice((1, 2, 3, 7, 8, 9, 64, 65, 255, 300, rng.randrange(1, 300)))
    tree, index = _tree(size), rng.randrange(size)
    proof = _bend(rng, tree.inclusion_proof(index))
    stated = index if rng.random() < 0.9 else rng.randrange(size + 1)
    old = rng.choice((1, max(1, size // 2), max(1, size - 1), rng.randint(1, size)))
    past, steps = _tree(old).root(), _bend(rng, tree.consistency_proof(old))
    return LogCase(
        index=stated,
        size=size,
        leaf=LEAVES[index],
        root=tree.root(),
        inclusion=proof,
        included=_included(stated, size, LEAVES[index], proof, tree.root()),
        old_size=old,
        old_root=past,
        consistency=steps,
        consistent=_consistent(old, size, past, tree.root(), steps),
    )


def rfc9162() -> Columns:
    """Inclusion and consistency proofs over numbered leaves, good and spoilt."""
    rng, rows = seeded(), Rows()
    for _ in range(300):
        c = log_case(rng)
        rows.add(index=c.index, size=c.size, leaf=c.leaf, root=c.root, length=len(c.inclusion), included=c.included)
        for node in c.inclusion:
            rows.add(node=node)
        rows.add(oldSize=c.old_size, oldRoot=c.old_root, steps=len(c.consistency), consistent=c.consistent)
        for node in c.consistency:
            rows.add(step=node)
    return rows.columns()


def _included(index: int, size: int, leaf: LeafHash, proof: list[bytes], root: Root) -> bool:
    try:
        verify_inclusion(leaf=leaf, index=index, size=size, proof=proof, root=root)
    except AnchorError:
        return False
    return True


def _consistent(old: int, size: int, past: Root, root: Root, proof: list[bytes]) -> bool:
    """The contract asks for growth, so equal sizes are not consistent there."""
    try:
        verify_consistency(size1=old, size2=size, root1=past, root2=root, proof=proof)
    except AnchorError:
        return False
    return old < size
