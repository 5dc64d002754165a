"""Whether the chain itself says that an entry stands in the anchored log: AuditAnchors checks the proof."""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.hashing.merkle import leaf_hash
from torrens_contracts.types import Digest32, ExchangeId
from torrens_log.proofs import prove_entry
from torrens_log.store import LogView
from torrens_registry.errors import NotStored
from torrens_registry.office import Office
from torrens_registry.store import log_queries


@dataclass(frozen=True, slots=True)
class Inclusion:
    """The chain's answer.

    Attributes:
        size: Size of the log as anchored last.
        root: Its root.
        yes: Whether the entry stands at its place of that log.
    """

    size: int
    root: Digest32
    yes: bool


def included(office: Office, view: LogView, index: int) -> Inclusion:
    """Asks AuditAnchors for an entry of our log.

    Args:
        office: The exchange's office.
        view: The log.
        index: The entry's place, from 0.

    Returns:
        The answer.

    Raises:
        NotStored: Nothing of the log is anchored yet.
        NothingThere: The entry came after the last anchor.
        LogMissing: The log on disk did not sign what is anchored: it is another one.
        Reverted: AuditAnchors is retired.
    """
    office.sync()
    with office.store.read() as session:
        anchor = log_queries.last_anchor(session, office.exchange)
    if anchor is None:
        raise NotStored("nothing of this log is anchored yet", remedy="run `torrens log anchor` first")
    proof = prove_entry(view, index, anchor.size)
    root = Digest32(bytes.fromhex(anchor.root[2:]))
    call = office.contracts.audit_anchors.included(
        ExchangeId(office.exchange),
        size=anchor.size,
        root=root,
        index=index,
        leaf_hash=Digest32(leaf_hash(view.entry(index))),
        proof=proof.hashes,
    )
    return Inclusion(anchor.size, root, office.read(call))
