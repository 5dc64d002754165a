"""`make bench`: speeds of the ground floor, each beside its limit measured in the same run."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from bench.log import rows as log_rows
from bench.record import Row, merge, rate, seconds

from torrens_anchor.filehash import fingerprint_file
from torrens_anchor.merkle import CompactRange, leaf_hash, verify_inclusion
from torrens_anchor.merkle_tree import Tree
from torrens_anchor.table import fingerprint_table

MIB = 1 << 20
LEAVES = 200_000
ROWS = 200_000


def _file(folder: Path) -> list[Row]:
    path, block = folder / "file", os.urandom(MIB)
    path.write_bytes(block * 256)

    def raw() -> None:
        for _ in range(256):
            hashlib.sha256(block).digest()

    limit = 256 / seconds(raw)
    return [
        rate("anchor.file", value=256 / seconds(lambda: fingerprint_file(path)), baseline=limit, unit="MiB/s a core")
    ]


def _tree() -> list[Row]:
    entries = [i.to_bytes(32) for i in range(LEAVES)]
    leaves = [leaf_hash(entry) for entry in entries]

    def raw() -> None:
        for leaf in leaves:
            hashlib.sha256(leaf + leaf).digest()

    def build() -> None:
        tree = CompactRange()
        tree.extend([leaf_hash(entry) for entry in entries])
        tree.root()

    limit = LEAVES / seconds(raw)
    tree = Tree(leaves)
    root, proof = tree.root(), tree.inclusion_proof(LEAVES // 3)
    leaf = tree.node(0, LEAVES // 3)

    def check() -> None:
        for _ in range(2_000):
            verify_inclusion(leaf=leaf, index=LEAVES // 3, size=LEAVES, proof=proof, root=root)  # type: ignore[arg-type]  # a node at height 0 is a leaf hash

    def make() -> None:
        for index in range(2_000):
            tree.inclusion_proof(index)

    return [
        rate("anchor.tree", value=LEAVES / seconds(build), baseline=limit, unit="leaves/s a core"),
        rate(
            "anchor.proof_verify",
            value=2_000 / seconds(check),
            baseline=limit / (len(proof) + 1),
            unit="proofs/s a core",
        ),
        rate(
            "anchor.proof_make", value=2_000 / seconds(make), baseline=limit / (len(proof) + 1), unit="proofs/s a core"
        ),
    ]


def _table(folder: Path) -> list[Row]:
    path = folder / "table.csv"
    line = b"2012-01-01,0.0,12.8,5.0,4.7,drizzle,abcdefghijklmnop,0123456789abcdefghijklmnopqrstuvwxyz0123456789"
    path.write_bytes(b"a,b,c,d,e,f,g,h\n" + (line + b"\n") * ROWS)

    def raw() -> None:
        for _ in range(ROWS):
            hashlib.sha256(line).digest()

    limit = ROWS / seconds(raw)
    return [
        rate(
            "anchor.table_bytes",
            value=ROWS / seconds(lambda: fingerprint_table(path)),
            baseline=limit,
            unit="rows/s a core",
        )
    ]


def main() -> None:
    """Measures and records."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        merge([*_file(folder), *_tree(), *_table(folder), *log_rows(folder)])


if __name__ == "__main__":
    main()
