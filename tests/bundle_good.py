"""Vectors that must verify: each kind at the edges of what is allowed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
from bundle_case import PEERED, Case
from bundle_kit import AT, CHAIN, DAY, EXCHANGE, NOW, World
from trie_kit import pack

from torrens_anchor.bundles.facts import EntryRecord
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_log import Witnesses
from torrens_anchor.bundles.records import TitleRecord, VoucherRecord
from torrens_anchor.chain import layout
from torrens_anchor.chain.attest import NotarySet
from torrens_anchor.chain.layout import Kind
from torrens_anchor.notes.auditentry import Outcome


def changed(make: Callable[[], World], **fields: object) -> World:
    world = make()
    for name, value in fields.items():
        setattr(world, name, value)
    return world


def good_cases() -> Iterator[Case]:
    """Give every case that must verify beside the plain ones."""
    yield from log_cases()
    yield from seal_cases()
    yield from recognition_cases()
    yield from right_cases()
    yield from voucher_cases()
    yield from platform_cases()


def log_cases() -> Iterator[Case]:
    for index, size in ((0, 1), (0, 2), (1, 2), (2, 3), (63, 64), (64, 65), (500, 1000)):
        world = changed(kit.title, place=(index, size))
        yield Case.of(f"log-entry-{index}-of-{size}", f"entry {index} of a log of {size} entries", world)
    yield Case.of("log-refusal", "a log entry that says what was refused", more.refusal())
    world = more.entry()
    world.record = EntryRecord(EXCHANGE, ())
    world.words = {}
    yield Case.of("log-entry-without-words", "a log entry, no word of its outcome shown", world)
    world = more.entry()
    world.words[int(Kind.GRANT), world.subject] = kit.grant_word(70_003, 7, 0)
    world.record = EntryRecord(EXCHANGE, (int(Kind.GRANT), int(Kind.LISTING)))
    yield Case.of("log-entry-two-words", "a log entry with two words of its subject", world)
    yield Case.of(
        "entry-at-the-header",
        "the entry's block is the header's",
        changed(kit.title, result=Outcome(CHAIN, 100, bytes(32), 0)),
    )
    two = changed(kit.title, cosigners=(kit.WITNESSES[0], kit.WITNESSES[2]))
    yield Case.of("two-witnesses", "just as many witnesses as the policy demands, one outside", two)
    policy = more.policy()
    known = tuple(replace(each, counted=i < 2) for i, each in enumerate(policy.witnesses.keys))
    known_policy = replace(policy, witnesses=Witnesses(2, 1, known)).encode()
    yield Case.of("witness-not-counted", "a third witness that is known and not counted", kit.title(), known_policy)


def seal_cases() -> Iterator[Case]:
    by_contract = more.policy(mode=more.MODES[False]).encode()
    yield Case.of("qbft", "sealed by 3 of 4 validators that the header lists", more.sealed_by_validators(kit.title()))
    every = more.sealed_by_validators(kit.title(), more.VALIDATORS)
    yield Case.of("qbft-all", "sealed by all validators", every)
    unlisted = more.sealed_by_validators(kit.title(), listed=False)
    yield Case.of("qbft-contract-mode", "sealed by validators that a contract names", unlisted, by_contract)
    yield Case.of(
        "qbft-voucher", "a voucher under a header that validators sealed", more.sealed_by_validators(kit.voucher())
    )
    five = changed(kit.title, signers=tuple(f"notary {i}" for i in range(5)))
    yield Case.of("all-notaries", "sealed by all five notaries", five)
    other = changed(kit.title, signers=("notary 4", "notary 1", "notary 3"))
    yield Case.of("notaries-out-of-order", "three notaries in no order", other)
    yield Case.of("at-the-header", "asked at the second of the header", kit.title(), at=NOW + 60)
    for name, valid in {"set-begins": (NOW + 60, NOW + DAY), "set-ends": (0, AT)}.items():
        yield Case.of(
            f"notary-{name}", "the set counts from or until this very second", kit.title(), _sets(*valid).encode()
        )
    policy = more.policy()
    anyone = replace(policy, homes=(replace(policy.homes[0], council_seq=0), policy.homes[1]))
    yield Case.of("any-council", "the policy takes statements after any council change", kit.title(), anyone.encode())
    yield Case.of("statement-at-header", "the statement is of the header's second", changed(kit.title, as_of=NOW + 60))


def _sets(begin: int, end: int) -> Policy:
    policy = more.policy()
    ours = policy.homes[0]
    only: NotarySet = replace(ours.notary_sets[0], valid_from=begin, valid_until=end)
    return replace(policy, homes=(replace(ours, notary_sets=(only,)), policy.homes[1]))


def recognition_cases() -> Iterator[Case]:
    yield Case.of(
        "recognition-conditional", "recognised on a condition", more.recognition(None, "show", decision=3), PEERED
    )
    yield Case.of("recognition-club", "recognised under an agreement", more.recognition(more.CLUB), PEERED)
    for reliance, last in (("show", NOW + 5 * DAY - 1), ("trade", NOW + DAY - 601), ("finance", NOW + 2999)):
        world = more.recognition(None, reliance)
        yield Case.of(
            f"recognition-{reliance}-last", "the last second at which the fact counts for it", world, PEERED, last
        )
    world = more.recognition()
    world.action, world.subject = "fact.prove", more.peer_id()
    yield Case.of("recognition-entry-of-proof", "the log entry of the proof, its subject the peer", world, PEERED)


def right_cases() -> Iterator[Case]:
    right = kit.path()
    hidden = TitleRecord(replace(right, keys=right.keys[:1], content=None))
    yield Case.of(
        "title-content-hidden",
        "a title that does not say which data",
        kit.right_world(hidden, kit.grant_word(70_003, 7, 0)),
    )
    moved = TitleRecord(replace(right, keys=right.keys[:1], origin=b"\x0e" * 32))
    world = kit.right_world(moved, kit.grant_word(70_003, 7, 0))
    world.words[int(Kind.ORIGIN), moved.path.origin] = b"\2" + bytes(31)
    yield Case.of("title-of-predecessor", "a title of a register that this one succeeds", world)
    fewer = kit.right_world(kit.title().record, kit.grant_word(70_003, 1, 0))  # type: ignore[arg-type] # a title
    yield Case.of("title-fewer-rights", "a word with fewer rights than its key", fewer)


def voucher_cases() -> Iterator[Case]:
    for sides in (("seller",), ("buyer",), ("seller", "buyer")):
        yield Case.of(f"contract-{'-and-'.join(sides)}", "consent of contracts (ERC-1271)", more.by_contract(*sides))
    bare = replace(kit.voucher().bundle(), documents=())
    yield Case("voucher-without-documents", "a voucher without any paper", bare.encode())
    yield Case.of("voucher-two-captures", "the data captured by two, one after the other", more.captured_twice())
    record = kit.voucher().record
    assert isinstance(record, VoucherRecord)
    terms, issued = record.terms, (int(Kind.VOUCHER), kit.voucher().subject)
    for name, at in {"agreed": terms.agreed_at, "deadline": terms.deadline}.items():
        world = kit.voucher()
        world.words[issued] = pack(layout.VOUCHER, state=1, exchange=EXCHANGE, issuedAt=at)
        yield Case.of(f"issued-at-{name}", f"issued at the second that was {name}", world)
    for name, term in {"begins": (NOW - DAY, 0), "ends": (1, NOW - DAY + 1)}.items():
        world = kit.voucher()
        key = pack(layout.KEY, party=kit.SELLER, roles=1, exchange=EXCHANGE, **{"from": term[0], "until": term[1]})
        world.words[int(Kind.KEY), bytes(12) + kit.address("seller")] = key
        yield Case.of(f"key-{name}-at-issue", f"the seller's key {name} as the voucher is issued", world)


def platform_cases() -> Iterator[Case]:
    yield Case.of("platform", "a platform statement that answers article 17", more.on_platform(kit.title()))
    said = more.statement()
    ended = more.on_platform(kit.title(), replace(said, valid_until=AT - 1))
    yield Case.of("platform-ended", "a platform statement that ended: article 17 is open, the rest stands", ended)
    silent = more.on_platform(kit.title(), replace(said, filings=(), protection=None, software=(), keys=()))
    yield Case.of("platform-silent", "a platform statement that says little: article 17 is open", silent)
