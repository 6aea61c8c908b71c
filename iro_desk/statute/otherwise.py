"""Why another system shows another day: the ways in which such dates are commonly counted otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from iro_desk.casework import CouncilSettings
from iro_desk.statute.calendars import add_months, working_days
from iro_desk.statute.clock import Clock

FIRST_REVIEW_WORKING_DAYS = 20
FIXED_DAYS = {3: (90, 91, 92), 6: (180, 182, 183)}


def why_theirs(clock: Clock, theirs: date, settings: CouncilSettings) -> str:
    """The reason in words why another system shows ``theirs`` for a review clock; empty when none explains it.

    Only ways of counting that give exactly that day are named (2010 Regulations, regulation 33: working days after
    the day, months by corresponding date).
    """
    if clock.legal_limit is None or clock.anchor is None or theirs == clock.legal_limit:
        return ""
    for day, words in _otherwise(clock, clock.legal_limit, clock.anchor, settings):
        if day == theirs:
            return words
    return ""


def _otherwise(clock: Clock, limit: date, anchor: date, settings: CouncilSettings) -> Iterator[tuple[date, str]]:
    working = working_days(settings)
    if clock.rule_id == "review.first":
        yield anchor + timedelta(days=28), "they use 28 days"
        yield working.after(anchor, FIRST_REVIEW_WORKING_DAYS - 1), "they count the first day"
        yield _weekdays(anchor, FIRST_REVIEW_WORKING_DAYS), "they count bank holidays as working days"
        return
    months = {"review.second": 3, "review.later": 6}.get(clock.rule_id)
    if clock.last_working_day is not None:
        yield clock.last_working_day, "they show the last working day before it"
    yield limit - timedelta(days=1), "they count the first day"
    if months is not None:
        for days in FIXED_DAYS[months]:
            yield anchor + timedelta(days=days), f"they use {days} days"
        other = 9 - months
        yield add_months(anchor, other), f"they count {'six' if other == 6 else 'three'} months"
    yield working.after(limit - timedelta(days=1), 1), "they move it to the next working day"


def _weekdays(anchor: date, count: int) -> date:
    day = anchor
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
