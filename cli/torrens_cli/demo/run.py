"""Plays the story in an output folder: begins it, resumes it, or refuses what it must not touch."""

from __future__ import annotations

from pathlib import Path

from torrens_anchor.datasets.reading import read_file
from torrens_cli.demo import cast
from torrens_cli.demo.acts.shutting import gone
from torrens_cli.demo.output import PROGRESS, REPORT, Input, begin, claimed, keep_table, require_ours, write_json
from torrens_cli.demo.screen import Screen
from torrens_cli.demo.steps import Progress, Record, play
from torrens_cli.demo.story import STEPS
from torrens_cli.demo.summary import summary, tell
from torrens_cli.demo.world import World, end_leftovers, open_world
from torrens_contracts.errors import WireError
from torrens_devnet.engine import EngineName


def run(out: Path, data: Path, engine: EngineName, screen: Screen, *, force: bool) -> None:
    """Plays the story, or what is left of it.

    Args:
        out: The output folder.
        data: The table to register.
        engine: Which engine runs the chains.
        screen: Where it is shown.
        force: Begin anew where a run is finished or was of other input.

    Raises:
        UnusableFile: The table is missing, unreadable or empty; MalformedTable when it is no table.
        OutputFinished: The folder holds a finished run.
        OutputForeign: The folder holds something else, or a run of other input.
        OutputBusy: Another run is at work in the folder.
        ChildDied: A chain or a mirror ended; the same command again goes on.
    """
    require_ours(out, force=force)
    wanted = Input(read_file(data).file.sha256.hex, engine)
    with claimed(out):
        begin(out, wanted, force=force, clear=lambda: end_leftovers(out))
        end_leftovers(out)
        kept = keep_table(data, out, wanted)
        progress = Progress(out / PROGRESS)
        with open_world(out, kept, engine, progress) as world:
            _play(world, progress, screen)
        report = summary(progress)
        write_json(out / REPORT, report)
    tell(report, out, screen)


def _play(world: World, progress: Progress, screen: Screen) -> None:
    """Starts the world and plays; a node that fell silent is a child that ended."""

    def show(record: Record) -> None:
        screen.show(record)
        world.check_children()

    try:
        _start(world, screen)
        play(STEPS, world, progress, show)
    except WireError:
        world.await_death()
        raise


def _start(world: World, screen: Screen) -> None:
    world.write_keys()
    world.start_chains(cast.PARTNERS if gone(world) else cast.HOUSES)
    screen.say(
        f"数据集 {world.data.name},输出 {world.out},开发环境密钥与公证人",
        f"table {world.data.name}, output {world.out}; development keys and notaries",
    )
