"""What was hashed and which signatures held, kept while somebody asks, so that a reader can redo each by hand.

The doors write here (`keccak256`, `sha256_of`, `Digest.check`, `ed25519.verify`, `secp256k1.recover`), and only inside
`keeping()`: a verdict that nobody asks to explain pays one look at a variable a hash. What stands here is what the
verifying code computed, never a second computation of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Function(StrEnum):
    """Hash functions, as `openssl dgst` names them."""

    SHA_256 = "sha256"
    SHA_384 = "sha384"
    SHA_512 = "sha512"
    SHA_1 = "sha1"
    SM3 = "sm3"
    KECCAK_256 = "keccak-256"


class Hashed(StrEnum):
    """What a hash is of."""

    BYTES = "bytes"
    KEY_ID = "key.id"
    LEAF = "tree.leaf"
    NODE = "tree.node"
    CELL = "row.cell"
    DOCUMENT = "document"
    IMPRINT = "token.imprint"
    CERTIFICATE = "token.certificate"
    TAG = "id.tag"
    ORIGIN = "origin.id"
    DATA_ID = "data.id"
    TITLE_ID = "title.id"
    GRANT_ID = "grant.id"
    LISTING_ID = "listing.id"
    PEER_ID = "peer.id"
    FACT_ID = "fact.id"
    AGREEMENT_ID = "agreement.id"
    TYPE = "signed.type"
    NAME = "signed.name"
    DOMAIN = "signed.domain"
    MONEY = "signed.money"
    SPLIT = "signed.split"
    TERMS = "signed.terms"
    CHECKPOINT = "signed.checkpoint"
    SIGNED = "signed.digest"
    ADDRESS = "signer.address"
    HEADER = "header.hash"
    SEAL = "header.seal"
    SLOT = "state.slot"
    TRIE_KEY = "trie.key"
    TRIE_NODE = "trie.node"
    NO_CODE = "account.nocode"
    LOG_WORD = "log.word"
    EVENT = "event.topic"
    TRANSACTION = "transaction.hash"
    ANSWER = "answer.inner"
    ANSWER_LEAF = "answer.leaf"
    ANSWER_NODE = "answer.node"
    STATEMENT = "statement.hash"


class Scheme(StrEnum):
    """Signature schemes."""

    ED25519 = "ed25519"
    SECP256K1 = "secp256k1"
    RFC3161 = "rfc3161"


@dataclass(frozen=True, slots=True)
class Hash:
    """One hash.

    Attributes:
        of: What it is of.
        function: Which function.
        data: The exact bytes.
        digest: What they hash to.
    """

    of: Hashed
    function: Function
    data: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature that held under its key; whether that key may sign is the fact's matter, not the ledger's.

    Attributes:
        scheme: Ed25519, ECDSA over secp256k1, or a time token.
        key: The public key: 32 bytes, or x ‖ y; of a token the trusted certificate at its chain's end, in DER.
        message: What was signed; for secp256k1 the digest.
        signature: R ‖ S, or r ‖ s; or the token.
        at: The token's time, UTC seconds, at which its chain was good.
    """

    scheme: Scheme
    key: bytes
    message: bytes
    signature: bytes
    at: int = 0


Step: TypeAlias = Hash | Signed


@dataclass(slots=True)
class Ledger:
    """What was done, in order.

    Attributes:
        steps: The hashes and signatures.
        marks: How many steps there were when each finding was closed.
    """

    steps: list[Step] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def mark(self) -> None:
        """Say that a finding rests on the steps since the last mark."""
        self.marks.append(len(self.steps))


_OPEN: ContextVar[Ledger | None] = ContextVar("ledger", default=None)
kept = _OPEN.get
"""Gives the ledger that somebody keeps here, or None."""


def since_mark() -> tuple[Step, ...]:
    """Give what was kept since the last mark, for a later finding that rests on it too.

    Returns:
        The steps; none where nobody keeps a ledger.
    """
    ledger = kept()
    return () if ledger is None else tuple(ledger.steps[ledger.marks[-1] if ledger.marks else 0 :])


def keep_again(steps: tuple[Step, ...]) -> None:
    """Say that the finding being made rests on steps taken before.

    Args:
        steps: As `since_mark` gave them.
    """
    if (ledger := kept()) is not None:
        ledger.steps += steps


def keep(step: Step) -> None:
    """Keep a step, where somebody keeps a ledger here.

    Args:
        step: The hash, or the signature.
    """
    if (ledger := kept()) is not None:
        ledger.steps.append(step)


@contextmanager
def keeping() -> Iterator[Ledger]:
    """Keep what is hashed and verified inside the `with` statement, in this thread.

    Yields:
        The ledger.
    """
    ledger = Ledger()
    token = _OPEN.set(ledger)
    try:
        yield ledger
    finally:
        _OPEN.reset(token)
