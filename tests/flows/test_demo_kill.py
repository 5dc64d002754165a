"""Killed at any moment, and the same command again: the same states, the same facts, and nothing left running."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from flows.demo_kit import Ran, Running, at_work_in, below, child, demo, digests, facts, kill, report

STORY = [
    ("1.01", ()),
    ("1.05", ("torrens_devnet.serve", "hangzhou")),
    ("1.12", ("mirror", "harbin")),
    ("3.04", ()),
    ("3.09", ("torrens_devnet.serve", "auditor")),
]
"""After which step is killed what: a child by words of its command line, or the demo itself."""


def test_killed_in_every_act_it_resumes_and_comes_to_the_same(tmp_path: Path, finished: tuple[Path, Ran]) -> None:
    out = tmp_path / "out"
    for step, words in STORY:
        with Running(out) as running:
            running.wait_for(step)
            kill(child(running.pid, *words) if words else running.pid)
            ended = running.end()
        if words:
            _require_clear(ended)
            assert not at_work_in(out), f"after {words} was killed at {step}"
    last = demo(out, "--json")
    assert (last.exit_code, last.complained) == (0, "")
    _require_same(out, finished[0])


@pytest.mark.audit
@pytest.mark.parametrize("seed", range(8))
def test_killed_at_random_it_comes_to_the_same(tmp_path: Path, finished: tuple[Path, Ran], seed: int) -> None:
    out, chance = tmp_path / "out", random.Random(seed)  # noqa: S311 - chooses victims, no keys
    for _ in range(5):
        with Running(out) as running:
            time.sleep(chance.uniform(0.5, 12))
            victims = [running.pid, *sorted(below(running.pid)) * 3]
            victim = chance.choice(victims)
            try:
                kill(victim)
            except ProcessLookupError:
                continue
            ended = running.end()
        if ended.exit_code == 0:
            break
        if victim != running.pid:
            _require_clear(ended)
            assert not at_work_in(out)
    if not (out / "report.json").exists():
        assert demo(out, "--json").exit_code == 0
    _require_same(out, finished[0])


def _require_clear(ended: Ran) -> None:
    """What the person sees of a child that died."""
    assert ended.exit_code == 2, ended.complained
    assert ended.problem["type"] == "urn:torrens:child-died"
    assert "run the same command again" in ended.problem["remedy"]


def _require_same(out: Path, reference: Path) -> None:
    assert digests(out) == digests(reference)
    assert facts(out) == facts(reference)
    assert report(out) == report(reference)
    assert not at_work_in(out)
    assert {one.name for one in out.iterdir()} == {one.name for one in reference.iterdir()}
