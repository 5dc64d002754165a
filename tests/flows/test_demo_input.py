"""What the demo must not touch or cannot register: refused with the way out; nothing written, nothing lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from flows.demo_kit import TABLE, Ran, demo, everything_in

from torrens_anchor.errors import FileChanged, MalformedTable, TorrensError, UnusableFile
from torrens_cli.demo.output import Input, begin, claimed, keep_table, require_ours
from torrens_cli.demo.run import run
from torrens_cli.demo.screen import Screen
from torrens_cli.errors import OutputBusy, OutputFinished, OutputForeign, OutputUnusable

OURS = Input(sha256(TABLE.read_bytes()).hexdigest(), "embedded")


def _nothing(_: Path) -> None:
    """No file."""


BAD: dict[str, tuple[Callable[[Path], object], type[TorrensError]]] = {
    "no file": (_nothing, UnusableFile),
    "empty": (lambda path: path.write_bytes(b""), TorrensError),
    "not UTF-8": (lambda path: path.write_bytes(b"a,b\n1,\xff\n"), MalformedTable),
    "ragged": (lambda path: path.write_bytes(b"a,b\n1,2\n3\n"), MalformedTable),
    "header only": (lambda path: path.write_bytes(b"a,b\n"), MalformedTable),
    "a directory": (lambda path: path.mkdir(), UnusableFile),
    "no end of links": (lambda path: path.symlink_to(path), UnusableFile),
}


@pytest.mark.parametrize("name", BAD)
def test_a_table_that_is_none_fail(tmp_path: Path, name: str) -> None:
    make, kind = BAD[name]
    make(tmp_path / "table.csv")
    before = everything_in(tmp_path)
    with pytest.raises(kind) as caught:
        run(tmp_path / "out", tmp_path / "table.csv", "embedded", Screen(as_json=True), force=False)
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert everything_in(tmp_path) == before, "nothing was written"


@pytest.mark.parametrize("force", [False, True])
def test_a_table_that_is_none_loses_no_earlier_run_fail(tmp_path: Path, *, force: bool) -> None:
    out = _unfinished(tmp_path / "out")
    (out / "progress.json").write_text("[]", encoding="utf-8")
    before = everything_in(out)
    with pytest.raises(UnusableFile):
        run(out, tmp_path / "missing.csv", "embedded", Screen(as_json=True), force=force)
    assert everything_in(out) == before


def test_what_the_person_sees_of_a_bad_table_fail(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes(b"a,b\n1,2\n3\n")
    shown = demo(tmp_path / "out", "--data", str(tmp_path / "table.csv"))
    assert (shown.exit_code, shown.said) == (3, "")
    assert "what to do" in shown.complained
    assert "Traceback" not in shown.complained
    as_data = demo(tmp_path / "out", "--data", str(tmp_path / "table.csv"), "--json")
    assert as_data.exit_code == 3
    assert as_data.problem["type"] == "urn:torrens:malformed-table"
    assert as_data.problem["remedy"]
    assert not (tmp_path / "out").exists()


def test_a_table_that_changes_while_it_is_read_fail(tmp_path: Path) -> None:
    table, stop = tmp_path / "table.csv", threading.Event()
    table.write_bytes(b"a,b\n" + b"1,2\n" * 500_000)

    def write_on() -> None:
        with table.open("ab", buffering=0) as out:
            while not stop.wait(0.01):
                out.write(b"1,2\n")

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        with pytest.raises(FileChanged) as caught:
            run(tmp_path / "out", table, "embedded", Screen(as_json=True), force=False)
    finally:
        stop.set()
        writer.join()
    assert (caught.value.exit_code, bool(caught.value.remedy)) == (3, True)
    assert not (tmp_path / "out").exists()


def test_a_table_that_changes_after_it_was_checked_fail(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_bytes(b"a,b\n1,3\n")
    with pytest.raises(FileChanged):
        keep_table(table, tmp_path, Input(sha256(b"a,b\n1,2\n").hexdigest(), "embedded"))
    assert not (tmp_path / "dataset.csv").exists()
    kept = keep_table(table, tmp_path, Input(sha256(table.read_bytes()).hexdigest(), "embedded"))
    assert kept.read_bytes() == table.read_bytes()


@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_no_demo_wrote_fail(tmp_path: Path, *, force: bool) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "my thesis.txt").write_text("years of work", encoding="utf-8")
    (out / "demo.json").write_text('{"somebody": "else"}', encoding="utf-8")
    before = everything_in(out)
    with pytest.raises(OutputForeign) as caught:
        run(out, TABLE, "embedded", Screen(as_json=True), force=force)
    assert caught.value.exit_code == 3
    assert "OUT=" in caught.value.remedy
    assert everything_in(out) == before


@pytest.mark.parametrize("other", [Input("00" * 32, "embedded"), Input(OURS.sha256, "anvil")], ids=["table", "engine"])
def test_an_unfinished_run_of_other_input_fail(tmp_path: Path, other: Input) -> None:
    out = _unfinished(tmp_path / "out", other)
    before = everything_in(out)
    with pytest.raises(OutputForeign) as caught:
        run(out, TABLE, "embedded", Screen(as_json=True), force=False)
    assert caught.value.exit_code == 3
    assert all(word in caught.value.remedy for word in ("DATA=", "ENGINE=", "OUT=", "--force"))
    assert everything_in(out) == before


def test_no_folder_can_be_made_there_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputUnusable) as caught:
            run(out, TABLE, "embedded", Screen(as_json=True), force=False)
        assert caught.value.exit_code == 3


def test_two_runs_in_one_folder_fail(tmp_path: Path) -> None:
    with claimed(tmp_path), pytest.raises(OutputBusy) as caught, claimed(tmp_path):
        pass
    assert caught.value.exit_code == 3
    with claimed(tmp_path):
        pass


def test_a_kill_while_the_mark_is_written_leaves_our_folder(tmp_path: Path) -> None:
    (tmp_path / "demo.json.new").write_bytes(b'{"torr')
    require_ours(tmp_path, force=False)
    begin(tmp_path, OURS, force=False, clear=lambda: None)
    assert [one.name for one in tmp_path.iterdir()] == ["demo.json"]
    assert json.loads((tmp_path / "demo.json").read_bytes()) == OURS.mark()


def test_a_kill_while_an_old_run_is_removed_leaves_no_half_run(tmp_path: Path) -> None:
    out = _unfinished(tmp_path / "out")
    (out / "report.json").write_bytes(b"{}")
    (out / "progress.json").write_bytes(b"[]")
    with pytest.raises(OutputFinished):
        begin(out, OURS, force=False, clear=lambda: None)
    (out / "demo.json").write_bytes(b'{"torrens": "demo", "clearing": true}')
    begin(out, OURS, force=False, clear=lambda: None)
    assert [one.name for one in out.iterdir()] == ["demo.json"]


def _unfinished(out: Path, of: Input = OURS) -> Path:
    """A folder as a run leaves it that was killed right after it began."""
    out.mkdir()
    begin(out, of, force=False, clear=lambda: None)
    return out


def test_this_file_knows_the_default_input(finished: tuple[Path, Ran]) -> None:
    assert json.loads((finished[0] / "demo.json").read_bytes()) == OURS.mark()
