"""Recognition of foreign records on our own chain: clubs, facts proven from a peer's statement, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.errors import FieldMismatch
from torrens_contracts.codec import Call
from torrens_contracts.codes import Recognised, Reliance
from torrens_contracts.foreign import FactStatus, Subject
from torrens_contracts.ids import AgreementId, FactId, Id, Origin, PeerId, agreement_id, fact_id
from torrens_contracts.types import Digest32, ExchangeId, Timestamp
from torrens_registry.cases.data.captures import captured, with_captures
from torrens_registry.cases.peers import peers
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import NotStored
from torrens_registry.evidence.club import ClubPaper, Scopes
from torrens_registry.evidence.peer_proof import PeerProof
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.recognised import restricted
from torrens_registry.store import rows
from torrens_registry.store.peer_tables import AgreementRow, FactRow

NO_CLUB = Digest32(bytes(32))
"""The digest that names no club: facts are PROVEN, and decided one by one."""
NO_SCOPES = Scopes(())
"""What a club needs that leaves nothing out."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """That we joined a club with a peer.

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
    office: Office, exchange: Signer, peer: PeerId, club: ClubPaper, *, key: IdempotencyKey | None = None
) -> Agreed:
    """Joins a club with a peer: under it, good answers of the peer are recognised.

    Args:
        office: Our office.
        exchange: An EXCHANGE key of ours.
        peer: The peer.
        club: The club; our register and the peer's are among its members.
        key: Idempotency key; made of peer and club when absent.

    Returns:
        The agreement.

    Raises:
        Reverted: The chain refuses: a club that is over, or that does not name both registers.
    """
    made = agreement_id(peer, office.exchange, club.digest)

    def prepare() -> Act:
        call = office.contracts.recognition.agree(peer, club.club, club.members)
        return Act(call, "agreement.make", made, {"agreement": club.club.terms_digest})

    return Agreed(made, perform(office, exchange, once("agreement.make", made, given=key), prepare))


def leave(
    office: Office, exchange: Signer, peer: PeerId, club: ClubPaper, *, key: IdempotencyKey | None = None
) -> Agreed:
    """Leaves a club; what was recognised under it is WITHDRAWN, in its word at the next proof.

    Args:
        office: Our office.
        exchange: An EXCHANGE key of ours.
        peer: The peer.
        club: The club.
        key: Idempotency key; made of peer and club when absent.

    Returns:
        The agreement that ended.

    Raises:
        Reverted: The chain refuses: we never joined, or left already.
    """
    left = agreement_id(peer, office.exchange, club.digest)

    def prepare() -> Act:
        call = office.contracts.recognition.end_agreement(peer, ExchangeId(office.exchange), club.digest)
        return Act(call, "agreement.end", left)

    return Agreed(left, perform(office, exchange, once("agreement.end", left, given=key), prepare))


def prove(
    office: Office,
    actor: Signer,
    proof: PeerProof,
    *,
    club: ClubPaper | None = None,
    scopes: Scopes = NO_SCOPES,
    captures: Sequence[bytes] = (),
    key: IdempotencyKey | None = None,
) -> Proven:
    """Proves one slot of the peer's Standing under its accepted header, and opens the answers as facts of ours.

    Args:
        office: Our office.
        actor: Any key.
        proof: The peer's proof, of the newest header that we accepted.
        club: The club to decide under; without one the facts are PROVEN, and decided one by one.
        scopes: What the records are made of; needed by a club that leaves something out.
        captures: Documents of who hashed the records' data, when and with what, as the peer handed them over; the log
            entry binds them. What data the records are of, only the peer can tell.
        key: Idempotency key; made of statement, answers, club and captures when absent.

    Returns:
        The facts.

    Raises:
        NotStored: We accredited no such peer.
        FieldMismatch: Our chain holds another header of the peer than the proof's; or a capture speaks of a time
            to come.
        Reverted: The chain refuses.
    """
    peer = peers.peer_of(proof)

    def prepare() -> Act:
        office.sync()
        peers.require(office, peer)
        _require_accepted(office, peer, proof)
        call = _call(office, proof, club, scopes)
        act = Act(call, "fact.prove", peer, not_before=max(proof.fields().as_of, office.head_time()))
        return with_captures(office, act, None, captures)

    opened = sha256(b"".join(bytes([item.reply.kind]) + item.reply.id for item in proof.items())).digest()
    under = NO_CLUB if club is None else club.digest
    told = proof.statement_hash[:16], under[:16], opened[:16]
    name = once("fact.prove", *told, *captured(captures), given=key)
    settled = perform(office, actor, name, prepare)
    facts = (fact_id(peer, item.reply.kind, item.reply.id, office.exchange) for item in proof.items())
    return Proven(tuple(facts), settled)


def _call(office: Office, proof: PeerProof, club: ClubPaper | None, scopes: Scopes) -> Call[None]:
    home, verbs, exchange = Origin(Id(proof.home.origin)), office.contracts.recognition, ExchangeId(office.exchange)
    statement, slot, items = proof.fields(), proof.standing.slot, proof.items()
    if club is None:
        return verbs.prove(home, statement=statement, slot_proof=slot, items=items, exchange=exchange)
    shown = [scopes.shown(item.reply.id) for item in items] if restricted(club.club) else []
    return verbs.recognize(
        home, statement=statement, slot_proof=slot, items=items, exchange=exchange, club=club.club, shown=shown
    )


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
        fact: The fact; of our exchange, or of one that we succeeded.
        decision: RECOGNIZED, CONDITIONAL, DECLINED or WITHDRAWN; PROVEN takes the own decision back.
        reason: A `codes.Reason`.
        key: Idempotency key; made of fact, decision and present second when absent.

    Returns:
        The transaction.

    Raises:
        NotStored: Nothing is known of such a record.
        Reverted: The chain refuses: another's fact, or a sandbox product without condition.
    """

    def prepare() -> Act:
        office.sync()
        call = office.contracts.recognition.decide(_subject(office, fact), decision, reason)
        return Act(call, "fact.decide", fact, not_before=office.head_time())

    asked = "fact.decide", fact, int(decision), reason
    name = once(*asked, given=key) if key else once(*asked, office.next_time())
    return perform(office, exchange, name, prepare)


def _subject(office: Office, fact: FactId) -> Subject:
    known = _known(office, fact)
    if known is None:
        shown = f"0x{fact.hex()}"
        raise NotStored(f"nothing is known here of fact {shown}", remedy="prove a statement about it first", fact=shown)
    return known[0]


def _known(office: Office, fact: FactId) -> tuple[Subject, Digest32] | None:
    """What the mirror knows of a fact: its record, and the club that it was last decided under (zero: none)."""
    with office.store.read() as session:
        row = rows.get(session, FactRow, f"0x{fact.hex()}")
        agreed = rows.get(session, AgreementRow, row.agreement_id) if row else None
    if row is None:
        return None
    peer, foreign_id = bytes.fromhex(row.peer[2:]), bytes.fromhex(row.foreign_id[2:])
    club = Digest32(bytes.fromhex(agreed.club_digest[2:])) if agreed else NO_CLUB
    return Subject(peer, row.subject_kind, foreign_id, ExchangeId(row.exchange)), club


def status(office: Office, fact: FactId, when: int | None = None, reliance: Reliance = Reliance.SHOW) -> FactStatus:
    """Gives what our chain says of a foreign record at a second; no transaction is needed.

    STALE is arithmetic. That its peer was withdrawn or frozen since, or its agreement left, shows at once. The peer is
    taken as it stands now: withdrawn since, it makes past seconds WITHDRAWN too; frozen, SUSPENDED.

    Args:
        office: Our office.
        fact: The fact.
        when: UTC second; the present when absent.
        reliance: What the record is relied upon for: the more is at stake, the sooner it is STALE.

    Returns:
        Its status (`codes.Recognised`), as of when, until when.
    """
    at = Timestamp(office.next_time() if when is None else when)
    office.sync()
    known = _known(office, fact)
    if known is None:
        return office.read(office.contracts.recognition.status_for(fact, reliance, at))
    subject, club = known
    return office.read(office.contracts.recognition.status_under(subject, club, reliance, at))
