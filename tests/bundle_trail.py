"""Vectors of validators that changed since the policy pinned them: bundles that carry the headers in between."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import qbft_kit
from bundle_case import POLICY, Case
from bundle_home import World, secret
from bundle_kit import DAY, EPOCH, NOW

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.chain.qbft_trust import Step

BY_CONTRACT = more.policy(mode=more.MODES[False]).encode()


def names(*numbers: int) -> tuple[str, ...]:
    return tuple(f"validator {i}" for i in numbers)


def step(number: int, listed: Sequence[str], sealers: Sequence[str], *, time: int | None = None) -> bytes:
    """A header on the way, of its chain's usual minute a block."""
    return qbft_kit.header(
        [kit.address(name) for name in listed],
        [secret(name) for name in sealers],
        number=number,
        timestamp=NOW - 60 * (100 - number) if time is None else time,
    )


def trailed(
    trail: Sequence[bytes] | None,
    listed: Sequence[str],
    signers: Sequence[str],
    *,
    make: Callable[[], World] = kit.title,
    parent: bytes = bytes(32),
) -> Bundle:
    """A bundle whose header, of height 100, a later set sealed."""
    world = make()
    world.validators, world.signers = tuple(listed), tuple(signers)
    world.edit_header = lambda fields: fields.__setitem__(0, parent)
    bundle = world.bundle()
    steps = None if trail is None else tuple(Step.of(raw) for raw in trail)
    return replace(bundle, headers=(replace(bundle.headers[0], trail=steps),))


S40 = step(40, names(1, 2, 3, 4), names(1, 2, 3))
S70 = step(70, names(2, 3, 4, 5), names(2, 3, 4))
S99 = step(99, names(3, 4, 5, 6), names(3, 4, 5))
LAST, SEALERS = names(3, 4, 5, 6), names(3, 4, 5)


def good_trails() -> Iterator[Case]:
    two = trailed((S40, S70), LAST, SEALERS)
    yield Case("qbft-trail", "three changes of validators, a header for each", two.encode())
    direct = trailed((), names(1, 2, 3, 4), names(1, 2, 3))
    yield Case("qbft-trail-direct", "one change: a quorum of the pinned set vouches for the header", direct.encode())
    child = trailed((S40, S70, S99), LAST, SEALERS, parent=parse_qbft_header(S99).header.hash)
    yield Case("qbft-trail-parent", "a trail that ends with the header's parent", child.encode())
    voucher = trailed((S40, S70), LAST, (*SEALERS, "validator 6"), make=kit.voucher)
    yield Case("qbft-trail-voucher", "a voucher under a later set, sealed by all of it", voucher.encode())
    grown = step(50, names(*range(6)), names(0, 1, 2, 4))
    more_of_them = trailed((grown,), names(*range(6)), names(1, 2, 4, 5))
    yield Case("qbft-trail-grown", "four validators become six: four seals are its quorum", more_of_them.encode())
    yield Case("qbft-trail-unchanged", "a trail of none, and the set did not change", trailed(
        (), more.VALIDATORS, names(0, 1, 2)
    ).encode())  # fmt: skip


def bad_steps() -> Iterator[tuple[str, str, Sequence[bytes]]]:
    """Give name, what is wrong, and the trail."""
    yield "gap", "too wide a gap: one of the pinned four sealed", ()
    yield "gap-later", "the header in between is missing", (S40,)
    yield "overlap", "two of the pinned four sealed the step", (step(40, names(1, 2, 3, 4), names(2, 3, 4)), S70)
    yield "unsealed", "a step that nobody sealed", (step(40, names(1, 2, 3, 4), ()), S70)
    yield "below-quorum", "a step that two of its four sealed", (step(40, names(1, 2, 3, 4), names(1, 2)), S70)
    yield "seal-twice", "a step with one seal twice", (step(40, names(1, 2, 3, 4), names(1, 2, 2)), S70)
    yield "outsider", "a step sealed by one it does not list", (step(40, names(1, 2, 3, 4), names(0, 1, 2, 3)), S70)
    yield "unlisted", "a step that lists nobody", (step(40, (), names(1, 2, 3)), S70)
    yield "backwards", "the steps in another order", (S70, S40)
    yield "twice", "one step twice", (S40, S40, S70)
    yield "later", "a step later than the header", (S40, S70, step(101, LAST, SEALERS, time=NOW + 90))
    yield "time-back", "a later step of an earlier time", (S40, step(70, LAST, SEALERS, time=NOW - 2 * DAY))
    early = step(2, names(1, 2, 3, 4), names(1, 2, 3), time=NOW - 91 * DAY)
    yield "before-set", "a step from before the pinned set's validity", (early, S70)
    strangers = tuple(f"stranger {i}" for i in range(4))
    yield "strangers", "a step of another chain's validators", (step(40, strangers, strangers), S70)
    yield "other-chain", "a step of another chain: not the parent that the header names", (S40, S70, S99)
    body = bytearray(S40)
    body[body.index(b"\1" * 32)] ^= 2
    yield "edited", "a step with another state root", (bytes(body), S70)


def bad_trails() -> Iterator[Case]:
    for name, desc, steps in bad_steps():
        yield Case(f"qbft-trail-{name}_fail", desc, trailed(steps, LAST, SEALERS).encode())
    true = trailed((S40, S70), LAST, SEALERS)
    raw = true.encode()
    yield Case("qbft-trail-left-out_fail", "the same without the trail", trailed(None, LAST, SEALERS).encode())
    yield Case("qbft-trail-contract-mode_fail", "by the policy a contract names the validators", raw, BY_CONTRACT)
    yield Case("qbft-trail-past-set_fail", "past the pinned set's validity", raw, POLICY, NOW + 366 * DAY)
    few = trailed((S40, S70), LAST, names(3, 4))
    yield Case("qbft-trail-header-below-quorum_fail", "the header itself lacks a seal", few.encode())
    other = replace(true, headers=(replace(true.headers[0], set_epoch=EPOCH + 1),))
    yield Case("qbft-trail-other-epoch_fail", "the trail begins at a set that the policy does not name", other.encode())
    yield Case("qbft-trail-two-histories_fail", "two trails with headers of one height", forked().encode())


def forked() -> Bundle:
    """Words under one header, the statement under another; each trail is believed, both cannot be."""
    first = trailed((S40, S70), LAST, SEALERS)
    world = kit.title()
    world.header_time, world.validators, world.signers = NOW + 61, LAST, SEALERS
    world.edit_header = lambda fields: fields.__setitem__(8, b"\x65")
    second = world.bundle()
    assert second.standing is not None
    fork = step(70, names(2, 3, 4, 5), names(2, 3, 5, 4), time=NOW - 1799)
    trail = tuple(Step.of(raw) for raw in (S40, fork))
    headers = (*first.headers, replace(second.headers[0], trail=trail))
    return replace(first, headers=headers, standing=replace(second.standing, header=1))


def trail_cases() -> Iterator[Case]:
    """Give the cases, those that verify first."""
    yield from good_trails()
    yield from bad_trails()
