"""Holiday schedules of the State Council, year by year (国务院办公厅关于部分节假日安排的通知).

Facts, not rules. Cross-checked on 2026-11-21: the notices' text at politics.gmw.cn (Xinhua, 2024-11-12 and 2025-11-04)
and 中山日报 2025-11-05, and the open calendar package chinesecalendar 1.11.0, agree on every day. A year whose notice
is not out has only the statutory days of 全国年节及纪念日放假办法 (as amended by the State Council on 2024-11-10) and
its weekends: it is provisional, and no deadline is ever counted on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Schedule:
    """One year's days off and make-up days.

    Attributes:
        year: The year.
        notice: Number of the notice, or of the law that a provisional year rests on.
        published: Day of the notice.
        holidays: Days off, from and to, both included.
        make_up: Weekend days on which people work.
        provisional: True while the year's notice is not out.
    """

    year: int
    notice: str
    published: date
    holidays: tuple[tuple[date, date], ...]
    make_up: tuple[date, ...]
    provisional: bool = False


def _days(year: int, text: str) -> tuple[date, ...]:
    return tuple(date(year, int(day[:2]), int(day[2:])) for day in text.split())


def _spans(year: int, text: str) -> tuple[tuple[date, date], ...]:
    spans = []
    for span in text.split():
        first, _, last = span.partition("-")
        spans.append((_days(year, first)[0], _days(year, last or first)[0]))
    return tuple(spans)


SCHEDULES: Final = (
    Schedule(
        year=2025,
        notice="国办发明电〔2024〕12号",
        published=date(2024, 11, 12),
        holidays=_spans(2025, "0101 0128-0204 0404-0406 0501-0505 0531-0602 1001-1008"),
        make_up=_days(2025, "0126 0208 0427 0928 1011"),
    ),
    Schedule(
        year=2026,
        notice="国办发明电〔2025〕7号",
        published=date(2025, 11, 4),
        holidays=_spans(2026, "0101-0103 0215-0223 0404-0406 0501-0505 0619-0621 0925-0927 1001-1007"),
        make_up=_days(2026, "0104 0214 0228 0509 0920 1010"),
    ),
    Schedule(
        year=2027,
        notice="全国年节及纪念日放假办法",
        published=date(2024, 11, 10),
        # New Year; Spring Festival's eve to the third day; Qingming; Labour Day; Dragon Boat; Mid-Autumn; National Day.
        holidays=_spans(2027, "0101 0205-0208 0405 0501-0502 0609 0915 1001-1003"),
        make_up=(),
        provisional=True,
    ),
)
