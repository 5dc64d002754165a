"""The part of a verdict on a foreign record that a register recognises: what its FACT word says at a second."""

from dataclasses import dataclass

from torrens_anchor.bundles.facts import RecognitionRecord, more_at_stake
from torrens_anchor.bundles.policy import Policy
from torrens_anchor.bundles.policy_home import TrustedHome
from torrens_anchor.chain import layout
from torrens_anchor.chain.layout import Kind
from torrens_anchor.errors import FieldMismatch, TrustMissing
from torrens_anchor.verdicts.chain import Proven, Words
from torrens_anchor.verdicts.headers import Seal
from torrens_anchor.verdicts.report import Report
from torrens_anchor.verdicts.verdict import Fact, Level, Status

UNKNOWN, PROVEN, RECOGNIZED, CONDITIONAL, DECLINED, SUSPENDED, STALE, WITHDRAWN = range(8)
NAMES = ("UNKNOWN", "PROVEN", "RECOGNIZED", "CONDITIONAL", "DECLINED", "SUSPENDED", "STALE", "WITHDRAWN")
"""Recognised of contracts/src/types/Codes.sol, by number."""
GOOD = 2
"""FACT.answer of a record in good standing at home."""
ACCREDITED = 1
"""PEER.state of a peer whose statements count."""
LIVE = 1
"""AGREEMENT.state of an agreement that has not ended."""
_CANNOT = frozenset({PROVEN, STALE})
_COUNTS = frozenset({RECOGNIZED, CONDITIONAL})


@dataclass(frozen=True, slots=True)
class Asked:
    """Under what a recognition is looked at.

    Attributes:
        policy: Whom the verifier believes.
        trusted: The policy's home, or None.
        seals: What each header's seal is worth.
        at: The verifier's time, UTC seconds.
        reliance: What the reader relies on a recognition for.
    """

    policy: Policy
    trusted: TrustedHome | None
    seals: tuple[Seal, ...]
    at: int
    reliance: str


def end_of(word: dict[str, int], reliance: str) -> int:
    """Give the second from which a good answer counts no more.

    Args:
        word: The FACT word's fields.
        reliance: "show", "trade" or "finance".

    Returns:
        UTC seconds; 0 when the answer is not good.
    """
    end = word["until"]
    if not end or reliance == "show":
        return end
    end = min(end, word["asOf"] + word["tradeAge"])
    return end if reliance == "trade" else min(end, word["asOf"] + word["financeAge"])


def status_at(word: dict[str, int], reliance: str, at: int) -> int:
    """Give the status of a fact at a second, as Recognition.statusFor does.

    Args:
        word: The FACT word's fields.
        reliance: "show", "trade" or "finance".
        at: UTC second.

    Returns:
        One of the numbers of `NAMES`.
    """
    if word["decision"] in {DECLINED, WITHDRAWN}:
        return word["decision"]
    if word["answer"] == 1 or at < word["asOf"]:
        return UNKNOWN
    if word["answer"] != GOOD:
        return SUSPENDED
    return STALE if at >= end_of(word, reliance) else word["decision"]


def check_recognition(record: RecognitionRecord, asked: Asked, words: Words, report: Report) -> Status | None:
    """Check a recognition.

    Args:
        record: The record.
        asked: Under what.
        words: Proven words.
        report: Takes the findings.

    Returns:
        What the home says, and until when that counts; None when no FACT word is proven.
    """
    _check_reliance(record.reliance, asked.reliance, report)
    fact: Proven | None = None
    with report.fact(Fact.FACT_WORD, Level.HEADER, id=f"0x{record.fact_id.hex()}", kind=record.kind) as finding:
        fact = words.need(Kind.FACT, record.fact_id)
        word = layout.fields(layout.FACT, fact.word)
        finding.show(answer=word["answer"], reason=word["reason"], asOf=word["asOf"], until=word["until"])
        if word[""]:
            raise FieldMismatch("the FACT word has bits that no field has")
    trusts = _check_peer(record, asked.policy, fact, words, report)
    if fact is None:
        report.missing(Fact.FACT_STATUS, Level.STATUS, "no FACT word is proven, so nothing follows from it")
        return None
    word = layout.fields(layout.FACT, fact.word)
    _check_agreement(record, word["agreement"], fact, words, report)
    return _check_status(record, word, fact, asked=asked, trusts=trusts, report=report)


def _check_reliance(offered: str, demanded: str, report: Report) -> None:
    """A record that is offered for less promises less, whatever its word says."""
    with report.fact(Fact.RELIANCE, Level.STATUS, offered=offered, demanded=demanded):
        if more_at_stake(offered, demanded) != offered:
            raise TrustMissing(
                f"the bundle offers the foreign record for {offered}, and the reader relies on it for {demanded}",
                remedy=f"ask the issuer for a bundle for {demanded}",
            )


def _check_peer(
    record: RecognitionRecord, policy: Policy, fact: Proven | None, words: Words, report: Report
) -> tuple[str, ...]:
    """Check the peer's accreditation, and that the policy believes whom the home believed; give those."""
    names: tuple[str, ...] = ()
    with report.fact(Fact.PEER, Level.HEADER, id=f"0x{record.peer_id.hex()}") as finding:
        proven = words.need(Kind.PEER, record.peer_id)
        word = layout.fields(layout.PEER, proven.word)
        finding.show(state=word["state"], setEpoch=word["setEpoch"], number=word["number"])
        finding.show(timestamp=word["timestamp"])
        if word["state"] != ACCREDITED:
            raise FieldMismatch(f"the peer is not accredited: its state is {word['state']}, not {ACCREDITED}")
        _check_age(proven, fact)
    with report.fact(Fact.PEER_TRUSTED, Level.SEALED, chainId=record.peer.chain_id) as finding:
        word = layout.fields(layout.PEER, words.need(Kind.PEER, record.peer_id).word)
        home = policy.home(record.peer.origin)
        found = next((each for each in home.notary_sets if each.epoch == word["setEpoch"]), None) if home else None
        if home is None or found is None:
            raise TrustMissing(
                f"the policy names no notary set {word['setEpoch']} of the peer's register on chain "
                f"{record.peer.chain_id}"
            )
        if (found.threshold, len(found.notaries)) != (word["threshold"], word["notaries"]):
            raise FieldMismatch(
                f"the home counts {word['threshold']} of {word['notaries']} notaries of the peer, "
                f"the policy {found.threshold} of {len(found.notaries)}"
            )
        names = tuple(f"notary {each.name} 0x{each.address.hex()}" for each in found.notaries)
        names = (f"{found.threshold} of these notaries of {home.name}, which no proof here repeats", *names)
        finding.trust(*names)
    return names


def _check_agreement(record: RecognitionRecord, named: int, fact: Proven, words: Words, report: Report) -> None:
    """Check the agreement on which the fact rests; none is asked where it rests on none."""
    identifier = record.agreement_id
    if not named and identifier is None:
        return
    with report.fact(Fact.AGREEMENT, Level.HEADER) as finding:
        if identifier is None:
            raise TrustMissing(
                "the fact rests on an agreement, and the bundle does not name its club",
                remedy="ask the issuer for a bundle that names it",
            )
        finding.show(id=f"0x{identifier.hex()}")
        if int.from_bytes(identifier[:4], "big") != named:
            raise FieldMismatch("the fact does not rest on an agreement by this club")
        proven = words.need(Kind.AGREEMENT, identifier)
        word = layout.fields(layout.AGREEMENT, proven.word)
        finding.show(state=word["state"], until=word["until"])
        if word["exchange"] != record.exchange or word[""]:
            raise FieldMismatch("the AGREEMENT word is of another exchange")
        if word["state"] != LIVE or fact.time >= word["until"]:
            raise FieldMismatch("the agreement on which the fact rests has ended")
        _check_age(proven, fact)


def _check_age(proven: Proven, fact: Proven | None) -> None:
    """Refuse a word of before the FACT word: an accreditation or an agreement may have ended between."""
    if fact and proven.time < fact.time:
        raise TrustMissing(
            f"the word is of {proven.time}, before the FACT word of {fact.time}, and may have changed between",
            remedy="ask the issuer for a bundle that proves both under one header",
        )


def _check_status(
    record: RecognitionRecord,
    word: dict[str, int],
    fact: Proven,
    *,
    asked: Asked,
    trusts: tuple[str, ...],
    report: Report,
) -> Status | None:
    """Check what the fact says at the verifier's time."""
    if asked.trusted is None:
        report.missing(Fact.FACT_STATUS, Level.STATUS, "the policy does not say how long a word of this home counts")
        return None
    reliance = more_at_stake(record.reliance, asked.reliance)
    end = end_of(word, reliance)
    good_until = min(end - 1, fact.time + asked.trusted.max_age) if end else 0
    found = status_at(word, reliance, asked.at)
    with report.fact(Fact.FACT_STATUS, Level.STATUS, status=NAMES[found], reliance=reliance) as finding:
        finding.show(asOf=word["asOf"], goodUntil=good_until)
        finding.trust(*fact.notaries, *trusts)
        _judge(found, word, fact, asked, good_until)
    return Status(word["asOf"], good_until if found in _COUNTS | _CANNOT else 0, stale=0 < good_until < asked.at)


def _judge(found: int, word: dict[str, int], fact: Proven, asked: Asked, good_until: int) -> None:
    if asked.at < max(word["asOf"], fact.time):
        raise TrustMissing(f"the FACT word is of {fact.time}, after the time {asked.at} that is asked about")
    if found == STALE or (found in _COUNTS and asked.at > good_until):
        raise TrustMissing(
            f"STALE: what is known counted until {good_until}, and now is {asked.at}",
            remedy="ask the home to prove a newer statement of the peer, and for a bundle of that",
        )
    if found == PROVEN:
        raise TrustMissing(
            "the foreign answer is proven, and the home has not decided to recognise the record",
            remedy="ask the exchange for its decision",
        )
    if found not in _COUNTS:
        raise FieldMismatch(f"the home says {NAMES[found]} as of {word['asOf']} (decision {word['decisionReason']})")
    if not fact.notaries or not all(seal.timely for seal in asked.seals):
        raise TrustMissing("the FACT word's header is not sealed by whom the policy trusts, or not timely")
