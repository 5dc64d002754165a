"""Vectors of recognitions under readers who rely on them for little or for much."""

import json
from collections.abc import Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
from bundle_case import POLICY, Case
from bundle_kit import DAY, NOW

from torrens_anchor.forms.canonical import encode

SOON = NOW + 1800
"""A time at which a recognition still counts for finance."""
ENOUGH = (("show", "finance"), ("trade", "trade"), ("trade", "finance"), ("finance", "finance"))
TOO_LITTLE = (("trade", "show"), ("finance", "show"), ("finance", "trade"))
"""What the policy demands, and what the record is offered for."""


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
    title, policy = kit.title().bundle().encode(), json.loads(POLICY)
    unknown = encode(policy | {"reliance": "lend"})
    yield Case("policy-reliance_fail", "the policy names no reliance that is known", title, unknown)
    del policy["reliance"]
    yield Case("policy-without-reliance_fail", "the policy leaves a member out", title, encode(policy))
