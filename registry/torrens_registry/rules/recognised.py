"""What becomes of a fact about a foreign record, and what it says at a second: RecognitionLaw and Clubs, in Python.

A fact is one exchange's. Silence becomes STALE by arithmetic, never valid; nothing has to be written for that.
"""

from __future__ import annotations

from dataclasses import dataclass

from torrens_anchor.chain.statement import Answer as Reply
from torrens_contracts.clubs import BASES, REGIONS, SECTORS, Ages, Club
from torrens_contracts.codes import Answer, ClubCondition, ListingFlag, Recognised, Reliance, VoucherFlag
from torrens_contracts.words import FactWord, Kind, PackedWord, PeerState

_LAST = (1 << 36) - 1
_COUNTS = (Recognised.PROVEN, Recognised.RECOGNIZED, Recognised.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Basis:
    """What a proof rests on.

    Attributes:
        as_of: When the foreign law was asked, UTC second.
        ages: How long a good answer counts.
        statement: First 64 bits of the statement.
        end: The second from which nothing counts: the end of the agreement.
        agreement: First 32 bits of the agreement's id; 0 when none is named.
        live: Whether that agreement is live.
        conditions: Bits of `codes.ClubCondition`.
    """

    as_of: int
    ages: Ages
    statement: int = 0
    end: int = (1 << 40) - 1
    agreement: int = 0
    live: bool = False
    conditions: int = 0


def status(word: FactWord | None, when: int, reliance: Reliance = Reliance.SHOW) -> Recognised:
    """Gives the status of a foreign record.

    Args:
        word: What is known; None when nothing is.
        when: UTC second.
        reliance: What it is relied upon for: the more is at stake, the sooner it is STALE.

    Returns:
        The status.
    """
    if word is None:
        return Recognised.UNKNOWN
    if word.decision in (Recognised.DECLINED, Recognised.WITHDRAWN):
        return Recognised(word.decision)
    if word.answer == Answer.UNKNOWN or when < word.as_of:
        return Recognised.UNKNOWN
    if word.answer != Answer.GOOD:
        return Recognised.SUSPENDED
    if when >= word.until:
        return Recognised.STALE
    stale = word.decision in _COUNTS and when >= until(word, reliance)
    return Recognised.STALE if stale else Recognised(word.decision)


def status_under(
    word: FactWord | None, when: int, reliance: Reliance = Reliance.SHOW, *, peer: int, live: bool
) -> Recognised:
    """Gives the status of a foreign record, with what ended since it was proven.

    Args:
        word: What is known; None when nothing is.
        when: UTC second.
        reliance: What it is relied upon for.
        peer: State of its peer (`words.PeerState`).
        live: Whether the agreement that the decision rests on is live at that second; true where it rests on none.

    Returns:
        The status: WITHDRAWN with its peer or its agreement, SUSPENDED with its peer.
    """
    found = status(word, when, reliance)
    if found in (Recognised.UNKNOWN, Recognised.DECLINED, Recognised.WITHDRAWN):
        return found
    if live and peer == PeerState.ACCREDITED:
        return found
    return Recognised.SUSPENDED if live and peer == PeerState.FROZEN else Recognised.WITHDRAWN


def until(word: FactWord, reliance: Reliance) -> int:
    """Gives the second from which a good answer counts no more.

    Args:
        word: What is known.
        reliance: What it is relied upon for.

    Returns:
        UTC second; 0 for an answer that is not good.
    """
    if word.until == 0 or reliance is Reliance.SHOW:
        return word.until
    end = min(word.until, word.as_of + word.trade_age)
    return end if reliance is Reliance.TRADE else min(end, word.as_of + word.finance_age)


def refused(word: FactWord, basis: Basis, answer: int) -> str | None:
    """Tells why a proof is not taken.

    Args:
        word: The fact as it is; all zeros when nothing is known.
        basis: What the proof rests on.
        answer: The state that it answers.

    Returns:
        The contract's error; None when the proof is taken.
    """
    if basis.as_of < word.as_of or (basis.as_of == word.as_of and answer == Answer.GOOD and word.answer != Answer.GOOD):
        return "OlderThanKnown"
    if basis.agreement == 0 and word.agreement != 0:
        return "AgreementNotNamed"
    if basis.agreement != 0 and not basis.live and basis.agreement != word.agreement:
        return "AgreementNotLive"
    return None


def lesser(word: FactWord, basis: Basis, to: FactWord) -> bool:
    """Tells whether a proof under another agreement would make less of a fact than the one that it rests on.

    A narrower or shorter club says nothing against a wider one: to take a fact down, its own agreement is named.

    Args:
        word: The fact as it is.
        basis: What the proof rests on.
        to: What the proof would make of it.

    Returns:
        Whether the contract refuses it (AgreementNotNamed).
    """
    if word.agreement in (0, basis.agreement) or to.answer != Answer.GOOD:
        return False
    if word.decision not in (Recognised.RECOGNIZED, Recognised.CONDITIONAL):
        return False
    if to.decision != word.decision:
        return to.decision != Recognised.RECOGNIZED
    return any(until(to, reliance) < until(word, reliance) for reliance in Reliance)


def following(word: FactWord, basis: Basis, reply: Reply, *, outside: bool = False) -> FactWord:
    """Gives the fact after a proof that is taken.

    Args:
        word: The fact as it is; all zeros when nothing is known.
        basis: What the proof rests on.
        reply: What it answers.
        outside: Whether the record lies outside the club.

    Returns:
        The fact as it then is.
    """
    decision, agreement = _decision(word, basis, reply, outside=outside)
    good = reply.state == Answer.GOOD
    return FactWord(
        answer=reply.state,
        reason=reply.reason,
        flags=reply.flags,
        decision=decision,
        decision_reason=word.decision_reason if decision == word.decision else 0,
        as_of=basis.as_of,
        until=min(basis.as_of + basis.ages.show, reply.until, basis.end, _LAST) if good else 0,
        statement=basis.statement,
        agreement=agreement,
        trade_age=basis.ages.trade if good else 0,
        finance_age=basis.ages.finance if good else 0,
    )


def sandboxed(kind: int, flags: int) -> bool:
    """Tells whether a record is a sandbox product, or a voucher of one, which nobody recognises but under conditions.

    Args:
        kind: Its kind.
        flags: Its flags.

    Returns:
        Whether it is.
    """
    if kind == Kind.VOUCHER:
        return flags & VoucherFlag.SANDBOX != 0
    return kind == Kind.LISTING and flags & ListingFlag.SANDBOX != 0


def restricted(club: Club) -> bool:
    """Tells whether a club leaves anything out, so that scopes must be shown.

    Args:
        club: Its terms.

    Returns:
        Whether it does.
    """
    return (club.sectors, club.regions, club.bases) != (SECTORS, REGIONS, BASES)


def within(club: Club, scope: PackedWord, basis: int) -> bool:
    """Tells whether a grant lies within a club.

    Args:
        club: Its terms.
        scope: The grant's scope.
        basis: How the data of its title was obtained.

    Returns:
        Whether it does.
    """
    return not scope.purpose & ~club.sectors and not scope.region & ~club.regions and bool(club.bases >> basis & 1)


def _decision(word: FactWord, basis: Basis, reply: Reply, *, outside: bool) -> tuple[int, int]:
    sandbox = sandboxed(reply.kind, reply.flags)
    if word.decision > Recognised.PROVEN and word.agreement == 0:
        lowered = sandbox and word.decision == Recognised.RECOGNIZED
        return (Recognised.CONDITIONAL if lowered else word.decision), 0
    if basis.agreement == 0:
        return Recognised.PROVEN, 0
    if not basis.live:
        return Recognised.WITHDRAWN, basis.agreement
    if reply.state != Answer.GOOD:
        return Recognised.PROVEN, 0
    doubts = (ClubCondition.SANDBOX if sandbox else 0) | (ClubCondition.OUTSIDE if outside else 0)
    if not doubts:
        return Recognised.RECOGNIZED, basis.agreement
    return (Recognised.CONDITIONAL, basis.agreement) if not doubts & ~basis.conditions else (Recognised.PROVEN, 0)
