"""What holds of every rule and every start."""

from __future__ import annotations

import calendar
import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desk.statute import add_months, clock_met_by, clocks_of, legal_date, next_review, rule, rule_ids, working_days

from .cases import DEFAULTS, child, day, episode, held

DAYS = st.dates(date(2012, 1, 1), date(2031, 12, 31))
ONE_INPUT = [
    rule_id
    for rule_id in rule_ids()
    if not rule(rule_id).needs and rule(rule_id).counting not in ("elapsed hours", "half way", "earlier of")
]
WORKING = working_days(DEFAULTS)


def limit(rule_id: str, start: date) -> date:
    return legal_date(rule_id, {rule(rule_id).anchors[0]: start.isoformat()}).legal_limit


@pytest.mark.parametrize("rule_id", ONE_INPUT)
@given(a=DAYS, b=DAYS)
@settings(max_examples=60)
def test_a_later_start_never_gives_an_earlier_limit(rule_id: str, a: date, b: date) -> None:
    first, second = sorted((a, b))
    assert limit(rule_id, first) <= limit(rule_id, second)


@pytest.mark.parametrize("rule_id", ONE_INPUT)
@given(start=DAYS)
@settings(max_examples=60)
def test_the_last_working_day_is_a_working_day_not_after_the_limit(rule_id: str, start: date) -> None:
    found = legal_date(rule_id, {rule(rule_id).anchors[0]: start.isoformat()})
    assert WORKING.is_working(found.last_working_day)
    assert found.last_working_day <= found.legal_limit
    assert WORKING.between(found.last_working_day, found.legal_limit) == 0


@given(started=st.dates(date(2012, 1, 1), date(2030, 12, 31)), gap=st.integers(0, 25), more=st.integers(60, 90))
@settings(max_examples=150, deadline=None)
def test_held_on_the_limit_is_in_time_and_the_day_after_is_late(started: date, gap: int, more: int) -> None:
    first = started + timedelta(days=gap)
    second = first + timedelta(days=more)
    base = child(episode(started.isoformat()), reviews=(held(first.isoformat()), held(second.isoformat())))
    clock = next_review(clocks_of(base, second, DEFAULTS))
    assert clock is not None
    assert clock.legal_limit is not None
    for held_on, state in ((clock.legal_limit, "held in time"), (clock.legal_limit + timedelta(days=1), "held late")):
        review = held(held_on.isoformat())
        file = child(*base.episodes, reviews=(*base.reviews, review), born=(started - timedelta(days=700)).isoformat())
        met = clock_met_by(file, review.id, DEFAULTS)
        assert met is not None
        assert met.state == state
        assert met.days_left == (clock.legal_limit - held_on).days


def second_implementation(start: date, months: int) -> date:
    """The corresponding date by counting months from year 0 and asking the calendar how long the month is."""
    total = start.year * 12 + start.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def test_corresponding_dates_agree_with_a_second_implementation_over_200_000_pairs() -> None:
    chance = random.Random(1981)
    first, last = day("1990-01-01").toordinal(), day("2060-12-31").toordinal()
    differing = 0
    for _ in range(200_000):
        start, months = date.fromordinal(chance.randint(first, last)), chance.randint(-240, 240)
        differing += add_months(start, months) != second_implementation(start, months)
    print(f"200000 pairs compared, {differing} differ")
    assert differing == 0
