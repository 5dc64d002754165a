"""The demo as a person runs it: a process of its own; what it said, what it left, what still runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

TABLE = Path(str(files("torrens_devnet") / "data" / "seattle-weather.csv"))
PATIENCE = 240


@dataclass(frozen=True)
class Ran:
    """A run that ended."""

    exit_code: int
    said: str
    complained: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """What it said, one JSON object a line."""
        return [json.loads(line) for line in self.said.splitlines()]

    @property
    def problem(self) -> dict[str, Any]:
        """What it complained of with --json."""
        return dict(json.loads(self.complained.splitlines()[-1]))


def command(out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "torrens_cli.main", "demo", "--out", str(out), *more]


def demo(out: Path, *more: str) -> Ran:
    """Runs the demo to its end."""
    done = subprocess.run(command(out, *more), capture_output=True, text=True, timeout=PATIENCE, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


class Running:
    """A demo that is at work; use as a context manager."""

    def __init__(self, out: Path, *more: str) -> None:
        self._out = out
        self._child = subprocess.Popen(
            command(out, "--json", *more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._said: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.communicate()

    @property
    def pid(self) -> int:
        return self._child.pid

    def wait_for(self, step: str) -> None:
        """Reads on until a step is shown."""
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._said.append(line)
            if json.loads(line).get("step") == step:
                return
        raise AssertionError(f"the demo ended before step {step}: {self.end()}")

    def end(self) -> Ran:
        """Waits until it ends."""
        said, complained = self._child.communicate(timeout=PATIENCE)
        return Ran(self._child.returncode, "".join(self._said) + said, complained)


def processes() -> dict[int, tuple[int, list[str]]]:
    """Every process that has not ended: its parent, its command line. Reads /proc."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            try:
                line = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state != "Z":
                found[int(folder.name)] = (int(parent), line)
    return found


def below(root: int) -> dict[int, list[str]]:
    """The processes that a process has started, and those that they have."""
    everything, found, grown = processes(), {root}, True
    while grown:
        fresh = {pid for pid, (parent, _) in everything.items() if parent in found} - found
        found, grown = found | fresh, bool(fresh)
    return {pid: everything[pid][1] for pid in found - {root} if pid in everything}


def child(root: int, *words: str) -> int:
    """The one child of a demo whose command line has all these words; waits for it to start."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        found = [pid for pid, line in below(root).items() if all(word in " ".join(line) for word in words)]
        if found:
            return found[0]
        time.sleep(0.02)
    raise AssertionError(f"no child of {root} has {words}: {below(root)}")


def at_work_in(out: Path, seconds: float = 10) -> dict[int, list[str]]:
    """What still works in a folder after some seconds; nothing must."""
    ends = time.monotonic() + seconds
    while True:
        found = {
            pid: line
            for pid, (_, line) in processes().items()
            if pid != os.getpid() and any(str(out) in word for word in line)
        }
        if not found or time.monotonic() > ends:
            return found
        time.sleep(0.05)


def kill(pid: int) -> None:
    """As a crash would."""
    os.kill(pid, signal.SIGKILL)


def facts(out: Path) -> list[dict[str, Any]]:
    """What the report's steps rest on, without what differs from run to run: the seconds."""
    rows = json.loads((out / "progress.json").read_text(encoding="utf-8"))
    return [{name: value for name, value in row.items() if name != "seconds"} for row in rows]


def report(out: Path) -> dict[str, Any]:
    """The final report without seconds."""
    found: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    steps = [{name: value for name, value in row.items() if name != "seconds"} for row in found.pop("steps")]
    found.pop("seconds")
    return {**found, "steps": steps}


def digests(out: Path) -> bytes:
    return (out / "state-digests.json").read_bytes()


def everything_in(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder with its bytes: nothing written, nothing lost."""
    return {str(one.relative_to(folder)): one.read_bytes() if one.is_file() else None for one in folder.rglob("*")}
