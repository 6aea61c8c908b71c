"""Working days, months and birthdays against independent counts."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desk.casework import CouncilSettings
from iro_desk.statute import BeyondHolidays, add_months, age_on, birthday, published_to, working_days
from iro_desk.statute.calendars import shipped_holidays

from .cases import DEFAULTS, day

WORKING = working_days(DEFAULTS)
days = st.dates(date(1999, 1, 1), date(2049, 6, 30))
counts = st.integers(1, 60)


def counted_one_by_one(start: date, n: int) -> date:
    """The n-th working day after a day, in the slowest and plainest way."""
    on = start
    while n:
        on += timedelta(days=1)
        if on.weekday() not in (5, 6) and on not in shipped_holidays():
            n -= 1
    return on


@given(days, counts)
def test_exactly_n_working_days_lie_between(start: date, n: int) -> None:
    end = WORKING.after(start, n)
    assert WORKING.is_working(end)
    assert WORKING.between(start, end) == n
    assert sum(WORKING.is_working(start + timedelta(days=i)) for i in range(1, (end - start).days + 1)) == n


@given(days, counts)
def test_counting_back_undoes_counting_on_from_a_working_day(start: date, n: int) -> None:
    start = WORKING.last_on_or_before(start)
    assert WORKING.before(WORKING.after(start, n), n) == start


@given(days, days, counts)
def test_a_later_start_never_gives_an_earlier_limit(a: date, b: date, n: int) -> None:
    first, second = sorted((a, b))
    assert WORKING.after(first, n) <= WORKING.after(second, n)
    assert add_months(first, n) <= add_months(second, n)


@given(days)
def test_the_last_working_day_is_a_working_day_not_after_the_limit(limit: date) -> None:
    last = WORKING.last_on_or_before(limit)
    assert WORKING.is_working(last)
    assert last <= limit
    assert WORKING.between(last, limit) == 0


def test_months_never_roll_forward() -> None:
    assert add_months(day("2026-11-30"), 3) == day("2027-02-28")
    assert add_months(day("2027-11-30"), 3) == day("2028-02-29")
    assert add_months(day("2027-02-28"), 3) == day("2027-05-28")


def test_the_table_is_the_published_one_day_for_day() -> None:
    """``published_holidays.csv``: the list of GOV.UK for 2019 to 2028 (Open Government Licence v3.0)."""
    with Path(__file__).with_name("published_holidays.csv").open(encoding="utf-8", newline="") as file:
        published = {day(row["date"]) for row in csv.DictReader(file)}
    assert {on for on in shipped_holidays() if 2019 <= on.year <= 2028} == published


@pytest.mark.parametrize("moved", ["2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02", "2022-06-03"])
def test_moved_and_one_off_holidays_are_in_the_table(moved: str) -> None:
    assert not WORKING.is_working(day(moved))


@pytest.mark.parametrize("ordinary", ["2020-05-04", "2022-05-30", "2012-05-28"])
def test_the_days_that_they_were_moved_from_are_working_days(ordinary: str) -> None:
    assert WORKING.is_working(day(ordinary))


@pytest.mark.parametrize(
    "one_off", ["2022-09-19", "2023-05-08", "2026-12-28", "2027-12-27", "2027-12-28", "2028-01-03"]
)
def test_substitute_and_single_days_count_as_holidays(one_off: str) -> None:
    assert not WORKING.is_working(day(one_off))


def test_a_holiday_added_by_the_council_is_skipped_and_named() -> None:
    own = working_days(CouncilSettings().having(extra_holidays="2026-11-10 2026-11-14"))
    assert not own.is_working(day("2026-11-10"))
    assert own.after(day("2026-11-09"), 1) == day("2026-11-11")
    assert own.skipped(day("2026-11-09"), day("2026-11-11")) == (
        (day("2026-11-10"), "Bank holiday added in the settings"),
    )


def test_a_holiday_that_was_moved_away_is_a_working_day_again() -> None:
    moved = working_days(CouncilSettings().having(not_holidays="2029-05-07", extra_holidays="2029-05-11"))
    assert not WORKING.is_working(day("2029-05-07"))
    assert moved.is_working(day("2029-05-07"))
    assert not moved.is_working(day("2029-05-11"))


def test_the_published_days_end_where_the_computed_ones_begin() -> None:
    assert published_to() == day("2028-12-31")


def test_a_year_beyond_the_table_is_said_in_words() -> None:
    with pytest.raises(BeyondHolidays, match="2051"):
        WORKING.is_working(day("2051-01-04"))
    with pytest.raises(BeyondHolidays, match="2051"):
        WORKING.after(day("2050-12-30"), 5)


def test_a_birthday_on_29_february_is_kept_on_1_march_in_common_years() -> None:
    born = day("2020-02-29")
    assert birthday(born, 3) == day("2023-03-01")
    assert birthday(born, 4) == day("2024-02-29")
    assert (age_on(born, day("2023-02-28")), age_on(born, day("2023-03-01"))) == (2, 3)


@given(st.dates(date(2000, 1, 1), date(2026, 12, 31)), st.integers(0, 8000))
def test_age_goes_up_on_the_birthday_and_on_no_other_day(born: date, later: int) -> None:
    on = born + timedelta(days=later)
    rises = age_on(born, on + timedelta(days=1)) - age_on(born, on)
    assert rises == (on + timedelta(days=1) == birthday(born, age_on(born, on) + 1))
