"""Cases for the law that is written twice: Python answers here, and forge demands the same of the contracts' libraries.

Written by `python tests/differential_kit.py` into tests/vectors/differential; forge reads it in Differential.t.sol.
Every file is columns of equal length, or flat columns beside their counts, from a fixed seed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from differential_facts import recognised
from differential_law import calendar, predicates, scope
from differential_partition import partitions
from differential_rows import Columns
from differential_sums import rfc9162, split

FOLDER: Final = Path(__file__).resolve().parent / "vectors" / "differential"
FILES: Final[dict[str, Callable[[], Columns]]] = {
    "predicates": predicates,
    "calendar": calendar,
    "scope": scope,
    "partition": partitions,
    "split": split,
    "rfc9162": rfc9162,
    "recognised": recognised,
}


def rendered(name: str) -> str:
    """Gives the text of one file."""
    lines = [f" {json.dumps(key)}: {json.dumps(column)}" for key, column in FILES[name]().items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file in FILES:
        (FOLDER / f"{file}.json").write_text(rendered(file), encoding="utf-8")
