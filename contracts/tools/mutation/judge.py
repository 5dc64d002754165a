"""Whether any test notices a mutant: first those that noticed its like, all of them before it counts as a survivor."""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from compiler import WORLD, RefusedError
from points import Mutant
from workshop import Workshop, only

LIKELY: Final = 4


class Fate(Enum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    STILLBORN = "stillborn"  # it does not compile


@dataclass(frozen=True, slots=True)
class Verdict:
    """A mutant's fate, and the first test that saw it."""

    fate: Fate
    by: str = ""


@dataclass(slots=True)
class Killers:
    """Which test contracts noticed mutants of a source so far; shared by all judges."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def note(self, file: str, suite: str) -> None:
        """Counts one."""
        self.counts.setdefault(file, Counter())[suite] += 1

    def likely(self, file: str, suites: list[str]) -> list[str]:
        """Gives the likeliest: who noticed most, then whose name is like the source's."""
        stem = file.rsplit("/", 1)[-1].removesuffix(".sol").rstrip("s")
        noticed = [name for name, _ in self.counts.get(file, Counter()).most_common(LIKELY) if name in suites]
        named = [name for name in suites if stem in name and name not in noticed]
        return (noticed + named)[:LIKELY]


@dataclass(slots=True)
class Judge:
    """One worker: a workshop, and what all workers have learnt."""

    workshop: Workshop
    killers: Killers

    def judge(self, mutant: Mutant) -> Verdict:
        """Tries one mutant; the workshop is as before afterwards."""
        try:
            found = self._noticed(mutant)
        except RefusedError:
            return Verdict(Fate.STILLBORN)
        finally:
            self.workshop.restore()
        if found is None:
            return Verdict(Fate.SURVIVED)
        suite, test = found
        if suite in self.workshop.suites:
            self.killers.note(mutant.file, suite)
        return Verdict(Fate.KILLED, f"{suite}.{test}")

    def put(self, mutant: Mutant, names: list[str]) -> None:
        """Compiles these sources with the mutant in place and leaves them in the workshop.

        Raises:
            RefusedError: It does not compile.
        """
        shop = self.workshop
        text = mutant.apply(shop.sources.text(mutant.file).encode()).decode()
        shop.patch(shop.sources.codes(shop.compiler, {mutant.file: text}, names))

    def _noticed(self, mutant: Mutant) -> tuple[str, str] | None:
        sources = self.workshop.sources
        carriers = sources.carriers(mutant.file)
        light = [one for one in carriers if WORLD not in sources.closure(one)]
        heavy = [one for one in carriers if one not in light]
        if light and (found := self._carried(mutant, light)):
            return found
        if reached := sources.reached(mutant.file):
            self.put(mutant, reached)
            if found := self._any(mutant.file):
                return found
        return self._carried(mutant, heavy) if heavy else None

    def _carried(self, mutant: Mutant, carriers: list[str]) -> tuple[str, str] | None:
        """Asks the tests that have the mutant compiled into themselves."""
        suites = self.workshop.suites
        for one in carriers:
            self.put(mutant, [one])
            mine = [name for name in self.workshop.sources.deployable(one) if name in suites]
            if mine and (found := self.workshop.failing("--fail-fast", "-j", "1", "--match-contract", only(mine))):
                return found[0]
        return None

    def _any(self, file: str) -> tuple[str, str] | None:
        suites = self.workshop.suites
        likely = self.killers.likely(file, suites)
        for some in (likely, [name for name in suites if name not in likely]):
            if some and (found := self.workshop.failing("--fail-fast", "-j", "1", "--match-contract", only(some))):
                return found[0]
        return None
