"""A tiny home in memory, made only of tries and keys: what `bundle_kit` makes worlds and bundles of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from eth_keys.datatypes import PrivateKey
from trie_kit import proof, storage, trie_of

from torrens_anchor.bundles.bundle import Bundle, LogProof, PlatformNote
from torrens_anchor.bundles.parts import Document, Home, SealedHeader
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.policy import Policy, TrustedHome
from torrens_anchor.bundles.policy_log import TrustedLog, Witness, Witnesses
from torrens_anchor.bundles.proofs import AnswerProof, ContractProof, StandingProof, StateProof, WordProof
from torrens_anchor.bundles.records import (
    Record,
    right_of,
)
from torrens_anchor.chain import rlp
from torrens_anchor.chain.abi import hash_words, uint_word
from torrens_anchor.chain.attest import Notary, NotarySet, checkpoint_digest
from torrens_anchor.chain.header import parse_header
from torrens_anchor.chain.layout import Kind, ring_slot, word_slot
from torrens_anchor.chain.qbft import parse_qbft_header
from torrens_anchor.chain.statement import Answer, answers_root, prove_answer
from torrens_anchor.hashing.digest import Digest
from torrens_anchor.hashing.keccak import keccak256
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.hashing.merkle_tree import Tree
from torrens_anchor.notes.auditentry import AuditEntry, Outcome, Result
from torrens_anchor.notes.checkpoint import Checkpoint, Origin, sign_checkpoint
from torrens_anchor.notes.cosignature import cosign
from torrens_anchor.notes.notekey import KeyType, Signer, VerifierKey, key_name
from torrens_anchor.notes.tlog_proof import TlogProof
from torrens_anchor.signatures.secp256k1 import Address

NOW = 1_770_000_000
DAY = 86_400
AT = NOW + 3600
CHAIN, EXCHANGE, SELLER, BUYER = 331, 331, 70_001, 70_002
NO_CODE = keccak256(b"")
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


def path_in(record: Record) -> Path:
    """Give the path of a record that has one."""
    found = right_of(record)
    assert found is not None
    return found


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
    home: Home = field(default_factory=lambda: Home(CHAIN, REGISTER, SALT, STANDING))
    action: str = "voucher.issue"
    result: Result = field(default_factory=lambda: Outcome(CHAIN, 90, b"\x55" * 32, 3))
    place: tuple[int, int] = (5, 11)
    contracts: tuple[bytes, ...] = ()
    contract_code: bytes = b"\x5c" * 32
    platform: PlatformNote | None = None
    decided_at: int = NOW - DAY
    cosigned_at: int = NOW - 60
    validators: tuple[str, ...] = ()
    listed: bool = True
    edit_header: Callable[[list[bytes]], None] = lambda _fields: None

    def entry(self) -> AuditEntry:
        return AuditEntry(
            self.action, str(EXCHANGE), f"0x{self.subject.hex()}", self.decided_at, self.digests, self.result
        )

    def log(self) -> tuple[Checkpoint, LogProof]:
        index, size = self.place
        leaves = [f"entry {i}".encode() for i in range(size)]
        leaves[index] = self.entry().encode()
        tree = Tree([leaf_hash(leaf) for leaf in leaves])
        checkpoint = Checkpoint(Origin("hangzhou.example/log"), size, tree.root())
        note = sign_checkpoint(checkpoint, LOG)
        for witness in self.cosigners:
            note = note.with_signature(cosign(note.text, self.cosigned_at, witness))
        return checkpoint, LogProof.of(self.entry(), TlogProof(index, tuple(tree.inclusion_proof(index)), note))

    def bundle(self) -> Bundle:
        checkpoint, log = self.log()
        anchored = hash_words(uint_word(checkpoint.size), checkpoint.root)
        words = {(int(Kind.LOG), uint_word(EXCHANGE)): anchored} | self.words
        register = storage({word_slot(kind, id_): word for (kind, id_), word in words.items()})
        root = answers_root(self.answers or [Answer(int(Kind.GRANT), bytes(32), 2, 0, 0, NOW)])
        standing = StandingProof(0, (), (), COUNCIL, LANE, NUMBER, self.as_of, bytes(32), root, ())
        ring = storage({ring_slot(LANE, NUMBER): standing.statement(self.home.origin).hash()})
        state = trie_of(
            {bytes([i]) * 20: rlp.encode((b"\1", b"", bytes(32), bytes(32))) for i in range(60, 63)}
            | {key: rlp.encode((b"", b"", bytes(32), NO_CODE)) for key in (address("seller"), address("buyer"))}
            | {one: rlp.encode((b"\1", b"", bytes(32), self.contract_code)) for one in self.contracts}
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
            states=(
                StateProof(
                    0,
                    proof(state, REGISTER),
                    proofs,
                    tuple(ContractProof(one, proof(state, one)) for one in self.contracts),
                ),
            ),
            log=log,
            standing=replace(
                standing,
                account=proof(state, STANDING),
                slot=proof(ring, ring_slot(LANE, NUMBER)),
                answers=tuple(AnswerProof(self.answers[i], prove_answer(self.answers, i)) for i in self.opened),
            )
            if right_of(self.record)
            else None,
            documents=self.documents,
            platform=self.platform,
        )

    def seal(self, state_root: bytes) -> SealedHeader:
        fields = [
            bytes(32), bytes(32), bytes(20), state_root, bytes(32), bytes(32), bytes(256), b"", b"\x64",
            rlp.uint_bytes(30_000_000), b"", rlp.uint_bytes(self.header_time), b"torrens", bytes(32), bytes(8), b"",
            bytes(32), b"", b"", bytes(32), bytes(32),
        ]  # fmt: skip
        self.edit_header(fields)
        if self.validators:
            return SealedHeader.of_validators(qbft_header(fields, self.validators, self.signers, self.listed), EPOCH)
        raw = rlp.encode(tuple(fields))
        message = checkpoint_digest(CHAIN, REGISTER, parse_header(raw), EPOCH)
        return SealedHeader.of(raw, EPOCH, tuple(sign(name, message) for name in self.signers))


def qbft_header(fields: list[bytes], validators: tuple[str, ...], signers: tuple[str, ...], listed: bool) -> bytes:  # noqa: FBT001 - header or contract mode
    """Seal a header the way QBFT validators do: vanity, validators, no vote, round 0, seals."""

    def raw(seals: tuple[bytes, ...]) -> bytes:
        named = tuple(address(name) for name in validators) if listed else ()
        return rlp.encode((*fields[:12], rlp.encode((bytes(32), named, (), b"", seals)), *fields[13:]))

    digest = parse_qbft_header(raw(())).sealed_digest
    return raw(tuple(secret(name).sign_msg_hash(digest).to_bytes() for name in signers))


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
