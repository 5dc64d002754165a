"""A person at a terminal with three exchanges: every command is a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.demo_kit import TABLE

from torrens_cli.demo import cast, schedule
from torrens_cli.demo.acts.papers import paper
from torrens_cli.demo.cast import House
from torrens_cli.demo.world import STAFF

DATA = "dataset.csv"
PAPERS = (
    *("use", "operate", "product", "scenario", "report"),
    *("agreement", "compliance", "delivery", "settlement", "recognition"),
)


def iso(second: int) -> str:
    """A UTC second as the commands take it."""
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%SZ}"


class Terminal:
    """A person with a folder: three homes, one clock, one folder of development keys."""

    def __init__(self, out: Path) -> None:
        out.mkdir()
        self.out = out
        self.clock, self.keys, self.password = out / "clock", out / "keys", out / "password"
        self.password.write_text(cast.PASSWORD + "\n", encoding="utf-8")
        self.table = out / DATA
        self.table.write_bytes(TABLE.read_bytes())
        for name in PAPERS:
            (out / f"{name}.json").write_bytes(paper(name))
        mine = {"TORRENS_KEYS_DIR": str(self.keys), "TORRENS_PASSWORD_FILE": str(self.password)}
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("TORRENS_")
        } | mine

    def home(self, house: House) -> Path:
        """The home folder of an exchange."""
        return self.out / house.name

    def paper(self, name: str) -> Path:
        """The file of a paper."""
        return self.out / f"{name}.json"

    def run(self, *words: object) -> list[Any]:
        """Run a command in a process of its own; give what it wrote with --json, line by line."""
        line = [sys.executable, "-m", "torrens_cli.main", *map(str, words), "--json"]
        done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=self.out, env=self._environment)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return [json.loads(text) for text in done.stdout.splitlines()]

    def at(self, house: House, *words: object) -> list[Any]:
        """Run a command at the home of an exchange."""
        return self.run(*words, "--home", self.home(house))

    def hangzhou(self, *words: object) -> list[Any]:
        """Run a command at Hangzhou."""
        return self.at(cast.HANGZHOU, *words)

    def until(self, second: int) -> None:
        """Set the world's clock forward."""
        self.run("devnet", "clock", "set", iso(second), "--clock", self.clock)

    @contextmanager
    def chains(self) -> Iterator[dict[str, str]]:
        """The three chains as children; where each answers, by the exchange's name."""
        with ExitStack() as stack:
            children = {house.name: stack.enter_context(self._chain(house)) for house in cast.HOUSES}
            yield {name: str(child.stdout.readline()).strip() for name, child in children.items() if child.stdout}

    @contextmanager
    def _chain(self, house: House) -> Iterator[subprocess.Popen[str]]:
        line = [sys.executable, "-m", "torrens_cli.main", "devnet", "start", "--data", str(self.home(house) / "chain")]
        line += ["--chain-id", str(house.chain_id), "--clock", str(self.clock), "--port", "0"]
        line += ["--begin", iso(schedule.FOUNDED), "--fund-keys", str(self.keys)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=self._environment) as child:
            try:
                yield child
            finally:
                child.send_signal(signal.SIGTERM)
                child.wait(30)


def key_names() -> list[str]:
    """Every key of the story, as the demo names them."""
    staff = [f"{house.name}-{role}" for house in cast.HOUSES for role in STAFF]
    players = [player.name for player in (*cast.HOLDERS, cast.REVIEWER, cast.COURT)]
    return [*staff, *players, *cast.NOTARIES]


def at_once(*acts: Callable[[], object]) -> None:
    """Let several people act at the same time, each at a home and a chain of its own."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()
