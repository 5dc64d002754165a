"""A longer table takes no more memory: each run is a process of its own, whose peak is measured.

The kernel tells the peak of what a process itself held (VmHWM); `getrusage` would begin at that of who started it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys, tempfile
from pathlib import Path
from table_kit import SALTS, schema_of
from torrens_anchor.tables.columns import Salting
from torrens_anchor.tables.table import fingerprint_table
from torrens_anchor.tables.typedtable import csv_rows, fingerprint_typed, prove_typed_row
from torrens_log.arrowrows import arrow_batches
from torrens_log.saltfile import NewSalts

mode, rows = sys.argv[1], int(sys.argv[2])
block = b"".join(b"%d,2026-01-%02d,%d.50,some text of a row\\n" % (i, i % 28 + 1, i) for i in range(1000))
types = ["integer", "date", "decimal(12,2)", "text"]
plain, salted = schema_of(types), schema_of(types, Salting.ROWS)

def blocks():
    yield b"a,b,c,d\\n"
    for _ in range(rows // 1000):
        yield block

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "table"
    if mode == "bytes":
        with path.open("wb") as stream:
            stream.writelines(blocks())
        fingerprint_table(path)
    elif mode == "typed":
        prove_typed_row(plain, csv_rows(blocks(), plain), rows // 2)
    elif mode == "salted":
        with NewSalts(path) as salts:
            salts.finish(fingerprint_typed(salted, csv_rows(blocks(), salted), salts))
    else:
        import pyarrow as pa, pyarrow.parquet as pq
        path = path.with_suffix(".parquet")
        part = pa.table({"a": pa.array(range(20000))})
        with pq.ParquetWriter(path, part.schema) as writer:
            for _ in range(rows // 20000):
                writer.write_table(part)
        one = schema_of(["integer"])
        fingerprint_typed(one, arrow_batches(path, one))
told = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in told if line.startswith("VmHWM")))
"""
GROWTH_KIB = 8 * 1024
PEAK_KIB = 500 * 1000


def peak(mode: str, rows: int) -> int:
    kits = str(Path(__file__).resolve().parents[1])
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (kits, os.environ.get("PYTHONPATH"))))}
    line = [sys.executable, "-c", SCRIPT, mode, str(rows)]
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=env)
    return int(done.stdout)


@pytest.mark.parametrize("mode", ["bytes", "typed", "salted", "parquet"])
def test_eight_times_the_rows_take_no_more_memory(mode: str) -> None:
    if mode == "parquet":
        pytest.importorskip("pyarrow", reason="the extra `table` is not installed")
    short, long = peak(mode, 40_000), peak(mode, 320_000)
    assert long < PEAK_KIB
    assert long - short < GROWTH_KIB
