"""The logger: what was decided goes into the audit log in order, once its outcome is final; checkpoints go on chain.

The log is durable before the database says so. After a crash between the two, the entries that the log has and the
database does not know are compared byte for byte and taken over; nothing is ever logged twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.notes.auditentry import AuditEntry, Outcome, Refusal, Result
from torrens_anchor.notes.checkpoint import Checkpoint
from torrens_anchor.notes.note import Note, NoteSignature
from torrens_contracts.codec import Call
from torrens_contracts.errors import Reverted
from torrens_contracts.events import Written, topic0_of
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.types import Digest32, ExchangeId
from torrens_log.errors import LogRewritten
from torrens_log.log import AuditLog
from torrens_log.store import LogView
from torrens_log.witness import Witness
from torrens_registry.cases.entries import whole_entry
from torrens_registry.cases.submit import Act, Settled, perform
from torrens_registry.clocks import system_clock
from torrens_registry.errors import NotYetFinal
from torrens_registry.ids import IdempotencyKey
from torrens_registry.jobs import lease
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.store import log_queries, mirror_queries
from torrens_registry.store.vault_tables import CheckpointRow, IntentRow, PendingEntryRow
from torrens_registry.writer.outbox import IntentState, failure_of

_WRITTEN = to_hex(topic0_of(Written))


@dataclass(frozen=True, slots=True)
class Anchored:
    """A checkpoint that stands on chain.

    Attributes:
        size: Entries under it.
        root: Their root.
        old_size: Size of the anchor before; 0 for the first.
        proof_hashes: Hashes of the consistency proof from there.
        settled: The transaction.
    """

    size: int
    root: bytes
    old_size: int
    proof_hashes: int
    settled: Settled


def write_due(office: Office, log: AuditLog) -> range:
    """Logs every entry whose outcome is final, in the order of decision, up to the first that is not.

    Args:
        office: The exchange's office.
        log: Its audit log, open.

    Returns:
        The indexes that were taken.

    Raises:
        LeaseHeld: Another process is logging.
        LogRewritten: The log holds other entries than were decided.
        DiskFailed: The log's disk refuses; nothing is lost.
    """
    # a development world's clock stands still, and a lease must run out: it goes by the machine's clock
    with lease.held(office.store, lease.LOGGER, lease.own_name(), system_clock) as held:
        with office.store.read() as session:
            begin, owed = log_queries.logged(session), log_queries.owed(session)
        ready = _ready(office, owed)
        fresh = _already_there(log.view, begin, [data for _, data in ready])
        log.append([data for _, data in ready[fresh:]])
        with office.store.write() as session:
            held.require(session)
            log_queries.keep_entries(session, [_placed(row, data, begin + i) for i, (row, data) in enumerate(ready)])
    return range(begin, begin + len(ready))


def checkpoint(office: Office, log: AuditLog, witnesses: Sequence[Witness]) -> Note:
    """Signs the log as it stands and collects the witnesses' cosignatures.

    Args:
        office: The exchange's office.
        log: Its audit log, open.
        witnesses: Who watches it; a witness that cosigned this checkpoint already is not asked again.

    Returns:
        The signed, cosigned checkpoint.

    Raises:
        LogRewritten: The log does not extend its last checkpoint: nothing was signed.
        WitnessRefused: A witness would not cosign, for example because it saw another history.
    """
    note = log.checkpoint()
    keys = [witness.key for witness in witnesses]
    for witness in witnesses:
        if not any(line.is_by(witness.key) for line in note.signatures):
            note = log.add_cosignatures([_cosigned(office, log, witness, note)], keys)
    _keep(office, note)
    return note


def keep_newest(office: Office, view: LogView) -> Note:
    """Keeps the newest checkpoint in the database as it stands in the log, with the cosignatures it gathered since.

    Args:
        office: The exchange's office.
        view: The log.

    Returns:
        The checkpoint.

    Raises:
        NotYetFinal: No checkpoint was signed yet.
    """
    sizes = view.signed_sizes()
    if not sizes:
        raise NotYetFinal("the log has no signed checkpoint yet", remedy="run `torrens log checkpoint` first")
    note = view.signed_checkpoint(sizes[-1])
    _keep(office, note)
    return note


def _keep(office: Office, note: Note) -> None:
    stated = Checkpoint.parse(note.text)
    row = CheckpointRow(
        size=stated.size, root=f"0x{stated.root.hex()}", note=note.encode().decode(), created=office.now()
    )
    with office.store.write() as session:
        kept = log_queries.checkpoint(session, stated.size)
        log_queries.keep_checkpoint(
            session, row if kept is None else kept.model_copy(update={"note": row.note, "root": row.root})
        )


def anchor(office: Office, logger: Signer, view: LogView) -> Anchored:
    """Puts the newest signed checkpoint on chain, with the proof that it extends the last anchor.

    Args:
        office: The exchange's office.
        logger: A LOGGER key of the exchange.
        view: The log.

    Returns:
        The anchor; an earlier one when nothing was signed since.

    Raises:
        NotYetFinal: No checkpoint was signed yet.
        OutOfRange: The log is smaller than what is anchored.
        Reverted: The chain refuses: the log does not extend what is anchored.
    """
    sizes = view.signed_sizes()
    if not sizes:
        raise NotYetFinal("the log has no signed checkpoint yet", remedy="run `torrens log checkpoint` first")
    note = view.signed_checkpoint(sizes[-1])
    stated = Checkpoint.parse(note.text)
    key = IdempotencyKey(f"log.anchor/{stated.size}/{stated.root.hex()[:32]}")

    def prepare() -> Act:
        office.sync()
        return Act(anchor_call(office, view, note), "log.anchor", str(office.exchange))

    settled = perform(office, logger, key, prepare)
    with office.store.write() as session:
        row = log_queries.checkpoint(session, stated.size)
        if row is not None:
            log_queries.keep_checkpoint(session, row.model_copy(update={"intent_id": settled.intent}))
        found = log_queries.last_anchor(session, office.exchange, settled.block)
    old = found.old_size if found is not None else 0
    hashes = len(view.consistency_proof(old, stated.size)) if old else 0
    return Anchored(stated.size, stated.root, old, hashes, settled)


def anchor_call(office: Office, view: LogView, note: Note) -> Call[None]:
    """Gives the call that anchors a checkpoint after the last anchor that the mirror knows.

    Args:
        office: The exchange's office.
        view: The log.
        note: The checkpoint as signed.

    Returns:
        AuditAnchors.anchor.

    Raises:
        OutOfRange: The log is smaller than what is anchored.
    """
    stated = Checkpoint.parse(note.text)
    with office.store.read() as session:
        last = log_queries.last_anchor(session, office.exchange)
    old_size, old_root = (0, bytes(32)) if last is None else (last.size, bytes.fromhex(last.root[2:]))
    return office.contracts.audit_anchors.anchor(
        ExchangeId(office.exchange),
        old_size=old_size,
        old_root=Digest32(old_root),
        size=stated.size,
        root=Digest32(stated.root),
        proof=view.consistency_proof(old_size, stated.size) if old_size else (),
        note_digest=Digest32(sha256(note.encode()).digest()),
    )


def _ready(
    office: Office, owed: Sequence[tuple[PendingEntryRow, IntentRow | None]]
) -> list[tuple[PendingEntryRow, bytes]]:
    ready = []
    for row, intent in owed:
        result = None if intent is None else _result(office, intent, row.body)
        if result is None:
            break
        ready.append((row, whole_entry(row.body, result).encode()))
    return ready


def _result(office: Office, intent: IntentRow, body: str) -> Result | None:
    """Gives an intent's outcome, with the event that wrote the entry's subject; None while it is not final."""
    if intent.state == IntentState.FAILED:
        return Refusal(reason_of(intent))
    if intent.state != IntentState.DONE or intent.tx_hash is None or intent.block is None:
        return None
    with office.store.read() as session:
        logs = mirror_queries.logs_of_transaction(session, intent.tx_hash)
    subject = parse_canonical_object(body.encode()).get("subject")
    wrote = [log for log in logs if (log.topic0, log.topic2) == (_WRITTEN, subject)]
    place = wrote[-1].log_index if wrote else logs[0].log_index if logs else 0
    return Outcome(office.deployment.chain_id, intent.block, bytes.fromhex(intent.tx_hash[2:]), place)


def reason_of(intent: IntentRow) -> str:
    """Gives the reason of a refusal as the log keeps it.

    Args:
        intent: The failed intent.

    Returns:
        The contract's error by name, or the slug of another failure.
    """
    error = failure_of(intent)
    return error.error if isinstance(error, Reverted) else error.code


def _already_there(view: LogView, begin: int, entries: Sequence[bytes]) -> int:
    """Counts how many of the entries the log has since a crash came between log and database."""
    beyond = view.size - begin
    if beyond < 0 or beyond > len(entries):
        raise LogRewritten(f"the log has {view.size} entries; {begin} to {begin + len(entries)} were decided")
    for i in range(beyond):
        if view.entry(begin + i) != entries[i]:
            raise LogRewritten(f"entry {begin + i} of the log is not what was decided", index=begin + i)
    return beyond


def _placed(row: PendingEntryRow, data: bytes, index: int) -> PendingEntryRow:
    return row.model_copy(update={"leaf_index": index, "leaf_hash": f"0x{leaf_hash(data).hex()}"})


def _cosigned(office: Office, log: AuditLog, witness: Witness, note: Note) -> NoteSignature:
    latest = witness.latest(log.origin)
    old = 0 if latest is None else Checkpoint.parse(latest.text).size
    size = Checkpoint.parse(note.text).size
    proof = log.view.consistency_proof(old, size) if 0 < old < size else []
    return witness.add_checkpoint(old, proof, note, now=office.now())


def entry_of(view: LogView, index: int) -> AuditEntry:
    """Gives an entry of the log.

    Args:
        view: The log.
        index: Its place, from 0.

    Returns:
        The entry.

    Raises:
        OutOfRange: The log is not that long.
        LogDamaged: The files do not hold it.
    """
    return AuditEntry.parse(view.entry(index))
