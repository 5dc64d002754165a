"""What a terminal is told: others' words stay on their line; data are as they were given."""

from __future__ import annotations

import json

import pytest

from torrens_anchor.errors import TorrensError
from torrens_cli.output import Report, say, table
from torrens_cli.refusals import stop

HOSTILE = "x\n\x1b[1A\x1b[2Kgood\r\u202e\x9b"
"""Begins a line of its own, goes up, wipes what stands there, and turns round what follows."""


def test_no_word_of_a_report_breaks_out_of_its_line_fail(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("a.b", HOSTILE, HOSTILE, {"proof": HOSTILE, "many": [HOSTILE]}, {"fact": HOSTILE})
    say(report, as_json=False)
    told = capsys.readouterr().out
    assert told[-1] == "\n"
    assert told[:-1].isprintable()
    say(report, as_json=True)
    assert json.loads(capsys.readouterr().out)["proof"] == {"proof": HOSTILE, "many": [HOSTILE]}


def test_no_cell_of_a_table_passes_for_another_fail(capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, object]] = [{"label": HOSTILE, HOSTILE: 1}, {"label": 'x  role "0"', "many": {"a": ["b  c"]}}]
    table(rows, as_json=False)
    first, second = capsys.readouterr().out.split("\n")[:-1]
    assert first.isprintable()
    assert second.startswith(r'label "x  role \"0\""  many "')
    table(rows, as_json=True)
    assert json.loads(capsys.readouterr().out) == rows


def test_no_value_in_an_error_breaks_out_of_its_line_fail(capsys: pytest.CaptureFixture[str]) -> None:
    error = TorrensError(f"bad {HOSTILE}", remedy=f"mend {HOSTILE}", value=HOSTILE)
    with pytest.raises(SystemExit):
        stop(error, as_json=False)
    lines = capsys.readouterr().err.split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)
    with pytest.raises(SystemExit):
        stop(error, as_json=True)
    assert json.loads(capsys.readouterr().err)["detail"] == f"bad {HOSTILE}"
