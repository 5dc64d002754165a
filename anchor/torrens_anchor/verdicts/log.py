"""The log's part of a verdict: the entry, its checkpoint, the witnesses, the anchor on chain."""

from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle, LogProof
from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_log import TrustedLog, Witness
from torrens_anchor.bundles.records import Record, VoucherRecord
from torrens_anchor.chain import layout
from torrens_anchor.chain.abi import hash_words, uint_word
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.hashing.ledger import Hashed
from torrens_anchor.notes.auditentry import Done, Refusal
from torrens_anchor.notes.auditentry import Outcome as ChainOutcome
from torrens_anchor.notes.checkpoint import Origin
from torrens_anchor.notes.cosignature import cosignatures
from torrens_anchor.notes.notekey import VerifierKey
from torrens_anchor.verdicts.chain import Proven, Words
from torrens_anchor.verdicts.recognition import Asked
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

_ALL = (
    (Fact.ENTRY, Level.LOGGED),
    (Fact.ENTRY_SUBJECT, Level.LOGGED),
    (Fact.SIGNERS, Level.LOGGED),
    (Fact.WITNESSED, Level.WITNESSED),
    (Fact.ANCHORED, Level.HEADER),
)

ISSUES = ("voucher.issue", "voucher.foreign", "voucher.supersede")
"""What the entry of a voucher says was done: a sale, one of a foreign listing, or a correction that it came of.

An entry of anything done to it later is no proof of its issue.
"""


Cosigned = dict[VerifierKey, int]
"""Witnesses that cosigned, each with the earliest time that it stated, in UTC seconds."""
Anchor = tuple[int | None, tuple[str, ...]]

FACT_PROVE = "fact.prove"
"""What the entry of a recognition says was done, with the peer as its subject."""


@dataclass(frozen=True, slots=True)
class Logged:
    """What was found of the record's entry.

    Attributes:
        log: The log in which it was proven, as the policy names it; None where it was not.
        anchored: Time of the sealed header that anchors the log with the entry in it, UTC seconds; None where none
            does.
        sealers: Who sealed that header.
    """

    log: str | None = None
    anchored: int | None = None
    sealers: tuple[str, ...] = ()


def check_log(
    bundle: Bundle, asked: Asked, *, exchange: int | None, subject: bytes | None, words: Words, report: Report
) -> Logged:
    """Check that the record's entry stands in the exchange's witnessed, anchored log.

    Args:
        bundle: The bundle.
        asked: Under which policy, and at what time.
        exchange: Whose log it must be; None when the record does not show it.
        subject: The record's id; None when it cannot be computed.
        words: Proven words.
        report: Takes the findings.

    Returns:
        In which trusted log the entry stands, and since when that is anchored.
    """
    policy = asked.policy
    if bundle.log is None:
        for fact, level in _ALL:
            report.missing(fact, level, "the bundle carries no entry of the audit log")
        return Logged()
    logs = [log for log in policy.logs if (log.chain_id, log.exchange) == (bundle.home.chain_id, exchange)]
    name = f"log {bundle.log.proof.checkpoint().origin}"
    with report.fact(Fact.ENTRY, Level.LOGGED, index=bundle.log.proof.index) as entry:
        entry.rely("log", *_check_logged(bundle.log, logs, independent=report.independent))
        entry.trust(name)
    with report.fact(Fact.ENTRY_SUBJECT, Level.LOGGED, action=bundle.log.fields.action) as about:
        about.show(actor=bundle.log.fields.actor, decidedAt=bundle.log.fields.decided_at)
        _check_subject(bundle, bundle.log, subject, words)
        _check_decided(bundle, bundle.log.fields.decided_at, asked.at)
        if isinstance(bundle.record, RecognitionRecord):
            _check_after_grounds(bundle.record, bundle.log.fields.decided_at, words)
    cosigned: Cosigned | None = None
    with report.fact(Fact.SIGNERS, Level.LOGGED):
        checked = [each.key for each in logs] if entry.matched else []
        cosigned = _check_lines(bundle.log, policy, checked, independent=report.independent)
    with report.fact(Fact.WITNESSED, Level.WITNESSED) as finding:
        if cosigned is None:
            cosigned = _cosigned(bundle.log, policy, independent=report.independent)
        finding.show(**{f"cosigned {key.name}": time for key, time in cosigned.items()})
        counted = _witnessed(policy, cosigned, asked.at)
        finding.trust(*(f"witness {each.key.name}" for each in counted))
        finding.rely("witness", *(str(each.key) for each in counted))
    anchor = _check_anchor(bundle.log, exchange, words, report)
    return Logged(name, *anchor) if entry.matched and about.matched else Logged()


def _check_logged(log: LogProof, logs: list[TrustedLog], *, independent: bool) -> list[str]:
    """Check the proof; give the keys of the trusted logs that signed."""
    if not logs:
        origin = log.proof.checkpoint().origin
        raise TrustMissing(f"the policy names no log of this exchange; the bundle's is {origin}")
    log.proof.verify(log.entry, [each.key for each in logs], independent=independent)
    signed = log.proof.note.signatures
    return [str(each.key) for each in logs if any(line.is_by(each.key) for line in signed)]


def _check_subject(bundle: Bundle, log: LogProof, subject: bytes | None, words: Words) -> None:
    """The entry must be about this record, and have taken effect on this home's chain."""
    _check_about(bundle.record, log, subject)
    if isinstance(bundle.record, EntryRecord) and isinstance(log.fields.result, Done | Refusal):
        return
    if not isinstance(log.fields.result, ChainOutcome) or log.fields.result.chain != bundle.home.chain_id:
        raise FieldMismatch("the entry does not say that its action took effect on the home's chain")
    if bundle.headers and log.fields.result.block > max(h.header.number for h in bundle.headers):
        raise FieldMismatch("the entry says that its action took effect after the bundle's last header")
    own = _own_word(bundle.record, subject, words)
    if own and own.number < log.fields.result.block:
        raise TrustMissing(
            f"the record's word is of block {own.number}, before what the entry says was done in block "
            f"{log.fields.result.block}",
            remedy="ask the issuer for a bundle that proves the word at or after that block",
        )


def _check_decided(bundle: Bundle, decided: int, at: int) -> None:
    """The entry's own time may lie in the past, unchecked, and nowhere else."""
    newest = max((sealed.header.timestamp for sealed in bundle.headers), default=decided)
    if decided > newest:
        raise FieldMismatch(f"the entry says that it was decided at {decided}, after the newest header of {newest}")
    if decided > at:
        raise TrustMissing(
            f"the entry says that it was decided at {decided}, after the time {at} that is asked about",
            remedy="verify at a time not before the entry's",
        )


def _check_after_grounds(record: RecognitionRecord, decided: int, words: Words) -> None:
    """Nothing is recognised before it was said: an entry of before is of another decision than the word's."""
    fact = words.find(Kind.FACT, record.fact_id)
    as_of = layout.fields(layout.FACT, fact.word)["asOf"] if fact else 0
    if decided < as_of:
        raise TrustMissing(
            f"the entry says that it was decided at {decided}, before the statement of {as_of} on which the fact rests",
            remedy="ask the issuer for the log entry by which that statement was proven",
        )
    agreement = words.find(Kind.AGREEMENT, record.agreement_id) if record.agreement_id else None
    since = layout.fields(layout.AGREEMENT, agreement.word)["since"] if agreement else 0
    if decided < since:
        raise TrustMissing(
            f"the entry says that it was decided at {decided}, before the agreement of {since} on which the fact rests",
            remedy="ask the issuer for the log entry by which it was proven under that agreement",
        )


def _own_word(record: Record, subject: bytes | None, words: Words) -> Proven | None:
    """Give what the register holds of the record; that of a log entry is `outcome.word`'s to look at."""
    if subject is None or isinstance(record, EntryRecord):
        return None
    if isinstance(record, RecognitionRecord):
        return words.find(Kind.FACT, record.fact_id)
    return words.find(Kind.VOUCHER if isinstance(record, VoucherRecord) else Kind.GRANT, subject)


def _check_about(record: Record, log: LogProof, subject: bytes | None) -> None:
    """What the entry must be about, by the kind of record."""
    found = log.fields
    if isinstance(record, EntryRecord):
        return
    if isinstance(record, RecognitionRecord):
        by_peer = found.action == FACT_PROVE and found.subject == f"0x{record.peer_id.hex()}"
        if not by_peer and not (found.action.startswith("fact.") and found.subject == f"0x{record.fact_id.hex()}"):
            raise FieldMismatch(f"the entry is of {found.action} on {found.subject}, not about this fact or its peer")
        return
    if subject is None or found.subject != f"0x{subject.hex()}":
        raise FieldMismatch(f"the entry is about {found.subject}, not about this record")
    if record.KIND == VoucherRecord.KIND and found.action not in ISSUES:
        raise FieldMismatch(f"the entry is of {found.action}; that of a voucher is of {', '.join(ISSUES)}")


def _check_lines(log: LogProof, policy: Policy, checked: list[VerifierKey], *, independent: bool) -> Cosigned:
    """Check every line; one that nobody here can check could be altered unseen, so it may not stand here.

    Lines of keys already checked with the entry, those named as the log, are not checked anew.
    """
    known = [each.key for each in policy.logs] + [each.key for each in policy.witnesses.keys]
    unknown = [f"{s.name}+{s.key_id.hex()}" for s in log.proof.note.signatures if not any(map(s.is_by, known))]
    if unknown:
        raise TrustMissing(f"the checkpoint has signature lines of keys the policy does not name: {', '.join(unknown)}")
    note, origin = log.proof.note, log.proof.checkpoint().origin
    done = [key for key in checked if Origin(key.name) == origin]
    others = [each.key for each in policy.logs if each.key not in done]
    if not done or any(line.is_by(key) for key in others for line in note.signatures):
        note.verified_by(others, independent=independent)
    return _cosigned(log, policy, independent=independent)


def _cosigned(log: LogProof, policy: Policy, *, independent: bool) -> Cosigned:
    keys = [each.key for each in policy.witnesses.keys]
    found = cosignatures(log.proof.note, keys, independent=independent)
    return {each.witness: each.timestamp for each in sorted(found, key=lambda each: -each.timestamp)}


def _witnessed(policy: Policy, cosigned: Cosigned, at: int) -> list[Witness]:
    """Give the counted witnesses that had cosigned by a time; refuse fewer than the policy demands."""
    witnesses = policy.witnesses
    if not witnesses.keys:
        raise TrustMissing("the policy names no witness")
    counted = [w for w in witnesses.keys if w.counted and w.key in cosigned and cosigned[w.key] <= at]
    outside = sum(w.outside for w in counted)
    if len(counted) < witnesses.threshold or outside < witnesses.outside:
        raise TrustMissing(
            f"{len(counted)} witnesses had cosigned by {at}, {outside} of them outside; "
            f"the policy demands {witnesses.threshold}, {witnesses.outside} outside"
        )
    return counted


def _check_anchor(log: LogProof, exchange: int | None, words: Words, report: Report) -> Anchor:
    """Check the LOG word; give the time of its header and who sealed that, when somebody trusted did."""
    with report.fact(Fact.ANCHORED, Level.HEADER) as finding:
        checkpoint = log.proof.checkpoint()
        finding.show(size=checkpoint.size, root=checkpoint.root.hex())
        if exchange is None:
            raise TrustMissing("the record does not show whose log to look for")
        anchored = words.need(Kind.LOG, uint_word(exchange))
        if anchored.word != hash_words(uint_word(checkpoint.size), checkpoint.root, of=Hashed.LOG_WORD):
            raise FieldMismatch("the chain's LOG word is not that of the bundle's checkpoint")
        return (anchored.time, anchored.notaries) if anchored.notaries else (None, ())
    return None, ()
