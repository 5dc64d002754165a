"""Vectors of words that were true once: proven under an older sealed header, beside newer evidence."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
from bundle_case import PEERED, Case
from bundle_kit import DAY, NOW, World

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import encode

OLD = NOW - 40 * DAY
"""Time of the older header: before the statement, the FACT word and the entry's block."""
FORMER = 66_666
"""Who held the right once."""


def words_of(bundle: Bundle, old: Bundle, kind: Kind) -> Bundle:
    """Prove the words of one kind as another bundle does, under its header."""
    state = bundle.states[0]
    there = tuple(each for each in old.states[0].words if each.kind == kind)
    kept = tuple(each for each in state.words if each.kind != kind)
    return replace(
        bundle,
        headers=(*bundle.headers, *old.headers),
        states=(replace(state, words=kept), replace(old.states[0], header=1, words=there)),
    )


def older(make: Callable[[], World], kind: Kind, *, time: int = OLD, number: bytes = b"\x01") -> Bundle:
    """Prove the words of one kind under a header of another time and height, as they stood there."""
    world, bundle = make(), make().bundle()
    world.header_time, world.as_of = time, time
    world.edit_header = lambda fields: fields.__setitem__(8, number)
    if kind is Kind.GRANT:
        world.words[int(kind), world.subject] = kit.grant_word(FORMER, 7, 0, since=OLD - DAY)
    return words_of(bundle, world.bundle(), kind)


def recognised() -> World:
    """Give a recognition that rests on an agreement."""
    return more.recognition(more.CLUB)


def earlier_statement() -> World:
    """Give a title whose statement is older than the older header."""
    world = kit.title()
    world.as_of = NOW - 60
    return world


def old_cases() -> Iterator[Case]:
    """Give every case of an old word."""
    cases = {
        "old-holder_fail": ("a former holder shows his old word beside a new statement", older(kit.title, Kind.GRANT)),
        "old-fact_fail": ("the FACT word is of before the block that the entry names", older(recognised, Kind.FACT)),
        "old-peer_fail": ("the peer's accreditation is older than the FACT word", older(recognised, Kind.PEER)),
        "old-agreement_fail": ("the agreement's word is older than the FACT word", older(recognised, Kind.AGREEMENT)),
        "old-outcome_fail": ("the word is older than what the entry says it left", older(more.entry, Kind.LISTING)),
        "old-grant-entry_fail": (
            "the right's word is newer than the statement, and older than what the entry says was done to it",
            older(earlier_statement, Kind.GRANT, time=NOW - 30, number=b"\x59"),
        ),
        "old-grant-after": (
            "the right's word is older than the newest header, of the entry's block and after the statement",
            older(earlier_statement, Kind.GRANT, time=NOW - 30, number=b"\x5a"),
        ),
    }
    for name, (desc, bundle) in cases.items():
        yield Case(name, desc, bundle.encode(), PEERED)
    document = json.loads(kit.title().bundle().encode())
    document["standing"]["answers"] *= 2
    yield Case("two-answers_fail", "the statement opens two answers on one record", encode(document), PEERED)
