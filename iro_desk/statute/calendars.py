"""Working days of England and Wales, and months by the corresponding date.

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday and a bank holiday in
England and Wales (Care Planning Regulations 2010, regulation 2). The holidays of England and Wales
are used wherever the child lives.
"""

from __future__ import annotations

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from iro_desk import resources
from iro_desk.casework import CouncilSettings, UserFacingError

ADDED: Final = "Bank holiday added in the settings"


class BeyondHolidays(UserFacingError):
    """The holiday table does not reach the year that was asked for."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days from ``first_year`` to ``last_year``, both whole; made by :func:`working_days`.

    Every method raises :class:`BeyondHolidays` (a ``UserFacingError``) for a day outside those years.
    """

    first_year: int
    last_year: int
    holidays: Mapping[date, str] = field(repr=False)
    """Each holiday that falls on a weekday, with its name."""
    _days: tuple[int, ...] = field(repr=False, compare=False)
    """Every working day as an ordinal, in order."""

    def reaches(self, day: date) -> bool:
        """Whether the holiday table covers the year of that day."""
        return self.first_year <= day.year <= self.last_year

    def well_within(self, day: date) -> bool:
        """Whether a day lies a year or more inside the table, so that time can be counted from it both ways."""
        return self.first_year < day.year < self.last_year

    def is_working(self, day: date) -> bool:
        """Whether the day is a working day."""
        self._check(day)
        return day.weekday() < 5 and day not in self.holidays

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a day; the day itself is not counted, whether it is a working day or not."""
        self._check(day)
        return self._at(bisect_right(self._days, day.toordinal()) + n - 1)

    def before(self, day: date, n: int) -> date:
        """The n-th working day before a day; the day itself is not counted."""
        self._check(day)
        return self._at(bisect_left(self._days, day.toordinal()) - n)

    def last_on_or_before(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the last working day before it."""
        self._check(day)
        return self._at(bisect_right(self._days, day.toordinal()) - 1)

    def between(self, a: date, b: date) -> int:
        """How many working days lie after ``a``, up to and with ``b``; negative when ``b`` is before ``a``."""
        self._check(a)
        self._check(b)
        return bisect_right(self._days, b.toordinal()) - bisect_right(self._days, a.toordinal())

    def skipped(self, a: date, b: date) -> tuple[tuple[date, str], ...]:
        """The holidays on weekdays after ``a``, up to and with ``b``, with their names, in order."""
        return tuple((day, name) for day, name in sorted(self.holidays.items()) if a < day <= b)

    def _at(self, place: int) -> date:
        if not 0 <= place < len(self._days):
            raise _beyond(self, self.last_year + 1 if place > 0 else self.first_year - 1)
        return date.fromordinal(self._days[place])

    def _check(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise _beyond(self, day.year)


def _beyond(table: WorkingDays, year: int) -> BeyondHolidays:
    return BeyondHolidays(
        f"The bank holidays of {year} are not known: the table runs from {table.first_year} to {table.last_year}.",
        safe="Nothing was changed.",
        do="Check the year of the date.",
    )


def working_days(settings: CouncilSettings) -> WorkingDays:
    """The working days with the holidays that the program ships, those that the council added, and without those
    that it says were moved away."""
    return _with_own(settings.text("extra_holidays"), settings.text("not_holidays"))


@lru_cache(maxsize=8)
def _with_own(added_words: str, moved_words: str) -> WorkingDays:
    added, moved = ({date.fromisoformat(word) for word in words.split()} for words in (added_words, moved_words))
    shipped = {day: name for day, name in shipped_holidays().items() if day not in moved}
    first, last = min(shipped).year, max(shipped).year
    names = {**{day: ADDED for day in sorted(added) if day.weekday() < 5}, **shipped}
    off = {day.toordinal() for day in names}
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    # Ordinal 1 was a Monday: (ordinal - 1) % 7 is the weekday.
    days = tuple(o for o in range(start, end + 1) if (o - 1) % 7 < 5 and o not in off)
    return WorkingDays(first, last, MappingProxyType(names), days)


@cache
def _shipped() -> tuple[tuple[date, str, str], ...]:
    rows = csv.DictReader(resources.text("law/holidays.csv").splitlines())
    return tuple((date.fromisoformat(row["date"]), row["name"], row["basis"]) for row in rows)


@cache
def shipped_holidays() -> Mapping[date, str]:
    """The holidays in ``resources/law/holidays.csv`` with their names."""
    return {day: name for day, name, _ in _shipped()}


@cache
def published_to() -> date:
    """The last day of the last year whose holidays were proclaimed when the table was made; later ones are computed."""
    return date(max(day for day, _, basis in _shipped() if basis == "published").year, 12, 31)


def add_months(day: date, n: int) -> date:
    """The corresponding date n calendar months later (or earlier), or the last day of a month that has none.

    Authority: Dodds v Walker [1981] 1 WLR 1027 (House of Lords).

    >>> add_months(date(2026, 11, 30), 3), add_months(date(2027, 2, 28), 3)
    (datetime.date(2027, 2, 28), datetime.date(2027, 5, 28))
    """
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else _LENGTHS[month - 1]


def birthday(born: date, age: int) -> date:
    """The day on which that age is reached; someone born on 29 February reaches it on 1 March in common years."""
    year = born.year + age
    if born.month == 2 and born.day == 29 and month_length(year, 2) == 28:
        return date(year, 3, 1)
    return born.replace(year=year)


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day; negative before birth. A 29 February birthday is kept on 1 March in common years."""
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1
