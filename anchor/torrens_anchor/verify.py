"""Verifies a bundle offline, under the reader's own policy, at a given time.

Pure: bundle, policy, time and what the reader's data hashes to go in, a verdict comes out.
"""

from collections.abc import Mapping

from torrens_anchor.bundle import Bundle
from torrens_anchor.bundle_records import RowRecord, VoucherRecord
from torrens_anchor.capture import BOUND, Capture
from torrens_anchor.layout import Kind
from torrens_anchor.policy import Policy
from torrens_anchor.verdict import ArticleReport, Level, Outcome, Values, Verdict
from torrens_anchor.verify_chain import Words, check_headers, find_home, prove_words
from torrens_anchor.verify_documents import check_data, check_documents
from torrens_anchor.verify_log import check_log
from torrens_anchor.verify_report import Report
from torrens_anchor.verify_right import check_grant, check_path, check_row
from torrens_anchor.verify_status import Ask, check_status
from torrens_anchor.verify_voucher import check_voucher

_SINCE_ANCHORING = (Level.RECORD, Level.LOGGED, Level.WITNESSED, Level.HEADER, Level.SEALED)


def verify(bundle: Bundle, policy: Policy, *, at: int, data: Mapping[str, bytes] | None = None) -> Verdict:
    """Verify a bundle.

    Args:
        bundle: The bundle.
        policy: Whom the reader believes; nothing in the bundle adds to it.
        at: The time asked about, UTC seconds.
        data: What the reader's copy of the data hashes to, by name (for example {"sha256": …, "chunkRoot": …,
            "tableRoot": …}), 32 bytes each; None when it has none.

    Returns:
        The verdict.
    """
    trusted = policy.home(bundle.home.origin)
    report = Report(home_trusted=trusted is not None)
    find_home(bundle.home, trusted, report)
    seals = check_headers(bundle, trusted, at, report)
    words = prove_words(bundle, trusted, seals, report)
    subject, exchange, asks = _check_record(bundle, words, report)
    logged = check_log(bundle, policy, exchange=exchange, subject=subject, words=words, report=report)
    capture = check_documents(bundle, logged, report)
    status = check_status(bundle, trusted, seals=seals, asks=asks, at=at, report=report)
    check_data(bundle, capture, data, report)
    return Verdict(
        kind=bundle.record.KIND,
        subject=f"0x{subject.hex()}" if subject else "",
        at=at,
        policy=policy.name,
        development=policy.development,
        status=status,
        findings=report.findings,
        levels=report.levels(),
        articles=(_article_16(report), _article_17(), _article_18(bundle, capture, logged.anchored)),
    )


def verify_bytes(bundle: bytes, policy: bytes, *, at: int, data: Mapping[str, bytes] | None = None) -> Verdict:
    """Read and verify a bundle file under a policy file.

    Args:
        bundle: The bundle file's bytes.
        policy: The policy file's bytes.
        at: The time asked about, UTC seconds.
        data: As in `verify`.

    Returns:
        The verdict.

    Raises:
        MalformedInput: One of the files is unusable.
        OutOfRange: The policy promises nothing.
    """
    return verify(Bundle.parse(bundle), Policy.parse(policy), at=at, data=data)


def _check_record(bundle: Bundle, words: Words, report: Report) -> tuple[bytes | None, int | None, tuple[Ask, ...]]:
    """Check the record by its kind; give its id, its exchange and whose standing matters."""
    ids = check_path(bundle, words, report)
    right = ids[-1] if ids else None
    registrar = check_grant(bundle, right, words, report)
    record = bundle.record
    if isinstance(record, VoucherRecord):
        voucher = check_voucher(bundle, record, ids, words, report)
        return voucher, record.terms.exchange, ((Kind.VOUCHER, voucher), (Kind.GRANT, record.terms.licence_grant_id))
    if isinstance(record, RowRecord):
        check_row(record, report)
    return right, registrar, ((Kind.GRANT, right),) if right else ()


def _article_16(report: Report) -> ArticleReport:
    """Article 16: unaltered since anchoring, when stored by chain and verified to match."""
    outcome = report.worst(_SINCE_ANCHORING)
    return ArticleReport(16, outcome, f"since-anchoring-{outcome.value}")


def _article_17() -> ArticleReport:
    """Article 17: the platform; only its operator's statements could answer, and v1 carries none."""
    return ArticleReport(17, Outcome.CANNOT, "none-supplied")


def _article_18(bundle: Bundle, capture: Capture | None, anchored: int | None) -> ArticleReport:
    """Article 18: what is known of the time before anchoring, with the delay until the anchor shown."""
    if capture is None or anchored is None:
        supplied = any(document.bound == BOUND for document in bundle.documents)
        return ArticleReport(18, Outcome.CANNOT, "capture-unproven" if supplied else "none-supplied")
    values: Values = (
        ("capturedBy", capture.captured_by),
        ("capturedAt", capture.captured_at),
        ("tool", capture.tool),
        ("toolDigest", capture.tool_digest),
        ("source", capture.source),
        ("anchoredBy", anchored),
        ("delaySeconds", anchored - capture.captured_at),
    )
    return ArticleReport(18, Outcome.MATCH, "capture-bound", values)
