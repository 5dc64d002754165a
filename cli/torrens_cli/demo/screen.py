"""What the story shows: a line a step, Chinese and English; the same as data with --json."""

from __future__ import annotations

import json
import sys

from torrens_anchor.forms.printing import plain
from torrens_cli.demo.steps import Record

ACTS = {
    "1": ("第一幕　一地上架", "Act 1: listed once"),
    "2": ("第二幕　有人作恶", "Act 2: someone cheats"),
    "3": ("第三幕　交易所关门", "Act 3: the exchange shuts"),
}


class Screen:
    """Shows records as they come.

    Attributes:
        as_json: One JSON object a line instead of text for people.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._act = ""

    def show(self, record: Record) -> None:
        """Shows one step, and the act's title before its first."""
        if self.as_json:
            self._write(json.dumps(record.document(), ensure_ascii=False))
            return
        act = record.number.split(".", maxsplit=1)[0]
        if act != self._act and act in ACTS:
            self._act = act
            self._write(f"\n{ACTS[act][0]} · {ACTS[act][1]}")
        outcome = record.outcome
        cost = "已完成 earlier" if record.earlier else f"{record.seconds:.1f} s"
        gas = f", {outcome.gas:,} gas" if outcome.gas else ""
        self._write(plain(f"  {record.number} {outcome.zh} | {outcome.en} | {outcome.proof} ({cost}{gas})"))

    def say(self, zh: str, en: str) -> None:
        """Shows a line that is no step; nothing with --json."""
        if not self.as_json:
            self._write(plain(f"{zh} | {en}" if en else zh))

    def data(self, document: dict[str, object]) -> None:
        """Writes one JSON object; only with --json."""
        if self.as_json:
            self._write(json.dumps(document, ensure_ascii=False))

    @staticmethod
    def _write(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
