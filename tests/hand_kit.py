"""A person at a terminal: commands run in this process, as main() runs them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from worlds import Chain

from torrens_cli.main import app

Run = Callable[..., list[Any]]
"""Runs a command with --json: what it wrote, line by line."""
Refused = Callable[..., tuple[int, Any]]
"""Runs a command that must fail: the exit code and the problem document."""

CHAIN_ID = 3_310_001
NAMES = ["deployer", "council", "exchange", "registrar", "reviewer", "provider", "operator", "buyer", "court", "spare"]


@dataclass
class Hand:
    """A person at a terminal, with a home folder and a chain."""

    home: Path
    chain: Chain
    capture: pytest.CaptureFixture[str]

    def run(self, *words: object) -> list[Any]:
        """Run a command with --json and give what it wrote, line by line."""
        self.capture.readouterr()
        app([*map(str, words), "--json"], standalone_mode=False)
        return [json.loads(line) for line in self.capture.readouterr().out.splitlines()]

    def at_home(self, *words: object) -> list[Any]:
        return self.run(*words, "--home", self.home)

    def again(self, told: list[Any], *words: object) -> None:
        """The same command again sends nothing: it was done before, it says; all else, the proof too, is as told."""
        [first], [again] = told, self.at_home(*words)
        at = f"block {first['proof']['block']}; nothing was sent now, "
        assert (first["before"], again["before"], at in first["en"], at in again["en"]) == (False, True, False, True)
        assert again["zh"].startswith("此前已办,")
        assert again["zh"].endswith(first["zh"])
        assert again["en"].endswith(first["en"])
        assert again | {name: first[name] for name in ("zh", "en", "before")} == first

    def clock(self, *words: object) -> list[Any]:
        return self.run("devnet", "clock", *words, "--clock", self.chain.clock.path)

    def paper(self, text: str) -> Path:
        path = self.home / f"{text}.txt"
        path.write_text(text, encoding="utf-8")
        return path
