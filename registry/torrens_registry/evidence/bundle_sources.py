"""What the bundler takes its parts from: the office, the log, a sealed header; and the proofs it asks of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import LogProof, PlatformNote
from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.bundles.proofs import ContractProof, StateProof, WordProof
from torrens_anchor.chain.layout import Kind, word_slot
from torrens_anchor.notes.auditentry import AuditEntry
from torrens_contracts.types import Address
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView
from torrens_registry.errors import NotStored, NotYetFinal
from torrens_registry.evidence.logger import entry_of
from torrens_registry.evidence.statement import StatedStatement
from torrens_registry.office import Office
from torrens_registry.store import log_queries, mirror_queries

Wanted = tuple[Kind, bytes]
"""A word that a bundle must prove: kind and id."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the bundler takes its parts from.

    Attributes:
        office: The exchange's office.
        log: Its audit log.
        header: The header under which everything is proven, sealed by notaries or by the home's validators.
        statement: A statement with answers on the record, made at that header or not long before; None for records
            on which the home makes none.
        platform: The operator's signed statement of its platform, to go with the bundle; None for none.
        captures: Capture documents whose digests the log entry carries, to go with the bundle.
    """

    office: Office
    log: LogView
    header: SealedHeader
    statement: StatedStatement | None = None
    platform: PlatformNote | None = None
    captures: Sequence[bytes] = ()


def state(
    office: Office, header: SealedHeader, words: Sequence[Wanted], contracts: Sequence[Address] = ()
) -> StateProof:
    """Proves words of Register, and contracts beside it, under a header.

    Args:
        office: The exchange's office.
        header: The header.
        words: Kind and id of each word.
        contracts: Addresses of contracts that consented in a trade.

    Returns:
        The proofs.

    Raises:
        NodeRefused: The node no longer has that state.
    """
    slots = [word_slot(kind, identifier) for kind, identifier in words]
    found = office.wire.get_proof(office.deployment.register, slots, header.header.number)
    proofs = tuple(
        WordProof(int(kind), identifier, one.value, one.proof)
        for (kind, identifier), one in zip(words, found.storage, strict=True)
    )
    consented = (
        ContractProof(bytes(one), office.wire.get_proof(one, [], header.header.number).proof) for one in contracts
    )
    return StateProof(0, found.proof, proofs, tuple(consented))


def anchored_size(sources: Sources, block: int) -> int:
    """Gives the size of the newest anchor of our log at a block.

    Args:
        sources: Where parts come from.
        block: The sealed header's number.

    Returns:
        How many entries it covers.

    Raises:
        NotYetFinal: No checkpoint was anchored by then.
    """
    with sources.office.store.read() as session:
        anchor = log_queries.last_anchor(session, sources.office.exchange, block)
    if anchor is None:
        raise NotYetFinal(f"no checkpoint of the log is anchored by block {block}", block=block)
    return anchor.size


def prove_place(sources: Sources, index: int, block: int) -> LogProof:
    """Proves one entry of the log under the newest anchor at a block.

    Args:
        sources: Where parts come from.
        index: The entry's place, from 0.
        block: The sealed header's number.

    Returns:
        The entry with its proof.

    Raises:
        NotYetFinal: No anchor by then covers it.
    """
    size = anchored_size(sources, block)
    if index >= size:
        raise NotYetFinal(
            f"entry {index} of the log is not under the anchor of size {size}, the newest at block {block}",
            remedy="anchor the log again, let notaries seal a header after that, and bundle under it",
        )
    return LogProof.of(entry_of(sources.log, index), prove_entry(sources.log, index, size))


def newest_entry(
    sources: Sources, header: SealedHeader, subject: bytes, about: Callable[[AuditEntry], bool], unlogged: str
) -> LogProof:
    """Proves the newest entry about a record that the anchored log holds.

    Args:
        sources: Where parts come from.
        header: The sealed header.
        subject: The record's id: the first indexed argument of the events that its transactions made.
        about: Which entries of those transactions are wanted.
        unlogged: What to do when there is none.

    Returns:
        The entry with its proof.

    Raises:
        NotStored: The log has no such entry.
        NotYetFinal: No anchor under the header covers it.
    """
    number, shown = header.header.number, f"0x{subject.hex()}"
    with sources.office.store.read() as session:
        made = [log.tx_hash for log in mirror_queries.logs_of_subject(session, shown)]
        entries = log_queries.entries_by_transaction(session, made)
    size = anchored_size(sources, number)
    places = [row.leaf_index for row in entries if row.leaf_index is not None]
    found = [place for place in places if about(entry_of(sources.log, place))]
    if not found:
        raise NotStored(f"the log holds no entry about {shown}", remedy=unlogged, id=shown)
    covered = [place for place in found if place < size]
    return prove_place(sources, covered[-1] if covered else found[0], number)
