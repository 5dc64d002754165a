"""A kill between what a step does and its record makes the step run again: each must then come to the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from flows.demo_kit import TABLE, Ran, at_work_in, digests, facts

from torrens_cli.demo import cast
from torrens_cli.demo.screen import Screen
from torrens_cli.demo.steps import Outcome, Progress, Step, play
from torrens_cli.demo.story import STEPS
from torrens_cli.demo.world import World, open_world


def _twice(step: Step[World]) -> Step[World]:
    """The step as it runs when its first run was killed before its record was kept."""

    def run(world: World) -> Outcome:
        first, again = step.run(world), step.run(world)
        assert asdict(again) == asdict(first), step.number
        return again

    return Step(step.number, run)


def test_every_step_done_twice_comes_to_the_same(tmp_path: Path, finished: tuple[Path, Ran]) -> None:
    progress = Progress(tmp_path / "progress.json")
    data = tmp_path / "dataset.csv"
    data.write_bytes(TABLE.read_bytes())
    with open_world(tmp_path, data, "embedded", progress) as world:
        world.write_keys()
        world.start_chains(cast.HOUSES)
        play([_twice(one) for one in STEPS], world, progress, Screen(as_json=True).show)
    assert not at_work_in(tmp_path)
    assert digests(tmp_path) == digests(finished[0])
    assert facts(tmp_path) == facts(finished[0])
