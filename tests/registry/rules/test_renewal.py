"""Months of the calendar in Shanghai, and the time for renewal."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from torrens_registry.rules.calendar import local_day
from torrens_registry.rules.renewal import add_months, latest_renewal, renewal_window

SHANGHAI = timezone(timedelta(hours=8))
seconds = st.integers(86_400 * 400, 86_400 * 365 * 500)


def _at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=SHANGHAI).timestamp())  # type: ignore[arg-type, misc]  # year, month, day, hour


def test_known_months() -> None:
    assert add_months(_at(2026, 3, 31, 9), -1) == _at(2026, 2, 28, 9)
    assert add_months(_at(2028, 3, 31), -1) == _at(2028, 2, 29)
    assert add_months(_at(2028, 2, 29, 23), 12) == _at(2029, 2, 28, 23)
    assert add_months(_at(2026, 8, 31), 6) == _at(2027, 2, 28)
    assert add_months(_at(2026, 12, 15), 1) == _at(2027, 1, 15)


@given(seconds, st.integers(-12, 120))
def test_the_time_of_day_stays_and_the_month_is_right(at: int, months: int) -> None:
    before = datetime.fromtimestamp(at, SHANGHAI)
    after = datetime.fromtimestamp(add_months(at, months), SHANGHAI)
    assert (after.hour, after.minute, after.second) == (before.hour, before.minute, before.second)
    assert (after.year - before.year) * 12 + after.month - before.month == months
    assert after.day <= before.day


def test_renewal_ends_with_the_day_before() -> None:
    assert renewal_window(_at(2031, 3, 10)) == (_at(2030, 9, 10), _at(2031, 3, 10))
    assert renewal_window(_at(2031, 3, 10, 15)) == (_at(2030, 9, 10, 15), _at(2031, 3, 10))


@given(seconds)
def test_the_window_closes_at_midnight_before_the_end(cert_until: int) -> None:
    opens, closes = renewal_window(cert_until)
    assert opens < closes <= cert_until
    assert local_day(closes) == local_day(cert_until)
    assert local_day(closes - 1) == local_day(cert_until) - 1


def test_five_years_and_not_beyond_the_right() -> None:
    assert latest_renewal(_at(2031, 3, 10), _at(2050, 1, 1)) == _at(2036, 3, 10)
    assert latest_renewal(_at(2031, 3, 10), _at(2033, 1, 1)) == _at(2033, 1, 1)
