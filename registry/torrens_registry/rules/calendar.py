"""Working days in Asia/Shanghai, as the chain counts them (G35 articles 17, 24, 25, 28; words.md CALENDAR).

China has one time zone, UTC+8, without summer time since 1991, so a local day is plain arithmetic, and the same
arithmetic runs in Solidity: day = (t + 8*3600) // 86400; the end (24:00) of day d is (d + 1)*86400 - 8*3600.

One CALENDAR word holds half a year: bit 255 says published; bit 254-k is day k of the half, set on a working day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final, NewType, Self

from torrens_contracts.words import CalendarWord
from torrens_registry.errors import BadCalendarWord, CalendarMissing, CalendarProvisional, FieldOutOfRange
from torrens_registry.rules.state_council import SCHEDULES, Schedule

LocalDay = NewType("LocalDay", int)
"""Days since 1970-01-01 in Shanghai."""

OFFSET: Final = 8 * 3600
DAY: Final = 86_400
EPOCH: Final = date(1970, 1, 1)
MAX_WORKING_DAYS: Final = 255


def local_day(at: int) -> LocalDay:
    """The day in Shanghai on which a UTC second falls."""
    return LocalDay((at + OFFSET) // DAY)


def end_of_day(day: LocalDay) -> int:
    """The UTC second of 24:00 of that day, which is 0:00 of the next."""
    return (day + 1) * DAY - OFFSET


def shown(at: int) -> str:
    """Writes a UTC second as people in Shanghai read it; a notice ends at 24:00 there."""
    try:
        return f"{datetime.fromtimestamp(at, timezone(timedelta(seconds=OFFSET))):%Y-%m-%d %H:%M} +08:00"
    except (OverflowError, ValueError, OSError):
        return str(at)


def date_of(day: LocalDay) -> date:
    """The calendar date of a local day."""
    return EPOCH + timedelta(days=day)


def day_of(when: date) -> LocalDay:
    """The local day of a calendar date."""
    return LocalDay((when - EPOCH).days)


def half_of(when: date) -> int:
    """The number of the half-year, year * 2 + half: also the natural id of its word."""
    return when.year * 2 + (when.month > 6)


def _first_day(half: int) -> date:
    return date(half // 2, 7 if half % 2 else 1, 1)


@dataclass(frozen=True, slots=True)
class HalfYear:
    """One half-year of working days.

    Attributes:
        half: year * 2 + half.
        working: One flag a day, from 1 January or 1 July.
        published: False for a provisional half, which no deadline may touch.
    """

    half: int
    working: tuple[bool, ...]
    published: bool

    @property
    def first(self) -> date:
        """Its first day."""
        return _first_day(self.half)

    def to_word(self) -> bytes:
        """Returns the 32-byte CALENDAR word; a provisional half lacks the published bit."""
        days = sum(1 << (254 - k) for k, works in enumerate(self.working) if works)
        return CalendarWord(published=int(self.published), days=days).pack()

    def turned(self, days: Mapping[date, bool]) -> Self:
        """Gives the half with some days otherwise.

        Args:
            days: Whether each is a working day now; days of other halves are passed over.
        """
        working = tuple(days.get(self.first + timedelta(days=k), was) for k, was in enumerate(self.working))
        return replace(self, working=working)

    @classmethod
    def from_word(cls, half: int, word: bytes) -> Self:
        """Reads a CALENDAR word.

        Args:
            half: The id of the word as a number: year * 2 + half.
            word: 32 bytes.

        Raises:
            CalendarMissing: The word is zero.
            BadCalendarWord: A bit stands for a day that this half does not have.
        """
        packed = CalendarWord.unpack(word)
        if packed == CalendarWord():
            raise CalendarMissing(f"no calendar for the half-year from {_first_day(half)}", half=half)
        length = (_first_day(half + 1) - _first_day(half)).days
        if packed.days & ((1 << (255 - length)) - 1):
            raise BadCalendarWord(f"the half-year from {_first_day(half)} has only {length} days", half=half)
        working = tuple(bool(packed.days >> (254 - k) & 1) for k in range(length))
        return cls(half, working, bool(packed.published))


def halves(schedule: Schedule) -> tuple[HalfYear, HalfYear]:
    """Works out both halves of a year: weekdays, less the days off, plus the make-up days."""
    off = {
        first + timedelta(days=i) for first, last in schedule.holidays for i in range((last - first).days + 1)
    } - set(schedule.make_up)
    on = set(schedule.make_up)

    def half(number: int) -> HalfYear:
        first = _first_day(number)
        days = (first + timedelta(days=k) for k in range((_first_day(number + 1) - first).days))
        working = tuple(d in on or (d.weekday() < 5 and d not in off) for d in days)
        return HalfYear(number, working, not schedule.provisional)

    return half(schedule.year * 2), half(schedule.year * 2 + 1)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The half-years that are known, by year * 2 + half."""

    halves: Mapping[int, HalfYear]

    @classmethod
    def of(cls, known: Iterable[HalfYear]) -> Self:
        """Makes a calendar of half-years, as read from the chain's words."""
        return cls({half.half: half for half in known})

    def is_working(self, when: date) -> bool:
        """Says whether a date is a working day.

        Raises:
            CalendarMissing: No half-year covers the date.
            CalendarProvisional: The half-year that covers it is provisional.
        """
        half = self.halves.get(half_of(when))
        if half is None:
            raise CalendarMissing(f"no calendar covers {when}", date=when.isoformat(), half=half_of(when))
        if not half.published:
            raise CalendarProvisional(f"the calendar of {when.year} is provisional: {when}", date=when.isoformat())
        return half.working[(when - half.first).days]

    def deadline(self, filed_at: int, working_days: int) -> int:
        """The end of the n-th working day, the day after filing being the first that can count.

        Args:
            filed_at: UTC second of the filing.
            working_days: How many working days, 0 to 255; 0 is the end of the day of filing, working day or not.

        Returns:
            The UTC second of 24:00 Shanghai of the last day; before it the time still runs.

        Raises:
            FieldOutOfRange: The number of days is not 0 to 255.
            CalendarMissing: The day of filing, or a day on the way, is in no known half-year.
            CalendarProvisional: One of these days is in a provisional half-year.
        """
        if not 0 <= working_days <= MAX_WORKING_DAYS:
            raise FieldOutOfRange(
                f"{working_days} working days is not 0 to {MAX_WORKING_DAYS}", field="working_days", value=working_days
            )
        day = local_day(filed_at)
        if working_days:
            self.is_working(date_of(day))  # the half-year of the filing must be published too, as on chain
        while working_days:
            day = LocalDay(day + 1)
            working_days -= self.is_working(date_of(day))
        return end_of_day(day)


OFFICIAL: Final = WorkingCalendar.of(half for schedule in SCHEDULES for half in halves(schedule))
"""2025 and 2026 by the State Council's notices; 2027 provisional."""
