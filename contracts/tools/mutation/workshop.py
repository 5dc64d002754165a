"""A scratch copy of the contracts, in which tests run against changed bytecode without being compiled again.

With `dynamic_test_linking` the tests fetch a contract's code from its artifact when they run. So a mutant is its
contracts compiled anew and written over their artifacts. Forge asks its compiler something at every start; a shim
answers from what it was answered before. Contracts are compiled as compiler.py says, so what depends on the optimizer
(gas) is found out before any mutant, and left out.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from compiler import Codes, Compiler, Sources

SECONDS: Final = 240
"""After so long a run of tests counts as a loop without end: noticed."""
SMALL: Final = {
    "FOUNDRY_DYNAMIC_TEST_LINKING": "true",
    "FOUNDRY_FUZZ_RUNS": "24",
    "FOUNDRY_FUZZ_SEED": "0x70727374",
    "FOUNDRY_INVARIANT_RUNS": "2",
    "FOUNDRY_INVARIANT_DEPTH": "100",
    "FOUNDRY_INVARIANT_SHRINK_RUN_LIMIT": "0",
}
"""Budgets for one mutant; every run draws the same."""
SHIM: Final = """#!/bin/sh
case "$*" in *--version*) cat "{cache}/version"; exit;; esac
asked=$(mktemp "{cache}/asked.XXXXXX")
cat > "$asked"
answer="{cache}/$(sha256sum < "$asked" | cut -d' ' -f1)"
[ -f "$answer" ] || {{ "{solc}" --standard-json < "$asked" > "$asked.out" && mv "$asked.out" "$answer"; }}
rm -f "$asked"
cat "$answer"
"""
SUITE: Final = re.compile(r"^Ran \d+ tests? for \S+?:(\w+)", re.M)
FAILED: Final = re.compile(r"^\[FAIL[^\n]*?\] (\w+)\(", re.M)


class Workshop:
    """One scratch copy.

    Args:
        contracts: The folder that is copied.
        scratch: Where to; must not exist.
        compiler: A compiler of its own.
        like: Another workshop, which has done all the preparing.
    """

    def __init__(self, contracts: Path, scratch: Path, compiler: Compiler, like: Workshop | None = None) -> None:
        self.sources, self.compiler = Sources(contracts), compiler
        self.root = scratch / "contracts"
        self.forge = next((contracts / "node_modules" / "@foundry-rs").glob("forge-*/bin/forge")).resolve()
        self.plain: dict[Path, str] = {}
        self._patched: set[Path] = set()
        self.blind: list[str] = []
        self.suites: list[str] = []
        if like is not None:
            shutil.copytree(like.root.parent, scratch, symlinks=True)
            self.plain = {self.root / path.relative_to(like.root): text for path, text in like.plain.items()}
            self.blind, self.suites = like.blind, like.suites
            _write_shim(contracts, self.root / "shim", like.root.parent / "answers")
            return
        self._copy(contracts, scratch)
        self._prepare()

    def _copy(self, contracts: Path, scratch: Path) -> None:
        self.root.mkdir(parents=True)
        for name in ("src", "test", "tools", "out", "cache"):
            if (contracts / name).exists():
                shutil.copytree(contracts / name, self.root / name)
        for name in ("foundry.toml", "words.json", "modules.json"):
            shutil.copy(contracts / name, self.root / name)
        (self.root / "node_modules").symlink_to((contracts / "node_modules").resolve())
        (scratch / "tests").mkdir()
        shutil.copytree(contracts.parent / "tests" / "vectors", scratch / "tests" / "vectors")
        _write_shim(contracts, self.root / "shim", scratch / "answers")

    def _prepare(self) -> None:
        """Builds all, puts plainly compiled code in every artifact, and finds the tests that do not stand that."""
        if failing := self.failing():
            raise SystemExit(f"the tests fail before any mutant: {failing[:5]}")
        everything = [one for one in self.sources.files("src") if self.sources.deployable(one)]
        self.patch(self.sources.codes(self.compiler, {}, everything))
        self.plain = {path: path.read_text(encoding="utf-8") for path in self._patched}
        self._patched.clear()
        self.blind = sorted({test for _, test in self.failing()})
        listed = json.loads(self.run("test", "--list", "--json").splitlines()[-1])
        self.suites = sorted(name for of_file in listed.values() for name in of_file)

    def patch(self, codes: Codes) -> None:
        """Writes creation code over artifacts."""
        for file, of_file in codes.items():
            for name, code in of_file.items():
                path = self.root / "out" / Path(file).name / f"{name}.json"
                artifact = json.loads(path.read_text(encoding="utf-8"))
                self.plain.setdefault(path, json.dumps(artifact))
                artifact["bytecode"]["object"] = f"0x{code}"
                path.write_text(json.dumps(artifact), encoding="utf-8")
                self._patched.add(path)

    def restore(self) -> None:
        """Puts back what was patched."""
        for path in self._patched:
            path.write_text(self.plain[path], encoding="utf-8")
        self._patched.clear()

    def failing(self, *words: str) -> list[tuple[str, str]]:
        """Runs tests; gives those that fail, as contract and test. A run without end fails as ("no end", "")."""
        if self.blind and "--match-test" not in words and "--no-match-test" not in words:
            words = (*words, "--no-match-test", only(self.blind))
        try:
            said = self.run("test", *words)
        except subprocess.TimeoutExpired:
            return [("no end", "")]
        suites = list(SUITE.finditer(said))
        if not suites:
            raise RuntimeError(f"forge ran nothing: {said[-2000:]}")
        ends = [one.start() for one in suites[1:]] + [len(said)]
        return [
            (suite.group(1), test)
            for suite, end in zip(suites, ends, strict=True)
            for test in FAILED.findall(said[suite.end() : end])
        ]

    def run(self, *words: str) -> str:
        """Runs forge; gives what it printed.

        Raises:
            subprocess.TimeoutExpired: It does not end.
        """
        for name in ("invariant", "fuzz", "test-failures"):  # what failed before is not tried again first
            path = self.root / "cache" / name
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        process = subprocess.Popen(  # noqa: S603 - our own tool
            [str(self.forge), *words],
            cwd=self.root,
            env=os.environ | SMALL | {"FOUNDRY_SOLC": str(self.root / "shim")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            return process.communicate(timeout=SECONDS if "-j" in words else 4 * SECONDS)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise


def only(names: Iterable[str]) -> str:
    """Gives the pattern that matches these names and no others, alone or with a signature behind."""
    return rf"^({'|'.join(names)})(\(|$)"


def _write_shim(contracts: Path, path: Path, cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    solc = (contracts / "tools" / "solc").resolve()
    version = subprocess.run([str(solc), "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - our own tool
    (cache / "version").write_text(version.stdout, encoding="utf-8")
    path.write_text(SHIM.format(cache=cache, solc=solc), encoding="utf-8")
    path.chmod(0o755)
