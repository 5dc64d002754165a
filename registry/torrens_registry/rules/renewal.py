"""When a certificate is renewed, and until when: six months before its end to the day before it, five years at most.

The months are those of the calendar in Shanghai, at the same local time; a month without the day gives its last
(G35 articles 26, 36). Twin of CivilDates in Solidity.
"""

from __future__ import annotations

import calendar as gregorian
from typing import Final

from torrens_registry.rules.calendar import DAY, date_of, day_of, end_of_day, local_day

CERTIFICATE_YEARS: Final = 5
RENEWAL_MONTHS: Final = 6


def add_months(at: int, months: int) -> int:
    """Gives the same local time of the same day some months on, or back.

    Args:
        at: UTC second.
        months: How many; negative goes back.

    Returns:
        UTC second; 31 March less one month is 28 or 29 February.
    """
    when = date_of(local_day(at))
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    there = when.replace(year=year, month=month + 1, day=min(when.day, last))
    return at + (day_of(there) - day_of(when)) * DAY


def renewal_window(cert_until: int) -> tuple[int, int]:
    """Gives the first second at which a certificate may be renewed, and the first at which no more.

    Args:
        cert_until: End of the certificate, UTC second.

    Returns:
        Six months before it, and 0:00 of the local day of it.
    """
    return add_months(cert_until, -RENEWAL_MONTHS), end_of_day(local_day(cert_until)) - DAY


def latest_renewal(cert_until: int, right_until: int) -> int:
    """Gives the latest end of a renewed certificate: five years on, and not after the right.

    Args:
        cert_until: End of the certificate now.
        right_until: End of the right.

    Returns:
        UTC second.
    """
    return min(add_months(cert_until, 12 * CERTIFICATE_YEARS), right_until)
