"""The documents' part of a verdict: disclosed papers, what happened before anchoring, the data itself."""

from collections.abc import Mapping

from torrens_anchor.bundle import Bundle
from torrens_anchor.bundle_records import VoucherRecord
from torrens_anchor.capture import BOUND, Capture
from torrens_anchor.digest import Algorithm, Digest
from torrens_anchor.errors import AlgorithmUnavailable, DigestMismatch, FieldMismatch, TrustMissing
from torrens_anchor.verdict import Fact, Level
from torrens_anchor.verify_report import Report


def _bound_digests(bundle: Bundle) -> dict[str, Digest]:
    """Give every digest that a document may answer to, by name."""
    found: dict[str, Digest] = {}
    if bundle.log:
        found |= {f"entry.{name}": digest for name, digest in bundle.log.fields.digests.items()}
    if isinstance(bundle.record, VoucherRecord):
        terms, money = bundle.record.terms, bundle.record.money
        values = {
            "agreement": terms.agreement_digest,
            "compliance": terms.compliance_digest,
            "delivery": terms.delivery_digest,
        }
        values |= {"settlement": money.settlement_digest} if money else {}
        found |= {name: Digest(Algorithm.SHA_256, value) for name, value in values.items()}
    return found


def check_documents(bundle: Bundle, report: Report) -> Capture | None:
    """Check that every document has the digest it is said to have.

    Args:
        bundle: The bundle.
        report: Takes the findings.

    Returns:
        The capture document, when there is one and it is bound.
    """
    digests, capture = _bound_digests(bundle), None
    for index, document in enumerate(bundle.documents):
        with report.fact(Fact.DOCUMENT, Level.RECORD, document=index, bound=document.bound) as finding:
            if document.bound not in digests:
                raise FieldMismatch(f"neither record nor entry has a digest named {document.bound}")
            digests[document.bound].check(document.data)
            finding.show(digest=str(digests[document.bound]))
            if document.bound == BOUND:
                capture = Capture.parse(document.data)
    for token in bundle.tokens:
        with report.fact(Fact.TOKEN, Level.SEALED, scheme=token.scheme):
            raise AlgorithmUnavailable(
                f"time tokens of scheme {token.scheme} are not verified here", remedy="verify the token by its own tool"
            )
    return capture


def check_data(bundle: Bundle, capture: Capture | None, data: Mapping[str, bytes] | None, report: Report) -> None:
    """Check the data at hand against the data that is registered.

    Args:
        bundle: The bundle.
        capture: The bound capture document, or None.
        data: What the verifier's own copy hashes to, by name; None when it has none.
        report: Takes the finding.
    """
    if data is None:
        report.missing(Fact.DATA, Level.DATA, "no data was given to compare", required=False)
        return
    with report.fact(Fact.DATA, Level.DATA) as finding:
        content = bundle.record.path.content
        known = {content.root: "contentRoot"} if content else {}
        known |= {digest.value: name for name, digest in capture.digests.items()} if capture else {}
        if not known:
            raise TrustMissing("the bundle does not disclose what its data hashes to")
        matched = {name: known[value] for name, value in data.items() if value in known}
        if not matched:
            raise DigestMismatch("the data given is not the data registered: no digest of it is known")
        finding.show(matched=", ".join(sorted(matched)))
