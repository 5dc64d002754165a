"""The main job: passes on the default table, on one row and on anvil; the finished folder is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from flows.demo_kit import Ran, Running, at_work_in, child, demo, digests, everything_in, facts, kill

from torrens_cli.demo.story import STEPS
from torrens_devnet.anvil.child import find_anvil

NUMBERS = [step.number for step in STEPS]


def test_the_story_is_told_as_data_step_by_step(finished: tuple[Path, Ran]) -> None:
    out, ran = finished
    assert (ran.exit_code, ran.complained) == (0, "")
    *steps, last = ran.lines
    assert [one["step"] for one in steps] == NUMBERS
    assert all(one["zh"] and one["en"] and one["proof"] for one in steps)
    assert steps == json.loads((out / "progress.json").read_text(encoding="utf-8"))
    assert last == json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert [one["step"] for one in last["steps"]] == NUMBERS
    assert last["development"] is True
    assert last["trust"]
    assert last["next"]


def test_the_story_ends_with_everything_it_promised(finished: tuple[Path, Ran]) -> None:
    out, ran = finished
    assert ran.lines[-1]["seconds"] < 60
    assert sorted(json.loads(digests(out))) == ["hangzhou", "harbin", "neimenggu"]
    gone = [file for file in ran.lines[-1]["files"] if not (out / file).is_file()]
    assert gone == ["hangzhou/deployment.json"], "only Hangzhou's own files are gone"
    left = {one.name for one in out.iterdir()}
    assert not [name for name in left if "insider" in name or "deleted" in name or name.endswith(".new")]
    assert not at_work_in(out)


def test_a_finished_folder_is_refused_and_named_the_way_out_fail(finished: tuple[Path, Ran]) -> None:
    out, _ = finished
    before = everything_in(out)
    again = demo(out)
    assert again.exit_code == 3
    assert again.said == ""
    assert "OUT=" in again.complained
    assert "--force" in again.complained
    assert everything_in(out) == before


def test_one_row_is_a_table_and_force_begins_anew(tmp_path: Path, finished: tuple[Path, Ran]) -> None:
    table, out = tmp_path / "one.csv", tmp_path / "out"
    table.write_text("date,rain\n2026-01-01,0.3\n", encoding="utf-8")
    shutil.copytree(finished[0], out)
    (out / "harbin" / "of the old run").write_bytes(b"")
    ran = demo(out, "--data", str(table), "--force")
    assert (ran.exit_code, ran.complained) == (0, "")
    told = [line for line in ran.said.splitlines() if line.startswith("  ") and line[2:3].isdecimal()]
    assert [line.split()[0] for line in told] == NUMBERS
    assert all(line.count(" | ") >= 2 and not line.isascii() for line in told)
    assert "第一幕" in ran.said
    assert "development" in ran.said
    assert not (out / "harbin" / "of the old run").exists()
    assert (out / "dataset.csv").read_bytes() == table.read_bytes()
    assert digests(out) != digests(finished[0]), "another table is another title"
    assert not at_work_in(out)


@pytest.mark.skipif(find_anvil() is None, reason="anvil is not installed (npm install in contracts/)")
def test_anvil_comes_to_the_same_states_and_its_death_is_told(tmp_path: Path, finished: tuple[Path, Ran]) -> None:
    with Running(tmp_path / "out", "--engine", "anvil") as running:
        running.wait_for("1.03")
        kill(child(running.pid, "bin/anvil"))
        ended = running.end()
    assert ended.exit_code == 2
    assert ended.problem["type"] == "urn:torrens:child-died"
    ran = demo(tmp_path / "out", "--json", "--engine", "anvil")
    assert (ran.exit_code, ran.complained) == (0, "")
    assert digests(tmp_path / "out") == digests(finished[0])
    final = ("final.journal", "final.state")
    assert [_fact(tmp_path / "out", name) for name in final] == [_fact(finished[0], name) for name in final]
    assert not at_work_in(tmp_path)


def _fact(out: Path, name: str) -> str:
    return next(str(row["facts"][name]) for row in facts(out) if name in row["facts"])
