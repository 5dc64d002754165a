"""The event by which Register wrote a bundle's record, proven in its block: made when that block is sealed too.

It needs no archive: any node that still shows the block whole (eth_getBlockReceipts) will do. Where none does, the
bundle stays without, and whoever made it is told why.

Source: SPEC-bundle.md (`receipt`), SPEC-chain.md 3.1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import RecognitionRecord
from torrens_anchor.bundles.parts import SealedHeader
from torrens_anchor.chain.receipt_proof import ReceiptProof
from torrens_anchor.errors import FieldMismatch, ProofMismatch, UnknownVersion
from torrens_anchor.notes.auditentry import Outcome
from torrens_contracts.errors import BlockMissing, NodeRefused
from torrens_contracts.node.block_proof import prove_in_block
from torrens_contracts.node.wire import Wire


@dataclass(frozen=True, slots=True)
class Receipted:
    """A bundle after its receipt was looked for.

    Attributes:
        bundle: The bundle; with the receipt where `why` is empty.
        why: Why there is none.
    """

    bundle: Bundle
    why: str


def outcome_of(bundle: Bundle) -> Outcome | None:
    """Gives where the bundle's entry took effect on the home's chain; None where it did not.

    Args:
        bundle: The bundle.

    Returns:
        The entry's outcome: the block to seal is its `block`.
    """
    result = bundle.log.fields.result if bundle.log else None
    return result if isinstance(result, Outcome) and result.chain == bundle.home.chain_id else None


def with_receipt(wire: Wire, bundle: Bundle, sealed: SealedHeader) -> Receipted:
    """Proves in a bundle by which event Register wrote its record.

    Args:
        wire: A node that still shows the block.
        bundle: The bundle, its log proof made.
        sealed: The header of the block in which the entry took effect, sealed as the bundle's own.

    Returns:
        The bundle, and why it has no receipt where that could not be made.

    Raises:
        FieldMismatch: The seals are of another block than the entry names, or the entry names none.
        MalformedAnswer: The node shows another block than the sealed header's.
    """
    outcome = outcome_of(bundle)
    if outcome is None or outcome.block != sealed.header.number:
        named = "names no block of this chain" if outcome is None else f"took effect in block {outcome.block}"
        raise FieldMismatch(
            f"the seals are of block {sealed.header.number}; the entry {named}",
            remedy="leave them out" if outcome is None else f"seal that block: torrens standing seal {outcome.block}",
        )
    try:
        found = prove_in_block(wire, sealed.header, outcome.tx)
    except (NodeRefused, BlockMissing, UnknownVersion) as error:
        return Receipted(bundle, str(error))
    headers = bundle.headers if sealed in bundle.headers else (*bundle.headers, sealed)
    position = outcome.log_index - found.events_before
    proof = ReceiptProof(headers.index(sealed), found.index, position, found.receipt, found.transaction)
    if position < 0 or not _wrote(proof, sealed, bundle):
        return Receipted(bundle, f"event {outcome.log_index} of block {outcome.block} did not write this record")
    return Receipted(replace(bundle, headers=headers, receipt=proof), "")


def _wrote(proof: ReceiptProof, sealed: SealedHeader, bundle: Bundle) -> bool:
    """Tells whether the event is the one by which Register wrote the record."""
    record, log = bundle.record, bundle.log
    subject = "" if log is None else log.fields.subject
    subject = f"0x{record.fact_id.hex()}" if isinstance(record, RecognitionRecord) else subject
    try:
        _, written = proof.verify(sealed.header, bundle.home.register)
    except (FieldMismatch, ProofMismatch):
        return False
    return f"0x{written.id.hex()}" == subject
