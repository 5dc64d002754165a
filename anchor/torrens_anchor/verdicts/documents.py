"""The documents' part of a verdict: papers, what was before anchoring, the data itself and its form."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.parts import CONTENT
from torrens_anchor.bundles.path import Path
from torrens_anchor.bundles.records import VoucherRecord, right_of
from torrens_anchor.bundles.rows import RowRecord
from torrens_anchor.datasets.contents import Contents, parse_contents, root_of
from torrens_anchor.documents.capture import Capture, is_capture
from torrens_anchor.errors import AnchorError, DigestMismatch, FieldMismatch, NotCanonical, TrustMissing
from torrens_anchor.forms.canonical import parse_canonical_object
from torrens_anchor.hashing.digest import Algorithm, Digest
from torrens_anchor.verdicts.log import Logged
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

SHA_256 = Algorithm.SHA_256
ROOTS = ("chunkRoot", "tableRoot", "contentRoot")
"""Digests of the reader's that a content root is held against; never a plain hash: 0x00 ‖ data has the root of data."""


FORMED = ("chunkRoot", "tableRoot")
"""Names that say how the root came about: of a file's chunks, of a table's lines."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The reader's own copy of the data.

    Attributes:
        digests: What it hashes to, by name: `sha256`, `chunkRoot`, `tableRoot` (by its lines); `contentRoot` of a
            folder, of several files, of a table by its values.
        formed: It was read in the form in which the data is registered, as the reader knows that form himself and not
            from the bundle: a root does not bind its form, so a bundle may carry the right root under another one.
        unread: Why it could not be read in that form; empty where it was.
        remedy: What would help then.
    """

    digests: Mapping[str, bytes]
    formed: bool = False
    unread: str = ""
    remedy: str = ""


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


def check_documents(bundle: Bundle, logged: Logged, report: Report) -> tuple[Capture, ...]:
    """Check that every document has the digest it is said to have.

    Args:
        bundle: The bundle.
        logged: Where the entry stands; what is bound to an entry that no trusted log holds is bound to nothing.
        report: Takes the findings.

    Returns:
        The capture documents that are bound, and that a sealed header anchors.
    """
    digests, captures = _bound_digests(bundle), []
    for index, document in enumerate(bundle.documents):
        level = Level.LOGGED if document.bound.startswith("entry.") else Level.RECORD
        with report.fact(Fact.DOCUMENT, level, document=index, bound=document.bound) as finding:
            if document.bound == CONTENT:
                finding.show(**_form(document.data, right_of(bundle.record)))
                continue
            if document.bound not in digests:
                raise FieldMismatch(f"neither record nor entry has a digest named {document.bound}")
            digests[document.bound].check(document.data)
            finding.show(digest=str(digests[document.bound]))
            if level is Level.LOGGED:
                if logged.log is None:
                    raise TrustMissing("the entry that carries its digest is not proven to stand in a trusted log")
                finding.trust(logged.log)
            if is_capture(document.bound):
                captures.append(_anchored_capture(document.data, logged.anchored))
    return tuple(captures)


def registered_form(bundle: Bundle) -> Contents | None:
    """Give the form in which the data is registered, where the bundle says it.

    Args:
        bundle: The bundle.

    Returns:
        The fingerprint of the root that its path discloses: a row's table, or what is bound to `content`, which is the
        word of who made the bundle; None where there is none of that root.
    """
    right = right_of(bundle.record)
    if right is None or right.content is None:
        return None
    if isinstance(bundle.record, RowRecord):
        return bundle.record.table
    for document in bundle.documents:
        with suppress(AnchorError):
            if document.bound == CONTENT and root_of(found := parse_contents(document.data)) == right.content.root:
                return found
    return None


def _form(data: bytes, right: Path | None) -> dict[str, str]:
    """Read the fingerprint of the data; its root is the one that the path discloses, and the data's id commits to."""
    if right is None or right.content is None:
        raise FieldMismatch("a fingerprint of the data is carried, and the record does not disclose which data")
    contents = parse_contents(data)
    if contents.encode() != data:
        raise NotCanonical("what is bound to content is no fingerprint's one line")
    if (root := root_of(contents)) != right.content.root:
        raise DigestMismatch(f"the fingerprint carried has root {root.hex()}, not the one disclosed")
    return {"form": str(parse_canonical_object(data)["v"]), "data": f"0x{right.keys[0].parent.hex()}"}


def _anchored_capture(data: bytes, anchored: int | None) -> Capture:
    """Read a capture document, which must be older than its anchor."""
    capture = Capture.parse(data)
    if anchored is None:
        raise TrustMissing("no sealed header anchors the log that carries the capture document's digest")
    if capture.captured_at > anchored:
        raise FieldMismatch(f"the capture document speaks of {capture.captured_at}, its anchor is of {anchored}")
    return capture


def check_data(
    bundle: Bundle, captures: Sequence[Capture], logged: Logged, data: Copy | Mapping[str, bytes] | None, report: Report
) -> None:
    """Check the data at hand against the data that is registered, and apart from it against what was captured.

    Args:
        bundle: The bundle.
        captures: The bound capture documents.
        logged: Where the entry stands that carries their digests.
        data: The verifier's own copy, or what it hashes to as it was registered; None when it has none.
        report: Takes the findings.
    """
    if data is None:
        report.missing(
            Fact.DATA, Level.DATA, "no data was given to compare", required=False, remedy="give your copy of the data"
        )
        return
    data = data if isinstance(data, Copy) else Copy(data, formed=True)
    right = right_of(bundle.record)
    if right:
        pairs = _pairs(captures)
        said = right.content is not None and any((name, right.content.root) in pairs for name in FORMED)
        said = said or isinstance(bundle.record, RowRecord)
        _check_registered(right, data, report, formed=data.formed or said)
    matched = sorted(name for name, value in data.digests.items() if (name, value) in _pairs(captures))
    if right and not matched:
        return
    with report.fact(Fact.CAPTURED, Level.DATA) as finding:
        if not captures:
            raise TrustMissing("no capture document is bound and anchored, so nothing here says what the data are")
        if not matched:
            raise DigestMismatch("no capture document names a digest of the data given")
        finding.show(matched=", ".join(matched))
        finding.trust(*([logged.log] if logged.log else []))


def _check_registered(right: Path, data: Copy, report: Report, *, formed: bool) -> None:
    """Only the disclosed content root says which data are registered; what a log's writer adds to it does not."""
    with report.fact(Fact.DATA, Level.DATA) as finding:
        if right.content is None:
            raise TrustMissing("the bundle does not disclose what its data hashes to")
        root = right.content.root
        matched = [name for name, value in data.digests.items() if name in ROOTS and value == root]
        if not matched and data.unread:
            raise TrustMissing(data.unread, remedy=data.remedy)
        if not matched and not formed:
            raise TrustMissing(
                "no root of the data given is the one disclosed, and only the bundle can say how it was registered",
                remedy="ask for the fingerprint that was registered and name it (--fingerprint), or a table's --schema",
            )
        if not matched:
            raise DigestMismatch("the data given is not the data registered: its root is another")
        finding.show(matched=", ".join(sorted(matched)))


def _pairs(captures: Sequence[Capture]) -> set[tuple[str, bytes]]:
    """Give what captures name, by SHA-256."""
    pairs = (pair for capture in captures for pair in capture.digests.items())
    return {(name, digest.value) for name, digest in pairs if digest.algorithm is SHA_256}
