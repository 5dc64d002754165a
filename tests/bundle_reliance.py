"""Vectors of recognitions under readers who rely on them for little or for much."""

import json
from collections.abc import Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
from bundle_case import PEERED, POLICY, Case
from bundle_kit import DAY, NOW, World
from trie_kit import pack

from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import encode

SOON = NOW + 1800
"""A time at which a recognition still counts for finance."""
ENOUGH = (("show", "finance"), ("trade", "trade"), ("trade", "finance"), ("finance", "finance"))
TOO_LITTLE = (("trade", "show"), ("finance", "show"), ("finance", "trade"))
"""What the policy demands, and what the record is offered for."""


AS_OF = NOW - 600
"""Time of the statement on which a recognition rests here."""


def decided(at: int, since: int = NOW - 9 * DAY) -> World:
    """A recognition under an agreement of some time, whose entry says that it was decided at some time."""
    world = more.recognition(more.CLUB)
    world.decided_at = at
    word = next(key for key in world.words if key[0] == int(Kind.AGREEMENT))
    world.words[word] = pack(layout.AGREEMENT, state=1, exchange=kit.EXCHANGE, since=since, until=NOW + 90 * DAY)
    return world


def demanding(reliance: str) -> bytes:
    """The policy of a reader who relies on recognitions for this."""
    return replace(more.policy(), reliance=reliance).encode()


def reliance_cases() -> Iterator[Case]:
    """Give the cases, those that verify first."""
    for pairs, end in ((ENOUGH, ""), (TOO_LITTLE, "_fail")):
        for demanded, offered in pairs:
            name = f"recognition-demanded-{demanded}-offered-{offered}{end}"
            desc = f"offered for {offered} to a reader who relies on it for {demanded}"
            yield Case.of(name, desc, more.recognition(None, offered), demanding(demanded), SOON)
    late = more.recognition(), demanding("trade"), NOW + 2 * DAY
    yield Case.of("recognition-demanded-stale_fail", "good to be shown, stale for who trades on it", *late)
    for name, desc, world in (
        ("statement", "decided at the second of the statement", decided(AS_OF)),
        ("agreement", "decided at the second of the agreement", decided(AS_OF, since=AS_OF)),
        ("before-statement_fail", "decided a second before the statement was made", decided(AS_OF - 1)),
        ("before-agreement_fail", "decided a second before the agreement was made", decided(AS_OF, since=AS_OF + 1)),
    ):
        yield Case.of(f"recognition-decided-{name}", desc, world, PEERED)
    title, policy = kit.title().bundle().encode(), json.loads(POLICY)
    unknown = encode(policy | {"reliance": "lend"})
    yield Case("policy-reliance_fail", "the policy names no reliance that is known", title, unknown)
    del policy["reliance"]
    yield Case("policy-without-reliance_fail", "the policy leaves a member out", title, encode(policy))
