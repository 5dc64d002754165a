"""The third parties' part of a verdict: time tokens given for this record, and the event that its entry names."""

from torrens_anchor.bundles.bundle import Bundle, LogProof
from torrens_anchor.bundles.facts import EntryRecord, RecognitionRecord
from torrens_anchor.bundles.parts import Token
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.records import VoucherRecord
from torrens_anchor.chain.layout import Kind
from torrens_anchor.chain.receipt_proof import ReceiptProof, Written
from torrens_anchor.documents.timestamp import RFC3161, TimeStamp, verify_timestamp
from torrens_anchor.errors import AlgorithmUnavailable, FieldMismatch, TrustMissing
from torrens_anchor.forms.canonical import encode
from torrens_anchor.notes.auditentry import Outcome
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level


def check_tokens(bundle: Bundle, policy: Policy, at: int, report: Report) -> tuple[TimeStamp, ...]:
    """Check that every time token was given for this record, by an authority that the policy names.

    Args:
        bundle: The bundle.
        policy: Whom the verifier believes.
        at: The verifier's time, UTC seconds.
        report: Takes the findings.

    Returns:
        What those that verify say.
    """
    stamps = []
    for token in bundle.tokens:
        with report.fact(Fact.TOKEN, Level.SEALED, scheme=token.scheme) as finding:
            stamp = _stamp(bundle, token, policy)
            finding.show(subject=stamp.subject, time=stamp.time, authority=stamp.authority, serial=str(stamp.serial))
            if stamp.time > at:
                raise TrustMissing(
                    f"the token's time {stamp.time} lies after the time {at} that is asked about",
                    remedy="verify at a time not before the token's",
                )
            finding.trust(f"time authority {stamp.authority}")
        if finding.matched:
            stamps.append(stamp)
    return tuple(stamps)


def _stamp(bundle: Bundle, token: Token, policy: Policy) -> TimeStamp:
    if token.scheme != RFC3161:
        raise AlgorithmUnavailable(
            f"time tokens of scheme {token.scheme} are not verified here", remedy="verify the token by its own tool"
        )
    if not policy.time_authorities:
        raise TrustMissing("the policy names no time authority")
    return verify_timestamp(token.data, token_subjects(bundle), policy.time_authorities)


def token_subjects(bundle: Bundle) -> dict[str, bytes]:
    """Give the bytes for which a bundle's time tokens may have been given.

    Args:
        bundle: The bundle; its tokens are not read.

    Returns:
        By name: the record in canonical JSON; the entry and the text of its checkpoint where a log proof is carried.
    """
    subjects = {"record": encode(bundle.record.json())}
    if bundle.log:
        subjects |= {"entry": bundle.log.entry, "checkpoint": bundle.log.proof.note.text.encode()}
    return subjects


def check_receipt(bundle: Bundle, subject: bytes | None, report: Report) -> None:
    """Check that Register wrote this record's word where the entry says that its action took effect.

    Args:
        bundle: The bundle.
        subject: The record's id; None when it cannot be computed.
        report: Takes the finding.
    """
    if bundle.receipt is None:
        return
    sealed = bundle.headers[bundle.receipt.header]
    with report.fact(Fact.RECEIPT, Level.HEADER, number=sealed.header.number) as finding:
        finding.trust(f"header {sealed.header.number} as supplied")
        if bundle.log is None:
            raise TrustMissing("the bundle carries no entry of the audit log whose outcome the event could be")
        written = _written(bundle, bundle.receipt, bundle.log)
        finding.show(kind=written.kind, id=f"0x{written.id.hex()}", word=f"0x{written.word.hex()}")
        _check_about(bundle, bundle.log, written, subject)


def _written(bundle: Bundle, receipt: ReceiptProof, log: LogProof) -> Written:
    outcome = log.fields.result
    if not isinstance(outcome, Outcome) or outcome.chain != bundle.home.chain_id:
        raise FieldMismatch("the entry does not say that its action took effect on the home's chain")
    return receipt.verify_outcome(
        bundle.headers[receipt.header].header,
        bundle.home.register,
        block=outcome.block,
        tx=outcome.tx,
        log_index=outcome.log_index,
    )


def _check_about(bundle: Bundle, log: LogProof, written: Written, subject: bytes | None) -> None:
    """What was written must be the record's word, by the kind of record."""
    record, kinds = bundle.record, {int(Kind.GRANT)}
    if isinstance(record, EntryRecord):
        wanted, kinds = log.fields.subject, set(range(256))
    elif isinstance(record, RecognitionRecord):
        wanted, kinds = f"0x{record.fact_id.hex()}", {int(Kind.FACT)}
    else:
        wanted = f"0x{subject.hex()}" if subject else ""
        kinds = {int(Kind.VOUCHER)} if isinstance(record, VoucherRecord) else kinds
    if written.kind not in kinds or f"0x{written.id.hex()}" != wanted or not any(written.word):
        raise FieldMismatch(f"Register wrote kind {written.kind} of 0x{written.id.hex()}, which is not this record")
