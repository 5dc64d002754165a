"""The command: `python contracts/tools/mutation list|run|named`. See README.md beside it."""

# ruff: noqa: INP001, T201 - a script, run by its path; a command prints

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

import named
from compiler import Compiler
from judge import Fate, Judge, Killers, Verdict
from points import Mutant, codes_of, mutants_of, trees
from workshop import Workshop

TOOLS = Path(__file__).resolve().parent
CONTRACTS = TOOLS.parent.parent
ENOUGH = 0.95


def main() -> int:
    """Reads the command line and does what it says."""
    words = argparse.ArgumentParser(prog="mutation", description="Does a test notice when the law changes?")
    words.add_argument("what", choices=("list", "run", "named"))
    words.add_argument("--file", action="append", default=[], help="only mutants of this source; may be repeated")
    words.add_argument("--sample", type=int, default=0, help="so many, drawn by the seed; 0 is all")
    words.add_argument("--each", type=int, default=0, help="so many of each source, drawn by the seed")
    words.add_argument("--seed", type=int, default=2026)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--generated", action="store_true", help="also the generated types of words")
    words.add_argument("--report", type=Path, help="write every verdict there, one JSON line each")
    asked = words.parse_args()
    if asked.what == "named":
        return named.check(CONTRACTS, TOOLS / "mutants.named", asked.file)
    chosen = drawn(choose(asked.file, generated=asked.generated), asked.sample, asked.each, asked.seed)
    if asked.what == "list":
        print(json.dumps({f"{file} {operator}": n for (file, operator), n in _counted(chosen)}, indent=1))
        return 0
    return report(judged(chosen, asked.workers, asked.report), equivalent())


def choose(files: list[str], *, generated: bool) -> list[Mutant]:
    """The mutants of the sources that are asked for, in the order of files and lines."""
    sources = sorted(str(path.relative_to(CONTRACTS)) for path in (CONTRACTS / "src").rglob("*.sol"))
    found = trees(CONTRACTS, sources)
    codes = codes_of(found)
    wanted = [
        one for one in sources if (not files or one in files) and (generated or files or not one.endswith("Word.sol"))
    ]
    return [m for file in wanted for m in mutants_of(file, (CONTRACTS / file).read_bytes(), found[file], codes)]


def drawn(mutants: list[Mutant], sample: int, each: int, seed: int) -> list[Mutant]:
    """So many of all, or so many of each source: the same seed draws the same, wherever the lines stand.

    Each mutant has its own number in the draw, so a change of one source leaves the draw of the others as it was.
    """
    if each:
        files = sorted({m.file for m in mutants})
        return [m for file in files for m in drawn([m for m in mutants if m.file == file], each, 0, seed)]
    if not sample or sample >= len(mutants):
        return mutants
    return sorted(sorted(mutants, key=lambda m: _number(m, seed))[:sample], key=lambda m: (m.file, m.start))


def _number(mutant: Mutant, seed: int) -> str:
    return hashlib.sha256(f"{seed} {mutant.operator} {described(mutant)}".encode()).hexdigest()


def judged(mutants: list[Mutant], workers: int, lines: Path | None) -> list[tuple[Mutant, Verdict]]:
    """Judges each mutant, in so many workshops at once."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        free: SimpleQueue[Judge] = SimpleQueue()
        killers, first = Killers(), None
        for number in range(workers):
            shop = Workshop(CONTRACTS, Path(folder) / str(number), stack.enter_context(Compiler()), first)
            first = first or shop
            free.put(Judge(shop, killers))

        def one(mutant: Mutant) -> tuple[Mutant, Verdict]:
            """Judges a mutant by a free workshop, and writes the verdict down at once: a run may be stopped."""
            judge = free.get()
            try:
                verdict = judge.judge(mutant)
            finally:
                free.put(judge)
            if lines:
                with lines.open("a", encoding="utf-8") as out:
                    row = {"mutant": mutant.name, "fate": verdict.fate.value, "by": verdict.by}
                    out.write(json.dumps(row | {"what": described(mutant)}) + "\n")
            return mutant, verdict

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(one, mutants))


def equivalent() -> dict[str, str]:
    """Survivors that no test can kill: `file | old line | new line | reason`, by file and changed text."""
    rows = (TOOLS / "mutants.equivalent").read_text(encoding="utf-8").splitlines()
    cut = [[part.strip() for part in row.split(" | ")] for row in rows if row and not row.startswith("#")]
    return {f"{file} | {old} | {new}": reason for file, old, new, reason in cut}


def described(mutant: Mutant) -> str:
    """A mutant as the list of equivalents names it: file, whole line before, whole line after."""
    text = (CONTRACTS / mutant.file).read_bytes()
    before = text.splitlines()[mutant.line - 1].decode().strip()
    after = mutant.apply(text).splitlines()[mutant.line - 1].decode().strip()
    return f"{mutant.file} | {before} | {after}"


def report(verdicts: list[tuple[Mutant, Verdict]], known: dict[str, str]) -> int:
    """Prints the shares killed, and the survivors; 1 when fewer than enough were killed."""
    lived = [m for m, v in verdicts if v.fate is Fate.SURVIVED and described(m) not in known]
    killed = Counter(m.file for m, v in verdicts if v.fate is Fate.KILLED)
    survived = Counter(m.file for m in lived)
    total = sum(killed.values()) + sum(survived.values())
    share = sum(killed.values()) / total if total else 1.0
    files = {file: [killed[file], killed[file] + survived[file]] for file in sorted(killed | survived)}
    print(json.dumps({"killed": sum(killed.values()), "of": total, "share": round(share, 4), "files": files}, indent=1))
    for mutant in lived:
        print(f"survived: {mutant.operator}: {described(mutant)}", file=sys.stderr)
    return 0 if share >= ENOUGH else 1


def _counted(mutants: list[Mutant]) -> list[tuple[tuple[str, str], int]]:
    return sorted(Counter((m.file, m.operator) for m in mutants).items())


if __name__ == "__main__":
    sys.exit(main())
