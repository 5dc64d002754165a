"""Vectors that must not verify: every field mutated once, every list of proofs edited, other kinds and seals."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import bundle_kit as kit
import bundle_more as more
from bundle_case import PEERED, POLICY, Case
from bundle_home import EPOCH, NO_CODE
from bundle_kit import AT, DAY, NOW, World
from trie_kit import pack

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import ValidatorSet
from torrens_anchor.chain import layout
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import MalformedInput
from torrens_anchor.forms.canonical import encode
from torrens_anchor.forms.encoding import base64_bytes, base64_text

Place = tuple[str | int, ...]
Json = Any  # what json.loads gives


def mutant_cases() -> Iterator[Case]:
    """Give every case that must not verify beside those of `bundle_vectors`."""
    yield from field_cases()
    yield from qbft_cases()
    yield from entry_cases()
    yield from recognition_cases()
    yield from contract_cases()
    yield from platform_cases()
    yield from log_proof_cases()


def leaves(value: Json, place: Place = ()) -> Iterator[Place]:
    """Give the place of every member that holds no other, in arrays of the first item."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else None
    if inner is None:
        yield place
        return
    for key, item in inner:
        yield from leaves(item, (*place, key))


def mutated(value: Json) -> Json:
    """Change a value into another of its form: a digit, a number, a byte; null into an object."""
    if not isinstance(value, str):
        return {} if value is None else value + 1
    if value.startswith("0x"):
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    if value.isdecimal():
        return str(int(value) + 1)
    try:
        data = base64_bytes(value, None, "a value")
    except MalformedInput:
        data = b""
    if len(data) > 32:
        return base64_text(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    return value.replace("\n1", "\n2", 1) if "\n" in value else value + "x"


def edited(raw: bytes, place: Place, edit: Callable[[Json], Json]) -> bytes:
    document = json.loads(raw)
    parent = document
    for key in place[:-1]:
        parent = parent[key]
    parent[place[-1]] = edit(parent[place[-1]])
    return encode(document)


def bases() -> Iterator[tuple[str, bytes, Callable[[Place], bool]]]:
    """Give a true bundle for each part of the form, and which places it is mutated at: small ones where they serve."""
    small = more.on_platform(kit.title()).bundle().encode()
    yield "", small, lambda place: place[0] not in {"tokens", "documents"}
    yield "voucher-", kit.voucher().bundle().encode(), lambda place: place[0] in {"record", "documents"}
    consent = more.by_contract("seller").bundle().encode()
    yield "contract-", consent, lambda place: "contracts" in place or place[:2] == ("record", "seller")
    yield "row-", kit.row().bundle().encode(), lambda place: place[0] == "record" and place[1] in {"table", "row"}
    yield "entry-", more.entry().bundle().encode(), lambda place: place[0] == "record"
    recognised = more.recognition(more.CLUB).bundle().encode()
    yield "recognition-", recognised, lambda place: place[0] == "record"
    sealed = more.sealed_by_validators(kit.title()).bundle().encode()
    yield "qbft-", sealed, lambda place: place[0] == "headers"


def field_cases() -> Iterator[Case]:
    for prefix, raw, wanted in bases():
        for place in leaves(json.loads(raw)):
            if wanted(place):
                name = "-".join(str(key) for key in place).lower()
                shown = ".".join(map(str, place))
                policy = PEERED if prefix == "recognition-" else POLICY
                yield Case(f"field-{prefix}{name}_fail", f"{shown} is changed", edited(raw, place, mutated), policy)


def _instead(new: Json, _old: Json) -> Json:
    return new


def _pinned(**changes: object) -> Policy:
    policy = more.policy()
    ours = policy.homes[0]
    only: ValidatorSet = replace(ours.validator_sets[0], **changes)  # type: ignore[arg-type] # fields by name
    return replace(policy, homes=(replace(ours, validator_sets=(only,)), policy.homes[1]))


def qbft_cases() -> Iterator[Case]:
    names = more.VALIDATORS
    for name, signers in {
        "quorum-minus-one": names[:2],
        "duplicate-seal": (names[0], names[1], names[1]),
        "outsider-seal": (*names[:2], "stranger"),
        "extra-outsider": (*names[:3], "stranger"),
        "no-seal": (),
    }.items():
        world = more.sealed_by_validators(kit.title(), signers)
        yield Case.of(f"qbft-{name}_fail", f"sealed by {', '.join(signers) or 'nobody'}", world)
    true = more.sealed_by_validators(kit.title()).bundle()
    raw = true.encode()
    fewer = more.policy().homes[0].validator_sets[0].validators[:3]
    others = (*fewer, Notary(kit.address("stranger"), "stranger"))
    for name, policy in {
        "old-set-ended": _pinned(valid_until=NOW),
        "old-set-fewer": _pinned(validators=fewer),
        "old-set-other": _pinned(validators=others),
        "other-epoch": _pinned(epoch=EPOCH + 1),
        "contract-mode-listed": more.policy(mode=more.MODES[False]),
    }.items():
        yield Case(f"qbft-{name}_fail", "another validator set is pinned", raw, policy.encode())
    yield Case("qbft-past-set_fail", "past the validator set's validity", raw, at=NOW + 366 * DAY)
    yield Case.of(
        "qbft-unlisted_fail",
        "no validators where the header must list them",
        more.sealed_by_validators(kit.title(), listed=False),
    )
    attested = replace(true.headers[0], qbft=None, signatures=kit.title().bundle().headers[0].signatures)
    yield Case(
        "qbft-as-attest_fail",
        "a QBFT header with notaries' signatures over another",
        replace(true, headers=(attested,)).encode(),
    )


def entry_cases() -> Iterator[Case]:
    world = more.entry()
    world.words = dict.fromkeys(world.words, bytes(32))
    yield Case.of("entry-outcome-absent_fail", "the register holds no word of the outcome", world)
    world = more.entry()
    world.record = EntryRecord(kit.EXCHANGE, (int(Kind.GRANT), int(Kind.LISTING)))
    yield Case.of("entry-outcome-unproven_fail", "a word of the outcome is not proven", world)
    yield Case(
        "entry-none_fail", "a bundle of an entry without the entry", replace(more.entry().bundle(), log=None).encode()
    )
    other = edited(more.entry().bundle().encode(), ("record", "exchange"), lambda _: 231)
    yield Case("entry-other-exchange_fail", "the log of another exchange", other)
    statement = json.loads(kit.title().bundle().encode())["standing"]
    stated = edited(more.entry().bundle().encode(), ("standing",), lambda _: statement)
    yield Case("entry-with-statement_fail", "a statement of good standing where none can be", stated)
    kinds = edited(more.entry().bundle().encode(), ("record", "outcome"), lambda found: found * 2)
    yield Case("entry-kinds-twice_fail", "a kind of outcome stands twice", kinds)
    yield Case("entry-empty-policy_fail", "nobody is trusted", more.entry().bundle().encode(), b"{}")


def _recognised(name: str, desc: str, world: World, policy: bytes = PEERED, at: int = AT) -> Case:
    return Case.of(name, desc, world, policy, at)


def recognition_cases() -> Iterator[Case]:
    for name, changes in {
        "proven-only": {"decision": 1},
        "declined": {"decision": 4},
        "withdrawn": {"decision": 7},
        "suspended": {"answer": 3, "until": 0},
        "ended": {"answer": 4, "until": 0},
        "unknown": {"answer": 1, "until": 0},
        "unnamed-agreement": {"agreement": 7},
    }.items():
        yield _recognised(
            f"recognition-{name}_fail", f"the FACT word says {changes}", more.recognition(None, "show", **changes)
        )
    for reliance, at in (("show", NOW + 5 * DAY), ("trade", NOW + DAY - 600), ("finance", NOW + 3000)):
        yield _recognised(
            f"recognition-{reliance}-stale_fail", "one second too late", more.recognition(None, reliance), at=at
        )
    long = more.recognition(None, "show", until=NOW + 300 * DAY)
    yield _recognised(
        "recognition-old-word_fail", "the home's word is older than the policy allows", long, at=NOW + 61 + 7 * DAY
    )
    record = more.recognition(more.CLUB).record
    assert isinstance(record, RecognitionRecord)
    assert record.agreement_id is not None
    for name, fields in {
        "ended": {"state": 2, "until": NOW + DAY, "exchange": kit.EXCHANGE},
        "over": {"state": 1, "until": NOW + 60, "exchange": kit.EXCHANGE},
        "foreign": {"state": 1, "until": NOW + DAY, "exchange": 999},
    }.items():
        world = more.recognition(more.CLUB)
        world.words[int(Kind.AGREEMENT), record.agreement_id] = pack(layout.AGREEMENT, **fields)
        yield _recognised(f"recognition-agreement-{name}_fail", "the agreement does not carry the fact", world)
    for name, fields in {"frozen": {"state": 2}, "withdrawn": {"state": 3}}.items():
        yield _recognised(f"recognition-peer-{name}_fail", "the peer is accredited no more", _peer(**fields))
    yield _recognised(
        "recognition-peer-set_fail", "the peer has a newer notary set than the policy knows", _peer(setEpoch=3)
    )
    yield _recognised(
        "recognition-peer-threshold_fail", "the home counts fewer of the peer's notaries", _peer(threshold=1)
    )
    policy = more.policy()
    alone = replace(policy, homes=policy.homes[:1]).encode()
    yield _recognised("recognition-peer-untrusted_fail", "the policy does not know the peer", more.recognition(), alone)
    other = more.recognition()
    other.action = "voucher.issue"
    yield _recognised("recognition-other-entry_fail", "an entry of another action on the fact", other)
    yield _recognised("recognition-empty-policy_fail", "nobody is trusted", more.recognition(), b"{}")


def _peer(**changes: int) -> World:
    world = more.recognition()
    values = {"state": 1, "scheme": 1, "threshold": 2, "notaries": 3, "setEpoch": 2, "number": 400, "timestamp": NOW}
    world.words[int(Kind.PEER), more.peer_id()] = pack(layout.PEER, **(values | changes))
    return world


def contract_cases() -> Iterator[Case]:
    keyed = more.by_contract("seller")
    keyed.contract_code = NO_CODE
    yield Case.of("contract-without-code_fail", "what is called a contract has no code", keyed)
    spare = kit.voucher()
    spare.contracts = (b"\x71" * 20,)
    yield Case.of("contract-spare_fail", "a contract by which nobody consented", spare)
    true = more.by_contract("seller").bundle()
    state = true.states[0]
    for how, nodes in {"cut": state.contracts[0].account[:-1], "none": ()}.items():
        broken = replace(state, contracts=(replace(state.contracts[0], account=nodes),))
        yield Case(
            f"contract-proof-{how}_fail",
            "the contract's account proof is broken",
            replace(true, states=(broken,)).encode(),
        )
    twice = edited(true.encode(), ("states", 0, "contracts"), lambda found: found * 2)
    yield Case("contract-twice_fail", "a contract is proven twice", twice)


def platform_cases() -> Iterator[Case]:
    said = more.statement()
    world = kit.title()
    world.platform = more.signed(said, kit.note_signer("stranger.example/platform", more.PLATFORM.key.type))
    yield Case.of("platform-stranger_fail", "a platform statement that a stranger signed", world)
    elsewhere = more.on_platform(kit.title(), replace(said, register=b"\x99" * 20))
    yield Case.of("platform-other-register_fail", "a platform statement on another register", elsewhere)
    true = more.on_platform(kit.title()).bundle().encode()
    for name, old, new in (
        ("forged", '"party":70001', '"party":70009'),
        ("version", "platform-statement/1", "platform-statement/9"),
        ("level", '"level":3', '"level":6'),
        ("spaced", '{"assessments"', '{ "assessments"'),
        ("role", '"role":"notary"', '"role":"witness"'),
    ):
        text = base64_bytes(json.loads(true)["platform"], None, "platform").decode()
        assert old in text
        note = base64_text(text.replace(old, new, 1).encode())
        yield Case(
            f"platform-{name}_fail",
            "the platform statement is altered",
            edited(true, ("platform",), partial(_instead, note)),
        )


def log_proof_cases() -> Iterator[Case]:
    """The tlog-proof's lines, edited as the proofs of tries are."""
    true: Bundle = kit.title().bundle()
    assert true.log is not None
    proof = true.log.proof
    for how, hashes in {
        "cut": proof.hashes[:-1],
        "extended": (*proof.hashes, proof.hashes[0]),
        "reordered": proof.hashes[::-1],
        "none": (),
    }.items():
        broken = replace(true.log, proof=replace(proof, hashes=hashes))
        yield Case(f"log-proof-{how}_fail", "the log proof is broken", replace(true, log=broken).encode(), at=AT)
    moved = replace(true.log, proof=replace(proof, index=proof.index + 1))
    yield Case("log-proof-moved_fail", "the entry at another place", replace(true, log=moved).encode())
    assert true.standing is not None
    more_answers = kit.voucher().bundle()
    assert more_answers.standing is not None
    first, *rest = more_answers.standing.answers
    for how, siblings in {"cut": first.proof[:-1], "extended": (*first.proof, bytes(32)), "none": ()}.items():
        answers = (replace(first, proof=siblings), *rest)
        standing = replace(more_answers.standing, answers=answers)
        yield Case(
            f"answer-proof-{how}_fail", "an answer's proof is broken", replace(more_answers, standing=standing).encode()
        )
