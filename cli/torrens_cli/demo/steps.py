"""Steps of the story: each is done once, keeps its record, and is skipped when the story is run again."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from torrens_cli.demo.output import write_json

W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a step did.

    Attributes:
        zh: What was done, in Chinese.
        en: The same in English.
        proof: What proves it: a transaction, a word, a digest, a refusal.
        gas: Gas used by its transactions.
        facts: What later steps and readers need, as text.
        files: Files written, relative to the output folder.
    """

    zh: str
    en: str
    proof: str
    gas: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Step(Generic[W]):
    """One step.

    Attributes:
        number: act.step, such as 1.04.
        run: Does it; idempotent up to the moment that its record is kept.
    """

    number: str
    run: Callable[[W], Outcome]


@dataclass(frozen=True, slots=True)
class Record:
    """A finished step as it is kept: what it did, how long it took, whether in an earlier run."""

    number: str
    outcome: Outcome
    seconds: float
    earlier: bool = False

    def document(self) -> dict[str, object]:
        """Returns the record as plain JSON values."""
        return {"step": self.number, "seconds": self.seconds, **asdict(self.outcome)}


class Progress:
    """The records of finished steps, in one file that is replaced whole."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._records: dict[str, Record] = {}
        if file.exists():
            for row in json.loads(file.read_text(encoding="utf-8")):
                number, seconds = row.pop("step"), row.pop("seconds")
                self._records[number] = Record(number, Outcome(**row), seconds, earlier=True)

    def __iter__(self) -> Iterator[Record]:
        """Gives the records in the order in which they were kept."""
        return iter(self._records.values())

    def find(self, number: str) -> Record | None:
        """Returns the record of a step that is done."""
        return self._records.get(number)

    def fact(self, name: str) -> str:
        """Returns a fact that some finished step left.

        Raises:
            KeyError: No finished step left it; the story is out of order, a defect.
        """
        for record in reversed(self._records.values()):
            if name in record.outcome.facts:
                return record.outcome.facts[name]
        raise KeyError(name)

    def has(self, name: str) -> bool:
        """Tells whether some finished step left a fact."""
        return any(name in record.outcome.facts for record in self._records.values())

    def keep(self, record: Record) -> None:
        """Keeps a record; once this returns, the step is never run again in this folder."""
        self._records[record.number] = record
        write_json(self._file, [one.document() for one in self._records.values()])


def play(steps: Sequence[Step[W]], world: W, progress: Progress, show: Callable[[Record], None]) -> None:
    """Plays the steps in order, skipping those that are done.

    Args:
        steps: The story.
        world: What the steps act on.
        progress: The records; new ones are kept as they come.
        show: Called with each record, done now or earlier.
    """
    for step in steps:
        record = progress.find(step.number)
        if record is None:
            start = time.monotonic()
            outcome = step.run(world)
            record = Record(step.number, outcome, round(time.monotonic() - start, 2))
            progress.keep(record)
        show(record)
