"""Writes tests/vectors/core.json: what the frozen core computes from fixed inputs. pytest and forge read the same file.

Run `python contracts/tools/vectors.py` to write it, `--check` to prove that it is fresh. Numbers of more than 53 bits
are 0x-hex text, so that every JSON reader keeps them whole; field names are Solidity's.
"""

# ruff: noqa: INP001 - a script, run by its path

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from vector_messages import messages
from vector_values import (
    CHAIN_ID,
    DATA_ID,
    GRANT,
    GRANT_KEY,
    LISTING,
    ORIGIN,
    PACKED,
    PEER,
    REGISTER,
    SALT,
    TITLE,
    TITLE_KEY,
    address,
    some,
)

from torrens_anchor.chain.abi import address_word, encode_tagged, hash_words, uint_word
from torrens_anchor.chain.eip712 import (
    Checkpoint,
    Domain,
    Leg,
    Money,
    TradeTerms,
    checkpoint_domain,
    digest,
    split_digest,
    torrens_domain,
)
from torrens_anchor.chain.layout import journal_slot, ring_slot, word_slot
from torrens_anchor.chain.statement import Answer, Statement, answers_root, prove_answer
from torrens_anchor.hashing.keccak import keccak256
from torrens_contracts import ids, words
from torrens_contracts.clubs import Club, members_digest
from torrens_contracts.events import Event, leaf_of
from torrens_contracts.events_gen import ModuleEnabled, NotariesChanged, Registered, Transferred, VoucherIssued

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "tests" / "vectors" / "core.json"
Json = dict[str, Any]


def shown(value: object) -> object:
    """Give a value as JSON: bytes as 0x-hex, integers of more than 53 bits too."""
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, list | tuple):
        return [shown(part) for part in value]
    if isinstance(value, dict):
        return {name: shown(part) for name, part in value.items()}
    if isinstance(value, ids.GrantKey):
        return dict(zip(("parent", "packed", "termsDigest"), shown(value.words()), strict=True))  # type: ignore[call-overload]  # a list of three
    if hasattr(value, "__dataclass_fields__"):
        return {camel(field.name): shown(getattr(value, field.name)) for field in fields(value)}  # type: ignore[arg-type]  # a dataclass
    return hex(value) if isinstance(value, int) and value >= 1 << 53 else value


def camel(name: str) -> str:
    """Give a Python name as Solidity writes it."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), name).rstrip("_")


def id_vectors() -> Json:
    """Every id of words.md section 2 with what it hashes."""
    return {
        "origin": {"chainId": CHAIN_ID, "register": REGISTER, "deploymentSalt": SALT, "id": ORIGIN},
        "data": {"contentRoot": some("content root"), "salt": some("data salt"), "id": DATA_ID},
        "titleNonce": {"holder": 70_001, "registrar": 331, "salt": some("title salt"), "nonce": PACKED.nonce},
        "title": {"origin": ORIGIN, "key": TITLE_KEY, "id": TITLE},
        "grant": {"key": GRANT_KEY, "id": GRANT},
        "listing": {"grantId": GRANT, "exchange": 331, "productDigest": some("product"), "nonce": 5, "id": LISTING},
        "freeze": {"target": TITLE, "ordinal": 1, "id": ids.freeze_id(TITLE, 1)},
        "freezeOfParty": {"target": ids.party_id(70_001), "ordinal": 2, "id": ids.freeze_id(ids.party_id(70_001), 2)},
        "interest": {"target": TITLE, "ordinal": 3, "id": ids.interest_id(TITLE, 3)},
        "objection": {"titleId": TITLE, "ordinal": 4, "id": ids.objection_id(TITLE, 4)},
        "redemption": {
            "trade": some("trade"),
            "purpose": 2,
            "verifier": address("verifier"),
            "id": ids.redemption_id(some("trade"), 2, address("verifier")),
        },
        "serial": {"registrar": 331, "yyyymm": 202_605, "id": ids.serial_id(331, 202_605)},
        "peer": {"origin": ORIGIN, "id": PEER},
        "fact": {
            "peer": PEER,
            "kind": 11,
            "foreignId": LISTING,
            "exchange": 231,
            "id": ids.fact_id(PEER, 11, LISTING, 231),
        },
        "agreement": {
            "peer": PEER,
            "exchange": 231,
            "digest": some("agreement"),
            "id": ids.agreement_id(PEER, 231, some("agreement")),
        },
        "calendar": {"year": 2026, "half": 1, "id": ids.calendar_id(2026, 1)},
        "key": {"account": address("key"), "id": ids.key_id(address("key"))},
        "party": {"party": 70_001, "id": ids.party_id(70_001)},
    }


def word_vectors() -> Json:
    """One word of each kind, each field with a value of its own and its highest bit set."""
    found: Json = {}
    types: list[Any] = [getattr(words, name) for name in words.__all__ if name.endswith("Word")]
    for word_type in sorted(types, key=lambda one: getattr(one, "KIND", len(types))):
        values = {
            field: (1 << bits - 1) | (i * 5 + 1) % (1 << bits - 1)
            for i, (field, bits) in enumerate(word_type.LAYOUT)
            if bits > 1
        }
        word = word_type(**{field: values.get(field, 1) for field, _ in word_type.LAYOUT})
        found[word_type.__name__.removesuffix("Word").upper()] = {"fields": word, "word": word.pack()}
    return found


def typed_vectors() -> Json:
    """EIP-712: separators, hashStructs and digests."""
    domain = torrens_domain(CHAIN_ID, REGISTER, SALT)
    found = {type(one).__name__: typed(domain, one, one.TYPE) for one in messages()}
    peer = checkpoint_domain(CHAIN_ID, REGISTER)
    checkpoint = Checkpoint(1_000, some("block"), 1_777_251_600, 2)
    return {"separator": domain.separator(), **found, **trade_vectors(domain)} | {
        "checkpointSeparator": peer.separator(),
        "Checkpoint": typed(peer, checkpoint),
    }


def trade_vectors(domain: Domain) -> Json:
    """Trade terms with their money part and its split."""
    legs = (Leg(70_001, 1, 6_000_001), Leg(70_003, 2, 3_000_000), Leg(331, 3, 1_000_000))
    money = Money(10_000_001, split_digest(legs), some("settlement"), some("money salt"))
    return {
        "legs": legs,
        "Money": {"message": money, "structHash": money.struct_hash()},
        "TradeTerms": typed(domain, trade_terms(money)),
    }


def trade_terms(money: Money) -> TradeTerms:
    """Give the terms of one sale at home."""
    digests = some("agreement"), some("compliance"), some("delivery")
    at = 1_777_251_600, 1_777_338_000
    return TradeTerms(
        CHAIN_ID, REGISTER, LISTING, GRANT, some("licence"), 70_001, 70_004, 331, 70_001, 70_004, money.struct_hash(),
        *digests, 1, *at,
    )  # fmt: skip


def typed(domain: Domain, message: Any, kind: str | None = None) -> Json:  # noqa: ANN401 - any signed struct
    """Give a message with its hashStruct and its digest."""
    found = {"message": message, "structHash": message.struct_hash(), "digest": digest(domain, message.struct_hash())}
    return found if kind is None else {"type": kind, **found}


def journal_vectors() -> Json:
    """J0 and three steps."""
    journal = start = keccak256(encode_tagged("torrens/journal/1", ORIGIN))
    steps = []
    for i, kind in enumerate((words.Kind.PARTY, words.Kind.GRANT, words.Kind.LOG)):
        step = {
            "timestamp": 1_777_251_600 + i,
            "module": address(f"module {i}"),
            "kind": int(kind),
            "id": some(f"id {i}"),
        }
        step |= {"word": some(f"word {i}"), "leaf": some(f"leaf {i}")}
        journal = hash_words(
            journal,
            uint_word(1_777_251_600 + i),
            address_word(address(f"module {i}")),
            uint_word(kind, 8),
            some(f"id {i}"),
            some(f"word {i}"),
            some(f"leaf {i}"),
        )
        steps.append({**step, "journal": journal})
    return {"start": start, "steps": steps, "slot": journal_slot(), "grantSlot": word_slot(words.Kind.GRANT, TITLE)}


def leaf_vectors() -> Json:
    """Leaves of events: static, with a struct, with arrays."""
    actor = address("actor")
    money = Money(1, some("split"), some("settlement"), some("money salt"))
    events: list[Event] = [
        Registered(TITLE, 70_001, 331, 3_312_026_050_001, 1_777_251_600, 1_871_859_600, actor),  # type: ignore[arg-type]  # bare numbers are enough here
        Transferred(GRANT, 70_001, 70_002, 1, some("terms"), actor),  # type: ignore[arg-type]  # same
        VoucherIssued(some("voucher"), LISTING, 331, trade_terms(money), actor),  # type: ignore[arg-type]  # same
        NotariesChanged(PEER, 2, 2, (address("notary 1"), address("notary 2"), address("notary 3")), actor),
        ModuleEnabled(address("module"), 5, 0, some("code"), (5, 6), (1, 1 << 255), 3, actor),  # type: ignore[arg-type]  # same
    ]
    return {type(one).__name__: {"signature": one.SIGNATURE, "event": one, "leaf": leaf_of(one)} for one in events}


def statement_vectors() -> Json:
    """A statement of three answers, each with its proof."""
    answers = (
        Answer(words.Kind.LISTING, LISTING, 2, 0, 1, 1_850_000_000),
        Answer(words.Kind.GRANT, GRANT, 3, 5, 0, 0),
        Answer(words.Kind.VOUCHER, some("voucher"), 1, 1, 0, 0),
    )
    made = Statement(ORIGIN, 10, 231, 17, 1_777_251_600, some("challenge"), answers_root(answers))
    opened = [{"answer": one, "leaf": one.leaf(), "proof": prove_answer(answers, i)} for i, one in enumerate(answers)]
    return {"statement": made, "hash": made.hash(), "answers": opened, "ringSlot": ring_slot(231, 17)}


def club_vectors() -> Json:
    """A club of two registers, with the digests that name its members and itself."""
    members = tuple(sorted((ORIGIN, some("another origin"))))
    numbers = 0x00041, (1 << 34) | 1, 0x3FFE, 1, 604_800, 86_400, 3_600, 1_900_000_000
    made = Club(*numbers, members_digest(members), some("paper"))  # type: ignore[arg-type]  # bare numbers are enough here
    return {"members": members, "club": made, "digest": made.digest()}


def refused_vectors() -> Json:
    """What must not be taken: words with bits below their last field."""
    low = (1).to_bytes(32)
    return {
        "word_low_bit_SERIAL_fail": low,
        "word_low_bit_KEY_fail": bytes(a | b for a, b in zip(words.KeyWord(party=1).pack(), low, strict=True)),
    }


def rendered() -> str:
    """Give the file."""
    content = {
        "v": 1,
        "comment": "Written by contracts/tools/vectors.py; do not edit. Frozen: contracts/README.md.",
        "ids": id_vectors(),
        "words": word_vectors(),
        "typedData": typed_vectors(),
        "journal": journal_vectors(),
        "leaves": leaf_vectors(),
        "standing": statement_vectors(),
        "club": club_vectors(),
        "refused": refused_vectors(),
    }
    return json.dumps(shown(content), indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Writes the file, or with --check says that it is stale (exit 1)."""
    text = rendered()
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
    if not fresh:
        sys.stderr.write("stale, run python contracts/tools/vectors.py: tests/vectors/core.json\n")
    return 0 if fresh else 1


if __name__ == "__main__":
    raise SystemExit(main())
