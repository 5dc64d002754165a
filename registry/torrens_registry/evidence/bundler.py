"""The bundler: one file a record with all a court needs, made while node and vault still have its parts.

Everything in a bundle stands under one sealed header: the words of Register, the statement in the ring
of Standing, and the LOG word, which fixes the checkpoint under which the record's log entry is proven. A bundle says
nothing that is believed: `torrens verify` measures it against the reader's own policy.

Source: SPEC-bundle.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path as FilePath

from torrens_anchor.bundles.bundle import Bundle, LogProof
from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.parts import Document, SealedHeader
from torrens_anchor.bundles.path import Content, Path
from torrens_anchor.bundles.proofs import StandingProof
from torrens_anchor.bundles.records import GrantRecord, RightRecord, TitleRecord, VoucherRecord
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.chain.eip712 import voucher_id
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import FieldMismatch
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_anchor.tables.tableproof import RowProof, TableFingerprint
from torrens_anchor.tables.typedproof import TypedFingerprint, TypedRowProof
from torrens_anchor.verdicts.log import ISSUES
from torrens_contracts.ids import GrantId, Id, Origin, VoucherId, key_id, log_id
from torrens_contracts.types import Address
from torrens_contracts.words import GrantWord
from torrens_registry.cases import paths
from torrens_registry.cases.vouchers.disclosures import disclosed
from torrens_registry.clocks import system_clock
from torrens_registry.evidence import bundle_sources, papers, peer_proof
from torrens_registry.evidence.bundle_sources import Sources, Wanted
from torrens_registry.jobs import lease
from torrens_registry.office import Office
from torrens_registry.store import log_queries
from torrens_registry.store.vault_tables import BundleRow

__all__ = ["Kept", "Sources", "keep", "right_bundle", "voucher_bundle"]

_KINDS = {VoucherRecord.KIND: Kind.VOUCHER, EntryRecord.KIND: Kind.LOG, RecognitionRecord.KIND: Kind.FACT}
"""The kind of word under which a bundle is kept; rights of any depth are grants."""
_UNLOGGED = "log what is due first; a licence that came with a voucher is proven by the voucher's bundle"


@dataclass(frozen=True, slots=True)
class Kept:
    """A bundle as it was kept.

    Attributes:
        bundle: The bundle.
        file: Where it stands.
        sha256: SHA-256 of its bytes.
    """

    bundle: Bundle
    file: FilePath
    sha256: bytes


def voucher_bundle(
    sources: Sources, voucher: VoucherId, content: Content | None = None, documents: Sequence[Document] = ()
) -> Bundle:
    """Makes the bundle of a voucher.

    Args:
        sources: Where its parts come from.
        voucher: The voucher.
        content: Which data it is about, when that is to be disclosed.
        documents: Papers whose digests the terms or the log entry carry.

    Returns:
        The bundle.

    Raises:
        NotStored: This exchange did not issue it, or its entry is not in the log.
        NotYetFinal: No anchor under the sealed header covers its entry.
        FieldMismatch: The statement does not answer on it.
    """
    record = disclosed(sources.office, voucher)
    path = Path(record.path.origin, record.path.keys, content)
    record = VoucherRecord(record.terms, record.money, record.legs, record.seller, record.buyer, record.product, path)
    if voucher_id(sources.office.domain, record.terms) != voucher:
        raise FieldMismatch("what the vault keeps of this voucher does not hash to its id")
    terms = record.terms
    wanted: list[Wanted] = [
        (Kind.VOUCHER, voucher),
        (Kind.LISTING, terms.listing_id),
        (Kind.GRANT, terms.licence_grant_id),
        *dict.fromkeys((Kind.KEY, key_id(consent.signer)) for consent in (record.seller, record.buyer)),
    ]
    asked: list[Wanted] = [(Kind.VOUCHER, voucher), (Kind.GRANT, terms.licence_grant_id)]
    return _bundle(sources, record, voucher, wanted=wanted, asked=asked, documents=documents)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is shown under a right.

    Attributes:
        table: Fingerprint of the table that is registered.
        proof: The row's proof, made by who has the data; it shows the cells that it shows.
    """

    table: TableFingerprint | TypedFingerprint
    proof: RowProof | TypedRowProof


def right_bundle(
    sources: Sources,
    grant: GrantId,
    content: Content | None = None,
    documents: Sequence[Document] = (),
    row: Row | None = None,
) -> Bundle:
    """Makes the bundle of a title or of a grant below one, or of a row that is shown under it.

    Args:
        sources: Where its parts come from.
        grant: The right.
        content: Which data it is about, when that is to be disclosed.
        documents: Papers whose digests the log entry carries.
        row: A row of the registered table; None for the right alone.

    Returns:
        The bundle.

    Raises:
        Mismatch: The row does not stand in the table.
        NotStored: The mirror knows no such right, or its entry is not in the log.
        NotYetFinal: No anchor under the sealed header covers its entry.
        FieldMismatch: The statement does not answer on it.
    """
    held = paths.find(sources.office, grant)
    path = Path(sources.office.deployment.origin, tuple(key.bare() for key in held.keys), content)
    record: RightRecord = TitleRecord(path) if len(held.keys) == 1 else GrantRecord(path)
    if row is not None:
        record = RowRecord(path, row.table, row.proof)
        record.cells()
    asked: list[Wanted] = [(Kind.GRANT, grant)]
    return _bundle(sources, record, grant, wanted=asked, asked=asked, documents=documents)


def keep(office: Office, bundle: Bundle, subject: bytes, folder: FilePath | None = None) -> Kept:
    """Writes a bundle into the home's folder and into the vault, under the bundler's lease.

    Args:
        office: The exchange's office.
        bundle: The bundle.
        subject: The record's id.
        folder: Where the file goes; HOME/bundles when absent.

    Returns:
        Where it stands.

    Raises:
        LeaseHeld: Another process is keeping bundles.
    """
    data, kind = bundle.encode(), bundle.record.KIND
    digest = sha256(data).digest()
    file = (folder or office.settings.home / "bundles") / f"{kind}-{subject.hex()}.bundle.json"
    row = BundleRow(
        subject_kind=int(_KINDS.get(kind, Kind.GRANT)),
        subject=f"0x{subject.hex()}",
        block=bundle.headers[0].header.number,
        sha256=f"0x{digest.hex()}",
        state=bundle.standing.answers[0].answer.state if bundle.standing else 0,
        created=office.now(),
        content=data,
    )
    with lease.held(office.store, lease.BUNDLER, lease.own_name(), system_clock) as held:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_bytes(data)
        draft.replace(file)
        with office.store.write() as session:
            held.require(session)
            log_queries.keep_bundle(session, row)
    return Kept(bundle, file, digest)


def _bundle(
    sources: Sources,
    record: RightRecord,
    subject: bytes,
    *,
    wanted: Sequence[Wanted],
    asked: Sequence[Wanted],
    documents: Sequence[Document],
) -> Bundle:
    office, header = sources.office, sources.header
    office.sync()
    words = [*wanted, (Kind.LOG, log_id(_log_of(office, record, subject)))]
    if record.path.origin != office.deployment.origin:
        words.append((Kind.ORIGIN, Origin(Id(record.path.origin))))
    sides = (record.seller, record.buyer) if isinstance(record, VoucherRecord) else ()
    contracts = dict.fromkeys(Address(one.signer) for one in sides if one.signature is None)
    logged = _logged(sources, record, subject, documents)
    return Bundle(
        home=peer_proof.home_of(office.deployment),
        record=record,
        headers=(header,),
        states=(bundle_sources.state(office, header, words, tuple(contracts)),),
        log=logged,
        standing=_standing(sources, header, asked),
        documents=(*documents, *papers.bound(logged.fields, sources.captures)),
        platform=papers.fitting(office, header, sources.platform),
    )


def _log_of(office: Office, record: RightRecord, subject: bytes) -> int:
    """Gives whose log the verifier will look for: the trade's exchange, or the right's registrar."""
    if isinstance(record, VoucherRecord):
        return record.terms.exchange
    return GrantWord.unpack(office.word(Kind.GRANT, subject)).registrar


def _logged(sources: Sources, record: RightRecord, subject: bytes, documents: Sequence[Document]) -> LogProof:
    """Proves the record's newest entry that carries the documents' digests and that the anchored log holds.

    Of a voucher that is the entry of its issue: what was done to it later (a dispute, its use) proves none.
    """
    shown, voucher = f"0x{subject.hex()}", isinstance(record, VoucherRecord)

    def about(entry: AuditEntry) -> bool:
        of_it = entry.subject == shown and (not voucher or entry.action in ISSUES)
        return of_it and papers.carries(entry, documents, sources.captures)

    unlogged = papers.TO_BIND if sources.captures else _UNLOGGED
    return bundle_sources.newest_entry(sources, sources.header, subject, about, unlogged)


def _standing(sources: Sources, header: SealedHeader, asked: Sequence[Wanted]) -> StandingProof:
    statement, office = sources.statement, sources.office
    if statement is None:
        raise FieldMismatch("no statement was given", remedy="state the standing of the record first")
    places = []
    for kind, identifier in asked:
        answer = statement.answer(kind, identifier)
        if answer is None:
            raise FieldMismatch(
                f"the statement does not answer on {kind.name} 0x{identifier.hex()}",
                remedy="state the standing of the record first",
            )
        places.append(statement.answers.index(answer))
    proof = peer_proof.fetch(office.wire, office.deployment, statement, header.header.number, places)
    if proof.parsed().hash != header.header.hash:
        raise FieldMismatch("the seals are of another header than the node's at that height")
    return proof.standing
