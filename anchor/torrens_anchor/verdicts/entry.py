"""The part of a verdict on any entry of an audit log: the words that its action left."""

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import EntryRecord
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import MalformedInput, TrustMissing
from torrens_anchor.forms.encoding import hex_bytes
from torrens_anchor.hashing.merkle import leaf_hash
from torrens_anchor.notes.auditentry import Outcome
from torrens_anchor.verdicts.chain import Words
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level


def check_entry(bundle: Bundle, record: EntryRecord, words: Words, report: Report) -> bytes | None:
    """Check the words of an entry's outcome.

    Args:
        bundle: The bundle.
        record: The record.
        words: Proven words.
        report: Takes the findings.

    Returns:
        The entry's leaf hash, which is the record's id; None without an entry.
    """
    for kind in record.outcome:
        name = Kind(kind).name if kind in set(Kind) else str(kind)
        with report.fact(Fact.OUTCOME_WORD, Level.HEADER, kind=name) as finding:
            if bundle.log is None:
                raise TrustMissing("the bundle carries no entry whose outcome could be shown")
            if kind not in set(Kind):
                raise TrustMissing(f"words of kind {kind} are not known here")
            proven = words.need(Kind(kind), _subject(bundle.log.fields.subject))
            finding.show(word=f"0x{proven.word.hex()}", header=proven.number)
            result = bundle.log.fields.result
            if isinstance(result, Outcome) and proven.number < result.block:
                raise TrustMissing(
                    f"the word is of block {proven.number}, and the entry says what was done in block {result.block}",
                    remedy="ask the issuer for a bundle that proves the word at or after that block",
                )
    return bytes(leaf_hash(bundle.log.entry)) if bundle.log else None


def _subject(text: str) -> bytes:
    """Read the entry's subject as an id of the register."""
    if not text.startswith("0x"):
        raise MalformedInput(f"the entry's subject {text!a} is no id of a register", field="subject")
    return hex_bytes(text[2:], 32, "subject")
