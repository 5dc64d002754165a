"""Cases of splits: parts cut from a whole, most of them spoiled in one place."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

from differential_rows import Columns, Rows, seeded

from torrens_contracts.codes import Mode, Right, ScopeMask
from torrens_contracts.words import PackedWord
from torrens_registry.rules import partition

NOW = 1_800_000_000
FULL = {"purpose": int(ScopeMask.PURPOSE), "region": int(ScopeMask.REGION), "rights": int(Right.ALL)}


def _whole(rng: Random) -> PackedWord:
    masks = {name: rng.getrandbits(full.bit_length()) & full or full for name, full in FULL.items()}
    until = NOW + rng.choice((3, 20, 10_000))
    return PackedWord(**masks, action=rng.randrange(1, 256), basis=2, mode=Mode.SPLIT, not_before=NOW, until=until)


def _cut(rng: Random, whole: PackedWord) -> list[PackedWord]:
    """Two or more parts in one dimension; of a mask of one bit, only one."""
    name = rng.choice((*FULL, "term"))
    if name == "term":
        inner = sorted(rng.sample(range(NOW + 1, whole.until), rng.randrange(1, min(6, whole.until - NOW))))
        bounds = [NOW, *inner, whole.until]
        return [replace(whole, not_before=a, until=b) for a, b in pairwise(bounds)]
    bits = [1 << i for i in range(40) if int(getattr(whole, name)) >> i & 1]
    count = rng.randrange(1, min(6, len(bits)) + 1)
    masks = [bits[i] for i in range(count)]
    for bit in bits[count:]:
        masks[rng.randrange(count)] |= bit
    return [replace(whole, **{name: mask}) for mask in masks]


def _spoil(rng: Random, parts: list[PackedWord]) -> list[PackedWord]:
    """Nothing, a bit flipped somewhere, a part left out, twice, or moved."""
    how, at = rng.randrange(6), rng.randrange(len(parts))
    spoiled = list(parts)
    if how == 1:
        name = rng.choice([name for name, _ in PackedWord.LAYOUT])
        flipped = int(getattr(parts[at], name)) ^ (1 << rng.randrange(8))
        spoiled[at] = replace(parts[at], **{name: flipped})
    elif how == 2 and len(parts) > 1:
        del spoiled[at]
    elif how == 3:
        spoiled.insert(rng.randrange(len(parts) + 1), parts[at])
    elif how == 4:
        rng.shuffle(spoiled)
    elif how == 5:
        name = rng.choice(("purpose", "region", "rights", "until", "not_before"))
        value = rng.choice((0, int(getattr(parts[at], name)) + rng.choice((-1, 1))))
        spoiled[at] = replace(parts[at], **{name: max(value, 0)})
    return spoiled


def partitions() -> Columns:
    """Parts against a whole: the first fault, and the part that says so. Parts of all rows stand in one flat column."""
    rng, rows = seeded(), Rows()
    for _ in range(600):
        whole = _whole(rng)
        parts = [replace(part, nonce=i) for i, part in enumerate(_spoil(rng, _cut(rng, whole)))]
        fault, index = partition.check(whole, parts)
        rows.add(whole=whole.pack(), count=len(parts), fault=int(fault), index=index)
        for part in parts:
            rows.add(part=part.pack())
    return rows.columns()
