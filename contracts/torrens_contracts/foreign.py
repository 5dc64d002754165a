"""The Solidity structs of Peers and Recognition, field by field in the order of their ABI; see also `clubs`."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.chain.statement import Answer
from torrens_contracts.clubs import Ages
from torrens_contracts.ids import GrantKey
from torrens_contracts.types import Address, ChainId, Digest32, ExchangeId, Timestamp


@dataclass(frozen=True, slots=True)
class Item:
    """One answer with its path to the answers root.

    Attributes:
        reply: The answer.
        proof: Siblings from the leaf up.
    """

    reply: Answer
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class StatementFields:
    """A foreign statement as Recognition takes it; the origin is the accredited peer's.

    Attributes:
        council_seq: How often the home's council changed its modules.
        lane: The asker's lane.
        n: The statement's number in its lane.
        as_of: Second of the block that made it.
        challenge: The asker's challenge, or zero.
        answers_root: Merkle root of the answers.
    """

    council_seq: int
    lane: int
    n: int
    as_of: Timestamp
    challenge: bytes
    answers_root: Digest32


@dataclass(frozen=True, slots=True)
class PeerTerms:
    """What the council accredits.

    Attributes:
        chain_id: The foreign chain.
        register: Its register.
        deployment_salt: That register's salt.
        standing: The module that makes statements there.
        standing_code_hash: Keccak-256 of its code.
        council_seq: Statements must carry exactly this; 0 accepts any.
        max_age: Seconds that a statement counts, unless a club says less.
        threshold: How many notaries must sign; more than half.
        set_epoch: Number of the notary set.
        notaries: Their addresses, ascending.
    """

    chain_id: ChainId
    register: Address
    deployment_salt: bytes
    standing: Address
    standing_code_hash: Digest32
    council_seq: int
    max_age: Ages
    threshold: int
    set_epoch: int
    notaries: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Attestation:
    """Notaries' signatures of a checkpoint.

    Attributes:
        notaries: The whole accredited set.
        signers: Bit i is notary i.
        signatures: 65 bytes each, in the order of the bits.
    """

    notaries: tuple[Address, ...]
    signers: int
    signatures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class PeerHead:
    """The newest accepted header of a peer.

    Attributes:
        number: Its height.
        timestamp: Its second.
        storage_root: Storage root of the peer's Standing.
    """

    number: int
    timestamp: Timestamp
    storage_root: Digest32


@dataclass(frozen=True, slots=True)
class PeerSummary:
    """What was accredited of a peer, and its state.

    Attributes:
        origin: The register's origin.
        standing: Address of its Standing.
        council_seq: The councilSeq that its statements must carry.
        max_age: How long they count, by reliance.
        state: A `words.PeerState`.
    """

    origin: Digest32
    standing: Address
    council_seq: int
    max_age: Ages
    state: int


@dataclass(frozen=True, slots=True)
class PeerTrust:
    """What Recognition relies on.

    Attributes:
        storage_root: Storage root of the peer's Standing under the newest header.
        council_seq: The councilSeq that its statements must carry.
        timestamp: The newest header's second.
        state: A `words.PeerState`.
        max_age: How long its statements count, by reliance.
    """

    storage_root: Digest32
    council_seq: int
    timestamp: Timestamp
    state: int
    max_age: Ages


@dataclass(frozen=True, slots=True)
class FactStatus:
    """What a foreign record counts for at a second.

    Attributes:
        status: A `codes.Recognised`.
        as_of: From when it is known.
        until: Until when it counts.
    """

    status: int
    as_of: Timestamp
    until: Timestamp


@dataclass(frozen=True, slots=True)
class Subject:
    """Which fact: a foreign record as one exchange of this chain knows it.

    Attributes:
        peer: Whose record.
        kind: Its kind there.
        foreign_id: Its id there.
        exchange: Whose fact.
    """

    peer: bytes
    kind: int
    foreign_id: bytes
    exchange: ExchangeId


@dataclass(frozen=True, slots=True)
class Shown:
    """What the id of an opened answer is made of, so that a club may look at its scope.

    Attributes:
        path: The grant, from its title down; empty for a voucher.
        product_digest: LISTING: with exchange and nonce, the preimage of its id.
        exchange: LISTING: where it stands.
        nonce: LISTING: its nonce.
    """

    path: tuple[GrantKey, ...] = ()
    product_digest: bytes = bytes(32)
    exchange: int = 0
    nonce: int = 0
