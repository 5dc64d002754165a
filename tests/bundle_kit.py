"""Worlds of every right that a bundle can be about, made by a tiny home in memory."""

from collections.abc import Callable
from dataclasses import replace

from bundle_home import (
    AT,
    BUYER,
    CHAIN,
    COUNCIL,
    DAY,
    EPOCH,
    EXCHANGE,
    LANE,
    LOG,
    NOW,
    NUMBER,
    REGISTER,
    SALT,
    SELLER,
    STANDING,
    TABLE,
    WITNESSES,
    World,
    address,
    code,
    foreign_policy,
    note_signer,
    path_in,
    policy,
    secret,
    sign,
)
from trie_kit import pack

from torrens_anchor.bundles.parts import Document, Home
from torrens_anchor.bundles.path import Content, Path
from torrens_anchor.bundles.records import GrantRecord, RightRecord, TitleRecord, VoucherRecord
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.bundles.trade import Consent, Product
from torrens_anchor.chain import layout
from torrens_anchor.chain.eip712 import Leg, Money, TradeTerms, split_digest, torrens_domain, voucher_id
from torrens_anchor.chain.ids import GrantKey, data_id, grant_id, listing_id, title_id
from torrens_anchor.chain.layout import Kind
from torrens_anchor.chain.statement import Answer
from torrens_anchor.documents.capture import BOUND, Capture
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.tables.table import TableHasher
from torrens_anchor.tables.tableproof import TableFingerprint

__all__ = [
    "AT",
    "BUYER",
    "CHAIN",
    "COUNCIL",
    "DAY",
    "EPOCH",
    "EXCHANGE",
    "LANE",
    "LOG",
    "NOW",
    "NUMBER",
    "REGISTER",
    "SALT",
    "SELLER",
    "STANDING",
    "TABLE",
    "WITNESSES",
    "WORLDS",
    "World",
    "address",
    "code",
    "foreign_policy",
    "note_signer",
    "path_in",
    "policy",
    "secret",
    "sign",
]


def table_fingerprint(table: bytes) -> TableFingerprint:
    hasher = TableHasher()
    hasher.update(table)
    return hasher.finish()


def table_root() -> bytes:
    return bytes(table_fingerprint(TABLE).root)


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


def grant_word(holder: int, rights: int, depth: int, state: int = 2, since: int = NOW - 5 * DAY) -> bytes:
    return pack(
        layout.GRANT, state=state, rights=rights, depth=depth, holder=holder, registrar=EXCHANGE, since=since,
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


def right_world(record: RightRecord, word: bytes) -> World:
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
