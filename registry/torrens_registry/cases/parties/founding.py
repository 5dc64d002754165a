"""What the council does before there is anything to register: exchanges, authorities, the working-day calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from torrens_contracts.codes import PartyKind
from torrens_contracts.ids import calendar_id, party_id
from torrens_contracts.types import Digest32, ExchangeId, PartyId
from torrens_contracts.words import Kind
from torrens_registry.cases.parties.enrolment import NewKey, own_enrolment
from torrens_registry.cases.submit import Act, Settled, once, perform
from torrens_registry.errors import CalendarMissing, CalendarProvisional, FieldOutOfRange
from torrens_registry.ids import IdempotencyKey
from torrens_registry.keys import Signer
from torrens_registry.office import Office
from torrens_registry.rules.calendar import HalfYear, halves
from torrens_registry.rules.state_council import SCHEDULES, Schedule

MOST_EXCHANGES = 0xFFFF
"""Exchanges are numbered 1 to this; every other party is above."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A party that was enrolled.

    Attributes:
        party: Its number.
        key: Address of its first key.
        settled: The transaction.
    """

    party: PartyId
    key: bytes
    settled: Settled


def admit_exchange(
    office: Office,
    council: Signer,
    *,
    exchange: int,
    identity_digest: Digest32,
    first: NewKey,
    key: IdempotencyKey | None = None,
) -> Enrolled:
    """Admits an exchange with its first key, which signs its own enrolment.

    Args:
        office: The office of the register's home.
        council: The council's key.
        exchange: The exchange's number, its registrar code.
        identity_digest: SHA-256 of its unified credit code.
        first: Its first key.
        key: Idempotency key; made of all that is enrolled when absent.

    Returns:
        What was enrolled.

    Raises:
        FieldOutOfRange: The number is no exchange's.
        Reverted: The chain refuses, for example a caller that is not the council.
    """

    def prepare() -> Act:
        """The number is an exchange's, and its first key signs for itself."""
        if not 1 <= exchange <= MOST_EXCHANGES:
            raise FieldOutOfRange(f"{exchange} is no exchange number, 1 to {MOST_EXCHANGES}", field="exchange")
        terms, own = own_enrolment(
            office,
            first,
            party=exchange,
            kind=PartyKind.EXCHANGE,
            exchange=exchange,
            identity_digest=identity_digest,
        )
        call = office.contracts.parties.admit_exchange(ExchangeId(exchange), identity_digest, terms, own)
        return Act(call, "exchange.admit", party_id(exchange), {"identity": identity_digest})

    settled = perform(office, council, _once("exchange.admit", exchange, identity_digest, first, key), prepare)
    return Enrolled(PartyId(exchange), first.signer.address, settled)


def enrol_authority(
    office: Office,
    council: Signer,
    *,
    party: int,
    identity_digest: Digest32,
    first: NewKey,
    key: IdempotencyKey | None = None,
) -> Enrolled:
    """Enrols a court or a regulator with its first key, which signs its own enrolment.

    Args:
        office: The office of the register's home.
        council: The council's key.
        party: The authority's number, above 65535.
        identity_digest: SHA-256 of its unified credit code.
        first: Its first key.
        key: Idempotency key; made of all that is enrolled when absent.

    Returns:
        What was enrolled.

    Raises:
        FieldOutOfRange: The number is an exchange's.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        require_party_number(party)
        terms, own = own_enrolment(
            office, first, party=party, kind=PartyKind.AUTHORITY, exchange=0, identity_digest=identity_digest
        )
        call = office.contracts.parties.enrol_authority(PartyId(party), identity_digest, terms, own)
        return Act(call, "authority.enrol", party_id(party), {"identity": identity_digest})

    settled = perform(office, council, _once("authority.enrol", party, identity_digest, first, key), prepare)
    return Enrolled(PartyId(party), first.signer.address, settled)


def publish_calendar(office: Office, council: Signer, year: int, key: IdempotencyKey | None = None) -> Settled:
    """Publishes the working days of a year, as the State Council's notice has them.

    Args:
        office: The office of the register's home.
        council: The council's key.
        year: The year.
        key: Idempotency key; made of the year when absent.

    Returns:
        The transaction.

    Raises:
        CalendarMissing: This release does not know the year's notice.
        CalendarProvisional: The year's notice was not out when this release was made.
        Reverted: The chain refuses.
    """

    def prepare() -> Act:
        schedule = _schedule(year)
        first, second = (half.to_word() for half in halves(schedule))
        digest = Digest32(sha256(schedule.notice.encode()).digest())
        call = office.contracts.parties.publish_calendar(year, first, second, digest)
        return Act(call, "calendar.publish", str(year), {"notice": digest})

    return perform(office, council, once("calendar.publish", year, given=key), prepare)


def correct_calendar(
    office: Office,
    council: Signer,
    year: int,
    *,
    off: Iterable[date],
    on: Iterable[date],
    reason_digest: Digest32,
    key: IdempotencyKey | None = None,
) -> Settled:
    """Corrects working days to come of a published year; open cases are counted anew.

    Args:
        office: The office of the register's home.
        council: The council's key.
        year: The year.
        off: Days of it that are no working days any more.
        on: Days of it that become working days.
        reason_digest: SHA-256 of what says so.
        key: Idempotency key; made of year, days and paper when absent.

    Returns:
        The transaction.

    Raises:
        CalendarMissing: The year is not published.
        FieldOutOfRange: A day is of another year.
        Reverted: The chain refuses, for example a day that is past.
    """
    turned = {**dict.fromkeys(off, False), **dict.fromkeys(on, True)}

    def prepare() -> Act:
        words = office.words(Kind.CALENDAR, [calendar_id(year, half) for half in (0, 1)])
        was = [HalfYear.from_word(year * 2 + half, word) for half, word in enumerate(words)]
        if wrong := next((day for day in turned if day.year != year), None):
            raise FieldOutOfRange(f"{wrong} is no day of {year}", field="day", value=wrong.isoformat())
        first, second = (half.turned(turned).to_word() for half in was)
        call = office.contracts.parties.correct_calendar(year, first, second, reason_digest)
        return Act(call, "calendar.correct", str(year), {"reason": reason_digest})

    days = ",".join(f"{day}={int(works)}" for day, works in sorted(turned.items()))
    return perform(office, council, once("calendar.correct", year, days, reason_digest, given=key), prepare)


def require_party_number(party: int) -> None:
    """Refuses a number that no party but an exchange can have.

    Args:
        party: The number.

    Raises:
        FieldOutOfRange: It is not 65536 to 4294967295.
    """
    if not MOST_EXCHANGES < party <= 0xFFFFFFFF:
        raise FieldOutOfRange(
            f"{party} is no party number: 1 to {MOST_EXCHANGES} are exchanges, parties are above",
            field="party",
            value=party,
        )


def _once(action: str, party: int, identity: Digest32, first: NewKey, key: IdempotencyKey | None) -> IdempotencyKey:
    return once(action, party, identity, *first.parts(), given=key)


def _schedule(year: int) -> Schedule:
    found = next((one for one in SCHEDULES if one.year == year), None)
    if found is None:
        raise CalendarMissing(
            f"this release does not know the State Council's notice for {year}",
            remedy="use a release that holds the notice of that year",
            year=year,
        )
    if found.provisional:
        raise CalendarProvisional(f"the State Council's notice for {year} is not out", year=year)
    return found
