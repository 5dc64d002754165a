"""Worlds beside those of `bundle_kit`: log entries, recognitions, QBFT seals, contracts that consent, platforms."""

from collections.abc import Callable
from dataclasses import replace

import bundle_kit as kit
import qbft_kit
from bundle_kit import AT, CHAIN, DAY, EPOCH, EXCHANGE, NOW, REGISTER, SALT, World, address, note_signer
from trie_kit import pack

from torrens_anchor.bundles.bundle import PlatformNote
from torrens_anchor.bundles.facts import EntryRecord, Peer, RecognitionRecord
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.policy import Policy, TrustedHome
from torrens_anchor.bundles.policy_home import CONTRACT_MODE, HEADER_MODE, ValidatorSet
from torrens_anchor.bundles.policy_log import TrustedPlatform
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.bundles.trade import Consent
from torrens_anchor.chain import layout
from torrens_anchor.chain.attest import Notary
from torrens_anchor.chain.ids import peer_id as peer_id_of
from torrens_anchor.chain.layout import Kind
from torrens_anchor.documents.capture import Capture
from torrens_anchor.documents.platformstatement import (
    Assessment,
    PlatformKey,
    PlatformStatement,
    Protection,
    Software,
    Tie,
)
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.notes.auditentry import Refusal
from torrens_anchor.notes.note import Note, sign_note
from torrens_anchor.notes.notekey import KeyType, Signer

PLATFORM = note_signer("hangzhou.example/platform", KeyType.ED25519)
VALIDATORS = tuple(f"validator {i}" for i in range(4))
PEER = Peer(231, b"\x12" * 20, b"\x34" * 32)
CLUB = b"\x0d" * 32


def policy(*, mode: str = HEADER_MODE) -> Policy:
    """Give the kit's policy, which also names validators, a platform, and the peer of recognitions."""
    base = kit.policy()
    ours = base.homes[0]
    members = tuple(Notary(address(name), f"node {i}") for i, name in enumerate(VALIDATORS))
    contract = qbft_kit.CONTRACT if mode == CONTRACT_MODE else None
    validators = ValidatorSet(EPOCH, mode, NOW - 90 * DAY, NOW + 365 * DAY, members, contract)
    notaries = tuple(Notary(address(f"harbin notary {i}"), f"harbin {i}") for i in range(3))
    theirs = replace(
        ours,
        name="Harbin",
        chain_id=PEER.chain_id,
        register=PEER.register,
        deployment_salt=PEER.deployment_salt,
        notary_sets=(replace(ours.notary_sets[0], epoch=2, threshold=2, notaries=notaries),),
    )
    homes: tuple[TrustedHome, ...] = (replace(ours, validator_sets=(validators,)), theirs)
    return replace(base, homes=homes, platforms=(TrustedPlatform(PLATFORM.key, CHAIN),))


def captured_twice(*, captured_at: int = NOW - 20 * DAY) -> World:
    """Give a voucher whose data the registrar captured too, after the provider."""
    world, root = kit.voucher(), Digest(Algorithm.SHA_256, kit.table_root())
    second = Capture(
        str(EXCHANGE), captured_at, "torrens 0.1.0", str(Digest.of(b"tool")), "70003", {"tableRoot": root}
    ).encode()
    world.documents = (*world.documents, Document("entry.capture2", second))
    world.digests = {**world.digests, "capture2": Digest.of(second)}
    return world


def entry() -> World:
    """Give any entry of the log: a listing that was listed, with the word that it left."""
    listing = b"\x51" * 32
    word = pack(layout.LISTING, state=1, exchange=EXCHANGE, since=NOW - 3 * DAY)
    words = {(int(Kind.LISTING), listing): word}
    world = World(EntryRecord(EXCHANGE, (int(Kind.LISTING),)), words, [], [], listing)
    world.action = "listing.list"
    return world


def refusal() -> World:
    """Give an entry that says what was refused."""
    world = World(EntryRecord(EXCHANGE, ()), {}, [], [], b"\x52" * 32)
    world.action, world.result = "title.register", Refusal("NoticeRunning")
    return world


def fact_word(**changes: int) -> bytes:
    values = {
        "answer": 2, "decision": 2, "asOf": NOW - 600, "until": NOW + 5 * DAY, "statement": 77, "tradeAge": DAY,
        "financeAge": 3600,
    }  # fmt: skip
    return pack(layout.FACT, **(values | changes))


def peer_id() -> bytes:
    """Give the id of Harbin's register in Hangzhou's."""
    return peer_id_of(PEER.origin)


def recognition(club: bytes | None = None, reliance: str = "show", **changes: int) -> World:
    """Give what Hangzhou says of a voucher of Harbin; `changes` are fields of the FACT word."""
    record = RecognitionRecord(PEER, int(Kind.VOUCHER), b"\x61" * 32, EXCHANGE, reliance, club)
    agreement = record.agreement_id
    if agreement is not None:
        changes = {"agreement": int.from_bytes(agreement[:4], "big")} | changes
    peer = pack(
        layout.PEER, state=1, scheme=1, threshold=2, notaries=3, setEpoch=2, number=400, timestamp=NOW - 300,
        maxAge=7 * DAY, tradeAge=DAY, financeAge=3600,
    )  # fmt: skip
    words = {
        (int(Kind.FACT), record.fact_id): fact_word(**changes),
        (int(Kind.PEER), record.peer_id): peer,
    }
    if agreement is not None:
        live = pack(layout.AGREEMENT, state=1, exchange=EXCHANGE, since=NOW - 9 * DAY, until=NOW + 90 * DAY)
        words[int(Kind.AGREEMENT), agreement] = live
    world = World(record, words, [], [], record.fact_id)
    world.action, world.decided_at = "fact.decide", NOW - 60
    return world


def by_contract(*sides: str) -> World:
    """Give a voucher to which the named sides consented as contracts."""
    world = kit.voucher()
    record = world.record
    assert isinstance(record, VoucherRecord)
    changed = {side: Consent(getattr(record, side).signer, None) for side in sides}
    world.record = replace(record, **changed)  # type: ignore[arg-type] # seller or buyer, by name
    world.contracts = tuple(address(side) for side in sides)
    return world


def sealed_by_validators(world: World, signers: tuple[str, ...] = VALIDATORS[:3], *, listed: bool = True) -> World:
    """Seal a world's header by QBFT validators."""
    world.validators, world.signers, world.listed = VALIDATORS, signers, listed
    return world


def statement() -> PlatformStatement:
    """Give a platform statement that answers all four points of article 17."""
    keys = [PlatformKey(f"0x{address(f'notary {i}').hex()}", "notary", f"operator {i}") for i in range(5)]
    keys += [PlatformKey(str(w.key), "witness", w.key.name) for w in kit.WITNESSES]
    keys += [PlatformKey(str(kit.LOG.key), "log", "Hangzhou Data Exchange")]
    return PlatformStatement(
        chain_id=CHAIN,
        register=REGISTER,
        operator=("杭州数据交易所", "91330100EXAMPLE00X"),
        issued_at=NOW - 20 * DAY,
        valid_from=NOW - 20 * DAY,
        valid_until=NOW + 300 * DAY,
        filings=(("国家互联网信息办公室", "浙网信备33010000000000000001号"),),
        protection=Protection(3, "33010000001-26001", NOW + 200 * DAY),
        assessments=(Assessment("商用密码应用安全性评估", "SM-2026-001", str(Digest.of(b"the report"))),),
        keys=tuple(keys),
        ties=(Tie("operator 1", kit.SELLER, "持股 12%"), Tie("operator 2", 90_000, "无关")),
        software=(Software("torrens", "0.1.0", Digest.of(b"the wheel")),),
    )


def signed(said: PlatformStatement, signer: Signer = PLATFORM) -> PlatformNote:
    """Sign a platform statement."""
    note = Note(said.text())
    return PlatformNote.of(note.with_signature(sign_note(note.text, signer)))


def on_platform(world: World, said: PlatformStatement | None = None) -> World:
    """Add a platform statement to a world."""
    world.platform = signed(said or statement())
    return world


WORLDS: dict[str, Callable[[], World]] = kit.WORLDS | {"log-entry": entry, "recognition": recognition}
"""One true world a kind."""
MODES = {True: HEADER_MODE, False: CONTRACT_MODE}
__all__ = ["AT", "MODES", "SALT", "WORLDS"]
