"""Bundles of what is no right: any entry of our audit log, and what our chain says of a foreign record.

Source: SPEC-bundle.md 3.
"""

from __future__ import annotations

from collections.abc import Sequence

from torrens_anchor.bundles.bundle import Bundle, LogProof
from torrens_anchor.bundles.facts import EntryRecord, Peer, RecognitionRecord
from torrens_anchor.bundles.parts import Document
from torrens_anchor.bundles.records import Record
from torrens_anchor.chain.layout import Kind
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_contracts.codes import Reliance
from torrens_contracts.ids import FactId, log_id
from torrens_registry.errors import NotStored
from torrens_registry.evidence import bundle_sources, papers, peer_proof
from torrens_registry.evidence.bundle_sources import Sources, Wanted
from torrens_registry.store import rows
from torrens_registry.store.peer_tables import AgreementRow, FactRow, PeerRow

_PROVED = "fact.prove"


def entry_bundle(
    sources: Sources, index: int, outcome: Sequence[Kind] = (), documents: Sequence[Document] = ()
) -> Bundle:
    """Makes the bundle of any entry of our audit log, refusals included.

    Args:
        sources: Where its parts come from; no statement is needed.
        index: The entry's place, from 0.
        outcome: Kinds of the words of the entry's subject that are to be proven beside.
        documents: Papers whose digests the entry carries.

    Returns:
        The bundle.

    Raises:
        NotYetFinal: No anchor under the sealed header covers it.
        NotStored: Its subject is no id of the register, and words of it are asked for.
    """
    sources.office.sync()
    proof = bundle_sources.prove_place(sources, index, sources.header.header.number)
    kinds = tuple(sorted(set(outcome)))
    record = EntryRecord(sources.office.exchange, tuple(map(int, kinds)))
    words = [(kind, _subject(proof.fields)) for kind in kinds]
    return _bundle(sources, record, words, proof, documents)


def _subject(entry: AuditEntry) -> bytes:
    try:
        found = bytes.fromhex(entry.subject.removeprefix("0x"))
    except ValueError:
        found = b""
    if len(found) != 32:
        raise NotStored(
            f"the subject {entry.subject} of this entry is no id of the register", remedy="bundle it without words"
        )
    return found


def recognition_bundle(
    sources: Sources, fact: FactId, reliance: Reliance = Reliance.SHOW, documents: Sequence[Document] = ()
) -> Bundle:
    """Makes the bundle of what our chain says of a foreign record.

    Args:
        sources: Where its parts come from; no statement is needed, the fact's word carries its own dates.
        fact: The fact.
        reliance: What it is relied upon for.
        documents: Papers whose digests the log entry carries.

    Returns:
        The bundle.

    Raises:
        NotStored: Nothing is known here of such a record, or the log holds no entry about it.
        NotYetFinal: No anchor under the sealed header covers its entry.
    """
    sources.office.sync()
    record = _recognised(sources, fact, reliance)
    words: list[Wanted] = [(Kind.FACT, fact), (Kind.PEER, record.peer_id)]
    words += [(Kind.AGREEMENT, record.agreement_id)] if record.agreement_id else []
    peer = f"0x{record.peer_id.hex()}"

    def about(entry: AuditEntry) -> bool:
        wanted = peer if entry.action == _PROVED else f"0x{fact.hex()}"
        return entry.subject == wanted and papers.carries(entry, documents, sources.captures)

    proof = bundle_sources.newest_entry(sources, sources.header, fact, about, "log what is due first")
    return _bundle(sources, record, words, proof, documents)


def _recognised(sources: Sources, fact: FactId, reliance: Reliance) -> RecognitionRecord:
    shown = f"0x{fact.hex()}"
    with sources.office.store.read() as session:
        row = rows.get(session, FactRow, shown)
        peer = rows.get(session, PeerRow, row.peer) if row else None
        agreement = rows.get(session, AgreementRow, row.agreement_id) if row and row.agreement_mark else None
    if row is None or peer is None:
        raise NotStored(f"nothing is known here of fact {shown}", remedy="prove a statement about it first", fact=shown)
    return RecognitionRecord(
        peer=Peer(peer.chain_id, bytes.fromhex(peer.register_address[2:]), bytes.fromhex(peer.deployment_salt[2:])),
        kind=row.subject_kind,
        foreign_id=bytes.fromhex(row.foreign_id[2:]),
        exchange=row.exchange,
        reliance=reliance.name.lower(),
        club=bytes.fromhex(agreement.club_digest[2:]) if agreement else None,
    )


def _bundle(
    sources: Sources, record: Record, words: Sequence[Wanted], proof: LogProof, documents: Sequence[Document]
) -> Bundle:
    office, header = sources.office, sources.header
    wanted = [*words, (Kind.LOG, log_id(office.exchange))]
    return Bundle(
        home=peer_proof.home_of(office.deployment),
        record=record,
        headers=(header,),
        states=(bundle_sources.state(office, header, wanted),),
        log=proof,
        standing=None,
        documents=(*documents, *papers.bound(proof.fields, sources.captures)),
        platform=papers.fitting(office, header, sources.platform),
    )
