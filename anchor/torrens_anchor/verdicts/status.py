"""The status part of a verdict: a dated statement of good standing, and whether it still counts."""

from torrens_anchor.bundles.bundle import Bundle
from torrens_anchor.bundles.policy import TrustedHome
from torrens_anchor.bundles.proofs import StandingProof
from torrens_anchor.chain.layout import Kind, ring_slot
from torrens_anchor.chain.mpt import Account, prove_storage
from torrens_anchor.chain.statement import Answer, verify_answer
from torrens_anchor.errors import FieldMismatch, Mismatch, TrustMissing
from torrens_anchor.hashing.ledger import Step, keep_again, since_mark
from torrens_anchor.verdicts.chain import check_code, need_account
from torrens_anchor.verdicts.headers import Seal
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level, Status

GOOD = 2
"""Answer.state of a record in good standing; 1 unknown, 3 suspended, 4 ended."""
NAMES = {1: "UNKNOWN", 2: "GOOD", 3: "SUSPENDED", 4: "ENDED"}

Ask = tuple[Kind, bytes]


def check_status(
    bundle: Bundle,
    trusted: TrustedHome | None,
    *,
    seals: tuple[Seal, ...],
    asks: tuple[Ask, ...],
    at: int,
    report: Report,
) -> Status | None:
    """Check the statement and its answers.

    Args:
        bundle: The bundle.
        trusted: The policy's home, or None.
        seals: What each header's seal is worth.
        asks: The records whose standing the verdict needs.
        at: The verifier's time, UTC seconds.
        report: Takes the findings.

    Returns:
        The status, or None when the bundle proves none under a home that the policy names.
    """
    standing = bundle.standing
    if standing is None:
        for fact in (Fact.STATEMENT, Fact.FRESH, Fact.STANDING):
            report.missing(fact, Level.STATUS, "the bundle carries no statement of good standing")
        return None
    seal = seals[standing.header]
    proven, steps = _prove(bundle, standing, trusted, seal.notaries, report)
    if trusted is None or not proven:
        for fact in (Fact.FRESH, Fact.STANDING):
            report.missing(
                fact,
                Level.STATUS,
                "the statement is not proven, so nothing follows from it",
                remedy="see what is said of the statement",
            )
        return None
    good_until = _good_until(standing, trusted.max_age, asks)
    status = Status(standing.as_of, good_until, stale=0 < good_until < at)
    with report.fact(Fact.FRESH, Level.STATUS, asOf=standing.as_of, goodUntil=good_until):
        keep_again(steps)
        _check_fresh(status, at, seal)
    _check_answers(standing, asks, steps, report)
    return status


def _check_fresh(status: Status, at: int, seal: Seal) -> None:
    """Check that the statement counts at a time."""
    if at < status.as_of:
        raise TrustMissing(f"the statement is of {status.as_of}, after the time {at} that is asked about")
    if status.stale:
        raise TrustMissing(
            f"STALE: the statement of {status.as_of} counted until {status.good_until}, and now is {at}",
            remedy="ask the home for a newer statement, or verify at a time when this one counted",
        )
    if not seal.timely:
        raise TrustMissing("the statement's header cannot be relied on at this time")


def _prove(
    bundle: Bundle, standing: StandingProof, trusted: TrustedHome | None, notaries: tuple[str, ...], report: Report
) -> tuple[bool, tuple[Step, ...]]:
    """Prove the statement's hash in Standing's ring under its header, which notaries must have sealed.

    Gives whether it is, and what was hashed for it.
    """
    header = bundle.headers[standing.header].header
    account: Account | None = None
    steps: tuple[Step, ...] = ()
    with report.fact(Fact.ACCOUNT, Level.HEADER, contract="Standing") as finding:
        finding.trust(f"header {header.number} as supplied")
        account = need_account(bundle, standing.header, bundle.home.standing, standing.account)
        steps = since_mark()
    with report.fact(Fact.CODE, Level.SEALED, contract="Standing") as code:
        keep_again(steps)
        check_code(account, trusted.standing_code_hash if trusted else None, "Standing")
        code.trust(f"code of Standing 0x{bundle.home.standing.hex()}")
    with report.fact(Fact.STATEMENT, Level.STATUS, asOf=standing.as_of, number=header.number) as finding:
        finding.trust(*notaries, f"code of Standing 0x{bundle.home.standing.hex()}")
        finding.trust(f"council of Register 0x{bundle.home.register.hex()} {_change(trusted)}")
        if account is None:
            raise Mismatch("Standing's account is not proven, so no statement of it is")
        _check_statement(standing, header.timestamp, bundle.home.origin, account, trusted)
        steps = since_mark()
        if not notaries or not code.matched:
            raise TrustMissing(
                "the statement's header is not sealed, or Standing's code not accepted, by what the policy trusts",
                remedy="see what is said of the seal and of the code",
            )
    return finding.matched, steps


def _change(trusted: TrustedHome | None) -> str:
    """Say after which of the council's changes a statement counts."""
    return f"at its change {trusted.council_seq}" if trusted and trusted.council_seq else "at any change"


def _check_statement(
    standing: StandingProof, time: int, origin: bytes, account: Account, trusted: TrustedHome | None
) -> None:
    """Check the ring's slot, the statement's time and council, and the answers opened."""
    found = prove_storage(account.storage_root, ring_slot(standing.lane, standing.number), standing.slot)
    if found != standing.statement(origin).hash():
        raise FieldMismatch("Standing's ring holds another statement")
    if standing.as_of > time:
        raise FieldMismatch("the statement speaks of a time after its header")
    if trusted and trusted.council_seq not in {0, standing.council_seq}:
        raise FieldMismatch(
            f"the statement was made under council change {standing.council_seq}; "
            f"the policy knows {trusted.council_seq}"
        )
    for each in standing.answers:
        verify_answer(standing.answers_root, each.answer, each.proof)


def _find(standing: StandingProof, ask: Ask) -> Answer | None:
    return next((a.answer for a in standing.answers if (a.answer.kind, a.answer.id) == ask), None)


def _good_until(standing: StandingProof, max_age: int, asks: tuple[Ask, ...]) -> int:
    """Give the last second at which all answers asked for count; 0 when one of them is not good, or none is asked."""
    if not asks:
        return 0
    answers = [_find(standing, ask) for ask in asks]
    limit = standing.as_of + max_age
    return min([limit, *map(_last_good, answers)])


def _last_good(answer: Answer | None) -> int:
    """Terms are half-open (Predicates): at `until` the answer is good no more."""
    return max(answer.until - 1, 0) if answer and answer.state == GOOD else 0


def _check_answers(standing: StandingProof, asks: tuple[Ask, ...], steps: tuple[Step, ...], report: Report) -> None:
    if not asks:
        report.missing(Fact.STANDING, Level.STATUS, "the record's id cannot be computed, so no answer is about it")
    for kind, identifier in asks:
        with report.fact(Fact.STANDING, Level.STATUS, kind=kind.name, id=f"0x{identifier.hex()}") as finding:
            keep_again(steps)
            answer = _find(standing, (kind, identifier))
            if answer is None:
                raise TrustMissing(
                    f"the statement opens no answer on this {kind.name}",
                    remedy="ask the issuer for a bundle that opens it",
                )
            name = NAMES.get(answer.state, str(answer.state))
            finding.show(state=name, reason=answer.reason, until=answer.until)
            if answer.state != GOOD or not answer.until:
                raise FieldMismatch(f"the home says {name} (reason {answer.reason}) as of {standing.as_of}")
