"""Recognition of foreign records on our own chain: agreements, facts proven from a peer's statement, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codes import Recognised
from torrens_contracts.ids import AgreementId, FactId, PeerId, agreement_id, fact_id
from torrens_contracts.structs import FactStatus
from torrens_contracts.types import Digest32, ExchangeId, Timestamp
from torrens_registry.cases import peers
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office

NO_AGREEMENT = Digest32(bytes(32))
"""The digest that names no agreement: facts are PROVEN, and decided one by one."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A standing agreement with a peer.

    Attributes:
        agreement: Its id.
        settled: The transaction.
    """

    agreement: AgreementId
    settled: Settled


@dataclass(frozen=True, slots=True)
class Proven:
    """Facts that were opened from a foreign statement.

    Attributes:
        facts: Their ids, in the order of the proof's answers.
        settled: The transaction.
    """

    facts: tuple[FactId, ...]
    settled: Settled


def agree(
    office: Office,
    exchange: Signer,
    peer: PeerId,
    *,
    digest: Digest32,
    until: int,
    max_age: int = 0,
    key: IdempotencyKey | None = None,
) -> Agreed:
    """Makes a standing agreement: under it, good answers of the peer are recognised.

    Args:
        office: Our office.
        exchange: An EXCHANGE key of ours.
        peer: The peer.
        digest: Digest of the agreement's terms.
        until: When it ends, UTC second.
        max_age: Seconds that a statement counts under it; 0 leaves the peer's own bound.
        key: Idempotency key; made of peer, digest and term when absent.

    Returns:
        The agreement.

    Raises:
        Reverted: The chain refuses.
    """
    made = agreement_id(peer, office.exchange, digest)

    def prepare() -> Act:
        call = office.contracts.recognition.agree(peer, digest, Timestamp(until), max_age)
        return Act(call, "agreement.make", made, {"agreement": digest})

    settled = perform(office, exchange, once("agreement.make", made, until, max_age, given=key), prepare)
    return Agreed(made, settled)


def prove(
    office: Office,
    actor: Signer,
    proof: PeerProof,
    *,
    agreement: Digest32 = NO_AGREEMENT,
    key: IdempotencyKey | None = None,
) -> Proven:
    """Proves one slot of the peer's Standing under its accepted header, and opens the answers as facts.

    Args:
        office: Our office.
        actor: Any key.
        proof: The peer's proof, of the newest header that we accepted.
        agreement: Digest of the agreement to decide under; zero for none.
        key: Idempotency key; made of statement, answers and agreement when absent.

    Returns:
        The facts.

    Raises:
        NotStored: We accredited no such peer.
        FieldMismatch: Our chain holds another header of the peer than the proof's.
        Reverted: The chain refuses.
    """
    peer = peers.peer_of(proof)

    def prepare() -> Act:
        office.sync()
        peers.require(office, peer)
        _require_accepted(office, peer, proof)
        call = office.contracts.recognition.prove(
            peer,
            statement=proof.fields(),
            slot_proof=proof.standing.slot,
            items=proof.items(),
            exchange=ExchangeId(office.exchange),
            agreement_digest=agreement,
        )
        return Act(call, "fact.prove", peer)

    opened = sha256(b"".join(bytes([item.reply.kind]) + item.reply.id for item in proof.items())).digest()
    name = once("fact.prove", proof.statement_hash[:16], agreement[:16], opened[:16], given=key)
    settled = perform(office, actor, name, prepare)
    return Proven(tuple(fact_id(peer, item.reply.kind, item.reply.id) for item in proof.items()), settled)


def _require_accepted(office: Office, peer: PeerId, proof: PeerProof) -> None:
    """The contract proves slots under the newest accepted header only."""
    head, header = office.read(office.contracts.peers.head(peer)), proof.parsed()
    if (head.number, head.storage_root) != (header.number, proof.account().storage_root):
        raise FieldMismatch(
            f"the proof is of header {header.number}; the newest accepted one is {head.number}",
            remedy="accept the proof's header first, or bring a proof under the newest accepted one",
            header=header.number,
            accepted=head.number,
        )


def decide(
    office: Office,
    exchange: Signer,
    fact: FactId,
    *,
    decision: Recognised,
    reason: int = 0,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Decides on a fact by itself.

    Args:
        office: Our office.
        exchange: An EXCHANGE key of ours.
        fact: The fact.
        decision: RECOGNIZED, CONDITIONAL, DECLINED or WITHDRAWN.
        reason: A `codes.Reason`.
        key: Idempotency key; made of fact, decision and present second when absent.

    Returns:
        The transaction.

    Raises:
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        return Act(office.contracts.recognition.decide(fact, decision, reason), "fact.decide", fact)

    asked = "fact.decide", fact, int(decision), reason
    name = once(*asked, given=key) if key else once(*asked, office.next_time())
    return perform(office, exchange, name, prepare)


def status(office: Office, fact: FactId, when: int | None = None) -> FactStatus:
    """Gives what our chain says of a foreign record at a second; STALE is arithmetic, no transaction is needed.

    Args:
        office: Our office.
        fact: The fact.
        when: UTC second; the present when absent.

    Returns:
        Its status (`codes.Recognised`), as of when, until when.
    """
    at = office.next_time() if when is None else when
    return office.read(office.contracts.recognition.status_of(fact, Timestamp(at)))
