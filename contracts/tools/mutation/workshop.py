"""A scratch copy of the contracts, in which one mutant at a time is built and tested.

The tests are built once, with `dynamic_test_linking`: they fetch a module's code when they run. For a mutant only
src/ is built, with a cache of its own; then the source is put back, so that forge has nothing to build when it tests.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from points import Mutant

SLOW: Final = "test/invariant/**"
"""Tests that are asked only of what survives the others."""
SECONDS: Final = 600
"""After so long a test run counts as a loop without end: killed."""


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    STILLBORN = "stillborn"  # it does not compile


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mutant's fate, and the first test that saw it."""

    fate: Fate
    by: str = ""


class Workshop:
    """One scratch copy.

    Args:
        contracts: The folder that is copied.
        scratch: Where to; must not exist.
    """

    def __init__(self, contracts: Path, scratch: Path) -> None:
        self.root = scratch / "contracts"
        self.root.mkdir(parents=True)
        for name in ("src", "test", "tools"):
            shutil.copytree(contracts / name, self.root / name)
        for name in ("foundry.toml", "words.json", "modules.json"):
            shutil.copy(contracts / name, self.root / name)
        (self.root / "node_modules").symlink_to((contracts / "node_modules").resolve())
        (scratch / "tests").mkdir()
        shutil.copytree(contracts.parent / "tests" / "vectors", scratch / "tests" / "vectors")
        self.forge = next((self.root / "node_modules" / "@foundry-rs").glob("forge-*/bin/forge"))
        self._prepare()

    def _prepare(self) -> None:
        built = self._run("test", cache="tests")
        if built.returncode:
            raise SystemExit(f"the tests fail before any mutant:\n{built.stdout[-3000:]}{built.stderr[-3000:]}")
        self._build()

    def judge(self, mutant: Mutant) -> Verdict:
        """Builds a mutant and runs the tests against it."""
        path = self.root / mutant.file
        source = path.read_bytes()
        path.write_bytes(mutant.apply(source))
        try:
            if self._build().returncode:
                return Verdict(Fate.STILLBORN)
        finally:
            path.write_bytes(source)
        verdict = self.test("--no-match-path", SLOW)
        if verdict.fate is Fate.SURVIVED:
            verdict = self.test("--match-path", SLOW)
        if verdict.fate is Fate.SURVIVED and "/modules/" not in mutant.file:
            verdict = self._whole(mutant, path, source)
        return verdict

    def test(self, *which: str) -> Verdict:
        """Runs some of the tests against what is built."""
        run = self._run("test", "--fail-fast", *which, cache="tests")
        if run.returncode == 0:
            return Verdict(Fate.SURVIVED)
        lines = [line.strip() for line in run.stdout.splitlines() if line.startswith("[FAIL")]
        return Verdict(Fate.KILLED, lines[0][:160] if lines else f"exit {run.returncode}")

    def build(self, mutant: Mutant) -> bool:
        """Builds a mutant and leaves it built, its source put back; false when it does not compile."""
        path = self.root / mutant.file
        source = path.read_bytes()
        path.write_bytes(mutant.apply(source))
        try:
            return self._build().returncode == 0
        finally:
            path.write_bytes(source)

    def _whole(self, mutant: Mutant, path: Path, source: bytes) -> Verdict:
        """Tests that import a library themselves carry its code: they are built with the mutant in place."""
        path.write_bytes(mutant.apply(source))
        try:
            verdict = self.test("--no-match-path", SLOW)
        finally:
            path.write_bytes(source)
        self._run("build", cache="tests")
        return verdict

    def _build(self) -> subprocess.CompletedProcess[str]:
        return self._run("build", "--skip", "test", "--skip", "bench", cache="src")

    def _run(self, *words: str, cache: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "FOUNDRY_SOLC": str(self.root / "tools" / "solc"),
            "FOUNDRY_DYNAMIC_TEST_LINKING": "true",
            "FOUNDRY_CACHE_PATH": f"cache/{cache}",
            "FOUNDRY_OUT": "out",
        }
        command = [str(self.forge), *words]
        process = subprocess.Popen(  # noqa: S603 - our own tool
            command,
            cwd=self.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        try:
            out, err = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, out, err)
