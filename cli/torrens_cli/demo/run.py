"""Plays the story in an output folder: begins it, resumes it, or refuses what it must not touch."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from torrens_anchor.errors import UnusableFile
from torrens_cli.demo import cast
from torrens_cli.demo.screen import Screen
from torrens_cli.demo.steps import Progress, play
from torrens_cli.demo.story import SHUT, STEPS
from torrens_cli.demo.summary import summary, tell
from torrens_cli.demo.world import World, open_world
from torrens_cli.errors import OutputFinished, OutputForeign
from torrens_devnet.engine import EngineName
from torrens_registry.cases.fingerprints import fingerprint

MARK: Final = "demo.json"
PROGRESS: Final = "progress.json"
REPORT: Final = "report.json"
DATA: Final = "dataset.csv"


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
    """
    facts = fingerprint(data, DATA)
    mark = {"torrens": "demo", "sha256": facts.file.sha256.hex, "engine": engine}
    _begin(out, mark, force=force)
    progress = Progress(out / PROGRESS)
    kept = _kept(data, out / DATA)
    with open_world(out, kept, engine, progress) as world:
        _start(world, progress, screen)
        play(STEPS, world, progress, screen.show)
    report = summary(progress)
    (out / REPORT).write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    tell(report, out, screen)


def _begin(out: Path, mark: dict[str, str], *, force: bool) -> None:
    file = out / MARK
    if force and file.exists():
        shutil.rmtree(out)
    if (out / REPORT).exists() and file.exists():
        raise OutputFinished(f"{out} holds a finished run", out=str(out))
    if out.exists() and any(out.iterdir()) and not file.exists():
        raise OutputForeign(f"{out} holds files that no demo wrote", out=str(out))
    if file.exists() and json.loads(file.read_text(encoding="utf-8")) != mark:
        raise OutputForeign(
            f"{out} holds an unfinished run of another table or engine",
            remedy="name the same DATA= and ENGINE=, another folder with OUT=, or --force",
            out=str(out),
        )
    out.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(mark), encoding="utf-8")


def _kept(data: Path, kept: Path) -> Path:
    """Keeps the table beside the run, so that a resumed run and the reader have the same bytes."""
    if not kept.exists():
        draft = kept.with_suffix(".new")
        try:
            shutil.copyfile(data, draft)
        except OSError as error:
            raise UnusableFile(f"{data} cannot be copied: {error.strerror}", path=str(data)) from error
        draft.replace(kept)
    return kept


def _start(world: World, progress: Progress, screen: Screen) -> None:
    world.write_keys()
    running = cast.HOUSES if progress.find(SHUT) is None else cast.PARTNERS
    world.start_chains(running)
    screen.say(
        f"数据集 {world.data.name},输出 {world.out},开发环境密钥与公证人",
        f"table {world.data.name}, output {world.out}; development keys and notaries",
    )
