"""A tiny home in memory, made only of tries and keys, that produces real bundles for tests."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eth_keys.datatypes import PrivateKey
from trie_kit import pack, proof, storage, trie_of

from torrens_anchor import layout, rlp
from torrens_anchor.abi import hash_words, uint_word
from torrens_anchor.attest import Notary, NotarySet, checkpoint_digest
from torrens_anchor.auditentry import AuditEntry, Outcome
from torrens_anchor.bundle import Bundle, LogProof
from torrens_anchor.bundle_parts import Document, Home, SealedHeader
from torrens_anchor.bundle_path import Content, Path
from torrens_anchor.bundle_proofs import AnswerProof, StandingProof, StateProof, WordProof
from torrens_anchor.bundle_records import GrantRecord, Record, RowRecord, TitleRecord, VoucherRecord
from torrens_anchor.bundle_trade import Consent, Product
from torrens_anchor.capture import BOUND, Capture
from torrens_anchor.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.cosignature import cosign
from torrens_anchor.digest import Algorithm, Digest
from torrens_anchor.eip712 import Leg, Money, TradeTerms, split_digest, torrens_domain, voucher_id
from torrens_anchor.header import parse_header
from torrens_anchor.ids import GrantKey, data_id, grant_id, listing_id, title_id
from torrens_anchor.keccak import keccak256
from torrens_anchor.layout import Kind, ring_slot, word_slot
from torrens_anchor.merkle import leaf_hash
from torrens_anchor.merkle_tree import Tree
from torrens_anchor.notekey import KeyType, Signer, VerifierKey, key_name
from torrens_anchor.policy import Policy, TrustedHome
from torrens_anchor.policy_log import TrustedLog, Witness, Witnesses
from torrens_anchor.secp256k1 import Address
from torrens_anchor.statement import Answer, answers_root, prove_answer
from torrens_anchor.table import TableHasher
from torrens_anchor.tlog_proof import TlogProof

NOW = 1_770_000_000
DAY = 86_400
AT = NOW + 3600
CHAIN, EXCHANGE, SELLER, BUYER = 331, 331, 70_001, 70_002
REGISTER, STANDING, SALT = b"\x11" * 20, b"\x22" * 20, b"\x33" * 32
EPOCH, LANE, NUMBER, COUNCIL = 4, 331, 21, 7
TABLE = b"date,temp\r\n2012-01-01,12.8\r\n2012-01-02,10.6\r\n2012-01-03,11.7\r\n"


def secret(name: str) -> PrivateKey:
    return PrivateKey(keccak256(name.encode()))


def sign(name: str, digest: bytes) -> bytes:
    """Sign the way wallets do: r, s, v with v 27 or 28."""
    signed = secret(name).sign_msg_hash(digest)
    return signed.to_bytes()[:64] + bytes([27 + signed.v])


def address(name: str) -> Address:
    return Address(secret(name).public_key.to_canonical_address())


@cache
def note_signer(name: str, kind: KeyType) -> Signer:
    key = Ed25519PrivateKey.from_private_bytes(keccak256(name.encode()))
    return Signer(VerifierKey(key_name(name), kind, key.public_key().public_bytes_raw()), key.sign)


LOG = note_signer("hangzhou.example/log", KeyType.ED25519)
WITNESSES = tuple(note_signer(f"{name}.example/witness", KeyType.COSIGNATURE_V1) for name in ("court", "harbin", "own"))


def code(name: str) -> bytes:
    return keccak256(name.encode())


@dataclass
class World:
    """Everything a bundle is made of; change a field, then `bundle()`."""

    record: Record
    words: dict[tuple[int, bytes], bytes]
    answers: list[Answer]
    opened: list[int]
    subject: bytes
    documents: tuple[Document, ...] = ()
    digests: dict[str, Digest] = field(default_factory=dict)
    signers: tuple[str, ...] = ("notary 0", "notary 2", "notary 4")
    cosigners: tuple[Signer, ...] = WITNESSES
    as_of: int = NOW
    header_time: int = NOW + 60
    stated_by: bytes = SALT
    home: Home = field(default_factory=lambda: Home(CHAIN, REGISTER, SALT, STANDING))
    action: str = "voucher.issue"
    edit_header: Callable[[list[bytes]], None] = lambda _fields: None

    def entry(self) -> AuditEntry:
        outcome = Outcome(CHAIN, 90, b"\x55" * 32, 3)
        return AuditEntry(self.action, str(EXCHANGE), f"0x{self.subject.hex()}", NOW - DAY, self.digests, outcome)

    def log(self) -> tuple[Checkpoint, LogProof]:
        leaves = [f"entry {i}".encode() for i in range(11)]
        leaves[5] = self.entry().encode()
        tree = Tree([leaf_hash(leaf) for leaf in leaves])
        checkpoint = Checkpoint(Origin("hangzhou.example/log"), 11, tree.root())
        note = sign_checkpoint(checkpoint, LOG)
        for witness in self.cosigners:
            note = note.with_signature(cosign(note.text, NOW - 60, witness))
        return checkpoint, LogProof.of(self.entry(), TlogProof(5, tuple(tree.inclusion_proof(5)), note))

    def bundle(self) -> Bundle:
        checkpoint, log = self.log()
        anchored = hash_words(uint_word(checkpoint.size), checkpoint.root)
        words = {(int(Kind.LOG), uint_word(EXCHANGE)): anchored} | self.words
        register = storage({word_slot(kind, id_): word for (kind, id_), word in words.items()})
        root = answers_root(self.answers)
        standing = StandingProof(0, (), (), COUNCIL, LANE, NUMBER, self.as_of, bytes(32), root, ())
        ring = storage({ring_slot(LANE, NUMBER): standing.statement(self.home.origin).hash()})
        state = trie_of(
            {bytes([i]) * 20: rlp.encode((b"\1", b"", bytes(32), bytes(32))) for i in range(60, 99)}
            | {
                REGISTER: rlp.encode((b"\1", b"", register.root_hash, code("Register"))),
                STANDING: rlp.encode((b"\1", b"", ring.root_hash, code("Standing"))),
            }
        )
        proofs = tuple(
            WordProof(kind, id_, word, proof(register, word_slot(kind, id_))) for (kind, id_), word in words.items()
        )
        return Bundle(
            home=self.home,
            record=self.record,
            headers=(self.seal(state.root_hash),),
            states=(StateProof(0, proof(state, REGISTER), proofs),),
            log=log,
            standing=replace(
                standing,
                account=proof(state, STANDING),
                slot=proof(ring, ring_slot(LANE, NUMBER)),
                answers=tuple(AnswerProof(self.answers[i], prove_answer(self.answers, i)) for i in self.opened),
            ),
            documents=self.documents,
        )

    def seal(self, state_root: bytes) -> SealedHeader:
        fields = [
            bytes(32), bytes(32), bytes(20), state_root, bytes(32), bytes(32), bytes(256), b"", b"\x64",
            rlp.uint_bytes(30_000_000), b"", rlp.uint_bytes(self.header_time), b"torrens", bytes(32), bytes(8), b"",
            bytes(32), b"", b"", bytes(32), bytes(32),
        ]  # fmt: skip
        self.edit_header(fields)
        raw = rlp.encode(tuple(fields))
        message = checkpoint_digest(CHAIN, REGISTER, parse_header(raw), EPOCH)
        return SealedHeader.of(raw, EPOCH, tuple(sign(name, message) for name in self.signers))


def policy() -> Policy:
    notaries = tuple(Notary(address(f"notary {i}"), f"operator {i}") for i in range(5))
    return Policy(
        name="the court's own policy",
        development=True,
        logs=(TrustedLog(LOG.key, CHAIN, EXCHANGE),),
        witnesses=Witnesses(2, 1, tuple(Witness(w.key, outside=i < 2) for i, w in enumerate(WITNESSES))),
        homes=(
            TrustedHome(
                name="Hangzhou",
                chain_id=CHAIN,
                register=REGISTER,
                register_code_hash=code("Register"),
                deployment_salt=SALT,
                standing=STANDING,
                standing_code_hash=code("Standing"),
                council_seq=COUNCIL,
                max_age=7 * DAY,
                notary_sets=(NotarySet(EPOCH, 3, NOW - 90 * DAY, NOW + 365 * DAY, notaries),),
            ),
        ),
    )


def foreign_policy() -> Policy:
    """Give a policy of somebody who trusts another home, another log and other witnesses."""
    ours = policy()
    log = note_signer("harbin.example/log", KeyType.ED25519).key
    witness = Witness(note_signer("elsewhere.example/witness", KeyType.COSIGNATURE_V1).key, outside=True)
    return replace(
        ours,
        name="foreign",
        logs=(TrustedLog(log, 231, 231),),
        witnesses=Witnesses(1, 1, (witness,)),
        homes=(replace(ours.homes[0], name="Harbin", chain_id=231),),
    )


def table_root() -> bytes:
    hasher = TableHasher()
    hasher.update(TABLE)
    return bytes(hasher.finish().root)


def scope(rights: int, nonce: int) -> bytes:
    return pack(
        layout.PACKED, purpose=3, region=8, action=1, rights=rights, basis=1, mode=1, notBefore=NOW - 9 * DAY,
        until=NOW + 700 * DAY, nonce=nonce,
    )  # fmt: skip


def path() -> Path:
    """Give title, operator's grant and buyer's licence."""
    content = Content(table_root(), b"\x44" * 32)
    title = GrantKey(data_id(content.root, content.salt), scope(7, 1), b"\x01" * 32)
    origin = Home(CHAIN, REGISTER, SALT, STANDING).origin
    operator = GrantKey(title_id(origin, title), scope(6, 2), b"\x02" * 32)
    licence = GrantKey(grant_id(operator), scope(2, 3), b"\x03" * 32)
    return Path(origin, (title, operator, licence), content)


def grant_word(holder: int, rights: int, depth: int, state: int = 2) -> bytes:
    return pack(
        layout.GRANT, state=state, rights=rights, depth=depth, holder=holder, registrar=EXCHANGE, since=NOW - 5 * DAY,
        until=NOW + 700 * DAY,
    )  # fmt: skip


def good(kind: Kind, id_: bytes, *, state: int = 2, until: int = NOW + 700 * DAY) -> Answer:
    return Answer(kind, id_, state, 0 if state == 2 else 5, 0, until if state == 2 else 0)


def money() -> tuple[Money, tuple[Leg, ...]]:
    legs = (Leg(70_003, 1, 6_000_001), Leg(70_004, 2, 2_000_000), Leg(SELLER, 3, 1_500_000), Leg(EXCHANGE, 4, 500_000))
    return Money(10_000_001, split_digest(legs), keccak256(b"settlement"), b"\x66" * 32), legs


AGREEMENT = b"the agreement, as both sides have it"


def voucher(*, voucher_state: int = 1, answer_state: int = 2) -> World:
    right, (price, legs) = path(), money()
    ids = right.ids()
    listing = listing_id(ids[1], EXCHANGE, b"\x77" * 32, 9)
    terms = TradeTerms(
        home_chain_id=CHAIN, home_register=REGISTER, listing_id=listing, seller_grant_id=ids[1],
        licence_grant_id=ids[2], seller=SELLER, buyer=BUYER, exchange=EXCHANGE, home_seller=SELLER, home_buyer=BUYER,
        money_hash=price.struct_hash(), agreement_digest=Digest.of(AGREEMENT).value, compliance_digest=b"\x0b" * 32,
        delivery_digest=b"\x0c" * 32, sequence=1, agreed_at=NOW - 2 * DAY, deadline=NOW,
    )  # fmt: skip
    id_ = voucher_id(torrens_domain(CHAIN, REGISTER, SALT), terms)
    capture = Capture(
        "70003", NOW - 30 * DAY, "torrens 0.1.0", "", "NOAA", {"tableRoot": Digest(Algorithm.SHA_256, table_root())}
    ).encode()
    record = VoucherRecord(
        terms, price, legs, Consent(address("seller"), sign("seller", id_)),
        Consent(address("buyer"), sign("buyer", id_)), Product(b"\x77" * 32, 9), right,
    )  # fmt: skip
    key = {"roles": 1, "exchange": EXCHANGE, "from": NOW - 99 * DAY, "until": NOW + 99 * DAY}
    words = {
        (int(Kind.VOUCHER), id_): pack(layout.VOUCHER, state=voucher_state, exchange=EXCHANGE, issuedAt=NOW - DAY),
        (int(Kind.GRANT), ids[2]): grant_word(BUYER, 2, 2),
        (int(Kind.LISTING), listing): pack(layout.LISTING, state=1, exchange=EXCHANGE, since=NOW - 3 * DAY),
        (int(Kind.KEY), bytes(12) + address("seller")): pack(layout.KEY, party=SELLER, **key),
        (int(Kind.KEY), bytes(12) + address("buyer")): pack(layout.KEY, party=BUYER, **key),
    }
    answers = [good(Kind.GRANT, ids[1]), good(Kind.VOUCHER, id_, state=answer_state), good(Kind.GRANT, ids[2])]
    documents = (Document("agreement", AGREEMENT), Document(BOUND, capture))
    return World(record, words, answers, [1, 2], id_, documents, {"capture": Digest.of(capture)})


def right_world(record: Record, word: bytes) -> World:
    id_ = record.path.ids()[-1]
    return World(record, {(int(Kind.GRANT), id_): word}, [good(Kind.GRANT, id_)], [0], id_)


def title() -> World:
    right = path()
    return right_world(TitleRecord(replace(right, keys=right.keys[:1])), grant_word(70_003, 7, 0))


def grant() -> World:
    return right_world(GrantRecord(path()), grant_word(BUYER, 2, 2))


def row() -> World:
    hasher = TableHasher(2)
    hasher.update(TABLE)
    fingerprint = hasher.finish()
    right = path()
    record = RowRecord(replace(right, keys=right.keys[:1]), fingerprint, hasher.row_proof())
    return right_world(record, grant_word(70_003, 7, 0))


WORLDS: dict[str, Callable[[], World]] = {"voucher": voucher, "title": title, "grant": grant, "dataset-row": row}
