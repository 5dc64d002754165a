"""The platform's part of a verdict: who signed the statement on it, whether it counts now, and whom it covers."""

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.documents.platformstatement import PlatformStatement, signers
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level

_MISSING = "the bundle carries no statement on the platform"


def check_platform(bundle: Bundle, policy: Policy, at: int, report: Report) -> PlatformStatement | None:
    """Check the statement on the platform; call it last, when all that the verdict rests on is known.

    Args:
        bundle: The bundle.
        policy: Whom the verifier believes.
        at: The verifier's time, UTC seconds.
        report: Takes the findings.

    Returns:
        The statement, when it is of a trusted key and counts now.
    """
    if bundle.platform is None:
        for fact in (Fact.PLATFORM, Fact.PLATFORM_CURRENT, Fact.PLATFORM_COMPLETE):
            report.missing(fact, Level.PLATFORM, _MISSING, required=False)
        return None
    statement = bundle.platform.statement
    with report.fact(Fact.PLATFORM, Level.PLATFORM, operator=statement.operator[0]) as signed:
        signed.show(issuedAt=statement.issued_at)
        trusted = [each.key for each in policy.platforms if each.chain_id == bundle.home.chain_id]
        found = signers(bundle.platform.note, trusted, independent=report.independent)
        signed.trust(*(f"platform {name}" for name in found))
        if (statement.chain_id, statement.register) != (bundle.home.chain_id, bundle.home.register):
            raise FieldMismatch("the statement is on the platform of another register")
    with report.fact(Fact.PLATFORM_CURRENT, Level.PLATFORM, required=False) as current:
        current.show(until=statement.valid_until)
        _check_current(bundle, statement, at)
    with report.fact(Fact.PLATFORM_COMPLETE, Level.PLATFORM, required=False, keysNamed=len(statement.keys)):
        known = {(each.role, each.key) for each in statement.keys}
        unnamed = [f"{role} {key}" for role, key in sorted(set(report.relied) - known)]
        if unnamed:
            raise TrustMissing(
                f"the statement does not say who runs {', '.join(unnamed)}",
                remedy="ask the operator for a statement that names them",
            )
        if not report.relied:
            raise TrustMissing("nothing of the verdict rests on anybody's key")
    return statement if signed.matched and current.matched else None


def _check_current(bundle: Bundle, statement: PlatformStatement, at: int) -> None:
    if bundle.headers:
        newest = max(sealed.header.timestamp for sealed in bundle.headers)
        if not statement.valid_from <= newest <= statement.valid_until:
            raise TrustMissing("the statement does not speak of the time at which the record was anchored")
    if at < statement.issued_at:
        raise TrustMissing(
            f"the statement was issued at {statement.issued_at}, after the time {at} that is asked about"
        )
    if at > statement.valid_until:
        raise TrustMissing(
            f"the statement ended at {statement.valid_until}", remedy="ask the operator for a newer statement"
        )
