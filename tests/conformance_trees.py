"""Vectors of trees and of canonical JSON, made from the standards' own definitions and not by the code they test.

Roots and proofs follow RFC 6962 section 2.1 as it stands there, by recursion; numbers are ECMAScript's (run through
another engine once). A case whose name ends in `_fail` must not verify.
"""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

Case = dict[str, Any]
UNITS = [sha256(b"leaf %d" % i).digest() for i in range(300)]
"""Leaf hashes, or roots of perfect subtrees of one height where a tree is too large to be made."""
TOP = 2**60


def b64(data: bytes) -> str:
    return b64encode(data).decode()


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def split(size: int) -> int:
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def mth(units: Sequence[bytes]) -> bytes:
    """RFC 6962 2.1, MTH."""
    if len(units) < 2:
        return units[0] if units else sha256().digest()
    k = split(len(units))
    return node(mth(units[:k]), mth(units[k:]))


def path(index: int, units: Sequence[bytes]) -> list[bytes]:
    """RFC 6962 2.1.1, PATH."""
    if len(units) == 1:
        return []
    k = split(len(units))
    if index < k:
        return [*path(index, units[:k]), mth(units[k:])]
    return [*path(index - k, units[k:]), mth(units[:k])]


def subproof(old: int, units: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """RFC 6962 2.1.2, SUBPROOF."""
    if old == len(units):
        return [] if whole else [mth(units)]
    k = split(len(units))
    if old <= k:
        return [*subproof(old, units[:k], whole=whole), mth(units[k:])]
    return [*subproof(old - k, units[k:], whole=False), mth(units[:k])]


def climbed(leaf: bytes, index: int, size: int, siblings: Sequence[bytes]) -> bytes:
    """PATH read backwards: the root of a tree of any size, of which only one path is known."""
    if size == 1:
        return leaf
    k = split(size)
    if index < k:
        return node(climbed(leaf, index, k, siblings[:-1]), siblings[-1])
    return node(siblings[-1], climbed(leaf, index - k, size - k, siblings[:-1]))


def steps(index: int, size: int) -> int:
    """How many siblings PATH has."""
    if size == 1:
        return 0
    k = split(size)
    return 1 + (steps(index, k) if index < k else steps(index - k, size - k))


def inclusion(index: object, size: object, leaf: bytes, proof: Sequence[bytes] | None, root: bytes) -> Case:
    hashes = None if proof is None else [b64(each) for each in proof]
    return {"leafIdx": index, "treeSize": size, "root": b64(root), "leafHash": b64(leaf), "proof": hashes}


def inclusions() -> Iterator[tuple[str, Case]]:
    """Every case of `rfc6962-inclusion`."""
    for size in (1, 2, 3, 7, 8, 255, 256, 257, 300):
        for index in sorted({0, size // 2, size - 1}):
            yield (
                f"{index} in {size}",
                inclusion(index, size, UNITS[index], path(index, UNITS[:size]), mth(UNITS[:size])),
            )
    for index, size in ((0, 2**63), (2**63, 2**63 + 1), (2**53 + 1, 2**64 - 1), (2**64 - 2, 2**64 - 1), (5, 2**63 - 1)):
        siblings = UNITS[: steps(index, size)]
        root = climbed(UNITS[99], index, size, siblings)
        yield f"{index} in {size}", inclusion(index, size, UNITS[99], siblings, root)
    yield "one leaf, null", inclusion(0, 1, UNITS[0], None, UNITS[0])
    proof, root = path(4, UNITS[:7]), mth(UNITS[:7])
    good = inclusion(4, 7, UNITS[4], proof, root)
    yield "members in another order, and more of them", {"note": [1], **dict(reversed(good.items()))}
    spoilt: dict[str, Case] = {
        "index is the size": inclusion(7, 7, UNITS[4], proof, root),
        "index below 0": inclusion(-1, 7, UNITS[4], proof, root),
        "neighbour's index": inclusion(5, 7, UNITS[4], proof, root),
        "size 0": inclusion(0, 0, UNITS[4], [], sha256().digest()),
        "size 2^64": inclusion(4, 2**64, UNITS[4], UNITS[:64], root),
        "size of another height": inclusion(4, 9, UNITS[4], proof, root),
        "one hash less": inclusion(4, 7, UNITS[4], proof[:-1], root),
        "one hash more": inclusion(4, 7, UNITS[4], [*proof, root], root),
        "no hash": inclusion(4, 7, UNITS[4], [], root),
        "reversed": inclusion(4, 7, UNITS[4], proof[::-1], root),
        "short hash": inclusion(4, 7, UNITS[4], [proof[0][:31], *proof[1:]], root),
        "long leaf": inclusion(4, 7, UNITS[4] + b"\0", proof, root),
        "short root": inclusion(4, 7, UNITS[4], proof, root[:31]),
        "root is the leaf": inclusion(4, 7, UNITS[4], proof, UNITS[4]),
        "index with a point": inclusion(4.0, 7, UNITS[4], proof, root),
        "index is text": inclusion("4", 7, UNITS[4], proof, root),
        "index is true": inclusion(1, 2, UNITS[1], [UNITS[0]], mth(UNITS[:2])) | {"leafIdx": True},
        "hash is null": good | {"proof": [None, *good["proof"][1:]]},
        "proof is a text": good | {"proof": good["proof"][0]},
        "base64 without padding": good | {"root": good["root"].rstrip("=")},
        "base64 of addresses": good | {"root": urlsafe_b64encode(b"\xff" * 32).decode()},
        "hexadecimal": good | {"root": root.hex()},
        "no root": {name: each for name, each in good.items() if name != "root"},
    }
    yield from ((f"{name}_fail", case) for name, case in spoilt.items())


def consistency(old: object, new: object, root1: bytes, root2: bytes, proof: Sequence[bytes]) -> Case:
    return {
        "size1": old,
        "size2": new,
        "root1": b64(root1),
        "root2": b64(root2),
        "proof": [b64(each) for each in proof],
    }


def between(old: int, new: int, unit: int = 1) -> Case:
    """A true case; sizes are counted in units."""
    return consistency(old * unit, new * unit, mth(UNITS[:old]), mth(UNITS[:new]), subproof(old, UNITS[:new]))


def consistencies() -> Iterator[tuple[str, Case]]:
    """Every case of `rfc6962-consistency`."""
    for old, new in (
        (1, 1),
        (1, 2),
        (2, 3),
        (3, 4),
        (4, 8),
        (6, 8),
        (7, 8),
        (255, 256),
        (256, 257),
        (200, 300),
        (300, 300),
    ):
        yield f"{old} to {new}", between(old, new)
    for old, new in ((5, 15), (8, 9), (7, 8), (1, 15), (14, 15)):
        yield f"{old * TOP} to {new * TOP}", between(old, new, TOP)
    good = between(6, 7)
    first, second, proof = mth(UNITS[:6]), mth(UNITS[:7]), subproof(6, UNITS[:7])
    yield "members in another order", dict(reversed(good.items()))
    spoilt: dict[str, Case] = {
        "back in time": consistency(7, 6, second, first, proof),
        "from nothing": consistency(0, 7, sha256().digest(), second, []),
        "nothing to nothing": consistency(0, 0, sha256().digest(), sha256().digest(), []),
        "swapped roots": consistency(6, 7, second, first, proof),
        "one root twice": consistency(6, 7, second, second, proof),
        "equal sizes, other roots": consistency(7, 7, first, second, []),
        "equal sizes, a proof": consistency(7, 7, second, second, [second]),
        "one hash less": consistency(6, 7, first, second, proof[:-1]),
        "one hash more": consistency(6, 7, first, second, [*proof, second]),
        "the old root in front": consistency(6, 7, first, second, [first, *proof]),
        "no hash": consistency(6, 7, first, second, []),
        "power of two, its root in front": consistency(4, 7, mth(UNITS[:4]), second, [mth(UNITS[:4]), mth(UNITS[4:7])]),
        "reversed": consistency(6, 7, first, second, proof[::-1]),
        "another old size": consistency(5, 7, first, second, proof),
        "another new size": consistency(6, 9, first, second, proof),
        "size 2^64": consistency(6, 2**64, first, second, proof),
        "short hash": consistency(6, 7, first, second, [proof[0][:31], *proof[1:]]),
        "short old root": consistency(6, 7, first[:31], second, proof),
        "size below 0": consistency(-6, 7, first, second, proof),
        "size is text": consistency("6", 7, first, second, proof),
        "size is null": consistency(None, 7, first, second, proof),
    }
    yield from ((f"{name}_fail", case) for name, case in spoilt.items())
