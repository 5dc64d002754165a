"""The same cases in mass, from any seed: one binary file a chunk, which contracts/mass judges by the libraries.

A case is words of 32 bytes: how many follow, then what contracts/mass/Differential.t.sol takes apart in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from random import Random
from typing import Final

from differential_law import (
    NOW,
    calendar_case,
    deadline,
    month_of,
    predicate_case,
    scope_answers,
    scope_case,
)
from differential_sums import log_case, split_case

from torrens_registry.rules.predicates import free, valid

CHUNK: Final = 1_000
Words = Iterable[int | bytes]


def _predicates(rng: Random) -> Words:
    path, verb = predicate_case(rng)
    may, dispose = valid(path, NOW), free(path, verb, NOW)
    told = rng.randrange(2)
    facts = (len(path.nodes), verb, may.reason, may.node, dispose.reason, dispose.node, told)
    yield sum(fact << 8 * i for i, fact in enumerate(facts))
    yield NOW
    yield path.leaf.packed.pack()
    yield path.registrar.pack()
    yield len(path.heirs)
    yield from (heir.pack() for heir in path.heirs)
    for node in path.nodes:
        yield node.word.pack()
        yield len(node.holder)
        yield len(node.interests)
        yield from (hop.pack() for hop in node.holder)
        yield from (interest.word.pack() for interest in node.interests)


def _scope(rng: Random) -> Words:
    child, parent = scope_case(rng)
    return child.pack(), parent.pack(), *scope_answers(child, parent)


def _revenue(rng: Random) -> Words:
    amount, weights, residual, legs = split_case(rng)
    yield from (amount, residual, len(weights), not legs)
    for i, weight in enumerate(weights):
        yield from (weight.party, weight.role, weight.weight, legs[i] if legs else 0)


def _rfc9162(rng: Random) -> Words:
    c = log_case(rng)
    yield from (c.index, c.size, c.leaf, c.root, c.included, len(c.inclusion))
    yield from c.inclusion
    yield from (c.old_size, c.old_root, c.consistent, len(c.consistency))
    yield from c.consistency


def _calendar(rng: Random) -> Words:
    filed_at, days = calendar_case(rng)
    return filed_at, days, month_of(filed_at), deadline(filed_at, days)


LIBRARIES: Final[dict[str, tuple[int, Callable[[Random], Words]]]] = {
    "predicates": (40, _predicates),
    "scope": (25, _scope),
    "rfc9162": (15, _rfc9162),
    "revenue": (10, _revenue),
    "calendar": (10, _calendar),
}
"""For each library how many of a hundred cases it takes, and how one is made."""


def write(folder: Path, cases: int, seed: str) -> dict[str, int]:
    """Writes so many cases in all, and returns how many each library has.

    Args:
        folder: Where the chunks go, as `<library>.<number>.bin`.
        cases: How many in all; rounded down to the libraries' shares.
        seed: Any text; the same text gives the same cases.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts = {name: cases * share // 100 for name, (share, _) in LIBRARIES.items()}
    for name, count in counts.items():
        rng, make = Random(f"{seed} {name}"), LIBRARIES[name][1]  # noqa: S311 - test cases, not keys
        for number, first in enumerate(range(0, count, CHUNK)):
            chunk = (_case(make(rng)) for _ in range(min(CHUNK, count - first)))
            (folder / f"{name}.{number}.bin").write_bytes(b"".join(chunk))
    return counts


def _case(words: Words) -> bytes:
    body = [word if isinstance(word, bytes) else int(word).to_bytes(32) for word in words]
    return b"".join(chain((len(body).to_bytes(32),), body))
