"""The law that is written twice, on many fresh cases: Python answers, and the contracts' libraries must agree on each.

A hundred thousand cases, or TORRENS_DIFFERENTIAL_CASES (`make audit` asks for a million); others by
TORRENS_DIFFERENTIAL_SEED.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from differential_mass import LIBRARIES, write

CONTRACTS: Final = Path(__file__).resolve().parents[2] / "contracts"
FOLDER: Final = CONTRACTS / "cache" / "mass"
CASES: Final = int(os.environ.get("TORRENS_DIFFERENTIAL_CASES", "100000"))
SEED: Final = os.environ.get("TORRENS_DIFFERENTIAL_SEED", "torrens")


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    """The cases, written anew."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    return write(FOLDER, CASES, SEED)


def _forge(counts: dict[str, int], *arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "FOUNDRY_SOLC": str(CONTRACTS / "tools" / "solc"),
        "FOUNDRY_SRC": "mass",
        "FOUNDRY_TEST": "mass",
        "FOUNDRY_OUT": "out/mass",
        "FOUNDRY_CACHE_PATH": "cache/of-mass",
        "FOUNDRY_GAS_LIMIT": str((1 << 63) - 1),
        "FOUNDRY_MEMORY_LIMIT": str(1 << 30),
        **{f"MASS_{name}": str(count) for name, count in counts.items()},
    }
    # The npm shim exits 0 on failing tests: the binary itself is asked.
    forge = next(CONTRACTS.glob("node_modules/@foundry-rs/forge-*/bin/forge"), None)
    if forge is None:
        pytest.skip("forge is not installed")
    command = [str(forge), "test", "--match-path", "mass/Differential.t.sol", *arguments]
    return subprocess.run(command, cwd=CONTRACTS, env=env, check=False, capture_output=True, text=True)


def test_every_case_is_judged_alike(counts: dict[str, int]) -> None:
    assert sum(counts.values()) >= CASES - len(LIBRARIES)
    done = _forge(counts)
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-1_000:]
    assert f"{len(LIBRARIES)} tests passed, 0 failed, 0 skipped" in done.stdout


@pytest.mark.parametrize("name", LIBRARIES)
def test_one_wrong_answer_is_found_fail(counts: dict[str, int], name: str) -> None:
    chunk = FOLDER / f"{name}.0.bin"
    kept = chunk.read_bytes()
    chunk.write_bytes(_spoilt(kept, name))
    try:
        done = _forge(counts, "--match-test", f"test_{name}")
    finally:
        chunk.write_bytes(kept)
    assert done.returncode != 0
    assert "Differs(" in done.stdout


def _spoilt(chunk: bytes, name: str) -> bytes:
    """The chunk with another answer in its first case: the word of it that says it, by its place behind the length."""
    place = {"predicates": 1, "scope": 3, "rfc9162": 5, "revenue": 4, "calendar": 3}[name]
    at = 32 * place + (29 if name == "predicates" else 31)
    return chunk[:at] + bytes([chunk[at] ^ 1]) + chunk[at + 1 :]


def test_cases_come_from_their_seed_alone(tmp_path: Path) -> None:
    for place, seed in (("a", "one"), ("b", "one"), ("c", "two")):
        assert sum(write(tmp_path / place, 200, seed).values()) == 200
    same = [sorted((tmp_path / place).iterdir()) for place in "abc"]
    assert [f.read_bytes() for f in same[0]] == [f.read_bytes() for f in same[1]]
    assert [f.read_bytes() for f in same[0]] != [f.read_bytes() for f in same[2]]
    assert all(f.name.endswith(".0.bin") for f in same[0])
