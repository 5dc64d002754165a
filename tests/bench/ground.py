"""Files, trees and proofs beside OpenSSL's own speed, and what a large file costs in memory.

`BENCH_FILE_GIB` (4) and `BENCH_MEMORY_GIB` (4; 20 is what the target speaks of) size the files, which are sparse.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.record import Row, rate, seconds

from torrens_anchor.files.filehash import fingerprint_chunks, fingerprint_file
from torrens_anchor.hashing.merkle import CompactRange, leaf_hash, verify_inclusion
from torrens_anchor.hashing.merkle_tree import Tree

LEAVES: Final = 1_000_000
PROOFS: Final = 20_000
_MB: Final = 10**6
_ROUNDS: Final = 2
_MEMORY: Final = """
import resource, sys
from pathlib import Path
from torrens_anchor.files.filehash import fingerprint_chunks, fingerprint_file
for make in (fingerprint_file, fingerprint_chunks):
    make(Path(sys.argv[1]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def rows(folder: Path) -> list[Row]:
    """Measures files, memory, trees and proofs.

    Args:
        folder: Where the sparse files lie meanwhile.

    Returns:
        The rows.
    """
    return [*_files(folder), _memory(folder), *_trees()]


def _files(folder: Path) -> list[Row]:
    """Wall time on two threads beside two cores of OpenSSL; and CPU time, which other work moves less."""
    path = _sparse(folder / "file", int(os.environ.get("BENCH_FILE_GIB", "4")))
    makers: dict[str, Callable[[Path], object]] = {"both": fingerprint_file, "chunks": fingerprint_chunks}
    fingerprint_chunks(path)  # into the page cache
    wall, cpu = dict.fromkeys(makers, 0.0), dict.fromkeys(makers, 0.0)
    two = one = 0.0
    for _ in range(_ROUNDS):  # in turns, so that both see the same machine
        two = max(two, _openssl("-multi", "2", "-elapsed", size=16384))
        one = max(one, _openssl(size=16384))
        for name, make in makers.items():
            began, used = time.perf_counter(), time.process_time()
            make(path)
            size = path.stat().st_size / _MB
            wall[name] = max(wall[name], size / (time.perf_counter() - began))
            cpu[name] = max(cpu[name], size / (time.process_time() - used))
    path.unlink()
    return [
        row
        for name in makers
        for row in (
            rate(f"anchor.file_{name}", value=wall[name], baseline=two, unit="MB/s, two threads"),
            rate(f"anchor.file_{name}_cpu", value=cpu[name], baseline=one, unit="MB per CPU second"),
        )
    ]


def _memory(folder: Path) -> Row:
    gib = int(os.environ.get("BENCH_MEMORY_GIB", "4"))
    path = _sparse(folder / "large", gib)
    told = subprocess.run([sys.executable, "-c", _MEMORY, path], capture_output=True, text=True, check=True).stdout
    path.unlink()
    return rate("anchor.file_memory", value=float(told), baseline=200, unit=f"MiB at most, a file of {gib} GiB")


def _trees() -> list[Row]:
    """A leaf costs two hashes of about 64 bytes: its own and a node's."""
    entries = [i.to_bytes(32) for i in range(LEAVES)]
    hashes = _openssl(size=64) * _MB / 64

    def build() -> None:
        tree = CompactRange()
        tree.extend([leaf_hash(entry) for entry in entries])
        tree.root()

    leaves = [leaf_hash(entry) for entry in entries]
    tree, index = Tree(leaves), LEAVES // 3
    root, proof = tree.root(), tree.inclusion_proof(index)

    def check() -> None:
        for _ in range(PROOFS):
            verify_inclusion(leaf=leaves[index], index=index, size=LEAVES, proof=proof, root=root)

    def make() -> None:
        for at in range(PROOFS):
            tree.inclusion_proof(at * 47)

    depth = hashes / len(proof)
    return [
        rate("anchor.tree", value=LEAVES / seconds(build, runs=3), baseline=hashes / 2, unit="leaves/s a core"),
        rate("anchor.proof_make", value=PROOFS / seconds(make), baseline=depth, unit="proofs/s a core"),
        rate("anchor.proof_verify", value=PROOFS / seconds(check), baseline=depth, unit="proofs/s a core"),
    ]


def _sparse(path: Path, gib: int) -> Path:
    path.touch()
    os.truncate(path, gib << 30)
    return path


def _openssl(*options: str, size: int) -> float:
    """What `openssl speed` says of SHA-256, in MB/s."""
    command = ["openssl", "speed", *options, "-evp", "sha256", "-bytes", str(size), "-seconds", "2"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(told.split()[-1].removesuffix("k")) * 1000 / _MB
