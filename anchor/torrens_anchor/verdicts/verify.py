"""Verifies a bundle offline, under the reader's own policy, at a given time.

Pure: bundle, policy, time and what the reader's data hashes to go in, a verdict comes out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.facts import RELIANCES, EntryRecord, RecognitionRecord, more_at_stake
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.records import VoucherRecord, right_of
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.chain.layout import Kind
from torrens_anchor.verdicts.articles import Found, answer
from torrens_anchor.verdicts.chain import Words, prove_words
from torrens_anchor.verdicts.documents import Copy, check_data, check_documents
from torrens_anchor.verdicts.entry import check_entry
from torrens_anchor.verdicts.headers import check_headers, find_home
from torrens_anchor.verdicts.log import check_log
from torrens_anchor.verdicts.platform import check_platform
from torrens_anchor.verdicts.recognition import Asked, check_recognition
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.right import check_grant, check_path, check_row
from torrens_anchor.verdicts.status import Ask, check_status
from torrens_anchor.verdicts.tokens import check_receipt, check_tokens
from torrens_anchor.verdicts.verdict import Status, Verdict
from torrens_anchor.verdicts.voucher import check_holder, check_voucher


@dataclass(frozen=True, slots=True)
class Subject:
    """What a record turned out to be about.

    Attributes:
        id: The record's id; None when it cannot be computed.
        exchange: Whose log must hold its entry; None when the record does not show it.
        parties: Parties of it and the exchange, by number.
        asks: Whose standing the verdict needs.
    """

    id: bytes | None
    exchange: int | None
    parties: tuple[int, ...]
    asks: tuple[Ask, ...] = ()


def verify(
    bundle: Bundle,
    policy: Policy,
    *,
    at: int,
    data: Copy | Mapping[str, bytes] | None = None,
    independent: bool = False,
    reliance: str = RELIANCES[0],
) -> Verdict:
    """Verify a bundle.

    Args:
        bundle: The bundle.
        policy: Whom the reader believes; nothing in the bundle adds to it.
        at: The time asked about, UTC seconds.
        data: The reader's copy of the data, or what it hashes to, by name (for example {"sha256": …, "chunkRoot": …,
            "tableRoot": …}), 32 bytes each; None when it has none.
        independent: Ask a second implementation of every signature; both must agree.
        reliance: What the reader relies on a recognition for, one of `facts.RELIANCES`; where the policy says more,
            that counts.

    Returns:
        The verdict.
    """
    trusted = policy.home(bundle.home.origin)
    report = Report(home_trusted=trusted is not None, independent=independent)
    find_home(bundle.home, trusted, report)
    seals = check_headers(bundle, trusted, at, report)
    words = prove_words(bundle, trusted, seals, report)
    asked = Asked(policy, trusted, seals, at, more_at_stake(policy.reliance, reliance))
    subject = _check_record(bundle, asked, words, report)
    logged = check_log(bundle, asked, exchange=subject.exchange, subject=subject.id, words=words, report=report)
    check_receipt(bundle, subject.id, report)
    captures = check_documents(bundle, logged, report)
    stamps = check_tokens(bundle, policy, at, report)
    status = _check_status(bundle, subject, asked, words, report)
    check_data(bundle, captures, logged, data, report)
    statement = check_platform(bundle, policy, at, report)
    found = Found(subject.parties, statement, captures, logged, at, stamps)
    return Verdict(
        kind=bundle.record.KIND,
        subject=f"0x{subject.id.hex()}" if subject.id else "",
        at=at,
        policy=policy.name,
        development=policy.development,
        status=status,
        findings=report.findings,
        levels=report.levels(),
        articles=answer(bundle, found, report),
    )


def verify_bytes(
    bundle: bytes,
    policy: bytes,
    *,
    at: int,
    data: Copy | Mapping[str, bytes] | None = None,
    independent: bool = False,
    reliance: str = RELIANCES[0],
) -> Verdict:
    """Read and verify a bundle file under a policy file.

    Args:
        bundle: The bundle file's bytes.
        policy: The policy file's bytes.
        at: The time asked about, UTC seconds.
        data: As in `verify`.
        independent: As in `verify`.
        reliance: As in `verify`.

    Returns:
        The verdict.

    Raises:
        MalformedInput: One of the files is unusable.
        OutOfRange: The policy promises nothing.
    """
    opened, trust = Bundle.parse(bundle), Policy.parse(policy)
    return verify(opened, trust, at=at, data=data, independent=independent, reliance=reliance)


def _check_record(bundle: Bundle, asked: Asked, words: Words, report: Report) -> Subject:
    """Check the record by its kind."""
    record = bundle.record
    if isinstance(record, EntryRecord):
        return Subject(check_entry(bundle, record, words, report), record.exchange, (record.exchange,))
    if isinstance(record, RecognitionRecord):
        return Subject(record.fact_id, record.exchange, (record.exchange,))
    return _check_right(bundle, asked, words, report)


def _check_right(bundle: Bundle, asked: Asked, words: Words, report: Report) -> Subject:
    record, path = bundle.record, right_of(bundle.record)
    if path is None:
        return Subject(None, None, ())
    ids = check_path(bundle, path, words, report)
    right = ids[-1] if ids else None
    held = check_grant(bundle, path, right, words, at=asked.at, report=report)
    if isinstance(record, VoucherRecord):
        voucher, terms = check_voucher(bundle, record, ids, words, report), record.terms
        check_holder(record, held.holder if held else None, report)
        asks = ((Kind.VOUCHER, voucher), (Kind.GRANT, terms.licence_grant_id))
        return Subject(voucher, terms.exchange, (terms.seller, terms.buyer, terms.exchange), asks)
    if isinstance(record, RowRecord):
        check_row(record, report)
    parties = (held.holder, held.registrar) if held else ()
    return Subject(right, held.registrar if held else None, parties, ((Kind.GRANT, right),) if right else ())


def _check_status(bundle: Bundle, subject: Subject, asked: Asked, words: Words, report: Report) -> Status | None:
    """Check what the home says of the record: in a statement, or in the record's own word."""
    record = bundle.record
    if isinstance(record, EntryRecord):
        return None
    if isinstance(record, RecognitionRecord):
        return check_recognition(record, asked, words, report)
    return check_status(bundle, asked.trusted, seals=asked.seals, asks=subject.asks, at=asked.at, report=report)
