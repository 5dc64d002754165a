"""Writes the published bundle vectors: a folder a case, `_fail` in the name of what must not verify.

Run from the repository's root: `python tests/bundle_vectors.py`. A test holds the committed files equal to these.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import bundle_kit as kit
import bundle_more as more
import bundle_receipts as receipts
from bundle_attacks import attack_cases
from bundle_case import PEERED, POLICY, Case, write
from bundle_contract import contract_cases
from bundle_good import good_cases
from bundle_kit import DAY, NOW, World
from bundle_mutants import mutant_cases
from bundle_old import old_cases, words_of
from bundle_proofs import proof_cases
from bundle_reliance import reliance_cases
from bundle_tokens import token_cases
from bundle_trade import trade_cases
from bundle_trail import trail_cases
from bundle_typed import typed_cases

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_log import TrustedLog, Witness
from torrens_anchor.chain.abi import uint_word
from torrens_anchor.chain.layout import Kind
from torrens_anchor.forms.canonical import encode
from torrens_anchor.notes.note import NoteSignature
from torrens_anchor.notes.notekey import KeyType, VerifierKey, key_name


def title(change: Callable[[World], None]) -> bytes:
    world = kit.title()
    change(world)
    return world.bundle().encode()


def put(name: str, value: object) -> Callable[[World], None]:
    return lambda world: setattr(world, name, value)


def word(kind: Kind, id_: bytes, value: bytes) -> Callable[[World], None]:
    return lambda world: world.words.__setitem__((int(kind), id_), value)


def two_headers(time: int, number: bytes) -> Bundle:
    """Words under one header, the statement under another of the same home."""
    world = kit.voucher()
    world.header_time = time
    world.edit_header = lambda fields: fields.__setitem__(8, number)
    first, second = kit.voucher().bundle(), world.bundle()
    assert second.standing is not None
    return replace(first, headers=(*first.headers, *second.headers), standing=replace(second.standing, header=1))


def moved_words(bundle: Bundle, kind: Kind, time: int) -> Bundle:
    """Prove the words of one kind under a header of another time."""
    world = kit.voucher()
    world.header_time = time
    world.edit_header = lambda fields: fields.__setitem__(8, b"\x01")
    return words_of(bundle, world.bundle(), kind)


def old_anchor() -> Bundle:
    """A bundle with a header, sealed and old, that anchors nothing."""
    return moved_words(kit.voucher().bundle(), Kind.LISTING, NOW - 40 * DAY)


def garbage_line() -> tuple[Bundle, Policy]:
    """A line of zeros in the name of a log that the policy knows for another exchange."""
    other, log = kit.note_signer("harbin.example/log", KeyType.ED25519).key, kit.title().bundle().log
    assert log is not None
    note = log.proof.note.with_signature(NoteSignature(other.name, other.key_id, bytes(64)))
    policy = more.policy()
    bundle = replace(kit.title().bundle(), log=replace(log, proof=replace(log.proof, note=note)))
    return bundle, replace(policy, logs=(*policy.logs, TrustedLog(other, 231, 231)))


KEY_BEFORE_ISSUE = moved_words(kit.voucher().bundle(), Kind.KEY, NOW - 2 * DAY)
TITLE, VOUCHER = kit.title().bundle(), kit.voucher().bundle()


def cases() -> Iterator[Case]:
    for kind, make in more.WORLDS.items():
        yield Case(kind, f"a true bundle of a {kind}", make().bundle().encode(), PEERED)
    yield Case(
        "last-good-second", "the last second at which the statement counts", TITLE.encode(), POLICY, NOW + 7 * DAY
    )
    yield from trust_cases()
    yield from chain_cases()
    yield from log_cases()
    yield from trade_cases()
    yield from receipts.receipt_cases()
    yield from form_cases()
    yield from history_cases()
    yield from good_cases()
    yield from mutant_cases()
    yield from old_cases()
    yield from trail_cases()
    yield from reliance_cases()
    yield from typed_cases()
    yield from contract_cases()
    yield from attack_cases()
    yield from token_cases()
    yield from proof_cases()


def history_cases() -> Iterator[Case]:
    yield Case("two-headers", "words and statement under two headers", two_headers(NOW + 61, b"\x65").encode(), POLICY)
    twice = two_headers(NOW + 61, b"\x64").encode()
    yield Case("two-histories_fail", "two sealed headers of one height", twice, POLICY)
    back = two_headers(NOW + 1, b"\x65").encode()
    yield Case("time-goes-back_fail", "a later block of an earlier time", back, POLICY)
    yield Case("old-header", "an old header beside, that anchors nothing", old_anchor().encode(), POLICY)
    yield Case("key-before-issue_fail", "keys proven only before the issue", KEY_BEFORE_ISSUE.encode(), POLICY)
    bare = replace(TITLE, headers=(), states=(), standing=None)
    yield Case("no-header_fail", "no header at all", bare.encode(), POLICY)
    world = kit.voucher()
    world.action = "voucher.revoke"
    yield Case("entry-revoked_fail", "the log entry of a revocation", world.bundle().encode(), POLICY)
    for action, what in (
        ("supersede", "a correction that the voucher came of"),
        ("foreign", "a foreign listing's sale"),
    ):
        world.action = f"voucher.{action}"
        yield Case(f"entry-{action}", f"the log entry of {what}", world.bundle().encode(), POLICY)
    bundle, policy = garbage_line()
    yield Case("garbage-line_fail", "a line of zeros of another known log", bundle.encode(), policy.encode())
    title_id = kit.path_in(TITLE.record).ids()[-1]
    for state, name in ((1, "noticed"), (4, "surrendered"), (6, "void"), (8, "reserved")):
        ended = title(word(Kind.GRANT, title_id, kit.grant_word(70_003, 7, 0, state=state)))
        yield Case(f"right-{name}_fail", f"a right that is {name}, under a statement that says GOOD", ended, POLICY)
    own = Witness(VerifierKey(key_name("own.example"), KeyType.COSIGNATURE_V1, kit.LOG.key.public_key), outside=True)
    document = json.loads(POLICY)
    document["witnesses"]["keys"].append(own.json())
    yield Case("log-as-witness_fail", "the policy counts the log as a witness", TITLE.encode(), encode(document))
    said = [{"chainId": kit.CHAIN, "vkey": str(replace(kit.WITNESSES[0].key, type=KeyType.ED25519))}]
    stated = encode(json.loads(POLICY) | {"platforms": said})
    yield Case("witness-as-platform_fail", "the policy takes a witness's word on the platform", TITLE.encode(), stated)


def trust_cases() -> Iterator[Case]:
    for kind, make in more.WORLDS.items():
        raw = make().bundle().encode()
        yield Case(f"{kind}-empty-policy_fail", "nobody is trusted", raw, b"{}")
        yield Case(f"{kind}-foreign-policy_fail", "another home is trusted", raw, kit.foreign_policy().encode())
    raw, home = TITLE.encode(), more.policy().homes[0]
    old = replace(home.notary_sets[0], valid_until=NOW)
    later = replace(home.notary_sets[0], epoch=5)
    homes = {
        "code-register": replace(home, register_code_hash=bytes(32)),
        "code-standing": replace(home, standing_code_hash=bytes(32)),
        "council": replace(home, council_seq=8),
        "old-notary-set": replace(home, notary_sets=(old,)),
        "other-epoch": replace(home, notary_sets=(later,)),
        "swapped-notaries": replace(home, notary_sets=(replace(old, notaries=old.notaries[1:4], threshold=2),)),
    }
    for name, changed in homes.items():
        yield Case(
            f"{name}_fail", "the policy accepts something else", raw, replace(more.policy(), homes=(changed,)).encode()
        )
    yield Case("no-log_fail", "the policy names no log", raw, replace(more.policy(), logs=()).encode())
    none = Policy.empty().witnesses
    yield Case("no-witness_fail", "the policy names no witness", raw, replace(more.policy(), witnesses=none).encode())
    yield Case("stale_fail", "one second past the statement's last", raw, POLICY, NOW + 7 * DAY + 1)
    yield Case("past-notaries_fail", "past the notary set's validity", raw, POLICY, NOW + 366 * DAY)
    yield Case("future_fail", "asked about a time before the evidence", raw, POLICY, NOW - 1)


Nodes = tuple[bytes, ...]
EDITS: dict[str, Callable[[Nodes], Nodes]] = {
    "cut": lambda nodes: nodes[:-1],
    "extended": lambda nodes: (*nodes, nodes[0]),
    "reordered": lambda nodes: nodes[::-1],
    "none": lambda _: (),
}


def seal_cases() -> Iterator[Case]:
    for name, signers in {
        "quorum-minus-one": ("notary 0", "notary 1"),
        "duplicate-seal": ("notary 0", "notary 1", "notary 1"),
        "outsider-seal": ("notary 0", "notary 1", "stranger"),
        "no-seal": (),
    }.items():
        yield Case(
            f"{name}_fail", f"sealed by {', '.join(signers) or 'nobody'}", title(put("signers", signers)), POLICY
        )
    header = TITLE.headers[0]
    foreign = kit.voucher().bundle().headers
    yield Case("other-header_fail", "the header of another block", replace(TITLE, headers=foreign).encode(), POLICY)
    unsealed = replace(header, set_epoch=5)
    yield Case("other-set_fail", "seals named of another set", replace(TITLE, headers=(unsealed,)).encode(), POLICY)


def chain_cases() -> Iterator[Case]:
    yield from seal_cases()
    state, standing = TITLE.states[0], TITLE.standing
    assert standing is not None
    for how, edit in EDITS.items():
        account = replace(TITLE, states=(replace(state, account=edit(state.account)),))
        yield Case(f"account-proof-{how}_fail", "Register's account proof is broken", account.encode(), POLICY)
        words = (state.words[0], replace(state.words[1], proof=edit(state.words[1].proof)))
        storage = replace(TITLE, states=(replace(state, words=words),))
        yield Case(f"storage-proof-{how}_fail", "a word's storage proof is broken", storage.encode(), POLICY)
        ring = replace(TITLE, standing=replace(standing, slot=edit(standing.slot)))
        yield Case(f"ring-proof-{how}_fail", "the ring's storage proof is broken", ring.encode(), POLICY)
        own = replace(TITLE, standing=replace(standing, account=edit(standing.account)))
        yield Case(f"standing-account-{how}_fail", "Standing's account proof is broken", own.encode(), POLICY)
    wrong = (state.words[0], replace(state.words[1], word=b"\1" * 32))
    yield Case(
        "other-word_fail",
        "a word other than proven",
        replace(TITLE, states=(replace(state, words=wrong),)).encode(),
        POLICY,
    )
    title_id = kit.path_in(TITLE.record).ids()[-1]
    yield Case(
        "absent-word_fail", "the register holds no such title", title(word(Kind.GRANT, title_id, bytes(32))), POLICY
    )
    wide = kit.grant_word(70_003, 15, 0)
    yield Case("wide-word_fail", "the word exceeds its key", title(word(Kind.GRANT, title_id, wide)), POLICY)
    for field, value in {"number": 22, "lane": 0, "as_of": NOW - 1, "council_seq": 8, "challenge": b"\1" * 32}.items():
        changed = replace(TITLE, standing=replace(standing, **{field: value}))  # type: ignore[arg-type] # by name
        yield Case(
            f"statement-{field.replace('_', '-')}_fail", f"the statement's {field} is changed", changed.encode(), POLICY
        )
    yield Case("no-statement_fail", "no statement", replace(TITLE, standing=None).encode(), POLICY)
    yield Case(
        "no-answer_fail",
        "the statement opens no answer",
        replace(TITLE, standing=replace(standing, answers=())).encode(),
        POLICY,
    )
    yield Case("late-statement_fail", "the statement is later than its header", title(put("as_of", NOW + 61)), POLICY)


def log_cases() -> Iterator[Case]:
    yield Case("few-witnesses_fail", "one witness of two", title(put("cosigners", kit.WITNESSES[:1])), POLICY)
    inside = title(put("cosigners", kit.WITNESSES[2:]))
    yield Case("inside-witness_fail", "no witness outside the operator", inside, POLICY)
    unknown = (*kit.WITNESSES, kit.note_signer("stranger.example", KeyType.COSIGNATURE_V1))
    yield Case("unknown-line_fail", "a signature line nobody knows", title(put("cosigners", unknown)), POLICY)
    yield Case("other-subject_fail", "an entry about another record", title(put("subject", b"\x99" * 32)), POLICY)
    anchored = title(word(Kind.LOG, uint_word(kit.EXCHANGE), b"\1" * 32))
    yield Case("other-anchor_fail", "the chain anchors another log", anchored, POLICY)
    yield Case("no-entry_fail", "no audit-log entry", replace(TITLE, log=None).encode(), POLICY)
    swapped = replace(TITLE, log=VOUCHER.log)
    yield Case("other-entry_fail", "the entry of another record", swapped.encode(), POLICY)


def form_cases() -> Iterator[Case]:
    raw = TITLE.encode()
    forms = {
        "truncated": raw[:-1],
        "empty-file": b"",
        "trailing-byte": raw + b"\n",
        "reformatted": json.dumps(json.loads(raw)).encode(),
        "duplicate-key": raw.replace(b'{"documents"', b'{"documents":[],"documents"', 1),
        "unknown-key": encode(json.loads(raw) | {"zzz": None}),
        "unknown-version": encode(json.loads(raw) | {"v": "torrens/bundle/2"}),
        "unknown-kind": encode(json.loads(raw) | {"kind": "deed"}),
        "upper-case-hex": raw.replace(b'"0x11', b'"0X11', 1),
        "unused-header": encode(json.loads(raw) | {"headers": json.loads(raw)["headers"] * 2}),
    }
    for name, data in forms.items():
        yield Case(f"{name}_fail", "the file is not a bundle of this version", data, POLICY)
    yield Case("policy-reformatted_fail", "the policy is not canonical", raw, json.dumps(json.loads(POLICY)).encode())


if __name__ == "__main__":
    write(cases())
