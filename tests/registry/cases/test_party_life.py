"""What happens to parties: lost keys, successions, suspect windows, links, an exchange that leaves; the calendar."""

from datetime import date

import pytest
from cases_kit import COURT, EXCHANGE, OPERATOR, PROCESSOR, PROVIDER, SECOND_COURT, Hall, digest
from worlds import signer

from torrens_contracts.codes import LinkKind, Role
from torrens_contracts.errors import Reverted
from torrens_contracts.hexcodec import to_hex
from torrens_contracts.ids import key_id, party_id
from torrens_contracts.types import Address, Timestamp
from torrens_contracts.words import KeyWord, Kind, PartyState, PartyWord
from torrens_registry.cases import actors, views
from torrens_registry.cases.parties import founding, parties, recoveries, successions, suspicion
from torrens_registry.cases.parties import links as party_links
from torrens_registry.cases.parties.enrolment import NewKey
from torrens_registry.errors import FieldOutOfRange, KeyNotLive, NotEnrolled, RoleMissing
from torrens_registry.rules.calendar import OFFICIAL

BUYER_KEY = signer("buyer").address
PAPER = digest("paper")


def word(hall: Hall, party: int) -> PartyWord:
    return PartyWord.unpack(hall.office.word(Kind.PARTY, party_id(party)))


def roles(hall: Hall, key: Address) -> int:
    return KeyWord.unpack(hall.office.word(Kind.KEY, key_id(key))).roles


def enrolled(hall: Hall, name: str, number: int) -> NewKey:
    """A party whose key has no funds: it signs, others send."""
    first = NewKey(signer(name), int(Role.SIGN))
    parties.enrol(hall.office, hall.key("exchange"), party=number, identity_digest=digest(name), first=first)
    return first


def test_a_recovered_key_acts_after_ten_working_days_and_not_before(hall: Hall) -> None:
    enrolled(hall, "forgetful", 70_201)
    opened = hall.office.next_time()
    done = recoveries.recover_key(
        hall.office, hall.key("exchange"), party=70_201, new=signer("found again"), order_digest=PAPER
    )
    assert done.from_ == OFFICIAL.deadline(opened, 10)
    with pytest.raises(KeyNotLive):
        actors.require(hall.office, done.key, Role.SIGN)
    [recovery] = views.links(hall.office, 70_201)
    assert (recovery.kind, recovery.until) == (LinkKind.RECOVERY, done.from_)
    with pytest.raises(Reverted, match="RecoveryPending"):
        recoveries.recover_key(
            hall.office, hall.key("exchange"), party=70_201, new=signer("another"), order_digest=PAPER
        )
    hall.at(done.from_)
    assert actors.require(hall.office, done.key, Role.SIGN).party == 70_201


def test_the_party_cancels_a_recovery_fail(hall: Hall) -> None:
    exchange, buyer = hall.key("exchange"), hall.key("buyer")
    done = recoveries.recover_key(hall.office, exchange, party=70_004, new=signer("intruder"), order_digest=PAPER)
    parties.end_key(hall.office, buyer, done.key)
    hall.at(done.from_)
    with pytest.raises(KeyNotLive):
        actors.require(hall.office, done.key, Role.SIGN)


@pytest.mark.parametrize(("party", "refusal"), [(99_999, NotEnrolled), (EXCHANGE, Reverted), (COURT, Reverted)])
def test_a_recovery_that_is_not_the_exchanges_fail(hall: Hall, party: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        recoveries.recover_key(
            hall.office, hall.key("exchange"), party=party, new=signer("intruder two"), order_digest=PAPER
        )


def test_the_council_recovers_a_court(hall: Hall) -> None:
    done = recoveries.recover_key(
        hall.office, hall.key("council"), party=COURT, new=signer("court anew"), order_digest=PAPER
    )
    assert roles(hall, done.key) == Role.OF_AUTHORITY


def test_a_law_firm_becomes_a_reviewer_and_is_dismissed(hall: Hall) -> None:
    exchange, both = hall.key("exchange"), int(Role.SIGN | Role.REVIEWER)
    recoveries.change_roles(hall.office, exchange, changed=BUYER_KEY, roles=both, reason_digest=PAPER)
    assert roles(hall, BUYER_KEY) == both
    recoveries.change_roles(hall.office, exchange, changed=BUYER_KEY, roles=int(Role.SIGN), reason_digest=PAPER)
    assert roles(hall, BUYER_KEY) == Role.SIGN
    with pytest.raises(Reverted, match="RolesNotGiven"):
        recoveries.change_roles(hall.office, exchange, changed=BUYER_KEY, roles=0, reason_digest=PAPER)
    with pytest.raises(RoleMissing):
        recoveries.change_roles(
            hall.office, hall.key("buyer"), changed=BUYER_KEY, roles=both, reason_digest=digest("by itself")
        )


def test_signatures_are_voided_each_time_anew(hall: Hall) -> None:
    first = recoveries.void_signatures(hall.office, hall.key("provider"))
    assert word(hall, PROVIDER).since == first.timestamp
    assert recoveries.void_signatures(hall.office, hall.key("provider")).block > first.block
    with pytest.raises(RoleMissing):
        recoveries.void_signatures(hall.office, hall.key("registrar"))


def test_a_merger_needs_three_hands(hall: Hall) -> None:
    ended, heir = enrolled(hall, "merged", 70_211), enrolled(hall, "merging", 70_212)
    done = successions.succeed_by_signature(
        hall.office,
        hall.key("exchange"),
        party=70_211,
        successor=70_212,
        by_party=ended.signer,
        by_successor=heir.signer,
        order_digest=PAPER,
    )
    assert done.block
    row, _ = views.party(hall.office, 70_211)
    assert (row.state, row.successor) == (PartyState.ENDED, 70_212)
    assert views.party(hall.office, 70_212)[0].behind == 1


def test_an_exchange_alone_moves_nothing_to_a_puppet_fail(hall: Hall) -> None:
    puppet, exchange = enrolled(hall, "puppet", 70_213), hall.key("exchange")
    with pytest.raises(Reverted, match="RoleMissing"):
        successions.succeed(
            hall.office, exchange, party=PROVIDER, successor=70_213, by_successor=puppet.signer, order_digest=PAPER
        )
    with pytest.raises(Reverted, match="WrongSigner"):
        successions.succeed_by_signature(
            hall.office,
            exchange,
            party=PROVIDER,
            successor=70_213,
            by_party=exchange,
            by_successor=puppet.signer,
            order_digest=PAPER,
        )
    assert word(hall, PROVIDER).state == PartyState.ACTIVE


def test_a_court_names_a_successor_once(hall: Hall) -> None:
    court, heir = hall.key("court"), hall.key("operator")
    order = {"party": PROCESSOR, "successor": OPERATOR, "by_successor": heir, "order_digest": PAPER}
    first = successions.succeed(hall.office, court, **order)  # type: ignore[arg-type]  # as above
    assert successions.succeed(hall.office, court, **order) == first  # type: ignore[arg-type]  # the same request
    with pytest.raises(Reverted, match="AlreadySucceeded"):
        successions.succeed(hall.office, court, **{**order, "order_digest": digest("another")})  # type: ignore[arg-type]


def test_a_suspect_window_is_declared_and_ordered_away(hall: Hall) -> None:
    now, provider = hall.office.head_time(), hall.key("provider")
    suspicion.declare_suspect(hall.office, provider, from_=now - 100, to=now - 50, reason_digest=PAPER)
    assert (word(hall, PROVIDER).suspect_from, word(hall, PROVIDER).suspect_to) == (now - 100, now - 50)
    with pytest.raises(Reverted, match="SuspectStands"):
        suspicion.declare_suspect(hall.office, provider, from_=now - 90, to=now - 60, reason_digest=PAPER)
    with pytest.raises(Reverted, match="SuspectTooOld"):
        suspicion.declare_suspect(hall.office, provider, from_=now - 10_000_000, to=now, reason_digest=PAPER)
    for from_, to in ((now, now - 1), (0, now), (now, now + 10_000)):
        with pytest.raises(FieldOutOfRange):
            suspicion.declare_suspect(hall.office, provider, from_=from_, to=to, reason_digest=PAPER)
    suspicion.order_suspect(hall.office, hall.key("court"), party=PROVIDER, from_=0, to=0, order_digest=PAPER)
    assert word(hall, PROVIDER).suspect_to == 0


def test_affiliates_and_superiors_are_links(hall: Hall) -> None:
    exchange, council = hall.key("exchange"), hall.key("council")
    party_links.declare_affiliate(hall.office, exchange, party=PROVIDER, reason_digest=PAPER)
    party_links.name_superior(hall.office, council, authority=COURT, superior=SECOND_COURT, order_digest=PAPER)
    [affiliate] = views.links(hall.office, PROVIDER)
    shown = (affiliate.kind, affiliate.first, affiliate.second, affiliate.until)
    assert shown == (LinkKind.AFFILIATE, to_hex(party_id(EXCHANGE)), to_hex(party_id(PROVIDER)), 0)
    [superior] = views.links(hall.office, SECOND_COURT)
    assert (superior.kind, superior.first) == (LinkKind.SUPERIOR, to_hex(party_id(COURT)))
    with pytest.raises(Reverted, match="NotCouncil"):
        party_links.end_affiliate(hall.office, exchange, exchange=EXCHANGE, party=PROVIDER, reason_digest=PAPER)
    ended = party_links.end_affiliate(
        hall.office, hall.key("court"), exchange=EXCHANGE, party=PROVIDER, reason_digest=PAPER
    )
    assert views.links(hall.office, PROVIDER)[0].until == ended.timestamp
    party_links.declare_affiliate(
        hall.office, council, exchange=EXCHANGE, party=PROVIDER, reason_digest=digest("again")
    )
    assert views.links(hall.office, PROVIDER)[0].until == 0
    party_links.name_superior(
        hall.office, council, authority=COURT, superior=SECOND_COURT, order_digest=PAPER, ended=True
    )
    assert views.links(hall.office, SECOND_COURT)[0].until


def test_a_calendar_is_corrected_for_days_to_come(hall: Hall) -> None:
    council, day = hall.key("council"), date(2026, 12, 31)
    filed = Timestamp(OFFICIAL.deadline(hall.office.next_time(), 0))
    before = hall.office.read(hall.office.contracts.parties.deadline(filed, 1))
    founding.correct_calendar(hall.office, council, 2026, off=[day], on=[date(2026, 12, 26)], reason_digest=PAPER)
    half = hall.office.word(Kind.CALENDAR, (2026 * 2 + 1).to_bytes(32))
    bits, first = int.from_bytes(half), date(2026, 7, 1)
    assert bits >> (254 - (day - first).days) & 1 == 0
    assert bits >> (254 - (date(2026, 12, 26) - first).days) & 1 == 1
    assert hall.office.read(hall.office.contracts.parties.deadline(filed, 1)) == before
    for off, refusal in ((date(2026, 1, 5), Reverted), (date(2025, 12, 31), FieldOutOfRange), (day, Reverted)):
        with pytest.raises(refusal):
            founding.correct_calendar(hall.office, council, 2026, off=[off], on=[], reason_digest=digest("other"))


def test_an_exchange_that_was_removed_enrols_nobody_fail(hall: Hall) -> None:
    successions.remove_exchange(hall.office, hall.key("council"), exchange=EXCHANGE, order_digest=PAPER)
    with pytest.raises(Reverted, match="PartyNotActive"):
        enrolled(hall, "too late", 70_299)
