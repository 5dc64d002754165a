"""The working-day calendar: official schedules, deadlines, words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from torrens_registry.errors import BadCalendarWord, CalendarMissing, CalendarProvisional, FieldOutOfRange
from torrens_registry.rules.calendar import (
    DAY,
    OFFICIAL,
    OFFSET,
    HalfYear,
    WorkingCalendar,
    date_of,
    day_of,
    end_of_day,
    halves,
    local_day,
)
from torrens_registry.rules.state_council import SCHEDULES

HALVES = [half for schedule in SCHEDULES for half in halves(schedule)]
SHANGHAI = timedelta(hours=8)


def utc(year: int, month: int, day: int, hour: int = 0) -> int:
    """A wall time in Shanghai as a UTC second."""
    return int((datetime(year, month, day, hour, tzinfo=UTC) - SHANGHAI).timestamp())


filings = st.integers(utc(2025, 1, 1), utc(2026, 11, 1))


def test_the_days_of_the_notices() -> None:
    off = {2025: 28, 2026: 33}
    for schedule in SCHEDULES[:2]:
        days = [d for a, b in schedule.holidays for d in (a + timedelta(i) for i in range((b - a).days + 1))]
        assert len(days) == off[schedule.year]
        assert not any(OFFICIAL.is_working(d) for d in days)
        assert all(OFFICIAL.is_working(d) and d.weekday() >= 5 for d in schedule.make_up)


@pytest.mark.parametrize(("year", "working"), [(2025, 248), (2026, 248)])
def test_working_days_of_a_year(year: int, working: int) -> None:
    assert sum(sum(half.working) for half in HALVES if half.half // 2 == year) == working


@pytest.mark.parametrize(
    ("filed", "days", "end"),
    [
        (utc(2026, 11, 2, 9), 5, utc(2026, 11, 10)),  # Monday: Tuesday to Friday, then Monday, ends at its 24:00
        # Friday 13, make-up Saturday 14, nine days off, Tuesday 24, Wednesday 25, Thursday 26
        (utc(2026, 2, 12, 9), 5, utc(2026, 2, 27)),
        (utc(2026, 1, 1) - 1, 1, utc(2026, 1, 5)),  # New Year 1 to 3 January, Sunday 4 is a make-up day
        (utc(2026, 1, 1, 0), 1, utc(2026, 1, 5)),
        (utc(2026, 1, 1, 9), 0, utc(2026, 1, 2)),  # the day of filing itself
        (utc(2026, 9, 30, 12), 3, utc(2026, 10, 11)),  # seven days off; Thursday 8, Friday 9, make-up Saturday 10
    ],
)
def test_deadline_over_holidays_and_make_up_days(filed: int, days: int, end: int) -> None:
    assert OFFICIAL.deadline(filed, days) == end


@given(filings, st.integers(1, 30))
def test_deadline_is_monotone_and_ends_at_midnight(filed: int, days: int) -> None:
    end = OFFICIAL.deadline(filed, days)
    assert (end + OFFSET) % DAY == 0
    assert end >= filed + days * DAY - DAY
    assert OFFICIAL.is_working(date_of(local_day(end - 1)))
    assert OFFICIAL.deadline(filed + 3600, days) >= end
    assert OFFICIAL.deadline(filed, days + 1) > end


@given(filings, st.integers(1, 15), st.integers(1, 15))
def test_deadlines_add_up(filed: int, first: int, then: int) -> None:
    assert OFFICIAL.deadline(OFFICIAL.deadline(filed, first) - 1, then) == OFFICIAL.deadline(filed, first + then)


@given(st.dates(date(1992, 1, 1), date(4000, 1, 1)), st.integers(0, DAY - 1))
def test_a_local_day_is_the_date_in_shanghai(when: date, second: int) -> None:
    at = end_of_day(day_of(when)) - DAY + second
    assert date_of(local_day(at)) == when
    assert (datetime.fromtimestamp(at, UTC) + SHANGHAI).date() == when


@pytest.mark.parametrize("half", HALVES, ids=lambda h: str(h.first))
def test_words_round_trip(half: HalfYear) -> None:
    assert HalfYear.from_word(half.half, half.to_word()) == half


@given(st.integers(2000, 4000), st.booleans(), st.booleans(), st.randoms(use_true_random=False))
def test_words_round_trip_for_any_half(year: int, second: bool, published: bool, random: object) -> None:  # noqa: FBT001 - drawn
    number = year * 2 + second
    length = (date((number + 1) // 2, 1 if second else 7, 1) - date(year, 7 if second else 1, 1)).days
    bits = random.getrandbits(length) | 1  # type: ignore[attr-defined]  # hypothesis hands out a Random
    half = HalfYear(number, tuple(bool(bits >> i & 1) for i in range(length)), published)
    assert HalfYear.from_word(number, half.to_word()) == half


def test_the_word_is_published_first_then_one_bit_a_day() -> None:
    word = int.from_bytes(HALVES[2].to_word())  # first half of 2026
    assert word >> 255 == 1
    assert word >> 254 & 1 == 0  # 1 January
    assert word >> (254 - 3) & 1 == 1  # 4 January, a make-up Sunday
    assert word & ((1 << (255 - 181)) - 1) == 0


@pytest.mark.parametrize(
    ("half", "word"),
    [
        # Compared day by day with the package chinesecalendar 1.11.0 when they were pinned.
        (4050, "b3e7cfb00f7cf9f3e7cf9f3c7cf9f783cf9f3e3cf9f3e4"),
        (4051, "f9f3e7cf9f3e7cf9f3e7cfb8077cf9f3e7cf9f3e7cf9f38"),
        (4052, "8fcf9f3e7cfc01f7cf9f3e7c79f3e783df3e7cf9f3c7cc"),
        (4053, "f3e7cf9f3e7cf9f3e7cfbe380ef9f3e7cf9f3e7cf9f3e78"),
    ],
)
def test_the_words_to_publish(half: int, word: str) -> None:
    assert OFFICIAL.halves[half].to_word().hex() == word.ljust(64, "0")


def test_year_without_calendar_fail() -> None:
    with pytest.raises(CalendarMissing, match="2024-12-30"):
        OFFICIAL.deadline(utc(2024, 12, 30, 9), 1)


def test_provisional_year_fail() -> None:
    with pytest.raises(CalendarProvisional, match="2027"):
        OFFICIAL.deadline(utc(2026, 12, 31, 9), 1)


def test_deadline_running_into_the_provisional_year_fail() -> None:
    with pytest.raises(CalendarProvisional):
        OFFICIAL.deadline(utc(2026, 12, 28, 9), 5)


def test_provisional_word_lacks_the_published_bit() -> None:
    assert all(half.to_word()[0] >> 7 == 0 for half in HALVES if half.half // 2 == 2027)


def test_zero_word_fail() -> None:
    with pytest.raises(CalendarMissing):
        HalfYear.from_word(4052, bytes(32))


def test_word_with_a_day_too_many_fail() -> None:
    word = int.from_bytes(HALVES[2].to_word()) | 1 << (254 - 181)
    with pytest.raises(BadCalendarWord, match="181 days"):
        HalfYear.from_word(4052, word.to_bytes(32))


@pytest.mark.parametrize("days", [-1, 256])
def test_absurd_number_of_days_fail(days: int) -> None:
    with pytest.raises(FieldOutOfRange):
        OFFICIAL.deadline(utc(2026, 3, 2), days)


def test_calendar_that_lacks_the_half_of_the_filing_fail() -> None:
    with pytest.raises(CalendarMissing, match="2025-06-30"):
        WorkingCalendar.of(HALVES[1:2]).deadline(utc(2025, 6, 30, 9), 1)


def test_calendar_without_its_neighbour_fail() -> None:
    only = WorkingCalendar.of(HALVES[:1])
    with pytest.raises(CalendarMissing, match="2025-07-01"):
        only.deadline(utc(2025, 6, 30, 9), 1)
