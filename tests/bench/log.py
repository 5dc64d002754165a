"""How fast the audit log takes entries, beside what the disk itself takes: the same bytes, synced as often."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.record import Row, merge, rate

from torrens_log.keys import signer_from_seed
from torrens_log.log import AuditLog

BATCH, BATCHES = 1_000, 50
ENTRY = 200


def _append(folder: Path, batches: list[list[bytes]]) -> float:
    with AuditLog(folder, signer_from_seed("bench.example/log", bytes(32))) as log:
        begin = time.perf_counter()
        for batch in batches:
            log.append(batch)
        return time.perf_counter() - begin


def _raw(path: Path, batches: list[list[bytes]]) -> float:
    begin = time.perf_counter()
    with path.open("wb", buffering=0) as stream:
        for batch in batches:
            stream.write(b"".join(batch))
            os.fsync(stream.fileno())
    return time.perf_counter() - begin


def rows(folder: Path) -> list[Row]:
    """Measures by the wall: what a disk is waited for counts."""
    batches = [[os.urandom(ENTRY // 2).hex().encode() for _ in range(BATCH)] for _ in range(BATCHES)]
    taken = median(_append(folder / f"log{i}", batches) for i in range(3))
    limit = median(_raw(folder / f"raw{i}", batches) for i in range(3))
    entries = BATCH * BATCHES
    return [
        rate("log.append", value=entries / taken, baseline=entries / limit, unit="entries/s, batches of 1,000, synced")
    ]


def main() -> None:
    """Measures and records, on the disk where this is run."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        merge(rows(Path(name)))


if __name__ == "__main__":
    main()
