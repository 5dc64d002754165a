"""Vectors of chains whose validators a contract names: trails that prove its array at each parent."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import qbft_kit
from bundle_case import POLICY, Case
from bundle_home import World, secret
from bundle_kit import DAY, NOW
from bundle_trail import BY_CONTRACT, LAST, SEALERS, names
from bundle_trail import step as listing_step
from qbft_kit import CONTRACT

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.chain.qbft_set import SetProof, ValidatorContract
from torrens_anchor.chain.qbft_trust import Step
from torrens_anchor.forms.canonical import encode


def shown(number: int, words: Sequence[str | bytes], **changes: object) -> SetProof:
    """What the contract names at the parent of the block of this height; words are names, or bytes as they are."""
    raw = [kit.address(word) if isinstance(word, str) else word for word in words]
    fields = {"number": number - 1, "timestamp": NOW - 60 * (101 - number)} | changes
    return qbft_kit.named_by(CONTRACT, raw, **fields)  # type: ignore[arg-type] # by name


def step(number: int, named: Sequence[str], sealers: Sequence[str], **changes: object) -> Step:
    """A header on the way that lists nobody, with the array at its parent."""
    return sealed(number, shown(number, named), sealers, **changes)


def sealed(number: int, proof: SetProof, sealers: Sequence[str], **changes: object) -> Step:
    """A header over a parent with an array."""
    fields = {"number": number, "timestamp": NOW - 60 * (100 - number), "parent": proof.parent.hash} | changes
    raw = qbft_kit.header((), [secret(name) for name in sealers], **fields)  # type: ignore[arg-type] # by name
    return Step.of(raw, proof)


def trailed(
    trail: Sequence[Step] | None,
    proof: SetProof | None,
    signers: Sequence[str],
    *,
    make: Callable[[], World] = kit.title,
    parent: bytes | None = None,
) -> Bundle:
    """A bundle whose header, of height 100, lists nobody."""
    world = more.sealed_by_validators(make(), tuple(signers), listed=False)
    below = parent or (proof.parent.hash if proof else bytes(32))
    world.edit_header = lambda fields: fields.__setitem__(0, below)
    bundle = world.bundle()
    steps = None if trail is None else tuple(trail)
    return replace(bundle, headers=(replace(bundle.headers[0], trail=steps, proof=proof),))


S40 = step(40, names(1, 2, 3, 4), names(1, 2, 3))
S70 = step(70, names(2, 3, 4, 5), names(2, 3, 4))
SET = shown(100, LAST)
TRUE = trailed((S40, S70), SET, SEALERS)


def _case(name: str, desc: str, bundle: Bundle, policy: bytes = BY_CONTRACT, at: int = kit.AT) -> Case:
    return Case(f"qbft-contract-{name}", desc, bundle.encode(), policy, at)


def good_contracts() -> Iterator[Case]:
    yield _case("trail", "a contract changed the validators thrice; a header and its set for each", TRUE)
    direct = trailed((), shown(100, names(1, 2, 3, 4)), names(1, 2, 3))
    yield _case("trail-direct", "one change: a quorum of the pinned set vouches for the header", direct)
    same = trailed((), shown(100, more.VALIDATORS), names(0, 1, 2))
    yield _case("trail-unchanged", "a trail of none, and the contract still names the pinned set", same)
    voucher = trailed((S40, S70), SET, (*SEALERS, "validator 6"), make=kit.voucher)
    yield _case("trail-voucher", "a voucher under a later set, sealed by all of it", voucher)
    grown = step(50, names(*range(6)), names(0, 1, 2, 4))
    six = trailed((grown,), shown(100, names(*range(6))), names(1, 2, 4, 5))
    yield _case("trail-grown", "four validators become six: four seals are its quorum", six)
    yield _case("trail-parent", "a trail that ends with the header's parent", neighbours())
    far = replace(CONTRACT, slot=2**256 - 1)
    moved = qbft_kit.named_by(
        far, [kit.address(name) for name in names(1, 2, 3, 4)], number=99, timestamp=NOW - 60
    )  # fmt: skip
    there = trailed((), moved, names(1, 2, 3))
    yield _case("trail-slot", "the array stands at the last slot of all", there, pinned(far).encode())


def neighbours() -> Bundle:
    """Heights 99 and 100 in one trail: the former is the parent in the latter's set."""
    before = shown(99, names(2, 3, 4, 5))
    below = shown(100, LAST, parent=before.parent.hash)
    s99 = sealed(99, before, names(2, 3, 4, 5), state_root=below.parent.state_root)
    assert s99.sealed.header.hash == below.parent.hash
    return trailed((S40, s99), below, SEALERS)


def pinned(contract: ValidatorContract | None) -> Policy:
    """The policy with another validator contract."""
    policy = more.policy(mode=more.MODES[False])
    ours = policy.homes[0]
    only = replace(ours.validator_sets[0], contract=contract)
    return replace(policy, homes=(replace(ours, validator_sets=(only,)), *policy.homes[1:]))


def bad_steps() -> Iterator[tuple[str, str, Sequence[Step]]]:
    """Give name, what is wrong, and the trail."""
    four = names(1, 2, 3, 4)
    yield "gap", "too wide a gap: one of the pinned four sealed", ()
    yield "overlap", "two of the pinned four sealed the step", (step(40, four, names(2, 3, 4)), S70)
    yield "below-quorum", "a step that two of the contract's four sealed", (step(40, four, names(1, 2)), S70)
    yield "seal-twice", "a step with one seal twice", (step(40, four, names(1, 2, 2)), S70)
    yield "outsider", "a step sealed by one whom the contract does not name", (step(40, four, names(0, 1, 2, 3)), S70)
    yield "unsealed", "a step that nobody sealed", (step(40, four, ()), S70)
    strangers = tuple(f"stranger {i}" for i in range(4))
    yield "strangers", "a step whose contract names strangers", (step(40, strangers, strangers), S70)
    yield "backwards", "the steps in another order", (S70, S40)
    yield "voted", "a step that votes", (step(40, four, names(1, 2, 3), vote=(b"\7" * 20, b"\xff")), S70)
    early = sealed(2, shown(2, four, timestamp=NOW - 92 * DAY), names(1, 2, 3), timestamp=NOW - 91 * DAY)
    yield "before-set", "a step from before the pinned set's validity", (early, S70)
    yield "parent-time", "a parent that is later than its child", (
        sealed(40, shown(40, four, timestamp=NOW - 3600), names(1, 2, 3)), S70,
    )  # fmt: skip


def bad_sets() -> Iterator[tuple[str, str, SetProof]]:
    """Give name, what is wrong, and the header's set; the header names its parent."""
    yield "older", "the array at an older block", replace(SET, raw=S70.raw, parent=S70.sealed.header)
    seals = qbft_kit.header(
        (), [secret(name) for name in names(2, 3, 4)], number=99, timestamp=NOW - 60, state_root=SET.parent.state_root
    )
    yield "parent-sealed", "the parent with its seals, which no hash vouches for", SetProof.of(
        seals, SET.account, SET.slots
    )  # fmt: skip
    yield "parent-height", "a parent two heights below", shown(99, LAST)
    edits: dict[str, Callable[[tuple[bytes, ...]], tuple[bytes, ...]]] = {
        "cut": lambda nodes: nodes[:-1],
        "extended": lambda nodes: (*nodes, nodes[0]),
        "none": lambda _: (),
    }
    for how, edit in edits.items():
        yield f"account-{how}", "the contract's account proof is broken", replace(SET, account=edit(SET.account))
        length, *rest = SET.slots
        yield f"length-{how}", "the proof of the length is broken", replace(SET, slots=(edit(length), *rest))
        yield (
            f"element-{how}",
            "the proof of an element is broken",
            replace(SET, slots=(length, edit(rest[0]), *rest[1:])),
        )
    yield "fewer", "the proof of one element is missing", replace(SET, slots=SET.slots[:-1])
    yield "more", "one element is proven twice", replace(SET, slots=(*SET.slots, SET.slots[-1]))
    yield "reordered", "two elements are exchanged", replace(SET, slots=(*SET.slots[:3], SET.slots[4], SET.slots[3]))
    yield "no-slots", "nothing of the array is proven", replace(SET, slots=())
    yield "short", "the array is said to be shorter than its seals", shown(100, LAST, size=3)
    yield "empty", "an array of nobody", shown(100, ())
    yield "large", "an array of more than 1023", shown(100, LAST, size=1024)
    yield "twice", "an array with one member twice", shown(100, (*SEALERS, LAST[0]))
    yield "zero", "an array with the zero address", shown(100, (*SEALERS, b""))
    yield "wide", "an array with what is no address", shown(100, (*SEALERS, b"\1" * 21))
    yield "code", "the contract has other code", shown(100, LAST, code=kit.code("other"))


def bad_contracts() -> Iterator[Case]:
    for name, desc, steps in bad_steps():
        yield _case(f"trail-{name}_fail", desc, trailed(steps, SET, SEALERS))
    for name, desc, proof in bad_sets():
        yield _case(f"set-{name}_fail", desc, trailed((S40, S70), proof, SEALERS, parent=_kept(name, proof)))
    raw = TRUE.encode()
    left = trailed(None, None, SEALERS)
    yield _case("trail-left-out_fail", "the same without trail and set", left)
    yield Case("qbft-contract-header-mode_fail", "by the policy headers list the validators", raw, POLICY)
    yield _case("past-set_fail", "past the pinned set's validity", TRUE, at=NOW + 366 * DAY)
    few = trailed((S40, S70), SET, names(3, 4))
    yield _case("header-below-quorum_fail", "the header itself lacks a seal", few)
    for name, other in {
        "address": replace(CONTRACT, address=b"\x89" * 20),
        "other-account": replace(CONTRACT, address=b"\7" * 20, code_hash=bytes(32)),
        "code-hash": replace(CONTRACT, code_hash=bytes(32)),
        "slot": replace(CONTRACT, slot=6),
    }.items():
        yield _case(
            f"policy-{name}_fail", "the policy names another contract, code or slot", TRUE, pinned(other).encode()
        )
    yield _case("two-histories_fail", "a set's parent, and beside it another header of its height", forked())
    yield from form_cases()


def forked() -> Bundle:
    """Words under header 100, the statement under a header 99 that is not the former's parent."""
    world = more.sealed_by_validators(kit.title(), listed=False)
    world.header_time = NOW
    world.edit_header = lambda fields: fields.__setitem__(8, b"\x63")
    second = world.bundle()
    assert second.standing is not None
    return replace(TRUE, headers=(*TRUE.headers, *second.headers), standing=replace(second.standing, header=1))


def _kept(name: str, proof: SetProof) -> bytes | None:
    """Give the parent that the header names where the set shows another one."""
    return SET.parent.hash if name in {"older", "parent-sealed"} else proof.parent.hash


def form_cases() -> Iterator[Case]:
    """Forms that are of no mode, or of two."""
    listing = Step.of(listing_step(40, names(1, 2, 3, 4), names(1, 2, 3)))
    mixed = trailed((listing, S70), SET, SEALERS)
    yield _case("form-mixed_fail", "one header of the trail lists its validators", mixed)
    unproven = trailed((listing,), None, names(1, 2, 3))
    yield _case("form-mixed-without-set_fail", "the trail lists its validators, the header nobody", unproven)
    bare = trailed((replace(S40, proof=None), S70), SET, SEALERS)
    yield _case("form-step-without-set_fail", "a step without what proves its set", bare)
    yield _case(
        "form-header-without-set_fail", "the header without what proves its set", trailed((S40, S70), None, SEALERS)
    )
    yield _case("form-set-without-trail_fail", "a set that no check would read", trailed(None, SET, SEALERS))
    listed = more.sealed_by_validators(kit.title()).bundle()
    both = replace(listed, headers=(replace(listed.headers[0], trail=(), proof=SET),))
    yield Case(
        "qbft-contract-form-listed-with-set_fail", "a header that lists its set, and a proof of it", both.encode()
    )
    document = json.loads(TRUE.encode())
    document["headers"][0]["seal"]["trail"] = [document["headers"][0]["seal"]["trail"][0]["rlp"]]
    yield Case("qbft-contract-form-bare-rlp_fail", "a step that is only its RLP", encode(document), BY_CONTRACT)
    policy = json.loads(BY_CONTRACT)
    named = policy["homes"][0]["validatorSets"][0]["contract"]
    for name, mode, contract in (("no-contract", "contract", None), ("header-and-contract", "header", named)):
        policy["homes"][0]["validatorSets"][0] |= {"mode": mode, "contract": contract}
        yield _case(f"policy-{name}_fail", "the policy's mode and contract belie each other", TRUE, encode(policy))


def contract_cases() -> Iterator[Case]:
    """Give the cases, those that verify first."""
    yield from good_contracts()
    yield from bad_contracts()
